"""Writes a repair into the journal as it goes, and tells each step to whoever watches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from ajar.jobs.audit import now
from ajar.model.exposure import Exposure
from ajar.model.journal import JournalEntry, JournalEvent, JournalState, in_short
from ajar.store import journal
from ajar.store.file import Store


def _unheard(_entry: JournalEntry) -> None:
    """Nobody watches."""


@dataclass
class Book:
    """The journal of one entry. What is noted is on the disk before the method returns; raises StoreError."""

    store: Store
    entry: JournalEntry
    told: Callable[[JournalEntry], None] = _unheard
    clock: Callable[[], datetime] = field(default=now)

    def begin(self) -> None:
        """Write the entry down, before anything is changed."""
        self._tell(journal.begin(self.store, self.entry))

    def step(self, number: int, state: JournalState, message: str = "") -> None:
        """How far the change at this place has come."""
        self._note(
            JournalEvent(entry=self.entry.id, at=self.clock(), state=state, step=number, message=message)
        )

    def end(
        self, state: JournalState, message: str = "", *, after: Exposure | None = None, heard: str = ""
    ) -> None:
        """How the entry ended, or stands while it is not finished."""
        verdict = None if after is None else in_short(after)
        self._note(
            JournalEvent(
                entry=self.entry.id,
                at=self.clock(),
                state=state,
                message=message or self.entry.message,
                heard=heard,
                after=verdict,
            )
        )

    def made(self) -> tuple[int, ...]:
        """The places of the changes that stand."""
        stand = (JournalState.MADE, JournalState.PENDING)
        return tuple(number for number, state in enumerate(self.entry.steps) if state in stand)

    def _note(self, event: JournalEvent) -> None:
        self._tell(journal.note(self.store, self.entry, event))

    def _tell(self, entry: JournalEntry) -> None:
        self.entry = entry
        self.told(entry)
