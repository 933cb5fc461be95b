"""One change of a repair fails: it is told as it is in the cloud, wholly or in part."""

from __future__ import annotations

import pytest

from ajar.model.change import Change, Plan
from ajar.model.journal import JournalState, is_unfinished
from ajar.model.resource import itself
from ajar.providers.kind import (
    Busy,
    CloudError,
    Denied,
    Expired,
    Gone,
    Malformed,
    Moved,
    Refused,
    Unreachable,
)
from ajar.words import say
from clouds.chests import MORNING, chest
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


# --- one change fails ---


@pytest.mark.parametrize("error", REFUSALS, ids=of)
def test_a_write_that_is_refused_is_not_made_and_says_what_is_missing(
    workshop: Workshop, error: CloudError
) -> None:
    plan = workshop.plan("shut")
    workshop.cloud.before = fails(error, PUT_LID)
    entry = workshop.make(plan)
    assert (entry.state, entry.steps) == (NOT_MADE, (NOT_MADE,))
    assert error.message in entry.message
    assert error.permission in entry.message
    assert workshop.cloud.values[LID] == "open"
    assert workshop.time.slept == []


@pytest.mark.parametrize("error", AFTERWARDS, ids=of)
def test_a_write_whose_answer_was_lost_is_made_where_it_shows(workshop: Workshop, error: CloudError) -> None:
    workshop.cloud.late["lid"] = 2.0
    workshop.cloud.after = fails(error, PUT_LID)
    entry = workshop.make(workshop.plan("bolt"))
    assert (entry.state, entry.steps) == (VERIFIED, (MADE, MADE))
    assert "it had taken effect" in entry.message


@pytest.mark.parametrize("error", AFTERWARDS, ids=of)
def test_a_write_without_an_answer_that_never_shows_is_not_made(
    workshop: Workshop, error: CloudError
) -> None:
    plan = workshop.plan("shut")
    workshop.cloud.before = fails(error, PUT_LID)
    entry = workshop.make(plan)
    assert (entry.state, entry.steps) == (NOT_MADE, (NOT_MADE,))
    assert "does not show" in entry.message
    assert sum(workshop.time.slept) == 3.0


def _dark(workshop: Workshop, error: CloudError, back: CloudError) -> None:
    """The answer to the write is lost, and from then on nothing can be read either."""

    def after(call: str, _number: int) -> None:
        if call == PUT_LID:
            workshop.cloud.before = fails(back, LID)
            raise error

    workshop.cloud.after = after


@pytest.mark.parametrize("back", [Unreachable("dark"), Expired("over"), Denied("no", "box:GetLid")], ids=of)
def test_where_nothing_can_be_read_after_a_lost_answer_it_is_not_known_and_stays_unfinished(
    workshop: Workshop, back: CloudError
) -> None:
    plan = workshop.plan("bolt")
    _dark(workshop, Unreachable("reset"), back)
    entry = workshop.make(plan)
    assert (entry.state, entry.steps) == (WRITING, (WRITING, JournalState.PLANNED))
    assert is_unfinished(entry)
    assert back.message in entry.message
    assert workshop.cloud.puts() == [PUT_LID]


def test_a_refusal_after_which_nothing_can_be_read_is_not_made(workshop: Workshop) -> None:
    plan = workshop.plan("shut")

    def before(call: str, _number: int) -> None:
        if call == PUT_LID:
            workshop.cloud.before = fails(Denied("neither"), LID)
            raise Denied("no")

    workshop.cloud.before = before
    assert workshop.make(plan).state is NOT_MADE


def test_a_setting_that_moved_between_the_look_and_the_write_is_left_alone(workshop: Workshop) -> None:
    plan = workshop.plan("shut")
    workshop.cloud.before = does(lambda: workshop.cloud.set(LID, "theirs"), PUT_LID)
    entry = workshop.make(plan)
    assert (entry.state, entry.steps) == (CHANGED, (CHANGED,))
    assert workshop.cloud.values[LID] == "theirs"


