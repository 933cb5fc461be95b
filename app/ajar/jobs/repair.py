"""Make a plan's changes: only where nothing has moved, each written down first and looked for until it shows.

What fails on the way is put back, so that the cloud ends as it was or as it was confirmed, and the journal
says which.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

from ajar.jobs.book import Book
from ajar.jobs.verify import Site, conclude
from ajar.jobs.writing import (
    PAUSE,
    drifted,
    is_as_before,
    is_made,
    look,
    moved_by,
    seen,
    setting_of,
    write,
)
from ajar.model.change import Change
from ajar.model.finding import Finding
from ajar.model.journal import JournalState
from ajar.providers.kind import Busy, CloudError, Gone, Malformed, Moved, Unreachable
from ajar.store import journal
from ajar.words import say
from ajar.words.settings import title

UNSURE = (Busy, Malformed, Unreachable)
"""What a write may answer that took effect all the same."""


def repair(
    site: Site, book: Book, *, ask_outside: bool = False, stop: threading.Event | None = None
) -> Finding | None:
    """Make the plan of the book's entry, and return the resource as it is then; None where that is not known.

    How it went is in `book.entry`, whatever happens. `ask_outside` sends one request without credentials at
    the end. Setting `stop` ends it after the call that is under way. Raises StoreError, before anything is
    changed, where the journal cannot be written.
    """
    with book.store.repairing():
        book.begin()
        return _Repair(site, book, stop or threading.Event()).run(ask_outside=ask_outside)


@dataclass(frozen=True)
class _Failed:
    """A change that was not made, or of which that is not known."""

    message: str
    state: JournalState = JournalState.NOT_MADE


class _Repair:
    def __init__(self, site: Site, book: Book, stop: threading.Event) -> None:
        self._site, self._book, self._stop = site, book, stop
        self._changes = book.entry.plan.changes

    def run(self, *, ask_outside: bool) -> Finding | None:
        if not self._compared():
            return None
        for number in range(len(self._changes)):
            if self._stop.is_set():
                self._stopped()
                return None
            failed = self._make(number)
            if failed is not None:
                self._give_up(number, failed)
                return None
        finding = conclude(self._site, self._book, ask_outside=ask_outside)
        self._mark_undone()
        return finding

    def _compared(self) -> bool:
        """Whether everything is still what the plan was made from; says so in the journal where it is not."""
        try:
            drift = drifted(self._site.session, self._site.kind, self._changes)
        except Gone:
            message = say("repair_gone", {"name": self._book.entry.plan.resource.name})
            self._book.end(JournalState.CHANGED_ELSEWHERE, message)
            return False
        except CloudError as error:
            self._book.end(JournalState.NOT_MADE, say("repair_unreadable", {"error": error.message}))
            return False
        if drift:
            names = ", ".join(f"{title(one.change.setting)} ({one.change.owner.name})" for one in drift)
            message = say("repair_changed_elsewhere", {"settings": names})
            self._book.end(JournalState.CHANGED_ELSEWHERE, message)
        return not drift

    def _make(self, number: int) -> _Failed | None:
        """Make one change; None where it stands."""
        site, change = self._site, self._changes[number]
        try:
            fact = look(site.session, site.kind, change)
        except CloudError as error:
            return _Failed(_not_made(change, error))
        if is_made(site.kind, change, fact):
            self._book.step(number, JournalState.MADE)
            return None
        earlier = self._changes[:number]
        if not (is_as_before(site.kind, change, fact) or moved_by(site.kind, change, earlier)):
            return _Failed(_moved(change), JournalState.CHANGED_ELSEWHERE)
        self._book.step(number, JournalState.WRITING)
        try:
            write(site.session, site.kind, change, fact)
        except Moved:
            return _Failed(_moved(change), JournalState.CHANGED_ELSEWHERE)
        except CloudError as error:
            return self._unanswered(number, error)
        self._settle(number)
        return None

    def _settle(self, number: int) -> None:
        """Wait until the change shows; one that does not in its time, or cannot be looked at, is pending."""
        try:
            shows = seen(self._site.session, self._site.kind, self._changes[number], self._site.sleep)
        except CloudError:
            shows = False
        self._book.step(number, JournalState.MADE if shows else JournalState.PENDING)

    def _unanswered(self, number: int, error: CloudError) -> _Failed | None:
        """What became of a write that failed: it may have taken effect before its answer was lost."""
        change, kind = self._changes[number], self._site.kind
        left = setting_of(kind, change).settle if isinstance(error, UNSURE) else 0.0
        while True:
            try:
                fact = look(self._site.session, kind, change)
            except CloudError as again:
                if not isinstance(error, UNSURE):
                    return _Failed(_not_made(change, error))
                lost = {"setting": title(change.setting), "error": again.message}
                return _Failed(say("repair_lost", lost), JournalState.WRITING)
            if is_made(kind, change, fact):
                message = say("repair_taken", {"setting": title(change.setting)})
                self._book.step(number, JournalState.MADE, message)
                return None
            if left <= 0:
                break
            self._site.sleep(PAUSE)
            left -= PAUSE
        if not is_as_before(kind, change, fact):
            return _Failed(_moved(change), JournalState.CHANGED_ELSEWHERE)
        if isinstance(error, UNSURE):
            told = {"setting": title(change.setting), "error": error.message}
            return _Failed(say("repair_not_seen", told))
        return _Failed(_not_made(change, error))

    # --- what was begun and is not finished ---

    def _give_up(self, number: int, failed: _Failed) -> None:
        """Put back what stands of the plan, and write down that it was not made."""
        self._book.step(number, failed.state)
        if failed.state is JournalState.WRITING:
            self._book.end(JournalState.WRITING, failed.message)
            return
        made = self._book.made()
        trouble = self._put_back(made)
        if trouble:
            stays = {"error": trouble, "made": str(len(self._book.made())), "all": str(len(self._changes))}
            self._book.end(JournalState.MADE, f"{failed.message} {say('repair_stays', stays)}")
            return
        back = f" {say('repair_put_back')}" if made else ""
        self._book.end(failed.state, failed.message + back)

    def _put_back(self, made: tuple[int, ...]) -> str:
        """Turn round the changes at these places, the last first; "" or why that did not work."""
        site = self._site
        for number in reversed(made):
            back = self._changes[number].turned_round()
            try:
                fact = look(site.session, site.kind, back)
                if not is_made(site.kind, back, fact):
                    self._book.step(number, JournalState.WRITING)
                    write(site.session, site.kind, back, fact)
                    if not seen(site.session, site.kind, back, site.sleep):
                        return say("repair_pending")
            except CloudError as error:
                return error.message
            self._book.step(number, JournalState.UNDONE)
        return ""

    def _stopped(self) -> None:
        made = len(self._book.made())
        message = say("repair_stopped", {"made": str(made), "all": str(len(self._changes))})
        self._book.end(JournalState.MADE if made else JournalState.NOT_MADE, message)

    def _mark_undone(self) -> None:
        """Where this was an undo that is made, the entry that it put back is undone."""
        undone = journal.entry(self._book.store, self._book.entry.plan.undoes)
        if undone is not None and self._book.entry.state is JournalState.VERIFIED:
            Book(self._book.store, undone, self._book.told, self._book.clock).end(JournalState.UNDONE)


def _not_made(change: Change, error: CloudError) -> str:
    lacking = f" ({error.permission})" if error.permission else ""
    said = error.message or type(error).__name__
    return say("repair_not_made", {"setting": title(change.setting), "error": f"{said}{lacking}"})


def _moved(change: Change) -> str:
    return say("repair_changed_on_the_way", {"setting": title(change.setting)})
