"""Each rule of the documentation about conditions, by its own examples where it has them.

OPERATORS is "IAM JSON policy elements: Condition operators", SEVERAL "Conditions with multiple context keys
or values", SETS "Single-valued vs. multivalued context keys", VARIABLES "IAM policy elements: Variables and
tags", all read 2026-11-24 under https://docs.aws.amazon.com/IAM/latest/UserGuide/.
"""

from __future__ import annotations

from itertools import starmap

import pytest

from ajar.policy.aws.evaluator.conditions import _COMPARE, holds
from ajar.policy.aws.evaluator.logic import every
from ajar.policy.aws.operators import OPERATORS, Family, Operator, Quantifier, operator
from s3_requests import condition, in_context, stated

Values = tuple[object, ...]
Given = dict[str, str | tuple[str, ...]]
TAG, PREFIX, KEYS = "aws:PrincipalTag/job-category", "s3:prefix", "aws:TagKeys"
IP, TIME, TLS, ARN = "aws:SourceIp", "aws:CurrentTime", "aws:SecureTransport", "aws:SourceArn"
FINANCE = "arn:aws:someservice:*:111122223333:finance/*"
STORE = "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt"
BOTH = ("203.0.113.0/24", "2001:DB8:1234:5678::/64")
MISSING: Given = {}


def held(how: str, key: str, values: Values, given: Given, *, variables: bool = True) -> bool | None:
    """Whether the line holds for a request with this context."""
    return holds(condition(how, key, *values), in_context(given), variables=variables)


@pytest.mark.parametrize(
    ("operator", "key", "values", "value", "holding"),
    [
        # OPERATORS, String condition operators
        ("StringEquals", TAG, ("iamuser-admin",), "iamuser-admin", True),
        ("StringEquals", TAG, ("iamuser-admin",), "IAMuser-admin", False),
        ("StringEquals", TAG, ("iamuser-*",), "iamuser-admin", False),
        ("StringEquals", TAG, ("iamuser-*",), "iamuser-*", True),
        ("StringNotEquals", TAG, ("iamuser-admin",), "iamuser-admin", False),
        ("StringNotEquals", TAG, ("iamuser-admin",), "other", True),
        ("StringEqualsIgnoreCase", TAG, ("iamuser-admin",), "IAMUser-Admin", True),
        ("StringNotEqualsIgnoreCase", TAG, ("iamuser-admin",), "IAMUser-Admin", False),
        ("StringLike", PREFIX, ("", "home/"), "", True),
        ("StringLike", PREFIX, ("", "home/"), "home/a", False),
        ("StringLike", PREFIX, ("home/*",), "home/", True),
        ("StringLike", PREFIX, ("home/?",), "home/", False),
        ("StringLike", PREFIX, ("home/?",), "home/\n", True),
        ("StringLike", PREFIX, ("*a*b",), "xaab", True),
        ("StringLike", PREFIX, ("*ab*ba",), "aba", False),
        ("StringLike", PREFIX, ("HOME/*",), "home/", False),
        ("StringNotLike", PREFIX, ("home/*",), "home/a", False),
        # OPERATORS, Numeric condition operators
        ("NumericLessThanEquals", "s3:max-keys", ("10",), "10", True),
        ("NumericLessThanEquals", "s3:max-keys", (10,), "11", False),
        ("NumericLessThan", "s3:max-keys", ("10",), "10", False),
        ("NumericEquals", "s3:max-keys", ("10.0",), "10", True),
        ("NumericNotEquals", "s3:max-keys", ("10",), "9", True),
        ("NumericGreaterThan", "s3:max-keys", ("9",), "10", True),
        ("NumericGreaterThanEquals", "s3:max-keys", ("10",), "9", False),
        # OPERATORS, Date condition operators
        ("DateGreaterThan", "aws:TokenIssueTime", ("2020-01-01T00:00:01Z",), "2020-01-01T00:00:02Z", True),
        ("DateGreaterThan", "aws:TokenIssueTime", ("2020-01-01T00:00:01Z",), "2020-01-01T00:00:01Z", False),
        ("DateLessThan", TIME, ("2020-01-01T01:00:00+02:00",), "2019-12-31T22:59:59Z", True),
        ("DateEquals", TIME, ("1577836800",), "2020-01-01T00:00:00Z", True),
        ("DateNotEquals", TIME, ("2020-01-01",), "2020-01-01T00:00:00Z", False),
        ("DateLessThanEquals", "aws:EpochTime", ("2020-01-01",), "1577836800", True),
        ("NumericLessThan", "aws:EpochTime", ("1577836800",), "1577836799", True),
        # OPERATORS, Boolean and Null condition operators
        ("Bool", TLS, ("false",), "false", True),
        ("Bool", TLS, (False,), "true", False),
        ("Null", "aws:TokenIssueTime", ("true",), "2020-01-01T00:00:01Z", False),
        ("Null", "aws:TokenIssueTime", ("false",), "2020-01-01T00:00:01Z", True),
        # OPERATORS, IP address condition operators
        ("IpAddress", IP, BOTH, "203.0.113.255", True),
        ("IpAddress", IP, BOTH, "203.0.114.0", False),
        ("IpAddress", IP, BOTH, "2001:db8:1234:5678::1", True),
        ("IpAddress", IP, BOTH, "2001:db8:1234:5679::1", False),
        ("IpAddress", IP, ("203.0.113.7",), "203.0.113.7", True),
        ("NotIpAddress", IP, BOTH, "203.0.113.1", False),
        ("NotIpAddress", IP, BOTH, "8.8.8.8", True),
        ("NotIpAddress", IP, ("0.0.0.0/0",), "2001:db8::1", True),
        # OPERATORS, ARN condition operators: "each of the six ... is checked separately"
        ("StringLike", ARN, (FINANCE,), STORE, True),
        ("ArnLike", ARN, (FINANCE,), STORE, False),
        ("ArnEquals", ARN, (FINANCE,), STORE, False),
        ("ArnEquals", ARN, (FINANCE,), "arn:aws:someservice:eu-west-1:111122223333:finance/a:b", True),
        ("ArnNotLike", ARN, (FINANCE,), STORE, True),
        ("ArnLike", ARN, ("arn:aws:s3:::*",), "arn:aws:s3:::ACME", True),
        ("ArnLike", ARN, ("arn:aws:s3:::acme",), "arn:aws:s3:::ACME", False),
    ],
)
def test_a_value_is_compared_as_its_operator_says(
    operator: str, key: str, values: Values, value: str, *, holding: bool
) -> None:
    assert held(operator, key, values, {key: value}) is holding


