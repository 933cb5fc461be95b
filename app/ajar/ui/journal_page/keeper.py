"""What the window knows of the journal: asked for at the start and after each change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from ajar.model.journal import JournalEntry
from ajar.ui.work import Work
from ajar.words.journal import can_undo, in_front, looked_up
from ajar.worker import protocol


class Keeper(QObject):
    """Keeps the entries; `busy` says whether this window is making changes, which are not unfinished."""

    changed = Signal()
    found = Signal(str)
    """What looking up the unfinished changes found, as sentences."""

    def __init__(self, work: Work, parent: QObject, busy: Callable[[], bool]) -> None:
        super().__init__(parent)
        self._work, self._busy = work, busy
        self._asked: tuple[str, ...] = ()
        self._by_itself = True
        self.looking = False
        """Whether the clouds are being asked now."""
        self.entries: list[JournalEntry] = []
        """What is unfinished first, and then the latest."""
        self.unfinished: tuple[str, ...] = ()
        self.trouble = ""
        work.ready.connect(lambda _ready: self._ask_anew())
        work.journal.connect(self._take)
        work.failed.connect(self._failed)
        work.repairs_died.connect(lambda _report: self._repairs_died())

    def look_up(self) -> None:
        """Ask the clouds how far the unfinished changes came."""
        if self.unfinished and not self.looking and not self._busy():
            self._asked, self.looking = self.unfinished, True
            self._work.send(protocol.LookUp())
            self.changed.emit()

    def last_undoable(self) -> JournalEntry | None:
        """The latest change that can be put back; None where there is none."""
        undoable = [entry for entry in self.entries if can_undo(entry)]
        return max(undoable, key=lambda entry: entry.at, default=None)

    def entry(self, which: str) -> JournalEntry | None:
        """The entry of this id."""
        return next((entry for entry in self.entries if entry.id == which), None)

    def _ask_anew(self) -> None:
        self._by_itself = True
        self._work.send(protocol.AskJournal())

    def _take(self, event: protocol.Journal) -> None:
        self.entries = in_front(event.entries, event.unfinished)
        self.unfinished, self.trouble = event.unfinished, event.trouble
        if event.looked_up:
            self.looking = False
            said = looked_up(self.entries, self._asked, event.unfinished)
            self._asked = ()
            self.found.emit(" ".join(part for part in (said, event.trouble) if part))
        self.changed.emit()
        if self._by_itself and not event.looked_up and self.unfinished and not self._busy():
            self._by_itself = False  # once: where it does not help, a person asks for it again
            self.look_up()

    def _failed(self, event: protocol.Failed) -> None:
        if event.request == protocol.LookUp.__name__ and self.looking:
            self.looking = False
            self.changed.emit()

    def _repairs_died(self) -> None:
        self._by_itself = not self.looking  # a worker that dies of looking is not started again and again
        self.looking = False
        self._work.send(protocol.AskJournal())
