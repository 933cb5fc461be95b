"""The details pane: what it says of each sort of finding, at every width, to eye, keyboard and clipboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

import verdicts
from ajar.model.exposure import Caveat, Unknown
from ajar.model.facts import Reason
from ajar.model.finding import Finding
from ajar.ui.details.pane import DetailsPane
from ajar.ui.look.fonts import interface
from ajar.ui.look.palette import Choice, dress
from ajar.words.explained import explained
from ajar.words.verdict import sentence

EVERY: dict[str, Callable[[], Finding]] = {
    "open": verdicts.open_by_policy,
    "holders": verdicts.open_to_holders,
    "held": verdicts.held_twice,
    "several": verdicts.open_and_held,
    "denied": verdicts.denied,
    "condition": verdicts.undecided,
    "shared": verdicts.shared,
    "closed": verdicts.closed,
    "hostile": verdicts.hostile,
}
every = pytest.mark.parametrize("make", EVERY.values(), ids=EVERY.keys())


@pytest.fixture
def pane(qtbot: QtBot) -> DetailsPane:
    made = DetailsPane()
    qtbot.addWidget(made)
    made.resize(420, 640)
    made.show()
    QTest.qWaitForWindowExposed(made)
    return made


def show(pane: DetailsPane, finding: Finding) -> str:
    pane.show_finding(finding, "Acme production")
    QApplication.processEvents()
    return said(pane)


def page_of(pane: DetailsPane) -> QWidget:
    page = pane._scroll.widget()
    assert page is not None
    return page


def chain(page: QWidget) -> list[QWidget]:
    """The visible widgets on the page, in the order of the keyboard."""
    found: list[QWidget] = []
    widget = page.nextInFocusChain()
    while widget is not None and widget is not page:
        if page.isAncestorOf(widget) and widget.isVisible():
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def said(pane: DetailsPane) -> str:
    """Everything that stands in the pane."""
    texts = [w.text() for w in pane.findChildren(QLabel) if w.isVisible()]
    texts += [w.toPlainText() for w in pane.findChildren(QTextEdit) if w.isVisible()]
    return "\n".join(texts)


def test_without_a_row_it_says_what_to_do(pane: DetailsPane) -> None:
    assert "Choose a row" in said(pane)
    pane.show_loading("acme<b>\u202e")
    QApplication.processEvents()
    assert "Opening acme<b>\\u202e..." in said(pane)


def test_after_a_finding_none_shows_nothing_of_it(pane: DetailsPane) -> None:
    show(pane, verdicts.open_by_policy())
    pane.show_finding(None)
    QApplication.processEvents()
    assert "acme-db-backups" not in said(pane)


@every
def test_the_answer_stands_on_top(pane: DetailsPane, make: Callable[[], Finding]) -> None:
    finding = make()
    text = show(pane, finding)
    assert sentence(finding.resource, finding.exposure) in text
    assert "S3 bucket · Acme production · eu-west-1 · created 12 Mar 2024 · checked " in text


def test_who_gets_what_and_the_request_that_gets_through_are_told(pane: DetailsPane) -> None:
    text = show(pane, verdicts.shared())
    assert "999988887711" in text
    assert "One request that gets through" in text
    assert "s3:GetObject" in text


def test_what_the_sentence_says_is_not_said_again(pane: DetailsPane) -> None:
    assert "Who gets what" not in show(pane, verdicts.open_by_policy())


def test_what_is_not_known_names_the_permission_and_what_to_do(pane: DetailsPane) -> None:
    text = show(pane, verdicts.denied())
    assert "Not known" in text
    assert "s3:GetBucketPolicy" in text
    assert "Grant the permission" in text


def test_the_missing_permission_can_be_copied(pane: DetailsPane) -> None:
    show(pane, verdicts.denied())
    [button] = [
        w
        for w in pane.findChildren(QWidget)
        if w.accessibleName() == "Copy s3:GetBucketPolicy" and w.isVisible()
    ]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "s3:GetBucketPolicy"


def test_what_was_not_looked_at_is_always_told(pane: DetailsPane) -> None:
    finding = verdicts.closed()
    assert finding.exposure.caveats
    assert "Worth knowing" in show(pane, finding)


def test_the_same_doubt_is_told_once(pane: DetailsPane) -> None:
    twice = Unknown(
        setting="policy", reason=Reason.DENIED, permission="s3:GetBucketPolicy", code="policy_unread"
    )
    finding = verdicts.denied()
    exposure = msgspec.structs.replace(finding.exposure, unknown=(twice, twice, twice))
    text = show(pane, msgspec.structs.replace(finding, exposure=exposure))
    assert text.count("Grant the permission") == 1


def test_many_doubts_and_caveats_are_bounded(pane: DetailsPane) -> None:
    finding = verdicts.denied()
    exposure = msgspec.structs.replace(
        finding.exposure,
        caveats=tuple(Caveat(code=f"caveat_{number}") for number in range(5_000)),
        unknown=tuple(Unknown(setting=f"s{number}", reason=Reason.BUSY) for number in range(5_000)),
    )
    assert "4,950 more" in show(pane, msgspec.structs.replace(finding, exposure=exposure))
    assert len(pane.findChildren(QWidget)) < 2_000


@every
@pytest.mark.parametrize("width", [300, 380, 420, 640, 700])
def test_at_every_width_nothing_sticks_out(
    pane: DetailsPane, make: Callable[[], Finding], width: int
) -> None:
    pane.resize(width, 640)
    show(pane, make())
    for _ in range(3):
        QApplication.processEvents()
    page, scroll = page_of(pane), pane._scroll
    assert page.width() <= scroll.viewport().width()
    for widget in page.findChildren(QWidget):
        if widget.isVisible() and widget.parentWidget() is page:
            assert widget.geometry().right() <= page.width()
    for text in page.findChildren(QTextEdit):
        if text.isVisible():
            assert text.document().size().height() <= text.height() + 1
            assert text.document().size().width() <= text.width() + 1


@every
def test_it_never_sets_the_height_of_the_window(pane: DetailsPane, make: Callable[[], Finding]) -> None:
    show(pane, make())
    assert pane.minimumSizeHint().height() < 300
    assert pane.minimumSizeHint().width() <= 300


@every
def test_every_widget_that_takes_the_keyboard_has_a_name(
    pane: DetailsPane, make: Callable[[], Finding]
) -> None:
    show(pane, make())
    focusable = [
        w for w in pane.findChildren(QWidget) if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    nameless = [w for w in focusable if not (w.accessibleName() or getattr(w, "text", str)())]
    assert focusable
    assert nameless == []


@every
def test_the_keyboard_goes_from_top_to_bottom(pane: DetailsPane, make: Callable[[], Finding]) -> None:
    show(pane, make())
    page = page_of(pane)
    order = [widget for widget in chain(page) if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
    heights = [widget.mapTo(page, widget.rect().topLeft()).y() // 40 for widget in order]
    first = heights.index(min(heights))
    assert heights[first:] + heights[:first] == sorted(heights)


def test_nothing_is_shown_as_markup_and_nothing_invisible_stays_so(pane: DetailsPane) -> None:
    finding = verdicts.hostile()
    text = show(pane, finding)
    assert "<b>bold</b>" in text
    for sign in ("\u202e", "\x1b", "\x00"):
        assert sign not in text
    for label in pane.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText
    for widget in pane.findChildren(QWidget):
        assert "<b>" not in widget.toolTip()
        assert not widget.toolTip() or widget.toolTip().startswith("<qt>") or "<" not in widget.toolTip()


def test_a_name_without_end_is_shortened_and_copied_whole(pane: DetailsPane) -> None:
    finding = verdicts.hostile()
    show(pane, finding)
    pane._copy_id.click()
    assert QGuiApplication.clipboard().text() == finding.resource.id


def test_the_explanation_is_copied_as_text(pane: DetailsPane, qtbot: QtBot) -> None:
    finding = verdicts.open_and_held()
    show(pane, finding)
    with qtbot.waitSignal(pane.copied) as told:
        pane._copy_all.click()
    assert QGuiApplication.clipboard().text() == explained("Acme production", finding)
    assert told.args == ["Copied: the explanation"]


def test_a_door_tells_itself_and_enter_shows_its_setting(pane: DetailsPane) -> None:
    show(pane, verdicts.held_twice())
    door = next(d for d in pane.picture.doors() if d.stop.setting == "bucket_block")
    door.setFocus()
    assert door.stop.spoken in said(pane)
    QTest.keyClick(door, Qt.Key.Key_Return)
    assert pane.evidence.current.setting == "bucket_block"
    assert pane.evidence.box.visibleRegion().boundingRect().height() > 0


def test_before_any_door_is_pointed_at_the_one_that_decides_is_told(pane: DetailsPane) -> None:
    show(pane, verdicts.held_twice())
    assert pane._pointed.text() == next(
        d.stop.spoken for d in pane.picture.doors() if d.stop.setting == "bucket_block"
    )


def test_the_same_resource_read_anew_keeps_the_place(pane: DetailsPane) -> None:
    finding = verdicts.open_and_held()
    show(pane, finding)
    bar = pane._scroll.verticalScrollBar()
    bar.setValue(120)
    doors = pane.picture.doors()
    show(pane, msgspec.structs.replace(finding, read_at=finding.read_at + timedelta(hours=1)))
    assert (bar.value(), pane.picture.doors()) == (120, doors)
    changed = msgspec.structs.replace(finding.resource, tags={"new": "tag"})
    show(pane, msgspec.structs.replace(finding, resource=changed))
    assert bar.value() == 120
    show(pane, verdicts.bucket(name="another", policy=verdicts.OPEN_POLICY))
    assert bar.value() == 0


def test_the_look_can_change_while_it_is_shown(pane: DetailsPane, qapp: QApplication) -> None:
    show(pane, verdicts.open_by_policy())
    light = pane.grab().toImage().pixelColor(5, 300)
    dress(qapp, Choice.DARK)
    QApplication.processEvents()
    assert pane.grab().toImage().pixelColor(5, 300).lightness() < light.lightness()


def test_a_larger_text_is_larger_everywhere(pane: DetailsPane, qapp: QApplication) -> None:
    show(pane, verdicts.open_by_policy())
    before = (pane._sentence.height(), pane.picture.height(), pane.evidence.box.fontMetrics().height())
    qapp.setFont(interface(1.5))
    dress(qapp, Choice.LIGHT)
    for _ in range(3):
        QApplication.processEvents()
    after = (pane._sentence.height(), pane.picture.height(), pane.evidence.box.fontMetrics().height())
    assert all(now > then for now, then in zip(after, before, strict=True))
