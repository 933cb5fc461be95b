"""The plans for an S3 bucket: what they cut, that the rest is kept to the letter, and that none widens."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ajar.model.access import Audience
from ajar.model.change import Change
from ajar.model.facts import Fact, Facts, Reason, Unread, replaced
from ajar.model.ours import Ours
from ajar.providers.aws.s3_bucket.fixes import (
    FIXES,
    block_public_access,
    remove_acl_grants,
    remove_statement,
    without,
)
from ajar.providers.aws.s3_bucket.verdict import judge
from clouds.s3_facts import (
    ACCOUNT,
    ALL_USERS,
    AWS_USERS,
    BUCKET,
    CONDITIONAL,
    NOT_ASKED,
    READ,
    READ_AND_LIST,
    SHARED,
    STRANGE_ID,
    acl,
    allow,
    block,
    facts,
    policy,
)

AT = datetime(2026, 11, 24, tzinfo=UTC)
OURS = Ours(accounts=frozenset({ACCOUNT}))
DENIED = Unread(reason=Reason.DENIED)
RESTRICT = block("RestrictPublicBuckets")
PLANS = {fix.name: fix.plan for fix in FIXES}


def after(known: Facts, changes: tuple[Change, ...]) -> Facts:
    """The facts as they would be."""
    for change in changes:
        known = replaced(known, change.setting, change.owner.id, Fact(change.after))
    return known


def test_the_least_invasive_plan_comes_first() -> None:
    assert list(PLANS) == ["remove_statement", "remove_acl_grants", "block_public_access"]


@pytest.mark.parametrize(
    ("known", "offered"),
    [
        ({}, []),
        ({"policy": policy(SHARED)}, []),
        ({"policy": policy(READ)}, ["remove_statement", "block_public_access"]),
        ({"acl": acl((ALL_USERS, "READ"))}, ["remove_acl_grants", "block_public_access"]),
        ({"acl": acl((AWS_USERS, "READ"))}, ["remove_acl_grants", "block_public_access"]),
        (
            {"acl": acl((ALL_USERS, "READ")), "policy": policy(READ)},
            ["remove_statement", "remove_acl_grants", "block_public_access"],
        ),
        ({"policy": policy(READ), "bucket_block": RESTRICT}, []),
        ({"policy": policy(READ), "bucket_block": DENIED}, []),
        ({"policy": policy(READ), "account_block": RESTRICT}, []),
        ({"acl": acl((ALL_USERS, "READ")), "ownership": "BucketOwnerEnforced"}, []),
        ({"acl": acl((STRANGE_ID, "READ"))}, []),
        ({"acl": NOT_ASKED, "ownership": "BucketOwnerEnforced"}, []),
        ({"policy": DENIED, "acl": DENIED}, []),
        ({"policy": policy(CONDITIONAL)}, []),
        ({"policy": "not JSON"}, []),
    ],
)
def test_a_plan_is_offered_where_it_shuts_what_stands_open(
    known: dict[str, object], offered: list[str]
) -> None:
    assert [name for name, plan in PLANS.items() if plan(BUCKET, facts(**known), Ours(), AT, {})] == offered


PRETTY = """{
  "Version": "2012-10-17",
  "Statement": [
    {"Sid": "keep-é", "Effect": "Allow", "Principal": {"AWS": "999988887777"},
     "Action": "s3:GetObject", "Resource": "arn:aws:s3:::drafts/*"},
    {"Sid": "open", "Effect": "Allow", "Principal": "*",
     "Action": "s3:GetObject", "Resource": "arn:aws:s3:::drafts/*"},
    {"Sid": "last", "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject",
     "Resource": "arn:aws:s3:::drafts/*"}
  ]
}
"""


def test_what_is_kept_is_kept_to_the_letter() -> None:
    (change,) = remove_statement(BUCKET, facts(policy=PRETTY), Ours(), AT, {})
    cut = PRETTY[PRETTY.index('    {"Sid": "open"') : PRETTY.index('    {"Sid": "last"')]
    assert change.after == PRETTY.replace(cut, "")
    assert change.before == PRETTY


@pytest.mark.parametrize("kept", [[0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2], []])
def test_any_statements_can_be_cut(kept: list[int]) -> None:
    listed = json.loads(PRETTY)["Statement"]
    text = without(PRETTY, {f"/Statement/{index}" for index in range(3) if index not in kept})
    assert (None if text is None else json.loads(text)["Statement"]) == ([listed[i] for i in kept] or None)


def test_a_policy_that_is_one_open_statement_goes_whole() -> None:
    (change,) = remove_statement(BUCKET, facts(policy=policy(READ)), Ours(), AT, {})
    assert change.after is None
    alone = json.dumps({"Version": "2012-10-17", "Statement": READ})
    (change,) = remove_statement(BUCKET, facts(policy=alone), Ours(), AT, {})
    assert change.after is None


@pytest.mark.parametrize("text", ["", "not JSON", "{}", '{"Statement": 5}', "[" * 9999])
def test_what_is_no_policy_is_not_cut(text: str) -> None:
    assert without(text, {"/Statement/0"}) == text


def test_a_statement_stays_where_its_absence_would_let_others_in() -> None:
    known = facts(policy=policy(READ, SHARED), bucket_block=RESTRICT)
    widened = replaced(known, "policy", BUCKET.id, Fact(policy(SHARED)))
    assert judge(BUCKET, known, OURS, AT).audience is Audience.PRIVATE
    assert judge(BUCKET, widened, OURS, AT).audience is Audience.EXTERNAL
    assert remove_statement(BUCKET, known, Ours(), AT, {}) == ()


def test_only_the_groups_leave_the_list() -> None:
    known = acl((STRANGE_ID, "READ"), (ALL_USERS, "READ"), (AWS_USERS, "WRITE"))
    (change,) = remove_acl_grants(BUCKET, facts(acl=known), Ours(), AT, {})
    assert change.after == acl((STRANGE_ID, "READ"))


@pytest.mark.parametrize(
    ("known", "on"),
    [
        ({"policy": policy(READ)}, {"RestrictPublicBuckets"}),
        ({"acl": acl((ALL_USERS, "READ"))}, {"IgnorePublicAcls"}),
        (
            {"policy": policy(READ), "bucket_block": block("BlockPublicAcls")},
            {"BlockPublicAcls", "RestrictPublicBuckets"},
        ),
        (
            {"policy": policy(READ), "acl": acl((ALL_USERS, "READ"))},
            {"IgnorePublicAcls", "RestrictPublicBuckets"},
        ),
    ],
)
def test_only_the_flags_that_are_needed_are_turned_on(known: dict[str, object], on: set[str]) -> None:
    (change,) = block_public_access(BUCKET, facts(**known), Ours(), AT, {})
    assert (change.owner.id, change.setting) == (BUCKET.id, "bucket_block")
    assert {flag for flag, state in change.after.items() if state} == on


STATEMENTS = st.sampled_from(
    [
        READ,
        READ_AND_LIST,
        SHARED,
        CONDITIONAL,
        allow({"AWS": "*"}, "s3:PutObject"),
        allow("*", "s3:GetObject") | {"Effect": "Deny"},
        allow({"Service": "cloudfront.amazonaws.com"}, "s3:GetObject"),
    ]
)
FLAGS = st.sets(
    st.sampled_from(["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"])
)
BLOCKS = st.none() | FLAGS.map(lambda on: block(*on)) | st.just(DENIED)
GRANTS = st.tuples(st.sampled_from([ALL_USERS, AWS_USERS, STRANGE_ID]), st.sampled_from(["READ", "WRITE"]))
KNOWN = st.fixed_dictionaries(
    {
        "account_block": BLOCKS,
        "bucket_block": BLOCKS,
        "ownership": st.sampled_from([None, "ObjectWriter", "BucketOwnerEnforced", DENIED]),
        "acl": st.lists(GRANTS, max_size=3).map(lambda grants: acl(*grants)) | st.just(DENIED),
        "policy": st.none() | st.lists(STATEMENTS, min_size=1, max_size=3).map(lambda s: policy(*s)),
    }
)


def reach(known: Facts) -> set[tuple[Audience, str]]:
    """Everybody who is proven to get in, with what they can do; those who are not named stand for all."""
    found = judge(BUCKET, known, OURS, AT)
    return {(reach.audience, can.value) for reach in found.all for can in reach.capabilities}


@given(KNOWN, st.sampled_from(sorted(PLANS)))
def test_no_plan_widens_and_each_plans_once(given_facts: dict[str, object], name: str) -> None:
    known = facts(**given_facts)
    changes = PLANS[name](BUCKET, known, Ours(), AT, {})
    foreseen = after(known, changes)
    before, then = (judge(BUCKET, state, OURS, AT) for state in (known, foreseen))
    assert then.at_most.width <= before.at_most.width
    assert reach(foreseen) <= reach(known)
    assert PLANS[name](BUCKET, foreseen, Ours(), AT, {}) == ()
    back = after(foreseen, tuple(change.turned_round() for change in reversed(changes)))
    assert judge(BUCKET, back, OURS, AT) == before


@given(KNOWN)
def test_all_plans_together_leave_nothing_proven_open(given_facts: dict[str, object]) -> None:
    known: Facts = facts(**given_facts)
    for plan in PLANS.values():
        known = after(known, plan(BUCKET, known, Ours(), AT, {}))
    proven = judge(BUCKET, known, OURS, AT).audience
    own_block_is_known = given_facts["bucket_block"] is not DENIED
    assert not own_block_is_known or proven not in (Audience.PUBLIC, Audience.AUTHENTICATED)