ABOUT = {
    Family.TEXT: (PREFIX, "a"),
    Family.NUMBER: ("s3:max-keys", "1"),
    Family.TIME: (TIME, "2020-01-01"),
    Family.FLAG: (TLS, "true"),
    Family.ADDRESS: (IP, "192.0.2.1"),
    Family.ARN: (ARN, "arn:aws:s3:::acme"),
}


@pytest.mark.parametrize(
    "how", [one for one in OPERATORS if one.family in ABOUT], ids=lambda one: one.written
)
def test_a_missing_key_is_like_nothing_and_unlike_everything(how: Operator) -> None:
    """OPERATORS: "the values do not match and the condition is false", or true if negated; SETS."""
    key, value = ABOUT[how.family]
    by_quantifier = {Quantifier.EVERY: True, Quantifier.SOME: False, Quantifier.ONE: how.negated}
    assert held(how.written, key, (value,), MISSING) is (how.if_exists or by_quantifier[how.quantifier])


@pytest.mark.parametrize(
    ("values", "given", "holding"),
    [
        (("true",), MISSING, True),
        (("false",), MISSING, False),
        (("true",), {PREFIX: "a"}, False),
        (("false",), {PREFIX: "a"}, True),
        (("true", "false"), MISSING, True),
        (("true",), {PREFIX: ""}, None),  # whether an empty text is null is not said
        (("perhaps",), MISSING, None),
    ],
)
def test_null_asks_whether_the_key_is_there(values: Values, given: Given, *, holding: bool | None) -> None:
    assert held("Null", PREFIX, values, given) is holding


