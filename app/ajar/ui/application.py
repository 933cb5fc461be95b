"""The application: the worker starts while the window is painted; or a picture of the window is made."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from ajar.ui.look.fonts import interface
from ajar.ui.look.icons import application_icon
from ajar.ui.look.palette import Choice, dress
from ajar.ui.main_window import MainWindow
from ajar.ui.remembered import Remembered, configuration_file
from ajar.ui.work import Work, worker_command

PICTURE = (1440, 900)
_PATIENCE = 60_000  # milliseconds that the demo's check may take before the picture is made all the same
_SETTLE = 400  # milliseconds for the details of the first row


def run(*, demo: bool = False, seed: int = 42) -> int:
    """Show the window until it is closed; the exit code."""
    app = application()
    remembered = Remembered(configuration_file())
    app.setFont(interface(remembered.text_size))
    work = Work(worker_command(demo=demo, seed=seed))
    work.start()
    window = MainWindow(work, remembered)
    dress(app, remembered.look)  # after the window is built: a style sheet makes each putting-together dear
    window.watch.install()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C in the terminal ends the window as well
    window.show()
    return app.exec()


def picture(path: Path, *, seed: int = 42, look: Choice = Choice.LIGHT) -> None:
    """Save a picture of the demo's window, made without a display. Raises OSError where it cannot be written.

    Waits until the demo's check is over, a minute at most; where the demo does not start, the picture says
    so. It needs a process without a QApplication.
    """
    path.touch()
    window, work = _unseen(look, worker_command(demo=True, seed=seed))
    window.resize(*PICTURE)
    loop = QEventLoop()
    work.scanned.connect(lambda _event: QTimer.singleShot(_SETTLE, loop.quit))
    work.died.connect(lambda _report: QTimer.singleShot(_SETTLE, loop.quit))
    QTimer.singleShot(_PATIENCE, loop.quit)
    loop.exec()
    saved = window.grab().save(str(path), "PNG")
    window.close()
    if not saved:
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))


def self_test() -> None:
    """Open a window that nobody sees until its worker has answered. Raises OSError if it does not."""
    window, work = _unseen(Choice.LIGHT, worker_command(demo=False, seed=0))
    loop = QEventLoop()
    answered: list[object] = []
    work.ready.connect(answered.append)
    work.ready.connect(loop.quit)
    work.died.connect(loop.quit)
    QTimer.singleShot(_PATIENCE, loop.quit)
    loop.exec()
    window.close()
    if not answered:
        raise OSError(errno.EIO, "the worker does not answer")


def _unseen(look: Choice, command: Sequence[str]) -> tuple[MainWindow, Work]:
    """A window that nobody sees, with its worker started; it remembers nothing."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = application()
    app.setFont(interface())
    work = Work(command)
    work.start()
    window = MainWindow(work, Remembered(None))
    dress(app, look)
    window.show()
    return window, work


def application() -> QApplication:
    """The one QApplication, named and with its icon; the look is put on it by the caller."""
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    app.setApplicationName("Ajar")
    app.setApplicationDisplayName("Ajar")
    app.setDesktopFileName("ajar")
    app.setWindowIcon(application_icon())
    return app
