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

_LOOKED_AT = frozenset({JournalState.VERIFIED, JournalState.STILL_OPEN, JournalState.UNDONE})


def of_state(state: JournalState) -> tuple[str, str]:
    """The icon of one change's state, and the name of its colour."""
    return _STATES[state]


def settled(entry: JournalEntry) -> tuple[JournalState, ...]:
    """The states of the changes once the entry has ended: what was written was then looked at as a whole."""
    if entry.state not in _LOOKED_AT:
        return entry.steps
    seen = JournalState.UNDONE if entry.state is JournalState.UNDONE else JournalState.VERIFIED
    return tuple(seen if state is JournalState.MADE else state for state in entry.steps)


def of_entry(entry: JournalEntry) -> tuple[str, str]:
    """The same of a whole entry: what was made and is open all the same is no good news."""
    if entry.state is JournalState.VERIFIED and not went_well(entry):
        return ("undo-2", "anyone") if entry.plan.undoes else ("circle-alert", "holders")
    return _STATES[entry.state]
