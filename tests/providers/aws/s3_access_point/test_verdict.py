"""The verdict on an access point: two policies, three blocks, a network; what is not known is not closed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ajar.model.access import Audience, Capability, State
from ajar.model.exposure import Exposure, GateState
from ajar.model.facts import Reason, Unread
from ajar.model.ours import Ours
from ajar.providers.aws.s3_access_point.verdict import judge
from clouds.point_facts import BEHIND, DELEGATES, POINT, facts, lets, told
from clouds.s3_facts import ACCOUNT, NOT_ASKED, OTHER, READ, allow, block, policy

AT = datetime(2026, 11, 24, tzinfo=UTC)
OURS = Ours(accounts=frozenset({ACCOUNT}))
DENIED = Unread(reason=Reason.DENIED, permission="s3:GetAccessPointPolicy")
RESTRICT = block("RestrictPublicBuckets")
TO_OTHER = policy(lets({"AWS": OTHER}, "s3:GetObject"))
OWN_NETWORKS = {"vpc_endpoints": {"endpoints": [], "vpcs": ["vpc-1"]}}
HELD = {"access_point": told(block=RESTRICT)}
ONLY_NEW = {"access_point": told(block=block("BlockPublicPolicy", "IgnorePublicAcls"))}
SHARES = {"access_point_policy": TO_OTHER}
WIDE = {"policy": policy(READ)}
OTHER_NETWORK: dict[str, object] = {"access_point": told(network_origin="VPC", vpc="vpc-2")}
ONE_NETWORK: dict[str, object] = {"access_point": told(network_origin="VPC", vpc="vpc-1")}
ELSEWHERE = {"access_point": told({**BEHIND, "account": OTHER})}
BUCKET_NOT_ASKED = {"policy": NOT_ASKED, "bucket_block": NOT_ASKED}
AUTHENTICATED, EXTERNAL, PRIVATE, PUBLIC = (
    Audience.AUTHENTICATED,
    Audience.EXTERNAL,
    Audience.PRIVATE,
    Audience.PUBLIC,
)


def judged(**given: object) -> Exposure:
    """The verdict on an access point of which this is known."""
    return judge(POINT, facts(**given), OURS, AT)


@pytest.mark.parametrize(
    ("known", "state", "at_most"),
    [
        ({}, State.OPEN, AUTHENTICATED),
        ({"policy": policy(READ)}, State.OPEN, AUTHENTICATED),
        ({"policy": None}, State.CLOSED, PRIVATE),
        ({"access_point_policy": None}, State.CLOSED, PRIVATE),
        ({"access_point_policy": TO_OTHER}, State.SHARED, EXTERNAL),
        (HELD, State.SHIELDED, PRIVATE),
        ({"bucket_block": RESTRICT}, State.SHIELDED, PRIVATE),
        ({"account_block": RESTRICT}, State.SHIELDED, PRIVATE),
        (ONLY_NEW, State.OPEN, AUTHENTICATED),
        # What AWS does not call public no block is about.
        ({**HELD, **SHARES}, State.SHARED, EXTERNAL),
        ({"bucket_block": RESTRICT, "access_point_policy": TO_OTHER}, State.SHARED, EXTERNAL),
        # A public policy of the bucket's: its own block is about that, the access point's may be.
        ({"bucket_block": RESTRICT, **SHARES, **WIDE}, State.SHIELDED, PRIVATE),
        ({**HELD, **SHARES, **WIDE}, State.UNKNOWN, EXTERNAL),
        ({"access_point_policy": DENIED}, State.UNKNOWN, PUBLIC),
        ({"access_point": DENIED}, State.UNKNOWN, PUBLIC),
        ({"access_point": "?"}, State.UNKNOWN, PUBLIC),
        ({"access_point": NOT_ASKED}, State.UNKNOWN, PUBLIC),
        ({"policy": DENIED}, State.UNKNOWN, AUTHENTICATED),
        ({"policy": NOT_ASKED}, State.UNKNOWN, AUTHENTICATED),
        ({"policy": "{"}, State.UNKNOWN, AUTHENTICATED),
        ({"policy": DENIED, "access_point_policy": TO_OTHER}, State.UNKNOWN, EXTERNAL),
        ({"policy": DENIED, "access_point_policy": None}, State.CLOSED, PRIVATE),
        ({"policy": DENIED, "access_point": told(block=RESTRICT)}, State.SHIELDED, PRIVATE),
        ({"bucket_block": DENIED}, State.UNKNOWN, AUTHENTICATED),
        ({"account_block": DENIED}, State.UNKNOWN, AUTHENTICATED),
        ({"access_point": told(block={"RestrictPublicBuckets": "?"})}, State.UNKNOWN, AUTHENTICATED),
        # One network.
        ({**ONE_NETWORK, **OWN_NETWORKS}, State.SHIELDED, PRIVATE),
        ({**OTHER_NETWORK, **OWN_NETWORKS}, State.UNKNOWN, AUTHENTICATED),
        ({**ONE_NETWORK, "vpc_endpoints": DENIED}, State.UNKNOWN, AUTHENTICATED),
        ({"access_point": told(network_origin="VPC", vpc=None)}, State.UNKNOWN, AUTHENTICATED),
        # A bucket of another account's.
        ({**ELSEWHERE, **BUCKET_NOT_ASKED}, State.UNKNOWN, AUTHENTICATED),
        ({**ELSEWHERE, "access_point_policy": None}, State.CLOSED, PRIVATE),
        ({"access_point": {**told(), "buckets": []}}, State.CLOSED, PRIVATE),
    ],
)  # fmt: skip
def test_each_part_counts_as_aws_says(known: dict[str, object], state: State, at_most: Audience) -> None:
    found = judged(**known)
    assert (found.state, found.at_most) == (state, at_most)
    assert found.evidence
    assert all(unknown.reason for unknown in found.unknown)


def test_the_way_names_its_door_its_gates_and_a_request() -> None:
    found = judged()
    [way] = found.ways
    assert way.through == "access_point"
    assert [found.gates[index].gate for index in way.gates] == [
        "account_block",
        "bucket_block",
        "access_point_block",
    ]
    assert found.evidence[way.evidence].setting == "access_point_policy"
    assert found.capabilities == (Capability.READ,)
    assert found.witness is not None
    assert found.witness.target == f"{POINT.id}/object/any"


def test_a_network_of_ours_is_told_as_what_holds_it() -> None:
    found = judged(**ONE_NETWORK, **OWN_NETWORKS)
    [shut] = [gate for gate in found.gates if gate.state is GateState.SHUT]
    assert (shut.gate, shut.args) == ("network_origin", {"vpc": "vpc-1"})


def test_a_service_passes_the_blocks() -> None:
    service = policy(lets({"Service": "cloudtrail.amazonaws.com"}, "s3:PutObject"))
    found = judged(access_point_policy=service, bucket_block=RESTRICT, policy=policy(allow("*", "*")))
    assert found.state is State.OPEN
    assert not found.held


def test_what_was_not_read_is_named_with_its_permission() -> None:
    [unknown] = judged(access_point_policy=DENIED).unknown
    assert (unknown.setting, unknown.permission) == ("access_point_policy", "s3:GetAccessPointPolicy")
    [elsewhere] = judged(access_point=told({**BEHIND, "account": OTHER})).unknown
    assert (elsewhere.code, elsewhere.args) == ("bucket_elsewhere", {"bucket": "drafts", "account": OTHER})


SECOND = {**BEHIND, "arn": "arn:aws:s3:::second", "name": "second", "region": "us-east-1"}


@pytest.mark.parametrize(
    ("second", "state"),
    [(None, State.OPEN), (DENIED, State.OPEN), ("keep", State.OPEN)],
)
def test_of_several_buckets_behind_it_each_counts(second: object, state: State) -> None:
    known = facts(access_point=told(BEHIND, SECOND))
    text = DELEGATES.replace("drafts", "second")
    more = facts(policy=text if second == "keep" else second)["policy"]
    [reading] = more.values()
    known["policy"] = {**known["policy"], "arn:aws:s3:::second": reading}
    known["bucket_block"] = {
        **known["bucket_block"],
        "arn:aws:s3:::second": facts()["bucket_block"][BEHIND["arn"]],
    }
    found = judge(POINT, known, OURS, AT)
    assert found.state is state
    assert bool(found.unknown) is (second is DENIED)


def test_what_is_not_seen_is_told() -> None:
    codes = [caveat.code for caveat in judged().caveats]
    assert codes == [
        "access_point_lists_not_read",
        "encryption_keys_not_read",
        "organization_policies_not_read",
    ]
    closed = [caveat.code for caveat in judged(policy=None).caveats]
    assert closed == ["access_point_lists_not_read", "organization_policies_not_read"]
