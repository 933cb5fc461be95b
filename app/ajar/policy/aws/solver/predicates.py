"""What a condition asks of one value: each predicate says of a value whether it holds, and names edge cases.

"IAM JSON policy elements: Condition operators", read 2026-11-24,
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html.
"""

from __future__ import annotations

import ipaddress
import operator as compare
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import lru_cache

from ajar.policy.aws.operators import Comparison
from ajar.policy.aws.patterns import matches
from ajar.policy.aws.solver.ranges import Ranges, ranges_of, within
from ajar.policy.aws.values import flag, moment, number

_PARTS = 6  # of an ARN, each of which is compared apart
_ORDER: dict[Comparison, Callable[[Fraction, Fraction], bool]] = {
    Comparison.EQUALS: compare.eq,
    Comparison.LESS: compare.lt,
    Comparison.LESS_OR_EQUALS: compare.le,
    Comparison.GREATER: compare.gt,
    Comparison.GREATER_OR_EQUALS: compare.ge,
}


@dataclass(frozen=True, slots=True)
class Anything:
    """Holds of every value: what Null asks."""

    def holds(self, _value: str) -> bool:
        """Always."""
        return True

    def edges(self) -> Iterator[str]:
        """No value is special."""
        return iter(())


@dataclass(frozen=True, slots=True)
class Texts:
    """One of these patterns matches, which are in `patterns.quoted` form; `folded` ones whatever the case."""

    patterns: tuple[str, ...]
    folded: bool = False

    def holds(self, value: str) -> bool:
        """Whether one matches the whole value."""
        text = quoted(value)
        if self.folded:
            text = text.lower()
            return any(matches(one.lower(), text) for one in self.patterns)
        return any(matches(one, text) for one in self.patterns)

    def edges(self) -> Iterator[str]:
        """A value for each pattern, and for one that ignores case in other cases too."""
        for one in self.patterns:
            sample = one.replace("*", "any").replace("?", "a")
            yield unquoted(sample)
            if self.folded:
                yield from (unquoted(sample.lower()), unquoted(sample.upper()), unquoted(sample.title()))


@dataclass(frozen=True, slots=True)
class Arns:
    """One of these ARN patterns matches, part by part."""

    patterns: tuple[str, ...]

    def holds(self, value: str) -> bool:
        """Whether each part of the value matches its part of one pattern."""
        return any(_arn_like(one, quoted(value)) for one in self.patterns)

    def edges(self) -> Iterator[str]:
        """A value for each pattern."""
        for one in self.patterns:
            yield unquoted(one.replace("*", "any").replace("?", "a"))


@dataclass(frozen=True, slots=True)
class Networks:
    """The address is in one of these ranges."""

    ranges: Ranges

    def holds(self, value: str) -> bool:
        """Whether the value is an address in them."""
        address = address_of(value)
        return address is not None and within(address, self.ranges)

    def edges(self) -> Iterator[str]:
        """The first address of each range."""
        for version, first, _ in self.ranges:
            yield str(ipaddress.IPv4Address(first) if version == 4 else ipaddress.IPv6Address(first))  # noqa: PLR2004 - the protocol's number


@dataclass(frozen=True, slots=True)
class Amounts:
    """The number compares so with one of these."""

    comparison: Comparison
    amounts: tuple[Fraction, ...]

    def holds(self, value: str) -> bool:
        """Whether the value is a number that does."""
        amount = number(value)
        return amount is not None and any(_ORDER[self.comparison](amount, one) for one in self.amounts)

    def edges(self) -> Iterator[str]:
        """Each number, and what is just beside it."""
        for one in self.amounts:
            for near in (one, one - 1, one + 1):
                yield _decimal(near)


@dataclass(frozen=True, slots=True)
class Moments:
    """The time compares so with one of these, in seconds since 1970."""

    comparison: Comparison
    seconds: tuple[Fraction, ...]

    def holds(self, value: str) -> bool:
        """Whether the value is a time that does."""
        told = moment(value)
        if told is None:
            return False
        return any(_ORDER[self.comparison](seconds(told), one) for one in self.seconds)

    def edges(self) -> Iterator[str]:
        """Each time, and a second before and after it."""
        for one in self.seconds:
            for near in (one, one - 1, one + 1):
                yield written_time(near)


@dataclass(frozen=True, slots=True)
class Flags:
    """The value is one of these Booleans."""

    wanted: frozenset[bool]

    def holds(self, value: str) -> bool:
        """Whether it is."""
        return flag(value) in self.wanted

    def edges(self) -> Iterator[str]:
        """Both."""
        yield from ("true", "false")


Predicate = Anything | Texts | Arns | Networks | Amounts | Moments | Flags

# What a pattern that means a star or a question mark itself has in their place: characters of no alphabet.
_QUOTED = {"*": "\ue02a", "?": "\ue03f"}
_TO_QUOTED = str.maketrans(_QUOTED)
_FROM_QUOTED = str.maketrans({mark: plain for plain, mark in _QUOTED.items()})


@lru_cache(maxsize=4096)
def address_of(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address; None for what is none."""
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def quoted(text: str) -> str:
    """The text as a pattern that matches nothing but it."""
    return text.translate(_TO_QUOTED)


def unquoted(text: str) -> str:
    """The text that such a pattern matches."""
    return text.translate(_FROM_QUOTED)


def seconds(time: datetime) -> Fraction:
    """The time in seconds since 1970."""
    return Fraction(time.timestamp())


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = Fraction(datetime(9999, 12, 31, tzinfo=UTC).timestamp())


@lru_cache(maxsize=4096)
def written_time(at: Fraction) -> str:
    """The time as a request's context has it; what lies beyond the calendar as its last day."""
    bounded = max(Fraction(0), min(at, _LAST))
    return (_EPOCH + timedelta(seconds=float(bounded))).isoformat().replace("+00:00", "Z")


def networks(listed: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]) -> Networks:
    """The predicate of these networks."""
    return Networks(ranges_of(listed))


@lru_cache(maxsize=4096)
def _parts(text: str) -> tuple[str, ...]:
    return tuple(text.split(":", _PARTS - 1))


def _arn_like(pattern: str, text: str) -> bool:
    wanted, given = _parts(pattern), _parts(text)
    if pattern == "*":
        return True
    return len(wanted) == len(given) and all(
        matches(one, other) for one, other in zip(wanted, given, strict=True)
    )


def _decimal(amount: Fraction) -> str:
    return str(int(amount)) if amount.denominator == 1 else str(float(amount))
