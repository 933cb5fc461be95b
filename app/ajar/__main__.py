"""`ajar`: with a command it is the command line, alone it is the window."""

from __future__ import annotations

import contextlib
import os
import sys
from multiprocessing import freeze_support
from pathlib import Path
from typing import TYPE_CHECKING

from ajar.cli.faces import NoWindow

if TYPE_CHECKING:
    from types import ModuleType

_MISSING = "The window's part is not installed. This one command adds it: pip install 'ajar[gui]'"


class _Window:
    """The window, imported when it is opened: the command line works without Qt."""

    def window(self, *, demo: bool, seed: int) -> int:
        return int(_application().run(demo=demo, seed=seed))

    def picture(self, path: Path, *, seed: int) -> None:
        _application().picture(path, seed=seed)

    def self_test(self) -> None:
        _application().self_test()


def _application() -> ModuleType:
    try:
        from ajar.ui import application  # noqa: PLC0415 - Qt is imported only where a window is opened
    except ImportError as error:
        if error.name is None or not error.name.startswith(("PySide6", "shiboken6")):
            raise NoWindow(f"The window cannot be opened: {error}") from error
        raise NoWindow(_MISSING) from error
    return application


def main() -> None:
    """Start the face that the arguments ask for; ends the process with its exit code."""
    freeze_support()
    arguments = sys.argv[1:]
    faces = _Window()
    if arguments:
        from ajar.cli.main import main as command_line  # noqa: PLC0415 - takes 0.4 s, which the window would wait

        leave(command_line(arguments, faces))
    try:
        code = faces.window(demo=False, seed=0)
    except NoWindow as error:
        sys.stderr.write(f"ajar: {error}\n")
        code = 1
    leave(code)


def leave(code: int) -> None:
    """End the process now: calls of a cancelled scan may still wait for a network that does not answer."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):  # full, closed, or never there
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
