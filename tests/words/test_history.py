"""The past of a resource in words: what checks tell of when it changed, and no more."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from ajar.model.history import Earlier, Past
from ajar.model.row import Row, row
from ajar.words.history import earlier, lines, present
from invented import CLOSED, OPEN, finding

MARCH = datetime(2026, 3, 12, 10, 0, tzinfo=UTC)
NOW_OPEN = row(finding(exposure=OPEN))


@pytest.fixture(autouse=True)
def _at_greenwich() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


def opened(since: datetime, *before: Earlier) -> Past:
    return Past(last=NOW_OPEN, since=since, before=before)


def closed(read: datetime) -> Row:
    return msgspec.structs.replace(row(finding(exposure=CLOSED)), read_at=read)


def test_it_opened_between_the_last_check_that_found_it_closed_and_the_first_that_did_not() -> None:
    past = [Earlier(since=MARCH - timedelta(days=9), row=closed(MARCH))]
    said = present(opened(MARCH + timedelta(days=1), *past))
    assert said == "Open to anyone since between 12 Mar 2026, 10:00 and 13 Mar 2026, 10:00"


def test_two_checks_within_a_minute_leave_nothing_between() -> None:
    past = [Earlier(since=MARCH, row=closed(MARCH))]
    assert present(opened(MARCH + timedelta(seconds=30), *past)) == "Open to anyone since 12 Mar 2026, 10:00"


def test_what_was_never_otherwise_is_told_as_that() -> None:
    assert present(opened(MARCH)).startswith("Open to anyone since 12 Mar 2026, 10:00 or longer")


def test_the_same_settings_judged_otherwise_is_not_told_as_a_change_of_the_cloud() -> None:
    past = [Earlier(since=MARCH - timedelta(days=9), row=closed(MARCH))]
    assert "from the same settings as before" in present(opened(MARCH, *past))


def test_one_that_came_back_is_told_with_when_it_was_seen_last() -> None:
    gone = Earlier(since=MARCH, row=closed(MARCH), gone=MARCH + timedelta(days=1))
    said = present(opened(MARCH + timedelta(days=2), gone))
    assert said == (
        "Open to anyone since 14 Mar 2026, 10:00, when it was there again; "
        "it was seen last on 12 Mar 2026, 10:00"
    )


def test_a_clock_that_was_set_back_makes_no_time_between() -> None:
    past = [Earlier(since=MARCH, row=closed(MARCH + timedelta(days=5)))]
    assert "between" not in present(opened(MARCH, *past))


def test_an_earlier_verdict_is_told_from_when_until_when_it_was_seen() -> None:
    entry = Earlier(since=MARCH, row=closed(MARCH + timedelta(days=1)))
    assert earlier(entry) == "Private from 12 Mar 2026, 10:00 to 13 Mar 2026, 10:00"
    assert earlier(Earlier(since=MARCH, row=closed(MARCH))) == "Private on 12 Mar 2026, 10:00"
    gone = msgspec.structs.replace(entry, gone=MARCH + timedelta(days=2))
    assert earlier(gone).endswith("when it was seen last before it was gone")


def test_one_that_was_read_anew_and_stands_otherwise_is_told_from_its_last_check() -> None:
    past = opened(MARCH, Earlier(since=MARCH, row=closed(MARCH)))
    assert next(lines(past, NOW_OPEN)) == present(past)
    said = list(lines(past, closed(MARCH)))
    assert said[0].startswith("Open to anyone at the last check, ")
    assert said[1] == "Private on 12 Mar 2026, 10:00"
