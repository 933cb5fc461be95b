"""A scan: the audit, with every finding kept in the store as it comes."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ajar.jobs.audit import Ended, Event, Judged, Target, audit, now
from ajar.jobs.keeping import Exceptions, marked, of_store
from ajar.model.finding import Finding
from ajar.model.run import AccountSummary, Run
from ajar.store import findings, runs
from ajar.store.file import Store
from ajar.store.runs import CompleteList
from ajar.store.trouble import StoreError

BATCH = 200
"""Findings that go into the store together; fewer when they come slowly."""

PATIENCE = 1.0
"""Seconds that a finding waits for others before it is kept."""


@dataclass(frozen=True)
class Removed:
    """Rows that the store let go, as (account id, resource id): a complete list no longer has them."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class NotKept:
    """The store took no more: the scan goes on, and what it finds from here on is shown and not kept."""

    says: str


def scan(
    targets: Sequence[Target],
    store: Store | None,
    *,
    cancelled: threading.Event | None = None,
    filtered: bool = False,
    kept: Exceptions | None = None,
) -> Iterator[Event | Removed | NotKept]:
    """The audit's events, and after them what the store let go. No store keeps nothing.

    `filtered` says that not every kind was asked for: such a run removes no row, nor does a cancelled one.
    `kept` are the exceptions by which findings are marked; None takes the store's.
    """
    stop = cancelled or threading.Event()
    book = _Book(store, filtered=filtered)
    known = book.exceptions() if kept is None else kept
    for found in audit(targets, cancelled=stop):
        event = _marked(found, known)
        book.enter(event)
        yield event
        yield from book.trouble()
    yield from book.close(cancelled=stop.is_set())
    yield from book.trouble()


def _marked(event: Event, known: Exceptions) -> Event:
    """The event with its finding marked where it is open on purpose."""
    if not isinstance(event, Judged):
        return event
    return Judged(event.name, marked(event.finding, known, event.finding.read_at.date()))


class _Book:
    """What waits to be kept, and what the run will say of itself at the end."""

    def __init__(self, store: Store | None, *, filtered: bool) -> None:
        self._store, self._filtered = store, filtered
        self._started = now()
        self._waiting: dict[str, list[Finding]] = {}
        self._since = time.monotonic()
        self._summaries: list[AccountSummary] = []
        self._lists: list[CompleteList] = []
        self._trouble = ""
        self._number = self._begin()

    def exceptions(self) -> Exceptions:
        """The store's exceptions; none where they cannot be read, which is told."""
        try:
            return of_store(self._store) if self._store is not None else {}
        except StoreError as error:
            self._give_up(error)
            return {}

    def enter(self, event: Event) -> None:
        if isinstance(event, Judged):
            self._waiting.setdefault(event.name, []).append(event.finding)
        elif isinstance(event, Ended):
            self._summaries.append(event.summary)
            self._lists += [CompleteList(account=event.summary.id, kind=kind) for kind in event.listed]
        if sum(map(len, self._waiting.values())) >= BATCH or time.monotonic() - self._since > PATIENCE:
            self._keep()

    def trouble(self) -> Iterator[NotKept]:
        """Say once that the store took no more."""
        if self._trouble:
            yield NotKept(self._trouble)
            self._trouble = ""

    def close(self, *, cancelled: bool) -> Iterator[Removed]:
        self._keep()
        run = Run(
            started=self._started,
            finished=now(),
            accounts=tuple(self._summaries),
            cancelled=cancelled,
            filtered=self._filtered,
        )
        if self._store is None:
            return
        try:
            removed = runs.finish(self._store, self._number, run, self._lists)
        except StoreError as error:
            self._give_up(error)
            return
        if removed:
            yield Removed(removed)

    def _begin(self) -> int:
        if self._store is None:
            return 0
        try:
            return runs.begin(self._store, self._started)
        except StoreError as error:
            self._give_up(error)
            return 0

    def _keep(self) -> None:
        self._since = time.monotonic()
        waiting, self._waiting = self._waiting, {}
        if self._store is None:
            return
        try:
            for name, found in waiting.items():
                findings.keep(self._store, self._number, found, name)
        except StoreError as error:
            self._give_up(error)

    def _give_up(self, error: StoreError) -> None:
        self._store = None
        self._trouble = str(error)
