"""RestrictPublicBuckets acts on what AWS calls public, and then on every outsider but AWS's own services."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ajar.model.access import State
from ajar.model.exposure import Exposure, GateState
from ajar.model.facts import Reason, Unread
from ajar.model.ours import Ours
from ajar.providers.aws.s3_bucket.gates import policy_gates
from ajar.providers.aws.s3_bucket.verdict import judge
from clouds.s3_facts import ACCOUNT, BUCKET, NOT_ASKED, OTHER, STRANGE_ID, acl, allow, block, facts, policy

AT = datetime(2026, 11, 24, tzinfo=UTC)
MINE = "444455556666"
OURS = Ours(accounts=frozenset({ACCOUNT, MINE}))
DENIED = Unread(reason=Reason.DENIED, permission="s3:GetBucketPublicAccessBlock")
RESTRICT = block("RestrictPublicBuckets")
EVERY_OTHER = block("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy")
BLOCKS = [None, EVERY_OTHER, RESTRICT, DENIED]
READ = "s3:GetObject"
SHARED = allow({"AWS": OTHER}, READ)
EVERYONE = allow("*", READ)
DENY_ALL = {**allow("*", "s3:*"), "Effect": "Deny"}
HALVES = {"IpAddress": {"aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"]}}
EIGHTS = {"IpAddress": {"aws:SourceIp": [f"{first}.0.0.0/8" for first in range(256)]}}


def judged(**given: object) -> Exposure:
    """The verdict on a bucket of which this is known."""
    return judge(BUCKET, facts(**given), OURS, AT)


def states(exposure: Exposure) -> dict[str, str]:
    """The gates before the policy, and how they stand."""
    return {gate.gate: gate.state.value for gate in exposure.gates if "_policy_" in gate.code}


@pytest.mark.parametrize("where", ["account_block", "bucket_block"])
@pytest.mark.parametrize(
    ("statements", "state"),
    [
        pytest.param([SHARED], State.SHARED, id="an account is named"),
        pytest.param([SHARED, EVERYONE], State.SHIELDED, id="the page's own example"),
        pytest.param([SHARED, allow("*", READ, Condition=HALVES)], State.SHIELDED, id="ranges too wide"),
        pytest.param(
            [SHARED, allow("*", READ, Condition={"StringLike": {"aws:SourceVpc": "vpc-*"}})],
            State.SHIELDED,
            id="a network by a wildcard",
        ),
        pytest.param(
            [SHARED, EVERYONE, DENY_ALL],
            State.CLOSED,
            id="denied to all",
        ),
        pytest.param(
            [SHARED, allow("*", "s3:ListBucket"), DENY_ALL | {"Action": "s3:ListBucket"}],
            State.SHIELDED,
            id="a denial does not make it less public",
        ),
        pytest.param(
            [SHARED, allow("*", "s3:NotASupportedAction")], State.SHIELDED, id="an action that S3 lacks"
        ),
        pytest.param([SHARED, DENY_ALL | {"Action": "s3:PutObject"}], State.SHARED, id="only a denial"),
    ],
)
def test_a_public_statement_takes_the_named_accounts_away_as_well(
    where: str, statements: list[dict[str, object]], state: State
) -> None:
    assert judged(policy=policy(*statements), **{where: RESTRICT}).state is state


def test_a_policy_that_is_open_and_not_public_to_aws_is_not_held() -> None:
    exposure = judged(policy=policy(allow("*", READ, Condition=EIGHTS)), bucket_block=RESTRICT)
    assert states(exposure) == {"account_block": "open", "bucket_block": "open"}
    assert exposure.state is State.OPEN


def test_other_accounts_of_ours_are_other_accounts_to_the_block() -> None:
    ours = allow({"AWS": MINE}, READ)
    assert judged(policy=policy(ours)).audience.value == "organization"
    held = judged(policy=policy(ours, EVERYONE), account_block=RESTRICT)
    assert held.audience.value == "private"
    assert {entry.audience.value for entry in held.held} == {"organization", "public"}


def test_what_the_policy_makes_public_does_not_hold_what_the_list_gives() -> None:
    listed = judged(policy=policy(EVERYONE), acl=acl((STRANGE_ID, "READ")), bucket_block=RESTRICT)
    assert listed.state is State.SHARED
    assert [entry.audience.value for entry in listed.held] == ["public"]


@pytest.mark.parametrize("account", BLOCKS)
@pytest.mark.parametrize("bucket", BLOCKS)
@pytest.mark.parametrize("public", [True, False, None])
def test_the_gate_is_shut_where_one_block_is_on_and_aws_calls_it_public(
    account: object, bucket: object, *, public: bool | None
) -> None:
    gates = policy_gates(BUCKET, facts(account_block=account, bucket_block=bucket), public=public)
    for gate, given in zip(gates, (account, bucket), strict=True):
        if public is False or given in (None, EVERY_OTHER):
            assert gate.state is GateState.OPEN
        elif given is DENIED or public is None:
            assert gate.state is GateState.UNKNOWN
            assert gate.reason is (Reason.DENIED if given is DENIED else Reason.CONDITION)
        else:
            assert gate.state is GateState.SHUT


def test_a_block_that_the_facts_do_not_hold_is_not_known() -> None:
    gates = policy_gates(BUCKET, facts(account_block=NOT_ASKED, bucket_block=NOT_ASKED), public=True)
    assert {gate.state for gate in gates} == {GateState.UNKNOWN}


def test_where_aws_leaves_its_word_open_a_block_that_is_on_leaves_it_unknown() -> None:
    unlisted = allow("*", READ, Condition={"StringEquals": {"aws:SourceOrgID": "o-abcdefghij"}})
    exposure = judged(policy=policy(SHARED, unlisted), account_block=RESTRICT)
    assert exposure.state is State.UNKNOWN
    assert "account_block_policy_undecided" in {entry.code for entry in exposure.unknown}
    assert judged(policy=policy(SHARED, unlisted)).all[-1].audience.value == "external"