@pytest.mark.parametrize("theirs", ["theirs", None])
def test_a_refused_write_beside_which_somebody_else_wrote_is_theirs(
    workshop: Workshop, theirs: str | None
) -> None:
    plan = workshop.plan("shut")

    def before(call: str, _number: int) -> None:
        if call == PUT_LID:
            workshop.cloud.set(LID, theirs)
            raise Refused("a conflict")

    workshop.cloud.before = before
    assert workshop.make(plan).state is CHANGED


def test_a_setting_that_moved_between_the_comparison_and_its_turn_is_left_alone(workshop: Workshop) -> None:
    plan = workshop.plan("bolt")
    workshop.cloud.before = does(lambda: workshop.cloud.set(LOCK, "rusty"), PUT_LID)
    entry = workshop.make(plan)
    assert (entry.state, entry.steps) == (CHANGED, (UNDONE, CHANGED))
    assert (workshop.cloud.values[LID], workshop.cloud.values[LOCK]) == ("open", "rusty")


# --- a setting that takes several calls ---


def _guests(before: list[str], after: list[str]) -> Plan:
    change = Change(owner=itself(chest()), setting="guests", before=before, after=after)
    return Plan(fix="shut", resource=chest(), changes=(change,))


@pytest.mark.parametrize("error", [*REFUSALS, *AFTERWARDS], ids=of)
def test_what_was_made_in_part_is_put_back_and_not_told_as_somebody_elses(
    workshop: Workshop, error: CloudError
) -> None:
    workshop.cloud.guests["chest:a"] = ["ana", "bea", "cyd"]
    plan = _guests(["ana", "bea", "cyd"], ["ana"])
    workshop.cloud.before = fails(error, "put_out chest:a", 2)
    entry = workshop.make(plan)
    assert (entry.state, entry.steps) == (NOT_MADE, (UNDONE,))
    assert say("repair_put_back") in entry.message
    assert sorted(workshop.cloud.guests["chest:a"]) == ["ana", "bea", "cyd"]


def test_what_was_made_in_part_and_cannot_be_put_back_stands_and_can_be_undone(workshop: Workshop) -> None:
    workshop.cloud.guests["chest:a"] = ["ana", "bea", "cyd"]

    def hook(call: str, number: int) -> None:
        fails(Denied("no more"), "put_out chest:a", 2)(call, number)
        fails(Denied("nor back"), "put_in chest:a", 1)(call, number)

    workshop.cloud.before = hook
    entry = workshop.make(_guests(["ana", "bea", "cyd"], ["ana"]))
    assert (entry.state, entry.steps) == (MADE, (MADE,))
    assert "could not be put back" in entry.message
    assert workshop.cloud.guests["chest:a"] == ["ana", "cyd"]
    workshop.cloud.before = lambda *_: None
    assert workshop.look_up(entry.id).steps == (MADE,)
    assert workshop.undo(entry.id).state is VERIFIED
    assert sorted(workshop.cloud.guests["chest:a"]) == ["ana", "bea", "cyd"]


def test_guests_that_neither_side_has_are_somebody_elses(workshop: Workshop) -> None:
    workshop.cloud.guests["chest:a"] = ["ana", "bea"]

    def hook(call: str, _number: int) -> None:
        if call == "put_out chest:a":
            workshop.cloud.guests["chest:a"] = ["ana", "dan"]
            raise Denied("no")

    workshop.cloud.before = hook
    entry = workshop.make(_guests(["ana", "bea"], ["ana"]))
    assert (entry.state, workshop.cloud.guests["chest:a"]) == (CHANGED, ["ana", "dan"])


def test_a_token_of_another_version_is_told_as_moved(workshop: Workshop) -> None:
    plan = workshop.plan("shut")
    workshop.cloud.before = fails(Moved("412"), PUT_LID)
    assert workshop.make(plan).state is CHANGED


def test_what_is_gone_is_gone_for_a_lost_answer_too(workshop: Workshop) -> None:
    plan = workshop.plan("shut")
    _dark(workshop, Unreachable("reset"), Gone("no such chest"))
    entry = workshop.make(plan)
    assert (entry.state, entry.at) == (CHANGED, MORNING)
