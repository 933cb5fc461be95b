"""A small table: each cell has two lines and perhaps an icon. The journal and what was declared stand so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ajar.ui.labels import tip
from ajar.ui.look.fonts import sized
from ajar.ui.look.icons import SMALL, pixmap
from ajar.ui.look.palette import tokens
from ajar.ui.look.tinted import colour
from ajar.ui.table.delegate import row_height
from ajar.words.language import marked, translated

CELL = Qt.ItemDataRole.UserRole
_SIDE, _ABOVE, _GAP, _SMALL = 10, 9, 8, 0.9
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, made safe to read: a line, perhaps a smaller one below it, perhaps an icon."""

    line: str
    below: str = ""
    icon: str = ""
    tint: str = "muted"

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(line for line in (self.line, self.below) if line)


@dataclass(frozen=True)
class Column:
    """A title, and its share of the width."""

    title: str
    share: float
    spare: bool = False
    """It is left out where there is little room."""
    names: bool = False
    """Its upper line names the row, and is bold."""


class LinesModel(QAbstractTableModel):
    """The rows as they are given."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self._columns = columns
        self.cells: list[tuple[Cell, ...]] = []

    def show_cells(self, cells: Sequence[tuple[Cell, ...]]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self.cells = list(cells)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self.cells)

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """The cell itself for the delegate, and its words for everybody else."""
        row = self.cells[index.row()]
        if role == CELL:
            return row[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row[index.column()].text
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(row[index.column()].text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            cells = row if index.column() == 0 else (row[index.column()],)
            return ", ".join(line for cell in cells for line in cell.text.split("\n"))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's signature
        """The titles of the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return translated(self._columns[section].title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class LinesView(QTableView):
    """Shows the rows, each known by its key; `chosen` tells the key that a person is on, None for none."""

    chosen = Signal(object)
    opened = Signal()
    deleted = Signal()
    """The key that deletes was pressed on the chosen row."""
    copied = Signal(str)

    def __init__(self, name: str, columns: Sequence[Column], narrow: int) -> None:
        """`narrow` is the width in pixels below which the spare columns are left out."""
        super().__init__()
        self._columns, self._narrow = columns, narrow
        self._model = LinesModel(columns)
        self._keys: list[object] = []
        self._resetting = False
        self.setModel(self._model)
        self.setItemDelegate(_LinesDelegate(self, columns))
        self.setAccessibleName(name)
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

    def show_rows(self, rows: Sequence[tuple[object, tuple[Cell, ...]]]) -> None:
        """Show these, each a key and its cells; the chosen one stays chosen where it is still there."""
        before, place = self.key(), max(self.currentIndex().row(), 0)
        self._resetting = True
        self._keys = [key for key, _ in rows]
        self._model.show_cells([cells for _, cells in rows])
        self._resetting = False
        if rows:
            place = self._keys.index(before) if before in self._keys else min(place, len(rows) - 1)
            self.setCurrentIndex(self._model.index(place, 0))
        self.chosen.emit(self.key())

    def key(self) -> object:
        """The key of the chosen row; None where there is none."""
        index = self.currentIndex()
        return self._keys[index.row()] if index.isValid() and index.row() < len(self._keys) else None

    def choose(self, key: object) -> None:
        """Choose the row of this key."""
        if key in self._keys:
            self.setCurrentIndex(self._model.index(self._keys.index(key), 0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row is chosen, but not while they are being set anew."""
        super().currentChanged(current, previous)
        if not self._resetting:
            self.chosen.emit(self.key())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out among the columns, so that nothing scrolls sideways."""
        super().resizeEvent(event)
        self.verticalHeader().setDefaultSectionSize(row_height())
        room = self.viewport().width()
        shown = [n for n, column in enumerate(self._columns) if not column.spare or room >= self._narrow]
        whole = sum(self._columns[n].share for n in shown)
        left = room
        for n, column in enumerate(self._columns):
            self.setColumnHidden(n, n not in shown)
            width = left if n == shown[-1] else round(room * column.share / whole)
            if n in shown:
                self.setColumnWidth(n, width)
                left -= width

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to what is beside the table, Ctrl+C copies the row as text."""
        index = self.currentIndex()
        if index.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif index.isValid() and event.matches(QKeySequence.StandardKey.Delete):
            self.deleted.emit()
        elif index.isValid() and event.matches(QKeySequence.StandardKey.Copy):
            said = self._model.index(index.row(), 0).data(Qt.ItemDataRole.AccessibleTextRole)
            QApplication.clipboard().setText(str(said))
            self.copied.emit(translated(marked("Copied as text")))
        else:
            super().keyPressEvent(event)


class _LinesDelegate(QStyledItemDelegate):
    """Draws the cells."""

    def __init__(self, view: QAbstractItemView, columns: Sequence[Column]) -> None:
        super().__init__(view)
        self._view, self._columns = view, columns

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """The row's height; the columns' widths are the view's."""
        return QSize(0, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        cell: Cell = index.data(CELL)
        box: QRect = option.rect
        painter.save()
        painter.setClipRect(box)
        self._ground(painter, box, option.state, first=index.column() == 0)
        inner = box.adjusted(_SIDE, _ABOVE, -_SIDE, -_ABOVE)
        if cell.icon:
            drawn = pixmap(cell.icon, colour(cell.tint), SMALL, self._view.devicePixelRatioF())
            painter.drawPixmap(inner.left(), inner.top() + 1, drawn)
            inner = inner.adjusted(SMALL + _GAP, 0, 0, 0)
        font, colours = QApplication.font(), tokens()
        upper = sized(font, 1.0, bold=self._columns[index.column()].names)
        top = QFontMetrics(upper).height() + 1
        first = QRect(inner.left(), inner.top(), inner.width(), top) if cell.below else inner
        _line(painter, first, upper, colours.text, cell.line)
        if cell.below:
            _line(painter, inner.adjusted(0, top, 0, 0), sized(font, _SMALL), colours.muted, cell.below)
        painter.restore()

    def _ground(self, painter: QPainter, box: QRect, state: QStyle.StateFlag, *, first: bool) -> None:
        colours = tokens()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(colours.select))
            if first:
                bar = colours.accent if self._view.hasFocus() else colours.control
                painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), QColor(bar))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(colours.hover))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), QColor(colours.line))


def _line(painter: QPainter, box: QRect, font: QFont, ink: str, text: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(ink))
    cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
