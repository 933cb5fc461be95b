"""A box for text of fixed width: it can be selected and copied, and grows with the text up to some lines."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetricsF, QTextOption
from PySide6.QtWidgets import QPlainTextEdit

from ajar.ui.look.fonts import fixed


class FixedText(QPlainTextEdit):
    """Shows text to read, without ligatures; past `most` lines it scrolls inside itself."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
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
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.fit())
        self.setFont(fixed())

    def colour(self) -> None:
        """Put the colours in force on what is marked; here nothing is."""

    def fit(self) -> None:
        """Be as high as the text, up to `most` lines."""
        most = self._most * QFontMetricsF(self.font()).lineSpacing()
        height, block = 0.0, self.document().firstBlock()
        while block.isValid() and height < most:
            height += self.blockBoundingRect(block).height()
            block = block.next()
        edges = 2 * self.document().documentMargin() + self.height() - self.contentsRect().height() + 2
        self.setFixedHeight(ceil(min(height, most) + edges))

    def changeEvent(self, event: QEvent) -> None:
        """Take on the colours and the size in force."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.colour()
        elif event.type() is QEvent.Type.StyleChange:
            self.setFont(fixed())
            self.fit()
