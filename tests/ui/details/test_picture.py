"""The picture of doors under mouse and keyboard, and for who cannot see it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QEnterEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import verdicts
from ajar.model.finding import Finding
from ajar.ui.details.picture import Picture
from ajar.ui.details.tracks import Stop, tracks
from ajar.ui.look.palette import Choice, dress, tokens
from ajar.words.doors import text


@pytest.fixture
def picture(qtbot: QtBot) -> Picture:
    made = Picture()
    qtbot.addWidget(made)
    made.resize(420, 400)
    return made


def show(picture: Picture, finding: Finding) -> None:
    picture.show_tracks(tracks("aws", finding.exposure), text("aws", finding.exposure))
    picture.show()
    picture.activateWindow()
    QTest.qWaitForWindowExposed(picture)


def test_every_door_can_be_reached_with_tab_and_tells_its_setting(picture: Picture) -> None:
    show(picture, verdicts.open_and_held())
    doors = picture.doors()
    doors[0].setFocus()
    for door, following in pairwise(doors):
        QTest.keyClick(door, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is following
    assert all(door.stop.title in door.accessibleName() for door in doors)
    assert all(door.stop.word in door.accessibleName() for door in doors)


def test_the_arrow_keys_go_from_door_to_door_and_from_way_to_way(picture: Picture) -> None:
    show(picture, verdicts.open_and_held())
    doors = picture.doors()
    doors[0].setFocus()
    QTest.keyClick(doors[0], Qt.Key.Key_Right)
    assert QApplication.focusWidget() is doors[1]
    QTest.keyClick(doors[1], Qt.Key.Key_Left)
    assert QApplication.focusWidget() is doors[0]
    QTest.keyClick(doors[0], Qt.Key.Key_Down)
    assert QApplication.focusWidget() is doors[3]
    QTest.keyClick(doors[3], Qt.Key.Key_Up)
    assert QApplication.focusWidget() is doors[0]


@pytest.mark.parametrize("key", [Qt.Key.Key_Left, Qt.Key.Key_Up])
def test_at_the_first_door_there_is_nothing_before(picture: Picture, key: Qt.Key) -> None:
    show(picture, verdicts.open_by_policy())
    picture.doors()[0].setFocus()
    QTest.keyClick(picture.doors()[0], key)
    assert QApplication.focusWidget() is picture.doors()[0]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_choose_the_door(picture: Picture, qtbot: QtBot, key: Qt.Key) -> None:
    show(picture, verdicts.open_by_policy())
    door = picture.doors()[1]
    with qtbot.waitSignal(picture.chosen) as chosen:
        QTest.keyClick(door, key)
    assert chosen.args == [door.stop]


def test_the_door_under_the_mouse_is_told_and_then_no_more(picture: Picture) -> None:
    show(picture, verdicts.open_by_policy())
    told: list[Stop | None] = []
    picture.pointed.connect(told.append)
    door, middle = picture.doors()[2], QPointF(5, 5)
    QApplication.sendEvent(door, QEnterEvent(middle, middle, middle))
    QApplication.sendEvent(door, QEvent(QEvent.Type.Leave))
    assert told == [door.stop, None]


def test_the_picture_has_a_text_form(picture: Picture) -> None:
    finding = verdicts.held_twice()
    show(picture, finding)
    assert picture.accessibleName() == "Ways in"
    assert picture.accessibleDescription() == text("aws", finding.exposure)
    assert "[X]" in picture.accessibleDescription()


def test_no_tooltip_is_read_as_markup(picture: Picture) -> None:
    outsider = {"AWS": "arn:aws:iam::999988887777:role/<img src=x onerror=y>"}
    show(picture, verdicts.bucket(policy=verdicts.policy(verdicts.statement("S", outsider))))
    for door in picture.doors():
        assert door.toolTip().startswith("<qt>")
        assert "<img" not in door.toolTip()


def test_another_finding_leaves_no_door_of_the_last_one(picture: Picture) -> None:
    show(picture, verdicts.open_and_held())
    show(picture, verdicts.denied())
    assert len([door for door in picture.doors() if door.isVisible()]) == 1


@pytest.mark.parametrize("look", [Choice.LIGHT, Choice.DARK])
@pytest.mark.parametrize(
    ("finding", "tone"),
    [
        (verdicts.open_by_policy(), "anyone"),
        (verdicts.open_to_holders(), "holders"),
        (verdicts.shared(), "outsiders"),
        (verdicts.held_twice(), "closed"),
        (verdicts.denied(), "unchecked"),
    ],
    ids=["anyone", "holders", "outsiders", "held", "unknown"],
)
def test_it_is_drawn_in_the_colour_of_its_audience(
    picture: Picture, qapp: QApplication, look: Choice, finding: Finding, tone: str
) -> None:
    dress(qapp, look)
    show(picture, finding)
    drawn = picture.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    colours = {drawn.pixel(x, y) for x in range(drawn.width()) for y in range(drawn.height())}
    assert QColor(tokens().tone(tone).ink).rgb() in colours
    others = {"anyone", "holders", "outsiders"} - {tone}
    if tone != "closed":  # the doors that stand open on a held way keep the colour of whoever would come
        assert not colours & {QColor(tokens().tone(other).ink).rgb() for other in others}
