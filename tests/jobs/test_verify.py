"""What is told of a change that was made: by the same judge, and by one request from outside."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from ajar.jobs.repair import repair
from ajar.model.journal import JournalState
from ajar.providers.kind import CloudError, Denied, Expired, Unreachable
from clouds.chests import CHEST
from workshop import Workshop, fails

LID = "lid chest:a"
LOOK = "outside look chest:a"


def test_a_stranger_is_asked_only_where_the_person_wants_it(workshop: Workshop) -> None:
    entry = workshop.make(workshop.plan("bolt"))
    assert (entry.heard, LOOK in workshop.cloud.calls) == ("", False)


def test_a_stranger_who_is_refused_is_told_with_the_time(workshop: Workshop) -> None:
    entry = workshop.make(workshop.plan("bolt"), ask_outside=True)
    assert entry.state is JournalState.VERIFIED
    assert "a look without a login was refused at" in entry.heard
    assert workshop.cloud.calls.count(LOOK) == 1


def test_a_stranger_who_is_let_in_for_a_while_is_asked_again(workshop: Workshop) -> None:
    plan = workshop.plan("bolt")

    def hook(call: str, number: int) -> None:
        if call == LOOK:
            workshop.cloud.values[LID] = "open" if number < 4 else None

    workshop.cloud.before = hook
    entry = workshop.make(plan, ask_outside=True)
    assert entry.state is JournalState.VERIFIED
    assert workshop.cloud.calls.count(LOOK) == 4


def test_a_stranger_who_is_let_in_to_the_end_makes_it_still_open(workshop: Workshop) -> None:
    plan = workshop.plan("bolt")

    def hook(call: str, _number: int) -> None:
        if call == LOOK:
            workshop.cloud.values[LID] = "open"

    workshop.cloud.before = hook
    entry = workshop.make(plan, ask_outside=True)
    assert entry.state is JournalState.STILL_OPEN
    assert "still let in" in entry.message
    assert "was let in at" in entry.heard
    assert sum(workshop.time.slept) == 10.0


def test_a_stranger_let_in_where_the_verdict_is_not_known_makes_it_still_open(workshop: Workshop) -> None:
    plan = workshop.plan("bolt")

    def hook(call: str, number: int) -> None:
        if call == LID and number > 3:
            raise Denied("no longer")
        if call == LOOK:
            workshop.cloud.values[LID] = "open"

    workshop.cloud.before = hook
    assert workshop.make(plan, ask_outside=True).state is JournalState.STILL_OPEN


def test_what_is_still_open_by_another_way_keeps_its_own_reason(workshop: Workshop) -> None:
    plan = workshop.plan("name_it", name="bea")

    def hook(call: str, _number: int) -> None:
        if call == LOOK:
            workshop.cloud.values[LID] = "open"

    workshop.cloud.before = hook
    entry = workshop.make(plan, ask_outside=True)
    assert entry.state is JournalState.STILL_OPEN
    assert entry.message.startswith("The change was made, and it is still open:")


@pytest.mark.parametrize("error", [Unreachable("dark"), Expired("over")], ids=repr)
def test_a_stranger_who_gets_no_answer_is_no_proof_and_takes_back_nothing(
    workshop: Workshop, error: CloudError
) -> None:
    plan = workshop.plan("bolt")
    workshop.cloud.before = fails(error, LOOK)
    entry = workshop.make(plan, ask_outside=True)
    assert entry.state is JournalState.VERIFIED
    assert "got no answer" in entry.heard
    assert error.message in entry.heard


def test_an_undo_expects_the_stranger_to_get_in_again(workshop: Workshop) -> None:
    made = workshop.make(workshop.plan("bolt"))
    back = workshop.make(workshop.undoing(made.id), ask_outside=True)
    assert back.state is JournalState.VERIFIED
    assert "was let in at" in back.heard
    assert workshop.time.slept == []


def test_a_kind_with_nothing_to_knock_at_is_not_asked(workshop: Workshop) -> None:
    book = workshop.begun(workshop.plan("bolt"))
    repair(replace(workshop.site, kind=replace(CHEST, knock=None)), book, ask_outside=True)
    assert (book.entry.state, book.entry.heard) == (JournalState.VERIFIED, "")


def test_made_with_the_verdict_not_known_is_made_and_never_verified(workshop: Workshop) -> None:
    plan = workshop.plan("bolt")

    def hook(call: str, number: int) -> None:
        if call == LID and number > 3:
            raise Denied("no longer", "box:GetLid")

    workshop.cloud.before = hook
    entry = workshop.make(plan)
    assert entry.state is JournalState.MADE
    assert entry.after is not None
    assert entry.after.state.value == "unknown"


def test_credentials_that_end_before_the_last_look_leave_it_made_and_to_be_looked_up(
    workshop: Workshop,
) -> None:
    plan = workshop.plan("bolt")
    workshop.cloud.before = fails(Expired("sign in again"), LID, 4)
    entry = workshop.make(plan)
    assert (entry.state, entry.after) == (JournalState.MADE, None)
    assert "sign in again" in entry.message


def test_deleted_before_the_last_look_is_told(workshop: Workshop) -> None:
    plan = workshop.plan("bolt")

    def hook(call: str, number: int) -> None:
        if (call, number) == (LID, 4):
            workshop.cloud.burn()

    workshop.cloud.before = hook
    entry = workshop.make(plan)
    assert (entry.state, entry.message) == (JournalState.CHANGED_ELSEWHERE, "a was deleted meanwhile.")


def test_without_a_verdict_before_only_open_counts_as_still_open(workshop: Workshop) -> None:
    for fix, state in (("shut", JournalState.STILL_OPEN), ("bolt", JournalState.VERIFIED)):
        book = workshop.begun(workshop.plan(fix))
        book.entry = msgspec.structs.replace(book.entry, before=None)
        repair(workshop.site, book)
        assert book.entry.state is state


def test_what_was_held_before_is_verified_where_nobody_gets_in_after(workshop: Workshop) -> None:
    workshop.cloud.values["gate account:1"] = "shut"
    entry = workshop.make(workshop.plan("bolt"))
    assert entry.before is not None
    assert entry.before.state.value == "shielded"
    assert entry.state is JournalState.VERIFIED
