"""What is theirs, in the window: what is wrong is told while it is typed, and what stands otherwise after."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ajar.model.ours import OwnKind
from ajar.ui.declared.own_form import _KINDS
from ajar.ui.declared.own_page import OwnPage
from ajar.ui.main_window import MainWindow
from ui import company
from ui.conftest import Open
from ui.repair.conftest import words


@pytest.fixture
def window(opened: Open, qtbot: QtBot) -> MainWindow:
    found = opened("company")
    found.open_own()
    qtbot.waitUntil(lambda: bool(found.declaring.known.offered))
    return found


def fill(page: OwnPage, kind: OwnKind, value: str) -> None:
    page.pane.form._kind.setCurrentIndex(_KINDS.index(kind))
    page.pane.form._value.setText(value)


def test_what_is_added_is_listed_and_tells_before_and_after(window: MainWindow, qtbot: QtBot) -> None:
    page = window.pages.own
    assert "You called nothing your own yet" in words(page)
    fill(page, OwnKind.ACCOUNT, "993812042210")
    page.pane.form._name.setText("the agency")
    page.pane.form._add.click()
    qtbot.waitUntil(lambda: len(window.declaring.known.own) == 1)
    qtbot.waitUntil(lambda: "1 resource stands otherwise because of it:" in words(page))
    assert f"partner-drop · {company.PROD}" in words(page)
    assert page.table.model().index(0, 0).data() == "993812042210\nAccount or project"
    assert page.pane.form._value.text() == ""


def test_what_changes_nothing_says_so(window: MainWindow, qtbot: QtBot) -> None:
    page = window.pages.own
    fill(page, OwnKind.DOMAIN, "acme.example")
    QTest.keyClick(page.pane.form._value, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Nothing that was found stands otherwise because of it." in words(page))


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        (OwnKind.ACCOUNT, "99", "is no account"),
        (OwnKind.ADDRESS, "0.0.0.0/1", "nobody's own"),
        (OwnKind.DOMAIN, "<b>x</b>", "is no domain"),
    ],
)
def test_a_wrong_value_is_told_while_it_is_typed_and_cannot_be_added(
    window: MainWindow, kind: OwnKind, value: str, says: str
) -> None:
    form = window.pages.own.pane.form
    assert not form._wrong.isVisible()
    fill(window.pages.own, kind, value)
    assert says in form._wrong.toPlainText()
    assert not form._add.isEnabled()
    QTest.keyClick(form._value, Qt.Key.Key_Return)
    assert window.declaring.known.own == ()


def test_what_the_worker_finds_wrong_is_told_and_what_was_typed_stays(
    window: MainWindow, qtbot: QtBot
) -> None:
    form = window.pages.own.pane.form
    fill(window.pages.own, OwnKind.ACCOUNT, "111111111111")
    form._add.click()
    qtbot.waitUntil(form._wrong.isVisible)
    assert "nobody's own" in form._wrong.toPlainText()
    assert form._value.text() == "111111111111"


def test_what_is_offered_says_why_and_is_taken_by_one_click(window: MainWindow, qtbot: QtBot) -> None:
    page = window.pages.own
    assert f"The organization that {company.PROD} is in." in words(page.pane)
    [take] = [b for b in page.pane.findChildren(QPushButton) if b.text() == "Mine" and b.isVisible()]
    take.click()
    qtbot.waitUntil(lambda: [one.value for one in window.declaring.known.own] == ["o-ab12cd34ef"])
    assert "May be yours, too" not in words(page.pane)


def test_it_counts_in_all_accounts_or_in_one(window: MainWindow) -> None:
    form = window.pages.own.pane.form
    assert [form._account.itemText(n) for n in range(form._account.count())][:2] == [
        "All accounts",
        company.PROD,
    ]
    assert form.own().account == ""
    form._account.setCurrentIndex(1)
    assert form.own().account == company.PROD
    form.show_accounts((company.WEB, company.PROD))
    assert form.own().account == company.PROD
    form.show_accounts((company.WEB,))
    assert form.own().account == ""


def test_it_is_taken_back_by_a_button_or_a_key(window: MainWindow, qtbot: QtBot) -> None:
    page = window.pages.own
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for take_back in (page._remove.click, lambda: QTest.keyClick(page.table, Qt.Key.Key_Delete)):
        fill(page, OwnKind.ACCOUNT, "993812042210")
        page.pane.form._add.click()
        qtbot.waitUntil(lambda: len(window.declaring.known.own) == 1)
        page.table.setFocus()
        take_back()
        qtbot.waitUntil(lambda: window.declaring.known.own == ())
        assert not page._remove.isVisible()
        assert page.pane.form._kind.hasFocus()
