"""A chip by itself: how something stands, outside the table."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ajar.ui.look import chip
from ajar.ui.look.standing import look
from ajar.ui.look.tinted import Icon
from ajar.words.language import marked, translated
from ajar.words.verdict import Standing
from ajar.words.verdict import chip as words

_ARROW, _GAP = 16, 8


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
    """Two chips and an arrow between them: how it stands, and how it would; below each other where narrow."""

    def __init__(self, before: Standing | None, after: Standing | None) -> None:
        super().__init__()
        self._chips = [ChipLabel(one) for one in (before, after) if one is not None]
        self._arrow = Icon("arrow-right", "muted", _ARROW)
        for part in (*self._chips, self._arrow):
            part.setParent(self)
        self._arrow.setVisible(len(self._chips) > 1)  # only now: without a parent it would be a window
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        said = marked("Before: {before}. After: {after}.")
        if before is not None and after is not None:
            self.setAccessibleName(translated(said).format(before=words(before), after=words(after)))

    def hasHeightForWidth(self) -> bool:
        """The height depends on whether both stand beside each other."""
        return True

    def heightForWidth(self, width: int) -> int:
        """One line, or two."""
        return chip.height() if self._is_wide(width) else 2 * chip.height() + _GAP

    def sizeHint(self) -> QSize:
        """Both beside each other."""
        return QSize(self._length(), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """As wide as the wider chip with its arrow."""
        widest = max((one.sizeHint().width() for one in self._chips), default=0)
        return QSize(widest + _ARROW + _GAP, chip.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put them where there is room."""
        super().resizeEvent(event)
        left = top = 0
        for place, one in enumerate(self._chips):
            if place:
                if not self._is_wide(self.width()):
                    left, top = 0, chip.height() + _GAP
                self._arrow.move(left, top + (chip.height() - _ARROW) // 2)
                left += _ARROW + _GAP
            size = one.sizeHint()
            one.setGeometry(left, top, size.width(), size.height())
            left += size.width() + _GAP
        self.updateGeometry()

    def _is_wide(self, width: int) -> bool:
        return width >= self._length()

    def _length(self) -> int:
        chips = sum(one.sizeHint().width() for one in self._chips)
        return chips + (_ARROW + 2 * _GAP if len(self._chips) > 1 else 0)
