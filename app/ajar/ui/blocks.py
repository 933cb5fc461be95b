"""The blocks that explanations are built of: a heading over lines, a line with its icon, a fold, a stack."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ajar.ui.labels import Label
from ajar.ui.look.tinted import Icon, IconButton
from ajar.words.language import counted

ENTRIES = 50
"""More lines than this are not shown in one section."""


def section(heading: str, rows: Sequence[QWidget], count: int = 0) -> QWidget:
    """The rows below their heading; `count` is how many there would be, where not all are shown."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    column.addWidget(Label(heading, look="heading"))
    for row in rows:
        column.addWidget(row)
    rest = count - ENTRIES
    if rest > 0:
        said = counted("And {n} more, which the copied text tells.", "And {n} more, told in the copy.", rest)
        column.addWidget(Label(said, look="muted", wrap=True))
    return box


def told(icon: str, tint: str, *lines: QWidget) -> QWidget:
    """An icon, and lines beside it."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(Icon(icon, tint, 16), alignment=Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(2)
    for line in lines:
        column.addWidget(line)
    row.addLayout(column, 1)
    return box


class Fold(QWidget):
    """One line that opens to more."""

    def __init__(self, said: str, rows: Sequence[QWidget]) -> None:
        super().__init__()
        self._button = IconButton("chevron-down", said, look="link")
        self._button.setAutoDefault(False)
        self._button.setCheckable(True)
        self._inner = QWidget()
        inner = QVBoxLayout(self._inner)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(6)
        for row in rows:
            inner.addWidget(row)
        self._inner.hide()
        self._button.toggled.connect(self._inner.setVisible)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._button, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._inner)


class Stack(QWidget):
    """Widgets below each other, put in the place of those before; hidden where there are none."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(18)

    def fill(self, widgets: list[QWidget]) -> None:
        """Show these, and forget the others."""
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for widget in widgets:
            self._column.addWidget(widget)
        self.setVisible(bool(widgets))
