"""Values: each documented form means what it says, and anything else means nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction
from ipaddress import ip_network

import pytest

from ajar.policy.aws.values import flag, moment, network, number


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("0", Fraction(0)),
        ("10", Fraction(10)),
        ("-5", Fraction(-5)),
        ("+5", Fraction(5)),
        ("007", Fraction(7)),
        ("1.2", Fraction(6, 5)),
        ("0.1000000000000000001", Fraction(1000000000000000001, 10**19)),
        ("9" * 100, Fraction(10**100 - 1)),
    ],
)
def test_a_number_is_exact(text: str, meant: Fraction) -> None:
    assert number(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        *("", "x", "1,000", "1e3", "1e999999999", "0x10", "1.", ".5", "--1", " 1", "1 ", "1\n", "1/2", "1_0"),
        *("NaN", "inf", "٣", "9" * 101, "9" * 5000, "*"),
    ],
)
def test_what_is_no_number_means_nothing(text: str) -> None:
    assert number(text) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-11", datetime(2026, 11, 1, tzinfo=UTC)),
        ("2026-11-24", datetime(2026, 11, 24, tzinfo=UTC)),
        ("2026-11-24T10:30Z", datetime(2026, 11, 24, 10, 30, tzinfo=UTC)),
        ("2026-11-24T10:30:15Z", datetime(2026, 11, 24, 10, 30, 15, tzinfo=UTC)),
        ("2026-11-24T10:30:15.5Z", datetime(2026, 11, 24, 10, 30, 15, 500_000, tzinfo=UTC)),
        ("2026-11-24T10:30:15.123456000Z", datetime(2026, 11, 24, 10, 30, 15, 123_456, tzinfo=UTC)),
        ("2026-11-24T00:30:00+01:00", datetime(2026, 11, 23, 23, 30, tzinfo=UTC)),
        ("2026-11-24T23:30:00-05:30", datetime(2026, 11, 25, 5, 0, tzinfo=UTC)),
        ("0", datetime(1970, 1, 1, tzinfo=UTC)),
        ("1795516215", datetime(2026, 11, 24, 10, 30, 15, tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", datetime(1, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_time_is_read_to_utc(text: str, meant: datetime) -> None:
    read = moment(text)
    assert read == meant
    assert read is not None
    assert read.tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        *("", "tomorrow", "2026", "2026-13", "2026-02-30", "2026-11-24T24:00Z", "2026-11-24T10:30:60Z"),
        *("2026-11-24T10:30:15", "2026-11-24T10Z", "2026-11-24 10:30Z", "2026-11-24T10:30z", "2026-1-1"),
        *("20261124T103015Z", "2026-11-24T10:30+25:00", "2026-11-24T10:30+01:60", "2026-11-24Z", "-1"),
        *("1795516215.5", "999999999999", "1795516215000", "*", "2026-11-24*", "٢٠٢٦-11-24"),
        *("0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "0000-01-01", "2026-11-24\n"),
    ],
)
def test_what_is_no_time_means_nothing(text: str) -> None:
    assert moment(text) is None


@pytest.mark.parametrize(("text", "meant"), [("true", True), ("false", False)])
def test_a_flag_is_true_or_false(text: str, meant: bool) -> None:  # noqa: FBT001 - a column of the table
    assert flag(text) is meant


@pytest.mark.parametrize("text", ["", "maybe", "True", "FALSE", "0", "1", "yes", "true ", "null", "*"])
def test_what_is_no_flag_means_nothing(text: str) -> None:
    assert flag(text) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("203.0.113.0/24", "203.0.113.0/24"),
        ("0.0.0.0/0", "0.0.0.0/0"),
        ("203.0.113.7", "203.0.113.7/32"),
        ("203.0.113.7/24", "203.0.113.0/24"),
        ("2001:DB8:1234:5678::/64", "2001:db8:1234:5678::/64"),
        ("::/0", "::/0"),
        ("2001:db8::1", "2001:db8::1/128"),
        ("::ffff:203.0.113.7/128", "::ffff:203.0.113.7/128"),
    ],
)
def test_a_network_is_read(text: str, meant: str) -> None:
    assert network(text) == ip_network(meant)


@pytest.mark.parametrize(
    "text",
    [
        *("", "foo", "*", "203.0.113", "203.0.113.0/33", "203.0.113.0/", "203.0.113.0/255.255.255.0"),
        *("203.0.113.0/024", "203.0.113.256", "203.000.113.001", "203.0.113.*", "::/129", "fe80::1%eth0"),
        *("203.0.113.0/-1", " 203.0.113.0/24", "203.0.113.0/24 ", "203.0.113.0-203.0.113.9", "1" * 5000),
        *("203.0.113.0/24\n", ":", "3405803776", "٢٠٣.0.113.0"),
    ],
)
def test_what_is_no_network_means_nothing(text: str) -> None:
    assert network(text) is None
