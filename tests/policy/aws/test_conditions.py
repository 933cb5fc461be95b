"""Conditions: what AWS takes, and of that what its documentation tells the meaning of."""

from __future__ import annotations

import pytest

from ajar.policy.aws.conditions import refused_key, refused_operator, refused_value, twice, unclear
from ajar.policy.aws.operators import OPERATORS, operator


def test_every_documented_operator_is_taken() -> None:
    assert not any(refused_operator(one.written) for one in OPERATORS)


@pytest.mark.parametrize(
    "name", ["stringequals", "STRINGLIKE", "forallvalues:bool", "NullIfExists", "ForAnyValue:Null"]
)
def test_an_operator_that_aws_may_take_is_no_operator_and_not_refused(name: str) -> None:
    assert operator(name) is None
    assert not refused_operator(name)
    assert unclear(None, ("x",)) == "condition_operator_unclear"


@pytest.mark.parametrize("name", ["", "Equals", "StringMatches", "BinaryNotEquals", "ForAll:StringEquals"])
def test_an_operator_of_no_documented_name_is_refused(name: str) -> None:
    assert refused_operator(name)


@pytest.mark.parametrize("key", ["", "x", ":", "aws:", ":x", " aws:x", "aws: ", "aws :x"])
def test_a_key_of_another_form_is_refused(key: str) -> None:
    assert refused_key(key)


@pytest.mark.parametrize(
    "key",
    [
        "aws:SourceIp",
        "s3:prefix",
        "aws:PrincipalTag/cost center",
        "accounts.google.com:aud",
        "aws:not-yet",
        "a:b:c",
    ],
)
def test_a_key_of_the_form_is_taken_whether_it_is_known_or_not(key: str) -> None:
    assert not refused_key(key)


@pytest.mark.parametrize("value", ["foo", "10.0.0.*", "10.0.0.0-10.0.0.9", "fe80::1%eth0", "localhost"])
def test_what_cannot_be_an_address_is_refused_where_one_is_asked_for(value: str) -> None:
    assert refused_value(operator("IpAddress"), value)
    assert refused_value(operator("ForAllValues:NotIpAddressIfExists"), value)
    assert not refused_value(operator("StringEquals"), value)
    assert not refused_value(None, value)


@pytest.mark.parametrize("value", ["", "10.0.0.0/08", "10.0.0.256", "::/129", " 10.0.0.1", "${aws:SourceIp}"])
def test_what_may_be_an_address_to_aws_is_in_doubt_and_not_refused(value: str) -> None:
    assert not refused_value(operator("IpAddress"), value)
    assert unclear(operator("IpAddress"), (value,)) == "condition_value_unclear"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NumericEquals", "x"),
        ("NumericLessThanIfExists", "1e3"),
        ("NumericEquals", "${s3:max-keys}"),
        ("DateLessThan", "tomorrow"),
        ("DateEquals", "2026"),
        ("Bool", "maybe"),
        ("Bool", "True"),
        ("Bool", "${aws:SecureTransport}"),
        ("Null", "yes"),
        ("BinaryEquals", "no base64"),
        ("BinaryEquals", "QQ"),
    ],
)
def test_a_value_that_means_nothing_to_its_operator_is_in_doubt(name: str, value: str) -> None:
    assert unclear(operator(name), (value,)) == "condition_value_unclear"


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("StringEquals", ("", "anything", "${aws:username}")),
        ("ArnLike", ("no arn",)),
        ("NumericGreaterThanEquals", ("1", "2.5")),
        ("DateGreaterThan", ("2026-11-24T10:30:00Z", "0")),
        ("Bool", ("true", "true")),
        ("Null", ("false",)),
        ("IpAddress", ("203.0.113.0/24", "::/0")),
        ("BinaryEquals", ("", "QUJD", "QQ==", "QUI=")),
    ],
)
def test_what_is_documented_is_not_in_doubt(name: str, values: tuple[str, ...]) -> None:
    assert not unclear(operator(name), values)


def test_one_value_without_meaning_puts_the_whole_condition_in_doubt() -> None:
    assert unclear(operator("IpAddress"), ("203.0.113.0/24", "10.0.0.256")) == "condition_value_unclear"


@pytest.mark.parametrize("name", ["Bool", "BoolIfExists", "Null"])
def test_several_booleans_are_in_doubt(name: str) -> None:
    assert unclear(operator(name), ("true", "false")) == "condition_value_unclear"


@pytest.mark.parametrize("name", ["StringEquals", "Null", "ForAllValues:StringLike", "IpAddress"])
def test_no_values_at_all_are_in_doubt(name: str) -> None:
    assert unclear(operator(name), ()) == "condition_without_values"


def test_a_fraction_is_a_number_and_no_text() -> None:
    assert not unclear(operator("NumericEquals"), ("1.5",), fractions=True)
    assert unclear(operator("StringEquals"), ("1.5",), fractions=True) == "condition_value_unclear"


def test_keys_are_the_same_in_any_case() -> None:
    assert twice(["aws:x", "AWS:X", "aws:y", "s3:x"]) == {"aws:x", "AWS:X"}
