"""The values that a requester can give a condition key, and the search for one that satisfies and violates.

What is found is checked by the predicates themselves, so that a value that comes back always fits; that there
is none is said only where that is certain.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, islice, product
from math import prod

from ajar.policy.aws.patterns import Budget, OverBudget, witness
from ajar.policy.aws.solver.predicates import (
    Amounts,
    Anything,
    Arns,
    Networks,
    Predicate,
    Texts,
    unquoted,
    written_time,
)
from ajar.policy.aws.solver.ranges import EVERYWHERE, Ranges, beside, common
from ajar.policy.aws.values import moment

_LONGEST = 2000
_TRIES = 8
_PARTS = 6  # of an ARN
_ALTERNATIVES = 256  # ways to take one pattern of each list, of which one may have an answer
_MARGIN = 86_400 * 365


@dataclass(frozen=True, slots=True)
class Wish:
    """A predicate, and whether it shall hold of the value or shall not."""

    predicate: Predicate
    wanted: bool

    def fits(self, value: str) -> bool:
        """Whether the value is as wished."""
        return self.predicate.holds(value) is self.wanted

    @property
    def opposite(self) -> Wish:
        """The other way round."""
        return Wish(self.predicate, not self.wanted)


class Undecided:
    """The answer when it is neither found nor excluded; `budget` says whether that was for want of time."""

    def __init__(self, *, budget: bool) -> None:
        """Say why."""
        self.budget = budget


NOT_DECIDED = Undecided(budget=False)
OUT_OF_TIME = Undecided(budget=True)
Answer = str | Undecided | None


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of these values."""

    values: tuple[str, ...]

    def find(self, wishes: Sequence[Wish], _budget: Budget) -> Answer:
        """One that fits all wishes; None where there is none."""
        return next((one for one in self.values if _fits(one, wishes)), None)


@dataclass(frozen=True, slots=True)
class Text:
    """A text that matches one pattern of each group, and none of the barred ones."""

    groups: tuple[tuple[str, ...], ...] = ()
    barred: tuple[str, ...] = ()

    def find(self, wishes: Sequence[Wish], budget: Budget) -> Answer:
        """One that fits all wishes; None where there surely is none."""
        asked = [one for wish in wishes if wish.wanted and (one := _patterns(wish)) is not None]
        if () in asked:
            return None
        must = [*self.groups, *asked]
        must_not = [*self.barred, *(p for wish in wishes if not wish.wanted for p in _patterns(wish) or ())]
        for _ in range(_TRIES):
            found = witness(must or [("?*",)], must_not, budget, _LONGEST)
            if isinstance(found, OverBudget):
                return OUT_OF_TIME
            if found is None:
                break
            value = unquoted(found)
            if _fits(value, wishes):
                return value
            must_not.append(found)
        edges = (edge for wish in wishes for edge in wish.predicate.edges())
        near = next((edge for edge in edges if _fits(edge, wishes) and self._has(edge)), None)
        return near if near is not None else self._excluded(wishes, budget)

    def _excluded(self, wishes: Sequence[Wish], budget: Budget) -> Undecided | None:
        """None where not even a wider question has an answer: one that patterns say all of, in one case."""
        must = [*self.groups, *(one for wish in wishes if wish.wanted and (one := _patterns(wish)))]
        sharp = [wish for wish in wishes if not wish.wanted and _sharp(wish)]
        must_not = [*self.barred, *(pattern for wish in sharp for pattern in _patterns(wish) or ())]
        if any(isinstance(one.predicate, Texts) and one.predicate.folded for one in wishes):
            must = [tuple(one.lower() for one in group) for group in must]
            must_not = [
                p.lower() for one in wishes if not one.wanted and _folds(one) for p in _patterns(one) or ()
            ]
        found = witness(must or [("?*",)], must_not, budget, _LONGEST)
        return None if found is None else OUT_OF_TIME if isinstance(found, OverBudget) else NOT_DECIDED

    def _has(self, value: str) -> bool:
        return all(Texts(group).holds(value) for group in self.groups) and not Texts(self.barred).holds(value)


@dataclass(frozen=True, slots=True)
class ArnText:
    """An ARN that one of these patterns matches, part by part, and none of the barred ones as a text."""

    patterns: tuple[str, ...]
    barred: tuple[str, ...] = ()

    def find(self, wishes: Sequence[Wish], budget: Budget) -> Answer:
        """One that fits all wishes; None where there surely is none.

        Patterns of ARNs are compared part by part, so that what several of them have in common is, too.
        """
        asked = [w.predicate.patterns for w in wishes if w.wanted and isinstance(w.predicate, Arns)]
        possible = False
        for alternative in islice(product(self.patterns, *asked), _ALTERNATIVES):
            value = _common_arn(alternative, budget)
            if value is None:
                continue
            possible = True
            if isinstance(value, str) and _fits(value, wishes) and not Texts(self.barred).holds(value):
                return value
        if not possible and prod(map(len, (self.patterns, *asked))) <= _ALTERNATIVES:
            return None
        return Text(barred=self.barred).find((*wishes, Wish(Arns(self.patterns), wanted=True)), budget)


