"""Radio buttons, check boxes and lists: what is chosen is seen, in the dark as well, and no word is cut."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from ajar.ui.look.choices import CheckBox, ComboBox, RadioButton
from ajar.ui.look.palette import Choice, dress, tokens

WORDS = "For this session only"


def colours(widget: QWidget) -> set[int]:
    drawn = widget.grab().toImage()
    return {drawn.pixel(x, y) & 0xFFFFFF for x in range(drawn.width()) for y in range(drawn.height())}


def colour(name: str) -> int:
    return QColor(name).rgb() & 0xFFFFFF


@pytest.mark.parametrize("look", [Choice.LIGHT, Choice.DARK])
@pytest.mark.parametrize("make", [RadioButton, CheckBox])
def test_what_is_chosen_can_be_seen(
    qtbot: QtBot, qapp: QApplication, make: Callable[[str], QAbstractButton], look: Choice
) -> None:
    dress(qapp, look)
    button = make(WORDS)
    button.setCheckable(True)
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    assert colour(tokens().accent) not in colours(button)
    button.setChecked(True)
    assert colour(tokens().accent) in colours(button)


@pytest.mark.parametrize("make", [RadioButton, CheckBox])
def test_the_words_have_room(qtbot: QtBot, make: Callable[[str], QAbstractButton]) -> None:
    button = make(WORDS)
    qtbot.addWidget(button)
    assert button.minimumSizeHint().width() >= button.fontMetrics().horizontalAdvance(WORDS) + 16


@pytest.mark.parametrize("look", [Choice.LIGHT, Choice.DARK])
@pytest.mark.parametrize("editable", [True, False])
def test_a_list_has_an_edge_and_elides_what_does_not_fit(
    qtbot: QtBot, qapp: QApplication, look: Choice, *, editable: bool
) -> None:
    dress(qapp, look)
    box = ComboBox()
    box.setEditable(editable)
    qtbot.addWidget(box)
    box.addItems(["x" * 500])
    box.resize(200, box.sizeHint().height())
    assert colour(tokens().control) in colours(box)
    assert box.minimumSizeHint().width() <= 200
