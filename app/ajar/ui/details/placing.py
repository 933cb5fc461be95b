"""Where everything of the picture of doors stands at a width: measured in words, so that none is cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication

from ajar.model.exposure import GateState
from ajar.ui.details.tracks import Stop, Track
from ajar.ui.look.fonts import sized
from ajar.words.language import marked, translated

CIRCLE, BOX = 38, 34
"""The width of the round ends, and of a door."""
EDGE = CIRCLE + 8
"""From the picture's side to where the doors may begin."""
GAP = 4
"""Between a door's box and its words."""
LEFT = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
MIDDLE = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
_SLOT = 64  # the least width of a door with its words
_BACK = 16
_ABOVE, _BETWEEN, _ROWS = 8, 18, 14


@dataclass(frozen=True)
class Placed:
    """One way. `first` is the first of those that come from the same people, which alone shows them.

    `rows` are the heights of the line, `turns` those at which it runs back to the left between two rows;
    `ends` is where it is told that the way ends.
    """

    track: Track
    first: bool
    who: QRectF
    told: QRectF
    doors: tuple[QRect, ...]
    rows: tuple[float, ...]
    turns: tuple[float, ...]
    ends: QRectF
    bottom: float

    def end(self, width: int) -> QPointF:
        """Where the line stops: before the data, or at the first door that is shut."""
        if self.track.arrives is not False:
            return QPointF(width - CIRCLE - 3, self.rows[-1])
        states = [stop.state for stop in self.track.stops]
        return self._middle(states.index(GateState.SHUT) if GateState.SHUT in states else len(states) - 1)

    def last(self) -> QPointF:
        """The middle of the last door."""
        return self._middle(len(self.doors) - 1)

    def _middle(self, door: int) -> QPointF:
        box = self.doors[door]
        return QPointF(box.center().x(), box.y() + BOX / 2)


def title_font() -> QFont:
    """The face of a title in the picture."""
    return sized(QGuiApplication.font(), 0.88, bold=True)


def word_font() -> QFont:
    """The face of everything else in it."""
    return sized(QGuiApplication.font(), 0.88)


def ends_here() -> str:
    """What is said behind a shut door."""
    return translated(marked("The way ends here"))


def right_edge(track: Track) -> int:
    """The room at the right: for the data, or for a line that runs back."""
    return _BACK if track.arrives is False else EDGE


def text_height(text: str, font: QFont, width: float) -> float:
    """How high a text is when it wraps at this width."""
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 10_000), LEFT, text).height()


def door_height(stop: Stop, width: float) -> int:
    """How high a door with its words is at this width."""
    words = text_height(stop.title, title_font(), width) + text_height(stop.word, word_font(), width)
    return round(BOX + GAP + words + 2)


def placed(tracks: Sequence[Track], width: int) -> tuple[Placed, ...]:
    """The ways below each other, in a picture of this width."""
    found: list[Placed] = []
    for track in tracks:
        first = not found or found[-1].track.who != track.who
        top = found[-1].bottom + _BETWEEN if found else 0.0
        found.append(_placed(track, width, top, first=first))
    return tuple(found)


def _placed(track: Track, width: int, top: float, *, first: bool) -> Placed:
    height = text_height(track.who, title_font(), width) if first else 0.0
    who = QRectF(0, top, width, height)
    left = 0 if first else EDGE
    told = QRectF(left, who.bottom(), width - left, 0)
    told.setHeight(text_height(track.told, word_font(), told.width()))
    held = track.arrives is False
    zone = width - EDGE - right_edge(track)
    in_row, rows = _rows(track, zone, extra=held)
    return _with_doors(track, told, who, (zone / in_row, in_row, rows), first=first)


def _rows(track: Track, zone: float, *, extra: bool) -> tuple[int, int]:
    """How many doors stand in a row, and how many rows; `extra` is the place for the words at the end."""
    count = len(track.stops) + extra
    fitting = max(1, int(zone // max(_SLOT, _widest_word(track) + 6)))
    rows = -(-count // fitting)
    return -(-count // rows), rows


def _widest_word(track: Track) -> float:
    titles, words = QFontMetricsF(title_font()), QFontMetricsF(word_font())
    return max(
        metrics.horizontalAdvance(word)
        for stop in track.stops
        for metrics, text in ((titles, stop.title), (words, stop.word))
        for word in text.split()
    )


def _with_doors(
    track: Track, told: QRectF, who: QRectF, grid: tuple[float, int, int], *, first: bool
) -> Placed:
    slot, in_row, rows = grid
    y, ends = told.bottom() + _ABOVE, QRectF()
    doors: list[QRect] = []
    lines: list[float] = []
    turns: list[float] = []
    for row in range(rows):
        stops = track.stops[row * in_row : (row + 1) * in_row]
        lines.append(y + BOX / 2)
        for place, stop in enumerate(stops):
            size = QSize(int(slot - 2), door_height(stop, int(slot - 2)))
            doors.append(QRect(QPointF(EDGE + place * slot + 1, y).toPoint(), size))
        heights = [float(door.height()) for door in doors[len(doors) - len(stops) :]]
        if track.arrives is False and row == rows - 1:
            ends = QRectF(EDGE + len(stops) * slot + 2, y, slot - 4, 0)
            ends.setHeight(max(BOX, text_height(ends_here(), word_font(), ends.width())))
            heights.append(ends.height())
        y += max(heights) + _ROWS
        turns.append(y - _ROWS / 2)
    return Placed(
        track, first, who, told, tuple(doors), tuple(lines), tuple(turns[:-1]), ends, bottom=y - _ROWS
    )
