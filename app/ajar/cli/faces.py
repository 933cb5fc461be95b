"""What the command line needs of the window, handed to it from above: the two do not know each other."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol


class NoWindow(Exception):
    """The window's part is not installed, or cannot be opened; the text is what to do."""


class Faces(Protocol):
    """The window, as far as commands open it."""

    def window(self, *, demo: bool, seed: int) -> int:
        """Open the window and return its exit code when it is closed. Raises NoWindow."""

    def picture(self, path: Path, *, seed: int) -> None:
        """Draw the demo's window without a display into this file. Raises NoWindow and OSError."""

    def self_test(self) -> None:
        """Open a window for a moment. Raises NoWindow."""
