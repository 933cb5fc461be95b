"""The journal: what is unfinished first, told as what it is; and an undo only where there is one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ajar.model.journal import JournalState
from ajar.ui.main_window import MainWindow
from ajar.ui.repair.diff_box import DiffBox
from ajar.worker import protocol
from ui import invented_repairs
from ui.conftest import Open
from ui.repair.conftest import allow_all, previewed, words
from ui.repair_screens import show_journal


def column(window: MainWindow, number: int) -> list[str]:
    model = window.journal.table.model()
    return [str(model.index(place, number).data()) for place in range(model.rowCount())]


def test_the_unfinished_stands_first_and_then_the_latest(opened: Open) -> None:
    window = opened("company")
    show_journal(window)
    names = [text.partition("\n")[0] for text in column(window, 1)]
    assert names[:3] == ["orders-replica", "acme-db-backups", "www-drafts"]
    assert column(window, 2)[0] == "Begun, not seen to end\nuser/ana"
    assert column(window, 3)[1] == "Private\nbefore: Open to anyone"
    assert column(window, 3)[0] == "Not looked up\nbefore: Open to anyone"


def test_an_entry_tells_everything_and_shows_the_very_text(opened: Open) -> None:
    window = opened("company")
    show_journal(window)
    window.journal.choose("1")
    told = words(window.journal.pane)
    assert "acme-db-backups" in told
    assert "by arn:aws:iam::421109387756:user/ana" in told
    assert "Closed. Nobody outside gets in." in told
    assert "HEAD a.txt without a login was refused at 14:09." in told
    assert '-       "Sid": "TempShare",' in window.journal.pane.findChildren(DiffBox)[-1].toPlainText()


@pytest.mark.parametrize(
    ("number", "undo", "look"),
    [("1", True, False), ("2", True, False), ("3", False, True), ("4", False, False), ("6", False, False)],
)
def test_each_entry_offers_what_can_be_done_with_it(
    opened: Open, number: str, *, undo: bool, look: bool
) -> None:
    window = opened("company")
    show_journal(window)
    window.journal.choose(number)
    pane = window.journal.pane
    assert (pane._undo.isVisible(), pane._look.isVisible()) == (undo, look)


def test_an_undo_opens_the_same_preview_turned_round(opened: Open, qtbot: QtBot) -> None:
    window = opened("company")
    allow_all(window)
    show_journal(window)
    window.journal.choose("1")
    window.journal.pane._undo.click()
    dialog = previewed(window, qtbot)
    assert "Undo the change to acme-db-backups" in words(dialog)
    assert "Anyone on the internet can list this bucket and download every file again." in words(dialog)
    assert '+       "Sid": "TempShare",' in dialog.findChildren(DiffBox)[0].toPlainText()


def test_what_was_left_unfinished_is_looked_up_at_the_start_and_told(opened: Open, qtbot: QtBot) -> None:
    window = opened("crashed")
    qtbot.waitUntil(window.results.outcome.isVisible, timeout=10_000)
    assert "orders-replica: Nothing was changed." in words(window.results.outcome)
    window.results.outcome.act.emit()
    assert window.pages.currentWidget() is window.journal
    assert "unfinished" not in words(window.journal)


def test_what_cannot_be_looked_up_is_asked_for_again_by_a_person_alone(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened("company")
    keeper, sent = window.fixing.keeper, list[object]()

    def lookups() -> int:
        return sum(isinstance(one, protocol.LookUp) for one in sent)

    monkeypatch.setattr(window._work, "send", sent.append)
    left = protocol.Journal(entries=invented_repairs.ENTRIES, unfinished=("3",))
    window._work.journal.emit(left)
    assert lookups() == 1
    again = protocol.Journal(
        entries=invented_repairs.ENTRIES, unfinished=("3",), looked_up=True, trouble="Sign in again."
    )
    window._work.journal.emit(again)
    window._work.journal.emit(left)
    assert lookups() == 1
    assert "1 change could not be looked up yet. Sign in again." in words(window.results.outcome)
    window.open_journal()
    assert "1 change was left unfinished" in words(window.journal)
    window.journal._warning.act.emit()
    assert lookups() == 2
    assert keeper.looking


def test_an_empty_journal_says_what_it_is_for(opened: Open) -> None:
    window = opened("company")
    window.open_journal()
    assert "Nothing was changed yet." in words(window.journal)


def test_a_chosen_entry_stays_chosen_when_another_comes_in(opened: Open) -> None:
    window = opened("company")
    show_journal(window)
    window.journal.choose("4")
    new = invented_repairs.entry(JournalState.VERIFIED, 0)
    window._work.journal.emit(protocol.Journal(entries=(new, *invented_repairs.ENTRIES)))
    chosen = window.journal.chosen()
    assert chosen is not None
    assert chosen.id == "4"


def test_an_entry_is_copied_as_text(opened: Open) -> None:
    window = opened("company")
    show_journal(window)
    window.journal.choose("1")
    QTest.keyClick(window.journal.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = QApplication.clipboard().text()
    assert "acme-db-backups" in text
    assert "Made and checked" in text


def test_the_status_bar_says_what_is_true(opened: Open) -> None:
    assert "Ajar only reads until you confirm a change" in words(opened("company").statusBar())
