"""Lucide's icons, tinted and drawn sharp at the ratio of the screen they are shown on."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ajar.ui.look.palette import tokens
from ajar.ui.resource_files import resource_file

SMALL, NORMAL, LARGE = 16, 18, 22
"""The sizes that icons are shown at, in pixels of the interface."""


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int = NORMAL, ratio: float = 1.0) -> QPixmap:
    """The icon as a square of `size`, its lines in `colour`, with `ratio` real pixels for each of ours."""
    real = round(size * ratio)
    drawn = QPixmap(QSize(real, real))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer(name, colour).render(painter, QRectF(0, 0, real, real))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


def renderer(name: str, colour: str) -> QSvgRenderer:
    """What draws the icon at any size, its lines in `colour`."""
    return QSvgRenderer(QByteArray(_text(name).replace("currentColor", colour).encode()))


@cache
def _text(name: str) -> str:
    return resource_file("icons", f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=256)
def icon(name: str, colour: str, size: int = NORMAL, space: int = 0) -> QIcon:
    """The icon for a button or a menu, sharp on every screen that there is, with `space` right of it."""
    made = QIcon()
    for ratio in {screen.devicePixelRatio() for screen in QGuiApplication.screens()}:
        made.addPixmap(_spaced(pixmap(name, colour, size, ratio), space))
        made.addPixmap(_spaced(pixmap(name, tokens().control, size, ratio), space), QIcon.Mode.Disabled)
    return made


def _spaced(drawn: QPixmap, space: int) -> QPixmap:
    if not space:
        return drawn
    ratio = drawn.devicePixelRatio()
    wider = QPixmap(QSize(drawn.width() + round(space * ratio), drawn.height()))
    wider.setDevicePixelRatio(ratio)
    wider.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wider)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return wider


@cache
def application_icon() -> QIcon:
    """The open door that stands for Ajar in task bars and title bars."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(_door(size))
    return made


def _door(size: int) -> QPixmap:
    drawn = QPixmap(QSize(size, size))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(resource_file("icons", "ajar.svg"))).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return drawn
