"""A condition more on a statement: laid out as its text is, and nothing else of the text touched."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ajar.policy.document import Node, found, parse
from ajar.providers.aws.s3_bucket.fixes.narrowing import Only, narrowed
from s3_random_policies import policies

OWN = Only(("StringEquals", "StringLike"), "aws:PrincipalAccount", ("111122223333",))
TWO = Only(("StringEquals",), "aws:PrincipalAccount", ("111122223333", "444455556666"))
OFFICE = Only(("IpAddress",), "aws:SourceIp", ("203.0.113.0/24", "198.51.100.7/32"))
FIRST = ("/Statement/0",)


def text_of(statement: str) -> str:
    """A policy of one statement, which begins at the first column."""
    return '{"Statement": [' + statement + "]}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            '{"Effect": "Allow", "Principal": "*"}',
            (
                '{"Effect": "Allow", "Principal": "*", '
                '"Condition": {"StringEquals": {"aws:PrincipalAccount": "111122223333"}}}'
            ),
        ),
        (
            '{"Effect":"Allow","Principal":"*"}',
            (
                '{"Effect":"Allow","Principal":"*",'
                '"Condition":{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}}'
            ),
        ),
        (
            '{ "Effect" : "Allow", "Principal" : "*" }',
            (
                '{ "Effect" : "Allow", "Principal" : "*", '
                '"Condition" : { "StringEquals" : { "aws:PrincipalAccount" : "111122223333" } } }'
            ),
        ),
        (
            '{\r\n\t"Sid": "ä\\u00e9",\r\n\t"Effect": "Allow"\r\n}',
            (
                '{\r\n\t"Sid": "ä\\u00e9",\r\n\t"Effect": "Allow",\r\n'
                '\t"Condition": {\r\n\t\t"StringEquals": {\r\n'
                '\t\t\t"aws:PrincipalAccount": "111122223333"\r\n\t\t}\r\n\t}\r\n}'
            ),
        ),
        (
            '{\n  "Effect": "Allow",\n  "Condition": {\n    "Bool": {\n      "a": "b"\n    }\n  }\n}',
            (
                '{\n  "Effect": "Allow",\n  "Condition": {\n    "Bool": {\n      "a": "b"\n    },\n'
                '    "StringEquals": {\n      "aws:PrincipalAccount": "111122223333"\n    }\n  }\n}'
            ),
        ),
        (
            '{"Condition": {"StringEquals": {"a": "b"}}, "Effect": "Allow"}',
            (
                '{"Condition": {"StringEquals": {"a": "b", "aws:PrincipalAccount": "111122223333"}}, '
                '"Effect": "Allow"}'
            ),
        ),
        (
            '{"Condition": {"StringEquals": {"AWS:principalaccount": "*"}}, "Effect": "Allow"}',
            (
                '{"Condition": {"StringEquals": {"AWS:principalaccount": "*"}, '
                '"StringLike": {"aws:PrincipalAccount": "111122223333"}}, "Effect": "Allow"}'
            ),
        ),
        (
            '{"Condition": {}, "Effect": "Allow"}',
            '{"Condition": {"StringEquals": {"aws:PrincipalAccount": "111122223333"}}, "Effect": "Allow"}',
        ),
    ],
    ids=[
        "one line",
        "tight",
        "roomy",
        "tabs and CRLF",
        "an operator more",
        "a key more",
        "as other",
        "empty",
    ],
)
def test_it_is_laid_out_as_the_statement_is(before: str, after: str) -> None:
    assert narrowed(text_of(before), FIRST, OWN) == text_of(after)


def test_several_values_are_a_list_in_the_layout_of_the_text() -> None:
    assert narrowed(text_of('{\n  "Effect": "Allow"\n}'), FIRST, TWO) == text_of(
        '{\n  "Effect": "Allow",\n  "Condition": {\n    "StringEquals": {\n      "aws:PrincipalAccount": [\n'
        '        "111122223333",\n        "444455556666"\n      ]\n    }\n  }\n}'
    )
    (tight,) = json.loads(narrowed(text_of('{"Effect":"Allow"}'), FIRST, TWO) or "")["Statement"]
    assert tight["Condition"] == {"StringEquals": {"aws:PrincipalAccount": list(TWO.values)}}


@pytest.mark.parametrize(
    ("named", "left"),
    [
        (["0.0.0.0/1", "128.0.0.0/1"], ["198.51.100.7/32", "203.0.113.0/24"]),
        ("203.0.113.128/25", None),
        (["203.0.113.128/25", "8.8.8.8"], "203.0.113.128/25"),
        (["198.51.100.0/24", "203.0.113.9"], ["198.51.100.7/32", "203.0.113.9"]),
        ("10.0.0.0/8", None),
        ("2001:db8::/32", None),
        (["198.51.100.7/32", "203.0.113.0/24"], None),
    ],
)
def test_of_addresses_that_it_names_those_are_left_that_are_in_both(named: object, left: object) -> None:
    condition = {"IpAddress": {"aws:SourceIp": named}}
    text = text_of(json.dumps({"Effect": "Allow", "Condition": condition}))
    found_text = narrowed(text, FIRST, OFFICE)
    if left is None:
        assert found_text is None
        return
    (statement,) = json.loads(found_text or "")["Statement"]
    values = statement["Condition"]["IpAddress"]["aws:SourceIp"]
    assert (sorted(values) if isinstance(values, list) else values) == left


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not JSON",
        '{"Statement": []}',
        '{"Statement": [5]}',
        text_of('{"Condition": 5}'),
        text_of('{"Condition": {"StringEquals": {"aws:PrincipalAccount": ["111122223333"]}}}'),
        text_of(
            '{"Condition": {"StringEquals": {"aws:principalAccount": "1"}, "StringLike": '
            '{"AWS:PrincipalAccount": "2"}}}'
        ),
        text_of('{"Effect": "Allow", "Effect": "Allow"}'),
    ],
)
def test_what_cannot_be_said_beside_the_rest_is_not_said(text: str) -> None:
    assert narrowed(text, FIRST, OWN) is None


def test_another_principal_takes_the_place_of_the_one_that_is_there() -> None:
    only = Only(("StringEquals",), "AWS:SourceArn", ("arn:a",))
    text = text_of('{\n  "Principal": {\n    "AWS": "*"\n  },\n  "Effect": "Allow"\n}')
    assert narrowed(text, FIRST, only, {"Service": "cloudfront.amazonaws.com"}) == text_of(
        '{\n  "Principal": {\n    "Service": "cloudfront.amazonaws.com"\n  },\n  "Effect": "Allow",\n'
        '  "Condition": {\n    "StringEquals": {\n      "AWS:SourceArn": "arn:a"\n    }\n  }\n}'
    )
    last = text_of('{"Effect": "Allow", "Principal": "*"}')
    (statement,) = json.loads(narrowed(last, FIRST, only, {"Service": "s"}) or "")["Statement"]
    assert statement["Principal"] == {"Service": "s"}
    assert statement["Condition"] == {"StringEquals": {"AWS:SourceArn": "arn:a"}}


@st.composite
def written(draw: st.DrawFn) -> tuple[str, int]:
    """A random policy in a random layout, and which of its statements is meant."""
    policy: dict[str, Any] = draw(policies())
    indent = draw(st.sampled_from([None, None, 1, 2, 4, "\t"]))
    separators = draw(st.sampled_from([(",", ":"), (", ", ": "), (" ,", " : ")]))
    text = json.dumps(policy, indent=indent, separators=separators, ensure_ascii=draw(st.booleans()))
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))
    return text, draw(st.integers(0, len(policy["Statement"]) - 1))


@given(written(), st.sampled_from([OWN, TWO, OFFICE]))
def test_one_condition_more_and_not_a_character_else(given_text: tuple[str, int], only: Only) -> None:
    text, index = given_text
    pointer = f"/Statement/{index}"
    after = narrowed(text, (pointer,), only)
    if after is None:
        return
    tree = parse(text)
    node = found(tree, pointer) if isinstance(tree, Node) else None
    assert node is not None
    start, end = node.span
    assert after[:start] == text[:start]
    assert after.endswith(text[end:])
    old, new = json.loads(text), json.loads(after)
    before, then = old["Statement"].pop(index), new["Statement"].pop(index)
    assert old == new
    assert before | {"Condition": None} == then | {"Condition": None}
    said = [(operator, key.lower()) for operator, keys in then["Condition"].items() for key in keys]
    had = [(op, key.lower()) for op, keys in before.get("Condition", {}).items() for key in keys]
    assert set(said) - set(had) <= {(operator, only.key.lower()) for operator in only.operators}
    assert set(had) <= set(said)
    assert narrowed(after, (pointer,), only) is None
