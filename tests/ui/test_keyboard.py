"""Every screen is reached by keys, everything that takes the keyboard has a name, and Tab follows the eye."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from ajar.model.access import State
from ajar.ui.add_account.dialog import AddAccountDialog
from ajar.ui.keys import KEYS, KeysDialog
from ajar.ui.main_window import MainWindow
from ajar.ui.repair.allow_dialog import AllowDialog
from ajar.ui.repair.preview_dialog import PreviewDialog
from ui import company, declared_screens, invented_repairs
from ui.conftest import Open
from ui.declared_screens import open_declared, show_kept, show_moved
from ui.repair_screens import NAMES, open_dialog, show_journal

SCREENS = (
    *("table", "missing", "settings", "first", "keys", "crash", "add", "journal", "kept", "ours"),
    *NAMES,
    *declared_screens.NAMES,
)


PRESSED = 130
"""Milliseconds; a button whose shortcut is pressed is seen to go down and up before it acts."""


def press(window: QWidget, keys: str) -> None:
    QTest.keySequence(window, keys)
    QTest.qWait(PRESSED)


@pytest.fixture
def active(opened: Open, qtbot: QtBot) -> MainWindow:
    window = opened("company")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: window.results.details._finding is not None)
    return window


def test_settings_open_and_close_by_keys(active: MainWindow) -> None:
    press(active, "Ctrl+,")
    assert active.pages.currentWidget() is active.settings
    press(active, "Esc")
    assert active.pages.currentWidget() is active.results


def test_the_list_of_keys_opens_by_a_key(active: MainWindow) -> None:
    press(active, "F1")
    assert [d for d in active.findChildren(KeysDialog) if d.isVisible()]


def test_the_dialog_that_adds_an_account_opens_by_a_key(active: MainWindow) -> None:
    press(active, "Ctrl+N")
    assert [d for d in active.findChildren(AddAccountDialog) if d.isVisible()]


def test_the_journal_opens_and_closes_by_keys(active: MainWindow) -> None:
    press(active, "Ctrl+J")
    assert active.pages.currentWidget() is active.journal
    press(active, "Ctrl+J")
    assert active.pages.currentWidget() is active.results


def test_what_is_open_on_purpose_and_ours_open_and_close_by_keys(active: MainWindow) -> None:
    for keys, page in (("Ctrl+Shift+K", active.pages.kept), ("Ctrl+U", active.pages.own)):
        press(active, keys)
        assert active.pages.currentWidget() is page
        press(active, keys)
        assert active.pages.currentWidget() is active.results


def test_the_panes_of_both_screens_are_gone_through_by_a_key(active: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(active.declaring.known.offered))
    for show, page in ((show_kept, active.pages.kept), (show_moved, active.pages.own)):
        show(active)
        page.table.setFocus()
        press(active, "F6")
        focused = QApplication.focusWidget()
        assert focused is not None
        assert page.pane.isAncestorOf(focused)
        press(active, "Shift+F6")
        assert QApplication.focusWidget() is page.table


def test_a_fix_is_asked_for_by_a_key_and_undone_by_another(active: MainWindow, qtbot: QtBot) -> None:
    press(active, "Ctrl+Return")
    [dialog] = [d for d in active.findChildren(AllowDialog) if d.isVisible()]
    dialog.choose(0)
    dialog._allow.click()
    qtbot.waitUntil(lambda: isinstance(active.fixing.desk._dialog, PreviewDialog))
    preview = active.fixing.desk._dialog
    assert isinstance(preview, PreviewDialog)
    preview.reject()
    active.activateWindow()
    qtbot.waitUntil(active.isActiveWindow)
    active.fixing.keeper.entries = list(invented_repairs.ENTRIES)
    press(active, "Ctrl+Z")
    undo = active.fixing.desk._dialog
    assert isinstance(undo, PreviewDialog)
    assert undo.subject.entry == "1"


def test_the_filter_is_reached_and_cleared_by_keys(active: MainWindow) -> None:
    press(active, "Ctrl+F")
    assert QApplication.focusWidget() is active.results.bar.field
    QTest.keyClicks(active.results.bar.field, "partner")
    assert active.results.model.rowCount() == 1
    press(active, "Esc")
    assert active.results.model.rowCount() == len(company.ROWS)


@pytest.mark.parametrize(("place", "state"), list(enumerate((State.OPEN, State.UNKNOWN, State.SHARED), 1)))
def test_a_tile_is_chosen_by_its_number(active: MainWindow, place: int, state: State) -> None:
    press(active, f"Alt+{place}")
    assert active.results.tiles.state() is state


def test_a_check_starts_by_a_key(active: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(active._work.scanned):
        press(active, "F5")


def test_panes_are_gone_through_by_a_key_and_back(active: MainWindow) -> None:
    active.results.table.setFocus()
    press(active, "F6")
    details = QApplication.focusWidget()
    assert details is not None
    assert active.results.details.isAncestorOf(details)
    press(active, "F6")
    assert active.sidebar.has_keyboard()
    press(active, "Shift+F6")
    press(active, "Shift+F6")
    assert QApplication.focusWidget() is active.results.table


def test_enter_goes_to_the_details_and_rows_are_copied(active: MainWindow) -> None:
    table = active.results.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "arn:aws:s3:::acme-db-backups"
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(table, Qt.Key.Key_C, both)
    assert QApplication.clipboard().text().startswith("Open to anyone, acme-db-backups, Bucket")
    QTest.keyClick(table, Qt.Key.Key_Return)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert active.results.details.isAncestorOf(focused)


def test_a_row_stays_chosen_while_ctrl_is_held_for_a_shortcut(active: MainWindow) -> None:
    table, model = active.results.table, active.results.model
    table.setFocus()
    QTest.keyPress(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.keyboardModifiers() == Qt.KeyboardModifier.ControlModifier
    for place in (0, 0, 1, 1):
        table.setCurrentIndex(model.index(place, 0))
        assert table.selected() == [model.row_at(place)]
    QTest.keyRelease(table, Qt.Key.Key_C)


def test_the_missing_permissions_are_reached_by_tab_alone(active: MainWindow) -> None:
    button = next(b for b in active.findChildren(QAbstractButton) if b.text().startswith("Show the missing"))
    for _ in range(60):
        if QApplication.focusWidget() is button:
            break
        QTest.keyClick(active, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is button
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert active.results.errors.isVisible()
    press(active, "Esc")
    assert active.results.details.isVisible()


def test_every_key_in_the_list_is_a_key() -> None:
    assert all(keys and does for keys, does in KEYS)
    assert len({keys for keys, _ in KEYS}) == len(KEYS)


def shown(opened: Open, qtbot: QtBot, screen: str) -> QWidget:
    window = opened("bare" if screen == "first" else "company")
    if screen == "missing":
        window.results.warning.act.emit()
    elif screen == "settings":
        window.open_settings()
    elif screen == "first":
        qtbot.waitUntil(lambda: bool(window.first_run._sources))
    elif screen == "journal":
        show_journal(window)
    elif screen == "kept":
        show_kept(window)
    elif screen == "ours":
        show_moved(window)
    openers: dict[str, Callable[[], None]] = {
        "keys": window.show_keys,
        "crash": lambda: window.watch.show("what happened"),
        "add": lambda: window.add_account("aws"),
        **{name: partial(open_dialog, window, name) for name in NAMES},
        **{name: partial(open_declared, window, name) for name in declared_screens.NAMES},
    }
    if screen not in openers:
        QApplication.processEvents()
        return window
    openers[screen]()
    QApplication.processEvents()
    return next(dialog for dialog in window.findChildren(QDialog) if dialog.isVisible())


def stops(top: QWidget) -> list[QWidget]:
    """What Tab stops at, in its order."""
    chain, widget = [], top.nextInFocusChain()
    while widget is not None and widget is not top:
        if takes_tab(widget) and widget.window() is top:
            chain.append(widget)
        widget = widget.nextInFocusChain()
    return chain


def takes_tab(widget: QWidget) -> bool:
    policy = widget.focusPolicy()
    return widget.isVisible() and widget.isEnabled() and bool(policy & Qt.FocusPolicy.TabFocus)


@pytest.mark.parametrize("screen", SCREENS)
def test_everything_that_takes_the_keyboard_has_a_name(opened: Open, qtbot: QtBot, screen: str) -> None:
    found = stops(shown(opened, qtbot, screen))
    assert found
    assert [type(widget).__name__ for widget in found if not name_of(widget)] == []


def name_of(widget: QWidget) -> str:
    """What a screen reader says: the name, or a button's own words; a placeholder is no name."""
    words = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or words


@pytest.mark.parametrize("screen", SCREENS)
def test_tab_never_jumps_back_up_inside_a_pane(opened: Open, qtbot: QtBot, screen: str) -> None:
    top = shown(opened, qtbot, screen)
    for pane in panes(top):
        inside = [widget for widget in stops(top) if pane.isAncestorOf(widget)]
        bottoms = [lower_edge(widget, pane) for widget in inside]
        tops = [widget.mapTo(pane, widget.rect().topLeft()).y() for widget in inside]
        jumps = [
            (name_of(inside[n]), name_of(inside[n + 1]))
            for n in range(len(inside) - 1)
            if bottoms[n + 1] <= tops[n]
        ]
        assert jumps == []


def lower_edge(widget: QWidget, pane: QWidget) -> int:
    return widget.mapTo(pane, widget.rect().bottomLeft()).y()


def panes(top: QWidget) -> list[QWidget]:
    if not isinstance(top, MainWindow):
        return [top]
    results = top.results
    kept, own = top.pages.kept, top.pages.own
    aside = [top.settings, top.first_run, top.journal.table, top.journal.pane]
    aside += [kept.table, kept.pane, own.table, own.pane]
    return [top.sidebar, results.bar, results.details, results.errors, *aside]
