"""Who changed a resource, from the button to the worker and back; and where no answer comes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QTextEdit
from pytestqt.qtbot import QtBot

from ajar.ui.main_window import MainWindow
from ajar.ui.remembered import Remembered
from ajar.ui.work import Work, worker_command
from ajar.worker import protocol
from ui.conftest import Open


def said(window: MainWindow) -> str:
    """What the section says."""
    shown = window.results.details.who.findChildren(QTextEdit)
    return "\n".join(one.toPlainText() for one in shown if not one.isHidden())


def shows_the_chosen(window: MainWindow) -> bool:
    """Whether the answer about the chosen row has come; one about the row before may stand until then."""
    row, shown = window.results.table.row(), window.results.details._finding
    return row is not None and shown is not None and row.id == shown.resource.id


@pytest.fixture
def demo(qtbot: QtBot) -> Iterator[MainWindow]:
    """A window on the demo whose check is over, and which shows what the row on top holds."""
    work = Work(worker_command(demo=True, seed=42))
    window = MainWindow(work, Remembered(None))
    qtbot.addWidget(window)
    ended: list[object] = []
    work.scanned.connect(ended.append)
    work.start()
    window.show()
    qtbot.waitUntil(lambda: bool(ended), timeout=60_000)
    qtbot.waitUntil(lambda: shows_the_chosen(window), timeout=10_000)
    yield window
    window.close()


def test_the_demo_tells_who_opened_the_storys_bucket(demo: MainWindow, qtbot: QtBot) -> None:
    shown = demo.results.details._finding
    assert shown is not None
    assert shown.resource.name == "marrow-launch-drafts"
    demo.results.details.who.press()
    qtbot.waitUntil(lambda: "user/iris" in said(demo), timeout=20_000)
    assert "Changed the bucket's policy" in said(demo)


def test_a_worker_that_stops_or_makes_a_mistake_is_no_endless_wait(opened: Open, qtbot: QtBot) -> None:
    window = opened("company")
    qtbot.waitUntil(lambda: window.results.details._finding is not None)
    section = window.results.details.who
    section.press()
    window._work.failed.emit(protocol.Failed(request="Ask", says="Something else."))
    assert "Something else." not in said(window)
    window._work.failed.emit(protocol.Failed(request="AskWho", says="Ajar made a mistake."))
    assert "Ajar made a mistake." in said(window)
    section.press()
    window._work.died.emit("the end")
    assert "has stopped" in said(window)


def test_a_question_that_no_worker_hears_is_answered_at_once(opened: Open, qtbot: QtBot) -> None:
    window = opened("dies")
    qtbot.waitUntil(lambda: window.results.details._finding is not None)
    window.check_again()
    qtbot.waitUntil(lambda: not window._work.reads, timeout=10_000)
    window.results.details.who.press()
    assert "has stopped" in said(window)
