"""A bucket's access list under the denials of its policy: cases in which generated buckets disagreed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from ajar.model.access import Audience, Capability, State
from ajar.model.exposure import Exposure, GateState
from ajar.model.facts import Reason, Unread
from ajar.model.ours import Ours
from ajar.providers.aws.s3_bucket.verdict import judge
from clouds.s3_facts import (
    ACCOUNT,
    ALL_USERS,
    AWS_USERS,
    BUCKET,
    OTHER,
    OWNER_ID,
    STRANGE_ID,
    acl,
    allow,
    facts,
    policy,
)

AT = datetime(2026, 11, 24, tzinfo=UTC)
OURS = Ours(accounts=frozenset({ACCOUNT}), canonical_ids=frozenset({OWNER_ID}))
PUBLIC, EXTERNAL = Audience.PUBLIC, Audience.EXTERNAL
TLS = {"Condition": {"Bool": {"aws:SecureTransport": "false"}}}


def deny(principal: object, *actions: str, **more: object) -> dict[str, Any]:
    """A Deny on the bucket and all that is in it."""
    return {**allow(principal, *actions, **more), "Effect": "Deny"}


def under(given: tuple[str, str], *denials: dict[str, Any]) -> Exposure:
    """The verdict on a list with this grant under a policy of these denials."""
    return judge(BUCKET, facts(acl=acl(given), policy=policy(*denials)), OURS, AT)


@pytest.mark.parametrize("given", [(ALL_USERS, "READ"), (AWS_USERS, "FULL_CONTROL"), (STRANGE_ID, "READ")])
def test_a_list_whose_grant_the_policy_denies_is_held_by_the_policy(given: tuple[str, str]) -> None:
    found = under(given, deny("*", "s3:*"))
    assert (found.state, found.at_most) == (State.SHIELDED, Audience.PRIVATE)
    (held,) = found.held
    assert [(found.gates[i].gate, found.gates[i].state) for i in held.by] == [
        ("policy_denial", GateState.SHUT)
    ]


def test_a_denial_takes_only_what_it_is_about() -> None:
    found = under((ALL_USERS, "FULL_CONTROL"), deny("*", "s3:Put*", "s3:DeleteObject"))
    assert (found.state, found.audience) == (State.OPEN, PUBLIC)
    assert found.capabilities == (Capability.SETTINGS, Capability.LIST)
    assert found.witness is not None
    assert found.witness.action == "s3:ListBucket"


def test_a_denial_of_one_of_several_actions_leaves_the_capability() -> None:
    found = under((ALL_USERS, "READ"), deny("*", "s3:ListBucket"))
    assert (found.state, found.capabilities) == (State.OPEN, (Capability.LIST,))
    assert found.witness is not None
    assert found.witness.action == "s3:ListBucketVersions"


def test_a_denial_that_spares_somebody_leaves_the_list_s_grant_to_them() -> None:
    spared = {"NotPrincipal": {"AWS": OTHER}, "Action": "s3:*", "Resource": "*", "Effect": "Deny"}
    found = under((ALL_USERS, "READ"), spared)
    assert (found.state, found.audience, found.all[0].who) == (State.SHARED, EXTERNAL, (OTHER,))


def test_a_denial_of_plain_http_leaves_the_list_as_open_as_it_is() -> None:
    found = under((ALL_USERS, "READ"), deny("*", "s3:*", **TLS))
    assert (found.state, found.audience) == (State.OPEN, PUBLIC)
    assert found.witness is not None
    assert found.witness.context == {"aws:SecureTransport": "true"}


def test_a_denial_that_hangs_on_what_is_not_known_leaves_the_list_in_doubt() -> None:
    unheard = {"Condition": {"StringNotEquals": {"aws:Unheard": "of"}}}
    found = under((ALL_USERS, "READ"), deny("*", "s3:*", **unheard))
    assert (found.state, found.at_most) == (State.UNKNOWN, PUBLIC)
    assert [one.reason for one in found.unknown] == [Reason.CONDITION]


@pytest.mark.parametrize("value", [Unread(reason=Reason.DENIED, permission="s3:GetBucketPolicy"), "{", 7])
def test_a_policy_that_is_not_known_may_deny_what_the_list_gives(value: object) -> None:
    found = judge(BUCKET, facts(acl=acl((ALL_USERS, "READ")), policy=value), OURS, AT)
    assert (found.state, found.at_most) == (State.UNKNOWN, PUBLIC)
    assert {one.setting for one in found.unknown} == {"policy"}


def test_the_own_canonical_id_in_the_policy_is_nobody_outside() -> None:
    known = facts(policy=policy(allow({"CanonicalUser": OWNER_ID}, "s3:GetObject")))
    assert judge(BUCKET, known, OURS, AT).state is State.CLOSED


def test_a_user_who_is_spared_may_be_of_the_account_whose_canonical_id_is_let_in() -> None:
    user = {"AWS": f"arn:aws:iam::{OTHER}:user/ana"}
    spared = {"NotPrincipal": user, "Action": "s3:*", "Resource": "*", "Effect": "Deny"}
    known = facts(policy=policy(allow({"CanonicalUser": STRANGE_ID}, "s3:GetObject"), spared))
    found = judge(BUCKET, known, OURS, AT)
    assert (found.state, found.at_most) == (State.UNKNOWN, EXTERNAL)
