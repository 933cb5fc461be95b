"""The worker's client: its events become signals, and however the worker ends, the window knows."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QElapsedTimer
from pytestqt.qtbot import QtBot

from ajar.ui.work import POLITE, Work, worker_command
from ui import company
from ui.canned_worker import command

Start = Callable[[str], Work]


@pytest.fixture
def started(qtbot: QtBot) -> Iterator[Start]:
    works: list[Work] = []

    def start(scenario: str) -> Work:
        work = Work(command(scenario))
        works.append(work)
        with qtbot.waitSignals([work.ready, work.accounts, work.rows], timeout=10_000):
            work.start()
        return work

    yield start
    for work in works:
        work.stop()


def test_a_scan_begins_tells_and_ends(started: Start, qtbot: QtBot) -> None:
    work = started("company")
    with qtbot.waitSignals([work.working, work.rows, work.scanned]):
        work.scan(company.PROD)
        assert work.busy
    qtbot.waitUntil(lambda: not work.busy)


def test_a_cancelled_scan_ends_politely(started: Start, qtbot: QtBot) -> None:
    work = started("slow")
    with qtbot.waitSignal(work.working):
        work.scan()
    with qtbot.waitSignal(work.scanned) as told:
        work.cancel()
    assert told.args[0].cancelled


def test_a_scan_that_does_not_stop_is_ended_by_force_and_a_new_worker_tells_the_last_state(
    started: Start, qtbot: QtBot
) -> None:
    work = started("stubborn")
    with qtbot.waitSignal(work.working):
        work.scan()
    with qtbot.waitSignal(work.ready, timeout=POLITE + 8_000):
        work.cancel()
    assert not work.busy


def test_a_worker_that_dies_is_told_once_with_what_it_said_last(started: Start, qtbot: QtBot) -> None:
    work = started("dies")
    reports: list[str] = []
    work.died.connect(reports.append)
    work.scan()
    qtbot.waitUntil(lambda: bool(reports))
    qtbot.wait(50)
    assert len(reports) == 1
    assert "code 3" in reports[0]
    assert "out of memory" in reports[0]
    assert not work.busy


def test_what_is_no_message_ends_the_worker(started: Start, qtbot: QtBot) -> None:
    work = started("babble")
    with qtbot.waitSignal(work.died) as told:
        work.scan()
    assert "something else than messages" in told.args[0]


def test_a_worker_that_cannot_be_started_is_told(qtbot: QtBot) -> None:
    work = Work(["/nowhere/python", "-m", "ajar.worker"])
    with qtbot.waitSignal(work.died) as told:
        work.start()
    assert "/nowhere/python" in told.args[0]
    work.stop()


def test_the_worker_ends_with_its_window_soon(started: Start) -> None:
    work = started("company")
    assert work._reading.pipe is not None
    process = work._reading.pipe.process
    clock = QElapsedTimer()
    clock.start()
    work.stop()
    assert process.state() is process.ProcessState.NotRunning
    assert clock.elapsed() < POLITE


def test_the_worker_is_this_programs_own_interpreter_and_the_demo_is_told_apart() -> None:
    assert worker_command(demo=False, seed=7) == [sys.executable, "-m", "ajar.worker"]
    assert worker_command(demo=True, seed=7)[3:] == ["--demo", "--seed", "7"]
