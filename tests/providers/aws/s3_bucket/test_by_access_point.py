"""What a bucket lets in through access points: its own, which are read, and others', which are not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ajar.model.access import Audience, State
from ajar.model.exposure import Exposure
from ajar.model.facts import Reason, Unread
from ajar.model.ours import Ours
from ajar.providers.aws.s3_bucket import KIND
from ajar.providers.aws.s3_bucket.verdict import judge
from ajar.words import SENTENCES
from clouds.point_facts import DELEGATES, OWN_POINTS, POINT, READS, entry, lets
from clouds.s3_facts import ACCOUNT, BUCKET, NOT_ASKED, OTHER, READ, allow, block, facts, policy
from clouds.tried_fixes import tried

AT = datetime(2026, 11, 24, tzinfo=UTC)
MINE = "444455556666"
OURS = Ours(accounts=frozenset({ACCOUNT, MINE}))
DENIED = Unread(reason=Reason.DENIED, permission="s3:ListAccessPoints")
RESTRICT = block("RestrictPublicBuckets")
TO_OTHER = policy(lets({"AWS": OTHER}, "s3:GetObject"))
AUTHENTICATED, EXTERNAL, ORGANIZATION, PRIVATE, PUBLIC = (
    Audience.AUTHENTICATED,
    Audience.EXTERNAL,
    Audience.ORGANIZATION,
    Audience.PRIVATE,
    Audience.PUBLIC,
)


def judged(**given: object) -> Exposure:
    """The verdict on a bucket that leaves it to its access points, of which there is one; all has words."""
    known = {
        "ownership": "BucketOwnerEnforced",
        "acl": NOT_ASKED,
        "policy": DELEGATES,
        "access_points": [entry()],
    }
    found = judge(BUCKET, facts(**{**known, **given}), OURS, AT)
    codes = {one.code for one in found.evidence} | {gate.code for gate in found.gates}
    codes |= {caveat.code for caveat in found.caveats} | {unknown.code for unknown in found.unknown}
    assert codes <= set(SENTENCES)
    return found


def delegates(**condition: object) -> str:
    """A policy that leaves it to access points of which this is so."""
    return policy(allow("*", "s3:GetObject", Condition=condition))


def to_account(account: str) -> str:
    """A policy that leaves it to the access points of this account."""
    return delegates(StringEquals={"s3:DataAccessPointAccount": account})


@pytest.mark.parametrize(
    ("known", "state", "at_most"),
    [
        ({}, State.OPEN, AUTHENTICATED),
        ({"access_points": []}, State.CLOSED, PRIVATE),
        ({"access_points": [entry(policy=None)]}, State.CLOSED, PRIVATE),
        ({"access_points": [entry(policy=TO_OTHER)]}, State.SHARED, EXTERNAL),
        ({"access_points": [entry(block=RESTRICT)]}, State.SHIELDED, PRIVATE),
        ({"bucket_block": RESTRICT}, State.SHIELDED, PRIVATE),
        ({"account_block": RESTRICT}, State.SHIELDED, PRIVATE),
        ({"access_points": [entry(block=RESTRICT), entry(name="other")]}, State.OPEN, AUTHENTICATED),
        ({"access_points": DENIED}, State.UNKNOWN, PUBLIC),
        ({"access_points": NOT_ASKED}, State.UNKNOWN, PUBLIC),
        ({"access_points": "?"}, State.UNKNOWN, PUBLIC),
        ({"access_points": [7]}, State.UNKNOWN, PUBLIC),
        ({"access_points": [entry(policy="{")]}, State.UNKNOWN, AUTHENTICATED),
        ({"access_points": [entry(network_origin="VPC", vpc="vpc-1")]}, State.UNKNOWN, AUTHENTICATED),
        ({"policy": Unread(reason=Reason.DENIED)}, State.UNKNOWN, PUBLIC),
        # A policy that does not speak of them gives no more through them than without.
        ({"policy": policy(READ)}, State.OPEN, PUBLIC),
        ({"policy": None}, State.CLOSED, PRIVATE),
    ],
)
def test_its_own_access_points_count(known: dict[str, object], state: State, at_most: Audience) -> None:
    found = judged(**known)
    assert (found.state, found.at_most) == (state, at_most)


def test_an_access_point_for_a_network_of_ours_lets_in_nobody_outside() -> None:
    known = facts(
        ownership="BucketOwnerEnforced",
        acl=NOT_ASKED,
        policy=DELEGATES,
        access_points=[entry(network_origin="VPC", vpc="vpc-1")],
    )
    place = f"{ACCOUNT}/{BUCKET.region}"
    known["vpc_endpoints"] = {place: facts(x={"endpoints": [], "vpcs": ["vpc-1"]})["x"][BUCKET.id]}
    found = judge(BUCKET, known, OURS, AT)
    assert found.state is State.SHIELDED


def test_the_way_is_told_with_its_door_and_the_statement_that_left_it_to_others() -> None:
    found = judged()
    [way] = found.ways
    evidence = found.evidence[way.evidence]
    assert way.through == "access_point"
    assert (evidence.setting, evidence.pointer) == ("policy", "/Statement/0")
    assert (evidence.code, evidence.args["access_point"]) == ("policy_lets_in_through_point", "share")
    assert found.witness is not None
    assert found.witness.target.startswith(POINT.id)
    assert "policy_lets_in_nobody" not in {one.code for one in found.evidence}


REGIONAL = {"s3:DataAccessPointArn": f"arn:aws:s3:*:{OTHER}:accesspoint/*"}
EXACT = {"s3:DataAccessPointArn": f"arn:aws:s3:us-east-1:{OTHER}:accesspoint/b"}
IN_NETWORKS = {"s3:DataAccessPointAccount": OTHER, "s3:AccessPointNetworkOrigin": "VPC"}
OF_A_TEAM = {"s3:DataAccessPointArn": f"arn:aws:s3:*:{OTHER}:accesspoint/team-*"}
OF_A_TEAM_ANYWHERE = {"s3:DataAccessPointArn": "arn:aws:s3:*:*:accesspoint/team-?"}
NOT_OTHERS = {"StringNotEquals": {"s3:DataAccessPointAccount": OTHER}}
ANY = {"Null": {"s3:DataAccessPointAccount": "false"}}


@pytest.mark.parametrize(
    ("text", "account", "audience", "state"),
    [
        (to_account(OTHER), OTHER, EXTERNAL, State.SHARED),
        (to_account(MINE), MINE, ORGANIZATION, State.CLOSED),
        (delegates(ArnLike=REGIONAL), OTHER, EXTERNAL, State.SHARED),
        (delegates(ArnEquals=EXACT), OTHER, EXTERNAL, State.SHARED),
        (delegates(StringEquals=IN_NETWORKS), OTHER, EXTERNAL, State.SHARED),
        (delegates(ArnLike=OF_A_TEAM), OTHER, EXTERNAL, State.SHARED),
        (delegates(StringLike=OF_A_TEAM_ANYWHERE), "*", AUTHENTICATED, State.OPEN),
        (delegates(StringLike={"s3:DataAccessPointAccount": "1234*"}), "*", AUTHENTICATED, State.OPEN),
        (
            delegates(StringLike={"s3:DataAccessPointArn": "*:accesspoint/team-*"}),
            "*",
            AUTHENTICATED,
            State.OPEN,
        ),
        (delegates(StringLike={"s3:DataAccessPointAccount": "*"}), "*", AUTHENTICATED, State.OPEN),
        (delegates(**ANY), "*", AUTHENTICATED, State.OPEN),
        (delegates(**NOT_OTHERS, **ANY), "*", AUTHENTICATED, State.OPEN),
        (delegates(StringEquals={"s3:AccessPointNetworkOrigin": "Internet"}), "*", AUTHENTICATED, State.OPEN),
    ],
)
def test_whom_others_access_points_let_in_is_theirs_to_say(
    text: str, account: str, audience: Audience, state: State
) -> None:
    found = judged(policy=text, access_points=[])
    assert (found.state, found.audience) == (state, audience)
    caveats = {
        caveat.code: caveat.args for caveat in found.caveats if caveat.code.startswith("access_points_")
    }
    code = "access_points_anywhere" if account == "*" else "access_points_elsewhere"
    assert caveats == {code: {"account": account}}
    if audience.outside:
        assert found.witness is not None
        assert ":accesspoint/" in found.witness.target


def test_who_is_named_beside_another_accounts_access_points_is_let_in_alone() -> None:
    third = "123123123123"
    other = {"StringEquals": {"s3:DataAccessPointAccount": OTHER}}
    found = judged(policy=policy(allow({"AWS": third}, "s3:GetObject", Condition=other)), access_points=[])
    assert [reach.who for reach in found.all] == [(third,)]
    assert "access_points_elsewhere" in {caveat.code for caveat in found.caveats}


def test_what_is_given_without_any_is_not_told_twice() -> None:
    only_through = {
        **allow("*", "s3:PutObject", Condition={"Null": {"s3:DataAccessPointArn": "true"}}),
        "Effect": "Deny",
    }
    text = policy(READ, only_through)
    found = judged(policy=text, access_points=[entry(policy=policy(lets("*", "s3:GetObject")))])
    assert {way.through for way in found.ways} == {"direct"}
    assert not [caveat for caveat in found.caveats if caveat.code.startswith("access_points_")]


def test_a_denial_of_whatever_comes_without_one_leaves_what_comes_through() -> None:
    not_own = {"StringNotEquals": {"s3:DataAccessPointAccount": ACCOUNT}}
    text = policy(READ, {**allow("*", "s3:*", Condition=not_own), "Effect": "Deny"})
    assert judged(policy=text).ways[0].through == "access_point"
    assert judged(policy=text, access_points=[]).state is State.CLOSED


def test_the_blocks_of_both_shut_another_accounts_too_while_the_bucket_is_public() -> None:
    text = policy(
        *(READ, allow("*", "s3:PutObject", Condition={"StringEquals": {"s3:DataAccessPointAccount": OTHER}}))
    )
    found = judged(policy=text, access_points=[], bucket_block=RESTRICT)
    assert found.state is State.SHIELDED
    assert judged(policy=to_account(OTHER), access_points=[], bucket_block=RESTRICT).state is State.SHARED


def test_the_buckets_block_closes_what_its_access_points_open() -> None:
    known = facts(ownership="BucketOwnerEnforced", acl=NOT_ASKED, policy=DELEGATES, access_points=[entry()])
    [change] = tried(KIND, BUCKET, known, OURS, AT)["block_public_access"]
    assert change.after == RESTRICT
    assert judged(bucket_block=change.after).state is State.SHIELDED


def test_two_that_let_in_the_same_people_are_told_apart_by_name() -> None:
    found = judged(
        access_points=[
            entry(),
            entry(arn=f"{POINT.id}2", name="share2", policy=READS.replace("share", "share2")),
        ]
    )
    assert {evidence.args.get("access_point") for evidence in found.evidence} >= {"share", "share2"}


def test_more_than_are_looked_at_are_in_doubt() -> None:
    accounts = [str(number) for number in range(123456789000, 123456789040)]
    found = judged(policy=delegates(StringEquals={"s3:DataAccessPointAccount": accounts}), access_points=[])
    assert found.audience is EXTERNAL
    assert {unknown.code for unknown in found.unknown} == {"policy_over_budget"}


LONG = policy(*[lets({"AWS": f"1234567890{n}"}, "s3:GetObject") for n in range(10, 99)])


def test_points_past_the_work_are_in_doubt() -> None:
    points = [
        entry(arn=f"{POINT.id}{n}", name=f"p{n}", policy=LONG.replace("share", f"share{n}"))
        for n in range(90)
    ]
    found = judged(policy=policy(allow("*", "s3:*", Condition=OWN_POINTS)), access_points=points)
    assert found.audience is EXTERNAL
    assert "policy_over_budget" in {unknown.code for unknown in found.unknown}
