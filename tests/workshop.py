"""Repairs of made-up chests over a real store, with a clock that only moves when somebody sleeps."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from ajar.jobs.book import Book
from ajar.jobs.examine import examine
from ajar.jobs.offers import planned
from ajar.jobs.preview import plan_undo
from ajar.jobs.recovery import look_up
from ajar.jobs.repair import repair
from ajar.jobs.verify import Site, verify
from ajar.model.account import AwsAmbient
from ajar.model.change import Plan
from ajar.model.finding import Finding
from ajar.model.journal import JournalEntry, in_short
from ajar.model.ours import Ours
from ajar.providers.kind import CloudError
from ajar.providers.reader import reader
from ajar.store import Store, journal
from clouds.chests import CHEST, Chests, Time, chest

Hook = Callable[[str, int], None]


def _nothing(_call: str, _number: int) -> None:
    """Nothing happens at this call."""


class Killed(BaseException):
    """The process died here: nothing after it was done."""


@dataclass
class Workshop:
    """A cloud of chests, a store, and what is made over them."""

    cloud: Chests
    store: Store
    told: list[JournalEntry] = field(default_factory=list)

    @property
    def time(self) -> Time:
        """The clock of both."""
        return self.cloud.time

    @property
    def site(self) -> Site:
        """Where chests are repaired."""
        return Site(session=self.cloud, kind=CHEST, ours=Ours(), sleep=self.time.sleep, clock=self.time.now)

    def finding(self, name: str = "a") -> Finding:
        """A chest as it is now."""
        return examine(reader(self.cloud), CHEST, chest(name), Ours(), self.time.now())

    def plan(self, fix: str, of: str = "a", **chosen: str) -> Plan:
        """The plan of a fix, made from how the chest is now."""
        return planned(CHEST, self.finding(of), fix, Ours(), chosen)

    def begun(self, plan: Plan) -> Book:
        """The book of a plan that is about to be made."""
        try:
            before = in_short(verify(self.site, plan.resource).exposure)
        except CloudError:
            before = None
        entry = JournalEntry(
            id="",
            account="",
            login=AwsAmbient(),
            plan=plan,
            at=self.time.now(),
            by="user/ana",
            before=before,
        )
        self.cloud.calls.clear()
        return Book(self.store, entry, self.told.append, self.time.now)

    def make(
        self, plan: Plan, *, ask_outside: bool = False, stop: threading.Event | None = None
    ) -> JournalEntry:
        """Make a plan; the entry as the repair has it, which is also what the journal says."""
        book = self.begun(plan)
        repair(self.site, book, ask_outside=ask_outside, stop=stop)
        assert journal.entry(self.store, book.entry.id) == book.entry
        return book.entry

    def undo(self, name: str) -> JournalEntry:
        """Put back what stands of an entry."""
        return self.make(self.undoing(name))

    def entry(self, name: str) -> JournalEntry:
        """An entry as the journal has it."""
        found = journal.entry(self.store, name)
        assert found is not None
        return found

    def look_up(self, name: str) -> JournalEntry:
        """Look up an entry; as the journal has it afterwards."""
        book = Book(self.store, self.entry(name), self.told.append, self.time.now)
        look_up(self.site, book)
        return self.entry(name)

    def undoing(self, name: str) -> Plan:
        """The plan that puts back what stands of an entry."""
        return plan_undo(self.entry(name))

    def dies(self, plan: Plan, *, before: Hook | None = None, after: Hook | None = None) -> JournalEntry:
        """Make a plan with a hook in which the process dies; what the journal has of it then."""
        book = self.begun(plan)
        self.cloud.before, self.cloud.after = before or _nothing, after or _nothing
        try:
            repair(self.site, book)
        except Killed:
            self.cloud.before = self.cloud.after = _nothing
            return self.entry(book.entry.id)
        raise AssertionError("it did not die")


def fails(error: BaseException, call: str, *numbers: int) -> Hook:
    """A hook that raises this at these times that the call is made; at every one where none is named."""

    def hook(made: str, number: int) -> None:
        if made == call and (not numbers or number in numbers):
            raise error

    return hook


def does(what: Callable[[], None], call: str, number: int = 1) -> Hook:
    """A hook that lets somebody else act when the call is made for this time."""

    def hook(made: str, times: int) -> None:
        if (made, times) == (call, number):
            what()

    return hook
