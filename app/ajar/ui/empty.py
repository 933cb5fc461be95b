"""What stands in the place of a table without rows: why there are none, and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ajar.ui.labels import Label
from ajar.ui.look.tinted import Icon, IconButton


class Empty(QFrame):
    """An icon, a sentence, perhaps a button."""

    act = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._icon = Icon("search", "muted", 32)
        self._said = Label(wrap=True)
        self._said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._button = IconButton("")
        self._button.clicked.connect(self.act)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addStretch(2)
        for widget in (self._icon, self._said, self._button):
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(widget, 8 if widget is self._said else 0)
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(3)

    def say(self, text: str, button: str = "", *, picture: str = "search", tint: str = "muted") -> None:
        """Show this; "" hides the button."""
        self._icon.show_icon(picture, tint)
        self._said.say(text)
        self._button.setText(button)
        self._button.setVisible(bool(button))
