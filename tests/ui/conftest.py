"""A window with a canned worker behind it, at its real size, for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ajar.ui.look.fonts import interface
from ajar.ui.look.palette import Choice, dress
from ajar.ui.main_window import MainWindow
from ajar.ui.remembered import Remembered
from ajar.ui.work import Work
from ui.canned_worker import command, repairs

Open = Callable[[str], MainWindow]


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    qapp.setStyle("Fusion")
    qapp.setFont(interface())
    dress(qapp, Choice.LIGHT)


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Open]:
    """Open a window on a scenario of the canned worker, and wait until it knows how things stand."""
    windows: list[MainWindow] = []

    def make(scenario: str) -> MainWindow:
        work = Work(command(scenario), repairs=repairs(scenario))
        window = MainWindow(work, Remembered(None))
        work.setParent(window)
        windows.append(window)
        qtbot.addWidget(window)
        last: list[bool] = []
        journals: list[object] = []
        work.rows.connect(lambda event: last.append(event.last))
        work.journal.connect(journals.append)
        work.start()
        window.resize(1280, 800)
        window.show()
        qtbot.waitUntil(lambda: any(last) and bool(journals), timeout=10_000)
        return window

    yield make
    for window in windows:
        window.close()
