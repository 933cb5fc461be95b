"""The audit: accounts and kinds side by side over one bounded pool, each finding handed over when ready."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime

from ajar.jobs.examine import examine
from ajar.jobs.tally import Tally, Traffic
from ajar.model.finding import Finding
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.model.run import AccountSummary, Progress
from ajar.providers.kind import CloudError, Expired, Gone, Kind, Off, Session
from ajar.providers.reader import reader

THREADS = 32
"""Calls at once. Measured: one core is full at about 620 calls a second, which 32 threads nearly reach."""

BEAT = 0.25
"""Seconds between two reports of progress."""


@dataclass(frozen=True)
class Target:
    """A session to audit, under the name that the person gave its account, and the kinds to look for."""

    name: str
    session: Session
    kinds: Sequence[Kind]


@dataclass(frozen=True)
class Judged:
    """A resource of the account of this name was read and judged."""

    name: str
    finding: Finding


@dataclass(frozen=True)
class Ended:
    """Nothing more will come of this account.

    `listed` has the ids of each kind whose list is complete: a resource of that kind that is not in it is no
    more.
    """

    name: str
    summary: AccountSummary
    listed: Mapping[str, frozenset[str]] = field(default_factory=dict)


Event = Judged | Ended | Progress


def now() -> datetime:
    """The time by this machine's clock, in UTC and whole seconds, as files have it."""
    return datetime.now(UTC).replace(microsecond=0)


def audit(
    targets: Sequence[Target],
    ours: Ours | None = None,
    *,
    cancelled: threading.Event | None = None,
    threads: int = THREADS,
    clock: Callable[[], datetime] = now,
) -> Iterator[Event]:
    """Every event of the run as it happens, progress four times a second, and one Ended for each target.

    Setting `cancelled` from any thread ends it: what was found has been handed over, calls under way are left
    to end by themselves, and each account's summary says that it is not complete.
    """
    run = _Run(targets, ours or Ours(), cancelled or threading.Event(), threads, clock)
    try:
        yield from run.events()
    finally:
        run.close()


class _Account:
    """One target while it is read: its reader, its tally, and what is ours as seen from it."""

    def __init__(self, target: Target, traffic: Traffic) -> None:
        self.target = target
        self.tally = Tally(target.name, target.session, traffic)
        self.reader = reader(target.session)
        self.ours = Ours()

    def end(self, *, cut: bool) -> Ended:
        return Ended(self.target.name, self.tally.summary(cut=cut), self.tally.listed())


class _Run:
    """The pool, and the queue through which its threads hand over what they found."""

    def __init__(
        self,
        targets: Sequence[Target],
        ours: Ours,
        cancelled: threading.Event,
        threads: int,
        clock: Callable[[], datetime],
    ) -> None:
        self._ours, self._cancelled, self._clock = ours, cancelled, clock
        self._queue: queue.SimpleQueue[Judged | _Account] = queue.SimpleQueue()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="audit")
        self._traffic = Traffic()
        self._left = [_Account(target, self._traffic) for target in targets]

    def events(self) -> Iterator[Event]:
        for account in self._left:
            self._submit(account, self._begin)
        while self._left and not self._cancelled.is_set():
            yield from self._wait()
            if self._traffic.due(BEAT):
                yield self._traffic.progress()
        while not self._queue.empty():
            yield from self._told(self._queue.get())
        for account in self._left:
            yield account.end(cut=True)
        yield self._traffic.progress()

    def close(self) -> None:
        self._cancelled.set()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _wait(self) -> Iterator[Event]:
        try:
            yield from self._told(self._queue.get(timeout=BEAT))
        except queue.Empty:
            return

    def _told(self, news: Judged | _Account) -> Iterator[Event]:
        if isinstance(news, Judged):
            yield news
            return
        self._left.remove(news)
        yield news.end(cut=False)

    def _submit(self, account: _Account, work: Callable[..., None], *arguments: object) -> None:
        account.tally.begun()
        try:
            future = self._pool.submit(self._guarded, account, work, *arguments)
        except RuntimeError:
            # A cancel shut the pool since the flag was looked at; events() speaks for what is left.
            return
        future.add_done_callback(lambda done: self._settle(account, done))

    def _guarded(self, account: _Account, work: Callable[..., None], *arguments: object) -> None:
        if self._cancelled.is_set() or account.tally.over:
            return
        try:
            work(account, *arguments)
        except Expired as error:
            account.tally.expired(error)

    def _settle(self, account: _Account, done: Future[None]) -> None:
        if done.cancelled():
            return
        fault = done.exception()
        if fault is not None:
            account.tally.fault(fault)
        if account.tally.finished() and not self._cancelled.is_set():
            self._queue.put(account)

    def _begin(self, account: _Account) -> None:
        try:
            account.ours = self._ours.joined(account.tally.identify())
        except Expired:
            raise
        except CloudError as error:
            account.tally.trouble("identity", error)
            return
        for kind in account.target.kinds:
            self._traffic.listing(1)
            self._submit(account, self._list, kind)

    def _list(self, account: _Account, kind: Kind) -> None:
        ids: set[str] = set()
        try:
            for resource in kind.list(account.reader):
                if self._cancelled.is_set():
                    return
                ids.add(resource.id)
                self._traffic.found()
                self._submit(account, self._examine, kind, resource)
        except Off:
            # The service is switched off here: nothing of the kind is there, which is a complete answer.
            ids.clear()
        except Expired:
            raise
        except CloudError as error:
            account.tally.trouble(f"list {kind.name}", error)
            return
        finally:
            self._traffic.listing(-1)
        account.tally.list_complete(kind.name, ids)

    def _examine(self, account: _Account, kind: Kind, resource: Resource) -> None:
        try:
            finding = examine(account.reader, kind, resource, account.ours, self._clock())
        except Gone:
            account.tally.vanished(resource.id)
            return
        finally:
            self._traffic.through()
        account.tally.note(kind, finding)
        self._queue.put(Judged(account.target.name, finding))
