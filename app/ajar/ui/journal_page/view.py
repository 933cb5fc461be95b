"""The journal's table as a person meets it: a chosen entry stays chosen while others come in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView

from ajar.model.journal import JournalEntry
from ajar.ui.journal_page.model import HEADERS, JournalDelegate, JournalModel, cell
from ajar.ui.table.delegate import row_height
from ajar.words.language import marked, translated

_SHARES = (0.17, 0.32, 0.28, 0.23)
_NARROW = 520  # pixels; below, who can get in is told beside the table alone
Index = QModelIndex | QPersistentModelIndex


class JournalView(QTableView):
    """Shows the entries; `chosen` tells which one the person is on, None where there is none."""

    chosen = Signal(object)
    opened = Signal()
    copied = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._model = JournalModel()
        self._resetting = False
        self.setModel(self._model)
        self.setItemDelegate(JournalDelegate(self))
        self.setAccessibleName(translated(marked("What was changed, the latest first")))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        across, down = self.horizontalHeader(), self.verticalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setHighlightSections(False)
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.fit()

    def show_entries(self, entries: Sequence[JournalEntry]) -> None:
        """Show these; the chosen one stays chosen where it is still there, else the first is."""
        before = self.entry()
        self._resetting = True
        self._model.show_entries(entries)
        self._resetting = False
        ids = [entry.id for entry in entries]
        place = ids.index(before.id) if before is not None and before.id in ids else 0
        if ids:
            self.setCurrentIndex(self._model.index(place, 0))
        self.chosen.emit(self.entry())

    def entry(self) -> JournalEntry | None:
        """The chosen entry."""
        index = self.currentIndex()
        return self._model.entries[index.row()] if index.isValid() else None

    def choose(self, which: str) -> None:
        """Choose the entry of this id."""
        ids = [entry.id for entry in self._model.entries]
        if which in ids:
            self.setCurrentIndex(self._model.index(ids.index(which), 0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which entry is chosen, but not while they are being set anew."""
        super().currentChanged(current, previous)
        if not self._resetting:
            self.chosen.emit(self.entry())

    def fit(self) -> None:
        """Fit the rows to the face in force."""
        self.verticalHeader().setDefaultSectionSize(row_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out among the columns, so that nothing scrolls sideways."""
        super().resizeEvent(event)
        self.fit()
        room = self.viewport().width()
        self.setColumnHidden(len(HEADERS) - 1, room < _NARROW)
        room = round(room / (1 - _SHARES[-1])) if room < _NARROW else room
        widths = [round(room * share) for share in _SHARES[:-1]]
        for column, width in enumerate((*widths, room - sum(widths))):
            self.setColumnWidth(column, width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the details, Ctrl+C copies the entry as text."""
        entry = self.entry()
        if entry is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif entry is not None and event.matches(QKeySequence.StandardKey.Copy):
            lines = [line for column in range(len(HEADERS)) for line in cell(entry, column) if line]
            QApplication.clipboard().setText(", ".join(lines))
            self.copied.emit(translated(marked("Copied as text")))
        else:
            super().keyPressEvent(event)
