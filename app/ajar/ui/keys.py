"""The list of keys, which F1 opens."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QVBoxLayout, QWidget

from ajar.ui.labels import Label
from ajar.words.language import marked, translated

KEYS = (
    ("Ctrl+N", marked("Add an account")),
    ("F5", marked("Check again")),
    ("Shift+F5", marked("Check the chosen account again")),
    ("Ctrl+F", marked("Filter")),
    ("Esc", marked("Clear the filter; leave a panel")),
    ("Alt+1 ... Alt+5", marked("Show one state only")),
    ("Up, Down", marked("From row to row")),
    ("Return", marked("To the details of the row")),
    ("Ctrl+C", marked("Copy the id of the row")),
    ("Ctrl+Shift+C", marked("Copy the row as text")),
    ("Ctrl+A", marked("Choose all rows; Ctrl or Shift chooses several")),
    ("Ctrl+Return", marked("Make private what is chosen; asks first")),
    ("Ctrl+Z", marked("Undo the last change; asks first")),
    ("Ctrl+K", marked("Keep open on purpose what is chosen")),
    ("Ctrl+Shift+K", marked("What is open on purpose")),
    ("Ctrl+U", marked("Ours")),
    ("Ctrl+J", marked("Journal")),
    ("F6, Shift+F6", marked("From pane to pane")),
    ("Delete", marked("Remove the chosen account or line")),
    ("Ctrl+,", marked("Settings")),
    ("Ctrl+Q", marked("Quit")),
    ("F1", marked("This list")),
)
"""Each key with what it does, in the order of the list."""


class KeysDialog(QDialog):
    """Shows the keys."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(translated(marked("Keys")))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        for row, (keys, does) in enumerate(KEYS):
            grid.addWidget(Label(_native(keys), look="heading"), row, 0)
            grid.addWidget(Label(translated(does)), row, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(16)
        column.addLayout(grid)
        column.addWidget(buttons)
        buttons.setFocus(Qt.FocusReason.OtherFocusReason)


def _native(keys: str) -> str:
    """The keys as this system writes them."""
    text = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return text if "..." not in keys and "," not in keys.removesuffix(",") and text else keys
