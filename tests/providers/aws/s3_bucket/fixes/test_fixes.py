"""Which fixes a bucket is offered, and the laws that all of them keep on random facts."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ajar.jobs.examine import judged
from ajar.jobs.offers import offers, planned
from ajar.model.access import State
from ajar.model.change import undone
from ajar.model.facts import Facts, Reason, Unread
from ajar.model.ours import Ours
from ajar.policy.compared import closes, widened
from ajar.providers.aws.s3_bucket import KIND
from ajar.providers.aws.s3_bucket.verdict import judge
from ajar.providers.kind import Fix
from ajar.words import SENTENCES
from clouds.point_facts import DELEGATES, entry
from clouds.s3_facts import (
    ACCOUNT,
    ALL_USERS,
    AWS_USERS,
    BUCKET,
    CONDITIONAL,
    FLAGS,
    NOT_ASKED,
    OTHER,
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
from clouds.tried_fixes import after, tried
from s3_policies import BUCKET as ACME
from s3_random_policies import policies

AT = datetime(2026, 11, 24, tzinfo=UTC)
OURS = Ours(accounts=frozenset({ACCOUNT}), organizations=frozenset({"o-finch00042"}))
ALONE = Ours(accounts=frozenset({ACCOUNT}))
DENIED = Unread(reason=Reason.DENIED)
RESTRICT = block("RestrictPublicBuckets")
CUT, TO_ACCOUNT, TO_ACCOUNTS, TO_ADDRESSES = (
    "remove_statement",
    "narrow_to_account",
    "narrow_to_accounts",
    "narrow_to_addresses",
)
NARROW = [TO_ACCOUNT, TO_ACCOUNTS, TO_ADDRESSES]
BLOCKS = ["block_public_access", "block_account_public_access"]
LIST = ["remove_acl_grants", "enforce_bucket_owner"]
OFFICE = allow("*", "s3:GetObject", Condition={"IpAddress": {"aws:SourceIp": "8.8.8.0/24"}})


def names(known: dict[str, object], ours: Ours = ALONE) -> list[str]:
    """The fixes that have a plan for a bucket of which this is known."""
    return list(tried(KIND, BUCKET, facts(**known), ours, AT))


def test_the_least_invasive_comes_first() -> None:
    assert [fix.name for fix in KIND.fixes] == [
        "remove_statement",
        "narrow_to_account",
        "narrow_to_organization",
        "narrow_to_accounts",
        "narrow_to_addresses",
        "narrow_to_distribution",
        "remove_acl_grants",
        "enforce_bucket_owner",
        "block_public_access",
        "block_account_public_access",
    ]


def test_each_has_a_name_its_costs_and_a_label_for_what_it_leaves_to_choose() -> None:
    known = facts(policy=policy(READ))
    for fix in KIND.fixes:
        assert {f"fix_{fix.name}", f"fix_{fix.name}_costs"} <= set(SENTENCES)
        for choice in fix.choices(BUCKET, known, OURS, AT):
            assert f"choice_{choice.name}" in SENTENCES


@pytest.mark.parametrize(
    ("known", "offered"),
    [
        ({}, []),
        ({"policy": policy(SHARED)}, [CUT]),
        ({"policy": policy(OFFICE)}, [CUT, TO_ACCOUNT]),
        ({"policy": policy(READ)}, [CUT, *NARROW, *BLOCKS]),
        ({"policy": policy(READ, SHARED)}, [CUT, *NARROW, *BLOCKS]),
        ({"acl": acl((ALL_USERS, "READ"))}, [*LIST, *BLOCKS]),
        ({"acl": acl((AWS_USERS, "READ"))}, [*LIST, *BLOCKS]),
        ({"acl": acl((STRANGE_ID, "READ"))}, LIST),
        ({"acl": acl((ALL_USERS, "READ")), "policy": policy(READ)}, [CUT, *NARROW, *BLOCKS]),
        ({"acl": acl((ALL_USERS, "READ")), "policy": policy(SHARED)}, [*LIST, *BLOCKS]),
        ({"policy": policy(READ), "bucket_block": RESTRICT}, [CUT, TO_ACCOUNT]),
        ({"policy": policy(READ), "bucket_block": DENIED}, [CUT, TO_ACCOUNT, "block_account_public_access"]),
        ({"policy": policy(READ), "account_block": DENIED}, [CUT, TO_ACCOUNT, "block_public_access"]),
        ({"acl": acl((ALL_USERS, "READ")), "bucket_block": block("IgnorePublicAcls")}, LIST),
        ({"acl": NOT_ASKED, "ownership": "BucketOwnerEnforced"}, []),
        ({"policy": DENIED}, []),
        ({"acl": DENIED}, []),
        ({"policy": policy(CONDITIONAL)}, [CUT, TO_ACCOUNT, TO_ACCOUNTS]),
        ({"policy": "not JSON"}, []),
        ({"policy": '{"Statement": [], "Statement": []}'}, []),
        ({"policy": policy(allow({"Service": "logging.s3.amazonaws.com"}, "s3:PutObject"))}, []),
        (
            {
                "ownership": "BucketOwnerEnforced",
                "acl": NOT_ASKED,
                "policy": DELEGATES,
                "access_points": [entry()],
            },
            [CUT, TO_ACCOUNT, TO_ACCOUNTS, TO_ADDRESSES, *BLOCKS],
        ),
    ],
)
def test_a_fix_is_planned_where_it_closes(known: dict[str, object], offered: list[str]) -> None:
    assert names(known) == offered


def test_whom_an_unread_block_may_keep_out_no_narrowing_lets_in() -> None:
    held = {"policy": policy(READ), "bucket_block": RESTRICT}
    maybe = {"policy": policy(READ), "bucket_block": DENIED}
    for known in (held, maybe):
        chosen = {"accounts": OTHER}
        (fix,) = (one for one in KIND.fixes if one.name == TO_ACCOUNTS)
        assert fix.plan(BUCKET, facts(**known), ALONE, AT, chosen) == ()


def test_one_of_ours_is_enough_to_narrow_to_the_organization() -> None:
    assert "narrow_to_organization" in names({"policy": policy(READ)}, OURS)
    assert "narrow_to_organization" not in names({"policy": policy(READ)})


def test_a_deleted_principal_elsewhere_leaves_the_blocks_alone() -> None:
    deleted = allow({"AWS": "AIDAEXAMPLE"}, "s3:GetObject")
    assert names({"policy": policy(READ, deleted)}) == BLOCKS


STATEMENTS = st.sampled_from(
    [
        READ,
        READ_AND_LIST,
        SHARED,
        OFFICE,
        CONDITIONAL,
        allow({"AWS": "*"}, "s3:PutObject"),
        allow({"AWS": [ACCOUNT, OTHER]}, "s3:GetObject"),
        allow("*", "s3:GetObject", Condition={"StringLike": {"aws:PrincipalAccount": "*"}}),
        allow("*", "s3:GetObject") | {"Effect": "Deny"},
        allow({"Service": "cloudfront.amazonaws.com"}, "s3:GetObject"),
        allow({"AWS": "AROAEXAMPLE"}, "s3:GetObject"),
    ]
)


def _random(policy_of: dict[str, Any]) -> str:
    return json.dumps(policy_of).replace(ACME, BUCKET.id)


BLOCK = st.none() | st.sets(st.sampled_from(FLAGS)).map(lambda on: block(*on)) | st.just(DENIED)
GRANTS = st.tuples(st.sampled_from([ALL_USERS, AWS_USERS, STRANGE_ID]), st.sampled_from(["READ", "WRITE"]))
KNOWN = st.fixed_dictionaries(
    {
        "account_block": BLOCK,
        "bucket_block": BLOCK,
        "ownership": st.sampled_from([None, "ObjectWriter", "BucketOwnerEnforced", DENIED]),
        "acl": st.lists(GRANTS, max_size=3).map(lambda grants: acl(*grants)) | st.just(DENIED),
        "policy": st.none()
        | st.lists(STATEMENTS, min_size=1, max_size=3).map(lambda statements: policy(*statements))
        | policies().map(_random),
    }
)
MANY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@MANY
@given(KNOWN, st.sampled_from([Ours(), ALONE, OURS]))
def test_no_fix_widens_and_each_closes_and_can_be_undone_to_the_letter(
    given_facts: dict[str, object], ours: Ours
) -> None:
    known: Facts = facts(**given_facts)
    before = judge(BUCKET, known, ours, AT)
    for name, changes in tried(KIND, BUCKET, known, ours, AT).items():
        foreseen = after(KIND, BUCKET, known, changes)
        then = judge(BUCKET, foreseen, ours, AT)
        assert not widened(before, then), name
        assert closes(before, then) or name == "narrow_to_distribution", name
        assert then.state is not State.OPEN or name == "narrow_to_distribution", name
        back = after(KIND, BUCKET, {**known, **foreseen}, undone(changes))
        assert back == after(KIND, BUCKET, known, ()), name
        assert judge(BUCKET, back, ours, AT) == judge(BUCKET, after(KIND, BUCKET, known, ()), ours, AT)


@MANY
@given(KNOWN, st.sampled_from(KIND.fixes))
def test_fixing_comes_to_an_end(given_facts: dict[str, object], fix: Fix) -> None:
    now: Facts = facts(**given_facts)
    alone = replace(KIND, fixes=(fix,))
    for _ in range(4):  # from open to unknown, shared, shielded and closed at the most
        now = after(KIND, BUCKET, now, tried(alone, BUCKET, now, ALONE, AT).get(fix.name, ()))
    assert tried(alone, BUCKET, now, ALONE, AT) == {}


@MANY
@given(KNOWN)
def test_what_is_offered_is_what_is_planned(given_facts: dict[str, object]) -> None:
    whole = judged(KIND, BUCKET, facts(**given_facts), OURS, AT)
    plans = tried(KIND, BUCKET, whole.facts, OURS, AT)
    for offer in offers(KIND, whole, OURS):
        chosen = {choice.name: choice.value or choice.sample for choice in offer.choices}
        assert planned(KIND, whole, offer.fix, OURS, chosen).changes == plans[offer.fix]
        assert offer.closes or offer.fix == "narrow_to_distribution"
        assert offer.shared == ("account" if offer.fix == "block_account_public_access" else "")
    assert [offer.fix for offer in offers(KIND, whole, OURS)] == list(plans)
