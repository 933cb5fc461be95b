"""A chip by itself: how something stands, outside the table."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ajar.ui.look import chip
from ajar.ui.look.standing import look
from ajar.ui.look.tinted import Icon
from ajar.words.language import marked, translated
from ajar.words.verdict import Standing
from ajar.words.verdict import chip as words


class ChipLabel(QWidget):
    """Draws the chip of what it is told; a screen reader hears its words."""

    def __init__(self, standing: Standing) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._standing = standing
        self.show_standing(standing)

    def show_standing(self, standing: Standing) -> None:
        """Show how this stands."""
        self._standing = standing
        self.setAccessibleName(words(standing))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The size of the chip."""
        return QSize(chip.width(words(self._standing)), chip.height())

    def minimumSizeHint(self) -> QSize:
        """As the hint: its words are never cut."""
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Take on the size in force."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        painter = QPainter(self)
        drawn = chip.chip(words(self._standing), look(self._standing), self.devicePixelRatioF())
        painter.drawPixmap(0, 0, drawn)


class BeforeAfter(QWidget):
    """Two chips and an arrow between them: how it stands, and how it would."""

    def __init__(self, before: Standing | None, after: Standing | None) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        chips = [ChipLabel(one) for one in (before, after) if one is not None]
        for place, one in enumerate(chips):
            if place:
                row.addWidget(Icon("arrow-right", "muted", 16), alignment=Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(one)
        row.addStretch(1)
        said = marked("Before: {before}. After: {after}.")
        if before is not None and after is not None:
            self.setAccessibleName(translated(said).format(before=words(before), after=words(after)))
