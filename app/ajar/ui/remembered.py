"""What the window remembers between starts: its place, its look and its size of text."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from ajar.ui.look.palette import Choice

SIZES = (0.9, 1.0, 1.15, 1.3, 1.5)
"""The sizes of text to choose from, in relation to the system's."""


class Remembered:
    """A small file in the person's configuration folder; without one, each start is as the first."""

    def __init__(self, file: Path | None = None) -> None:
        place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
        self._kept = QSettings(str(file or Path(place, "ajar", "window.ini")), QSettings.Format.IniFormat)

    @property
    def look(self) -> Choice:
        """The chosen look; the system's where nothing was chosen."""
        with suppress(ValueError):
            return Choice(str(self._kept.value("look", Choice.SYSTEM.value)))
        return Choice.SYSTEM

    @look.setter
    def look(self, choice: Choice) -> None:
        self._kept.setValue("look", choice.value)

    @property
    def text_size(self) -> float:
        """The chosen size of text, one of SIZES."""
        with suppress(ValueError):
            size = float(str(self._kept.value("text_size", 1.0)))
            return size if size in SIZES else 1.0
        return 1.0

    @text_size.setter
    def text_size(self, size: float) -> None:
        self._kept.setValue("text_size", size)

    def place(self, name: str) -> QByteArray | None:
        """A geometry or a splitter's state as Qt wrote it; None where there is none."""
        value = self._kept.value(f"place/{name}")
        return value if isinstance(value, QByteArray) else None

    def keep_place(self, name: str, state: QByteArray) -> None:
        """Remember a geometry or a splitter's state."""
        self._kept.setValue(f"place/{name}", state)
