"""The grammar: every form that AWS takes, and a problem with its place for every one that it refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ajar.policy.aws.language import Condition, Effect, Patterns, Policy, parse_policy
from ajar.policy.aws.operators import operator
from ajar.policy.aws.principals import EVERYONE, Form, Principal, Principals

BUCKET = "arn:aws:s3:::acme"
ALLOW = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"{BUCKET}/*"}


def policy(statement: object, **members: object) -> str:
    """A policy's text with this Statement."""
    return json.dumps({"Version": "2012-10-17", "Statement": statement, **members})


def read(text: str) -> Policy:
    """The policy, which must be one."""
    parsed = parse_policy(text)
    assert isinstance(parsed, Policy), parsed
    return parsed


def without(*names: str, **members: object) -> dict[str, Any]:
    """The Allow of everything public, less these elements and with those."""
    return {name: member for name, member in ALLOW.items() if name not in names} | members


@pytest.mark.parametrize("statement", [ALLOW, [ALLOW]], ids=["object", "array"])
def test_a_statement_stands_alone_or_in_an_array(statement: object) -> None:
    (only,) = read(policy(statement)).statements
    assert only.effect is Effect.ALLOW
    assert only.principals == Principals((EVERYONE,))
    assert only.actions == Patterns(("s3:GetObject",))
    assert only.resources == Patterns((f"{BUCKET}/*",))


def test_every_element_is_kept() -> None:
    text = policy(
        [without("Action", "Resource", Sid="Open", NotAction=["s3:Put*"], NotResource="arn:aws:s3:::acme")],
        Id="mine",
    )
    parsed = read(text)
    (only,) = parsed.statements
    assert (parsed.version, parsed.id, only.sid) == ("2012-10-17", "mine", "Open")
    assert only.actions == Patterns(("s3:Put*",), negated=True)
    assert only.resources == Patterns(("arn:aws:s3:::acme",), negated=True)


def test_a_policy_without_a_version_is_of_the_old_one() -> None:
    assert read(json.dumps({"Statement": ALLOW})).version == "2008-10-17"


def test_a_statement_knows_its_place() -> None:
    text = policy([ALLOW, without(Sid="second")])
    second = read(text).statements[1]
    assert second.pointer == "/Statement/1"
    assert json.loads(text[slice(*second.span)])["Sid"] == "second"


def test_a_condition_is_kept_as_it_stands() -> None:
    written = {"Bool": {"aws:SecureTransport": False}, "StringLike": {"aws:Referer": ["a", 5]}}
    (only,) = read(policy(without(Condition=written))).statements
    assert [(c.operator, c.key, c.values) for c in only.conditions] == [
        ("Bool", "aws:SecureTransport", ("false",)),
        ("StringLike", "aws:Referer", ("a", "5")),
    ]
    assert isinstance(only.conditions[0], Condition)
    assert only.conditions[1].pointer == "/Statement/Condition/StringLike/aws:Referer"


def test_a_condition_s_operator_is_taken_apart_and_its_values_are_placed() -> None:
    text = policy(without(Condition={"ForAnyValue:StringLike": {"aws:CalledVia": ["ath*", "glue*"]}}))
    (condition,) = read(text).statements[0].conditions
    assert condition.parsed == operator("ForAnyValue:StringLike")
    assert [json.loads(text[slice(*span)]) for span in condition.spans] == ["ath*", "glue*"]
    assert json.loads(text[slice(*condition.span)]) == ["ath*", "glue*"]
    assert not condition.problem


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ({"stringequals": {"aws:x": "y"}}, "condition_operator_unclear"),
        ({"NullIfExists": {"aws:x": "true"}}, "condition_operator_unclear"),
        ({"StringEquals": {"aws:x": []}}, "condition_without_values"),
        ({"DateLessThan": {"aws:CurrentTime": "tomorrow"}}, "condition_value_unclear"),
        ({"StringEquals": {"aws:x": 1.5}}, "condition_value_unclear"),
        ({"NumericEquals": {"aws:x": 1.5}}, ""),
        ({"StringEquals": {"aws:x": [1, True]}}, ""),
    ],
    ids=json.dumps,
)
def test_what_a_condition_means_is_in_doubt_where_it_is_not_documented(written: object, problem: str) -> None:
    (condition,) = read(policy(without(Condition=written))).statements[0].conditions
    assert condition.problem == problem


