"""Looking up what an Ajar left unfinished: what the cloud has is told, and nothing is changed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ajar.jobs.recovery import look_up
from ajar.model.change import Change, Plan
from ajar.model.journal import JournalState, is_unfinished
from ajar.model.resource import itself
from ajar.providers.kind import CloudError, Denied, Expired, Refused, Unreachable
from ajar.store import StoreBusy, journal
from clouds.chests import MORNING, chest
from workshop import Killed, Workshop, does, fails

LID, LOCK = "lid chest:a", "lock chest:a"
PUT_LID, PUT_LOCK = "put_lid chest:a", "put_lock chest:a"
MADE, NOT_MADE, CHANGED = JournalState.MADE, JournalState.NOT_MADE, JournalState.CHANGED_ELSEWHERE
PLANNED, VERIFIED, UNDONE = JournalState.PLANNED, JournalState.VERIFIED, JournalState.UNDONE


@pytest.mark.parametrize(
    ("where", "call", "number", "state", "steps"),
    [
        ("before", LID, 1, NOT_MADE, (PLANNED, PLANNED)),
        ("before", LID, 2, NOT_MADE, (PLANNED, PLANNED)),
        ("before", PUT_LID, 1, NOT_MADE, (NOT_MADE, PLANNED)),
        ("after", PUT_LID, 1, MADE, (MADE, PLANNED)),
        ("before", LID, 3, MADE, (MADE, PLANNED)),
        ("before", LOCK, 2, MADE, (MADE, PLANNED)),
        ("before", PUT_LOCK, 1, MADE, (MADE, NOT_MADE)),
        ("after", PUT_LOCK, 1, VERIFIED, (MADE, MADE)),
        ("before", LOCK, 3, VERIFIED, (MADE, MADE)),
        ("before", LOCK, 4, VERIFIED, (MADE, MADE)),
    ],
)
def test_a_repair_that_died_is_told_as_it_stands_in_the_cloud(
    workshop: Workshop,
    where: str,
    call: str,
    number: int,
    state: JournalState,
    steps: tuple[JournalState, ...],
) -> None:
    left = workshop.dies(workshop.plan("bolt"), **{where: fails(Killed(), call, number)})
    assert is_unfinished(left)
    puts = len(workshop.cloud.puts())
    found = workshop.look_up(left.id)
    assert (found.state, found.steps) == (state, steps)
    assert not is_unfinished(found)
    assert len(workshop.cloud.puts()) == puts, "looking changes nothing"


def test_an_entry_that_is_ended_is_left_at_that(workshop: Workshop) -> None:
    made = workshop.make(workshop.plan("bolt"))
    workshop.cloud.calls.clear()
    assert workshop.look_up(made.id) == made
    assert workshop.cloud.calls == []


def _died_writing(workshop: Workshop) -> str:
    return workshop.dies(workshop.plan("bolt"), before=fails(Killed(), PUT_LID)).id


def test_what_somebody_else_has_changed_since_is_told_as_theirs(workshop: Workshop) -> None:
    name = _died_writing(workshop)
    workshop.cloud.set(LID, "theirs")
    found = workshop.look_up(name)
    assert (found.state, found.steps) == (CHANGED, (CHANGED, PLANNED))


def test_what_was_deleted_since_is_told(workshop: Workshop) -> None:
    name = _died_writing(workshop)
    workshop.cloud.burn()
    found = workshop.look_up(name)
    assert (found.state, found.message) == (CHANGED, "a was deleted meanwhile.")


@pytest.mark.parametrize("error", [Denied("no"), Expired("over"), Unreachable("dark")], ids=repr)
def test_a_cloud_that_cannot_be_asked_leaves_the_entry_unfinished(
    workshop: Workshop, error: CloudError
) -> None:
    name = _died_writing(workshop)
    workshop.cloud.before = fails(error, LID)
    with pytest.raises(type(error)):
        workshop.look_up(name)
    assert is_unfinished(workshop.entry(name))
    workshop.cloud.before = lambda *_: None
    assert workshop.look_up(name).state is NOT_MADE


def test_a_write_that_is_still_on_its_way_is_waited_for(workshop: Workshop) -> None:
    workshop.cloud.late["lid"] = 2.0
    left = workshop.dies(workshop.plan("shut"), after=fails(Killed(), PUT_LID))
    found = workshop.look_up(left.id)
    assert (found.state, found.steps) == (JournalState.STILL_OPEN, (MADE,))
    assert sum(workshop.time.slept) == 2.0


def test_a_clock_that_was_put_back_makes_nobody_wait_for_longer_than_a_change_takes(
    workshop: Workshop,
) -> None:
    name = _died_writing(workshop)
    workshop.time.at -= timedelta(days=300)
    assert workshop.look_up(name).state is NOT_MADE
    assert sum(workshop.time.slept) == 3.0


def test_what_was_long_ago_is_not_waited_for(workshop: Workshop) -> None:
    name = _died_writing(workshop)
    workshop.time.at += timedelta(days=300)
    assert workshop.look_up(name).state is NOT_MADE
    assert workshop.time.slept == []


@pytest.mark.parametrize(
    ("passes", "state"),
    [(10, JournalState.PENDING), (70, JournalState.STILL_OPEN), (3700, JournalState.STILL_OPEN)],
)
def test_what_the_cloud_has_taken_stays_pending_until_it_shows(
    workshop: Workshop, passes: float, state: JournalState
) -> None:
    workshop.cloud.late["lid"] = 60.0
    pending = workshop.make(workshop.plan("shut"))
    assert pending.state is JournalState.PENDING
    workshop.time.sleep(passes)
    found = workshop.look_up(pending.id)
    assert found.state is state
    assert is_unfinished(found) is (state is JournalState.PENDING)


def test_what_the_cloud_has_taken_and_never_shows_is_not_made_in_the_end(workshop: Workshop) -> None:
    workshop.cloud.late["lid"] = 1e9
    pending = workshop.make(workshop.plan("shut"))
    workshop.time.sleep(3600)
    found = workshop.look_up(pending.id)
    assert (found.state, found.steps) == (NOT_MADE, (NOT_MADE,))


def test_a_part_that_does_not_show_yet_is_looked_up_again(workshop: Workshop) -> None:
    workshop.cloud.late["lid"] = 60.0
    left = workshop.dies(workshop.plan("bolt"), before=fails(Killed(), PUT_LOCK))
    found = workshop.look_up(left.id)
    assert (found.state, found.steps) == (JournalState.PENDING, (JournalState.PENDING, NOT_MADE))
    workshop.time.sleep(60)
    assert workshop.look_up(left.id).steps == (MADE, NOT_MADE)


def test_made_and_not_looked_at_is_looked_at(workshop: Workshop) -> None:
    plan = workshop.plan("bolt")
    workshop.cloud.before = fails(Expired("over"), LOCK, 4)
    made = workshop.make(plan)
    assert (made.state, made.after) == (MADE, None)
    assert is_unfinished(made)
    workshop.cloud.before = lambda *_: None
    found = workshop.look_up(made.id)
    assert (found.state, found.message) == (VERIFIED, "")


def test_a_part_that_is_made_and_cannot_be_judged_stays_to_be_looked_up(workshop: Workshop) -> None:
    left = workshop.dies(workshop.plan("bolt"), after=fails(Killed(), PUT_LID))
    workshop.cloud.before = fails(Expired("over"), LOCK)
    found = workshop.look_up(left.id)
    assert (found.state, found.after) == (MADE, None)
    assert "1 of 2 changes were made" in found.message
    assert is_unfinished(found)


def test_a_part_that_is_made_can_be_undone_after_it_was_looked_up(workshop: Workshop) -> None:
    before = dict(workshop.cloud.values)
    left = workshop.dies(workshop.plan("bolt"), after=fails(Killed(), PUT_LID))
    assert workshop.look_up(left.id).steps == (MADE, PLANNED)
    assert workshop.undo(left.id).state is VERIFIED
    assert workshop.cloud.values == before
    assert workshop.entry(left.id).state is UNDONE


@pytest.mark.parametrize(
    ("call", "number", "lid"), [(PUT_LOCK, 1, None), (PUT_LID, 1, None), (LID, 4, "open"), (LOCK, 4, "open")]
)
def test_an_undo_that_died_is_told_and_can_be_made_again(
    workshop: Workshop, call: str, number: int, lid: str | None
) -> None:
    made = workshop.make(workshop.plan("bolt"))
    left = workshop.dies(workshop.undoing(made.id), before=fails(Killed(), call, number))
    assert workshop.cloud.values[LID] == lid
    found = workshop.look_up(left.id)
    over = lid == "open"
    assert (found.state is VERIFIED) is over
    assert workshop.entry(made.id).state is (UNDONE if over else VERIFIED)
    if not over:
        assert workshop.undo(made.id).state is VERIFIED
    assert (workshop.cloud.values[LID], workshop.cloud.values[LOCK]) == ("open", "loose")


def test_an_entry_that_another_ajar_ended_meanwhile_is_not_looked_up_over_it(workshop: Workshop) -> None:
    name = _died_writing(workshop)
    stale = workshop.entry(name)
    ended = workshop.look_up(name)
    workshop.cloud.calls.clear()
    book = workshop.begun(stale.plan)
    book.entry = stale
    assert look_up(workshop.site, book) is None
    assert (book.entry, workshop.cloud.calls) == (ended, [])


def test_died_while_putting_back_is_told_as_it_stands(workshop: Workshop) -> None:
    def before(call: str, number: int) -> None:
        fails(Refused("too long"), PUT_LOCK)(call, number)
        fails(Killed(), PUT_LID, 2)(call, number)

    left = workshop.dies(workshop.plan("bolt"), before=before)
    assert workshop.cloud.values[LID] is None
    found = workshop.look_up(left.id)
    assert (found.state, found.steps) == (MADE, (MADE, NOT_MADE))
    assert workshop.undo(left.id).state is VERIFIED


def test_a_setting_that_another_change_of_the_plan_moved_is_nobody_elses(workshop: Workshop) -> None:
    """The lid was opened by the notice that shows it, and its own change was begun and never sent."""
    workshop.cloud.values[LID] = "ajar"
    owner = itself(chest())
    opening = Plan(
        fix="bolt",
        resource=chest(),
        changes=(
            Change(owner=owner, setting="notice", before="for us", after="all may look"),
            Change(owner=owner, setting="lid", before="ajar", after="shut"),
        ),
    )
    left = workshop.dies(opening, before=fails(Killed(), PUT_LID, 2))
    found = workshop.look_up(left.id)
    assert (found.state, found.steps) == (MADE, (MADE, NOT_MADE))


def test_the_journal_says_when_it_ended(workshop: Workshop) -> None:
    name = _died_writing(workshop)
    workshop.time.at = MORNING + timedelta(days=3)
    assert workshop.look_up(name).ended == workshop.time.at
    assert journal.entries(workshop.store)[0].at == MORNING


def test_a_repair_at_work_is_not_looked_up_until_it_is_over(workshop: Workshop) -> None:
    busy: list[bool] = []

    def look() -> None:
        try:
            with workshop.store.repairing(patience=0.0):
                busy.append(False)
        except StoreBusy:
            busy.append(True)

    workshop.cloud.before = does(look, PUT_LID)
    workshop.make(workshop.plan("bolt"))
    assert busy == [True]
