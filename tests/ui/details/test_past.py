"""The history in the details: since when it stands so, how it stood before, and no more than is known."""

from __future__ import annotations

from datetime import timedelta

import msgspec
from PySide6.QtWidgets import QApplication, QTextEdit
from pytestqt.qtbot import QtBot

import verdicts
from ajar.model.history import Earlier, Past
from ajar.model.row import row
from ajar.ui.details.pane import DetailsPane
from ajar.ui.look.tinted import IconButton
from invented import CLOSED, finding


def said(pane: DetailsPane) -> str:
    QApplication.processEvents()
    return "\n".join(text.toPlainText() for text in pane._past.findChildren(QTextEdit) if text.isVisible())


def test_the_past_is_told_and_what_is_long_past_is_folded(qtbot: QtBot) -> None:
    pane = DetailsPane()
    qtbot.addWidget(pane)
    pane.show()
    shown = verdicts.open_by_policy()
    private = row(finding(exposure=CLOSED))
    before = tuple(
        Earlier(
            since=shown.read_at - timedelta(days=n + 1),
            row=msgspec.structs.replace(private, read_at=shown.read_at - timedelta(days=n, hours=1)),
        )
        for n in range(5)
    )
    pane.show_finding(shown, "prod")
    pane.show_past(Past(last=row(shown), since=shown.read_at, before=before))
    assert "Open to anyone since between" in said(pane)
    assert said(pane).count("Private from") == 3
    [fold] = [button for button in pane._past.findChildren(IconButton) if button.text() == "2 more"]
    fold.click()
    assert said(pane).count("Private from") == 5


def test_nothing_is_told_where_nothing_is_known(qtbot: QtBot) -> None:
    pane = DetailsPane()
    qtbot.addWidget(pane)
    pane.show()
    pane.show_finding(verdicts.closed(), "prod")
    pane.show_past(None)
    assert said(pane) == ""
    assert not pane._past.isVisible()
