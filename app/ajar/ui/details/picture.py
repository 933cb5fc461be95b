"""The picture of doors: each way in as a line from whoever comes to the data."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ajar.ui.details.door import DoorButton
from ajar.ui.details.lines import draw
from ajar.ui.details.placing import BOX, EDGE, placed
from ajar.ui.details.tracks import MOST, Stop, Track, tone_of
from ajar.words.language import marked, translated

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_NARROW = 2 * EDGE + 64


class Picture(QWidget):
    """Draws ways in; its doors are buttons.

    `pointed` tells the Stop under the mouse or the keyboard, None when the mouse leaves it.
    """

    chosen = Signal(Stop)
    pointed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._tracks: tuple[Track, ...] = ()
        self._ways: list[list[DoorButton]] = []
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(translated(marked("Ways in")))

    def show_tracks(self, tracks: tuple[Track, ...], text: str) -> None:
        """Draw these ways; `text` is the same in words, for who cannot see it."""
        for old in self.doors():
            old.hide()
            old.deleteLater()
        self._tracks = tracks[:MOST]
        self._ways = [[self._door(stop, track) for stop in track.stops] for track in self._tracks]
        self.setAccessibleDescription(text)
        self._place()

    def doors(self) -> list[DoorButton]:
        """Every door in the order that the keyboard goes through them."""
        return [door for way in self._ways for door in way]

    def _door(self, stop: Stop, track: Track) -> DoorButton:
        door = DoorButton(stop, tone_of(track.audience), self)
        door.clicked.connect(lambda: self.chosen.emit(stop))
        door.installEventFilter(self)
        door.show()
        return door

    # --- size and place ---

    def hasHeightForWidth(self) -> bool:
        """The height depends on how many doors stand beside each other."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all ways at this width."""
        ways = placed(self._tracks, max(width, _NARROW))
        return round(ways[-1].bottom + 1) if ways else 0

    def sizeHint(self) -> QSize:
        """As wide as there is room for."""
        return QSize(320, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Room for one door between the two ends."""
        return QSize(_NARROW, BOX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the doors where they belong."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when the size of text changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._place()

    def _place(self) -> None:
        ways = placed(self._tracks, max(self.width(), _NARROW))
        for way, doors in zip(ways, self._ways, strict=True):
            for box, door in zip(way.doors, doors, strict=True):
                door.setGeometry(box)
        self.updateGeometry()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines and their ends; the doors draw themselves."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = max(self.width(), _NARROW)
        draw(painter, placed(self._tracks, width), width, self.devicePixelRatioF())

    # --- mouse and keyboard ---

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the mouse and the keyboard from door to door."""
        if isinstance(watched, DoorButton):
            if event.type() in (QEvent.Type.FocusIn, QEvent.Type.Enter):
                self.pointed.emit(watched.stop)
            elif event.type() is QEvent.Type.Leave:
                self.pointed.emit(None)
            elif event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._key(watched, Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _key(self, door: DoorButton, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            door.click()
            return True
        if key in _STEPS:
            place = self.doors().index(door) + _STEPS[key]
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            place = self._beside(door, -1 if key == Qt.Key.Key_Up else 1)
        else:
            return False
        if 0 <= place < len(self.doors()):
            self.doors()[place].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _beside(self, door: DoorButton, step: int) -> int:
        """The nearest door of the way above or below; -1 where there is none."""
        number = next(n for n, way in enumerate(self._ways) if door in way) + step
        if not 0 <= number < len(self._ways):
            return -1
        near = min(self._ways[number], key=lambda other: abs(other.x() - door.x()))
        return self.doors().index(near)
