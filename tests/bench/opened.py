"""The real window with its real worker, unseen, in a process of its own that tells what happened when.

`python opened.py AJAR'S ARGUMENTS` runs the very command, and scans once its rows are there (the demo does so
by itself). Each line that it prints is a moment by time.monotonic or a figure; it ends when its standard
input is closed.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from ajar.__main__ import main as ajar
from ajar.ui import application
from ajar.ui.main_window import MainWindow
from ajar.ui.remembered import Remembered
from ajar.ui.work import Work
from ajar.worker import protocol

BEAT = 5
SETTLED = 1_000
"""Milliseconds between the start and the scan: a person looks at what is there before pressing a button."""


def tell(what: str, figure: float) -> None:
    """Print a figure, or the moment that it is."""
    print(json.dumps([what, figure]), flush=True)  # noqa: T201 - the bench reads this


class Watched(MainWindow):
    """The window, and what is seen of it from outside."""

    def __init__(self, work: Work, remembered: Remembered) -> None:
        super().__init__(work, remembered)
        self._beats: list[float] = []
        self._painted = self._asked = self._shown = False
        self._timer = QTimer(self, interval=BEAT)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(lambda: self._beats.append(time.perf_counter()))
        self._ended = False
        self.resize(1440, 900)
        self._middle = self.centralWidget()
        assert self._middle is not None
        self._middle.installEventFilter(self)
        work.ready.connect(lambda _event: tell("ready", time.monotonic()))
        work.rows.connect(self._rows_came)
        work.scanned.connect(self._scan_ended)
        threading.Thread(target=self._wait_for_the_end, daemon=True).start()
        self._over = QTimer(self, interval=100)
        self._over.timeout.connect(lambda: self.close() if self._ended else None)
        self._over.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint and watched is self._middle and not self._painted:
            self._painted = True
            QTimer.singleShot(0, lambda: tell("painted", time.monotonic()))
        return False

    def _rows_came(self, event: protocol.Rows) -> None:
        if event.last and not self._asked:
            self._asked = True
            pipe = self._work._reading.pipe
            tell("worker", 0 if pipe is None else pipe.process.processId())
            if not self._ready.demo:
                QTimer.singleShot(SETTLED, self._scan)
        elif event.rows and not self._shown:
            self._shown = True
            QTimer.singleShot(0, lambda: tell("row", time.monotonic()))

    def _scan(self) -> None:
        self._beats.append(time.perf_counter())
        self._timer.start()
        self.check_again()

    def _scan_ended(self, _event: protocol.Scanned) -> None:
        self._timer.stop()
        pauses = sorted(after - before for before, after in pairwise(self._beats))
        if pauses:
            tell("longest", pauses[-1] * 1000)
            tell("hundredth", pauses[-max(len(pauses) // 100, 1)] * 1000)
        tell("rows", self.results.model.rowCount())
        tell("scanned", time.monotonic())

    def _wait_for_the_end(self) -> None:
        sys.stdin.read()
        self._ended = True


if __name__ == "__main__":
    vars(application)["MainWindow"] = Watched  # the window that the command opens
    assert QApplication.instance() is None
    ajar()
