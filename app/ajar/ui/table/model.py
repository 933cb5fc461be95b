"""The rows as Qt's table wants them: taken in ten times a second, each put in its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from ajar.model.moved import Moved
from ajar.model.row import Row
from ajar.ui.table.rows import Filter, Key, Rows, key
from ajar.ui.table.sorting import Sorting
from ajar.words.language import marked, translated
from ajar.words.plain import plain
from ajar.words.table import chips, deeds, spoken, where
from ajar.worker import protocol

HEADERS = (marked("Who can get in"), marked("What"), marked("What they can do"))
BY_COLUMN = (Sorting.FIRST, Sorting.NAME, Sorting.CAN)
"""The order that a press on a column's title puts the table in."""
ROW = Qt.ItemDataRole.UserRole
_EACH = 100  # milliseconds between two takings-in
_ONE_BY_ONE = 300  # more changes than this at a time are one reset
Index = QModelIndex | QPersistentModelIndex


class TableModel(QAbstractTableModel):
    """The table's model: rows come by `take`, and what is shown by `show` and `sort_by`."""

    counted = Signal()
    """The numbers of rows have changed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.held = Rows()
        self._pending: dict[Key, Row | None] = {}
        self._fresh = False
        self._timer = QTimer(self, interval=_EACH, singleShot=True)
        self._timer.timeout.connect(self.flush)

    def take(self, event: protocol.Rows) -> None:
        """Take rows in, soon: at once where the worker says that these were the last."""
        if event.fresh:
            self._fresh = True
            self._pending.clear()
        for which in event.gone:
            self._pending[which] = None
        for row in event.rows:
            self._pending[key(row)] = row
        if event.last:
            self.flush()
        elif not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Put in place what has come in."""
        self._timer.stop()
        pending, self._pending = self._pending, {}
        if self._fresh or len(pending) > _ONE_BY_ONE:
            self._reset(pending)
        else:
            for which, row in pending.items():
                self._put(which, row)
        if pending or self._fresh:
            self._fresh = False
            self.counted.emit()

    def show(self, what: Filter) -> None:
        """Show what this filter lets through."""
        if what != self.held.filter:
            self.beginResetModel()
            self.held.show(what)
            self.endResetModel()

    def take_moved(self, moved: Mapping[Key, Moved]) -> None:
        """Take in what stands otherwise than at an earlier check."""
        if moved != self.held.moved:
            self.beginResetModel()
            self.held.moved = moved
            self.held.show(self.held.filter)
            self.endResetModel()

    def sort_by(self, sorting: Sorting) -> None:
        """Put the table into this order."""
        if sorting is not self.held.sorting:
            self.beginResetModel()
            self.held.sort(sorting)
            self.endResetModel()
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(HEADERS) - 1)

    def row_at(self, position: int) -> Row:
        """The row at this place of the table."""
        return self.held.rows[self.held.view[position]]

    def position(self, which: Key) -> int | None:
        """Where this row stands; None where it is not shown."""
        return self.held.position(which)

    # --- what Qt asks ---

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows are shown."""
        return 0 if parent is not None and parent.isValid() else len(self.held.view)

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(HEADERS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """The row itself for the delegate, and its words for everybody else."""
        row = self.row_at(index.row())
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return _cell(row, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row) if index.column() == 0 else _cell(row, index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's signature
        """The titles of the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            sorting = self.held.sorting
            arrow = "  ↓" if sorting is BY_COLUMN[section] and sorting is not Sorting.FIRST else ""
            return translated(HEADERS[section]) + arrow
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    # --- how rows change ---

    def _reset(self, pending: dict[Key, Row | None]) -> None:
        self.beginResetModel()
        if self._fresh:
            self.held.clear()
        gone = [which for which, row in pending.items() if row is None]
        self.held.put_all((row for row in pending.values() if row is not None), gone)
        self.endResetModel()

    def _put(self, which: Key, row: Row | None) -> None:
        position = self.held.position(which)
        if row is None:
            self._remove(which)
        elif position is None:
            self.held.take(which)
            self._insert(row)
        elif not self.held.passes(row):
            self._remove(which)
            self.held.put(row)
        else:
            self._change(position, row)

    def _change(self, position: int, row: Row) -> None:
        """A row that is shown and stays so: in its place or, where it sorts otherwise now, at another."""
        held = self.held
        target = position if held.same_place(row) else held.place_for(row)
        moves = target not in (position, position + 1)
        if moves:
            self.beginMoveRows(QModelIndex(), position, position, QModelIndex(), target)
        now = position if not moves else target - 1 if target > position else target
        del held.view[position]
        held.replace(row)
        held.view.insert(now, held.numbers[key(row)])
        if moves:
            self.endMoveRows()
        self.dataChanged.emit(self.index(now, 0), self.index(now, len(HEADERS) - 1))

    def _remove(self, which: Key) -> None:
        position = self.held.position(which)
        if position is not None:
            self.beginRemoveRows(QModelIndex(), position, position)
            del self.held.view[position]
            self.held.take(which)
            self.endRemoveRows()
        else:
            self.held.take(which)

    def _insert(self, row: Row) -> None:
        held = self.held
        if not held.passes(row):
            held.put(row)
            return
        position = held.place_for(row)
        self.beginInsertRows(QModelIndex(), position, position)
        held.put(row)
        held.view.insert(position, held.numbers[key(row)])
        self.endInsertRows()


def _cell(row: Row, column: int) -> str:
    if column == 0:
        return chips(row)[0]
    if column == 1:
        return f"{plain(row.name)}\n{where(row)}"
    return "\n".join(line for line in deeds(row) if line)
