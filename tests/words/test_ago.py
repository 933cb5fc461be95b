"""How an age is said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ajar.words.ago import ago

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "said"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59, seconds=59), "59 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=47), "1 day ago"),
        (timedelta(days=3), "3 days ago"),
        (timedelta(days=100), "on 16 Aug 2026"),
    ],
)
def test_an_age_is_said_in_the_largest_unit_that_it_fills(age: timedelta, said: str) -> None:
    assert ago(NOW - age, NOW) == said
