"""What is told before an access point's policy is changed: who of ours loses, and the way back."""

from __future__ import annotations

import msgspec
import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.prod import PROD
from ajar.demo.aws.state import Denial
from ajar.model.facts import Reason, Unread, Value
from ajar.model.resource import Resource
from ajar.providers.aws.s3_access_point.look_ahead import PERMISSIONS, look, undo, write
from ajar.providers.aws.session import AwsSession
from ajar.providers.reader import reader
from clouds.foreseen import Unasked, changed, codes, found, of_facts
from clouds.point_facts import BEHIND, POINT, READS, facts, lets, told
from clouds.s3_facts import ACCOUNT, OTHER, block, policy

EVERYWHERE = msgspec.structs.replace(
    POINT, kind="s3_multi_region_access_point", region="", id=f"arn:aws:s3::{ACCOUNT}:accesspoint/m1.mrap"
)
ON = block("BlockPublicPolicy")
NAMED = policy(lets({"AWS": OTHER}, "s3:GetObject"))
DELETED = policy(lets({"AWS": "AROAABCDEFGHIJKLMNOPQ"}, "s3:GetObject"))
DENIED = Unread(reason=Reason.DENIED, permission="s3:GetAccountPublicAccessBlock")


def against_undo(resource: Resource = POINT, after: Value = NAMED, **known: Value) -> list[str]:
    """What stands against an undo that puts back a policy for everybody, or what is known instead."""
    given = facts(**known)
    owned = {
        name: {resource.id if owner == POINT.id else owner: one for owner, one in owners.items()}
        for name, owners in given.items()
    }
    ahead = changed(of_facts(owned, resource), access_point_policy=after)
    return [code.removeprefix("undo_") for code in codes(undo(Unasked(), ahead))]


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({}, ["possible"]),
        ({"access_point": told(block=ON)}, ["policy_blocked"]),
        ({"account_block": ON}, ["policy_blocked"]),
        ({"bucket_block": ON}, ["policy_blocked"]),
        ({"account_block": DENIED}, ["policy_block_not_known"]),
        ({"account_block": DENIED, "bucket_block": ON}, ["policy_blocked"]),
        ({"access_point": Unread(reason=Reason.DENIED)}, ["policy_block_not_known"]),
        ({"access_point": {"odd": True}}, ["policy_block_not_known"]),
        ({"access_point": told(network_origin="VPC", vpc="vpc-1"), "account_block": ON}, ["possible"]),
        ({"access_point_policy": NAMED, "account_block": ON}, ["possible"]),
        ({"access_point_policy": DELETED}, ["deleted_principal"]),
        ({"access_point_policy": None}, ["possible"]),
        # The block of another account's bucket is not for this account's access points.
        ({"access_point": told({**BEHIND, "account": OTHER}), "bucket_block": ON}, ["possible"]),
    ],
)
def test_what_stands_against_an_undo_is_told_before(known: dict[str, Value], said: list[str]) -> None:
    assert against_undo(**known) == said


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({}, ["possible"]),
        ({"access_point_policy": None}, ["policy_stays"]),
        ({"account_block": ON}, ["policy_blocked"]),
        ({"bucket_block": ON}, ["policy_by_bucket"]),
        ({"bucket_block": ON, "access_point_policy": NAMED}, ["possible"]),
        ({"bucket_block": ON, "access_point_policy": None}, ["policy_stays"]),
    ],
)
def test_of_one_over_several_regions_no_policy_can_be_removed(
    known: dict[str, Value], said: list[str]
) -> None:
    assert against_undo(EVERYWHERE, **known) == said


def test_what_aws_would_refuse_now_is_told_as_well() -> None:
    shut = of_facts(facts(access_point_policy=NAMED, account_block=ON), POINT)
    assert codes(write(Unasked(), changed(shut, access_point_policy=READS))) == ["write_policy_blocked"]
    assert codes(write(Unasked(), changed(shut, access_point_policy=None))) == []


def test_the_companys_drafts_keep_their_editors(session: AwsSession) -> None:
    before = found(reader(session), "drafts-share", "s3_access_point")
    given = list(look(reader(session), changed(before, access_point_policy=None)))
    said = dict(zip(codes(given), given, strict=True))
    assert list(said) == ["own_lose", "own_perhaps", "own_keep", "undo_possible"]
    assert "Editors" in said["own_lose"].args["names"]  # what they have of their own is for the bucket alone
    kept = str(before.facts["access_point_policy"][before.resource.id])
    assert "Editors" in kept


def test_people_who_may_not_be_asked_for_are_not_known(session: AwsSession, cloud: AwsCloud) -> None:
    before = found(reader(session), "checkpoints-anywhere", "s3_multi_region_access_point")
    cloud.world.accounts[PROD].denials.add(Denial("iam:GetAccountAuthorizationDetails"))
    given = list(look(reader(session), changed(before, access_point_policy=None)))
    (unknown,) = [one for one in given if one.permission]
    assert (unknown.known, unknown.permission) == (False, *PERMISSIONS)
