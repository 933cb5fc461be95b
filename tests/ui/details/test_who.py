"""The section on who changed a resource: asked by its button, and told so that unknown is never nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTextEdit
from pytestqt.qtbot import QtBot

import verdicts
from ajar.model.deed import Deed, Deeds, Span, Unseen
from ajar.model.exposure import Caveat
from ajar.model.facts import Reason
from ajar.ui.blocks import ENTRIES
from ajar.ui.details.pane import DetailsPane
from ajar.worker.protocol import Who

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
FINDING = verdicts.open_by_policy()
RESOURCE = FINDING.resource
NOBODY = Deeds(
    resource=RESOURCE,
    asked=Span(since=AT - timedelta(days=90), until=AT),
    kept_since=AT - timedelta(days=90),
    notes=(Caveat(code="trail_is_late"),),
)
DEED = Deed(
    id="1",
    event="PutBucketPolicy",
    code="deed_policy_set",
    about="bucket",
    owner="drafts",
    at=AT,
    who="arn:aws:iam::1:user/iris",
    address="203.0.113.57",
    region="eu-west-1",
)
LACKS = "cloudtrail:LookupEvents"


@pytest.fixture
def pane(qtbot: QtBot) -> DetailsPane:
    """The details of an open bucket."""
    made = DetailsPane()
    qtbot.addWidget(made)
    made.resize(420, 900)
    made.show()
    QTest.qWaitForWindowExposed(made)
    made.show_finding(FINDING, "prod")
    QApplication.processEvents()
    return made


def button(pane: DetailsPane, words: str) -> QPushButton:
    """The button of the section with these words, or this name for a screen reader."""
    found = [one for one in pane.who.findChildren(QPushButton) if one.isVisibleTo(pane.who)]
    return next(one for one in found if words in (one.text(), one.accessibleName()))


def said(pane: DetailsPane) -> str:
    """What the section says."""
    QApplication.processEvents()
    shown = [one for one in pane.who.findChildren(QTextEdit) if one.isVisibleTo(pane.who)]
    return "\n".join(one.toPlainText() for one in shown)


def press(one: QPushButton) -> None:
    """Press it with the mouse."""
    QTest.mouseClick(one, Qt.MouseButton.LeftButton)


def answered(pane: DetailsPane, told: Deeds | None = None, trouble: str = "", **other: str) -> str:
    """Press the button, answer, and return what is said then."""
    pane.who.press()
    which = {"account": RESOURCE.account, "resource": RESOURCE.id, **other}
    pane.who.show_answer(Who(**which, told=told, trouble=trouble))
    return said(pane)


def with_(**more: object) -> Deeds:
    """The empty answer with something in it."""
    return msgspec.structs.replace(NOBODY, **more)


def test_nothing_is_asked_before_the_button_is_pressed_and_then_once(pane: DetailsPane) -> None:
    heard: list[tuple[str, ...]] = []
    pane.who.asked.connect(lambda *which: heard.append(which))
    assert heard == []
    press(button(pane, "Who changed it?"))
    assert heard == [("prod", RESOURCE.account, RESOURCE.id)]
    press(button(pane, "Looking..."))
    assert len(heard) == 1


def test_what_was_done_is_told_with_time_who_and_from_where(pane: DetailsPane) -> None:
    told = answered(pane, with_(deeds=(DEED,)))
    assert "Changed the bucket's policy" in told
    assert "arn:aws:iam::1:user/iris · from 203.0.113.57, eu-west-1 · PutBucketPolicy" in told
    assert "24 Nov 2026" in told
    assert button(pane, "Look again").isEnabled()


def test_what_lies_where_the_verdict_changed_stands_out_and_an_attempt_does_not(pane: DetailsPane) -> None:
    inside = msgspec.structs.replace(DEED, in_span=True)
    refused = msgspec.structs.replace(inside, id="2", failed="AccessDenied")
    mark = "In the time in which it came to stand like this"
    changed = Span(since=AT - timedelta(hours=1), until=AT + timedelta(hours=1))
    assert answered(pane, with_(deeds=(inside, refused, DEED), changed=changed)).count(mark) == 1


def test_an_empty_answer_says_what_it_may_mean_and_a_denied_one_is_not_empty(pane: DetailsPane) -> None:
    assert "No such event since" in answered(pane, NOBODY)
    unseen = tuple(
        Unseen(about=about, reason=Reason.DENIED, permission=LACKS) for about in ("bucket", "account")
    )
    told = answered(pane, with_(unseen=unseen))
    assert "No such event" not in told
    assert "Who changed the bucket is not known" in told
    assert "Who changed the account's block is not known" in told
    assert told.count(LACKS) == 1
    copied: list[str] = []
    pane.copied.connect(copied.append)
    press(button(pane, f"Copy {LACKS}"))
    assert QGuiApplication.clipboard().text() == LACKS
    assert copied == [f"Copied: {LACKS}"]


def test_what_went_wrong_is_told_and_can_be_tried_again(pane: DetailsPane) -> None:
    assert "The sign-in has ended." in answered(pane, trouble="The sign-in has ended.")
    assert "Changed the bucket's policy" in answered(pane, with_(deeds=(DEED,)))
    pane.who.press()
    pane.who.give_up("Nothing answers.")
    assert "Nothing answers." in said(pane)
    pane.who.give_up("Late.")
    assert "Late." not in said(pane)


def test_an_answer_to_an_earlier_question_is_not_shown(pane: DetailsPane) -> None:
    assert "iris" not in answered(pane, with_(deeds=(DEED,)), resource="arn:aws:s3:::another")
    assert button(pane, "Looking...").isVisible()
    other = verdicts.shared()
    pane.show_finding(other, "prod")
    pane.who.show_answer(Who(account=RESOURCE.account, resource=RESOURCE.id, told=with_(deeds=(DEED,))))
    assert "iris" not in said(pane)
    assert button(pane, "Who changed it?").isVisible()


def test_another_resource_takes_the_answer_away_and_the_same_keeps_it(pane: DetailsPane) -> None:
    answered(pane, with_(deeds=(DEED,)))
    later = msgspec.structs.replace(FINDING, read_at=FINDING.read_at + timedelta(minutes=1))
    pane.show_finding(later, "prod")
    assert "iris" in said(pane)
    pane.show_finding(verdicts.shared(), "prod")
    assert "iris" not in said(pane)


def test_hostile_text_is_shown_as_it_is_and_is_never_markup(pane: DetailsPane) -> None:
    hostile = msgspec.structs.replace(DEED, who="<b>iris</b>\u202egnp", event="<img src=x>")
    told = answered(pane, with_(deeds=(hostile,)))
    assert "<b>iris</b>" in told
    assert "<img src=x>" in told
    assert "\u202e" not in told


def test_very_many_are_cut_and_copied_whole(pane: DetailsPane) -> None:
    many = tuple(msgspec.structs.replace(DEED, id=str(n), who=f"user-{n}.") for n in range(ENTRIES + 30))
    told = answered(pane, with_(deeds=many))
    assert told.count("Changed the bucket's policy") == ENTRIES
    press(button(pane, "Copy these lines"))
    copied = QGuiApplication.clipboard().text()
    assert copied.count("Changed the bucket's policy") == ENTRIES + 30
    assert "CloudTrail keeps 90 days" in copied


def test_the_keyboard_comes_through_it_in_the_order_of_the_eye(pane: DetailsPane) -> None:
    answered(pane, with_(unseen=(Unseen(about="bucket", reason=Reason.DENIED, permission=LACKS),)))
    QApplication.processEvents()
    order: list[str] = []
    widget = pane.nextInFocusChain()
    while widget is not None and widget is not pane:
        if isinstance(widget, QPushButton) and widget.isVisible() and pane.who.isAncestorOf(widget):
            order.append(widget.accessibleName() or widget.text())
        widget = widget.nextInFocusChain()
    assert order == [f"Copy {LACKS}", "What the log does not tell", "Look again", "Copy these lines"]


def test_a_resource_of_no_added_account_has_nobody_to_ask(pane: DetailsPane) -> None:
    pane.show_finding(verdicts.shared(), "")
    assert not pane.who.isVisible()
