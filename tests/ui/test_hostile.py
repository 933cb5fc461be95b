"""What comes from a cloud is shown as plain text everywhere, whatever it is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ajar.model.account import Account, GcpAdc
from ajar.ui.labels import Label, OneLine, tip
from ajar.words.plain import plain
from ajar.worker import protocol
from ajar.worker.protocol import AccountState
from ui import company
from ui.conftest import Open
from ui.cut import complaints

TEXTS = ["<b>bold</b>", "a\u202etxt.exe", "\x1b[31mred", "<img src='http://x/y.png'>", "x" * 1024]


@pytest.mark.parametrize("text", TEXTS)
def test_a_label_never_takes_text_for_markup_or_shows_what_is_invisible(text: str) -> None:
    for label in (Label(text, wrap=True), OneLine(text)):
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert label.text().isprintable()
        assert plain(text) == label.text()


@pytest.mark.parametrize("text", TEXTS)
def test_a_tooltip_shows_markup_as_it_is(text: str) -> None:
    assert "<b>" not in tip(text)
    assert "<img" not in tip(text)
    assert tip(text).isprintable()


def test_no_label_of_the_window_guesses_whether_its_text_is_markup(opened: Open) -> None:
    window = opened("company")
    window.results.warning.act.emit()
    labels = [label for label in window.findChildren(QLabel) if label.isVisible()]
    assert labels
    assert [label.text() for label in labels if label.textFormat() is Qt.TextFormat.AutoText] == []


def test_a_hostile_name_is_cut_and_moves_nothing(opened: Open) -> None:
    window = opened("company")
    hostile = company.row(company.HOSTILE, id="x", rank=1, missing="s3:GetBucketPolicy", who=("\x1b[2J",) * 3)
    state = AccountState(account=Account(name="<u>\u202e" + "y" * 300, provider="aws", login=GcpAdc()))
    window._work.accounts.emit(protocol.Accounts(accounts=(*company.ACCOUNTS, state)))
    window.results.model.take(protocol.Rows(rows=(hostile,), last=True))
    window.results.table.setCurrentIndex(window.results.model.index(0, 0))
    window.resize(1024, 640)
    window.grab()
    text = str(window.results.model.index(0, 1).data())
    assert "<b>bold</b>\\u202egnp.exe\\x1b[2J" in text
    assert complaints(window) == []
    assert window.width() == 1024
