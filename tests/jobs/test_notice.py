"""A notice is shown by a desktop on a real bus as plain text, and its absence is told."""

from __future__ import annotations

import pytest

from ajar.jobs.notice import NotShown, show
from ajar.words.notice import Notice
from desktops import desktop
from secret_services import bus

HOSTILE = "<b>a</b> & <img src='http://x/'/> (prod): open"


def test_what_a_desktop_that_knows_markup_is_given_has_none() -> None:
    with desktop("body", "body-markup") as there:
        show(Notice("Ajar: 1 opened", (HOSTILE, "and 2 more")))
    [(application, title, body, hints, expiry)] = there.shown
    assert (application, title) == ("Ajar", "Ajar: 1 opened")
    assert body == "&lt;b&gt;a&lt;/b&gt; &amp; &lt;img src='http://x/'/&gt; (prod): open\nand 2 more"
    assert (hints["urgency"], expiry) == (("y", 1), 0)


def test_a_desktop_that_knows_no_markup_is_given_the_text_as_it_is() -> None:
    with desktop("body") as there:
        show(Notice("Ajar", (HOSTILE,)))
    assert there.shown[0][2] == HOSTILE


def test_a_session_without_a_desktop_is_told() -> None:
    with bus(), pytest.raises(NotShown, match="ServiceUnknown"):
        show(Notice("Ajar", ()))


def test_no_session_at_all_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotShown, match="no desktop session"):
        show(Notice("Ajar", ()))
    for address in ("unix:path=nowhere", "tcp:host=x", "nonsense", ""):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        with pytest.raises(NotShown):
            show(Notice("Ajar", ()))
