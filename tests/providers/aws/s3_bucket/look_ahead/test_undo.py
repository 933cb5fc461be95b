"""Whether AWS takes a change, and takes it back: by what was read, change by change in their order."""

from __future__ import annotations

import pytest

from ajar.model.change import Topic
from ajar.model.facts import Reason, Unread, Value
from ajar.model.ours import Ours
from ajar.providers.aws.s3_bucket.look_ahead.refusals import deleted_in
from ajar.providers.aws.s3_bucket.look_ahead.undo import undo, write
from clouds.foreseen import Unasked, changed, codes, of_facts
from clouds.s3_facts import ACCOUNT, ALL_USERS, CONDITIONAL, READ, SHARED, acl, allow, block, facts, policy

PUBLIC = acl((ALL_USERS, "READ"))
DENIED = Unread(reason=Reason.DENIED, permission="s3:GetAccountPublicAccessBlock")
DELETED = allow({"AWS": "AROAABCDEFGHIJKLMNOPQ"}, "s3:GetObject")
UNDECIDED = allow("*", "s3:GetObject", Condition={"StringEquals": {"aws:SourceOrgID": "o-aaaaaaaaaa"}})
ENFORCED = "BucketOwnerEnforced"
ALL = block("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")


@pytest.mark.parametrize(
    ("known", "after", "told"),
    [
        ({"policy": policy(READ)}, {"policy": None}, ["possible"]),
        ({"policy": policy(READ), "bucket_block": ALL}, {"policy": None}, ["policy_blocked"]),
        ({"policy": policy(READ), "account_block": ALL}, {"policy": None}, ["policy_blocked"]),
        ({"policy": policy(READ), "account_block": DENIED}, {"policy": None}, ["policy_block_not_known"]),
        ({"policy": policy(SHARED), "account_block": ALL}, {"policy": None}, ["possible"]),
        ({"policy": policy(UNDECIDED), "account_block": ALL}, {"policy": None}, ["policy_blocked_maybe"]),
        ({"policy": policy(READ, DELETED)}, {"policy": None}, ["deleted_principal"]),
        # What the same plan turned on is turned off first, as an undo goes backwards.
        ({"policy": policy(READ)}, {"policy": None, "bucket_block": ALL}, ["possible"]),
        ({"policy": policy(READ)}, {"bucket_block": ALL, "policy": None}, ["policy_blocked"]),
        ({"policy": policy(READ)}, {"bucket_block": ALL}, ["possible"]),
        ({"acl": PUBLIC}, {"acl": acl()}, ["possible"]),
        ({"acl": PUBLIC, "account_block": ALL}, {"acl": acl()}, ["list_blocked"]),
        ({"acl": PUBLIC, "account_block": DENIED}, {"acl": acl()}, ["list_block_not_known"]),
        ({"acl": PUBLIC}, {"acl": acl(), "ownership": ENFORCED}, ["possible"]),
        ({"acl": PUBLIC}, {"account_block": ALL}, ["by_organization"]),
    ],
)
def test_what_stands_against_an_undo_is_told_before(
    known: dict[str, object], after: dict[str, Value], told: list[str]
) -> None:
    found = list(undo(Unasked(), changed(of_facts(facts(**known)), **after)))
    assert codes(found) == [f"undo_{code}" for code in told]
    assert {one.topic for one in found} == {Topic.UNDO}
    assert [one.permission for one in found if "block_not_known" in one.code] == [
        DENIED.permission for code in told if "block_not_known" in code
    ]


@pytest.mark.parametrize(
    ("known", "after", "told"),
    [
        ({"policy": policy(READ, SHARED)}, {"policy": policy(SHARED)}, []),
        ({"policy": policy(READ, SHARED), "bucket_block": ALL}, {"policy": policy(SHARED)}, []),
        ({"policy": None, "bucket_block": ALL}, {"policy": policy(READ)}, ["policy_blocked"]),
        ({"policy": policy(READ, DELETED)}, {"policy": policy(DELETED)}, ["deleted_principal"]),
        ({"acl": PUBLIC}, {"ownership": ENFORCED}, ["ownership"]),
        ({"acl": PUBLIC}, {"acl": acl(), "ownership": ENFORCED}, []),
        ({"ownership": ENFORCED}, {"acl": PUBLIC}, ["lists_off"]),
        ({}, {"account_block": ALL}, ["by_organization"]),
    ],
)
def test_what_aws_would_refuse_is_told_before(
    known: dict[str, object], after: dict[str, Value], told: list[str]
) -> None:
    assert codes(write(Unasked(), changed(of_facts(facts(**known)), **after))) == [f"write_{c}" for c in told]


def test_an_account_in_no_organization_has_none_that_could_refuse() -> None:
    ours = Ours(accounts=frozenset({ACCOUNT}), alone=frozenset({ACCOUNT}))
    ahead = changed(of_facts(facts(), ours=ours), ours=ours, account_block=ALL)
    assert codes(write(Unasked(), ahead)) == []
    assert codes(undo(Unasked(), ahead)) == ["undo_possible"]


def test_the_deleted_are_named() -> None:
    assert deleted_in(policy(READ, DELETED, SHARED, CONDITIONAL)) == ("AROAABCDEFGHIJKLMNOPQ",)
    assert deleted_in("not a policy") == ()
