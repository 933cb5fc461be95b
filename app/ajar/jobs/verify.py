"""Whether what was made does what it was to do: read and judged again, and asked once from outside."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from ajar.jobs.audit import now
from ajar.jobs.book import Book
from ajar.jobs.examine import examine
from ajar.jobs.writing import PAUSE, Sleep
from ajar.model.access import State
from ajar.model.exposure import Exposure
from ajar.model.finding import Finding
from ajar.model.journal import JournalState, Verdict
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.providers.kind import CloudError, Gone, Kind, Session
from ajar.providers.reader import reader
from ajar.words import say
from ajar.words.journal import clock
from ajar.words.verdict import sentence

KNOCKS = 10.0
"""Seconds in which a request from outside is tried again while it is not answered as the verdict has it."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """Where a repair is made: the session of the account, the kind of the resource, and what is ours."""

    session: Session
    kind: Kind
    ours: Ours
    sleep: Sleep = time.sleep
    clock: Callable[[], datetime] = field(default=now)


def verify(site: Site, resource: Resource) -> Finding:
    """The same read and judge as the audit's, over a reader that remembers nothing from before the change.

    Raises Gone and Expired, as `examine` does.
    """
    return examine(reader(site.session), site.kind, resource, site.ours, site.clock())


def conclude(site: Site, book: Book, *, ask_outside: bool = False) -> Finding | None:
    """Look at the resource after all changes were made, and write down how the entry ended.

    What is returned is the resource as it is now; None where it could not be read, or is gone.
    """
    plan = book.entry.plan
    try:
        finding = verify(site, plan.resource)
    except Gone:
        book.end(JournalState.CHANGED_ELSEWHERE, say("repair_gone", {"name": plan.resource.name}))
        return None
    except CloudError as error:
        book.end(JournalState.MADE, say("repair_unverified", {"error": error.message}))
        return None
    if JournalState.PENDING in book.entry.steps:
        book.end(JournalState.PENDING, say("repair_pending"), after=finding.exposure)
        return finding
    state, message = _judged(book, finding)
    heard, let_in = _heard(
        site, plan.resource, expected=finding.exposure.state is State.OPEN, ask=ask_outside
    )
    if let_in and state is not JournalState.STILL_OPEN and not plan.undoes:
        state, message = JournalState.STILL_OPEN, say("repair_let_in")
    book.end(state, message, after=finding.exposure, heard=heard)
    return finding


def _judged(book: Book, finding: Finding) -> tuple[JournalState, str]:
    """What the verdict says of the change. An undo is made when its settings are as they were."""
    if book.entry.plan.undoes:
        return JournalState.VERIFIED, ""
    after = finding.exposure
    if not _holds(book.entry.before, after):
        said = sentence(finding.resource, after)
        return JournalState.STILL_OPEN, say("repair_still_open", {"sentence": said})
    if after.state is State.UNKNOWN:
        return JournalState.MADE, say("repair_still_unknown")
    return JournalState.VERIFIED, ""


def _holds(before: Verdict | None, after: Exposure) -> bool:
    """Whether the widest audience that was present has lost everything, so far as the verdict knows."""
    if after.state is State.OPEN:
        return False
    if before is None or before.state in (State.OPEN, State.UNKNOWN):
        return True
    return not before.audience.outside or not after.audience.outside


def _heard(site: Site, resource: Resource, *, expected: bool, ask: bool) -> tuple[str, bool]:
    """What a request without credentials is told, and whether it was let in; "" where none was wanted.

    Tried again for a while where it is not answered as `expected`: a cloud takes its time.
    """
    if not ask or site.kind.knock is None:
        return "", False
    left = KNOCKS
    while True:
        time_of_day = clock(site.clock())
        try:
            knock = site.kind.knock(site.session, resource)
        except CloudError as error:
            told = {"asked": resource.name, "time": time_of_day, "error": error.message}
            return say("heard_nothing", told), False
        if knock.let_in is expected or left <= 0:
            code = "heard_let_in" if knock.let_in else "heard_refused"
            return say(code, {"asked": knock.asked, "time": time_of_day}), knock.let_in
        site.sleep(PAUSE)
        left -= PAUSE
