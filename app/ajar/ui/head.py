"""The head of the table: the sentence that answers the question, how much there is, and the check button."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ajar.ui.labels import Label, OneLine
from ajar.ui.look.tinted import IconButton
from ajar.words.language import marked, translated


class Head(QWidget):
    """Shows two sentences and emits `check_again`."""

    check_again = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title, self._below = Label(look="title", wrap=True), OneLine(look="muted")
        self._button = IconButton("refresh-cw", translated(marked("Check again")))
        self._button.setShortcut(QKeySequence("F5"))
        self._button.setToolTip(translated(marked("Read these accounts anew (F5)")))
        self._button.clicked.connect(self.check_again)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._below)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(self._button)

    def say(self, headline: str, below: str) -> None:
        """Show these sentences."""
        self._title.say(headline)
        self._below.say(below)

    def allow_check(self, allowed: bool) -> None:  # noqa: FBT001 - the state itself
        """Whether a check may be started now."""
        self._button.setEnabled(allowed)
