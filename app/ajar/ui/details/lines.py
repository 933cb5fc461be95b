"""Paints what is between the doors: the lines, who comes, the data, and the words above each way."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from ajar.ui.details.placing import (
    CIRCLE,
    EDGE,
    LEFT,
    Placed,
    ends_here,
    right_edge,
    title_font,
    word_font,
)
from ajar.ui.details.tracks import Track, tone_of
from ajar.ui.look.icons import NORMAL, pixmap
from ajar.ui.look.palette import tokens

_COMES = {"anyone": "user", "holders": "users", "outsiders": "building", "closed": "house"}
_BEND = 8.0


def draw(painter: QPainter, ways: tuple[Placed, ...], width: int, ratio: float) -> None:
    """Paint these ways; the doors paint themselves on top."""
    starts: list[float] = []
    for way in ways:
        starts.append(way.rows[0] if way.first else starts[-1])
        _draw_words(painter, way)
    drawn = sorted(zip(ways, starts, strict=True), key=lambda pair: pair[0].track.arrives is True)
    for way, start in drawn:  # what gets through lies above what does not, where they run together
        _draw_line(painter, way, start, width)
    for way in ways:
        _draw_ends(painter, way, width, ratio)


def _draw_words(painter: QPainter, way: Placed) -> None:
    painter.setFont(title_font())
    painter.setPen(QColor(tokens().text))
    if way.first:
        painter.drawText(way.who, LEFT, way.track.who)
    painter.setFont(word_font())
    painter.setPen(QColor(tokens().muted))
    painter.drawText(way.told, LEFT, way.track.told)
    if way.track.arrives is False:
        painter.drawText(way.ends, LEFT | Qt.AlignmentFlag.AlignVCenter, ends_here())


def _draw_line(painter: QPainter, way: Placed, start: float, width: int) -> None:
    end = way.end(width)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if way.track.arrives is False:
        faint = QPen(QColor(tokens().line), 1.6)
        painter.strokePath(_path(way, start, way.last(), width), faint)
    painter.strokePath(_path(way, start, end, width), _pen(way.track))
    if way.track.arrives is not False:
        _draw_arrow(painter, end, way.track)


def _path(way: Placed, start: float, end: QPointF, width: int) -> QPainterPath:
    middle = CIRCLE / 2
    path = QPainterPath(QPointF(middle, start))
    if not way.first:
        path.lineTo(middle, way.rows[0] - _BEND)
        path.quadTo(middle, way.rows[0], middle + _BEND, way.rows[0])
    for y, turn, below in zip(way.rows, way.turns, way.rows[1:], strict=False):
        if _same(y, end.y()):
            break
        _turn(path, (y, turn, below), width - right_edge(way.track) + 4.0)
    path.lineTo(end)
    return path


def _same(one: float, other: float) -> bool:
    return abs(one - other) < 2  # noqa: PLR2004 - pixels: a door stands on a whole one


def _turn(path: QPainterPath, heights: tuple[float, float, float], right: float) -> None:
    """From the end of one row to the start of the next."""
    y, turn, below = heights
    left = EDGE - _BEND
    path.lineTo(right, y)
    path.quadTo(right + _BEND, y, right + _BEND, y + _BEND)
    path.lineTo(right + _BEND, turn - _BEND)
    path.quadTo(right + _BEND, turn, right, turn)
    path.lineTo(left, turn)
    path.quadTo(left - _BEND, turn, left - _BEND, turn + _BEND)
    path.lineTo(left - _BEND, below - _BEND)
    path.quadTo(left - _BEND, below, left, below)


def _draw_arrow(painter: QPainter, point: QPointF, track: Track) -> None:
    path = QPainterPath(point + QPointF(2, 0))
    path.lineTo(point + QPointF(-8, -5))
    path.lineTo(point + QPointF(-8, 5))
    path.closeSubpath()
    painter.fillPath(path, _pen(track).color())


def _pen(track: Track) -> QPen:
    colours = tokens()
    if track.arrives:
        return QPen(QColor(colours.tone(tone_of(track.audience)).ink), 2.4)
    pen = QPen(QColor(colours.control if track.arrives is False else colours.unchecked.ink), 1.6)
    pen.setDashPattern([4, 3])
    return pen


def _draw_ends(painter: QPainter, way: Placed, width: int, ratio: float) -> None:
    colours, tone = tokens(), tone_of(way.track.audience)
    if way.first:
        _circle(painter, QPointF(CIRCLE / 2, way.rows[0]), _COMES[tone], colours.text, colours.surface, ratio)
    if way.track.arrives is False:
        return
    centre = QPointF(width - CIRCLE / 2 - 1, way.rows[-1])
    if way.track.arrives:
        own = colours.tone(tone)
        _circle(painter, centre, "database", own.ink, own.chip, ratio)
    else:
        _circle(painter, centre, "circle-help", colours.unchecked.ink, colours.unchecked.chip, ratio)


def _circle(painter: QPainter, centre: QPointF, icon: str, ink: str, ground: str, ratio: float) -> None:
    pen = QPen(QColor(ink), 1.6)
    if icon == "circle-help":
        pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(QColor(ground))
    painter.drawEllipse(centre, CIRCLE / 2 - 1, CIRCLE / 2 - 1)
    corner = centre - QPointF(NORMAL / 2, NORMAL / 2)
    painter.drawPixmap(corner, pixmap(icon, ink, NORMAL, ratio))
