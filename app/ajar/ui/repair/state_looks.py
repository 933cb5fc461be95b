"""How far a change came, as an icon and its tone: in the progress, the result, and the journal."""

from __future__ import annotations

from ajar.model.journal import JournalEntry, JournalState
from ajar.words.journal import went_well

_STATES = {
    JournalState.PLANNED: ("clock", "muted"),
    JournalState.WRITING: ("pencil", "accent"),
    JournalState.PENDING: ("clock", "holders"),
    JournalState.MADE: ("search", "accent"),
    JournalState.VERIFIED: ("circle-check", "closed"),
    JournalState.STILL_OPEN: ("triangle-alert", "anyone"),
    JournalState.NOT_MADE: ("x", "unchecked"),
    JournalState.CHANGED_ELSEWHERE: ("triangle-alert", "holders"),
    JournalState.UNDONE: ("undo-2", "muted"),
}


def of_state(state: JournalState) -> tuple[str, str]:
    """The icon of one change's state, and the name of its colour."""
    return _STATES[state]


def of_entry(entry: JournalEntry) -> tuple[str, str]:
    """The same of a whole entry: what was made and is open all the same is no good news."""
    if entry.state is JournalState.VERIFIED and not went_well(entry):
        return ("undo-2", "anyone") if entry.plan.undoes else ("circle-alert", "holders")
    return _STATES[entry.state]
