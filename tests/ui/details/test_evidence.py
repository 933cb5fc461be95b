"""The evidence: the very span on its colour, the rest folded away, and the copy as it was read."""

from __future__ import annotations

import json

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import verdicts
from ajar.model.facts import Fact, Reason, Unread
from ajar.model.finding import Finding
from ajar.ui.details.evidence import EvidenceSection
from ajar.ui.details.evidence_box import EvidenceBox
from ajar.ui.details.excerpt import Excerpt, excerpt
from ajar.ui.details.exhibits import MOST, exhibits
from ajar.ui.details.tracks import tracks


@pytest.fixture
def section(qtbot: QtBot) -> EvidenceSection:
    made = EvidenceSection()
    qtbot.addWidget(made)
    made.resize(420, 400)
    made.show()
    QTest.qWaitForWindowExposed(made)
    return made


def test_the_very_statement_is_highlighted(section: EvidenceSection) -> None:
    section.show_finding(verdicts.open_by_policy())
    marked = section.box.marked().replace("\u2029", "\n")
    assert json.loads(marked) == json.loads(verdicts.OPEN_POLICY)["Statement"][1]


def test_characters_beyond_the_first_plane_do_not_shift_the_highlight(qtbot: QtBot) -> None:
    box, text = EvidenceBox(), '{"🙂🙂🙂": ["🙂", "target"]}'
    qtbot.addWidget(box)
    start = text.index('"target"')
    box.show_excerpt(excerpt(text, (start, start + 8)), "anyone")
    assert box.marked() == '"target"'


def test_the_other_statements_are_folded_and_unfold(section: EvidenceSection) -> None:
    section.show_finding(verdicts.open_by_policy())
    assert "Deploy" not in section.box.toPlainText()
    assert section._fold.text() == "Show all 3 statements"
    section._fold.click()
    assert json.loads(section.box.toPlainText()) == json.loads(verdicts.OPEN_POLICY)
    assert "TempShare" in section.box.marked()
    section._fold.click()
    assert "Deploy" not in section.box.toPlainText()


def test_the_copy_is_the_setting_as_it_was_read(section: EvidenceSection, qtbot: QtBot) -> None:
    section.show_finding(verdicts.open_by_policy())
    with qtbot.waitSignal(section.copy) as copied:
        section._copy.click()
    assert copied.args == [verdicts.OPEN_POLICY, "Bucket policy, statement 2"]


def test_a_proven_grant_is_shown_before_what_is_not_decided(section: EvidenceSection) -> None:
    condition = {"StringEquals": {"s3:ExistingObjectTag/team": "web"}}
    policy = verdicts.policy(verdicts.statement("Some", Condition=condition))
    finding = verdicts.bucket(policy=policy, acl=verdicts.acl(verdicts.ACCOUNT_HOLDERS))
    section.show_finding(finding)
    assert section.current.setting == "acl"
    tones = {exhibit.setting: exhibit.tone for exhibit in exhibits(finding)}
    assert (tones["acl"], tones["policy"]) == ("holders", "unchecked")


def test_a_door_leads_to_its_setting(section: EvidenceSection) -> None:
    finding = verdicts.held_twice()
    section.show_finding(finding)
    [door] = [s for s in tracks("aws", finding.exposure)[0].stops if s.setting == "bucket_block"]
    assert section.show_stop(door)
    assert section.current.setting == "bucket_block"
    assert json.loads(section.box.toPlainText()) == verdicts.ON
    assert QApplication.focusWidget() is section.box


def test_a_grant_leads_to_its_own_statement(section: EvidenceSection) -> None:
    finding = verdicts.held_twice()
    section.show_finding(finding)
    for track in tracks("aws", finding.exposure):
        assert section.show_stop(track.stops[0])
        assert section.current.evidence == track.stops[0].evidence


def test_what_was_not_read_says_why(section: EvidenceSection) -> None:
    section.show_finding(verdicts.denied())
    assert section.box.isHidden()
    assert section._copy.isHidden()
    assert "s3:GetBucketPolicy" in section._instead.toPlainText()


