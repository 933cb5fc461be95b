"""Plans that turn a block on: only the flags that are needed, for the bucket alone or for the account."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ajar.model.access import State
from ajar.model.facts import Reason, Unread
from ajar.model.ours import Ours
from ajar.providers.aws.s3_bucket import KIND
from ajar.providers.aws.s3_bucket.verdict import judge
from clouds.network_facts import for_one, read
from clouds.s3_facts import ACCOUNT, ALL_USERS, BUCKET, READ, acl, block, facts, policy
from clouds.tried_fixes import after

AT = datetime(2026, 11, 24, tzinfo=UTC)
OURS = Ours(accounts=frozenset({ACCOUNT}))
DENIED = Unread(reason=Reason.DENIED)
FIXES = {fix.name: fix for fix in KIND.fixes}
both = pytest.mark.parametrize(
    ("name", "setting", "owner"),
    [
        ("block_public_access", "bucket_block", BUCKET.id),
        ("block_account_public_access", "account_block", ACCOUNT),
    ],
)


@both
@pytest.mark.parametrize(
    ("known", "already", "on"),
    [
        ({"policy": policy(READ)}, None, {"RestrictPublicBuckets"}),
        ({"acl": acl((ALL_USERS, "READ"))}, None, {"IgnorePublicAcls"}),
        (
            {"policy": policy(READ)},
            block("BlockPublicAcls"),
            {"BlockPublicAcls", "RestrictPublicBuckets"},
        ),
        (
            {"policy": policy(READ), "acl": acl((ALL_USERS, "READ"))},
            block(),
            {"IgnorePublicAcls", "RestrictPublicBuckets"},
        ),
    ],
)
def test_only_the_flags_that_are_needed_are_turned_on(
    name: str, setting: str, owner: str, known: dict[str, object], already: object, on: set[str]
) -> None:
    (change,) = FIXES[name].plan(BUCKET, facts(**{**known, setting: already}), OURS, AT, {})
    assert (change.owner.id, change.setting, change.before) == (owner, setting, already)
    assert change.owner.shared == ("account" if setting == "account_block" else None)
    assert {flag for flag, state in change.after.items() if state} == on


@pytest.mark.parametrize(
    ("name", "setting"),
    [("block_public_access", "bucket_block"), ("block_account_public_access", "account_block")],
)
def test_a_block_that_was_not_read_or_does_not_hold_is_not_planned(name: str, setting: str) -> None:
    plan = FIXES[name].plan
    assert plan(BUCKET, facts(**{"policy": policy(READ), setting: DENIED}), OURS, AT, {}) == ()
    assert plan(BUCKET, facts(**{"policy": policy(READ), setting: "wrong"}), OURS, AT, {}) == ()
    assert plan(BUCKET, read(for_one()), OURS, AT, {}) == (), "no block holds the content network"
    assert plan(BUCKET, read(READ, for_one()), OURS, AT, {}) == ()


@both
def test_an_unknown_other_block_is_settled_by_this_one(name: str, setting: str, owner: str) -> None:
    other = "account_block" if setting == "bucket_block" else "bucket_block"
    known = facts(**{"policy": policy(READ), other: DENIED})
    assert judge(BUCKET, known, OURS, AT).state is State.UNKNOWN
    changes = FIXES[name].plan(BUCKET, known, OURS, AT, {})
    assert [change.owner.id for change in changes] == [owner]
    assert judge(BUCKET, after(KIND, BUCKET, known, changes), OURS, AT).state is State.SHIELDED


@pytest.mark.parametrize("name", ["block_public_access", "block_account_public_access"])
@pytest.mark.parametrize("unread", ["policy", "acl"])
def test_what_stays_unknown_behind_a_block_is_no_reason_to_turn_it_on(name: str, unread: str) -> None:
    assert FIXES[name].plan(BUCKET, facts(**{unread: DENIED}), OURS, AT, {}) == ()
