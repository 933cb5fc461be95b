"""The audit: accounts and kinds side by side over one bounded pool, each finding handed over when ready."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from ajar.jobs.examine import examine
from ajar.jobs.tally import Tally, Traffic, not_entered
from ajar.model.finding import Finding
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.model.run import AccountSummary, Progress
from ajar.providers.kind import CloudError, Expired, Gone, Kind, Off, Session
from ajar.providers.reader import reader

THREADS = 32
"""Calls at once. Measured: one core is full at about 700 calls a second, and 32 threads of 50 ms make 550."""

BEAT = 0.25
"""Seconds between two reports of progress."""


@dataclass(frozen=True)
class Target:
    """What to audit under a name that the person gave, and the kinds to look for.

    `open` signs in, in a thread of the pool, and returns a session for each account that is reached. `ours`
    is what the person calls their own there, besides what follows from the credentials. `second_opinion` asks
    the provider, too, what it says of each resource.
    """

    name: str
    provider: str
    open: Callable[[], Sequence[Session]]
    kinds: Sequence[Kind]
    second_opinion: bool = False
    ours: Ours = field(default_factory=Ours)


@dataclass(frozen=True)
class Judged:
    """A resource of the account of this name was read and judged."""

    name: str
    finding: Finding


@dataclass(frozen=True)
class Ended:
    """Nothing more will come of this account.

    `listed` are the kinds of which every resource was listed and judged: one that was not judged is no more.
    """

    name: str
    summary: AccountSummary
    listed: frozenset[str] = frozenset()


Event = Judged | Ended | Progress


def now() -> datetime:
    """The time by this machine's clock, in UTC and whole seconds, as files have it."""
    return datetime.now(UTC).replace(microsecond=0)


def audit(
    targets: Sequence[Target],
    *,
    cancelled: threading.Event | None = None,
    threads: int = THREADS,
    clock: Callable[[], datetime] = now,
) -> Iterator[Event]:
    """Every event of the run as it happens, progress four times a second, and an Ended for each account.

    Setting `cancelled` from any thread ends it: what was found has been handed over, calls under way are left
    to end by themselves, and each account's summary says that it is not complete.
    """
    run = _Run(targets, cancelled or threading.Event(), threads, clock)
    try:
        yield from run.events()
    finally:
        run.close()


@dataclass(frozen=True)
class _Opened:
    """A target was signed in to, or could not be."""

    target: Target
    sessions: Sequence[Session] = ()
    error: BaseException | None = None


class _Account:
    """One account while it is read: its reader, its tally, and what is ours as seen from it."""

    def __init__(self, target: Target, session: Session, traffic: Traffic) -> None:
        self.target = target
        self.session = session
        self.tally = Tally(target.name, session, traffic, target.ours)
        self.reader = reader(session)
        self.ours = Ours()

    def end(self, *, cut: bool) -> Ended:
        listed = frozenset() if cut else self.tally.listed()
        return Ended(self.target.name, self.tally.summary(cut=cut), listed)


class _Run:
    """The pool, and the queue through which its threads hand over what they found."""

    def __init__(
        self,
        targets: Sequence[Target],
        cancelled: threading.Event,
        threads: int,
        clock: Callable[[], datetime],
    ) -> None:
        self._cancelled, self._clock = cancelled, clock
        self._queue: queue.SimpleQueue[Judged | _Opened | _Account] = queue.SimpleQueue()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="audit")
        self._traffic = Traffic()
        self._closed = list(targets)
        self._left: list[_Account] = []

    def events(self) -> Iterator[Event]:
        for target in self._closed:
            opening = self._pool.submit(target.open)
            opening.add_done_callback(partial(self._opened, target))
        while (self._closed or self._left) and not self._cancelled.is_set():
            yield from self._wait()
            if self._traffic.due(BEAT):
                yield self._traffic.progress()
        while not self._queue.empty():
            yield from self._told(self._queue.get())
        for target in self._closed:
            yield Ended(target.name, not_entered(target.provider, target.name, None))
        for account in self._left:
            yield account.end(cut=True)
            account.session.close()
        yield self._traffic.progress()

    def close(self) -> None:
        if self._closed or self._left:  # ended early: a run that is through was not cancelled
            self._cancelled.set()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _wait(self) -> Iterator[Event]:
        try:
            yield from self._told(self._queue.get(timeout=BEAT))
        except queue.Empty:
            return

    def _told(self, news: Judged | _Opened | _Account) -> Iterator[Event]:
        if isinstance(news, Judged):
            yield news
        elif isinstance(news, _Account):
            self._left.remove(news)
            yield news.end(cut=False)
            news.session.close()
        else:
            self._closed.remove(news.target)
            yield from self._enter(news)

    def _enter(self, opened: _Opened) -> Iterator[Event]:
        if opened.error is not None:
            yield Ended(
                opened.target.name, not_entered(opened.target.provider, opened.target.name, opened.error)
            )
        for session in opened.sessions:
            account = _Account(opened.target, session, self._traffic)
            self._left.append(account)
            self._submit(account, self._begin)

    def _opened(self, target: Target, done: Future[Sequence[Session]]) -> None:
        if not done.cancelled():
            error = done.exception()
            self._queue.put(_Opened(target, () if error else done.result(), error))

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
            account.ours = account.target.ours.joined(account.tally.identify())
        except Expired:
            raise
        except CloudError as error:
            account.tally.trouble("identity", error)
            return
        for kind in account.target.kinds:
            self._traffic.listing(1)
            self._submit(account, self._list, kind)

    def _list(self, account: _Account, kind: Kind) -> None:
        try:
            for resource in kind.list(account.reader):
                if self._cancelled.is_set():
                    return
                self._traffic.found()
                self._submit(account, self._examine, kind, resource)
        except Off:
            # The service is switched off here: nothing of the kind is there, which is a complete answer.
            pass
        except Expired:
            raise
        except CloudError as error:
            account.tally.trouble(f"list {kind.name}", error)
            return
        finally:
            self._traffic.listing(-1)
        account.tally.list_complete(kind.name)

    def _examine(self, account: _Account, kind: Kind, resource: Resource) -> None:
        try:
            finding = examine(
                account.reader,
                kind,
                resource,
                account.ours,
                self._clock(),
                second_opinion=account.target.second_opinion,
            )
        except Gone:
            account.tally.vanished(resource.id)
            return
        finally:
            self._traffic.through()
        account.tally.note(kind, finding)
        self._queue.put(Judged(account.target.name, finding))
