"""On the demo cloud as a person would: sees the open bucket, closes it, sees it refused, opens it again."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ajar.model.access import State
from ajar.model.account import Demo
from ajar.ui.main_window import MainWindow
from ajar.ui.remembered import Remembered
from ajar.ui.repair.preview_dialog import PreviewDialog
from ajar.ui.work import Work, worker_command
from ui.repair.conftest import previewed, words

BUCKET = "marrow-launch-drafts"
LONG = 60_000


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    """A window on the demo, whose first check is over."""
    work = Work(worker_command(demo=True, seed=42))
    made = MainWindow(work, Remembered(None))
    work.setParent(made)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    with qtbot.waitSignal(work.scanned, timeout=LONG):
        work.start()
    yield made
    made.close()


def asked_from_outside(window: MainWindow) -> int:
    """The status of a request for the bucket's list without any login."""
    logins = [state.account.login for state in window._standing.accounts if state.account.provider == "aws"]
    [url] = {login.url for login in logins if isinstance(login, Demo)}
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
    try:
        connection.request("GET", f"/{BUCKET}?list-type=2")
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def state(window: MainWindow) -> State:
    held = window.results.model.held
    return next(held.rows[n].state for n in held.numbers.values() if held.rows[n].name == BUCKET)


def choose(window: MainWindow, qtbot: QtBot) -> None:
    window.results.bar.field.setText(BUCKET)
    window.results.table.setCurrentIndex(window.results.model.index(0, 0))
    details = window.results.details
    qtbot.waitUntil(lambda: details._finding is not None and details._finding.resource.name == BUCKET)


def confirm(window: MainWindow, dialog: PreviewDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(dialog.confirm.act.isEnabled, timeout=LONG)
    QTest.mouseClick(dialog.confirm.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.fixing.desk.making.busy, timeout=LONG)


@pytest.mark.timeout(240)
def test_an_open_bucket_is_closed_and_opened_again_through_the_window(
    window: MainWindow, qtbot: QtBot
) -> None:
    assert state(window) is State.OPEN
    assert asked_from_outside(window) == 200
    choose(window, qtbot)
    assert "What would close it" in words(window.results.details)

    window.results.details._fix.click()
    dialog = previewed(window, qtbot, LONG)
    assert asked_from_outside(window) == 200  # a preview changes nothing
    assert f"Make {BUCKET} private" in words(dialog)
    confirm(window, dialog, qtbot)
    assert "Closed. Nobody outside gets in." in words(dialog)
    qtbot.waitUntil(lambda: state(window) is State.CLOSED)
    assert asked_from_outside(window) == 403
    dialog.confirm._cancel.click()
    assert f"{BUCKET}: Closed." in words(window.results.outcome)

    qtbot.waitUntil(lambda: bool(window.fixing.keeper.entries))
    window.fixing.undo_last()
    undo = previewed(window, qtbot, LONG)
    assert "This opens it to anyone on the internet again." in words(undo)
    confirm(window, undo, qtbot)
    assert "Put back as it was. It is open again: Open to anyone." in words(undo)
    qtbot.waitUntil(lambda: state(window) is State.OPEN)
    assert asked_from_outside(window) == 200
    qtbot.waitUntil(lambda: len(window.fixing.keeper.entries) == 2)
    assert window.fixing.keeper.last_undoable() is None
