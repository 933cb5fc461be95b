"""How a cell is drawn: a chip, or two lines of text, from pixmaps that are kept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from ajar.model.row import Row
from ajar.ui.labels import tip
from ajar.ui.look import chip
from ajar.ui.look.fonts import sized
from ajar.ui.look.icons import pixmap
from ajar.ui.look.palette import tokens
from ajar.ui.look.standing import look
from ajar.ui.table.model import ROW
from ajar.words.language import counted
from ajar.words.plain import plain
from ajar.words.table import chips, deeds, shortest_chips, where

Index = QModelIndex | QPersistentModelIndex
_SIDE, _ABOVE, _BAR, _MARK = 10, 9, 3, 14
_BESIDE_CHIP = _SIDE + 4  # what of a chip's column is left and right of it
_SMALL = 0.9


def row_height() -> int:
    """The height of every row: two lines and the space around them."""
    font = QApplication.font()
    return QFontMetrics(font).height() + QFontMetrics(sized(font, _SMALL)).height() + 2 * _ABOVE + 2


def chip_room() -> int:
    """The width of a column in which no chip is cut, whatever it says."""
    return max(map(chip.width, shortest_chips())) + _BESIDE_CHIP


class RowDelegate(QStyledItemDelegate):
    """Draws the cells. `age` says how old a row is where that is worth saying, else ""."""

    def __init__(self, view: QAbstractItemView, age: Callable[[Row], str]) -> None:
        super().__init__(view)
        self._view, self._age = view, age

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """The row's height; the columns' widths are the view's."""
        return QSize(0, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        row = index.data(ROW)
        box: QRect = option.rect
        painter.save()
        painter.setClipRect(box)
        self._ground(painter, box, option, index)
        if index.column() == 0:
            self._chip(painter, box, row)
        elif index.column() == 1:
            self._lines(painter, box, (plain(row.name), where(row)), bold=True)
        else:
            self._deeds(painter, box, row)
        painter.restore()

    def _ground(self, painter: QPainter, box: QRect, option: QStyleOptionViewItem, index: Index) -> None:
        colours = tokens()
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(colours.select))
            if index.column() == 0:
                bar = colours.accent if self._view.hasFocus() else colours.control
                painter.fillRect(QRect(box.left(), box.top(), _BAR, box.height()), QColor(bar))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(colours.hover))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), QColor(colours.line))

    def _chip(self, painter: QPainter, box: QRect, row: Row) -> None:
        room = box.width() - _BESIDE_CHIP
        words = chips(row)
        text = next((words for words in words if chip.width(words) <= room), words[-1])
        drawn = chip.chip(text, look(row), self._view.devicePixelRatioF())
        painter.drawPixmap(box.left() + _SIDE, box.top() + (box.height() - chip.height()) // 2, drawn)

    def _deeds(self, painter: QPainter, box: QRect, row: Row) -> None:
        first, second = deeds(row)
        below = " · ".join(part for part in (second, self._age(row)) if part)
        taken = 0
        if row.caveats:
            # Beside the second line: the first one needs the width.
            lower = box.height() * (3 if below else 2) // 4
            mark = pixmap("info", tokens().control, _MARK, self._view.devicePixelRatioF())
            painter.drawPixmap(box.right() - _SIDE - _MARK, box.top() + lower - _MARK + 1, mark)
            taken = _MARK + 6
        self._lines(painter, box, (first, below), taken=taken)

    def _lines(
        self, painter: QPainter, box: QRect, lines: tuple[str, str], *, bold: bool = False, taken: int = 0
    ) -> None:
        """Two lines of text; `taken` is the width that something else has at the end of the last one."""
        colours, font = tokens(), QApplication.font()
        inner = box.adjusted(_SIDE, _ABOVE, -_SIDE, -_ABOVE)
        upper = sized(font, 1.0, bold=bold)
        if not lines[1]:
            _line(painter, inner.adjusted(0, 0, -taken, 0), upper, colours.text, lines[0])
            return
        top = QFontMetrics(upper).height() + 1
        _line(painter, QRect(inner.left(), inner.top(), inner.width(), top), upper, colours.text, lines[0])
        rest = inner.adjusted(0, top, -taken, 0)
        _line(painter, rest, sized(font, _SMALL), colours.muted, lines[1])

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, _option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Tell the whole text of the cell, which may be cut, and what the mark stands for."""
        if event.type() is not QEvent.Type.ToolTip or not index.isValid():
            return False
        row, text = index.data(ROW), str(index.data())
        if index.column() > 1 and row.caveats:
            text += "\n" + counted(
                "{n} thing worth knowing about this verdict; see the details",
                "{n} things worth knowing about this verdict; see the details",
                row.caveats,
            )
        QToolTip.showText(event.globalPos(), tip(text), view)
        return True


def _line(painter: QPainter, box: QRect, font: QFont, colour: str, text: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
