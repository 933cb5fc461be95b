"""The journal's entries as Qt's table wants them, and how a cell of them is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ajar.model.journal import JournalEntry
from ajar.ui.labels import tip
from ajar.ui.look.fonts import sized
from ajar.ui.look.icons import SMALL, pixmap
from ajar.ui.look.palette import tokens
from ajar.ui.look.tinted import colour
from ajar.ui.repair.state_looks import of_entry
from ajar.ui.table.delegate import row_height
from ajar.words.journal import clock, journal_state, what_it_did
from ajar.words.language import marked, translated
from ajar.words.plain import plain
from ajar.words.repair import stands
from ajar.words.verdict import chip, day

HEADERS = (marked("When"), marked("What"), marked("How it ended"), marked("Who can get in"))
ENTRY = Qt.ItemDataRole.UserRole
STATE = 2
"""The column with an icon."""
_SIDE, _ABOVE, _GAP = 10, 9, 8
_SMALL = 0.9
Index = QModelIndex | QPersistentModelIndex


class JournalModel(QAbstractTableModel):
    """The entries, in the order that they are given."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[JournalEntry] = []

    def show_entries(self, entries: Sequence[JournalEntry]) -> None:
        """Show these."""
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many entries there are."""
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(HEADERS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """The entry itself for the delegate, and its words for everybody else."""
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = "\n".join(line for line in cell(entry, index.column()) if line)
            return text if role == Qt.ItemDataRole.DisplayRole else tip(text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            columns = range(len(HEADERS)) if index.column() == 0 else (index.column(),)
            return ", ".join(line for column in columns for line in cell(entry, column) if line)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's signature
        """The titles of the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return translated(HEADERS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


def cell(entry: JournalEntry, column: int) -> tuple[str, str]:
    """The two lines of a cell; the second may be "" ."""
    resource = entry.plan.resource
    if column == 0:
        return clock(entry.at), day(entry.at.astimezone())
    if column == 1:
        parts = (what_it_did(entry), plain(entry.account or resource.account))
        return plain(resource.name), " · ".join(parts)
    if column == STATE:
        return journal_state(entry), plain(_short(entry.by))
    if entry.after is None and entry.before is None:
        return translated(marked("Not known")), ""
    was = chip(stands(resource, entry.before)) if entry.before is not None else ""
    if entry.after is None:
        return translated(marked("Not looked up")), _before(was)
    return chip(stands(resource, entry.after)), _before(was)


def _short(by: str) -> str:
    """Who it was without the account, which stands beside it: "user/ana"."""
    return by.rsplit(":", 1)[-1]


def _before(was: str) -> str:
    return translated(marked("before: {was}")).format(was=was) if was else ""


class JournalDelegate(QStyledItemDelegate):
    """Draws the cells: two lines, and an icon where the state stands."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """The row's height; the columns' widths are the view's."""
        return QSize(0, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        entry: JournalEntry = index.data(ENTRY)
        box: QRect = option.rect
        colours = tokens()
        painter.save()
        painter.setClipRect(box)
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(colours.select))
            if index.column() == 0:
                bar = colours.accent if self._view.hasFocus() else colours.control
                painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), QColor(bar))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(colours.hover))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), QColor(colours.line))
        inner = box.adjusted(_SIDE, _ABOVE, -_SIDE, -_ABOVE)
        if index.column() == STATE:
            inner = self._icon(painter, inner, entry)
        self._lines(painter, inner, cell(entry, index.column()), bold=index.column() == 1)
        painter.restore()

    def _icon(self, painter: QPainter, inner: QRect, entry: JournalEntry) -> QRect:
        picture, tint = of_entry(entry)
        drawn = pixmap(picture, colour(tint), SMALL, self._view.devicePixelRatioF())
        painter.drawPixmap(inner.left(), inner.top() + 1, drawn)
        return inner.adjusted(SMALL + _GAP, 0, 0, 0)

    def _lines(self, painter: QPainter, inner: QRect, lines: tuple[str, str], *, bold: bool) -> None:
        font = QApplication.font()
        upper, colours = sized(font, 1.0, bold=bold), tokens()
        top = QFontMetrics(upper).height() + 1
        first = QRect(inner.left(), inner.top(), inner.width(), top) if lines[1] else inner
        _line(painter, first, upper, colours.text, lines[0])
        if lines[1]:
            rest = inner.adjusted(0, top, 0, 0)
            _line(painter, rest, sized(font, _SMALL), colours.muted, lines[1])


def _line(painter: QPainter, box: QRect, font: QFont, ink: str, text: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(ink))
    cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
