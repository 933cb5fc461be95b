"""Variables: every documented form is taken apart, and what has no such form is unclear, never literal."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ajar.policy.aws.variables import (
    Literal,
    Piece,
    Unclear,
    Variable,
    Wildcard,
    pieces,
    resource_pieces,
)

STAR, MARK = Wildcard("*"), Wildcard("?")
USER = Variable("aws:username")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ()),
        ("plain", (Literal("plain"),)),
        ("a*b?c", (Literal("a"), STAR, Literal("b"), MARK, Literal("c"))),
        ("**", (STAR, STAR)),
        ("${aws:username}", (USER,)),
        ("home/${aws:username}/*", (Literal("home/"), USER, Literal("/"), STAR)),
        ("${aws:username}${aws:userid}", (USER, Variable("aws:userid"))),
        ("${aws:PrincipalTag/cost center}", (Variable("aws:PrincipalTag/cost center"),)),
        ("${accounts.google.com:sub}", (Variable("accounts.google.com:sub"),)),
        ("${aws:PrincipalTag/team, 'all'}-x", (Variable("aws:PrincipalTag/team", "all"), Literal("-x"))),
        ("${aws:PrincipalTag/team, ''}", (Variable("aws:PrincipalTag/team", ""),)),
        ("${*}", (Literal("*"),)),
        ("a${*}b${?}c${$}d", (Literal("a*b?c$d"),)),
        ("${$}{aws:username}", (Literal("${aws:username}"),)),
        ("5$ and $$ and $x{}", (Literal("5$ and $$ and $x{}"),)),
        ("a}b{c", (Literal("a}b{c"),)),
    ],
)
def test_a_text_is_taken_apart(text: str, parts: tuple[Piece, ...]) -> None:
    assert pieces(text, variables=True) == parts


@pytest.mark.parametrize(
    "text",
    [
        *("${", "${}", "${aws:username", "${username}", "${ aws:username}", "${aws:username }", "${aws:}"),
        *("${aws:username,'x'}", "${aws:username, x}", "${aws:username, 'x}", "${aws:username, '*'}"),
        *("${**}", "${aws:user*}", "${:x}", "${${}", "${aws:x, 'a', 'b'}", "${aws:username\n}"),
    ],
)
def test_what_has_no_documented_form_is_unclear(text: str) -> None:
    assert any(isinstance(one, Unclear) for one in pieces(text, variables=True))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("${aws:username}", (Literal("${aws:username}"),)),
        ("${*}", (Literal("${"), STAR, Literal("}"))),
        ("${", (Literal("${"),)),
    ],
)
def test_the_old_version_has_no_variables(text: str, parts: tuple[Piece, ...]) -> None:
    assert pieces(text, variables=False) == parts


def test_a_resource_has_variables_after_its_fifth_colon() -> None:
    found = resource_pieces("arn:aws:s3:::acme/${aws:username}/*", variables=True)
    assert found == (Literal("arn:aws:s3:::acme/"), USER, Literal("/"), STAR)


@pytest.mark.parametrize(
    "pattern", ["arn:${aws:x}:s3:::acme/*", "arn:aws:s3::${aws:PrincipalAccount}:acme/*"]
)
def test_a_variable_before_the_fifth_colon_is_unclear(pattern: str) -> None:
    assert resource_pieces(pattern, variables=True) == (Unclear(pattern),)
    assert Unclear(pattern) not in resource_pieces(pattern, variables=False)


def test_a_bare_star_is_a_resource() -> None:
    assert resource_pieces("*", variables=True) == (STAR,)


@given(st.text(alphabet="${}*?:,' aws/x\n", max_size=60))
def test_a_text_without_variables_loses_nothing(text: str) -> None:
    written = "".join(
        one.text if isinstance(one, Literal) else one.mark
        for one in pieces(text, variables=False)
        if isinstance(one, Literal | Wildcard)
    )
    assert written == text


@given(st.text(alphabet="${}*?:,' aws/x\n", max_size=60))
def test_only_what_begins_as_a_variable_is_more_than_text(text: str) -> None:
    found = pieces(text, variables=True)
    if "${" not in text:
        assert found == pieces(text, variables=False)
    assert not any(isinstance(one, Literal) and isinstance(after, Literal) for one, after in pairwise(found))


@pytest.mark.parametrize(
    "text", ["${" * 50_000, "${a:" + " " * 100_000 + "}", "${a:b, '" * 20_000, "$" * 100_000]
)
def test_a_hostile_text_takes_no_longer_than_its_length(text: str) -> None:
    began = time.perf_counter()
    pieces(text, variables=True)
    assert time.perf_counter() - began < 1
