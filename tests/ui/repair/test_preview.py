"""A fix through the window: told, previewed, confirmed, made; and nothing before the person says so."""

from __future__ import annotations

import time
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from ajar.ui.blocks import Fold
from ajar.ui.main_window import MainWindow
from ajar.ui.repair.allow_dialog import AllowDialog
from ajar.ui.repair.diff_box import DiffBox
from ajar.ui.repair.preview_dialog import PreviewDialog
from ajar.words.repair import fix_title
from ajar.worker import protocol
from ui import company, invented_repairs
from ui.repair.conftest import Explained, allow_all, previewed, words


def open_preview(window: MainWindow, qtbot: QtBot) -> PreviewDialog:
    allow_all(window)
    window.fixing.fix()
    return previewed(window, qtbot)


def made(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.fixing.desk.making.busy, timeout=10_000)


def test_the_details_tell_what_would_close_it_and_what_only_narrows_it(explained: Explained) -> None:
    told = words(explained("company").results.details)
    closing, narrower = told.index("What would close it"), told.index("It would stay open")
    assert closing < told.index(fix_title("remove_statement")) < narrower
    assert "It changes a setting of the whole account" in told


def test_what_is_private_has_no_button_that_makes_it_private(explained: Explained, qtbot: QtBot) -> None:
    window = explained("company")
    details = window.results.details
    assert details._foot.isVisible()
    place = next(n for n, row in enumerate(company.ROWS) if row.name == "invoices")
    window.results.table.choose((company.ROWS[place].account, company.ROWS[place].id))
    qtbot.waitUntil(lambda: details._finding is not None and details._finding.resource.name == "invoices")
    assert not details._foot.isVisible()


def test_the_confirmation_names_the_resource_the_account_and_the_change(
    explained: Explained, qtbot: QtBot
) -> None:
    window = explained("company")
    dialog = open_preview(window, qtbot)
    told = words(dialog)
    assert "Make acme-db-backups private" in told
    assert company.PROD in told
    assert company.IDS[company.PROD] in told
    assert "2 changes, in this order" in told
    assert "1. Bucket block" in told
    assert "Anyone on the internet can no longer list this bucket and download every file." in told
    assert "The website www.acme.example is served from it" in told
    assert "Not looked up: cloudwatch:GetMetricData is missing." in told
    policy = dialog.findChildren(DiffBox)[1]
    assert '-       "Sid": "TempShare",' in policy.toPlainText()
    assert '        "Sid": "Ours",' in policy.toPlainText()


def test_what_is_fine_is_folded_to_one_line_that_opens(explained: Explained, qtbot: QtBot) -> None:
    dialog = open_preview(explained("company"), qtbot)
    assert "It is no origin of a CloudFront distribution." not in words(dialog)
    [fold] = dialog.findChildren(Fold)
    fold._button.click()
    assert "It is no origin of a CloudFront distribution." in words(dialog)


