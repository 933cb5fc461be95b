"""The dialog that adds an account: for now it only closes again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from ajar.ui.work import Work
from ajar.worker.protocol import Ready


class AddAccountDialog(QDialog):
    """Asks how to sign in, tries it, and adds the account."""

    added = Signal(str)
    """The name of the account that was added; the window then reads it."""

    def __init__(self, work: Work, ready: Ready, parent: QWidget) -> None:
        super().__init__(parent)
        self._work, self._ready = work, ready
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.rejected.connect(self.reject)
        QVBoxLayout(self).addWidget(buttons)

    def show_provider(self, provider: str) -> None:
        """Open on this provider's ways to sign in: "aws" or "gcp"."""
