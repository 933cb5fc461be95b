"""The details of one resource: for now its name and the sentence of its verdict."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from ajar.model.finding import Finding
from ajar.words.verdict import sentence


class DetailsPane(QWidget):
    """Shows one finding; it scrolls inside itself and never sets the window's height."""

    copied = Signal(str)
    """Says in a few words what was put on the clipboard, for the status bar."""

    def __init__(self) -> None:
        super().__init__()
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        scroll = QScrollArea()
        scroll.setWidget(self._text)
        scroll.setWidgetResizable(True)
        QVBoxLayout(self).addWidget(scroll)

    def show_finding(self, finding: Finding | None, account_name: str = "") -> None:
        """Explain this finding; None says that nothing is chosen."""
        if finding is None:
            self._text.setText("")
            return
        said = sentence(finding.resource, finding.exposure)
        self._text.setText(f"{finding.resource.name}\n{account_name}\n{said}")
