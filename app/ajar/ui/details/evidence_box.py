"""The box that shows a setting's text: fixed width, no ligatures, the very span on its colour."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from ajar.ui.details.excerpt import Excerpt
from ajar.ui.fixed_text import FixedText
from ajar.ui.look.palette import tokens
from ajar.words.language import marked, translated

_MARGIN, _LINES = 14, 18


class EvidenceBox(FixedText):
    """Shows an excerpt with its marked part."""

    def __init__(self) -> None:
        super().__init__(_LINES)
        self._mark: tuple[int, int] | None = None
        self._tone = "closed"
        self._margin = _Margin(self)
        self.setViewportMargins(_MARGIN, 0, 0, 0)
        self.updateRequest.connect(lambda _part, _by: self._margin.update())

    def show_excerpt(self, excerpt: Excerpt, tone: str) -> None:
        """Show this, its marked part on the colour of this tone and in sight."""
        self._mark, self._tone = _in_units(excerpt), tone
        self.setPlainText(excerpt.text)
        self.setAccessibleDescription(self.marked())
        self.fit()
        self.colour()
        self.see_mark()

    def marked(self) -> str:
        """The text that is highlighted; "" where nothing is."""
        selections = self.extraSelections()
        return selections[0].cursor.selectedText() if selections else ""

    def see_mark(self) -> None:
        """Scroll to the marked part."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._mark[0] if self._mark else 0)
        self.setTextCursor(cursor)
        if self._mark:
            self.centerCursor()

    def marked_lines(self) -> list[QRectF]:
        """Where the lines with marked text stand in the viewport, as far as they are in sight."""
        if self._mark is None:
            return []
        found, block = [], self.firstVisibleBlock()
        while block.isValid():
            box = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if box.top() > self.viewport().height():
                break
            if block.position() < self._mark[1] and block.position() + block.length() > self._mark[0]:
                found.append(box)
            block = block.next()
        return found

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the height and the margin to the new width."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Be as high as the text, up to some lines; the margin as high as the box."""
        super().fit()
        if self.viewport().height() != self.contentsRect().height():  # it grew while it was being laid out
            self.setViewportMargins(_MARGIN, 0, 0, 0)
        inner = self.contentsRect()
        self._margin.setGeometry(QRect(inner.left(), inner.top(), _MARGIN, inner.height()))
        self._margin.update()

    def colour(self) -> None:
        """Put the colours in force on the marked part."""
        selections = []
        if self._mark is not None:
            selection = QTextEdit.ExtraSelection()
            selection.cursor = QTextCursor(self.document())
            selection.cursor.setPosition(self._mark[0])
            selection.cursor.setPosition(self._mark[1], QTextCursor.MoveMode.KeepAnchor)
            selection.format.setBackground(QColor(tokens().tone(self._tone).chip))
            selection.format.setForeground(QColor(tokens().text))
            selections.append(selection)
        self.setExtraSelections(selections)
        self._margin.tone = self._tone
        self._margin.update()


class _Margin(QWidget):
    """The strip at the left that marks the lines, for who does not see the colour."""

    def __init__(self, box: EvidenceBox) -> None:
        super().__init__(box)
        self._box = box
        self.tone = "closed"

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a bar beside each marked line."""
        painter = QPainter(self)
        for line in self._box.marked_lines():
            bar = QRectF(5, line.top(), 3.5, line.height())
            painter.fillRect(bar, QColor(tokens().tone(self.tone).ink))


def _in_units(excerpt: Excerpt) -> tuple[int, int] | None:
    """The mark as Qt counts: characters beyond the first 65,536 are two to it."""
    if excerpt.mark is None:
        return None
    start, end = (len(excerpt.text[:at].encode("utf-16-le")) // 2 for at in excerpt.mark)
    return start, end


def accessible_name(title: str) -> str:
    """The box's name for who hears it."""
    return translated(marked("Evidence: {title}")).format(title=title)
