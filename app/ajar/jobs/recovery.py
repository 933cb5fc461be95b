"""What became of a change that an Ajar left unfinished: looked up in the cloud, and told."""

from __future__ import annotations

from ajar.jobs.book import Book
from ajar.jobs.verify import Site, conclude, verify
from ajar.jobs.writing import PAUSE, is_as_before, is_made, is_partly, look, moved_by, setting_of
from ajar.model.finding import Finding
from ajar.model.journal import JournalState, is_unfinished, standing
from ajar.providers.kind import CloudError, Gone
from ajar.store import journal
from ajar.words import say

LATEST = 3600.0
"""Seconds after which a change that the cloud has taken, and does not show, is not on its way any more."""


def look_up(site: Site, book: Book) -> Finding | None:
    """Find out how far the book's entry came, and write it down: made, not made, or changed elsewhere.

    Nothing is changed. It waits for another Ajar that is at work, and does nothing where that one ended it.
    What is returned is the resource as it is now, None where that was not read. Raises CloudErrors where the
    cloud cannot be asked, with the entry as it was, and StoreError.
    """
    with book.store.repairing():
        book.entry = journal.entry(book.store, book.entry.id) or book.entry
        if not is_unfinished(book.entry):
            return None
        try:
            for number, state in enumerate(book.entry.steps):
                if state is not JournalState.PLANNED:
                    book.step(number, _found(site, book, number, taken=state is JournalState.PENDING))
        except Gone:
            book.end(
                JournalState.CHANGED_ELSEWHERE, say("repair_gone", {"name": book.entry.plan.resource.name})
            )
            return None
        return _concluded(site, book)


def _found(site: Site, book: Book, number: int, *, taken: bool) -> JournalState:
    """What the cloud says of one change that was begun; one that may still be on its way is waited for.

    One that was `taken`, as the cloud answered, stays pending for longer than anybody waits.
    """
    settle = setting_of(site.kind, book.entry.plan.changes[number]).settle
    passed = (site.clock() - book.entry.at).total_seconds()
    # A clock that was put back since then is no reason to wait for longer than a change can take.
    left = min(settle, settle - passed)
    while True:
        state = _state(site, book, number)
        if state is not JournalState.NOT_MADE:
            return state
        if left <= 0:
            return JournalState.PENDING if taken and passed < LATEST else state
        site.sleep(PAUSE)
        left -= PAUSE


def _state(site: Site, book: Book, number: int) -> JournalState:
    changes = book.entry.plan.changes
    change = changes[number]
    fact = look(site.session, site.kind, change)
    if is_made(site.kind, change, fact) or is_partly(change, fact):
        return JournalState.MADE  # what stands in part can be undone, and is judged by what it leaves open
    others = (one for one in changes if one is not change)
    as_before = is_as_before(site.kind, change, fact) or moved_by(site.kind, change, others)
    return JournalState.NOT_MADE if as_before else JournalState.CHANGED_ELSEWHERE


def _concluded(site: Site, book: Book) -> Finding | None:
    steps = book.entry.steps
    made = len(standing(book.entry))
    if made == len(steps):
        return conclude(site, book)
    if made:
        return _partly(site, book, made)
    if JournalState.CHANGED_ELSEWHERE in steps:
        book.end(JournalState.CHANGED_ELSEWHERE, say("repair_found_changed"))
    elif JournalState.NOT_MADE in steps:
        book.end(JournalState.NOT_MADE, say("repair_nothing_made"))
    else:
        book.end(JournalState.NOT_MADE, say("repair_not_begun"))
    return None


def _partly(site: Site, book: Book, made: int) -> Finding | None:
    message = say("repair_partly", {"made": str(made), "all": str(len(book.entry.steps))})
    try:
        finding = verify(site, book.entry.plan.resource)
    except CloudError as error:
        book.end(JournalState.MADE, f"{message} {error.message}".strip())
        return None
    pending = JournalState.PENDING in book.entry.steps
    book.end(JournalState.PENDING if pending else JournalState.MADE, message, after=finding.exposure)
    return finding
