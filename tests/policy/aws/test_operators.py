"""Operators: every name that AWS documents is taken apart, and no other name is an operator."""

from __future__ import annotations

import pytest

from ajar.policy.aws.operators import OPERATORS, Comparison, Family, Operator, Quantifier, operator

PLAIN = [
    *("StringEquals", "StringNotEquals", "StringEqualsIgnoreCase"),
    *("StringNotEqualsIgnoreCase", "StringLike", "StringNotLike"),
    *("NumericEquals", "NumericNotEquals", "NumericLessThan"),
    *("NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals"),
    *("DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals"),
    *("DateGreaterThan", "DateGreaterThanEquals"),
    *("Bool", "BinaryEquals", "IpAddress", "NotIpAddress"),
    *("ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"),
]


def read(written: str) -> Operator:
    """The operator, which must be one."""
    found = operator(written)
    assert found is not None, written
    assert found.written == written
    return found


@pytest.mark.parametrize("before", ["", "ForAllValues:", "ForAnyValue:"])
@pytest.mark.parametrize("after", ["", "IfExists"])
@pytest.mark.parametrize("name", PLAIN)
def test_every_documented_operator_takes_each_prefix_and_suffix(before: str, name: str, after: str) -> None:
    found, plain = read(f"{before}{name}{after}"), read(name)
    assert (found.family, found.comparison, found.negated) == (plain.family, plain.comparison, plain.negated)
    assert found.if_exists == bool(after)
    assert found.quantifier.value == {"": "one", "ForAllValues:": "every", "ForAnyValue:": "some"}[before]


@pytest.mark.parametrize(
    ("name", "family", "comparison", "negated"),
    [
        ("StringEquals", Family.TEXT, Comparison.EQUALS, False),
        ("StringNotEqualsIgnoreCase", Family.TEXT, Comparison.EQUALS, True),
        ("StringNotLike", Family.TEXT, Comparison.LIKE, True),
        ("NumericNotEquals", Family.NUMBER, Comparison.EQUALS, True),
        ("NumericLessThan", Family.NUMBER, Comparison.LESS, False),
        ("DateLessThanEquals", Family.TIME, Comparison.LESS_OR_EQUALS, False),
        ("DateGreaterThan", Family.TIME, Comparison.GREATER, False),
        ("NumericGreaterThanEquals", Family.NUMBER, Comparison.GREATER_OR_EQUALS, False),
        ("Bool", Family.FLAG, Comparison.EQUALS, False),
        ("BinaryEquals", Family.BINARY, Comparison.EQUALS, False),
        ("NotIpAddress", Family.ADDRESS, Comparison.EQUALS, True),
        ("ArnEquals", Family.ARN, Comparison.LIKE, False),
        ("ArnNotEquals", Family.ARN, Comparison.LIKE, True),
        ("Null", Family.NULL, Comparison.EQUALS, False),
    ],
)
def test_an_operator_is_taken_apart(name: str, family: Family, comparison: Comparison, negated: bool) -> None:  # noqa: FBT001 - a column of the table
    found = read(name)
    assert (found.family, found.comparison, found.negated) == (family, comparison, negated)
    assert (found.if_exists, found.quantifier) == (False, Quantifier.ONE)


def test_only_the_operators_that_say_so_ignore_case() -> None:
    assert {one.written for one in OPERATORS if one.ignores_case} == {
        f"{before}{name}{after}"
        for before in ("", "ForAllValues:", "ForAnyValue:")
        for name in ("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase")
        for after in ("", "IfExists")
    }


@pytest.mark.parametrize(
    "name",
    [
        *("", "stringEquals", "STRINGEQUALS", "StringEqual", "StringLikeIgnoreCase", "BinaryNotEquals"),
        *("NotNull", "NullIfExists", "ForAllValues:Null", "ForAnyValue:Null", "BoolNotEquals"),
        *("forAllValues:StringEquals", "ForAllValues: StringEquals", "ForAllValuesStringEquals"),
        *("StringEqualsIfExistsIfExists", "ForAllValues:ForAnyValue:StringEquals", "StringEqualsifExists"),
        *("ForAllValues:", "IfExists", "StringEquals ", "NumericNotLessThan", "DateLike", "NotArnEquals"),
    ],
)
def test_no_other_name_is_an_operator(name: str) -> None:
    assert operator(name) is None


def test_each_operator_is_there_once() -> None:
    assert len({one.written for one in OPERATORS}) == len(OPERATORS) == len(PLAIN) * 6 + 1
