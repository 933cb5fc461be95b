"""The five states as tiles that count and filter."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ajar.model.access import State
from ajar.ui.look.fonts import sized
from ajar.ui.look.icons import LARGE, pixmap
from ajar.ui.look.palette import tokens
from ajar.ui.look.standing import STATES
from ajar.words.language import marked, translated
from ajar.words.summary import Group

_TITLES = {
    State.OPEN: marked("Open to strangers"),
    State.UNKNOWN: marked("Could not check"),
    State.SHARED: marked("Named outsiders"),
    State.SHIELDED: marked("Held by a setting"),
    State.CLOSED: marked("Closed"),
}
_GROUPS = {
    State.OPEN: (Group.STRANGERS, Group.REACHABLE),
    State.UNKNOWN: (Group.UNKNOWN,),
    State.SHARED: (Group.SHARED,),
    State.SHIELDED: (Group.SHIELDED,),
    State.CLOSED: (Group.CLOSED,),
}
_SIDE, _GAP = 12, 9


class Tile(QAbstractButton):
    """One state: its icon, how many there are, its name. Checked, it alone is shown in the table."""

    def __init__(self, state: State, place: int) -> None:
        super().__init__()
        self.state, self._number = state, 0
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setShortcut(QKeySequence(f"Alt+{place}"))
        self.show_number(0)

    def show_number(self, number: int) -> None:
        """Show how many there are."""
        self._number = number
        title = translated(_TITLES[self.state])
        self.setAccessibleName(f"{title}: {number:,}")
        self.setToolTip(
            translated(marked("Show only these ({keys})")).format(keys=self.shortcut().toString())
        )
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its two lines, as wide as its name."""
        name = QFontMetrics(self.font()).horizontalAdvance(translated(_TITLES[self.state]))
        height = QFontMetrics(self._large()).height() + QFontMetrics(self._small()).height() + 18
        return QSize(2 * _SIDE + LARGE + _GAP + name, height)

    def minimumSizeHint(self) -> QSize:
        """The name always fits; the icon goes first."""
        small = QFontMetrics(self._small()).horizontalAdvance(translated(_TITLES[self.state]))
        return QSize(2 * _SIDE + small, self.sizeHint().height())

    def _large(self) -> QFont:
        return sized(self.font(), 1.35, bold=True)

    def _small(self) -> QFont:
        return sized(self.font(), 0.92)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it in the colours in force; a number of none is quiet."""
        colours, look = tokens(), STATES[self.state]
        tone = colours.tone(look.tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter, tone.ink)
        ink = tone.ink if self._number else colours.muted
        left = _SIDE
        if self.width() >= self.sizeHint().width():
            drawn = pixmap(look.icon, ink, LARGE, self.devicePixelRatioF())
            painter.drawPixmap(left, (self.height() - LARGE) // 2, drawn)
            left += LARGE + _GAP
        self._draw_words(painter, left, ink)

    def _draw_ground(self, painter: QPainter, ink: str) -> None:
        colours = tokens()
        edge, width = (ink, 2.0) if self.isChecked() else (colours.line, 1.0)
        if self.hasFocus():
            edge, width = colours.accent, 2.0
        ground = colours.tone(STATES[self.state].tone).chip if self.isChecked() else colours.surface
        if self.underMouse() and not self.isChecked():
            ground = colours.hover
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(ground))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)

    def _draw_words(self, painter: QPainter, left: int, ink: str) -> None:
        colours = tokens()
        large, small = self._large(), self._small()
        top, below = QFontMetrics(large).height(), QFontMetrics(small).height()
        above = (self.height() - top - below) // 2
        room = self.width() - left - 4
        painter.setFont(large)
        painter.setPen(QColor(ink))
        painter.drawText(QRectF(left, above, room, top), Qt.AlignmentFlag.AlignLeft, f"{self._number:,}")
        painter.setFont(small)
        painter.setPen(QColor(colours.text if self._number else colours.muted))
        title = translated(_TITLES[self.state])
        painter.drawText(QRectF(left, above + top, room, below), Qt.AlignmentFlag.AlignLeft, title)

    def event(self, event: QEvent) -> bool:
        """Repaint where the pointer comes and goes."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)


class Tiles(QWidget):
    """The tiles side by side; at most one is chosen, and choosing it again lets it go."""

    chosen = Signal(object)
    """The state that alone is to be shown, None for all."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._tiles = [Tile(state, place) for place, state in enumerate(_TITLES, 1)]
        for tile in self._tiles:
            row.addWidget(tile)
            tile.clicked.connect(lambda _checked=False, tile=tile: self._clicked(tile))

    def show_counts(self, counts: Mapping[Group, int]) -> None:
        """Show how many there are of each state."""
        for tile in self._tiles:
            tile.show_number(sum(counts.get(group, 0) for group in _GROUPS[tile.state]))

    def state(self) -> State | None:
        """The chosen state."""
        return next((tile.state for tile in self._tiles if tile.isChecked()), None)

    def choose(self, state: State | None) -> None:
        """Choose this state, None for all, and tell."""
        for tile in self._tiles:
            tile.setChecked(tile.state is state)
        self.chosen.emit(state)

    def _clicked(self, tile: Tile) -> None:
        self.choose(tile.state if tile.isChecked() else None)