def test_what_is_not_set_says_so(section: EvidenceSection) -> None:
    section.show_finding(verdicts.closed())
    assert section.current.setting == "policy"
    assert section._instead.toPlainText() == "It is not set."


def test_the_box_grows_with_its_text_up_to_some_lines(qtbot: QtBot) -> None:
    box = EvidenceBox()
    qtbot.addWidget(box)
    box.resize(400, 100)
    box.show()
    heights = []
    for lines in (1, 5, 15, 40, 4000):
        box.show_excerpt(Excerpt("\n".join("x" for _ in range(lines))), "closed")
        heights.append(box.height())
    assert heights == sorted(heights)
    assert heights[3] == heights[4] < 400


def test_a_short_text_is_shown_without_a_scroll_bar(section: EvidenceSection) -> None:
    section.show_finding(verdicts.open_to_holders())
    section.resize(420, 600)
    QApplication.processEvents()
    assert section.box.verticalScrollBar().maximum() == 0
    assert section.box.horizontalScrollBar().maximum() == 0


def test_the_marked_lines_have_a_bar_beside_them(section: EvidenceSection) -> None:
    section.show_finding(verdicts.open_by_policy())
    section._fold.click()
    lines = section.box.marked_lines()
    assert lines
    assert len(lines) < section.box.blockCount()


def with_policy(value: object) -> Finding:
    return verdicts.bucket(policy=value)


@pytest.mark.parametrize(
    "value",
    [
        "not json \x1b[31m <b>\u202e",
        '{"Statement": 5}',
        '{"Statement": {"Effect": "Allow", "Action": 7, "Principal": "*"}}',
        "[" * 20_000,
        "x" * 2_000_000,
        '{"Statement": [' + ",".join(['{"Effect": "Allow"}'] * 5_000) + "]}",
        17,
        [None, True],
        {"Statement": "\ud800"},
        "",
    ],
    ids=["text", "number", "wrong", "deep", "long", "many", "17", "list", "half", "empty"],
)
def test_any_policy_is_shown_without_a_crash(section: EvidenceSection, value: object) -> None:
    section.show_finding(with_policy(value))
    for number in range(len(section._exhibits)):
        section._choice.setCurrentIndex(number)
        section._fold.click()
        QApplication.processEvents()
        assert all(line.isprintable() for line in section.box.toPlainText().split("\n"))


def test_the_exhibits_are_bounded() -> None:
    entry = {"Grantee": {"Type": "CanonicalUser", "ID": "9" * 64}, "Permission": "READ"}
    finding = verdicts.bucket(acl={"Owner": {"ID": "7f" * 32}, "Grants": [entry] * 300})
    assert len(exhibits(finding)) <= MOST + len(finding.exposure.gates)


def test_a_setting_that_was_not_asked_for_says_so() -> None:
    finding = verdicts.closed()
    bare = Finding(resource=finding.resource, facts={}, exposure=finding.exposure, read_at=finding.read_at)
    assert {exhibit.instead for exhibit in exhibits(bare)} == {"It was not asked for."}


def test_evidence_is_numbered_as_people_count() -> None:
    assert exhibits(verdicts.open_by_policy())[0].title == "Bucket policy, statement 2"
    assert exhibits(verdicts.open_to_holders())[0].title == "Access list (ACL), grant 2"


def test_a_reason_other_than_denied_is_told_in_words() -> None:
    finding = verdicts.bucket(policy=Unread(Reason.BUSY))
    assert "slow down" in exhibits(finding)[0].instead
    assert isinstance(finding.facts["acl"][finding.resource.id], Fact)


@pytest.mark.parametrize("widths", [(290, 393, 463), (463, 290, 600), (600, 200, 300)])
def test_the_box_holds_its_text_at_every_width(section: EvidenceSection, widths: tuple[int, ...]) -> None:
    section.show_finding(verdicts.open_by_policy())
    section.show()
    for width in widths:
        section.resize(width, 700)
        QApplication.processEvents()
        assert section.box.viewport().height() == section.box.contentsRect().height()
