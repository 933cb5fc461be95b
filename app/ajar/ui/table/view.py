"""The table as a person meets it: a row is chosen, and stays so while the rows around it change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QKeyCombination,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QMenu, QTableView

from ajar.model.row import Row
from ajar.ui.table.delegate import RowDelegate, chip_room, row_height
from ajar.ui.table.model import BY_COLUMN, TableModel
from ajar.ui.table.rows import Key, key
from ajar.ui.table.sorting import Sorting
from ajar.words.language import counted, marked, translated
from ajar.words.plain import plain
from ajar.words.table import spoken

Index = QModelIndex | QPersistentModelIndex
_SHARES = (0.27, 0.39, 0.34)
_WIDEST_CHIP = 240
_KEPT = 1000  # more selected rows than this are not selected again after the rows are set anew
_ADD = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
_ALONE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class TableView(QTableView):
    """Shows the model's rows; `chosen` tells the row under the cursor, None where there is none."""

    chosen = Signal(object)
    opened = Signal()
    """Enter was pressed on a row, or it was clicked twice."""
    copied = Signal(str)
    fix = Signal()
    """A fix of the selected rows is wanted, by the menu."""
    many = Signal(int)
    """How many rows are selected."""
    sorted_by = Signal(Sorting)

    def __init__(self, model: TableModel, age: Callable[[Row], str]) -> None:
        super().__init__()
        self._model = model
        self._kept: Key | None = None
        self._kept_many: list[Key] = []
        self._resetting = self._touched = False
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self, age))
        self.setAccessibleName(translated(marked("Buckets, the open ones first")))
        self._set_up()
        self._set_up_headers()
        model.modelAboutToBeReset.connect(self._before_reset)
        model.modelReset.connect(self._after_reset)
        model.dataChanged.connect(self._changed)
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.customContextMenuRequested.connect(self._open_menu)

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)

    def _set_up_headers(self) -> None:
        across, down = self.horizontalHeader(), self.verticalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setHighlightSections(False)
        across.setSectionsClickable(True)
        across.sectionClicked.connect(lambda column: self.sorted_by.emit(BY_COLUMN[column]))
        self.fit()

    def fit(self) -> None:
        """Fit the rows to the face in force."""
        self.verticalHeader().setDefaultSectionSize(row_height())
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out among the columns, so that nothing scrolls sideways."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        room = self.viewport().width()
        first = max(min(round(room * _SHARES[0]), _WIDEST_CHIP), chip_room())
        second = round((room - first) * _SHARES[1] / (_SHARES[1] + _SHARES[2]))
        for column, width in enumerate((first, second, room - first - second)):
            self.setColumnWidth(column, width)

    # --- which row is chosen ---

    def row(self) -> Row | None:
        """The chosen row."""
        index = self.currentIndex()
        return self._model.row_at(index.row()) if index.isValid() else None

    def selected(self) -> list[Row]:
        """Every selected row, in the order of the table."""
        places = sorted({place for part in self._parts() for place in part})
        return [self._model.row_at(place) for place in places]

    def number_selected(self) -> int:
        """How many rows are selected; counted by their ranges, for all may be."""
        return sum(len(part) for part in self._parts())

    def _parts(self) -> list[range]:
        """The selection as ranges of rows; Qt may list one for each column of the same rows."""
        selection = self.selectionModel().selection()
        parts = [(selection.at(n).top(), selection.at(n).bottom() + 1) for n in range(selection.size())]
        return [range(first, last) for first, last in dict.fromkeys(parts)]

    def setCurrentIndex(self, index: Index) -> None:
        """Choose this row alone, whatever key is held meanwhile.

        Qt would ask the keyboard, and Ctrl, held for a shortcut while rows come in, would take the row out.
        """
        self.selectionModel().setCurrentIndex(index, _ALONE)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell how many rows are selected, but not while the rows are being set anew."""
        super().selectionChanged(selected, deselected)
        if not self._resetting:
            self.many.emit(self.number_selected())

    def choose(self, which: Key) -> None:
        """Choose this row, now or when it is shown again."""
        self._kept = which
        self._restore()

    def choose_first(self) -> None:
        """Choose the first row, unless a person has chosen one already."""
        if not self._touched and self._model.rowCount():
            self.setCurrentIndex(self._model.index(0, 0))
            self.scrollToTop()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row is chosen, but not while the rows are being set anew."""
        super().currentChanged(current, previous)
        if self._resetting:
            return
        row = self._model.row_at(current.row()) if current.isValid() else None
        self._kept = key(row) if row is not None else self._kept
        self.chosen.emit(row)

    def _changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if first.row() <= self.currentIndex().row() <= last.row():
            self.chosen.emit(self.row())

    def _before_reset(self) -> None:
        number = self.number_selected()
        self._kept_many = [key(row) for row in self.selected()] if 1 < number <= _KEPT else []
        self._resetting = True

    def _after_reset(self) -> None:
        self._resetting = False
        self._restore()
        places = [self._model.position(which) for which in self._kept_many]
        selection = self.selectionModel()
        for place in places:
            if place is not None:
                selection.select(self._model.index(place, 0), _ADD)
        self.many.emit(self.number_selected())

    def _restore(self) -> None:
        place = self._model.position(self._kept) if self._kept is not None else None
        if place is None:
            self.chosen.emit(None)
            return
        self.setCurrentIndex(self._model.index(place, 0))
        self.scrollTo(self._model.index(place, 0))

    def _open_menu(self, at: QPoint) -> None:
        number = self.number_selected()
        if not number:
            return
        menu = QMenu(self)
        one = translated(marked("Make private..."))
        words = one if number == 1 else counted("Make {n} private...", "Make {n} private...", number)
        menu.addAction(words).triggered.connect(self.fix)
        menu.exec(self.viewport().mapToGlobal(at))
        menu.deleteLater()

    # --- keys ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the details, Ctrl+C copies the id, Ctrl+Shift+C the row as text."""
        row = self.row()
        self._touched = self._touched or row is not None
        if row is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.opened.emit()
        elif row is not None and event.matches(QKeySequence.StandardKey.Copy):
            self.copy(row.id, translated(marked("Copied: {what}")).format(what=plain(row.id)))
        elif row is not None and event.keyCombination() == _COPY_TEXT:
            self.copy(spoken(row), translated(marked("Copied as text")))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A row that a person has pressed on stays chosen."""
        self._touched = True
        super().mousePressEvent(event)

    def copy(self, text: str, said: str) -> None:
        """Put the text on the clipboard and tell so."""
        QApplication.clipboard().setText(text)
        self.copied.emit(said)


_COPY_TEXT = QKeyCombination(
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_C
)
