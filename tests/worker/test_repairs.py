"""A real worker for repairs beside one for reading: what is confirmed is made, and no call is broken off."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.errors import AwsError
from ajar.demo.call import Call
from ajar.jobs.audit import now
from ajar.model.account import Account, AwsAmbient, Login
from ajar.model.change import Plan
from ajar.model.journal import JournalEntry, JournalState
from ajar.store import accounts, journal, open_store
from ajar.worker import protocol
from clouds import company
from end_to_end.programs import Window

NAME, OTHER = "marrow-launch-drafts", "marrow-drafts-archive"
ACCOUNT = "111122223333"


@dataclass
class Both:
    """The two workers as the window has them, over one store, and the cloud that they reach."""

    aws: AwsCloud
    reads: Window
    repairs: Window
    store: Path

    def plan(self, name: str) -> Plan:
        """The plan of the first fix that closes a bucket, as the reading worker foresees it."""
        wanted = protocol.Wanted(account_name="prod", account=ACCOUNT, resource=f"arn:aws:s3:::{name}")
        self.reads.ask(protocol.Foresee(wanted=(wanted,)))
        told, _ = self.reads.until(protocol.Foreseen)
        assert told.preview is not None, told.trouble
        assert told.allowed
        return told.preview.plan

    def make(self, *names: str, stop_at_failure: bool = False) -> None:
        """Confirm the fixes of these buckets."""
        plans = tuple(protocol.Confirmed(account_name="prod", plan=self.plan(name)) for name in names)
        self.repairs.ask(protocol.Make(plans=plans, stop_at_failure=stop_at_failure))

    def made(self) -> tuple[protocol.Made, list[protocol.Moved]]:
        """How it ended, and each step of it."""
        ended, before = self.repairs.until(protocol.Made)
        return ended, [event for event in before if isinstance(event, protocol.Moved)]

    def entries(self) -> tuple[JournalEntry, ...]:
        """The journal."""
        with open_store(self.store) as store:
            return journal.entries(store)


def _workers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fix: Login | None) -> Iterator[Both]:
    path = tmp_path / "data" / "ajar" / "ajar.db"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    with open_store(path) as store:
        accounts.add(store, Account(name="prod", provider="aws", login=AwsAmbient(), fix=fix))
    start = [sys.executable, "-m", "ajar.worker", "--repairs", "--store", str(path)]
    with company.aws(monkeypatch) as cloud, Window() as reads, Window(start=start) as repairs:
        reads.started()
        reads.scanned("prod")
        yield Both(cloud, reads, repairs, path)


@pytest.fixture
def both(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Both]:
    """On an account on which fixes are allowed, which was read once."""
    yield from _workers(monkeypatch, tmp_path, AwsAmbient())


@pytest.fixture
def read_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Both]:
    """On an account on which they are not."""
    yield from _workers(monkeypatch, tmp_path, None)


def test_what_is_confirmed_is_made_told_step_by_step_and_read_anew(both: Both) -> None:
    both.make(NAME)
    ended, before = both.repairs.until(protocol.Made)
    assert not ended.stopped
    moved = [event for event in before if isinstance(event, protocol.Moved)]
    assert [one.over for one in moved][-2:] == [False, True]
    states = [one.entry.state for one in moved if one.entry is not None]
    assert states[0] is JournalState.PLANNED
    assert states[-1] is JournalState.VERIFIED
    [row] = [row for event in before if isinstance(event, protocol.Rows) for row in event.rows]
    assert (row.name, row.state.value) == (NAME, "closed")
    assert both.aws.world.buckets[NAME].policy is None


def test_an_undo_from_the_window_is_foreseen_and_made(both: Both) -> None:
    policy = both.aws.world.buckets[NAME].policy
    both.make(NAME)
    both.made()
    [entry] = both.entries()
    both.reads.ask(protocol.ForeseeUndo(entry=entry.id))
    told, _ = both.reads.until(protocol.Foreseen)
    assert told.preview is not None
    confirmed = protocol.Confirmed(account_name="prod", plan=told.preview.plan)
    both.repairs.ask(protocol.Make(plans=(confirmed,)))
    both.made()
    assert both.aws.world.buckets[NAME].policy == policy
    assert [one.state for one in both.entries()] == [JournalState.VERIFIED, JournalState.UNDONE]


def _refusing(name: str) -> Callable[[Call], None]:
    def refuse(call: Call) -> None:
        if (call.operation, call.resource) == ("DeleteBucketPolicy", name):
            raise AwsError("AccessDenied", "Access Denied", 403)

    return refuse


@pytest.mark.parametrize("stop", [False, True])
def test_one_that_fails_stops_those_after_it_only_where_asked(both: Both, *, stop: bool) -> None:
    both.aws.before.append(_refusing(NAME))
    both.make(NAME, OTHER, stop_at_failure=stop)
    ended, _ = both.made()
    assert ended.stopped is stop
    states = [JournalState.NOT_MADE] if stop else [JournalState.VERIFIED, JournalState.NOT_MADE]
    assert [entry.state for entry in both.entries()] == states


def _slow(both: Both) -> None:
    def wait(call: Call) -> None:
        if call.operation == "DeleteBucketPolicy":
            time.sleep(1.5)

    both.aws.before.append(wait)


def _until_sent(both: Both) -> None:
    deadline = time.monotonic() + 30
    while not any(call.operation == "DeleteBucketPolicy" for call in both.aws.calls):
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.parametrize("end", ["quit", "the pipe closes"])
def test_whoever_ends_it_in_the_middle_has_the_call_finished_and_nothing_more_begun(
    both: Both, end: str
) -> None:
    _slow(both)
    both.make(NAME, OTHER)
    _until_sent(both)
    if end == "quit":
        both.repairs.ask(protocol.Quit())
        assert both.repairs.process.wait(20) == 0
    else:
        assert both.repairs.close() == 0
    [entry] = both.entries()
    assert (entry.state, entry.plan.resource.name) == (JournalState.VERIFIED, NAME)
    assert both.aws.world.buckets[NAME].policy is None
    writes = [call for call in both.aws.calls if call.operation.startswith(("Put", "Delete"))]
    assert [call.resource for call in writes] == [NAME]


def test_stop_ends_it_after_the_call_under_way(both: Both) -> None:
    _slow(both)
    both.make(NAME, OTHER)
    _until_sent(both)
    both.repairs.ask(protocol.StopMaking())
    ended, _ = both.made()
    assert (ended.stopped, len(both.entries())) == (True, 1)


def test_a_stop_that_comes_right_behind_is_not_lost(both: Both) -> None:
    plans = tuple(protocol.Confirmed(account_name="prod", plan=both.plan(name)) for name in (NAME, OTHER))
    both.repairs.ask(protocol.Make(plans=plans))
    both.repairs.ask(protocol.Make(plans=plans))
    both.repairs.ask(protocol.StopMaking())
    assert both.made()[0].stopped
    assert both.made()[0].stopped
    assert not [call for call in both.aws.calls if call.operation == "DeleteBucketPolicy"]


def test_an_account_that_is_read_only_is_not_changed_and_says_how_to_allow_it(read_only: Both) -> None:
    plan = _planned(read_only)
    read_only.repairs.ask(protocol.Make(plans=(protocol.Confirmed(account_name="prod", plan=plan),)))
    _, moved = read_only.made()
    assert [(one.entry, one.over) for one in moved] == [(None, True)]
    assert "read-only" in moved[0].trouble
    read_only.repairs.ask(protocol.Make(plans=(protocol.Confirmed(account_name="nobody", plan=plan),)))
    _, moved = read_only.made()
    assert "no account named nobody" in moved[0].trouble
    assert read_only.entries() == ()


def _planned(both: Both) -> Plan:
    wanted = protocol.Wanted(account_name="prod", account=ACCOUNT, resource=f"arn:aws:s3:::{NAME}")
    both.reads.ask(protocol.Foresee(wanted=(wanted,)))
    told, _ = both.reads.until(protocol.Foreseen)
    assert not told.allowed
    assert told.preview is not None
    return told.preview.plan


def test_what_is_unfinished_is_looked_up_also_where_it_was_made_on_the_command_line(both: Both) -> None:
    plan = both.plan(NAME)
    with open_store(both.store) as store:
        for name in ("prod", "", "gone"):
            begun = JournalEntry(id="", account=name, login=AwsAmbient(), plan=plan, at=now(), by="user/ana")
            journal.begin(store, begun)
    both.repairs.ask(protocol.LookUp())
    told, _ = both.repairs.until(protocol.Journal)
    assert told.looked_up
    assert [entry.state for entry in told.entries] == [
        JournalState.PLANNED,
        JournalState.NOT_MADE,
        JournalState.NOT_MADE,
    ]
    assert told.unfinished == (told.entries[0].id,)
    assert "no account named gone" in told.trouble


def test_what_somebody_else_changed_is_told_with_both_values(both: Both) -> None:
    plan = both.plan(NAME)
    theirs = '{"Version": "2012-10-17", "Statement": []}'
    both.aws.world.buckets[NAME].policy = theirs
    both.repairs.ask(protocol.Make(plans=(protocol.Confirmed(account_name="prod", plan=plan),)))
    _, moved = both.made()
    assert moved[-1].entry is not None
    assert moved[-1].entry.state is JournalState.CHANGED_ELSEWHERE
    [drift] = moved[-1].drift
    assert (drift.setting, drift.before, drift.after) == ("policy", plan.changes[0].before, theirs)
    assert both.aws.world.buckets[NAME].policy == theirs


def test_an_undo_that_somebody_else_stands_in_the_way_of_is_told_with_both_values(both: Both) -> None:
    both.make(NAME)
    both.made()
    [entry] = both.entries()
    theirs = '{"Version": "2012-10-17", "Statement": []}'
    both.aws.world.buckets[NAME].policy = theirs
    both.reads.ask(protocol.ForeseeUndo(entry=entry.id))
    told, _ = both.reads.until(protocol.Foreseen)
    assert told.preview is None
    [drift] = told.drift
    assert (drift.before, drift.after) == (entry.plan.changes[0].after, theirs)
