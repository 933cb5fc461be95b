"""What the window remembers between starts: its place, its look, its size of text, and what was chosen."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from ajar.ui.look.palette import Choice

SIZES = (0.9, 1.0, 1.15, 1.3, 1.5)
"""The sizes of text to choose from, in relation to the system's."""


def configuration_file() -> Path:
    """Where the window remembers, in the person's configuration folder; it need not exist."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(place, "ajar", "window.ini")


class Remembered:
    """What is kept in `file`; without one it is kept until the end of the process, and nothing is written.

    `file` must be an ordinary file of ours: Qt saves by renaming a new file over it, which destroys a device.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = None if file is None else QSettings(str(file), QSettings.Format.IniFormat)
        self._here: dict[str, object] = {}

    def _value(self, name: str, default: object = None) -> object:
        kept: object = (
            self._here.get(name, default) if self._file is None else self._file.value(name, default)
        )
        return kept

    def _keep(self, name: str, value: object) -> None:
        if self._file is None:
            self._here[name] = value
        else:
            self._file.setValue(name, value)

    @property
    def look(self) -> Choice:
        """The chosen look; the system's where nothing was chosen."""
        with suppress(ValueError):
            return Choice(str(self._value("look", Choice.SYSTEM.value)))
        return Choice.SYSTEM

    @look.setter
    def look(self, choice: Choice) -> None:
        self._keep("look", choice.value)

    @property
    def text_size(self) -> float:
        """The chosen size of text, one of SIZES."""
        with suppress(ValueError):
            size = float(str(self._value("text_size", 1.0)))
            return size if size in SIZES else 1.0
        return 1.0

    @text_size.setter
    def text_size(self, size: float) -> None:
        self._keep("text_size", size)

    @property
    def second_opinion(self) -> bool:
        """Whether the clouds are asked for their own opinion; not unless it was chosen."""
        return self._value("second_opinion", "no") == "yes"

    @second_opinion.setter
    def second_opinion(self, asked: bool) -> None:
        self._keep("second_opinion", "yes" if asked else "no")

    @property
    def by(self) -> str:
        """The name under which something was last declared open on purpose; "" where nothing was."""
        return str(self._value("by", ""))

    @by.setter
    def by(self, name: str) -> None:
        self._keep("by", name)

    def place(self, name: str) -> QByteArray | None:
        """A geometry or a splitter's state as Qt wrote it; None where there is none."""
        value = self._value(f"place/{name}")
        return value if isinstance(value, QByteArray) else None

    def keep_place(self, name: str, state: QByteArray) -> None:
        """Remember a geometry or a splitter's state."""
        self._keep(f"place/{name}", state)
