"""The values of conditions: what a text means to the operator that compares it, or that it means nothing.

Source: "IAM JSON policy elements: Condition operators", read 2026-11-24,
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html. Where
it does not say what a form means, the form means nothing here, and what hangs on it is in doubt.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_network

_NUMBER = re.compile(r"[+-]?[0-9]{1,100}(?:\.[0-9]{1,100})?", re.ASCII)
_EPOCH = re.compile(r"[0-9]{5,12}|[0-9]{1,3}", re.ASCII)
# A year alone is left out: four digits may as well be seconds, and the documentation does not tell which.
_ISO = re.compile(
    r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2})"
    r"(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,6})0{0,12})?)?"
    r"(?:Z|([+-])([0-9]{2}):([0-9]{2})))?)?",
    re.ASCII,
)
_NETWORK = re.compile(r"[0-9A-Fa-f:.]{2,45}(?:/(?:0|[1-9][0-9]{0,2}))?", re.ASCII)
_START = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_HOUR, _LAST_MINUTE = 23, 59


@lru_cache(maxsize=4096)
def number(text: str) -> Fraction | None:
    """The number, "an integer or decimal value"; None for anything else, and for one past all measure."""
    return Fraction(text) if _NUMBER.fullmatch(text) else None


@lru_cache(maxsize=4096)
def moment(text: str) -> datetime | None:
    """The time, in UTC: a form of "Date and Time Formats" that the page points to, or seconds since 1970.

    https://www.w3.org/TR/NOTE-datetime, read 2026-11-24: a month, a day (its beginning), or a time of day
    with its zone. None for anything else, a bare year of four digits (or are they seconds?) among it.
    """
    if _EPOCH.fullmatch(text):
        try:
            return _START + timedelta(seconds=int(text))
        except OverflowError:
            return None
    iso = _ISO.fullmatch(text)
    return _iso_moment(iso) if iso else None


def _iso_moment(iso: re.Match[str]) -> datetime | None:
    year, month, day, hour, minute, second, fraction, sign, ahead, past = iso.groups()
    if int(ahead or 0) > _LAST_HOUR or int(past or 0) > _LAST_MINUTE:
        return None
    zone = timedelta(hours=int(ahead or 0), minutes=int(past or 0))
    try:
        here = datetime(
            *(int(year), int(month), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0)),
            microsecond=int((fraction or "").ljust(6, "0")),
            tzinfo=UTC,
        )
        return here + zone if sign == "-" else here - zone
    except (ValueError, OverflowError):
        return None


def flag(text: str) -> bool | None:
    """The Boolean; None for anything but "true" and "false", in small letters as the page writes them."""
    return {"true": True, "false": False}.get(text)


@lru_cache(maxsize=4096)
def network(text: str) -> IPv4Network | IPv6Network | None:
    """The addresses: "the standard CIDR format", or one address, which is a network of one.

    Bits past the prefix do not count, as they do not in any route. None for anything else.
    """
    if not _NETWORK.fullmatch(text):
        return None
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None
