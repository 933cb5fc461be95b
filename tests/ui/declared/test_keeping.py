"""Declaring something open on purpose in the window: filled in, never by accident, told where it is seen."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from ajar.model.access import Audience, Capability
from ajar.model.exposure import Caveat
from ajar.model.kept import Kept
from ajar.ui.declared.file_trouble import FileTrouble
from ajar.ui.declared.keep_dialog import KeepDialog
from ajar.ui.main_window import MainWindow
from ajar.worker import protocol
from ui import company
from ui.conftest import Open
from ui.declared_screens import EXCEPTION, EXCEPTIONS, kept, show_kept
from ui.repair.conftest import words

WHY = "The press kit is for journalists"


@pytest.fixture
def window(opened: Open, qtbot: QtBot) -> MainWindow:
    found = opened("company")
    qtbot.waitUntil(lambda: found.results.details._finding is not None)
    return found


def asked(window: MainWindow, qtbot: QtBot) -> KeepDialog:
    """The dialog, opened by the button of the details."""
    window.results.details._keep.click()
    return opened_dialog(window, qtbot)


def opened_dialog(window: MainWindow, qtbot: QtBot) -> KeepDialog:
    qtbot.waitUntil(lambda: window.declaring._dialog is not None)
    dialog = window.declaring._dialog
    assert dialog is not None
    return dialog


def choose(window: MainWindow, name: str, qtbot: QtBot) -> None:
    row = next(row for row in company.ROWS if row.name == name)
    window.results.choose(row.account, row.id)
    details = window.results.details
    qtbot.waitUntil(lambda: details._finding is not None and details._finding.resource.name == name)


def declare(window: MainWindow, qtbot: QtBot) -> None:
    dialog = asked(window, qtbot)
    dialog._reason.setPlainText(WHY)
    dialog._act.click()
    qtbot.waitUntil(lambda: window.declaring._dialog is None)


def test_the_likely_scope_is_filled_in_and_only_the_reason_lacks(window: MainWindow, qtbot: QtBot) -> None:
    dialog = asked(window, qtbot)
    said = dialog.exception()
    assert (said.audience, said.capabilities) == (Audience.PUBLIC, (Capability.LIST, Capability.READ))
    assert said.by == "logged-in"
    assert "Keep acme-db-backups open" in words(dialog)
    assert not dialog._act.isEnabled()
    assert QApplication.focusWidget() in (dialog._reason, None)
    dialog._reason.setPlainText(WHY)
    assert dialog._act.isEnabled()


def test_what_is_declared_is_quiet_counted_and_listed(window: MainWindow, qtbot: QtBot) -> None:
    declare(window, qtbot)
    qtbot.waitUntil(lambda: "2 things are open to strangers" in words(window.results.head))
    assert "1 open on purpose" in words(window.results.head)
    assert "acme-db-backups may be open until" in window.statusBar().currentMessage()
    [one] = window.declaring.known.exceptions
    assert one.kept.exception.reason == WHY
    window.open_kept()
    assert "Open as declared" in words(window.pages.kept.pane)
    assert WHY in words(window.pages.kept.pane)


def test_enter_neither_declares_nor_throws_away_what_was_typed(window: MainWindow, qtbot: QtBot) -> None:
    dialog = asked(window, qtbot)
    for field in (dialog._by, dialog._until, dialog._scope._able[Capability.LIST]):
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert dialog.isVisible()
    assert dialog._cancel.isDefault()
    assert window.declaring.known.exceptions == ()


def test_a_mistake_is_told_beside_its_field_once_it_was_touched(window: MainWindow, qtbot: QtBot) -> None:
    dialog = asked(window, qtbot)
    assert [about for about, label in dialog._wrong.items() if label.isVisible()] == []
    dialog._reason.setPlainText("ok")
    assert "The reason says why" in dialog._wrong["reason"].toPlainText()
    dialog._by.setText(" ")
    for box in dialog._scope._able.values():
        box.setChecked(False)
    assert dialog._wrong["by"].isVisible()
    assert dialog._wrong["can"].isVisible()
    assert not dialog._wrong["until"].isVisible()
    assert not dialog._act.isEnabled()


def test_which_files_are_meant_can_be_said_as_one_writes_them(window: MainWindow, qtbot: QtBot) -> None:
    dialog = asked(window, qtbot)
    dialog._prefix.setText("public/*")
    assert dialog.exception().prefix == "public/"
    for able, box in dialog._scope._able.items():
        box.setChecked(able is Capability.LIST)
    assert "Which files is said only where" in dialog._wrong["prefix"].toPlainText()


def test_the_end_is_a_year_away_at_most(window: MainWindow, qtbot: QtBot) -> None:
    dialog = asked(window, qtbot)
    dialog._until.setDate(QDate(2999, 1, 1))
    assert dialog.exception().until <= dialog._today + timedelta(days=366)
    dialog._until.setDate(QDate(2000, 1, 1))
    assert dialog.exception().until >= dialog._today


def test_what_the_worker_finds_wrong_is_told_and_the_dialog_stays(window: MainWindow, qtbot: QtBot) -> None:
    dialog = asked(window, qtbot)
    dialog._reason.setPlainText(WHY)
    dialog._scope._able[Capability.ADMIN].setChecked(True)
    dialog._act.click()
    qtbot.waitUntil(dialog._trouble.isVisible)
    assert "no longer among what was found" in dialog._trouble.toPlainText()
    assert dialog._act.isEnabled()
    assert dialog._reason.toPlainText() == WHY
    window._work.failed.emit(protocol.Failed(request="Declare", says="The disk is full."))
    assert "The disk is full." in words(dialog)


def test_who_declared_last_is_filled_in_again(window: MainWindow, qtbot: QtBot) -> None:
    dialog = asked(window, qtbot)
    dialog._by.setText("Ben")
    dialog._reason.setPlainText(WHY)
    dialog._act.click()
    qtbot.waitUntil(lambda: window.declaring._dialog is None)
    choose(window, "shared-exports", qtbot)
    assert asked(window, qtbot).exception().by == "Ben"


def test_nothing_is_offered_where_nobody_outside_gets_in(window: MainWindow, qtbot: QtBot) -> None:
    choose(window, "invoices", qtbot)
    assert not window.results.details._keep.isVisible()
    window.results.table.setFocus()
    window.declaring.keep()
    qtbot.waitUntil(lambda: "nothing to keep open" in window.statusBar().currentMessage())
    choose(window, "legacy-uploads", qtbot)
    assert window.results.details._keep.isVisible()
    window.results.bar.field.setText("zzz")
    window.declaring.keep()
    assert "Choose a row first." in window.statusBar().currentMessage()


def told(window: MainWindow, one: Kept, *caveats: Caveat) -> str:
    """What the details say of this exception."""
    finding = company.finding(company.ROWS[0])
    covers = None if caveats else one.exception
    exposure = msgspec.structs.replace(finding.exposure, caveats=caveats, exception=covers)
    found = msgspec.structs.replace(finding, exposure=exposure)
    window.results.details.show_finding(found, company.PROD, (), one)
    assert not window.results.details._keep.isVisible()
    assert window.results.details.meant.isVisible()
    return words(window.results.details)


def test_the_details_say_what_was_declared_and_what_goes_beyond_it_on_top(window: MainWindow) -> None:
    one = kept("acme-db-backups")
    said = told(window, one)
    assert f"Open on purpose until {EXCEPTION.until.day} " in said
    assert EXCEPTION.reason in said
    said = told(window, one, Caveat(code="kept_wider", args={"outsiders": "Anyone", "can": "list it"}))
    assert "Open wider than declared" in said
    assert "More than was declared: Anyone can also list it." in said
    assert "Worth knowing" not in said
    said = told(window, one, Caveat(code="kept_ended", args={"day": "1 Jan 2026"}), Caveat(code="other"))
    assert "Ended" in said
    assert "Worth knowing" in said
    window.results.details.show_finding(company.finding(company.ROWS[0]))
    assert not window.results.details.meant.isVisible()


def test_no_longer_on_purpose_asks_first_and_is_open_again(window: MainWindow, qtbot: QtBot) -> None:
    declare(window, qtbot)
    window.open_kept()
    window.pages.kept.pane._withdraw.click()
    [box] = window.findChildren(QMessageBox)
    assert box.defaultButton() is box.button(QMessageBox.StandardButton.Cancel)
    box.button(QMessageBox.StandardButton.Cancel).click()
    assert len(window.declaring.known.exceptions) == 1
    window.pages.kept.pane._withdraw.click()
    box = window.findChildren(QMessageBox)[-1]
    next(button for button in box.buttons() if "No longer" in button.text()).click()
    qtbot.waitUntil(lambda: window.declaring.known.exceptions == ())
    window.leave_aside()
    qtbot.waitUntil(lambda: "3 things are open to strangers" in words(window.results.head))
    window.open_kept()
    assert "Nothing is open on purpose yet" in words(window.pages.kept)


def test_one_is_changed_from_the_list_with_what_was_said_before(window: MainWindow, qtbot: QtBot) -> None:
    declare(window, qtbot)
    window.open_kept()
    window.pages.kept.table.setFocus()
    QTest.keyClick(window.pages.kept.table, Qt.Key.Key_Return)
    dialog = opened_dialog(window, qtbot)
    assert dialog.exception().reason == WHY
    assert dialog._act.text() == "Change"
    dialog._reason.setPlainText(f"{WHY}, still")
    dialog._act.click()
    qtbot.waitUntil(lambda: window.declaring._dialog is None)
    assert f"{WHY}, still" in words(window.pages.kept.pane)


def test_one_that_ended_is_offered_anew_for_a_year(window: MainWindow) -> None:
    ended = msgspec.structs.replace(EXCEPTION, until=company.NOW.date() - timedelta(days=9))
    draft = protocol.Draft(account="1", resource="r", name="r", exception=ended, before=True)
    dialog = KeepDialog(draft, ended, window)
    assert dialog.exception().until == dialog._today + timedelta(days=365)


def test_the_list_says_how_each_stands_and_leads_to_its_row(window: MainWindow) -> None:
    show_kept(window)
    page = window.pages.kept
    model = page.table.model()
    states = [str(model.index(row, 3).data()).partition("\n")[0] for row in range(model.rowCount())]
    assert states == [
        "Open wider than declared",
        "Open as declared",
        "Ended",
        "Not seen yet",
        "Not needed now",
    ]
    assert "More than was declared" in words(page.pane)
    page.table.choose((EXCEPTIONS[3].kept.account, EXCEPTIONS[3].kept.resource))
    assert not page.pane._show.isVisible()
    assert "No check of this computer has found it." in words(page.pane)
    window.sidebar._list.setCurrentRow(2)
    window.results.bar.field.setText("zzz")
    show_kept(window)
    page.table.choose((EXCEPTIONS[0].kept.account, EXCEPTIONS[0].kept.resource))
    page.pane._show.click()
    assert window.pages.currentWidget() is window.results
    row = window.results.table.row()
    assert row is not None
    assert row.name == "acme-db-backups"


def test_the_list_is_exported_and_imported_and_every_mistake_is_told(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    show_kept(window)
    file = tmp_path / "open.toml"
    picked(window, window.pages.kept._export.click, file)
    qtbot.waitUntil(lambda: "0 exceptions written to open.toml" in window.statusBar().currentMessage())
    file.write_text("line 3: a is not known here\nline 9: b \x1b[2J\n", encoding="utf-8")
    picked(window, window.pages.kept._import.click, file)
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(FileTrouble)))
    [dialog] = window.findChildren(FileTrouble)
    assert "Nothing was taken from open.toml." in words(dialog)
    assert dialog._text.toPlainText() == "line 3: a is not known here\nline 9: b \\x1b[2J"
    dialog.reject()
    file.write_text("", encoding="utf-8")
    picked(window, window.pages.kept._import.click, file)
    qtbot.waitUntil(lambda: "3 exceptions taken from open.toml" in window.statusBar().currentMessage())


def picked(window: MainWindow, act: object, file: Path) -> None:
    """Do this, and pick the file in the dialog that opens."""
    assert callable(act)
    act()
    dialog = window.findChildren(QFileDialog)[-1]
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    QApplication.processEvents()


def test_a_worker_that_dies_leaves_the_dialog_with_what_was_typed(window: MainWindow, qtbot: QtBot) -> None:
    dialog = asked(window, qtbot)
    dialog._reason.setPlainText(WHY)
    window._work.died.emit("It ended.")
    assert "has stopped" in words(dialog)
    assert dialog._reason.toPlainText() == WHY
    dialog.reject()
    assert [d for d in window.findChildren(QDialog) if d.isVisible()] == []
