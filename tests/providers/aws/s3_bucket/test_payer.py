"""Who pays: a grant to anyone is one to whoever signs in, where whoever asks has to pay."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from ajar.demo.aws.company.prod import PROD
from ajar.demo.aws.errors import AwsError
from ajar.demo.aws.state import Bucket, now
from ajar.model.access import Audience, State
from ajar.model.exposure import Exposure, GateState
from ajar.model.facts import Fact, Reason, Unread
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.providers.aws.s3_bucket.payer import PAYER
from ajar.providers.aws.s3_bucket.verdict import judge
from ajar.providers.kind import Denied
from clouds.s3_facts import (
    ACCOUNT,
    ALL_USERS,
    AWS_USERS,
    BUCKET,
    NOT_ASKED,
    OTHER,
    READ,
    SHARED,
    acl,
    allow,
    block,
    facts,
    policy,
)

if TYPE_CHECKING:
    from ajar.demo.aws.cloud import AwsCloud
    from ajar.demo.call import Call
    from ajar.providers.aws.session import AwsSession

AT = datetime(2026, 11, 24, tzinfo=UTC)
UNREAD = Unread(reason=Reason.DENIED, permission="s3:GetBucketRequestPayment")
SITE = {"IndexDocument": {"Suffix": "index.html"}}
LISTED = {"acl": acl((ALL_USERS, "READ"))}
PUBLIC = {"policy": policy(READ)}
either = pytest.mark.parametrize("granted", [PUBLIC, LISTED], ids=["by policy", "by list"])


def judged(**given: object) -> Exposure:
    """The verdict on a bucket of which this is known."""
    return judge(BUCKET, facts(**given), Ours(accounts=frozenset({ACCOUNT})), AT)


@either
def test_where_the_owner_pays_anyone_gets_in(granted: dict[str, object]) -> None:
    found = judged(**granted, payer="BucketOwner")
    assert (found.state, found.audience) == (State.OPEN, Audience.PUBLIC)
    assert not any(gate.gate == "requester_pays" for gate in found.gates)


@either
def test_where_the_requester_pays_only_who_signs_in_gets_in(granted: dict[str, object]) -> None:
    found = judged(**granted, payer="Requester")
    assert (found.state, found.audience, found.at_most) == (
        State.OPEN,
        Audience.AUTHENTICATED,
        Audience.AUTHENTICATED,
    )
    assert found.witness is not None
    assert found.witness.who.startswith("arn:aws:iam::")
    (held,) = found.held
    assert held.audience is Audience.PUBLIC
    assert [found.gates[index].code for index in held.by] == ["requester_pays_shut"]
    assert [reach.who for reach in found.all] == [("any AWS user",)]


@either
@pytest.mark.parametrize("payer", [UNREAD, {}, None, "Somebody", NOT_ASKED])
def test_while_it_is_not_known_who_pays_anyone_may_get_in(granted: dict[str, object], payer: object) -> None:
    found = judged(**granted, payer=payer)
    assert (found.state, found.audience, found.at_most) == (
        State.OPEN,
        Audience.AUTHENTICATED,
        Audience.PUBLIC,
    )
    (unknown,) = found.unknown
    assert (unknown.setting, unknown.code) == ("payer", "requester_pays_unknown")
    assert unknown.permission == (UNREAD.permission if payer is UNREAD else "")


def test_a_website_hands_out_nothing_where_the_requester_pays() -> None:
    found = judged(**PUBLIC, website=SITE, payer="Requester")
    assert [way.through for way in found.ways] == ["direct"]
    assert {held.audience for held in found.held} == {Audience.PUBLIC}
    assert "website" in [way.through for way in judged(**PUBLIC, website=SITE).ways]


@pytest.mark.parametrize("granted", [{"acl": acl((AWS_USERS, "READ"))}, {"policy": policy(SHARED)}])
def test_who_has_to_sign_in_anyway_gets_in_as_before(granted: dict[str, object]) -> None:
    found, plain = judged(**granted, payer="Requester"), judged(**granted, payer="BucketOwner")
    assert (found.state, found.all, found.witness) == (plain.state, plain.all, plain.witness)
    assert (found.at_most, found.unknown) == (plain.at_most, ())


@pytest.mark.parametrize(
    "condition",
    [
        {"StringEquals": {"aws:PrincipalAccount": "anonymous"}},
        {"StringEquals": {"aws:PrincipalType": "Anonymous"}},
        {"Null": {"aws:PrincipalArn": "true"}},
    ],
)
def test_what_is_for_those_alone_who_do_not_sign_is_for_nobody(condition: object) -> None:
    only_unsigned = allow("*", "s3:GetObject", Condition=condition)
    found = judged(policy=policy(only_unsigned), payer="Requester")
    assert (found.state, found.at_most) == (State.SHIELDED, Audience.PRIVATE)
    assert judged(policy=policy(only_unsigned)).audience is Audience.PUBLIC


def test_what_is_denied_to_those_who_sign_is_denied_to_all_who_pay() -> None:
    signed = {"Null": {"aws:PrincipalArn": "false"}}
    taken = {**allow("*", "s3:*", Condition=signed), "Effect": "Deny"}
    for granted in (READ, None):
        listed = acl() if granted else acl((ALL_USERS, "READ"))
        text = policy(*([granted] if granted else []), taken)
        assert judged(policy=text, acl=listed).audience is Audience.PUBLIC
        assert judged(policy=text, acl=listed, payer="Requester").state is State.SHIELDED


def test_whom_a_statement_of_their_own_lets_in_gets_in_where_anyone_does_not() -> None:
    only_unsigned = allow(
        "*", "s3:GetObject", Condition={"StringEquals": {"aws:PrincipalAccount": "anonymous"}}
    )
    found = judged(policy=policy(only_unsigned, SHARED), payer="Requester")
    assert (found.state, found.all[0].who) == (State.SHARED, (OTHER,))


def test_what_a_block_holds_stays_held() -> None:
    held = judged(**PUBLIC, bucket_block=block("RestrictPublicBuckets"), payer=UNREAD)
    assert held.state is State.SHIELDED
    assert {held.gates[index].state for entry in held.held for index in entry.by} == {GateState.SHUT}


@pytest.mark.parametrize("policy_read", [None, UNREAD])
def test_a_bucket_that_names_nobody_lacks_nothing(policy_read: object) -> None:
    known = facts(policy=policy_read, payer=NOT_ASKED)
    assert PAYER.of(BUCKET, known) == ()
    found = judge(BUCKET, known, Ours(), AT)
    assert not any(unknown.setting == "payer" for unknown in found.unknown)


def test_who_pays_is_read(session: AwsSession, cloud: AwsCloud) -> None:
    bucket = cloud.world.buckets["payer-of-a-test"] = Bucket("payer-of-a-test", PROD, "eu-west-2", now())
    bucket.policy = policy(READ)
    resource = Resource(
        provider="aws", account=PROD, region="eu-west-2", kind="s3_bucket", name=bucket.name, id=bucket.arn
    )
    (owner,) = PAYER.of(resource, {"policy": {bucket.arn: Fact(bucket.policy)}})
    assert PAYER.read(session, owner).value == "BucketOwner"
    bucket.payer = "Requester"
    assert PAYER.read(session, owner).value == "Requester"

    def deny(_: Call) -> None:
        raise AwsError("AccessDenied")

    cloud.before.append(deny)
    with pytest.raises(Denied) as denied:
        PAYER.read(session, owner)
    assert (denied.value.permission,) == PAYER.permissions
