"""The second of two changes fails: the first is put back, or it is said that it stands."""

from __future__ import annotations

import pytest

from ajar.jobs.repair import repair
from ajar.model.journal import JournalState, is_unfinished
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
from ajar.words import say
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


# --- the second of two fails: put back ---


@pytest.mark.parametrize("error", [*REFUSALS, *AFTERWARDS], ids=of)
def test_where_the_second_change_fails_the_first_is_put_back(workshop: Workshop, error: CloudError) -> None:
    plan = workshop.plan("bolt")
    workshop.cloud.before = fails(error, PUT_LOCK)
    entry = workshop.make(plan)
    assert (entry.state, entry.steps) == (NOT_MADE, (UNDONE, NOT_MADE))
    assert say("repair_put_back") in entry.message
    assert (workshop.cloud.values[LID], workshop.cloud.values[LOCK]) == ("open", "loose")
    assert not is_unfinished(entry)


def test_a_read_that_fails_before_the_second_write_puts_the_first_back(workshop: Workshop) -> None:
    plan = workshop.plan("bolt")
    workshop.cloud.before = fails(Denied("no longer", "box:GetLock"), LOCK, 2)
    entry = workshop.make(plan)
    assert (entry.state, workshop.cloud.values[LID]) == (NOT_MADE, "open")
    assert "box:GetLock" in entry.message


def _second_fails_and(workshop: Workshop, what: str, error: CloudError, *, times: int = 2) -> None:
    lock, back = fails(Refused("too long"), PUT_LOCK), fails(error, what, *([times] if times else []))

    def before(call: str, number: int) -> None:
        lock(call, number)
        back(call, number)

    workshop.cloud.before = before


def test_where_putting_back_fails_it_says_how_many_stand_and_is_looked_up_again(workshop: Workshop) -> None:
    plan = workshop.plan("bolt")
    _second_fails_and(workshop, PUT_LID, Denied("not any more", "box:PutLid"))
    entry = workshop.make(plan)
    assert (entry.state, entry.steps) == (MADE, (MADE, NOT_MADE))
    assert "1 of 2 changes stand" in entry.message
    assert "box:PutLid" in entry.message
    assert is_unfinished(entry)
    assert workshop.cloud.values[LID] is None


def test_what_cannot_be_read_cannot_be_put_back(workshop: Workshop) -> None:
    plan = workshop.plan("bolt")

    def before(call: str, _number: int) -> None:
        if call == PUT_LOCK:
            workshop.cloud.before = fails(Denied("no", "box:GetLid"), LID)
            raise Refused("too long")

    workshop.cloud.before = before
    entry = workshop.make(plan)
    assert (entry.state, entry.steps) == (MADE, (MADE, NOT_MADE))
    assert "box:GetLid" in entry.message


def test_putting_back_whose_answer_was_lost_is_found_to_have_taken(workshop: Workshop) -> None:
    plan = workshop.plan("bolt")
    workshop.cloud.before = fails(Refused("too long"), PUT_LOCK)
    workshop.cloud.after = fails(Unreachable("reset"), PUT_LID, 2)
    entry = workshop.make(plan)
    assert (entry.state, entry.steps) == (NOT_MADE, (UNDONE, NOT_MADE))
    assert workshop.cloud.values[LID] == "open"


def test_putting_back_that_does_not_show_is_not_known_and_looked_up(workshop: Workshop) -> None:
    plan = workshop.plan("bolt")

    def before(call: str, number: int) -> None:
        if (call, number) == (PUT_LID, 2):
            workshop.cloud.late["lid"] = 60.0
        if call == PUT_LOCK:
            raise Refused("too long")

    workshop.cloud.before = before
    entry = workshop.make(plan)
    assert (entry.state, entry.steps) == (WRITING, (WRITING, NOT_MADE))
    assert is_unfinished(entry)
    workshop.time.sleep(60)
    assert workshop.look_up(entry.id).state is NOT_MADE


def test_what_somebody_else_changed_meanwhile_is_not_put_back_over(workshop: Workshop) -> None:
    plan = workshop.plan("bolt")

    def before(call: str, _number: int) -> None:
        if call == PUT_LOCK:
            workshop.cloud.set(LID, "theirs")
            raise Refused("too long")

    workshop.cloud.before = before
    entry = workshop.make(plan)
    assert (entry.state, entry.steps) == (NOT_MADE, (CHANGED, NOT_MADE))
    assert workshop.cloud.values[LID] == "theirs"
    assert "0 of 2 changes stand" in entry.message


def test_what_somebody_else_put_back_already_is_left_at_that(workshop: Workshop) -> None:
    plan = workshop.plan("bolt")

    def before(call: str, _number: int) -> None:
        if call == PUT_LOCK:
            workshop.cloud.set(LID, "open")
            raise Refused("too long")

    workshop.cloud.before = before
    entry = workshop.make(plan)
    assert (entry.state, entry.steps) == (NOT_MADE, (UNDONE, NOT_MADE))
    assert workshop.cloud.puts() == [PUT_LID, PUT_LOCK]


def test_a_change_that_does_not_show_yet_is_put_back_all_the_same(workshop: Workshop) -> None:
    """Read at that moment it looks as if it was back, and would show afterwards."""
    plan = workshop.plan("bolt")
    workshop.cloud.late["lid"] = 60.0
    workshop.cloud.before = fails(Denied("no"), PUT_LOCK)
    entry = workshop.make(plan)
    assert workshop.cloud.puts() == [PUT_LID, PUT_LOCK, PUT_LID]
    assert workshop.cloud.values[LID] == "open"
    assert (entry.state, entry.steps) == (NOT_MADE, (UNDONE, NOT_MADE))


@pytest.mark.parametrize("at", [LOCK, PUT_LOCK, PUT_LID, LID])
@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_what_is_deleted_at_any_moment_is_told_as_deleted(workshop: Workshop, at: str, number: int) -> None:
    plan = workshop.plan("bolt")
    book = workshop.begun(plan)

    workshop.cloud.before = does(workshop.cloud.burn, at, number)
    finding = repair(workshop.site, book)
    if workshop.cloud.calls.count(at) < number:
        assert book.entry.state is VERIFIED
        return
    assert finding is None
    assert (book.entry.state, is_unfinished(book.entry)) == (CHANGED, False)
    assert "was deleted meanwhile" in book.entry.message
    assert journal.entry(workshop.store, book.entry.id) == book.entry
