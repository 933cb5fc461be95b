"""A repair: only where nothing has moved, looked for and judged, stopped and undone."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from ajar.jobs.preview import plan_undo
from ajar.jobs.repair import repair
from ajar.model.change import Change, Plan
from ajar.model.journal import JournalState, is_unfinished
from ajar.model.resource import itself
from ajar.providers.kind import (
    Busy,
    CloudError,
    Denied,
    Expired,
    Malformed,
    Refused,
    Unreachable,
)
from ajar.store import journal
from clouds.chests import CHEST, chest
from workshop import Workshop, does, fails

LID, LOCK, GATE = "lid chest:a", "lock chest:a", "gate account:1"
PUT_LID, PUT_LOCK = "put_lid chest:a", "put_lock chest:a"
MADE, PENDING, NOT_MADE = JournalState.MADE, JournalState.PENDING, JournalState.NOT_MADE
WRITING, CHANGED, UNDONE = JournalState.WRITING, JournalState.CHANGED_ELSEWHERE, JournalState.UNDONE
VERIFIED, STILL_OPEN = JournalState.VERIFIED, JournalState.STILL_OPEN

AFTERWARDS = [Unreachable("no answer"), Busy("slow down"), Malformed("<html>")]
REFUSALS = [
    Denied("not authorized", "box:PutLid"),
    Refused("too long"),
    Expired("sign in again"),
    CloudError("of some other kind"),
]


def of(error: object) -> str:
    return type(error).__name__


# --- made ---


def test_every_change_is_made_in_order_looked_for_and_judged(workshop: Workshop) -> None:
    entry = workshop.make(workshop.plan("bolt"))
    assert (entry.state, entry.steps, entry.message) == (VERIFIED, (MADE, MADE), "")
    assert workshop.cloud.puts() == [PUT_LID, PUT_LOCK]
    assert (workshop.cloud.values[LID], workshop.cloud.values[LOCK]) == (None, "fast")
    assert entry.before is not None
    assert entry.after is not None
    assert (entry.before.state.value, entry.after.state.value) == ("open", "closed")


def test_each_step_is_in_the_journal_before_its_call_and_told(workshop: Workshop) -> None:
    seen: list[tuple[str, JournalState, tuple[JournalState, ...]]] = []

    def look(call: str, _number: int) -> None:
        if call.startswith("put_"):
            [entry] = journal.entries(workshop.store)
            seen.append((call, entry.state, entry.steps))

    workshop.cloud.before = look
    workshop.make(workshop.plan("bolt"))
    assert seen == [
        (PUT_LID, WRITING, (WRITING, JournalState.PLANNED)),
        (PUT_LOCK, WRITING, (MADE, WRITING)),
    ]
    assert [entry.state for entry in workshop.told] == [JournalState.PLANNED, *[WRITING] * 4, VERIFIED]


def test_made_and_still_open_by_another_way_says_so(workshop: Workshop) -> None:
    entry = workshop.make(workshop.plan("shut"))
    assert (entry.state, entry.steps) == (STILL_OPEN, (MADE,))
    assert "still open" in entry.message
    assert workshop.cloud.values[LID] is None


def test_what_shows_late_is_waited_for(workshop: Workshop) -> None:
    workshop.cloud.late["lid"] = 2.0
    entry = workshop.make(workshop.plan("bolt"))
    assert entry.state is VERIFIED
    assert sum(workshop.time.slept) == 2.0


def test_what_does_not_show_in_its_time_is_pending_and_nothing_more_is_claimed(workshop: Workshop) -> None:
    workshop.cloud.late["lid"] = 60.0
    entry = workshop.make(workshop.plan("shut"))
    assert (entry.state, entry.steps) == (PENDING, (PENDING,))
    assert is_unfinished(entry)
    assert sum(workshop.time.slept) == 3.0


@pytest.mark.parametrize("error", [*AFTERWARDS, *REFUSALS], ids=of)
def test_a_change_that_was_taken_and_cannot_be_looked_at_is_pending(
    workshop: Workshop, error: CloudError
) -> None:
    plan = workshop.plan("shut")
    taken = "put_lid chest:a"

    def look(call: str, _number: int) -> None:
        if call == LID and taken in workshop.cloud.calls:
            raise error

    workshop.cloud.before = look
    entry = workshop.make(plan)
    assert entry.steps == (PENDING,)
    assert is_unfinished(entry)
    assert workshop.cloud.values[LID] is None


def test_a_look_that_fails_for_a_moment_is_tried_again(workshop: Workshop) -> None:
    workshop.cloud.before = fails(Unreachable("gone dark"), LID, 3)
    assert workshop.make(workshop.plan("bolt")).state is VERIFIED


def test_what_is_made_already_by_a_change_before_is_not_sent(workshop: Workshop) -> None:
    plan = _mirrored("for us")
    entry = workshop.make(plan)
    assert entry.steps == (MADE, MADE)
    assert workshop.cloud.puts() == [PUT_LID]


def test_a_setting_that_an_earlier_change_moved_is_no_ones_drift(workshop: Workshop) -> None:
    """The lid is opened by the notice that shows it, from where the last change shuts it."""
    workshop.cloud.values[LID] = "ajar"
    plan = _plan(("notice", "for us", "all may look"), ("lid", "ajar", "shut"))
    entry = workshop.make(plan)
    assert entry.steps == (MADE, MADE)
    assert workshop.cloud.values[LID] == "shut"


def _mirrored(notice: str) -> Plan:
    return _plan(("lid", "open", None), ("notice", "all may look", notice))


def _plan(*changes: tuple[str, str | None, str | None]) -> Plan:
    owner = itself(chest())
    return Plan(
        fix="bolt",
        resource=chest(),
        changes=tuple(Change(owner=owner, setting=s, before=b, after=a) for s, b, a in changes),
    )


# --- compared first ---


def test_what_somebody_else_changed_is_left_alone_and_shown(workshop: Workshop) -> None:
    plan = workshop.plan("bolt")
    workshop.cloud.set(LOCK, "rusty")
    book = workshop.begun(plan)

    assert repair(workshop.site, book) is None
    assert (book.entry.state, book.entry.steps) == (CHANGED, (JournalState.PLANNED,) * 2)
    assert workshop.cloud.puts() == []
    assert [(one.change.setting, one.found) for one in book.drift] == [("lock", "rusty")]
    assert "Lock" in book.entry.message


def test_a_fix_that_somebody_else_made_meanwhile_is_not_told_as_ours(workshop: Workshop) -> None:
    plan = workshop.plan("shut")
    workshop.cloud.set(LID, None)
    assert workshop.make(plan).state is CHANGED
    assert workshop.cloud.puts() == []


def test_what_a_change_that_was_confirmed_with_it_has_made_already_is_no_ones_drift(
    workshop: Workshop,
) -> None:
    plan = workshop.plan("shut")
    workshop.cloud.set(LID, None)
    book = workshop.begun(plan)
    repair(workshop.site, book, earlier=plan.changes)
    assert (book.entry.steps, book.drift) == ((JournalState.MADE,), ())
    assert book.entry.state is not CHANGED
    assert workshop.cloud.puts() == []


def test_another_value_than_the_planned_one_is_drift_also_after_an_earlier_change(workshop: Workshop) -> None:
    plan = workshop.plan("bolt")
    workshop.cloud.set(LOCK, "rusty")
    book = workshop.begun(plan)
    assert repair(workshop.site, book, earlier=plan.changes) is None
    assert book.entry.state is CHANGED
    assert workshop.cloud.puts() == []


def test_what_was_deleted_meanwhile_is_told_and_nothing_is_sent(workshop: Workshop) -> None:
    plan = workshop.plan("bolt")
    workshop.cloud.burn()
    entry = workshop.make(plan)
    assert (entry.state, entry.message) == (CHANGED, "a was deleted meanwhile.")
    assert workshop.cloud.puts() == []


@pytest.mark.parametrize("error", [*AFTERWARDS, *REFUSALS], ids=of)
def test_what_cannot_be_compared_is_not_changed(workshop: Workshop, error: CloudError) -> None:
    plan = workshop.plan("bolt")
    workshop.cloud.before = fails(error, LOCK)
    workshop.cloud.before, before = (lambda *_: None), workshop.cloud.before
    book = workshop.begun(plan)
    workshop.cloud.before = before

    repair(workshop.site, book)
    assert book.entry.state is NOT_MADE
    assert error.message in book.entry.message
    assert error.permission in book.entry.message
    assert workshop.cloud.puts() == []


# --- stopped ---


def test_stopped_before_the_first_change_nothing_is_made(workshop: Workshop) -> None:
    stop = threading.Event()
    stop.set()
    entry = workshop.make(workshop.plan("bolt"), stop=stop)
    assert (entry.state, entry.message) == (NOT_MADE, "Stopped. 0 of 2 changes were made.")
    assert workshop.cloud.puts() == []


def test_stopped_between_two_changes_the_first_stands_and_can_be_undone(workshop: Workshop) -> None:
    stop = threading.Event()
    workshop.cloud.before = does(stop.set, PUT_LID)
    entry = workshop.make(workshop.plan("bolt"), stop=stop)
    assert (entry.state, entry.steps) == (MADE, (MADE, JournalState.PLANNED))
    assert "1 of 2" in entry.message
    assert workshop.cloud.puts() == [PUT_LID]
    assert workshop.undo(entry.id).state is VERIFIED
    assert workshop.cloud.values[LID] == "open"


def test_stopped_in_the_last_change_it_is_looked_at_to_its_end(workshop: Workshop) -> None:
    stop = threading.Event()
    workshop.cloud.before = does(stop.set, PUT_LOCK)
    assert workshop.make(workshop.plan("bolt"), stop=stop).state is VERIFIED


# --- undo ---


def test_a_fix_and_its_undo_leave_everything_as_it_was(workshop: Workshop) -> None:
    before = dict(workshop.cloud.values)
    made = workshop.make(workshop.plan("bolt"))
    back = workshop.undo(made.id)
    assert (back.state, back.steps) == (VERIFIED, (MADE, MADE))
    assert workshop.cloud.puts() == [PUT_LOCK, PUT_LID]
    assert workshop.cloud.values == before
    assert workshop.entry(made.id).state is UNDONE
    assert back.after is not None
    assert back.after.state.value == "open"


def test_an_undo_and_the_end_of_what_it_undid_are_one_moment(workshop: Workshop) -> None:
    made = workshop.make(workshop.plan("bolt"))
    workshop.undo(made.id)
    with workshop.store.reading() as connection:
        marks = connection.execute("SELECT entry, event FROM journal_event ORDER BY id DESC LIMIT 2")
        assert [int(entry) for entry, _ in marks] == [int(made.id), int(made.id) + 1]


def test_an_undo_does_not_put_back_over_what_somebody_else_changed_since(workshop: Workshop) -> None:
    made = workshop.make(workshop.plan("bolt"))
    workshop.cloud.set(LID, "theirs")
    back = workshop.undo(made.id)
    assert (back.state, workshop.cloud.puts()) == (CHANGED, [])
    assert workshop.entry(made.id).state is VERIFIED


def test_an_undo_that_failed_half_way_is_finished_by_the_next(workshop: Workshop) -> None:
    made = workshop.make(workshop.plan("bolt"))
    stop = threading.Event()
    workshop.cloud.before = does(stop.set, PUT_LOCK)

    half = workshop.make(plan_undo(workshop.entry(made.id)), stop=stop)
    assert half.steps == (MADE, JournalState.PLANNED)
    assert workshop.entry(made.id).state is VERIFIED
    assert workshop.undo(made.id).state is VERIFIED
    assert workshop.cloud.puts() == [PUT_LID]
    assert workshop.entry(made.id).state is UNDONE


def test_an_undo_that_fails_ends_with_the_fix_in_force(workshop: Workshop) -> None:
    made = workshop.make(workshop.plan("bolt"))
    workshop.cloud.before = fails(Denied("no", "box:PutLid"), PUT_LID)
    back = workshop.undo(made.id)
    assert (back.state, back.steps) == (NOT_MADE, (UNDONE, NOT_MADE))
    assert (workshop.cloud.values[LID], workshop.cloud.values[LOCK]) == (None, "fast")


def test_a_message_of_one_change_is_no_message_of_a_later_look(workshop: Workshop) -> None:
    workshop.cloud.late["lid"] = 60.0
    entry = workshop.make(_plan(("lid", "open", None), ("lock", "loose", None)))
    assert entry.state is PENDING
    workshop.time.sleep(60)
    found = workshop.look_up(entry.id)
    assert (found.state, found.message) == (VERIFIED, "")


def test_a_setting_that_can_only_be_read_is_a_mistake_and_nothing_is_sent(workshop: Workshop) -> None:
    read_only = tuple(replace(setting, write=None) for setting in CHEST.settings)
    site = replace(workshop.site, kind=replace(CHEST, settings=read_only))
    with pytest.raises(ValueError, match="lid can only be read"):
        repair(site, workshop.begun(workshop.plan("shut")))
    assert workshop.cloud.puts() == []
