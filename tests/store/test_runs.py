"""Which rows a run lets go: those that a complete list no longer has, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from ajar.model.finding import Finding
from ajar.model.run import AccountSummary, Run, ScanError, Trouble
from ajar.store import Store, findings, history, open_store, runs
from ajar.store.runs import CompleteList
from invented import CLOSED, MORNING, OPEN, finding

ACCOUNT, OTHER = "123456789012", "210987654321"
EVENING = MORNING + timedelta(hours=8)
BUCKETS = CompleteList(account=ACCOUNT, kind="s3_bucket")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "ajar.db") as opened:
        yield opened


def run(*, name: str = "prod", cancelled: bool = False, filtered: bool = False) -> Run:
    summary = AccountSummary(provider="aws", id=ACCOUNT, name=name)
    return Run(started=MORNING, finished=EVENING, accounts=(summary,), cancelled=cancelled, filtered=filtered)


def scan(store: Store, found: list[Finding], how: Run, *lists: CompleteList) -> set[str]:
    """A run that keeps these findings and read these lists to their end; the names of what it let go."""
    number = runs.begin(store, how.started)
    findings.keep(store, number, found, "prod")
    gone = runs.finish(store, number, how, lists)
    return {name.rpartition(":")[2] for _, name in gone}


def names(store: Store) -> set[str]:
    return {entry.name for entry in findings.rows(store)}


@pytest.fixture
def _three(store: Store) -> None:
    scan(store, [finding(name, OPEN) for name in ("a", "b", "c")], run(), BUCKETS)


@pytest.mark.usefixtures("_three")
def test_a_complete_list_lets_go_of_what_it_no_longer_has(store: Store) -> None:
    assert scan(store, [finding("a"), finding("d")], run(), BUCKETS) == {"b", "c"}
    assert names(store) == {"a", "d"}
    assert findings.finding(store, ACCOUNT, "arn:aws:s3:::b") is None
    with store.reading() as connection:
        assert connection.execute("SELECT COUNT(*) FROM detail").fetchone() == (2,)


@pytest.mark.usefixtures("_three")
@pytest.mark.parametrize("how", [run(cancelled=True), run(filtered=True)], ids=["cancelled", "filtered"])
def test_a_cancelled_or_filtered_run_removes_nothing(store: Store, how: Run) -> None:
    assert scan(store, [finding("a")], how, BUCKETS) == set()
    assert names(store) == {"a", "b", "c"}


@pytest.mark.usefixtures("_three")
def test_a_list_that_was_not_read_to_its_end_removes_nothing(store: Store) -> None:
    assert scan(store, [finding("a")], run()) == set()
    assert names(store) == {"a", "b", "c"}


@pytest.mark.usefixtures("_three")
@pytest.mark.parametrize(
    "other",
    [
        CompleteList(account=OTHER, kind="s3_bucket"),
        CompleteList(account=ACCOUNT, kind="rds_instance"),
        CompleteList(account=ACCOUNT, kind="s3_bucket", region="us-east-1"),
    ],
    ids=["account", "kind", "region"],
)
def test_a_list_of_something_else_removes_nothing(store: Store, other: CompleteList) -> None:
    assert scan(store, [], run(), other) == set()
    assert names(store) == {"a", "b", "c"}


def test_a_list_of_one_region_speaks_for_that_region_only(store: Store) -> None:
    scan(store, [finding("a", region="eu-west-1"), finding("b", region="us-east-1")], run(), BUCKETS)
    assert scan(store, [], run(), CompleteList(account=ACCOUNT, kind="s3_bucket", region="us-east-1")) == {
        "b"
    }
    assert names(store) == {"a"}


@pytest.mark.usefixtures("_three")
def test_a_run_that_was_overtaken_does_not_remove_what_the_later_one_found(store: Store) -> None:
    slow = runs.begin(store, MORNING)
    scan(store, [finding("a"), finding("new")], run(), BUCKETS)
    findings.keep(store, slow, [finding("a")], "prod")
    assert runs.finish(store, slow, run(), [BUCKETS]) == ()
    assert names(store) == {"a", "new"}


def test_a_slower_run_does_not_take_what_a_later_one_read_out_of_its_hands(store: Store) -> None:
    slow, later = (runs.begin(store, MORNING) for _ in range(2))
    for number in (later, slow):
        findings.keep(store, number, [finding("a")], "prod")
    assert runs.finish(store, later, run(), [BUCKETS]) == ()
    assert names(store) == {"a"}


@pytest.mark.usefixtures("_three")
def test_a_clock_that_was_set_back_removes_nothing_that_was_read(store: Store) -> None:
    earlier = msgspec.structs.replace(run(), started=EVENING)
    assert scan(store, [finding(name, minutes=-600) for name in ("a", "b")], earlier, BUCKETS) == {"c"}


@pytest.mark.usefixtures("_three")
def test_the_history_of_what_is_gone_stays(store: Store) -> None:
    scan(store, [finding("a", CLOSED, minutes=5)], run(), BUCKETS)
    scan(store, [], run(), BUCKETS)
    past = history.history(store, ACCOUNT, "arn:aws:s3:::a")
    assert [(entry.row.state, entry.gone) for entry in past] == [(CLOSED.state, EVENING), (OPEN.state, None)]


def test_the_last_run_of_an_account_is_the_latest_that_ended(store: Store) -> None:
    assert runs.last_run(store, "prod") is None
    error = ScanError(what="list rds_instance", reason=Trouble.DENIED, permission="rds:DescribeDBInstances")
    summary = AccountSummary(provider="aws", id=ACCOUNT, name="prod", complete=False, errors=(error,))
    first = Run(started=MORNING, finished=EVENING, accounts=(summary,))
    scan(store, [], first)
    runs.begin(store, EVENING)  # it is still running, or was broken off
    assert runs.last_run(store, "prod") == first
    scan(store, [], run(cancelled=True))
    assert runs.last_run(store, "prod") == run(cancelled=True)
    assert runs.last_run(store, "web") is None


def test_a_run_over_many_accounts_is_told_to_each_with_its_own_part(store: Store) -> None:
    mine = [AccountSummary(provider="gcp", id=f"project-{n}", name="web") for n in range(3)]
    both = Run(started=MORNING, finished=EVENING, accounts=(*mine, *run().accounts))
    scan(store, [], both)
    assert runs.last_run(store, "web") == Run(started=MORNING, finished=EVENING, accounts=tuple(mine))
    assert runs.last_run(store, "prod") == run()
