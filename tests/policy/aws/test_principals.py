"""Whom a name means: accounts and theirs, roles and their sessions, and where the name does not tell."""

from __future__ import annotations

import pytest

from ajar.policy.aws.principals import (
    NOBODY_SIGNED_IN,
    SIGNED_IN_STRANGER,
    Match,
    Principal,
    Principals,
    Requester,
    covers,
    principal,
)

A, B = "222233334444", "333344445555"
USER, OTHER = f"arn:aws:iam::{A}:user/ann", f"arn:aws:iam::{A}:user/bob"
ROLE, SESSION = f"arn:aws:iam::{A}:role/team/reader", f"arn:aws:sts::{A}:assumed-role/reader/night"
FEDERATED = f"arn:aws:sts::{A}:federated-user/ann"
CANONICAL = "c:" + "ab" * 32
SERVICE = "s:logs.amazonaws.com"
YES, NO, MAYBE = Match.YES, Match.NO, Match.MAYBE


def named(text: str) -> Principal:
    """A principal from its short form in these tests."""
    form = {"c": "CanonicalUser", "s": "Service"}.get(text[:1]) if text[1:2] == ":" else None
    one = principal(form or "AWS", text[2:] if form else text)
    assert one is not None
    return one


def requester(text: str) -> Requester:
    """Who asks, from the short form."""
    strangers = {"anonymous": NOBODY_SIGNED_IN, "stranger": SIGNED_IN_STRANGER}
    return strangers.get(text) or Requester(named(text))


@pytest.mark.parametrize(
    ("listed", "who", "expected"),
    [
        (["*"], "anonymous", YES),
        (["*"], "stranger", YES),
        (["*"], SERVICE, YES),
        ([A], "anonymous", NO),
        ([A], "stranger", NO),
        ([A], A, YES),
        ([A], USER, YES),
        ([A], SESSION, YES),
        ([A], B, NO),
        ([A], SERVICE, NO),
        ([USER], USER, YES),
        ([USER], OTHER, NO),
        ([USER], A, NO),
        ([USER], FEDERATED, MAYBE),
        ([ROLE], SESSION, YES),
        ([SESSION], ROLE, NO),
        ([f"arn:aws:iam::{A}:role/writer"], SESSION, NO),
        ([f"arn:aws:iam::{B}:role/reader"], SESSION, NO),
        ([CANONICAL], CANONICAL, YES),
        ([CANONICAL], A, MAYBE),
        ([CANONICAL], USER, MAYBE),
        ([CANONICAL], SERVICE, NO),
        ([CANONICAL], "stranger", NO),
        ([A], CANONICAL, MAYBE),
        ([USER], CANONICAL, NO),
        ([SERVICE], SERVICE, YES),
        (["AIDAJQABLZS4A3QDU576Q"], "stranger", NO),
        (["AROAJQABLZS4A3QDU576Q"], A, NO),
    ],
)
def test_a_principal_means_whom_it_names(listed: list[str], who: str, expected: Match) -> None:
    principals = Principals(tuple(named(text) for text in listed))
    assert covers(principals, requester(who)) is expected


@pytest.mark.parametrize(
    ("listed", "who", "expected"),
    [
        ([A], "anonymous", YES),
        ([A], "stranger", YES),
        ([A], B, YES),
        ([A], A, NO),
        ([A], USER, MAYBE),
        ([USER], USER, MAYBE),
        ([A, USER], USER, NO),
        ([A, USER], OTHER, MAYBE),
        ([USER], B, YES),
        ([A, SESSION], SESSION, MAYBE),
        ([A, ROLE], SESSION, MAYBE),
        ([A, ROLE, SESSION], SESSION, NO),
        ([CANONICAL], CANONICAL, NO),
        ([CANONICAL], A, MAYBE),
        ([CANONICAL], USER, MAYBE),
        (["*"], "anonymous", NO),
        (["*"], USER, NO),
        ([SERVICE], SERVICE, NO),
        ([A], SERVICE, YES),
        (["AIDAJQABLZS4A3QDU576Q"], "anonymous", YES),
    ],
)
def test_not_principal_means_all_others(listed: list[str], who: str, expected: Match) -> None:
    principals = Principals(tuple(named(text) for text in listed), negated=True)
    assert covers(principals, requester(who)) is expected


@pytest.mark.parametrize(
    ("element", "text"),
    [
        ("AWS", ""),
        ("AWS", "12345"),
        ("AWS", "ann"),
        ("AWS", f"arn:aws:iam::{A}:user/a*"),
        ("AWS", f"arn:aws:iam::{A}:group/admins"),
        ("AWS", f"arn:aws:s3:::{A}"),
        ("AWS", f" {A}"),
        ("AWS", f"{A}\n"),
        ("Service", "*"),
        ("CanonicalUser", "ab*"),
        ("Federated", ""),
        ("Everyone", "*"),
    ],
)
def test_a_name_that_aws_refuses_is_none(element: str, text: str) -> None:
    assert principal(element, text) is None