def test_keys_that_differ_in_case_alone_are_in_doubt() -> None:
    written = {"StringEquals": {"aws:Referer": "a", "aws:referer": "b", "aws:UserAgent": "c"}}
    conditions = read(policy(without(Condition=written))).statements[0].conditions
    assert [one.problem for one in conditions] == ["condition_key_twice", "condition_key_twice", ""]


def test_the_same_key_under_two_operators_is_there_once_for_each() -> None:
    written = {"StringEquals": {"aws:Referer": "a"}, "StringLike": {"aws:Referer": "b"}}
    assert not any(one.problem for one in read(policy(without(Condition=written))).statements[0].conditions)


def test_a_statement_knows_the_place_of_each_of_its_elements() -> None:
    written = without(
        "Action", NotAction=["s3:Put*"], Sid="x", Condition={"Bool": {"aws:SecureTransport": True}}
    )
    text = policy([written])
    (only,) = read(text).statements
    assert {name: json.loads(text[slice(*place)]) for name, place in only.places.items()} == written
    assert {only: 1}[only]


@pytest.mark.parametrize(
    ("element", "form", "name", "account"),
    [
        ({"AWS": "*"}, Form.EVERYONE, "*", ""),
        ({"AWS": ["222233334444"]}, Form.ACCOUNT, "222233334444", "222233334444"),
        ({"AWS": "arn:aws:iam::222233334444:root"}, Form.ACCOUNT, "222233334444", "222233334444"),
        ({"AWS": "arn:aws-cn:iam::222233334444:root"}, Form.ACCOUNT, "222233334444", "222233334444"),
        ({"CanonicalUser": "ab" * 32}, Form.CANONICAL, "ab" * 32, ""),
        ({"Service": ["logs.amazonaws.com"]}, Form.SERVICE, "logs.amazonaws.com", ""),
        ({"Federated": "accounts.google.com"}, Form.FEDERATED, "accounts.google.com", ""),
        ({"AWS": "AIDAJQABLZS4A3QDU576Q"}, Form.DELETED, "AIDAJQABLZS4A3QDU576Q", ""),
    ],
    ids=lambda value: json.dumps(value) if isinstance(value, dict) else "",
)
def test_every_form_of_principal_is_read(
    element: dict[str, object], form: Form, name: str, account: str
) -> None:
    (only,) = read(policy(without(Principal=element))).statements
    assert only.principals.listed == (Principal(form, name, account),)


@pytest.mark.parametrize(
    "arn",
    [
        "arn:aws:iam::222233334444:user/path/ann",
        "arn:aws-us-gov:iam::222233334444:role/reader",
        "arn:aws:sts::222233334444:assumed-role/reader/session",
        "arn:aws:sts::222233334444:federated-user/ann",
    ],
)
def test_users_roles_and_sessions_belong_to_their_account(arn: str) -> None:
    (only,) = read(policy(without(Principal={"AWS": arn}))).statements
    assert only.principals.listed == (Principal(Form.IDENTITY, arn, "222233334444"),)


