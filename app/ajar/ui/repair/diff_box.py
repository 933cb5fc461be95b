"""The box that shows a diff: fixed width, no ligatures, what goes and what comes each on its colour."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QResizeEvent,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from ajar.ui.look.fonts import fixed
from ajar.ui.look.palette import tokens
from ajar.ui.repair.text_diff import GONE, NEW, Line, as_text
from ajar.words.language import counted, marked, translated

TONES = {GONE: "anyone", NEW: "closed"}
"""The tones that lines stand on; what stands before each tells the same without colour."""
_LINES, _ABOVE = 16, 2
_TO_THE_END = QTextCursor.MoveOperation.EndOfBlock  # of a line that wraps, every part is coloured


class DiffBox(QPlainTextEdit):
    """Shows all lines; it grows with its text up to some lines, and scrolls inside itself from there on."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._lines: Sequence[Line] = ()
        self._moved = False
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(120)
        self.document().setDocumentMargin(5)
        self.setAccessibleName(translated(marked("What changes in {title}")).format(title=title))
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self.setFont(fixed())

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
        self._colour()
        self._fit()
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

    def _colour(self) -> None:
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
        self._fit()
        self._see_first()

    def changeEvent(self, event: QEvent) -> None:
        """Take on the colours and the size in force."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._colour()
        elif event.type() is QEvent.Type.StyleChange:
            self.setFont(fixed())
            self._fit()

    def _fit(self) -> None:
        """As high as the text, up to some lines."""
        most = _LINES * QFontMetricsF(self.font()).lineSpacing()
        height, block = 0.0, self.document().firstBlock()
        while block.isValid() and height < most:
            height += self.blockBoundingRect(block).height()
            block = block.next()
        edges = 2 * self.document().documentMargin() + self.height() - self.contentsRect().height() + 2
        self.setFixedHeight(ceil(min(height, most) + edges))
