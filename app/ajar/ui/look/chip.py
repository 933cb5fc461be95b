"""The chip that says how something stands: drawn once for each look and kept as a pixmap."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPainter, QPainterPath, QPen, QPixmap

from ajar.ui.look.fonts import sized
from ajar.ui.look.icons import pixmap
from ajar.ui.look.palette import tokens
from ajar.ui.look.standing import Fill, Look
from ajar.ui.look.tokens import Tokens

ICON, _GAP, _SIDE, _ABOVE = 15, 7, 9, 4


def chip(text: str, look: Look, ratio: float) -> QPixmap:
    """The chip with these words, as high as a line of text with its edges, in the colours in force."""
    return _drawn(text, look, tokens(), ratio, QGuiApplication.font().toString())


def width(text: str) -> int:
    """The width of the chip with these words."""
    return round(QFontMetricsF(_font()).horizontalAdvance(text)) + ICON + _GAP + 2 * _SIDE + 2


def height() -> int:
    """The height of every chip."""
    return max(round(QFontMetricsF(_font()).height()), ICON) + 2 * _ABOVE


def _font() -> QFont:
    return sized(QGuiApplication.font(), 0.92, bold=True)


@lru_cache(maxsize=256)
def _drawn(text: str, look: Look, colours: Tokens, ratio: float, _face: str) -> QPixmap:
    size = QSize(width(text), height())
    drawn = QPixmap(size * ratio)
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _ground(painter, QRectF(0.75, 0.75, size.width() - 1.5, size.height() - 1.5), look, colours)
    on_icon, on_text = _inks(look, colours)
    painter.drawPixmap(_SIDE - 1, (size.height() - ICON) // 2, pixmap(look.icon, on_icon, ICON, ratio))
    painter.setFont(_font())
    painter.setPen(QColor(on_text))
    left = _SIDE + ICON + _GAP
    painter.drawText(QRectF(left, 0, size.width() - left, size.height()), Qt.AlignmentFlag.AlignVCenter, text)
    painter.end()
    return drawn


def _inks(look: Look, colours: Tokens) -> tuple[str, str]:
    ink = colours.tone(look.tone).ink
    if look.fill is Fill.FILLED:
        return colours.on_filled, colours.on_filled
    return (colours.on_filled if look.fill is Fill.HALF else ink), ink


def _ground(painter: QPainter, box: QRectF, look: Look, colours: Tokens) -> None:
    tone = colours.tone(look.tone)
    shape = QPainterPath()
    shape.addRoundedRect(box, box.height() / 2, box.height() / 2)
    if look.fill in (Fill.TINTED, Fill.HALF, Fill.DASHED):
        painter.fillPath(shape, QColor(tone.chip))
    if look.fill is Fill.FILLED:
        painter.fillPath(shape, QColor(tone.ink))
    if look.fill is Fill.HALF:
        painter.save()
        painter.setClipRect(QRectF(0, 0, _SIDE + ICON + 3, box.height() + 2))
        painter.fillPath(shape, QColor(tone.ink))
        painter.restore()
    if look.fill is not Fill.QUIET:
        pen = QPen(QColor(tone.ink), 1.5 if look.fill is Fill.HOLLOW else 1.2)
        if look.fill is Fill.DASHED:
            pen.setDashPattern([3, 2.5])
        painter.strokePath(shape, pen)
