"""What the worker tells of the time since the last check, from a real store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ajar.model.account import Account, AwsAmbient
from ajar.model.finding import Finding
from ajar.model.moved import Moved
from ajar.model.run import AccountSummary, Run, ScanError, Trouble
from ajar.store import Store, accounts, findings, open_store, runs
from ajar.store.runs import CompleteList
from ajar.worker.since import told_since
from invented import CLOSED, MORNING, OPEN, finding

ACCOUNT = "123456789012"
BUCKETS = CompleteList(account=ACCOUNT, kind="s3_bucket")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "ajar.db") as opened:
        accounts.add(opened, Account(name="prod", provider="aws", login=AwsAmbient()))
        yield opened


def check(store: Store, day: int, *found: Finding, **how: bool) -> None:
    number = runs.begin(store, MORNING + timedelta(days=day))
    findings.keep(store, number, found, "prod")
    account = AccountSummary(provider="aws", id=ACCOUNT, name="prod", identity="user/ana")
    at = MORNING + timedelta(days=day)
    runs.finish(store, number, Run(started=at, finished=at, accounts=(account,), **how), [BUCKETS])


def told(store: Store) -> dict[str, Moved]:
    return {
        resource.rpartition(":")[2]: how
        for one in told_since(store).accounts
        for _, resource, how in one.moves
    }


def test_a_first_check_is_held_against_nothing(store: Store) -> None:
    assert told_since(store).accounts == ()
    check(store, 1, finding("a", OPEN))
    assert told_since(store).accounts == ()


def test_the_last_check_is_held_against_the_one_before(store: Store) -> None:
    check(store, 1, finding("a", OPEN), finding("b"), finding("c", OPEN))
    check(store, 2, finding("a"), finding("b", OPEN))
    [since] = told_since(store).accounts
    assert since.when == MORNING + timedelta(days=1)
    assert told(store) == {"a": Moved.CLOSED, "b": Moved.OPENED, "c": Moved.GONE}
    check(store, 3, finding("a"), finding("b", OPEN))
    assert told(store) == {}


def test_a_part_of_a_check_is_no_check_to_hold_against(store: Store) -> None:
    check(store, 1, finding("a"))
    check(store, 2, finding("a", OPEN), filtered=True)
    check(store, 3, finding("a", OPEN), cancelled=True)
    check(store, 4, finding("a", OPEN))
    assert told(store) == {"a": Moved.OPENED}


def test_what_a_fix_changed_since_counts_as_well(store: Store) -> None:
    check(store, 1, finding("a", CLOSED))
    check(store, 2, finding("a", OPEN))
    findings.keep(store, runs.begin(store, MORNING), [finding("a", CLOSED)], "prod")
    assert told(store) == {}


def test_a_check_that_could_not_sign_in_is_passed_over(store: Store) -> None:
    check(store, 1, finding("a", CLOSED))
    number = runs.begin(store, MORNING)
    error = ScanError(what="sign in", reason=Trouble.CREDENTIALS)
    summary = AccountSummary(provider="aws", id="", name="prod", complete=False, errors=(error,))
    runs.finish(store, number, Run(started=MORNING, finished=MORNING, accounts=(summary,)))
    check(store, 3, finding("a", OPEN))
    [since] = told_since(store).accounts
    assert (since.when, told(store)) == (MORNING + timedelta(days=1), {"a": Moved.OPENED})