def _common_arn(patterns: Sequence[str], budget: Budget) -> Answer:
    """An ARN that all of these match; None where there is none."""
    parts = [pattern.split(":", _PARTS - 1) for pattern in patterns if pattern != "*"]
    if any(len(one) != _PARTS for one in parts):
        return None
    found: list[str] = []
    for index, asked in enumerate(zip(*parts, strict=True)):
        last = index == _PARTS - 1
        one = "" if not any(asked) else witness([(p,) for p in asked], () if last else ("*:*",), budget)
        if one is None:
            return None
        if isinstance(one, OverBudget):
            return OUT_OF_TIME
        found.append(one)
    return unquoted(":".join(found))


@dataclass(frozen=True, slots=True)
class Addresses:
    """An address in these ranges."""

    ranges: Ranges

    def find(self, wishes: Sequence[Wish], _budget: Budget) -> Answer:
        """The first that fits all wishes; None where there is none."""
        left = self.left(wishes)
        others = [wish for wish in wishes if not isinstance(wish.predicate, Networks | Anything)]
        edges = (edge for wish in others for edge in wish.predicate.edges())
        for value in chain(_samples(left), edges):
            if Networks(left).holds(value) and _fits(value, wishes):
                return value
        return NOT_DECIDED if others and left else None

    def left(self, wishes: Sequence[Wish]) -> Ranges:
        """All that the wishes about networks leave."""
        left = self.ranges
        for wish in wishes:
            if isinstance(wish.predicate, Networks):
                ranges = wish.predicate.ranges
                left = common(left, ranges if wish.wanted else beside(ranges))
            elif isinstance(wish.predicate, Anything) and not wish.wanted:
                return ()
        return left


@dataclass(frozen=True, slots=True)
class Times:
    """A time from the first one on, in seconds since 1970."""

    first: Fraction

    def find(self, wishes: Sequence[Wish], _budget: Budget) -> Answer:
        """The earliest of the times worth a try that fits all wishes; None where there is none."""
        edges = {edge for wish in wishes for edge in wish.predicate.edges() if moment(edge) is not None}
        start = written_time(self.first)
        later = sorted(edge for edge in (*edges, written_time(self.first + _MARGIN)) if edge > start)
        return next((one for one in (start, *later) if _fits(one, wishes)), None)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number that is not negative, up to the most."""

    most: int = 2**53

    def find(self, wishes: Sequence[Wish], _budget: Budget) -> Answer:
        """One that fits all wishes; None where there is none."""
        edges = {edge for wish in wishes for edge in wish.predicate.edges() if edge.isdecimal()}
        tried = ["1", "0", *sorted(edges, key=int), str(self.most)]
        found = next((one for one in tried if int(one) <= self.most and _fits(one, wishes)), None)
        numeric = all(isinstance(wish.predicate, Amounts | Anything) for wish in wishes)
        return found if found is not None or numeric else NOT_DECIDED


Extent = OneOf | Text | ArnText | Addresses | Times | Whole

ANY_TEXT = Text()
ANY_FLAG = OneOf(("true", "false"))
ANY_ADDRESS = Addresses(EVERYWHERE)


def _fits(value: str, wishes: Sequence[Wish]) -> bool:
    return all(wish.fits(value) for wish in wishes)


def _patterns(wish: Wish) -> tuple[str, ...] | None:
    """Patterns that match all of which the predicate holds, in every case that is likely; None for others."""
    predicate = wish.predicate
    if isinstance(predicate, Texts):
        return tuple(_cases(predicate.patterns)) if predicate.folded else predicate.patterns
    if isinstance(predicate, Arns):
        return predicate.patterns
    return ("*",) if isinstance(predicate, Anything) else None


def _sharp(wish: Wish) -> bool:
    """Whether its patterns match nothing else."""
    return isinstance(wish.predicate, Texts | Anything)


def _folds(wish: Wish) -> bool:
    return not isinstance(wish.predicate, Texts) or wish.predicate.folded


def _cases(patterns: tuple[str, ...]) -> Iterator[str]:
    for one in patterns:
        yield from dict.fromkeys((one, one.lower(), one.upper(), one.title()))


def _samples(ranges: Ranges) -> Iterator[str]:
    """Addresses of each range, one that looks like anybody's first."""
    usual = "93.184.216.34"
    if Networks(ranges).holds(usual):
        yield usual
    for version, first, last in ranges:
        number = min(first + 1, last)
        yield str(ipaddress.IPv4Address(number) if version == 4 else ipaddress.IPv6Address(number))  # noqa: PLR2004 - the protocol's number
