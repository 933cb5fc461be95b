"""The window's figures: a key in the filter, the longest pause while rows flood in, and the start."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ajar.ui.look.fonts import interface
from ajar.ui.look.palette import Choice, dress
from ajar.ui.main_window import MainWindow
from ajar.ui.remembered import Remembered
from ajar.ui.table.sorting import Sorting
from ajar.ui.work import Work
from ajar.worker import protocol
from ui import company
from ui.canned_worker import command

pytestmark = pytest.mark.bench
ROWS = 100_000
START = """
import sys, time
sys.path.insert(0, {tests!r})
from ui.canned_worker import command
began = time.perf_counter()
from PySide6.QtCore import QEvent, QObject, QTimer
from ajar.ui import application as a
app = a.application()
app.setFont(a.interface())
work = a.Work(command("company"))
work.start()
window = a.MainWindow(work, a.Remembered(None))
a.dress(app, a.Choice.LIGHT)
class Seen(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint and watched is window.centralWidget():
            QTimer.singleShot(0, done)
        return False
def done():
    print(f"{{(time.perf_counter() - began) * 1000:.0f}}")
    app.quit()
seen = Seen()
window.centralWidget().installEventFilter(seen)
window.show()
app.exec()
work.stop()
"""


def report(figure: str) -> None:
    print(f"window: {figure}")  # noqa: T201 - printing is what a bench does


@pytest.fixture
def window(qapp: QApplication) -> MainWindow:
    qapp.setStyle("Fusion")
    qapp.setFont(interface())
    dress(qapp, Choice.LIGHT)
    made = MainWindow(Work(command("flood")), Remembered(None))
    made.resize(1440, 900)
    made.show()
    return made


def test_a_key_in_the_filter_of_100_000_rows(window: MainWindow) -> None:
    window.results.model.take(protocol.Rows(rows=tuple(company.many(ROWS)), fresh=True, last=True))
    field = window.results.bar.field
    for text in ("b", "bu", "bucket-09", "n=99", "closed", ""):
        field.setText(text)
        began = time.perf_counter()
        window.results.bar.typed.emit(text)
        QApplication.processEvents()
        took = (time.perf_counter() - began) * 1000
        report(f"filter {text!r}: {took:.0f} ms with painting, {window.results.model.rowCount():,} rows")
        assert took < 100
    for sorting in (Sorting.NAME, Sorting.OLDEST, Sorting.FIRST):
        began = time.perf_counter()
        window.results.bar.sort.emit(sorting)
        QApplication.processEvents()
        report(f"sort {sorting.value}: {(time.perf_counter() - began) * 1000:.0f} ms with painting")
    window.close()


def test_the_longest_pause_while_a_thousand_rows_a_second_arrive(window: MainWindow) -> None:
    work = window._work
    work.start()
    QTest.qWait(1_000)
    for already in (0, 50_000):
        window.results.model.take(protocol.Rows(rows=tuple(company.many(already)), fresh=True, last=True))
        beats = [time.perf_counter()]
        timer = QTimer(window, interval=5)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(lambda beats=beats: beats.append(time.perf_counter()))
        timer.start()
        window.check_again()
        QTest.qWait(4_000)
        timer.stop()
        longest = max(after - before for before, after in pairwise(beats)) * 1000
        report(f"longest pause with {already:,} rows already there: {longest:.0f} ms, {len(beats)} beats")
        assert longest < 50
    window.close()


def test_the_cold_start_to_the_first_paint() -> None:
    program = START.format(tests=str(Path(__file__).parents[1]))
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    times = []
    for _ in range(5):
        done = subprocess.run(
            [sys.executable, "-c", program], env=environment, check=True, capture_output=True, timeout=60
        )
        times.append(int(done.stdout))
    report(f"start to first paint, imports included: {sorted(times)} ms")
    assert min(times) < 500
