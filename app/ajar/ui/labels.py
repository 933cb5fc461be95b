"""Labels that show text as it is: never as markup, and with what is invisible spelled out."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ajar.words.plain import plain


class Label(QLabel):
    """A label for any text. `look` is the style sheet's: "", "muted", "title" or "heading"."""

    def __init__(self, text: str = "", *, look: str = "", wrap: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", look)
        self.setWordWrap(wrap)
        self.say(text)

    def say(self, text: str) -> None:
        """Show this text; line ends stay, everything else that is invisible is spelled out."""
        self.setText("\n".join(plain(line) for line in text.split("\n")))


class OneLine(Label):
    """A label of one line that never widens its surroundings: what does not fit ends in an ellipsis."""

    def __init__(self, text: str = "", *, look: str = "") -> None:
        super().__init__(text, look=look)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much of the text as fits."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), self.alignment() | Qt.AlignmentFlag.AlignVCenter, text)


def tip(text: str) -> str:
    """The text as a tooltip, which Qt would else take for markup where it looks like it."""
    lines = "<br>".join(escape(plain(line)) for line in text.split("\n"))
    return f"<qt>{lines}</qt>"
