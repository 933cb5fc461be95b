"""The window never waits: a heartbeat goes on while a thousand rows a second arrive."""

from __future__ import annotations

import time
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot

from ui.conftest import Open

BEAT = 5
LONGEST = 500
"""Milliseconds; two busy cores may pause any process. The bench has the figure of an idle machine."""


def test_the_window_goes_on_while_rows_flood_in(opened: Open, qtbot: QtBot) -> None:
    window = opened("flood")
    beats = [time.perf_counter()]
    timer = QTimer(window, interval=BEAT)
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start()
    with qtbot.waitSignal(window._work.scanned, timeout=30_000):
        window.check_again()
    timer.stop()
    pauses = [after - before for before, after in pairwise(beats)]
    assert window.results.model.rowCount() == 3000
    assert len(beats) > 100
    assert max(pauses) * 1000 < LONGEST
