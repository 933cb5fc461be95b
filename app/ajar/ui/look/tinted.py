"""Widgets with an icon that takes its colour from the tokens in force, also after the look has changed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ajar.ui.look.icons import NORMAL, SMALL, icon, pixmap
from ajar.ui.look.palette import tokens

_SPACE = 4  # pixels between an icon and its words


def colour(name: str) -> str:
    """The colour in force of a token ("muted", "accent") or of a tone's ink ("anyone", "closed")."""
    value = getattr(tokens(), name)
    return value if isinstance(value, str) else str(value.ink)


class IconButton(QPushButton):
    """A button with an icon. `look` is a button's in the style sheet: "", "primary", "link" and so on."""

    def __init__(self, picture: str, text: str = "", *, look: str = "", tint: str = "") -> None:
        super().__init__(text)
        self._picture = picture
        self._tint = tint or {"primary": "on_filled", "danger": "on_filled", "link": "accent"}.get(
            look, "text"
        )
        self.setProperty("look", look)
        self._space = _SPACE if text else 0
        self.setIconSize(QSize(SMALL + self._space, SMALL))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._paint_icon()

    def say(self, text: str) -> None:
        """Put this beside the icon; "" leaves the icon alone."""
        self.setText(text)
        self._space = _SPACE if text else 0
        self.setIconSize(QSize(SMALL + self._space, SMALL))
        self._paint_icon()

    def changeEvent(self, event: QEvent) -> None:
        """Tint the icon anew when the look changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._paint_icon()

    def _paint_icon(self) -> None:
        if self._picture:
            self.setIcon(icon(self._picture, colour(self._tint), SMALL, self._space))


class Icon(QWidget):
    """An icon by itself: decoration beside words, so a screen reader passes it by."""

    def __init__(self, picture: str, tint: str = "muted", size: int = NORMAL) -> None:
        super().__init__()
        self._picture, self._tint, self._size = picture, tint, size
        self.setFixedSize(size, size)

    def show_icon(self, picture: str, tint: str) -> None:
        """Show another icon, or the same in another colour."""
        self._picture, self._tint = picture, tint
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it in the colour in force, at the ratio of the screen."""
        painter = QPainter(self)
        drawn = pixmap(self._picture, colour(self._tint), self._size, self.devicePixelRatioF())
        painter.drawPixmap(0, 0, drawn)
