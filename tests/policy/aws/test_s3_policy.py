"""Bucket policies without conditions: whom each lets in, and to do what, after its own denials."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ajar.policy.aws.language import Policy, parse_policy
from ajar.policy.aws.patterns import matches
from ajar.policy.aws.s3_policy import files_within
from s3_policies import (
    ALL,
    BUCKET,
    CANONICAL,
    KEYS,
    MINE,
    NOTHING,
    OWN,
    PUBLIC_READ,
    A,
    B,
    deny,
    read,
    said,
    statement,
)

LET_A_IN = {"AWS": [f"arn:aws:iam::{OWN}:root", f"arn:aws:iam::{A}:root"]}

DECIDED = [
    pytest.param([statement()], PUBLIC_READ, id="anyone may read"),
    pytest.param([statement(Principal={"AWS": "*"})], PUBLIC_READ, id="AWS star is anyone too"),
    pytest.param([statement(Principal={"AWS": [A, "*"]})], PUBLIC_READ, id="a star among names"),
    pytest.param(
        [statement(Action="s3:Get*")], [("public anyone", "read settings", "")], id="wildcard action"
    ),
    pytest.param([statement(Action="S3:GETOBJECT")], PUBLIC_READ, id="actions in any case"),
    pytest.param([statement(Action="*", Resource="*")], [("public anyone", ALL, "")], id="everything"),
    pytest.param(
        [statement(Action="s3:*")],
        [("public anyone", "admin delete read settings write", "")],
        id="every action on objects, none of which lists them",
    ),
    pytest.param(
        [statement(Action="s3:*", Resource=BUCKET)],
        [("public anyone", "admin delete list settings", "")],
        id="every action on the bucket alone",
    ),
    pytest.param(
        [statement(Action="s3:ListBucket")], NOTHING, id="listing is asked for the bucket, not for keys"
    ),
    pytest.param([statement(Resource=BUCKET)], NOTHING, id="reading is asked for keys, not for the bucket"),
    pytest.param(
        [statement(Action=["s3:ListBucket", "s3:GetObject"], Resource=[BUCKET, KEYS])],
        [("public anyone", "list read", "")],
        id="list and read",
    ),
    pytest.param([statement(Resource="arn:aws:s3:::other/*")], NOTHING, id="another bucket's keys"),
    pytest.param([statement(Resource="arn:aws:s3:::acme-eu/*")], NOTHING, id="a bucket with a longer name"),
    pytest.param([statement(Resource="arn:aws:s3:::acme*")], PUBLIC_READ, id="star over the slash"),
    pytest.param(
        [statement(without="Action", NotAction="s3:Put*")],
        [("public anyone", "delete read settings write", "")],
        id="all but putting",
    ),
    pytest.param(
        [statement(without="Resource", NotResource="arn:aws:s3:::acme/private/*")],
        PUBLIC_READ,
        id="all but a prefix",
    ),
    pytest.param(
        [statement(without="Resource", NotResource="arn:aws:s3:::acme/*")], NOTHING, id="all but all"
    ),
    pytest.param(
        [statement(without="Principal", NotPrincipal={"AWS": OWN})], PUBLIC_READ, id="everyone but the owner"
    ),
    pytest.param([statement(), deny()], NOTHING, id="allowed and denied"),
    pytest.param([deny(Action="*", Resource="*"), statement()], NOTHING, id="denied first"),
    pytest.param(
        [statement(), deny(Resource="arn:aws:s3:::acme/private/*")], PUBLIC_READ, id="a part is denied"
    ),
    pytest.param(
        [statement(Resource="arn:aws:s3:::acme/a/*"), deny(Resource="arn:aws:s3:::acme/a*")],
        NOTHING,
        id="the part that is allowed is denied",
    ),
    pytest.param(
        [statement(Resource="arn:aws:s3:::acme/a/*"), deny(Resource="arn:aws:s3:::acme/*/*")],
        NOTHING,
        id="denied by its form",
    ),
    pytest.param(
        [statement(), deny(without="Resource", NotResource="arn:aws:s3:::acme/www/*")],
        PUBLIC_READ,
        id="all but a part is denied",
    ),
    pytest.param(
        [
            statement(Resource="arn:aws:s3:::acme/a/*"),
            deny(without="Resource", NotResource="arn:aws:s3:::acme/www/*"),
        ],
        NOTHING,
        id="all but another part is denied",
    ),
    pytest.param(
        [
            statement(Action=["s3:GetObject", "s3:PutObject"]),
            deny(without="Action", NotAction="s3:GetObject"),
        ],
        PUBLIC_READ,
        id="all but reading is denied",
    ),
    pytest.param([statement(), deny(Principal={"AWS": A})], PUBLIC_READ, id="one account is denied"),
    pytest.param(
        [statement(), deny(without="Principal", NotPrincipal=LET_A_IN)],
        [(f"external {A}", "read", "")],
        id="all but one account are denied",
    ),
    pytest.param(
        [statement(), deny(without="Principal", NotPrincipal={"AWS": OWN})],
        NOTHING,
        id="all but the owner are denied",
    ),
    pytest.param(
        [statement(Principal={"AWS": [A, B]})], [(f"external {A} {B}", "read", "")], id="two accounts"
    ),
    pytest.param(
        [statement(Principal={"AWS": [A, B]}), deny(Principal={"AWS": B})],
        [(f"external {A}", "read", "")],
        id="two accounts, one denied",
    ),
    pytest.param(
        [
            statement(Principal={"AWS": [A, B]}, Action=["s3:GetObject", "s3:PutObject"]),
            deny(Principal={"AWS": B}, Action="s3:PutObject"),
        ],
        [(f"external {A}", "read write", ""), (f"external {B}", "read", "")],
        id="two accounts apart",
    ),
    pytest.param(
        [statement(Principal={"AWS": f"arn:aws:iam::{A}:role/reader"})],
        [(f"external {A}", "read", "")],
        id="a role of another account",
    ),
    pytest.param(
        [statement(Principal={"AWS": f"arn:aws:iam::{A}:role/reader"}), deny(Principal={"AWS": A})],
        NOTHING,
        id="a role whose account is denied",
    ),
    pytest.param(
        [statement(Principal={"AWS": A}), deny(Principal={"AWS": f"arn:aws:iam::{A}:user/ann"})],
        [(f"external {A}", "read", "")],
        id="an account of which one user is denied",
    ),
    pytest.param(
        [statement(Principal={"CanonicalUser": CANONICAL})],
        [(f"external {CANONICAL}", "read", "")],
        id="a canonical id",
    ),
    pytest.param(
        [statement(Principal={"CanonicalUser": "cd" * 32})],
        [("organization " + "cd" * 32, "read", "")],
        id="a canonical id of ours",
    ),
    pytest.param(
        [statement(Principal={"AWS": MINE})], [(f"organization {MINE}", "read", "")], id="our account"
    ),
    pytest.param([statement(Principal={"AWS": OWN})], NOTHING, id="the bucket's own account"),
    pytest.param([statement(Principal={"AWS": f"arn:aws:iam::{OWN}:user/ann"})], NOTHING, id="an own user"),
    pytest.param([statement(Principal={"AWS": "AIDAJQABLZS4A3QDU576Q"})], NOTHING, id="a deleted user"),
    pytest.param([deny(Action="*")], NOTHING, id="only a denial"),
    pytest.param(
        [statement(Action="s3:ListAllMyBuckets", Resource="*")], NOTHING, id="an action of accounts"
    ),
]


@pytest.mark.parametrize(("statements", "expected"), DECIDED)
def test_a_policy_without_conditions_is_decided(
    statements: list[object], expected: list[tuple[str, str, str]]
) -> None:
    assert said(read(*statements)) == expected


@pytest.mark.parametrize(
    ("resource", "within"),
    [
        (f"{BUCKET}/public/*", ("public/",)),
        ([f"{BUCKET}/public/*", f"{BUCKET}/assets/*", f"{BUCKET}/public/img/*"], ("assets/", "public/")),
        ([BUCKET, f"{BUCKET}/public/*"], ("public/",)),
        (f"{BUCKET}/report.pdf", ("report.pdf",)),
        (f"{BUCKET}/${{aws:username}}/*", ()),
        (f"{BUCKET}/public/${{aws:username}}/*", ("public/",)),
        (f"{BUCKET}/pu?lic/*", ("pu",)),
        ([f"{BUCKET}/public/*", KEYS], ()),
        ([f"{BUCKET}/public/*", "arn:aws:s3:::acme*"], ()),
        ([f"{BUCKET}/public/*", "arn:aws:s3:::other/*"], ("public/",)),
        ("*", ()),
    ],
)
def test_a_statement_reaches_no_file_whose_name_begins_otherwise(
    resource: object, within: tuple[str, ...]
) -> None:
    principal = {"AWS": A}  # a variable stands for nothing that is not signed
    [grant] = read(statement(Principal=principal, Resource=resource)).grants
    assert grant.within == within


def test_all_but_some_files_may_be_any_files() -> None:
    [grant] = read(statement(without="Resource", NotResource=f"{BUCKET}/private/*")).grants
    assert grant.within == ()


PIECES = st.lists(st.sampled_from(["a", "b", "/", "*", "?"]), min_size=1, max_size=5).map("".join)
ANY_KEY = st.text("ab/", min_size=1, max_size=6)
STARTS = st.sampled_from([f"{BUCKET}/", BUCKET, "arn:aws:s3:::", f"{BUCKET}2/"])


@given(st.lists(st.builds(str.__add__, STARTS, PIECES), min_size=1, max_size=3), ANY_KEY)
def test_no_file_that_a_pattern_matches_begins_otherwise(patterns: list[str], key: str) -> None:
    parsed = parse_policy(json.dumps({"Version": "2012-10-17", "Statement": [statement(Resource=patterns)]}))
    assert isinstance(parsed, Policy)
    within = files_within(parsed.statements[0], BUCKET)
    if within and any(matches(pattern, f"{BUCKET}/{key}") for pattern in patterns):
        assert key.startswith(within)