@pytest.mark.parametrize(
    ("department", "role", "arn", "holding"),
    [
        ("finance", "audit", "Ana", True),
        ("hr", "security", "Mary", True),
        ("legal", "audit", "John", False),
        ("sales", "audit", "Ana", False),
        ("finance", "", "Ana", False),
    ],
)
def test_all_lines_must_hold_and_one_value_of_each(
    department: str, role: str, arn: str, *, holding: bool
) -> None:
    """SEVERAL: operators and keys are a logical AND, the values of one key a logical OR."""
    lines: list[tuple[str, str, Values]] = [
        ("StringEquals", "aws:PrincipalTag/department", ("finance", "hr", "legal")),
        ("StringEquals", "aws:PrincipalTag/role", ("audit", "security")),
        (
            "ArnLike",
            "aws:PrincipalArn",
            ("arn:aws:iam::222222222222:user/Ana", "arn:aws:iam::222222222222:user/Mary"),
        ),
    ]
    given: Given = {
        "aws:PrincipalTag/department": department,
        "aws:PrincipalArn": f"arn:aws:iam::222222222222:user/{arn}",
    }
    if role:
        given["aws:PrincipalTag/role"] = role
    assert every(held(*line, given) for line in lines) is holding


@pytest.mark.parametrize(
    ("operator", "value", "holding"),
    [
        ("StringNotEquals", "finance", False),
        ("StringNotEquals", "hr", False),
        ("StringNotEquals", "sales", True),
        ("StringNotLike", "finance", False),
        ("StringNotLike", "sales", True),
    ],
)
def test_the_values_of_a_negated_operator_are_a_logical_nor(
    operator: str, value: str, *, holding: bool
) -> None:
    """SEVERAL: "evaluation logic for negated matching condition operators"."""
    assert held(operator, TAG, ("finance", "hr"), {TAG: value}) is holding


@pytest.mark.parametrize(
    ("asked", "every_one", "any_one", "every_other", "any_other"),
    [
        # SETS: the table of PostDateTime and UserName against three listed values, with the keys of tags.
        (("PostDateTime", "UserName"), False, True, False, True),
        (("PostDateTime", "Message"), True, True, False, False),
        (("ID",), False, False, True, True),
        (("Tags",), True, True, False, False),
        ((), True, False, True, False),
        (("",), True, False, True, False),  # "a null data set, such as an empty string"
        (("", "Tags"), None, True, False, None),
    ],
)
def test_set_operators_ask_every_value_or_any(
    asked: tuple[str, ...],
    *,
    every_one: bool | None,
    any_one: bool | None,
    every_other: bool | None,
    any_other: bool | None,
) -> None:
    listed = ("PostDateTime", "Message", "Tags")
    answers = [
        held(operator, KEYS, listed, {KEYS: asked})
        for operator in (
            "ForAllValues:StringEquals",
            "ForAnyValue:StringLike",
            "ForAllValues:StringNotEquals",
            "ForAnyValue:StringNotLike",
        )
    ]
    assert answers == [every_one, any_one, every_other, any_other]


@pytest.mark.parametrize("operator", ["StringEquals", "StringNotLike", "StringLikeIfExists"])
@pytest.mark.parametrize(("key", "given"), [(KEYS, ("a",)), (KEYS, ("a", "b")), (PREFIX, ("a", "b"))])
def test_several_values_need_a_set_operator(operator: str, key: str, given: tuple[str, ...]) -> None:
    assert held(operator, key, ("a",), {key: given}) is None


@pytest.mark.parametrize(
    ("value", "wanted", "same"), [("QQ==", "QQ==", True), ("QQ==", "Qg==", False), ("QQ==", "%", None)]
)
def test_bytes_are_compared_in_base64(value: str, wanted: str, *, same: bool | None) -> None:
    """OPERATORS, Binary condition operators; no key of S3's is binary, so that none shows it."""
    how = operator("BinaryEquals")
    assert how is not None
    assert _COMPARE[how.family](how, value, wanted) is same


ANN: Given = {PREFIX: "home/ann/", "aws:username": "ann"}


