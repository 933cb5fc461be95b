"""The worker's client: its events become signals, and however the worker ends, the window knows."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QElapsedTimer
from pytestqt.qtbot import QtBot

from ajar.ui.work import POLITE, Work, repair_command, worker_command
from ajar.worker import protocol
from ajar.worker.protocol import Confirmed, Make
from ui import company, invented_repairs
from ui.canned_worker import command, repairs

Start = Callable[[str], Work]


@pytest.fixture
def started(qtbot: QtBot) -> Iterator[Start]:
    works: list[Work] = []

    def start(scenario: str) -> Work:
        work = Work(command(scenario), repairs=repairs(scenario))
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


MAKE = Make(plans=(Confirmed(account_name=company.PROD, plan=invented_repairs.statement_plan()),))


def test_the_worker_for_repairs_starts_when_it_is_first_needed(started: Start, qtbot: QtBot) -> None:
    work = started("company")
    assert work._repairing.pipe is None
    with qtbot.waitSignals([work.moved, work.rows, work.made]):
        work.send(MAKE)
    assert work._repairing.pipe is not None


def test_a_change_that_is_under_way_is_finished_before_the_worker_ends(
    started: Start, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tmp_path / "made"
    monkeypatch.setenv("AJAR_TEST_MADE", str(made))
    work = started("slow_fix")
    with qtbot.waitSignal(work.moved):
        work.send(MAKE)
    assert not made.exists()
    work.stop()
    assert made.read_text(encoding="utf-8") == "acme-db-backups"
    assert not work._repairing.alive


def test_a_worker_for_repairs_that_dies_is_told_and_the_next_request_starts_another(
    started: Start, qtbot: QtBot
) -> None:
    work = started("dying")
    deaths: list[str] = []
    work.died.connect(deaths.append)
    with qtbot.waitSignal(work.repairs_died) as told:
        work.send(MAKE)
    assert "code 9" in told.args[0]
    with qtbot.waitSignal(work.journal) as journal:
        work.send(protocol.LookUp())
    assert journal.args[0].looked_up
    assert deaths == []


def test_a_secret_for_the_session_reaches_both_workers_and_one_for_the_keychain_only_one(
    started: Start, qtbot: QtBot
) -> None:
    work = started("company")
    account = company.ACCOUNTS[0].account
    with qtbot.waitSignal(work.accounts):
        work.add(account, "hunter2")
    assert work._repairing.pipe is None
    with qtbot.waitSignal(work.failed) as told:
        work.add(account, "hunter2", for_session=True)
    assert told.args[0].says == f"held 7 characters for {company.PROD}"


def test_another_store_gets_another_worker_for_repairs(started: Start, qtbot: QtBot) -> None:
    work = started("company")
    with qtbot.waitSignal(work.made):
        work.send(MAKE)
    before = work._repairing.pipe
    work.ready.emit(protocol.Ready(version="1", store="other.db"))
    work._repairing.use("other.db", demo=False)
    with qtbot.waitSignal(work.made):
        work.send(MAKE)
    assert work._repairing.pipe is not before
    qtbot.waitUntil(lambda: not work._repairing._leaving)


def test_nothing_is_changed_before_there_is_a_store(qtbot: QtBot) -> None:
    work = Work(command("company"), repairs=repairs("company"))
    work.send(MAKE)
    qtbot.wait(50)
    assert not work._repairing.alive


def test_the_worker_for_repairs_is_this_programs_own_interpreter_on_the_same_store() -> None:
    assert repair_command("a.db", demo=False) == [
        *(sys.executable, "-m", "ajar.worker"),
        *("--repairs", "--store", "a.db"),
    ]
    assert repair_command("a.db", demo=True)[-1] == "--demo"
