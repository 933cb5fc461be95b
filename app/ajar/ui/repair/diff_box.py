"""The box that shows a diff: fixed width, no ligatures, what goes and what comes each on its colour."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextEdit

from ajar.ui.fixed_text import FixedText
from ajar.ui.look.palette import tokens
from ajar.ui.repair.text_diff import GONE, NEW, Line, as_text
from ajar.words.language import counted, marked, translated

TONES = {GONE: "anyone", NEW: "closed"}
"""The tones that lines stand on; what stands before each tells the same without colour."""
_LINES, _ABOVE = 16, 2
_TO_THE_END = QTextCursor.MoveOperation.EndOfBlock  # of a line that wraps, every part is coloured


class DiffBox(FixedText):
    """Shows all lines."""

    def __init__(self, title: str) -> None:
        super().__init__(_LINES)
        self._lines: Sequence[Line] = ()
        self._moved = False
        self.setAccessibleName(translated(marked("What changes in {title}")).format(title=title))

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these, from the first that changes."""
        self._lines, self._moved = lines, False
        self.setPlainText(as_text(lines))
        gone = sum(1 for line in lines if line.mark == GONE)
        new = sum(1 for line in lines if line.mark == NEW)
        said = translated(marked("{gone}, {new}"))
        self.setAccessibleDescription(
            said.format(
                gone=counted("{n} line goes", "{n} lines go", gone),
                new=counted("{n} line comes", "{n} lines come", new),
            )
        )
        self.colour()
        self.fit()
        self._see_first()

    def _see_first(self) -> None:
        """Scroll to the first line that changes, with a little above it, unless the person has scrolled."""
        if self._moved:
            return
        first = next((place for place, line in enumerate(self._lines) if line.mark in TONES), 0)
        line = self.document().findBlockByNumber(first).firstLineNumber()
        self.verticalScrollBar().setValue(max(0, line - _ABOVE))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Where the person has scrolled to, it stays."""
        self._moved = True
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """As for the wheel."""
        self._moved = True
        super().keyPressEvent(event)

    def colour(self) -> None:
        """Put the colours in force on the lines that go and come."""
        selections, block = [], self.document().firstBlock()
        for line in self._lines:
            if line.mark in TONES:
                selection = QTextEdit.ExtraSelection()
                selection.cursor = QTextCursor(block)
                selection.cursor.movePosition(_TO_THE_END, QTextCursor.MoveMode.KeepAnchor)
                selection.format.setBackground(QColor(tokens().tone(TONES[line.mark]).chip))
                selection.format.setForeground(QColor(tokens().text))
                selections.append(selection)
            block = block.next()
        self.setExtraSelections(selections)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the height to the new width."""
        super().resizeEvent(event)
        self.fit()
        self._see_first()
