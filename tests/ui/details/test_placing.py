"""The picture at every width: inside its bounds, nothing over another, no word cut."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

import verdicts
from ajar.model.exposure import GateState
from ajar.model.finding import Finding
from ajar.ui.details.placing import BOX, CIRCLE, placed, title_font, word_font
from ajar.ui.details.tracks import tracks

FINDINGS = {
    "open": verdicts.open_by_policy(),
    "holders": verdicts.open_to_holders(),
    "held": verdicts.held_twice(),
    "several": verdicts.open_and_held(),
    "unknown": verdicts.denied(),
    "shared": verdicts.shared(),
    "hostile": verdicts.hostile(),
}
every_finding = pytest.mark.parametrize("finding", FINDINGS.values(), ids=FINDINGS.keys())
every_width = pytest.mark.parametrize("width", [240, 300, 340, 380, 420, 500, 640, 700, 1200])


@every_finding
@every_width
def test_everything_is_inside_and_nothing_covers_another(
    qapp: QApplication, finding: Finding, width: int
) -> None:
    del qapp
    ways = placed(tracks("aws", finding.exposure), width)
    boxes = [door for way in ways for door in way.doors]
    for box in boxes:
        assert box.left() >= CIRCLE
        assert box.right() <= width
    for one, other in combinations(boxes, 2):
        assert not one.intersects(other)
    for above, below in pairwise(ways):
        assert below.told.top() >= above.bottom


@every_finding
@every_width
def test_no_word_of_a_door_is_cut(qapp: QApplication, finding: Finding, width: int) -> None:
    del qapp
    titles, words = QFontMetricsF(title_font()), QFontMetricsF(word_font())
    for way in placed(tracks("aws", finding.exposure), width):
        for stop, box in zip(way.track.stops, way.doors, strict=True):
            assert all(titles.horizontalAdvance(word) <= box.width() for word in stop.title.split())
            assert all(words.horizontalAdvance(word) <= box.width() for word in stop.word.split())


@every_width
def test_a_held_line_stops_at_the_first_shut_door(qapp: QApplication, width: int) -> None:
    del qapp
    for way in placed(tracks("aws", verdicts.held_twice().exposure), width):
        states = [stop.state for stop in way.track.stops]
        shut = way.doors[states.index(GateState.SHUT)]
        end = way.end(width)
        assert shut.left() <= end.x() <= shut.right()
        assert end.y() == shut.y() + BOX / 2
        assert way.ends.width() > 0


def test_a_line_that_arrives_goes_to_the_right_edge(qapp: QApplication) -> None:
    del qapp
    [way] = placed(tracks("aws", verdicts.open_by_policy().exposure), 400)
    assert 400 - CIRCLE - 5 <= way.end(400).x() <= 400 - CIRCLE


def test_a_narrow_picture_is_higher_than_a_wide_one(qapp: QApplication) -> None:
    del qapp
    ways = tracks("aws", verdicts.open_to_holders().exposure)
    assert placed(ways, 260)[-1].bottom > placed(ways, 700)[-1].bottom


def test_who_comes_is_told_once_for_the_ways_of_the_same_people(qapp: QApplication) -> None:
    del qapp
    ways = placed(tracks("aws", verdicts.open_and_held().exposure), 400)
    assert [way.first for way in ways] == [True, False, False]