@pytest.mark.parametrize(
    ("operator", "values", "given", "holding"),
    [
        # OPERATORS: the home directories.
        ("StringLike", ("", "home/", "home/${aws:username}/"), ANN, True),
        ("StringLike", ("home/${AWS:UserName}/*",), ANN, True),
        ("StringLike", ("home/${aws:username}/",), {**ANN, "aws:username": "bob"}, False),
        # VARIABLES: what has no value "might cause the entire statement to be invalid".
        ("StringLike", ("home/${aws:username}/",), {PREFIX: "home/ann/"}, False),
        ("StringLike", ("home/${aws:username}/", "home/*"), {PREFIX: "home/ann/"}, None),
        ("StringNotLike", ("home/${aws:username}/",), {PREFIX: "home/ann/"}, None),
        ("StringNotLike", ("home/${aws:username}/", "home/*"), {PREFIX: "home/ann/"}, False),
        ("StringLikeIfExists", ("home/${aws:username}/",), {PREFIX: "home/ann/"}, None),
        # VARIABLES: defaults and special characters.
        ("StringEquals", ("home/${aws:username, 'any'}/",), {PREFIX: "home/any/"}, True),
        ("StringEquals", ("home/${aws:username, 'any'}/",), {**ANN, PREFIX: "home/any/"}, False),
        ("StringEquals", ("home/${aws:username, 'any'}/",), ANN, True),
        ("StringLike", ("${*}*",), {PREFIX: "*a"}, True),
        ("StringLike", ("${*}*",), {PREFIX: "ba"}, False),
        ("StringLike", ("${?}",), {PREFIX: "b"}, False),
        ("StringEquals", ("${$}{aws:username}",), {PREFIX: "${aws:username}"}, True),
        # What a wildcard in a value that was put in would be is not said, nor what a set as a variable is.
        ("StringLike", ("${aws:username}",), {PREFIX: "ann", "aws:username": "a*"}, None),
        ("StringEquals", ("${aws:username}",), {PREFIX: "a*", "aws:username": "a*"}, True),
        ("StringEquals", ("${aws:TagKeys}",), {PREFIX: "a", KEYS: ("a",)}, None),
        ("StringEquals", ("${aws:Unheard}",), {PREFIX: "a"}, None),
        ("StringEquals", ("${aws:username}",), {PREFIX: "a", "aws:username": ("a", "b")}, None),
        ("StringEquals", ("${aws:username",), {**ANN, PREFIX: "${aws:username"}, None),
    ],
)
def test_a_variable_is_what_the_request_says(
    operator: str, values: Values, given: Given, *, holding: bool | None
) -> None:
    assert held(operator, PREFIX, values, given) is holding


def test_variables_are_plain_text_in_the_old_version() -> None:
    """VARIABLES: "treated as literal strings in the policy"."""
    assert held("StringEquals", PREFIX, ("${aws:username}",), ANN, variables=False) is False
    assert held("StringLike", PREFIX, ("home/*",), ANN, variables=False) is True
    literal: Given = {PREFIX: "${aws:username}"}
    assert held("StringEquals", PREFIX, ("${aws:username}",), literal, variables=False) is True


def test_a_variable_in_an_arn_is_literal_in_its_part() -> None:
    mine: Given = {ARN: "arn:aws:s3:::ann", "aws:username": "ann"}
    assert held("ArnLike", ARN, ("arn:aws:s3:::${aws:username}",), mine) is True
    assert held("ArnLike", ARN, ("arn:aws:s3:::${aws:username}?",), mine) is False


