"""The order in which Tab goes through widgets that come and go: as the eye does, from top to bottom."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def order_keys(parts: Iterable[QWidget]) -> None:
    """Let the keyboard go through these parts in this order, and through what is in each as it was made."""
    order = [widget for part in parts for widget in (part, *part.findChildren(QWidget))]
    taking = [widget for widget in order if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
    for one, following in pairwise(taking):
        if one.window() is following.window():
            QWidget.setTabOrder(one, following)
