"""The journal in words: how far each entry came, and no good news where something is open or not known."""

from __future__ import annotations

import msgspec
import pytest

from ajar.model.access import Audience, State
from ajar.model.journal import JournalEntry, JournalState, Verdict
from ajar.words import journal
from ajar.words.repair import fix_title
from ui import invented_repairs

ENDS = [
    (State.CLOSED, True, "Closed. Nobody outside gets in."),
    (State.SHIELDED, True, "Closed. Nobody outside gets in."),
    (State.SHARED, True, "Closed to strangers. Named outsiders still get in."),
    (State.UNKNOWN, False, "Made as planned. Whether anybody else gets in is not known."),
    (State.OPEN, False, "Made as planned. It is still open: Open to anyone."),
]


@pytest.mark.parametrize(("state", "well", "said"), ENDS, ids=[state.value for state, *_ in ENDS])
def test_only_what_keeps_strangers_out_is_good_news(state: State, said: str, *, well: bool) -> None:
    audience = Audience.PUBLIC if state is State.OPEN else Audience.PRIVATE
    after = Verdict(state=state, audience=audience, at_most=audience)
    entry = msgspec.structs.replace(invented_repairs.entry(), after=after)
    assert journal.outcome(entry) == said
    assert journal.went_well(entry) is well


@pytest.mark.parametrize("state", JournalState)
def test_every_state_has_its_words_and_only_a_checked_one_is_good_news(state: JournalState) -> None:
    entry = invented_repairs.entry(state)
    assert journal.journal_state(entry)
    assert journal.step_state(state)
    assert journal.outcome(entry)
    assert journal.went_well(entry) is (state is JournalState.VERIFIED)


def test_an_undo_is_called_one_and_is_not_undone_again() -> None:
    plan = msgspec.structs.replace(invented_repairs.statement_plan(), undoes="1")
    entry = msgspec.structs.replace(invented_repairs.entry(plan=plan), after=journal_open())
    assert journal.what_it_did(entry) == f"Undo: {fix_title('remove_statement')}"
    assert journal.outcome(entry) == "Put back as it was. It is open again: Open to anyone."
    assert not journal.went_well(entry)
    assert not journal.can_undo(entry)


def journal_open() -> Verdict:
    return Verdict(state=State.OPEN, audience=Audience.PUBLIC, at_most=Audience.PUBLIC)


def test_what_looking_up_found_is_told_with_what_is_left() -> None:
    entries = [invented_repairs.entry(JournalState.NOT_MADE, n) for n in range(1, 6)]
    said = journal.looked_up(entries, [entry.id for entry in entries], ["5"])
    assert said.count("acme-db-backups: Nothing was changed.") == 3
    assert said.endswith("And 1 more, in the journal. 1 change could not be looked up yet.")


def test_the_unfinished_are_in_front_and_then_the_latest() -> None:
    entries = journal.in_front(reversed(invented_repairs.ENTRIES), ["3"])
    assert [entry.id for entry in entries] == ["3", "1", "2", "4", "5", "6"]


def _looked_at(*steps: JournalState) -> JournalEntry:
    unknown = Verdict(state=State.UNKNOWN, audience=Audience.PRIVATE, at_most=Audience.PUBLIC)
    entry = invented_repairs.entry(JournalState.MADE)
    return msgspec.structs.replace(entry, steps=steps, after=unknown, message="What happened.")


def test_what_was_looked_at_and_is_not_known_is_not_told_as_still_to_be_looked_at() -> None:
    entry = _looked_at(JournalState.MADE)
    assert journal.journal_state(entry) == "Made, not known whether it closed"
    assert journal.outcome(entry) == "Made as planned. Whether anybody else gets in is not known."
    assert journal.told(entry) == "What happened."
    assert journal.settled(entry) == (JournalState.VERIFIED,)
    assert (journal.to_do(entry), journal.can_undo(entry)) == ("", True)


def test_what_stands_in_part_is_told_so_and_no_change_of_it_is_called_checked() -> None:
    entry = _looked_at(JournalState.MADE, JournalState.NOT_MADE)
    assert journal.journal_state(entry) == "Made in part"
    assert journal.outcome(entry) == "Some of it was made, and not all."
    assert journal.settled(entry) == (JournalState.STILL_OPEN, JournalState.NOT_MADE)
    plan = msgspec.structs.replace(entry.plan, undoes="1")
    assert journal.journal_state(msgspec.structs.replace(entry, plan=plan)) == "Put back in part"


@pytest.mark.parametrize(
    ("state", "seen"),
    [
        (JournalState.VERIFIED, JournalState.VERIFIED),
        (JournalState.STILL_OPEN, JournalState.VERIFIED),
        (JournalState.UNDONE, JournalState.UNDONE),
        (JournalState.WRITING, JournalState.WRITING),
    ],
)
def test_once_it_has_ended_what_was_written_was_looked_at(state: JournalState, seen: JournalState) -> None:
    assert set(journal.settled(invented_repairs.entry(state))) == {seen}


def test_what_the_message_says_already_is_not_said_twice() -> None:
    for state in (JournalState.STILL_OPEN, JournalState.CHANGED_ELSEWHERE, JournalState.PENDING):
        entry = msgspec.structs.replace(invented_repairs.entry(state), message="What happened.")
        assert journal.told(entry) == "What happened."
    failed = msgspec.structs.replace(invented_repairs.entry(JournalState.NOT_MADE), message="Why.")
    assert journal.told(failed) == "Nothing was changed. Why."
