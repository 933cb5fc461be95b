"""Opens the dialog on a computer that has a profile and a login."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ajar.model.account import Source
from ajar.ui.add_account.dialog import AddAccountDialog
from ajar.worker import protocol
from ui.add_account.heard import KEYCHAIN, SOURCES, Heard, Lay, Table


@pytest.fixture
def lay(qtbot: QtBot) -> Lay:
    """Open the dialog on a computer with a profile and a login."""
    kept: list[QWidget] = []

    def make(ready: protocol.Ready = KEYCHAIN, sources: tuple[Source, ...] = SOURCES) -> Table:
        work, parent = Heard(), QWidget()
        kept.append(parent)
        qtbot.addWidget(parent)
        dialog = AddAccountDialog(work, ready, parent)
        table = Table(work, dialog)
        dialog.added.connect(table.added.append)
        dialog.show()
        QTest.qWaitForWindowExposed(dialog)
        work.found.emit(protocol.Found(sources=sources))
        return table

    return make
