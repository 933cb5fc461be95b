"""A repair: only where nothing has moved, put back where it fails, and told as it is in every case."""

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
    Gone,
    Malformed,
    Moved,
    Refused,
    Unreachable,
)
from ajar.store import StoreFull, journal
from ajar.words import say
from clouds.chests import CHEST, MORNING, chest
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


# --- the journal cannot be written ---


def _full_from(monkeypatch: pytest.MonkeyPatch, number: int, until: int = 99) -> None:
    real, written = journal.note, [0]

    def note(*arguments: object) -> None:
        written[0] += 1
        if number <= written[0] < until:
            raise StoreFull("There is no room left.")
        real(*arguments)  # type: ignore[arg-type] # what it was called with

    monkeypatch.setattr(journal, "note", note)


def test_what_cannot_be_written_down_is_not_begun(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def begin(*_: object) -> None:
        raise StoreFull("There is no room left.")

    plan = workshop.plan("bolt")
    monkeypatch.setattr(journal, "begin", begin)
    with pytest.raises(StoreFull):
        workshop.make(plan)
    assert workshop.cloud.puts() == []


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_where_the_disk_is_full_at_any_note_the_cloud_is_as_it_was_or_as_confirmed(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    book = workshop.begun(workshop.plan("bolt"))
    _full_from(monkeypatch, number)

    repair(workshop.site, book)
    lids = (workshop.cloud.values[LID], workshop.cloud.values[LOCK])
    told = book.entry
    assert "no room left" in told.message
    if number <= 3:
        assert (told.state, lids) == (NOT_MADE, ("open", "loose"))
        assert len(workshop.cloud.puts()) == (2 if number > 1 else 0)
    else:
        assert (told.state, lids) == (VERIFIED, (None, "fast"))
    monkeypatch.undo()
    assert is_unfinished(workshop.entry(told.id))
    found = workshop.look_up(told.id)
    assert found.state is told.state
    assert not is_unfinished(found)


def test_what_could_not_be_written_is_written_with_what_comes_next(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    _full_from(monkeypatch, 2, until=3)
    entry = workshop.make(workshop.plan("bolt"))
    assert (entry.state, entry.steps, entry.message) == (VERIFIED, (MADE, MADE), "")


def test_a_message_of_one_change_is_no_message_of_a_later_look(workshop: Workshop) -> None:
    workshop.cloud.late["lid"] = 60.0
    entry = workshop.make(_plan(("lid", "open", None), ("lock", "loose", None)))
    assert entry.state is PENDING
    workshop.time.sleep(60)
    found = workshop.look_up(entry.id)
    assert (found.state, found.message) == (VERIFIED, "")


def test_a_token_of_another_version_is_told_as_moved(workshop: Workshop) -> None:
    plan = workshop.plan("shut")
    workshop.cloud.before = fails(Moved("412"), PUT_LID)
    assert workshop.make(plan).state is CHANGED


def test_a_setting_that_can_only_be_read_is_a_mistake_and_nothing_is_sent(workshop: Workshop) -> None:
    read_only = tuple(replace(setting, write=None) for setting in CHEST.settings)
    site = replace(workshop.site, kind=replace(CHEST, settings=read_only))
    with pytest.raises(ValueError, match="lid can only be read"):
        repair(site, workshop.begun(workshop.plan("shut")))
    assert workshop.cloud.puts() == []


def test_what_is_gone_is_gone_for_a_lost_answer_too(workshop: Workshop) -> None:
    plan = workshop.plan("shut")
    _dark(workshop, Unreachable("reset"), Gone("no such chest"))
    entry = workshop.make(plan)
    assert (entry.state, entry.at) == (CHANGED, MORNING)


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
