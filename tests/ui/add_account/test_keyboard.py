"""The dialog by keyboard, for who hears it, and at every width."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget

from ajar.worker import protocol
from ui.add_account.heard import KEYCHAIN, NO_KEYCHAIN, Lay


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_tests_and_never_adds(lay: Lay, key: Qt.Key) -> None:
    table = lay()
    way = table.keys()
    QTest.keyClick(way._secret, key)
    assert table.said == "Signing in..."
    table.answer()
    for widget in (way._secret, way._id, table.dialog._name):
        QTest.keyClick(widget, key)
    assert not any(isinstance(request, protocol.Add) for request in table.work.asked)


def test_enter_on_the_button_adds(lay: Lay) -> None:
    table = lay()
    table.test()
    table.dialog._add.setFocus()
    QTest.keyClick(table.dialog._add, Qt.Key.Key_Return)
    assert table.sent.account.name == "acme-prod"


def test_escape_cancels(lay: Lay) -> None:
    table = lay()
    table.keys()
    QTest.keyClick(table.dialog, Qt.Key.Key_Escape)
    assert not table.dialog.isVisible()
    assert table.added == []


WAYS = [(provider, way) for provider in ("aws", "gcp") for way in range(3)]


@pytest.mark.parametrize(("provider", "way"), WAYS)
@pytest.mark.parametrize("ready", [KEYCHAIN, NO_KEYCHAIN], ids=["keychain", "none"])
def test_every_widget_that_takes_the_keyboard_has_a_name(
    lay: Lay, provider: str, way: int, ready: protocol.Ready
) -> None:
    table = lay(ready)
    table.choose(provider, way)
    for widget in chain(table.dialog):
        assert widget.accessibleName() or getattr(widget, "text", str)(), widget


@pytest.mark.parametrize(("provider", "way"), WAYS)
def test_the_keyboard_goes_from_top_to_bottom(lay: Lay, provider: str, way: int) -> None:
    table = lay()
    table.choose(provider, way)
    QApplication.processEvents()
    heights = [widget.mapTo(table.dialog, widget.rect().center()).y() // 24 for widget in chain(table.dialog)]
    assert heights == sorted(heights)


def chain(dialog: QWidget) -> list[QWidget]:
    """The widgets that take the keyboard, in its order, from the top one on."""
    found: list[QWidget] = []
    widget = dialog.nextInFocusChain()
    while widget is not None and widget is not dialog:
        inside = dialog.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled()
        if inside and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            found.append(widget)
        widget = widget.nextInFocusChain()
    tops = [widget.mapTo(dialog, widget.rect().topLeft()).y() for widget in found]
    first = tops.index(min(tops))
    return found[first:] + found[:first]


@pytest.mark.parametrize(("provider", "way"), WAYS)
@pytest.mark.parametrize("width", [460, 620, 900])
def test_nothing_is_cut_at_any_width(lay: Lay, provider: str, way: int, width: int) -> None:
    table = lay(NO_KEYCHAIN)
    table.choose(provider, way)
    table.dialog.resize(width, 560)
    for _ in range(3):
        QApplication.processEvents()
    scroll = table.dialog.findChild(QScrollArea)
    assert isinstance(scroll, QScrollArea)
    page = scroll.widget()
    assert page is not None
    assert page.width() <= scroll.viewport().width()
    for label in table.dialog.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            assert label.heightForWidth(label.width()) <= label.height() + 1, label.text()


def test_it_fits_on_a_small_screen(lay: Lay) -> None:
    table = lay(NO_KEYCHAIN)
    for provider, way in WAYS:
        table.choose(provider, way)
        size = table.dialog.minimumSizeHint()
        assert size.height() <= 600
        assert size.width() <= 900
