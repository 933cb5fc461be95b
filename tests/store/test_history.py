"""The past of a resource: which verdict stood when, and what stands otherwise than when a run had ended."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from ajar.model.access import Audience, Capability, State
from ajar.model.exposure import Exposure, Reach
from ajar.model.finding import Finding
from ajar.model.ours import AccessException
from ajar.model.row import row
from ajar.model.run import AccountSummary, Run
from ajar.store import Store, findings, history, open_store, runs
from ajar.store.runs import CompleteList
from ajar.store.schema import MIGRATIONS, migrate
from invented import CLOSED, MORNING, OPEN, SHIELDED, UNKNOWN, finding

ACCOUNT = "123456789012"
DRAFTS = "arn:aws:s3:::acme-drafts"
BUCKETS = CompleteList(account=ACCOUNT, kind="s3_bucket")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "ajar.db") as opened:
        yield opened


def keep(store: Store, *found: Finding, name: str = "prod") -> int:
    """A run that keeps these and had the whole account; its number."""
    number = runs.begin(store, MORNING)
    findings.keep(store, number, found, name)
    account = AccountSummary(provider="aws", id=ACCOUNT, name=name)
    whole = Run(started=MORNING, finished=MORNING + timedelta(hours=1), accounts=(account,))
    runs.finish(store, number, whole, [BUCKETS])
    return number


def named(*who: str) -> Exposure:
    reach = Reach(audience=Audience.EXTERNAL, who=who, capabilities=(Capability.READ,))
    return Exposure(state=State.SHARED, audience=Audience.EXTERNAL, at_most=Audience.EXTERNAL, all=(reach,))


def changed(store: Store, run: int, name: str = "prod") -> list[tuple[str, object, object]]:
    return [
        (one.resource.rpartition(":")[2], one.before, one.after)
        for one in history.changed_since(store, name, run)
    ]


def test_only_another_verdict_makes_history(store: Store) -> None:
    for minutes, exposure in enumerate([OPEN, OPEN, CLOSED, CLOSED, UNKNOWN, UNKNOWN, OPEN]):
        keep(store, finding(exposure=exposure, minutes=minutes))
    told = [
        (entry.row.state, (entry.since - MORNING).seconds // 60, (entry.row.read_at - MORNING).seconds // 60)
        for entry in history.history(store, ACCOUNT, DRAFTS)
    ]
    assert told == [(UNKNOWN.state, 4, 5), (CLOSED.state, 2, 3), (OPEN.state, 0, 1)]


def test_a_resource_that_never_changed_has_no_history(store: Store) -> None:
    keep(store, finding())
    keep(store, finding(minutes=60))
    assert history.history(store, ACCOUNT, DRAFTS) == ()


def test_another_outsider_by_name_is_another_verdict(store: Store) -> None:
    four = ("1" * 12, "2" * 12, "3" * 12, "4" * 12)
    keep(store, finding(exposure=named(*four)))
    keep(store, finding(exposure=named(*reversed(four)), minutes=1))
    assert history.history(store, ACCOUNT, DRAFTS) == ()
    keep(store, finding(exposure=named(*four, "5" * 12), minutes=2))
    [before] = history.history(store, ACCOUNT, DRAFTS)
    assert before.exposure == named(*reversed(four))


def test_what_is_open_on_purpose_is_another_verdict(store: Store) -> None:
    meant = AccessException(
        audience=Audience.PUBLIC,
        capabilities=(Capability.READ,),
        reason="website",
        by="Ana",
        until=date(2027, 1, 1),
    )
    keep(store, finding(exposure=OPEN))
    keep(store, finding(exposure=msgspec.structs.replace(OPEN, exception=meant)))
    assert [entry.exposure for entry in history.history(store, ACCOUNT, DRAFTS)] == [OPEN]


def test_since_is_when_the_present_verdict_was_read_first(store: Store) -> None:
    assert history.past(store, ACCOUNT, DRAFTS) is None
    for minutes, exposure in enumerate([OPEN, CLOSED, CLOSED]):
        keep(store, finding(exposure=exposure, minutes=minutes))
    past = history.past(store, ACCOUNT, DRAFTS)
    assert past is not None
    assert past.since == MORNING + timedelta(minutes=1)
    assert past.last.read_at == MORNING + timedelta(minutes=2)
    assert [entry.exposure for entry in past.before] == [OPEN]


def test_what_changed_since_a_run_is_told_with_what_it_was_then(store: Store) -> None:
    first = keep(store, finding("a", CLOSED), finding("b", OPEN), finding("c", OPEN), finding("d", OPEN))
    keep(store, finding("a", SHIELDED), finding("b", OPEN), finding("c", UNKNOWN), finding("e", OPEN))
    last = keep(store, finding("a", OPEN), finding("b", OPEN), finding("c", OPEN), finding("e", OPEN))
    told = {name: (before, after) for name, before, after in changed(store, first)}
    assert told == {"a": (CLOSED, OPEN), "c": (OPEN, OPEN), "d": (OPEN, None), "e": (None, OPEN)}
    assert changed(store, last) == []
    assert {name for name, _, _ in changed(store, 0)} == {"a", "b", "c", "e"}


def test_one_that_was_gone_then_was_not_there_then(store: Store) -> None:
    keep(store, finding("a", OPEN))
    without = keep(store, finding("b"))
    keep(store, finding("a", OPEN), finding("b"))
    assert changed(store, without) == [("a", None, OPEN)]


def test_one_that_came_and_went_since_is_nothing(store: Store) -> None:
    first = keep(store, finding("b"))
    keep(store, finding("a", OPEN), finding("b"))
    keep(store, finding("b"))
    assert changed(store, first) == []


def test_a_clock_that_was_set_back_hides_nothing(store: Store) -> None:
    first = keep(store, finding(exposure=CLOSED, minutes=600))
    keep(store, finding(exposure=OPEN, minutes=-600))
    assert changed(store, first) == [("acme-drafts", CLOSED, OPEN)]
    keep(store, finding(exposure=SHIELDED, minutes=-700))
    assert [entry.exposure for entry in history.history(store, ACCOUNT, DRAFTS)] == [OPEN, CLOSED]


def test_two_verdicts_on_the_same_reading_are_both_kept(store: Store) -> None:
    for exposure in (OPEN, SHIELDED, UNKNOWN, CLOSED):
        keep(store, finding(exposure=exposure))
    past = [entry.exposure for entry in history.history(store, ACCOUNT, DRAFTS)]
    assert past == [UNKNOWN, SHIELDED, OPEN]


def test_another_accounts_changes_are_its_own(store: Store) -> None:
    first = keep(store, finding("a", CLOSED))
    findings.keep(store, runs.begin(store, MORNING), [finding("a", OPEN, account="2" * 12)], "web")
    assert changed(store, first) == []
    assert changed(store, first, "web") == [("a", None, OPEN)]


def test_the_past_of_a_store_from_before_is_kept_and_nothing_is_made_of_it(tmp_path: Path) -> None:
    old, path = finding(exposure=OPEN), tmp_path / "old.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, path, MIGRATIONS[:3])
        entry = {"since": MORNING, "row": row(old, "prod")}
        connection.execute(
            "INSERT INTO earlier (account, id, since, account_name, earlier) VALUES (?, ?, ?, ?, ?)",
            (ACCOUNT, DRAFTS, MORNING.isoformat(), "prod", msgspec.json.encode(entry)),
        )
    with open_store(path) as store:
        assert [entry.row for entry in history.history(store, ACCOUNT, DRAFTS)] == [row(old, "prod")]
        keep(store, finding(exposure=CLOSED))
        assert changed(store, 0) == []
