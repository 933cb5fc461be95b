"""What a condition asks of one key: of every value or of some, and of the key's being there at all.

Missing keys, several values and negations: "IAM JSON policy elements: Condition operators" (IfExists and Null
among them); ForAllValues and ForAnyValue: "Set operators for multivalued context keys",
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html,
both read 2026-11-24.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from ajar.policy.aws.keys import key
from ajar.policy.aws.language import Condition
from ajar.policy.aws.operators import Comparison, Family, Operator, Quantifier, operator
from ajar.policy.aws.solver.extents import Wish
from ajar.policy.aws.solver.predicates import (
    Amounts,
    Anything,
    Arns,
    Flags,
    Moments,
    Predicate,
    Texts,
    networks,
    seconds,
)
from ajar.policy.aws.values import flag, moment, network, number

TIME = "aws:currenttime"
EPOCH = "aws:epochtime"
_COLONS = 5  # of an ARN, at least

Values = tuple[str, ...]
"""What a request has for a key; none where the key is missing."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One key's part of a condition; `every` or else some of its values must be as wished."""

    key: str
    many: bool
    missing: bool
    every: bool
    wish: Wish
    condition: Condition | None = None

    @property
    def opposite(self) -> Requirement:
        """What holds exactly where this does not."""
        return replace(self, missing=not self.missing, every=not self.every, wish=self.wish.opposite)

    def holds(self, values: Values) -> bool:
        """Whether a request with these values is as required."""
        if not values:
            return self.missing
        return (all if self.every else any)(self.wish.fits(one) for one in values)


class NotFilled(Exception):
    """A text whose variables stand for what is not known."""


class Filled(Protocol):
    """Makes a value's text a pattern, its wildcards `alive` or meaning themselves; None for one of nothing.

    Raises NotFilled where its variables stand for what is not known.
    """

    def __call__(self, text: str, *, alive: bool) -> str | None:
        """The pattern."""


def required(condition: Condition, filled: Filled) -> Requirement | None:
    """The condition as a requirement; None where it is not known what AWS makes of it."""
    asked, about = operator(condition.operator), key(condition.key)
    many = about.many if about else False
    name = condition.key.lower()
    if (
        asked is None
        or condition.problem
        or (many and asked.quantifier is Quantifier.ONE and asked.family is not Family.NULL)
    ):
        return None
    if asked.family is Family.NULL:
        return _null(condition, name, many=many)
    try:
        predicate = _predicate(asked, condition.values, filled)
    except NotFilled:
        return None
    if predicate is None:
        return None
    if name == EPOCH:
        name, predicate = TIME, _as_time(predicate)
    return Requirement(
        key=name,
        many=many,
        missing=holds_without(asked),
        every=asked.quantifier is not Quantifier.SOME,
        wish=Wish(predicate, not asked.negated),
        condition=condition,
    )


def present(name: str) -> Requirement:
    """That the key, in lower case, is there at all."""
    return Requirement(name, many=False, missing=False, every=True, wish=Wish(Anything(), wanted=True))


def holds_without(asked: Operator) -> bool:
    """Whether the condition holds on a request that lacks the key."""
    if asked.if_exists or asked.quantifier is Quantifier.EVERY:
        return True
    return asked.negated and asked.quantifier is Quantifier.ONE


def _null(condition: Condition, name: str, *, many: bool) -> Requirement | None:
    told = {flag(value) for value in condition.values}
    if None in told or not told:
        return None
    return Requirement(
        key=TIME if name == EPOCH else name,
        many=many,
        missing=True in told,
        every=True,
        wish=Wish(Anything(), wanted=False in told),
        condition=condition,
    )


def _predicate(asked: Operator, values: Sequence[str], filled: Filled) -> Predicate | None:
    """What the operator with these values asks of one value; None where a value means nothing to it."""
    if asked.family in {Family.TEXT, Family.BINARY}:
        alive = asked.comparison is Comparison.LIKE
        return Texts(_all_filled(values, filled, alive=alive), asked.ignores_case)
    if asked.family is Family.ARN:
        if any(value.count(":") < _COLONS for value in values):
            return None  # what a pattern of fewer parts than an ARN has is like, is not documented
        return Arns(_all_filled(values, filled, alive=True))
    return _TYPED[asked.family](asked, values)


def _flags(_asked: Operator, values: Sequence[str]) -> Predicate | None:
    told = [flag(value) for value in values]
    return None if None in told else Flags(frozenset(one for one in told if one is not None))


def _networks(_asked: Operator, values: Sequence[str]) -> Predicate | None:
    told = [network(value) for value in values]
    return None if None in told else networks(tuple(one for one in told if one is not None))


def _amounts(asked: Operator, values: Sequence[str]) -> Predicate | None:
    told = [number(value) for value in values]
    return None if None in told else Amounts(asked.comparison, tuple(one for one in told if one is not None))


def _moments(asked: Operator, values: Sequence[str]) -> Predicate | None:
    told = [moment(value) for value in values]
    if None in told:
        return None
    return Moments(asked.comparison, tuple(seconds(one) for one in told if one is not None))


_TYPED: dict[Family, Callable[[Operator, Sequence[str]], Predicate | None]] = {
    Family.FLAG: _flags,
    Family.ADDRESS: _networks,
    Family.NUMBER: _amounts,
    Family.TIME: _moments,
}


def _as_time(predicate: Predicate) -> Predicate:
    """What is asked of the seconds since 1970, asked of the time."""
    if isinstance(predicate, Amounts):
        return Moments(predicate.comparison, predicate.amounts)
    return predicate


def _all_filled(values: Sequence[str], filled: Filled, *, alive: bool) -> tuple[str, ...]:
    found = (filled(value, alive=alive) for value in values)
    return tuple(dict.fromkeys(one for one in found if one is not None))
