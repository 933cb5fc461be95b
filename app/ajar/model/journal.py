"""The journal's entries: each change that Ajar made or tried to make, and how far it came."""

from __future__ import annotations

from enum import Enum

import msgspec

from ajar.model.access import Audience, Capability, State
from ajar.model.account import Login
from ajar.model.change import Plan
from ajar.model.exposure import Exposure
from ajar.model.moment import Moment


class JournalState(Enum):
    """How far an entry, or one change of it, has come."""

    PLANNED = "planned"
    WRITING = "writing"
    PENDING = "pending"
    MADE = "made"
    VERIFIED = "verified"
    STILL_OPEN = "still_open"
    NOT_MADE = "not_made"
    CHANGED_ELSEWHERE = "changed_elsewhere"
    UNDONE = "undone"


FAILED = frozenset({JournalState.WRITING, JournalState.NOT_MADE, JournalState.CHANGED_ELSEWHERE})
"""The ends of an entry that did not do what was confirmed."""


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """A verdict in short, as it is remembered beside a change."""

    state: State
    audience: Audience
    at_most: Audience
    capabilities: tuple[Capability, ...] = ()


def in_short(exposure: Exposure) -> Verdict:
    """The verdict without what explains it."""
    return Verdict(
        state=exposure.state,
        audience=exposure.audience,
        at_most=exposure.at_most,
        capabilities=exposure.capabilities,
    )


class JournalEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One fix, or one undo, as it was made: when, by which principal (`by`), and how it ended.

    `account` is the name that the person gave, "" for credentials that were not stored; `login` is how it was
    signed in to, without any secret. `steps` are the states of the plan's changes, in its order. `before` and
    `after` are the verdicts around it; None for one that was not known. `message` says what happened where
    the state alone does not; `heard` is what a request without credentials was answered afterwards, "" where
    none was sent.
    """

    id: str
    account: str
    login: Login
    plan: Plan
    at: Moment
    by: str
    state: JournalState = JournalState.PLANNED
    steps: tuple[JournalState, ...] = ()
    message: str = ""
    heard: str = ""
    before: Verdict | None = None
    after: Verdict | None = None
    ended: Moment | None = None


def is_unfinished(entry: JournalEntry) -> bool:
    """Whether its end has to be looked up in the cloud, where nobody is at work on it any more."""
    begun = entry.state in (JournalState.PLANNED, JournalState.WRITING, JournalState.PENDING)
    return begun or (entry.state is JournalState.MADE and entry.after is None)


def standing(entry: JournalEntry) -> tuple[int, ...]:
    """The places of its changes that stand in the cloud, or may."""
    stand = (JournalState.MADE, JournalState.PENDING)
    return tuple(number for number, state in enumerate(entry.steps) if state in stand)


class JournalEvent(msgspec.Struct, frozen=True, kw_only=True):
    """What is appended to the journal about an entry: its state, or that of the change at `step`."""

    entry: str
    at: Moment
    state: JournalState
    step: int | None = None
    message: str = ""
    heard: str = ""
    after: Verdict | None = None


def continued(entry: JournalEntry, event: JournalEvent) -> JournalEntry:
    """The entry as it stands after this event."""
    if event.step is not None:
        steps = tuple(
            event.state if number == event.step else state for number, state in enumerate(entry.steps)
        )
        state = event.state if event.state is JournalState.WRITING else entry.state
        return msgspec.structs.replace(
            entry, steps=steps, state=state, message=event.message or entry.message
        )
    return msgspec.structs.replace(
        entry,
        state=event.state,
        message=event.message,
        heard=event.heard or entry.heard,
        after=event.after or entry.after,
        ended=event.at,
    )
