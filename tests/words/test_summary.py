"""The sentences over the table say the worst first and hide nothing."""

from __future__ import annotations

from collections import Counter

from ajar.model.run import Progress
from ajar.words.summary import Group, extent, headline, nothing_open, progress


def test_what_is_only_reachable_is_counted_apart_from_what_is_open() -> None:
    counts = Counter({Group.STRANGERS: 3, Group.REACHABLE: 1, Group.CLOSED: 40})
    assert headline(counts) == "3 things are open to strangers, 1 can be reached from the internet"


def test_one_open_thing_is_said_in_the_singular() -> None:
    assert headline({Group.STRANGERS: 1}) == "1 thing is open to strangers"


def test_what_could_not_be_checked_is_never_called_closed() -> None:
    assert headline({Group.UNKNOWN: 2, Group.CLOSED: 9}) == "2 things could not be checked"
    assert nothing_open({Group.UNKNOWN: 2, Group.CLOSED: 9}) == (
        "Nothing is open to strangers. 9 closed, 2 not checked."
    )


def test_what_is_open_on_purpose_is_not_counted_as_open() -> None:
    assert headline({Group.ON_PURPOSE: 4}) == "Nothing is open to strangers"


def test_large_numbers_have_separators() -> None:
    assert extent({Group.CLOSED: 12345}, 2) == "12,345 resources in 2 accounts"
    assert extent({Group.CLOSED: 1}, 1) == "1 resource in 1 account"


def test_a_scan_says_how_far_it_is_and_what_held_it_back() -> None:
    assert progress(Progress()) == "Looking for buckets"
    assert progress(Progress(done=2, found=9)) == "2 of 9 found so far"
    now = Progress(done=212, found=1430, denied=3, throttled=1, listed=True, where="eu-west-1")
    assert progress(now) == "212 of 1,430 · 3 denied · slowed down 1 time · eu-west-1"
