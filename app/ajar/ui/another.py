"""Another Ajar beside this one: the demo from the real one, and the real one from the demo, never mixed."""

from __future__ import annotations

import sys

from PySide6.QtCore import QProcess


def start_another(*arguments: str) -> bool:
    """Start Ajar in a process of its own with these arguments; whether it could be started."""
    program = [] if getattr(sys, "frozen", False) else ["-m", "ajar"]
    started: object = QProcess.startDetached(sys.executable, [*program, *arguments])
    return bool(started[0] if isinstance(started, tuple) else started)
