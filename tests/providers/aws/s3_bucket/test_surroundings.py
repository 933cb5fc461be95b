"""The organization: another one is somebody else, our own is ours, and what could not be read is said."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from ajar.model.access import Audience, State
from ajar.model.exposure import Exposure
from ajar.model.ours import Ours
from ajar.providers.aws.s3_bucket.verdict import judge
from clouds.s3_facts import ACCOUNT, BUCKET, allow, facts, policy

AT = datetime(2026, 11, 24, tzinfo=UTC)
MINE, OTHER = "o-mine123456", "o-other12345"
ACCOUNTS = frozenset({ACCOUNT})
KNOWN = Ours(accounts=ACCOUNTS, organizations=frozenset({MINE}))
ALONE = Ours(accounts=ACCOUNTS, alone=ACCOUNTS)
NOT_READ = Ours(accounts=ACCOUNTS)


def to(condition: dict[str, Any]) -> str:
    """A policy for everyone of whom this holds."""
    return policy(allow("*", "s3:GetObject", Condition=condition))


def judged(text: str, ours: Ours) -> Exposure:
    """The verdict on a bucket with this policy."""
    return judge(BUCKET, facts(policy=text), ours, AT)


def ways_of(organization: str) -> list[str]:
    """Policies for an organization, by each key that names one."""
    return [
        to({"StringEquals": {"aws:PrincipalOrgID": organization}}),
        to({"StringEquals": {"AWS:principalorgid": [organization]}}),
        to({"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": [f"{organization}/r-ab12/ou-1/*"]}}),
    ]


@pytest.mark.parametrize("text", ways_of(MINE))
def test_the_own_organization_is_ours(text: str) -> None:
    found = judged(text, KNOWN)
    assert (found.state, found.audience) == (State.CLOSED, Audience.ORGANIZATION)


@pytest.mark.parametrize("text", ways_of(OTHER))
@pytest.mark.parametrize("ours", [KNOWN, ALONE], ids=["another is ours", "we are in none"])
def test_another_organization_is_external(text: str, ours: Ours) -> None:
    found = judged(text, ours)
    assert found.at_most is Audience.EXTERNAL
    assert not [unknown for unknown in found.unknown if unknown.code == "organization_not_known"]
    assert found.state in (State.SHARED, State.UNKNOWN)


def test_another_organization_by_its_id_is_shared_with() -> None:
    assert judged(ways_of(OTHER)[0], KNOWN).state is State.SHARED
    assert judged(ways_of(OTHER)[0], ALONE).state is State.SHARED


@pytest.mark.parametrize("text", ways_of(OTHER))
def test_while_ours_could_not_be_read_it_is_said_with_the_permission(text: str) -> None:
    found = judged(text, NOT_READ)
    assert (found.state, found.at_most) == (State.UNKNOWN, Audience.EXTERNAL)
    said = [unknown for unknown in found.unknown if unknown.code == "organization_not_known"]
    assert {unknown.permission for unknown in said} == {"organizations:DescribeOrganization"}
    assert said[0].args["organization"] == OTHER


def test_who_is_joined_is_alone_no_less() -> None:
    assert ALONE.joined(Ours()).alone == Ours().joined(ALONE).alone == ACCOUNTS
