"""Writes a repair into the journal as it goes, and tells each step to whoever watches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from ajar.jobs.audit import now
from ajar.jobs.writing import Drift
from ajar.model.exposure import Exposure
from ajar.model.journal import JournalEntry, JournalEvent, JournalState, Verdict, continued, in_short
from ajar.store import StoreError, journal
from ajar.store.file import Store
from ajar.words import say


def _unheard(_entry: JournalEntry) -> None:
    """Nobody watches."""


@dataclass
class Book:
    """The journal of one entry. What is noted is on the disk before the method returns.

    Only what has to be there before something is sent raises StoreError. What cannot be written after that is
    kept, written before whatever comes next, and said in the entry's message at the end: on the disk the
    entry is then unfinished, and is looked up. `drift` is what was found where it had to be left alone.
    """

    store: Store
    entry: JournalEntry
    told: Callable[[JournalEntry], None] = _unheard
    clock: Callable[[], datetime] = field(default=now)
    drift: tuple[Drift, ...] = ()
    _late: list[JournalEvent] = field(default_factory=list, init=False)
    _happened: list[str] = field(default_factory=list, init=False)

    def begin(self) -> None:
        """Write the entry down, before anything is changed. Raises StoreError."""
        self._tell(journal.begin(self.store, self.entry))

    def sending(self, number: int) -> None:
        """The change at this place is about to be sent. Raises StoreError, and then it must not be."""
        event = self._event(JournalState.WRITING, step=number)
        journal.note(self.store, *self._late, event)
        self._late.clear()
        self._tell(continued(self.entry, event))

    def step(self, number: int, state: JournalState, message: str = "") -> None:
        """How far the change at this place has come; what happened on the way is told at the end as well."""
        if message:
            self._happened.append(message)
        event = self._event(state, step=number, message=message)
        self._note(event)
        self._tell(continued(self.entry, event))

    def end(
        self, state: JournalState, message: str = "", *, after: Exposure | None = None, heard: str = ""
    ) -> None:
        """How the entry ended, or stands while it is not finished.

        An undo that is made and checked ends the entry that it put back in the same moment.
        """
        event = self._event(
            state,
            message=" ".join(part for part in (*self._happened, message) if part),
            heard=heard,
            after=None if after is None else in_short(after),
        )
        trouble = self._note(event, *self._undone(state))
        entry = continued(self.entry, event)
        if trouble:
            behind = say("journal_behind", {"error": trouble})
            entry = msgspec.structs.replace(entry, message=f"{entry.message} {behind}".strip())
        self._tell(entry)

    def _undone(self, state: JournalState) -> tuple[JournalEvent, ...]:
        undoes = self.entry.plan.undoes
        if state is not JournalState.VERIFIED or not undoes:
            return ()
        return (JournalEvent(entry=undoes, at=self.clock(), state=JournalState.UNDONE),)

    def _event(
        self,
        state: JournalState,
        *,
        step: int | None = None,
        message: str = "",
        heard: str = "",
        after: Verdict | None = None,
    ) -> JournalEvent:
        return JournalEvent(
            entry=self.entry.id,
            at=self.clock(),
            state=state,
            step=step,
            message=message,
            heard=heard,
            after=after,
        )

    def _note(self, *events: JournalEvent) -> str:
        """Write them down with what is late; "" or why that did not work, and then they are late as well."""
        self._late.extend(events)
        try:
            journal.note(self.store, *self._late)
        except StoreError as error:
            return str(error)
        self._late.clear()
        return ""

    def _tell(self, entry: JournalEntry) -> None:
        self.entry = entry
        self.told(entry)
