"""One door of the picture: a button with its icon in a box, its title and its state below."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from ajar.model.exposure import GateState
from ajar.ui.details.placing import BOX, GAP, MIDDLE, text_height, title_font, word_font
from ajar.ui.details.tracks import Stop
from ajar.ui.labels import tip
from ajar.ui.look.icons import NORMAL, pixmap
from ajar.ui.look.palette import tokens
from ajar.ui.look.tokens import Tone

_RADIUS = 6
_ICONS = {
    GateState.OPEN: "door-open",
    GateState.SHUT: "door-closed-locked",
    GateState.UNKNOWN: "circle-help",
}


class DoorButton(QAbstractButton):
    """A door on a way of this tone's colour: it tells its setting, and pressing it shows the evidence."""

    def __init__(self, stop: Stop, tone: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.stop, self._tone = stop, tone
        self.setAccessibleName(stop.spoken)
        self.setToolTip(tip(stop.spoken))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box, the icon and the words; the edge of the box tells the keyboard's place."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = tokens()
        box = QRectF((self.width() - BOX) / 2, 1, BOX - 2, BOX - 2)
        own = self._own_tone()
        if self.hasFocus():
            ring = QPen(QColor(colours.accent), 2)
            painter.setPen(ring)
            painter.drawRoundedRect(QRectF(1, 1, self.width() - 2, self.height() - 2), _RADIUS, _RADIUS)
        self._draw_box(painter, box, own)
        title = QRectF(0, BOX + GAP, self.width(), 0)
        title.setHeight(text_height(self.stop.title, title_font(), self.width()))
        painter.setPen(QColor(colours.text))
        painter.setFont(title_font())
        painter.drawText(title, MIDDLE, self.stop.title)
        painter.setPen(QColor(own.ink))
        painter.setFont(word_font())
        word = QRectF(0, title.bottom(), self.width(), self.height() - title.bottom())
        painter.drawText(word, MIDDLE, self.stop.word)

    def _draw_box(self, painter: QPainter, box: QRectF, own: Tone) -> None:
        colours, stop = tokens(), self.stop
        shut = stop.state is GateState.SHUT
        pen = QPen(QColor(own.ink), 1.6)
        if stop.state is GateState.UNKNOWN:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        ground = own.ink if shut else own.chip if self.underMouse() else colours.surface
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        name = "file-text" if stop.grant and stop.state is GateState.OPEN else _ICONS[stop.state]
        ink = colours.on_filled if shut else own.ink
        corner = box.center() - QPointF(NORMAL / 2, NORMAL / 2)
        painter.drawPixmap(corner, pixmap(name, ink, NORMAL, self.devicePixelRatioF()))

    def _own_tone(self) -> Tone:
        names = {GateState.SHUT: "closed", GateState.UNKNOWN: "unchecked"}
        return tokens().tone(names.get(self.stop.state, self._tone))
