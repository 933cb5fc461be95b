"""A window on the canned worker whose details are there, for each test of fixing."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ajar.ui.main_window import MainWindow
from ajar.ui.repair.preview_dialog import PreviewDialog
from ajar.worker import protocol
from ui import company
from ui.conftest import Open

Explained = Callable[[str], MainWindow]


@pytest.fixture
def explained(opened: Open, qtbot: QtBot) -> Explained:
    """Open a window on a scenario, and wait until the first row is explained."""

    def make(scenario: str = "company") -> MainWindow:
        window = opened(scenario)
        qtbot.waitUntil(lambda: window.results.details._finding is not None)
        return window

    return make


def words(widget: QWidget) -> str:
    """Everything that can be read on it, but for what is in boxes that scroll."""
    QApplication.processEvents()  # what has just come in is shown by the next event
    said = []
    for one in widget.findChildren(QWidget):
        if isinstance(one, QLabel) and one.isVisible():
            said.append(one.text())
        elif isinstance(one, QTextEdit) and one.isVisible():
            said.append(one.toPlainText())
    return "\n".join(said)


def previewed(window: MainWindow, qtbot: QtBot, patience: int = 5_000) -> PreviewDialog:
    """The open dialog, once its preview is there."""
    desk = window.fixing.desk
    qtbot.waitUntil(
        lambda: isinstance(desk._dialog, PreviewDialog) and desk._dialog._preview is not None,
        timeout=patience,
    )
    assert isinstance(desk._dialog, PreviewDialog)
    return desk._dialog


def allow_all(window: MainWindow) -> None:
    """Allow fixes on the company's accounts, as if the person had done so before."""
    states = tuple(
        msgspec.structs.replace(
            state, account=msgspec.structs.replace(state.account, fix=state.account.login)
        )
        for state in company.ACCOUNTS
    )
    window._work.accounts.emit(protocol.Accounts(accounts=states))
