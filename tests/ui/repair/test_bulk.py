"""Many at once: each is its own line with its own result, and none is made that was not left ticked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ajar.model.journal import JournalState
from ajar.model.row import Row
from ajar.ui.main_window import MainWindow
from ajar.ui.repair.bulk_dialog import BulkDialog
from ajar.ui.repair.desk import MOST
from ajar.words.repair import fix_title
from ajar.worker import protocol
from ui import company, invented_repairs
from ui.repair.conftest import Explained, allow_all, words

NAMES = ("acme-db-backups", "www-drafts", "orders-replica", "partner-drop", "invoices")


def chosen() -> list[Row]:
    return [row for row in company.ROWS if row.name in NAMES]


def open_bulk(window: MainWindow, qtbot: QtBot) -> BulkDialog:
    allow_all(window)
    window.fixing.desk.fix(chosen())
    dialog = window.fixing.desk._dialog
    assert isinstance(dialog, BulkDialog)
    qtbot.waitUntil(dialog._looked_up)
    return dialog


def test_several_rows_are_chosen_with_the_keyboard_and_counted_in_the_button(explained: Explained) -> None:
    window = explained("company")
    table = window.results.table
    for _ in range(2):
        QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert [row.name for row in table.selected()] == ["acme-db-backups", "www-drafts", "orders-replica"]
    assert window.results.details._fix.text() == "Make 3 private..."
    QTest.keySequence(table, "Ctrl+A")
    assert table.number_selected() == len(company.ROWS)
    assert window.results.details._fix.text() == "Make 7 private..."  # the others are private already


def test_several_rows_stay_chosen_when_the_table_is_set_anew(explained: Explained) -> None:
    window = explained("company")
    table = window.results.table
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    window.results.bar.field.setText("a")
    assert [row.name for row in table.selected()] == ["acme-db-backups", "www-drafts"]


def test_each_line_tells_its_fix_its_trouble_and_what_may_break(explained: Explained, qtbot: QtBot) -> None:
    dialog = open_bulk(explained("company"), qtbot)
    told = words(dialog)
    assert "Make 3 private" in told
    assert fix_title("remove_statement") in told
    assert "The website www.acme.example is served from it, and will stop." in told
    assert "1 thing could not be looked up." in told
    assert "There is no fix for partner-drop." in told
    assert [line.row.name for line in dialog._lines] == list(NAMES[:4])  # the last is private already


def test_many_want_words_to_be_typed_and_count_what_is_ticked(explained: Explained, qtbot: QtBot) -> None:
    dialog = open_bulk(explained("company"), qtbot)
    act, typed = dialog.confirm.act, dialog.confirm._typed
    assert act.text() == "Make 3 private"
    typed.setText("make 3 private")
    assert act.isEnabled()
    dialog._lines[2]._box.setChecked(False)
    assert act.text() == "Make 2 private"
    assert not act.isEnabled()
    typed.setText("make 2 private")
    assert act.isEnabled()


def test_one_failure_stops_no_other_and_each_has_its_own_result(explained: Explained, qtbot: QtBot) -> None:
    window = explained("company")
    dialog = open_bulk(window, qtbot)
    dialog.confirm._typed.setText("make 3 private")
    dialog.confirm.act.click()
    qtbot.waitUntil(lambda: not window.fixing.desk.making.busy, timeout=10_000)
    lines = {line.row.name: words(line) for line in dialog._lines}
    assert "Closed. Nobody outside gets in." in lines["acme-db-backups"]
    assert "Nothing was changed. s3:PutBucketPolicy is not allowed." in lines["www-drafts"]
    assert "Closed. Nobody outside gets in." in lines["orders-replica"]
    assert "2 are closed. 1 is not, or not yet: see below." in words(dialog)
    dialog.confirm._cancel.click()
    assert "2 are closed. 1 is not, or not yet: see the journal." in words(window.results.outcome)


def test_what_is_under_way_can_be_stopped_after_its_step(
    explained: Explained, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = explained("company")
    dialog = open_bulk(window, qtbot)
    sent: list[object] = []
    monkeypatch.setattr(window._work, "send", sent.append)
    dialog.confirm._typed.setText("make 3 private")
    dialog.confirm.act.click()
    dialog.confirm._stop.click()
    assert isinstance(sent[0], protocol.Make)
    assert sent[1] == protocol.StopMaking()
    window._work.made.emit(protocol.Made(stopped=True))
    assert "0 are closed. 3 are not, or not yet: see below." in words(dialog)
    assert "Not begun." in words(dialog)
    assert not dialog.confirm._stop.isVisible()


def test_of_one_that_was_under_way_when_the_worker_died_it_is_not_said_that_it_was_not_begun(
    explained: Explained, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = explained("company")
    dialog = open_bulk(window, qtbot)
    monkeypatch.setattr(window._work, "send", lambda _request: None)
    dialog.confirm._typed.setText("make 3 private")
    dialog.confirm.act.click()
    window._work.moved.emit(protocol.Moved(place=0, entry=invented_repairs.entry(JournalState.WRITING)))
    window._work.repairs_died.emit("killed")
    told = words(dialog)
    assert "Not begun." not in told
    assert told.count("How far this came is not known yet: see the journal.") == 3


def test_too_many_at_once_are_refused_with_the_number(explained: Explained) -> None:
    window = explained("company")
    allow_all(window)
    said: list[str] = []
    window.fixing.said.connect(said.append)
    window.fixing.desk.fix([company.row(f"b{n}", **company.OPEN) for n in range(MOST + 1)])
    assert said == [f"Choose {MOST} or fewer at a time"]
    assert window.fixing.desk._dialog is None