@pytest.mark.parametrize(
    ("operator", "key", "values", "value"),
    [
        ("StringMatches", PREFIX, ("a",), "a"),
        ("stringequals", PREFIX, ("a",), "a"),
        ("ForAllValues:Null", PREFIX, ("true",), "a"),
        ("StringEquals", "aws:Unheard", ("a",), "a"),
        ("Null", "aws:Unheard", ("true",), "a"),
        ("StringEquals", TLS, ("true",), "true"),
        ("StringLike", IP, ("192.0.2.*",), "192.0.2.1"),
        ("ArnLike", PREFIX, ("arn:aws:s3:::a",), "arn:aws:s3:::a"),
        ("NumericEquals", "s3:max-keys", ("ten",), "10"),
        ("NumericNotEquals", "s3:max-keys", ("ten",), "10"),
        ("DateLessThan", TIME, ("tomorrow",), "2020-01-01"),
        ("Bool", TLS, ("yes",), "true"),
        ("IpAddress", IP, ("203.0.113.0/33",), "203.0.113.1"),
        ("NotIpAddress", IP, ("203.0.113.*",), "203.0.113.1"),
        ("IpAddress", IP, ("0.0.0.0/0",), "192.0.2.0/24"),
        ("ArnLike", ARN, ("*",), "arn:aws:s3:::a"),
        ("ArnNotLike", ARN, ("arn:aws:s3",), "arn:aws:s3:::a"),
        ("ArnLike", ARN, ("arn:aws:s3:::a",), "nonsense"),
        ("IpAddress", IP, ("0.0.0.0/0",), "nonsense"),
        ("NumericEquals", "s3:max-keys", ("10",), "ten"),
        ("Bool", TLS, ("${aws:SecureTransport}",), "true"),
        ("StringEquals", PREFIX, (), "a"),
        ("StringNotEquals", PREFIX, (), "a"),
    ],
)
def test_what_is_not_documented_is_not_known(operator: str, key: str, values: Values, value: str) -> None:
    assert held(operator, key, values, {key: value}) is None


@pytest.mark.parametrize(
    ("operator", "given", "holding"),
    [
        ("ForAllValues:StringEquals", ("a",), False),
        ("ForAllValues:StringEquals", (), True),
        ("ForAnyValue:StringEquals", ("a",), False),
        ("ForAnyValue:StringEquals", (), False),
        ("ForAllValues:StringEqualsIfExists", ("a",), False),
        ("ForAllValues:StringEqualsIfExists", (), True),
        ("ForAnyValue:StringEqualsIfExists", ("a",), False),
        ("ForAnyValue:StringEqualsIfExists", (), True),
    ],
)
def test_no_listed_value_is_like_none(operator: str, given: tuple[str, ...], *, holding: bool) -> None:
    """Source: "Access Analyzer policy check reference", "Empty array condition", read 2026-11-24.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
    """
    assert held(operator, KEYS, (), {KEYS: given}) is holding


def test_what_the_grammar_finds_unclear_is_not_known() -> None:
    line = stated(Condition={"Bool": {TLS: ["true", "false"]}}).conditions[0]
    assert holds(line, in_context({TLS: "true"}), variables=True) is None


def test_if_exists_counts_only_where_the_key_does_not() -> None:
    assert held("Null", KEYS, ("true",), {KEYS: ("", "a")}) is False
    assert held("StringEqualsIfExists", PREFIX, ("a",), {PREFIX: "b"}) is False
    assert held("StringEqualsIfExists", PREFIX, (), {PREFIX: "b"}) is False
    assert held("StringEqualsIfExists", PREFIX, (), MISSING) is True


def test_one_value_that_fits_is_enough_beside_others_that_say_nothing() -> None:
    assert held("IpAddress", IP, ("nonsense", "192.0.2.0/24"), {IP: "192.0.2.1"}) is True
    assert held("IpAddress", IP, ("nonsense", "192.0.2.0/24"), {IP: "198.51.100.1"}) is None
    assert held("NotIpAddress", IP, ("nonsense", "192.0.2.0/24"), {IP: "192.0.2.1"}) is False


@pytest.mark.parametrize(
    ("name", "given"), [("aws:SourceIP", "AWS:SourceIp"), ("aws:principaltag/X", "aws:PrincipalTag/x")]
)
def test_the_names_of_keys_are_the_same_in_any_case(name: str, given: str) -> None:
    """Source: "IAM JSON policy elements: Condition", read 2026-11-24, with this very example."""
    operator, value = ("IpAddress", "192.0.2.1") if "ource" in name else ("StringEquals", "a")
    assert held(operator, name, (value,), {given: value}) is True


def test_a_pattern_that_is_made_to_be_slow_is_not() -> None:
    pattern = "*a" * 40 + "*b"
    assert list(starmap(held, [("StringLike", PREFIX, (pattern,), {PREFIX: "a" * 1000})])) == [False]
