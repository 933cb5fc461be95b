"""The window: what a person sees while rows come, when they filter, and when something is wrong."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from ajar.model.access import State
from ajar.model.run import AccountSummary, ScanError, Trouble
from ajar.ui.crash import CrashDialog
from ajar.ui.look.palette import Choice, tokens
from ajar.ui.main_window import MainWindow
from ajar.ui.tiles import Tile
from ajar.worker import protocol
from ui import company
from ui.conftest import Open


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def names(window: MainWindow) -> list[str]:
    model = window.results.model
    return [model.row_at(place).name for place in range(model.rowCount())]


def chosen_name(window: MainWindow) -> str | None:
    row = window.results.table.row()
    return None if row is None else row.name


def test_the_last_state_is_there_at_once_the_worst_first(opened: Open) -> None:
    window = opened("company")
    assert names(window)[:2] == ["acme-db-backups", "www-drafts"]
    assert len(names(window)) == len(company.ROWS)
    assert "3 things are open to strangers, 1 can be reached from the internet" in words(window.results.head)
    assert "11 resources in 3 accounts · checked 4 minutes ago · 1 not checked yet" in words(
        window.results.head
    )


def test_the_first_row_is_chosen_and_explained(opened: Open, qtbot: QtBot) -> None:
    window = opened("company")
    qtbot.waitUntil(lambda: window.results.details._finding is not None)
    shown = window.results.details._finding
    assert shown is not None
    assert shown.resource.name == "acme-db-backups"


def test_rows_are_shown_as_they_arrive(opened: Open, qtbot: QtBot) -> None:
    window = opened("flood")
    window.check_again()
    qtbot.waitUntil(lambda: window.results.model.rowCount() > 0)
    assert window.results.progress.isVisible()
    assert window.results.model.rowCount() < 3000
    qtbot.waitUntil(lambda: not window.results.progress.isVisible(), timeout=20_000)
    assert window.results.model.rowCount() == 3000


def test_a_chosen_row_stays_chosen_while_the_table_changes(opened: Open) -> None:
    window = opened("company")
    table, model = window.results.table, window.results.model
    QTest.keyClick(table, Qt.Key.Key_Down)
    chosen = table.row()
    assert chosen is not None
    assert chosen.name == "www-drafts"
    above = tuple(company.row(f"new-{n}", rank=1) for n in range(5))
    model.take(protocol.Rows(rows=(*above, msgspec.structs.replace(chosen, rank=700)), last=True))
    assert chosen_name(window) == chosen.name
    window.results.bar.field.setText("zzz")
    assert chosen_name(window) is None
    window.results.clear_filter()
    assert chosen_name(window) == chosen.name


def test_a_tile_shows_its_state_alone_and_lets_go_again(opened: Open) -> None:
    window = opened("company")
    tile = next(t for t in window.findChildren(Tile) if t.state is State.UNKNOWN)
    tile.click()
    assert names(window) == ["legacy-uploads"]
    tile.click()
    assert len(names(window)) == len(company.ROWS)


def test_an_account_shows_its_own_rows_and_numbers(opened: Open) -> None:
    window = opened("company")
    window.sidebar.chosen.emit(company.WEB)
    assert names(window) == ["www-drafts", "legacy-uploads"]
    assert "1 thing is open to strangers" in words(window.results.head)


def test_the_filter_finds_tags_and_says_when_nothing_matches(opened: Open) -> None:
    window = opened("company")
    window.results.bar.field.setText("team=press")
    assert names(window) == ["acme-db-backups"]
    window.results.bar.field.setText("<i>foo</i>")
    assert "No match for “<i>foo</i>”" in words(window.results.empty)
    window.results.empty.act.emit()
    assert len(names(window)) == len(company.ROWS)


def test_nothing_open_is_said_with_what_was_not_checked(opened: Open) -> None:
    window = opened("company")
    rows = tuple(row for row in company.ROWS if row.state is not State.OPEN)
    window.results.model.take(protocol.Rows(rows=rows, fresh=True, last=True))
    window.results.tiles.choose(State.OPEN)
    assert "Nothing is open to strangers. 5 closed, 1 not checked." in words(window.results.empty)
    assert "1 thing could not be checked" in words(window.results.head)


def test_what_was_not_read_is_never_called_safe(opened: Open) -> None:
    window = opened("company")
    closed = tuple(row for row in company.ROWS if row.state is State.CLOSED)
    window.results.model.take(protocol.Rows(rows=closed, fresh=True, last=True))
    assert "Nothing open to strangers in what could be read" in words(window.results.head)
    assert "Ajar could not read everything in acme-web." in words(window.results.warning)


def test_an_older_row_says_how_old_it_is(opened: Open) -> None:
    window = opened("company")
    old = next(row for row in company.ROWS if row.name == "old-news")
    window._standing.now = company.NOW
    assert window._standing.age(old) == "checked 3 days ago"
    assert window._standing.age(company.ROWS[0]) == ""
    behind = msgspec.structs.replace(old, read_at=company.NOW - timedelta(minutes=40))
    assert window._standing.age(behind) == "checked 40 minutes ago"


def test_missing_permissions_are_listed_and_copied(opened: Open, qtbot: QtBot) -> None:
    window = opened("company")
    window.results.warning.act.emit()
    panel = window.results.errors
    assert panel.isVisible()
    assert "storage.buckets.getIamPolicy" in words(panel)
    assert "storage.buckets.list" in words(panel)
    panel._copy_all.click()
    assert "1 resource: legacy-uploads [storage.buckets.getIamPolicy]" in QApplication.clipboard().text()
    panel.policy_wanted.emit("gcp")
    qtbot.waitUntil(lambda: QApplication.clipboard().text() == "policy for gcp")
    panel.closed.emit()
    assert window.results.details.isVisible()


def test_an_account_whose_sign_in_ended_says_so_at_the_side(opened: Open) -> None:
    window = opened("company")
    ended = ScanError(what="sign in", reason=Trouble.EXPIRED, message="The SSO session has ended.")
    summary = AccountSummary(provider="aws", id="", name=company.PROD, complete=False, errors=(ended,))
    state = msgspec.structs.replace(company.ACCOUNTS[0], summaries=(summary,))
    window._work.accounts.emit(protocol.Accounts(accounts=(state, *company.ACCOUNTS[1:])))
    texts = [window.sidebar._list.item(place).text() for place in range(4)]
    assert texts[1] == "Acme production, Sign in again, 3 open"
    assert "not complete" in texts[2]
    assert "not checked yet" in texts[3]


def test_without_an_account_there_are_three_ways_in(opened: Open, qtbot: QtBot) -> None:
    window = opened("bare")
    assert window.pages.currentWidget() is window.first_run
    qtbot.waitUntil(lambda: "prod · AWS · SSO" in words(window.first_run))
    assert "Ajar only reads" in words(window.first_run)


def test_one_click_uses_what_is_found_here_after_trying_it(opened: Open, qtbot: QtBot) -> None:
    window = opened("bare")
    qtbot.waitUntil(lambda: bool(window.first_run._sources))
    window.first_run._sources["prod"][0].click()
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.results)
    qtbot.waitUntil(lambda: window.results.model.rowCount() == len(company.ROWS))


def test_the_demo_is_marked_and_starts_by_itself(opened: Open, qtbot: QtBot) -> None:
    window = opened("demo")
    assert window.banner.isVisible()
    qtbot.waitUntil(lambda: window.results.model.rowCount() == len(company.ROWS))


def test_a_real_account_is_never_marked_as_the_demo(opened: Open) -> None:
    assert not opened("company").banner.isVisible()


def test_what_cannot_be_kept_is_told(opened: Open) -> None:
    window = opened("company")
    window._work.ready.emit(protocol.Ready(version="1", store_trouble="The disk is full: free some space."))
    assert "The disk is full" in words(window.results.notice)
    window.results.notice.act.emit()
    assert not window.results.notice.isVisible()


def test_a_dead_worker_is_told_and_started_again(opened: Open, qtbot: QtBot) -> None:
    window = opened("dies")
    window.check_again()
    qtbot.waitUntil(window.results.notice.isVisible)
    assert len(names(window)) == len(company.ROWS)
    window.results.notice.more.emit()
    (dialog,) = window.findChildren(CrashDialog)
    assert "out of memory" in dialog.report
    assert "hunter2" not in dialog.report
    dialog.reject()
    with qtbot.waitSignal(window._work.ready):
        window.results.notice.act.emit()
    assert not window.results.notice.isVisible()


def test_removing_asks_first_and_does_nothing_by_default(opened: Open, qtbot: QtBot) -> None:
    window = opened("company")
    window.sidebar.remove.emit(company.WEB)
    (box,) = window.findChildren(QMessageBox)
    assert box.defaultButton() is box.button(QMessageBox.StandardButton.Cancel)
    box.button(QMessageBox.StandardButton.Cancel).click()
    assert len(window._standing.accounts) == 3
    window.sidebar.remove.emit(company.WEB)
    next(b for b in window.findChildren(QMessageBox)[-1].buttons() if b.text() == "Remove").click()
    qtbot.waitUntil(lambda: len(window._standing.accounts) == 2)
    qtbot.waitUntil(lambda: "www-drafts" not in names(window))


@pytest.mark.parametrize("choice", [Choice.DARK, Choice.LIGHT])
def test_the_look_changes_at_once_and_is_remembered(opened: Open, choice: Choice) -> None:
    window = opened("company")
    window.settings.look.emit(choice)
    assert tokens().dark is (choice is Choice.DARK)
    assert window._remembered.look is choice


def test_a_second_opinion_is_asked_for_only_where_it_was_chosen(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened("company")
    sent: list[object] = []
    monkeypatch.setattr(window._work, "send", sent.append)
    window._work.scan()
    window.open_settings()
    for wanted in (True, False):
        choices = window.settings.findChildren(QRadioButton)
        [button] = [
            b for b in choices if "opinion" in b.accessibleName() and ("Ask with" in b.text()) is wanted
        ]
        button.click()
        assert window._remembered.second_opinion is wanted
        window._work.scan("prod")
    assert sent == [
        protocol.Scan(),
        protocol.Scan(accounts=("prod",), second_opinion=True),
        protocol.Scan(accounts=("prod",)),
    ]


def test_no_dialog_is_left_open(opened: Open) -> None:
    window = opened("company")
    assert [w for w in window.findChildren(QDialog) if w.isVisible()] == []