WRONG_MEMBERS: list[tuple[dict[str, Any], str, str]] = [
    ({"Effect": "allow"}, "policy_wrong_value", "Effect"),
    ({"Effect": {}}, "policy_wrong_type", "Effect"),
    ({"Sid": []}, "policy_wrong_type", "Sid"),
    ({"Foo": 1}, "policy_not_known", "Foo"),
    ({"Action": 5}, "policy_wrong_type", "Action"),
    ({"Action": []}, "policy_wrong_type", "Action"),
    ({"Action": ["s3:GetObject", None]}, "policy_wrong_type", "Action/1"),
    ({"Action": "GetObject"}, "policy_wrong_value", "Action"),
    ({"NotAction": "s3:*"}, "policy_both", "NotAction"),
    ({"Resource": "acme/*"}, "policy_wrong_value", "Resource"),
    ({"Resource": {}}, "policy_wrong_type", "Resource"),
    ({"Principal": "222233334444"}, "policy_wrong_value", "Principal"),
    ({"Principal": {}}, "policy_wrong_type", "Principal"),
    ({"Principal": {"AWS": []}}, "policy_wrong_type", "Principal/AWS"),
    ({"Principal": {"AWS": 222233334444}}, "policy_wrong_type", "Principal/AWS"),
    (
        {"Principal": {"AWS": "arn:aws:iam::222233334444:user/*"}},
        "policy_wrong_value",
        "Principal/AWS",
    ),
    ({"Principal": {"Aws": "*"}}, "policy_wrong_value", "Principal/Aws"),
    ({"Principal": {"Service": "*"}}, "policy_wrong_value", "Principal/Service"),
    ({"NotPrincipal": "*"}, "policy_both", "NotPrincipal"),
    ({"Condition": "x"}, "policy_wrong_type", "Condition"),
    ({"Condition": {"Bool": {}}}, "policy_wrong_type", "Condition/Bool"),
    ({"Condition": {"Bool": {"aws:x": None}}}, "policy_wrong_type", "Condition/Bool/aws:x"),
    ({"Condition": {"Bool": {"aws:x": [{}]}}}, "policy_wrong_type", "Condition/Bool/aws:x/0"),
    ({"Condition": {"Equals": {"aws:x": "y"}}}, "policy_wrong_value", "Condition/Equals"),
    ({"Condition": {"BinaryNotEquals": {"aws:x": "y"}}}, "policy_wrong_value", "Condition/BinaryNotEquals"),
    ({"Condition": {"Bool": {"": "true"}}}, "policy_wrong_value", "Condition/Bool/"),
    (
        {"Condition": {"Bool": {"SecureTransport": "true"}}},
        "policy_wrong_value",
        "Condition/Bool/SecureTransport",
    ),
    (
        {"Condition": {"IpAddress": {"aws:SourceIp": "foo"}}},
        "policy_wrong_value",
        "Condition/IpAddress/aws:SourceIp",
    ),
    (
        {"Condition": {"NotIpAddress": {"aws:SourceIp": ["::1", "10.0.0.*"]}}},
        "policy_wrong_value",
        "Condition/NotIpAddress/aws:SourceIp/1",
    ),
]
REFUSED: list[Any] = [
    pytest.param("no json", "json_wrong", "", id="no JSON"),
    pytest.param("[]", "policy_wrong_type", "", id="an array"),
    pytest.param("{}", "policy_missing", "", id="no statement"),
    pytest.param(policy([]), "policy_wrong_type", "/Statement", id="no statements"),
    pytest.param(policy("x"), "policy_wrong_type", "/Statement", id="statement a text"),
    pytest.param(policy([[ALLOW]]), "policy_wrong_type", "/Statement/0", id="statement an array"),
    pytest.param(policy(ALLOW, Foo=1), "policy_not_known", "/Foo", id="unknown element"),
    pytest.param(policy(ALLOW, Id=5), "policy_wrong_type", "/Id", id="a number as Id"),
    pytest.param(policy(ALLOW, Version="2015-01-01"), "policy_wrong_value", "/Version", id="no such version"),
    pytest.param(policy(ALLOW, Version=2012), "policy_wrong_type", "/Version", id="a number as Version"),
    *(
        pytest.param(policy([without(name)]), "policy_missing", "/Statement/0", id=f"no {name}")
        for name in ("Effect", "Principal", "Action", "Resource")
    ),
    *(
        pytest.param(policy([without(**members)]), code, f"/Statement/0/{place}", id=f"{members}")
        for members, code, place in WRONG_MEMBERS
    ),
]


@pytest.mark.parametrize(("text", "code", "pointer"), REFUSED)
def test_what_aws_refuses_is_a_problem_with_its_place(text: str, code: str, pointer: str) -> None:
    problems = parse_policy(text)
    assert isinstance(problems, tuple)
    assert [(one.code, one.pointer) for one in problems] == [(code, pointer)]


def test_each_wrong_statement_tells_its_own_problem() -> None:
    problems = parse_policy(policy([without("Effect"), ALLOW, without(Action=5)]))
    assert isinstance(problems, tuple)
    assert [one.pointer for one in problems] == ["/Statement/0", "/Statement/2/Action"]
