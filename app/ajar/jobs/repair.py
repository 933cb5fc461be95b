"""Make a plan's changes: only where nothing has moved, each written down first and looked for until it shows.

What fails on the way is put back, so that the cloud ends as it was or as it was confirmed, and the journal
says which.
"""

from __future__ import annotations

import threading

from ajar.jobs.book import Book
from ajar.jobs.sending import Sent, moved, not_made, reason, send
from ajar.jobs.verify import Site, conclude
from ajar.jobs.writing import (
    Drift,
    drifted,
    is_as_before,
    is_made,
    is_partly,
    look,
    moved_by,
    named,
    setting_of,
)
from ajar.model.change import Change
from ajar.model.facts import Fact
from ajar.model.finding import Finding
from ajar.model.journal import FAILED, JournalState, standing
from ajar.providers.kind import CloudError, Gone
from ajar.store import StoreError
from ajar.words import say


def repair(
    site: Site,
    book: Book,
    *,
    ask_outside: bool = False,
    stop: threading.Event | None = None,
    earlier: tuple[Change, ...] = (),
) -> Finding | None:
    """Make the plan of the book's entry, and return the resource as it is then; None where that is not known.

    How it went is in `book.entry`, whatever happens. `ask_outside` sends one request without credentials at
    the end. Setting `stop` ends it after the call that is under way. What one of the `earlier` changes, which
    were confirmed with it, has made of a setting already is not somebody else's. Raises StoreError, before
    anything is changed, where the journal cannot be written.
    """
    with book.store.repairing():
        book.begin()
        return _Repair(site, book, stop or threading.Event(), earlier).run(ask_outside=ask_outside)


class _Repair:
    def __init__(self, site: Site, book: Book, stop: threading.Event, earlier: tuple[Change, ...]) -> None:
        self._site, self._book, self._stop, self._earlier = site, book, stop, earlier
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
        return conclude(self._site, self._book, ask_outside=ask_outside)

    def _compared(self) -> bool:
        """Whether everything is still what the plan was made from; says so in the journal where it is not.

        An undo leaves alone what is back already.
        """
        plan = self._book.entry.plan
        try:
            drift = drifted(self._site.session, self._site.kind, self._changes, or_made=bool(plan.undoes))
        except Gone:
            self._book.end(JournalState.CHANGED_ELSEWHERE, say("repair_gone", {"name": plan.resource.name}))
            return False
        except CloudError as error:
            self._book.end(JournalState.NOT_MADE, say("repair_unreadable", {"error": reason(error)}))
            return False
        drift = tuple(one for one in drift if not self._is_ours(one))
        if drift:
            self._book.drift = drift
            message = say("repair_changed_elsewhere", {"settings": named(drift)})
            self._book.end(JournalState.CHANGED_ELSEWHERE, message)
        return not drift

    def _is_ours(self, drift: Drift) -> bool:
        """Whether it is as this change makes it, since one that was confirmed with it has made the same."""
        change = drift.change
        same = setting_of(self._site.kind, change).same
        return same(drift.found, change.after) and any(
            (one.owner.id, one.setting) == (change.owner.id, change.setting) and same(one.after, change.after)
            for one in self._earlier
        )

    def _make(self, number: int) -> Sent | None:
        """Make one change; None where it stands, or may show any moment."""
        site, change = self._site, self._changes[number]
        try:
            fact = look(site.session, site.kind, change)
        except CloudError as error:
            return not_made(change, error)
        if is_made(site.kind, change, fact):
            self._book.step(number, JournalState.MADE)
            return None
        undoes = bool(self._book.entry.plan.undoes)
        if not self._expected(change, fact, self._changes[:number], begun=undoes):
            return moved(change)
        try:
            self._book.sending(number)
        except StoreError as error:
            return Sent(JournalState.NOT_MADE, say("repair_unwritten", {"error": str(error)}))
        sent = send(site, change, fact)
        if sent.state in FAILED:
            return sent
        self._book.step(number, sent.state, sent.message)
        return None

    def _expected(self, change: Change, fact: Fact, others: tuple[Change, ...], *, begun: bool) -> bool:
        """Whether the setting is what this change was planned from, or was moved by another of the plan.

        One that puts back what was only `begun` finds a part of it.
        """
        kind = self._site.kind
        as_planned = is_as_before(kind, change, fact) or moved_by(kind, change, others)
        return as_planned or (begun and is_partly(change, fact))

    # --- what was begun and is not finished ---

    def _give_up(self, number: int, failed: Sent) -> None:
        """Put back what stands of the plan, and write down that it was not made."""
        self._book.step(number, JournalState.MADE if failed.partly else failed.state)
        made = standing(self._book.entry)
        trouble = "" if failed.state is JournalState.WRITING else self._put_back(made)
        steps = self._book.entry.steps
        if trouble:
            stand = {"error": trouble, "made": str(len(standing(self._book.entry))), "all": str(len(steps))}
            message = f"{failed.message} {say('repair_stays', stand)}"
        else:
            put_back = made and failed.state is not JournalState.WRITING
            message = f"{failed.message} {say('repair_put_back')}" if put_back else failed.message
        self._book.end(self._ended(failed), message)

    def _ended(self, failed: Sent) -> JournalState:
        """What the entry as a whole is when one change failed: whatever may stand comes first."""
        if JournalState.WRITING in self._book.entry.steps:
            return JournalState.WRITING
        return JournalState.MADE if standing(self._book.entry) else failed.state

    def _put_back(self, made: tuple[int, ...]) -> str:
        """Turn round the changes at these places, the last first; "" or why that did not work.

        The journal has them as begun, so that this can be looked up also where nothing more can be written.
        """
        for number in reversed(made):
            sent = self._turn_round(number)
            if sent.state is not JournalState.MADE:
                # Whether what was taken, or may have been, took effect is not known; else it stands.
                unsure = sent.state in (JournalState.PENDING, JournalState.WRITING)
                stands = JournalState.MADE if sent.state is JournalState.NOT_MADE else sent.state
                self._book.step(number, JournalState.WRITING if unsure else stands)
                return sent.message or say("repair_pending")
            self._book.step(number, JournalState.UNDONE)
        return ""

    def _turn_round(self, number: int) -> Sent:
        site, back = self._site, self._changes[number].turned_round()
        # One that did not show yet reads as if it was back, and would show afterwards.
        shown = self._book.entry.steps[number] is not JournalState.PENDING
        try:
            fact = look(site.session, site.kind, back)
        except Gone:
            return Sent(JournalState.MADE)  # with the resource went what was changed of it
        except CloudError as error:
            return not_made(back, error)
        if shown and is_made(site.kind, back, fact):
            return Sent(JournalState.MADE)
        if shown and not self._expected(back, fact, self._changes, begun=True):
            return moved(back)
        self._book.step(number, JournalState.WRITING)
        return send(site, back, fact if shown else Fact(back.before, token=fact.token))

    def _stopped(self) -> None:
        made = len(standing(self._book.entry))
        message = say("repair_stopped", {"made": str(made), "all": str(len(self._changes))})
        self._book.end(JournalState.MADE if made else JournalState.NOT_MADE, message)
