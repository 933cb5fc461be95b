"""A report's moments are of one zone, and a request says all that it takes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from ajar.model.exposure import Witness
from ajar.words.handed_over import moment, request, stood


def test_a_moment_is_told_in_the_zone_that_both_ends_know() -> None:
    assert moment(datetime(2026, 11, 3, 1, 5, tzinfo=timezone(timedelta(hours=2)))) == "2 Nov 2026, 23:05 UTC"


def test_a_moment_before_any_calendar_is_told_as_it_is() -> None:
    assert moment(datetime.min.replace(tzinfo=timezone(timedelta(hours=14)))) == "0001-01-01T00:00:00+14:00"
    assert moment(datetime.min.replace(tzinfo=UTC)).endswith("00:00 UTC")


def test_a_request_says_where_it_comes_from_and_what_it_carries() -> None:
    asked = Witness(who="anyone", action="s3:GetObject", target="x", source="203.0.113.7")
    assert request(asked) == "anyone: s3:GetObject on x from 203.0.113.7"
    near = Witness(who="anyone", action="s3:GetObject", target="x", context={"aws:Referer": "y", "b": "z"})
    assert request(near) == (
        "anyone: s3:GetObject on x, through a network of their own, with aws:Referer: y, b: z"
    )


def test_a_verdict_that_was_not_known_has_no_words() -> None:
    assert stood(None) == ""
