"""The changes that are being made now: one run at a time, each plan of it with how far it is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from ajar.model.journal import JournalEntry
from ajar.ui.work import Work
from ajar.words.journal import can_undo, told, went_well
from ajar.words.language import counted, marked, translated
from ajar.worker import protocol
from ajar.worker.protocol import Make, Moved


@dataclass(frozen=True)
class Outcome:
    """What came of a run, for the strip over the table; `entry` can be put back, "" where none can."""

    text: str
    well: bool
    entry: str = ""


class Making(QObject):
    """Knows the run that is under way; a second one is not begun before it is over."""

    moved = Signal(Moved)
    over = Signal()
    """The run is over: `outcome` tells what came of it."""
    broke_off = Signal(str)
    """The worker is gone, or will not: why. How far it came has to be looked up."""

    def __init__(self, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._run: Make | None = None
        self._last: dict[int, Moved] = {}
        self._names: list[str] = []
        work.moved.connect(self._moved)
        work.made.connect(self._made)
        work.failed.connect(self._failed)
        work.repairs_died.connect(lambda _report: self._break_off(_STOPPED))

    @property
    def busy(self) -> bool:
        """Whether a run is under way."""
        return self._run is not None

    def make(self, request: Make) -> None:
        """Make these."""
        self._run, self._last = request, {}
        self._names = [confirmed.plan.resource.name for confirmed in request.plans]
        self._work.send(request)

    def stop(self) -> None:
        """Begin nothing more after the call that is under way; the run then ends by itself."""
        self._work.send(protocol.StopMaking())

    def outcome(self) -> Outcome:
        """What came of the last run, in a sentence or two."""
        if len(self._names) == 1:
            return self._of_one(self._last.get(0))
        entries = [one.entry for one in self._last.values()]
        well = sum(1 for entry in entries if entry is not None and went_well(entry))
        said = counted("{n} is closed", "{n} are closed", well)
        if well == len(self._names):
            return Outcome(f"{said}.", well=True)
        left = len(self._names) - well
        more = counted(
            "{n} is not, or not yet: see the journal", "{n} are not, or not yet: see the journal", left
        )
        return Outcome(f"{said}. {more}.", well=False)

    def _of_one(self, last: Moved | None) -> Outcome:
        name = self._names[0]
        said = translated(marked("{name}: {what}"))
        if last is None or last.entry is None:
            nothing = translated(marked("Nothing was changed."))
            what = f"{nothing} {last.trouble}" if last is not None else nothing
            return Outcome(said.format(name=name, what=what), well=False)
        entry: JournalEntry = last.entry
        undoable = entry.id if can_undo(entry) else ""
        return Outcome(said.format(name=name, what=told(entry)), well=went_well(entry), entry=undoable)

    def _moved(self, event: Moved) -> None:
        if self._run is not None:
            self._last[event.place] = event
            self.moved.emit(event)

    def _made(self, _event: protocol.Made) -> None:
        if self._run is not None:
            self._run = None
            self.over.emit()
            self._work.send(protocol.AskJournal())

    def _failed(self, event: protocol.Failed) -> None:
        if event.request == Make.__name__:
            self._break_off(event.says)

    def _break_off(self, why: str) -> None:
        was_busy, self._run = self.busy, None
        if was_busy:
            self.broke_off.emit(translated(why))


_STOPPED = marked("The part of Ajar that makes changes has stopped. How far it came is being looked up.")
