"""A page that scrolls up and down inside its pane, and never sideways."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget


class Scrolling(QScrollArea):
    """Shows a page as wide as itself; the keyboard goes to what is on the page, not to the page."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_page(self, page: QWidget) -> None:
        """Show this page on the ground that it scrolls over."""
        page.setObjectName("page")
        self.setWidget(page)

    def to_top(self) -> None:
        """Go back to where the page begins."""
        self.verticalScrollBar().setValue(0)
