"""Fixing, joined to the window: what asks for it, the strip that tells what came of it, and the journal."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ajar.ui.journal_page.keeper import Keeper
from ajar.ui.journal_page.page import JournalPage
from ajar.ui.repair.desk import Desk
from ajar.ui.repair.making import Outcome
from ajar.ui.results_page import ResultsPage
from ajar.ui.sidebar import Sidebar
from ajar.ui.work import Work
from ajar.words.language import marked, translated


class Fixing(QObject):
    """Knows the desk and the journal; `open_journal` tells that a person wants to see it."""

    open_journal = Signal()
    said = Signal(str)

    def __init__(self, work: Work, window: QWidget, results: ResultsPage, sidebar: Sidebar) -> None:
        super().__init__(window)
        self._results = results
        self._undoable = ""
        self.desk = Desk(work, window)
        self.keeper = Keeper(work, self, lambda: self.desk.making.busy)
        self.page = JournalPage(self.keeper)
        results.fix.connect(self.desk.fix)
        results.outcome.act.connect(self._act)
        results.outcome.more.connect(self._hide)
        sidebar.allow.connect(self.desk.allowing.ask)
        sidebar.forbid.connect(self.desk.allowing.take_back)
        self.page.undo.connect(self.desk.undo)
        self.page.table.copied.connect(self.said)
        self.desk.said.connect(self.said)
        self.desk.outcome.connect(self.show_outcome)
        self.desk.allowing.failed.connect(lambda says: self.show_outcome(Outcome(says, well=False)))
        self.keeper.found.connect(self._show_found)

    def fix(self) -> None:
        """Preview a fix of what is chosen in the table."""
        if self._results.isVisible():
            self._results.fix_selected()

    def undo_last(self) -> None:
        """Preview putting back the latest change."""
        entry = self.keeper.last_undoable()
        if entry is None:
            self.said.emit(translated(marked("There is nothing to undo.")))
        else:
            self.desk.undo(entry)

    def show_outcome(self, outcome: Outcome) -> None:
        """Tell what came of a change, with the way back or the way to the journal."""
        self._undoable = outcome.entry
        strip = self._results.outcome
        strip.look_like(
            "done" if outcome.well else "warning", "circle-check" if outcome.well else "circle-alert"
        )
        act = marked("Undo...") if outcome.entry else marked("Open the journal")
        strip.say(outcome.text, translated(act), translated(marked("Hide")))

    def _show_found(self, found: str) -> None:
        if found:
            self.show_outcome(Outcome(found, well=False))

    def _act(self) -> None:
        entry = self.keeper.entry(self._undoable)
        self._hide()
        if entry is not None:
            self.desk.undo(entry)
        else:
            self.open_journal.emit()

    def _hide(self) -> None:
        self._undoable = ""
        self._results.outcome.say("")
