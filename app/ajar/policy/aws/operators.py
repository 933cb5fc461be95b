"""The operators of conditions: what each compares, how, and what it makes of a key that is missing or many.

Names and meaning: "IAM JSON policy elements: Condition operators",
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html; the two
set operators: "Set operators for multivalued context keys",
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html;
both read 2026-11-24.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from types import MappingProxyType


class Family(Enum):
    """What an operator compares."""

    TEXT = "text"
    NUMBER = "number"
    TIME = "time"
    FLAG = "flag"
    BINARY = "binary"
    ADDRESS = "address"
    ARN = "arn"
    NULL = "null"


class Comparison(Enum):
    """How a request's value is held against a policy's: the request's is what is less or greater."""

    EQUALS = "equals"
    LIKE = "like"
    LESS = "less"
    LESS_OR_EQUALS = "less_or_equals"
    GREATER = "greater"
    GREATER_OR_EQUALS = "greater_or_equals"


class Quantifier(Enum):
    """How many of a request's values must hold: EVERY is ForAllValues, SOME is ForAnyValue."""

    ONE = "one"
    EVERY = "every"
    SOME = "some"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """An operator, taken apart.

    `negated` is of the comparison: a request's value must be like none of the policy's. `if_exists` holds
    where the key is missing. ArnEquals and ArnLike both match patterns, so that both are LIKE; IpAddress
    compares with EQUALS: an address equals the network that it is in.
    """

    written: str
    family: Family
    comparison: Comparison
    negated: bool = False
    ignores_case: bool = False
    if_exists: bool = False
    quantifier: Quantifier = Quantifier.ONE


def operator(written: str) -> Operator | None:
    """The operator of this name, to the letter; None where AWS documents no such one.

    Whether AWS takes a name in another case is not documented, and neither is a set operator before Null:
    they are none here, so that whatever hangs on them is in doubt.
    """
    return _OPERATORS.get(written)


_SUFFIXES = {
    "Equals": (Comparison.EQUALS, False),
    "NotEquals": (Comparison.EQUALS, True),
    "LessThan": (Comparison.LESS, False),
    "LessThanEquals": (Comparison.LESS_OR_EQUALS, False),
    "GreaterThan": (Comparison.GREATER, False),
    "GreaterThanEquals": (Comparison.GREATER_OR_EQUALS, False),
}
_QUANTIFIERS = {
    "": Quantifier.ONE,
    "ForAllValues:": Quantifier.EVERY,
    "ForAnyValue:": Quantifier.SOME,
}


def _of(written: str, family: Family, comparison: Comparison, *, negated: bool = False) -> Operator:
    return Operator(
        written=written,
        family=family,
        comparison=comparison,
        negated=negated,
        ignores_case=written.endswith("IgnoreCase"),
    )


def _plain() -> Iterator[Operator]:
    """The operators as they are tabled, without what may stand before or after them."""
    for suffix, (comparison, negated) in _SUFFIXES.items():
        yield _of(f"Numeric{suffix}", Family.NUMBER, comparison, negated=negated)
        yield _of(f"Date{suffix}", Family.TIME, comparison, negated=negated)
    for negation in ("", "Not"):
        negated = bool(negation)
        yield _of(f"String{negation}Equals", Family.TEXT, Comparison.EQUALS, negated=negated)
        yield _of(f"String{negation}EqualsIgnoreCase", Family.TEXT, Comparison.EQUALS, negated=negated)
        yield _of(f"String{negation}Like", Family.TEXT, Comparison.LIKE, negated=negated)
        yield _of(f"Arn{negation}Equals", Family.ARN, Comparison.LIKE, negated=negated)
        yield _of(f"Arn{negation}Like", Family.ARN, Comparison.LIKE, negated=negated)
        yield _of(f"{negation}IpAddress", Family.ADDRESS, Comparison.EQUALS, negated=negated)
    yield _of("Bool", Family.FLAG, Comparison.EQUALS)
    yield _of("BinaryEquals", Family.BINARY, Comparison.EQUALS)


def _all() -> Iterator[Operator]:
    yield _of("Null", Family.NULL, Comparison.EQUALS)
    for one in _plain():
        for before, quantifier in _QUANTIFIERS.items():
            for after in ("", "IfExists"):
                written = f"{before}{one.written}{after}"
                yield replace(one, written=written, quantifier=quantifier, if_exists=bool(after))


_OPERATORS: Mapping[str, Operator] = MappingProxyType({one.written: one for one in _all()})
OPERATORS = tuple(_OPERATORS.values())
"""Every operator, with each prefix and suffix that it may have."""