def test_enter_never_makes_a_change(explained: Explained, qtbot: QtBot) -> None:
    window = explained("company")
    dialog = open_preview(window, qtbot)
    assert dialog.confirm._cancel.isDefault()
    dialog.confirm.act.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        QTest.keyClick(dialog.confirm.act, key)
    assert dialog.isVisible()
    assert not window.fixing.desk.making.busy
    dialog.confirm._cancel.setFocus()
    QTest.keyClick(dialog.confirm._cancel, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert window._work._repairing.pipe is None


def test_a_setting_of_the_account_asks_for_its_name(explained: Explained, qtbot: QtBot) -> None:
    dialog = open_preview(explained("company"), qtbot)
    fixes = dialog.form.findChild(QComboBox)
    assert isinstance(fixes, QComboBox)
    fixes.setCurrentIndex(2)
    qtbot.waitUntil(lambda: "3 other resources use this setting" in words(dialog))
    assert "There may be more: not every one could be listed." in words(dialog)
    assert "invoices, old-news" in words(dialog)
    act, typed = dialog.confirm.act, dialog.confirm._typed
    assert not act.isEnabled()
    typed.setText("421109387757")
    assert not act.isEnabled()
    typed.setText(company.IDS[company.PROD])
    assert act.isEnabled()
    typed.setFocus()
    QTest.keyClick(typed, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert not dialog.under_way


def test_what_has_to_be_chosen_is_chosen_before_anything_can_be_confirmed(
    explained: Explained, qtbot: QtBot
) -> None:
    dialog = open_preview(explained("company"), qtbot)
    fixes = dialog.form.findChild(QComboBox)
    assert isinstance(fixes, QComboBox)
    fixes.setCurrentIndex(3)
    assert "Choose what is asked for above" in words(dialog)
    assert not dialog.confirm.act.isVisible()
    [field] = dialog.form._fields
    line = field.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    line.setFocus()
    QTest.keyClicks(line, "192.0.2.0/24, 198.51.100.7")
    qtbot.waitUntil(lambda: dialog._preview is not None)
    assert dialog._preview is not None
    assert dialog._preview.plan.chosen == {"addresses": "192.0.2.0/24,198.51.100.7"}
    assert dialog.focusWidget() is line


def test_an_answer_to_an_earlier_question_is_let_go(explained: Explained, qtbot: QtBot) -> None:
    dialog = open_preview(explained("company"), qtbot)
    shown = dialog._preview
    assert dialog.subject.wanted is not None
    stale = msgspec.structs.replace(dialog.subject.wanted, fix="remove_acl_grants")
    dialog.show_foreseen(protocol.Foreseen(wanted=stale, preview=invented_repairs.account_preview()))
    assert dialog._preview is shown


def test_made_closed_told_and_undone_from_the_strip(explained: Explained, qtbot: QtBot) -> None:
    window = explained("company")
    dialog = open_preview(window, qtbot)
    QTest.mouseClick(dialog.confirm.act, Qt.MouseButton.LeftButton)
    made(window, qtbot)
    told = words(dialog)
    assert "Closed. Nobody outside gets in." in told
    assert "HEAD a.txt without a login was refused at 14:09." in told
    assert "Bucket policy: Written and seen to be in force" in told
    dialog.confirm._cancel.click()
    strip = window.results.outcome
    assert "acme-db-backups: Closed." in words(strip)
    window.fixing.keeper.entries = [invented_repairs.entry()]
    strip.act.emit()
    undo = previewed(window, qtbot)
    assert "This opens it to anyone on the internet again." in words(undo)
    assert undo.confirm.act.text() == "Open it again"
    assert undo.confirm.act.property("look") == "danger"
    assert undo.confirm._cancel.isDefault()


def test_closed_while_it_is_made_it_goes_on_and_the_strip_tells(
    explained: Explained, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AJAR_TEST_MADE", f"{tmp_path}/made")
    window = explained("slow_fix")
    dialog = open_preview(window, qtbot)
    dialog.confirm.act.click()
    dialog.confirm._cancel.click()
    assert window.fixing.desk.making.busy
    said: list[str] = []
    window.fixing.said.connect(said.append)
    window.fixing.fix()
    assert said == ["Another change is being made. Wait until it is over."]
    made(window, qtbot)
    assert "acme-db-backups: Closed." in words(window.results.outcome)


def test_changed_by_somebody_else_both_values_are_shown_and_it_is_planned_anew(
    explained: Explained, qtbot: QtBot
) -> None:
    window = explained("elsewhere")
    dialog = open_preview(window, qtbot)
    dialog.confirm.act.click()
    made(window, qtbot)
    assert "Somebody else has changed this setting." in words(dialog)
    assert "As it was when this was planned, and as it is now" in words(dialog)
    assert '-       "Sid": "Ours",' in dialog.findChildren(DiffBox)[-1].toPlainText()
    assert dialog.confirm.act.text() == "Plan it anew"
    dialog.confirm.act.click()
    previewed(window, qtbot)
    assert dialog.confirm.act.text() == "Make private"
    assert not dialog.under_way


def test_a_worker_that_dies_while_changing_is_told_and_never_called_a_success(
    explained: Explained, qtbot: QtBot
) -> None:
    window = explained("dying")
    dialog = open_preview(window, qtbot)
    dialog.confirm.act.click()
    made(window, qtbot)
    told = words(dialog)
    assert "The part of Ajar that makes changes has stopped." in told
    assert "Closed" not in told
    assert "Nothing was changed." not in told
    assert "Whether it was begun is not known yet." in told


def test_what_nobody_is_there_to_answer_is_not_waited_for(explained: Explained, qtbot: QtBot) -> None:
    window = explained("company")
    allow_all(window)
    reader = window._work._reading.pipe
    assert reader is not None
    with qtbot.waitSignal(window._work.died):
        reader.process.kill()
    window.results.details._fix.click()
    dialog = window.fixing.desk._dialog
    assert isinstance(dialog, PreviewDialog)
    assert not dialog.waits
    assert "The part of Ajar that reads the clouds has stopped." in words(dialog)
    assert not dialog.confirm.act.isVisible()


def test_a_question_that_went_with_its_worker_is_not_waited_for(explained: Explained, qtbot: QtBot) -> None:
    window = explained("company")
    dialog = open_preview(window, qtbot)
    dialog._preview = None
    dialog._set_busy(busy=True)
    window._work.ready.emit(protocol.Ready(version="1"))
    assert not dialog.waits
    assert "Close this, and start it again." in words(dialog)


def test_an_undo_that_cannot_be_shows_what_is_there_and_what_ajar_left(
    explained: Explained, qtbot: QtBot
) -> None:
    window = explained("company")
    allow_all(window)
    window.fixing.desk.undo(invented_repairs.ENTRIES[0])
    dialog = previewed(window, qtbot)
    drift = invented_repairs.drift(invented_repairs.statement_plan())
    entry = dialog.subject.entry
    dialog.show_foreseen(protocol.Foreseen(entry=entry, trouble="It cannot be put back.", drift=drift))
    assert "As Ajar left it, and as it is now" in words(dialog)
    assert '-       "Sid": "Ours",' in dialog.findChildren(DiffBox)[-1].toPlainText()
    assert not dialog.confirm.act.isVisible()


def test_an_account_that_is_only_read_asks_for_leave_first(explained: Explained, qtbot: QtBot) -> None:
    window = explained("company")
    window.fixing.fix()
    [dialog] = window.findChildren(AllowDialog)
    assert "Acme production is only read" in words(dialog)
    assert dialog.login() is None
    assert not dialog._allow.isEnabled()
    dialog.reject()
    assert window.fixing.desk._dialog is None
    window.fixing.fix()
    dialog = window.findChildren(AllowDialog)[-1]
    dialog.choose(0)
    dialog._allow.click()
    assert previewed(window, qtbot).subject.name == "acme-db-backups"
    assert window.fixing.desk.allowing.is_allowed(company.PROD)


def test_leave_is_taken_back_from_the_side(explained: Explained, qtbot: QtBot) -> None:
    window = explained("company")
    allow_all(window)
    assert window.fixing.desk.allowing.is_allowed(company.PROD)
    window.sidebar.forbid.emit(company.PROD)
    qtbot.waitUntil(lambda: not window.fixing.desk.allowing.is_allowed(company.PROD))


def test_a_trouble_is_told_in_the_place_of_the_preview(explained: Explained, qtbot: QtBot) -> None:
    window = explained("company")
    allow_all(window)
    row = next(row for row in company.ROWS if row.name == "partner-drop")
    window.fixing.desk.fix([row])
    dialog = window.fixing.desk._dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: "There is no fix for partner-drop." in words(dialog))
    assert not dialog.confirm.act.isVisible()


def test_a_hostile_policy_is_shown_as_text(explained: Explained, qtbot: QtBot) -> None:
    dialog = open_preview(explained("company"), qtbot)
    plan = invented_repairs.statement_plan(company.HOSTILE)
    first, second = plan.changes
    hostile = msgspec.structs.replace(second, before="<b>\u202e\x1b[2J" + "y" * 30_000, after=None)
    shown = invented_repairs.preview(msgspec.structs.replace(plan, changes=(first, hostile)))
    dialog.show_foreseen(protocol.Foreseen(wanted=dialog.subject.wanted, preview=shown, allowed=True))
    text = dialog.findChildren(DiffBox)[-1].toPlainText()
    assert "- <b>\\u202e\\x1b[2Jyyy" in text
    assert "+ (not set)" in text
    assert dialog.width() <= 1280


def test_every_other_resource_is_listed_however_many_there_are(explained: Explained, qtbot: QtBot) -> None:
    dialog = open_preview(explained("company"), qtbot)
    shown = invented_repairs.account_preview()
    moving, still, _ = shown.touched
    many = tuple(
        msgspec.structs.replace(one, resource=invented_repairs.resource(f"{name}-{n:04}"))
        for name, one in (("moving", moving), ("still", still))
        for n in range(1500)
    )
    preview = msgspec.structs.replace(shown, touched=many)
    began = time.perf_counter()
    dialog.show_foreseen(protocol.Foreseen(wanted=dialog.subject.wanted, preview=preview, allowed=True))
    assert time.perf_counter() - began < 2
    told = words(dialog)
    assert all(one.resource.name in told for one in many)


def test_closing_the_window_hides_it_and_finishes_the_change_that_is_being_made(
    explained: Explained, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_file = tmp_path / "made"
    monkeypatch.setenv("AJAR_TEST_MADE", str(made_file))
    window = explained("slow_fix")
    dialog = open_preview(window, qtbot)
    with qtbot.waitSignal(window._work.moved):
        dialog.confirm.act.click()
    seen: list[bool] = []
    QTimer.singleShot(200, lambda: seen.append(window.isVisible()))
    window.close()
    assert seen == [False]
    assert made_file.exists()


def test_a_fix_that_is_not_allowed_after_all_says_so(explained: Explained, qtbot: QtBot) -> None:
    dialog = open_preview(explained("company"), qtbot)
    answer = protocol.Foreseen(wanted=dialog.subject.wanted, preview=invented_repairs.preview())
    dialog.show_foreseen(answer)
    assert "Fixes are not allowed on this account." in words(dialog)
    assert not dialog.confirm.act.isEnabled()


def test_outside_is_asked_by_default_in_the_demo_alone(explained: Explained, qtbot: QtBot) -> None:
    window = explained("company")
    dialog = open_preview(window, qtbot)
    assert not dialog.confirm.ask_outside
    dialog.reject()
    window._work.ready.emit(protocol.Ready(version="1", demo=True, store="canned.db"))
    assert open_preview(window, qtbot).confirm.ask_outside
