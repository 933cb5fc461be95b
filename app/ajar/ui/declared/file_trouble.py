"""What came of a file of exceptions that a person should know: a line for each, to read and to copy."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ajar.ui.details.prose import Prose
from ajar.ui.look.fonts import fixed
from ajar.ui.look.tinted import IconButton
from ajar.words.language import counted, marked, translated
from ajar.words.plain import plain


class FileTrouble(QDialog):
    """Shows what is wrong with it, where nothing was done, or what had to give way to it."""

    def __init__(self, heading: str, lines: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(translated(marked("Open on purpose")))
        self._text = QPlainTextEdit("\n".join(map(plain, lines)))
        self._text.setReadOnly(True)
        self._text.setFont(fixed())
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(counted("{n} line", "{n} lines", len(lines)))
        copy = IconButton("copy", translated(marked("Copy")))
        copy.setAutoDefault(False)
        copy.clicked.connect(lambda: QApplication.clipboard().setText(self._text.toPlainText()))
        close = QPushButton(translated(marked("Close")))
        close.setDefault(True)
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(copy)
        buttons.addStretch()
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(Prose(heading, look="heading"))
        column.addWidget(self._text, 1)
        column.addLayout(buttons)
        self.resize(620, 320)
        close.setFocus(Qt.FocusReason.OtherFocusReason)
