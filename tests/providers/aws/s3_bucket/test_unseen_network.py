"""The content network before access points: which distributions use them is not looked at, and said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from ajar.model.access import Audience, State
from ajar.model.exposure import Exposure
from ajar.model.ours import Ours
from ajar.providers.aws.s3_access_point import KIND
from ajar.providers.aws.s3_bucket.verdict import judge
from clouds import point_facts
from clouds.point_facts import DELEGATES, POINT, entry, lets, told
from clouds.s3_facts import ACCOUNT, BUCKET, OTHER, allow, facts, policy

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
OURS = Ours(accounts=frozenset({ACCOUNT}))
SERVICE = {"Service": "cloudfront.amazonaws.com"}
OWN = {"StringEquals": {"aws:SourceArn": f"arn:aws:cloudfront::{ACCOUNT}:distribution/E1"}}
OTHERS = {"StringEquals": {"aws:SourceArn": f"arn:aws:cloudfront::{OTHER}:distribution/E9"}}


def at_point(*statements: dict[str, Any], **given: object) -> Exposure:
    known = point_facts.facts(access_point_policy=policy(*statements), **given)
    return KIND.judge(POINT, known, OURS, AT)


def at_bucket(*statements: dict[str, Any], **changed: object) -> Exposure:
    known = facts(policy=DELEGATES, access_points=[entry(policy=policy(*statements), **changed)])
    return judge(BUCKET, known, OURS, AT)


def doubts(found: Exposure) -> set[str]:
    return {doubt.code for doubt in found.unknown}


@pytest.mark.parametrize("judged", [at_point, at_bucket])
def test_an_access_point_that_lets_in_the_network_is_not_known_to_be_shut(
    judged: Callable[..., Exposure],
) -> None:
    found = judged(lets(SERVICE, "s3:GetObject", Condition=OWN))
    assert (found.state, found.at_most) == (State.UNKNOWN, Audience.PUBLIC)
    assert "access_point_for_network" in doubts(found)


@pytest.mark.parametrize("judged", [at_point, at_bucket])
@pytest.mark.parametrize(
    "statements",
    [
        (lets({"AWS": ACCOUNT}, "s3:GetObject"),),
        (lets(SERVICE, "s3:GetObject", Condition=OTHERS),),
        (lets(SERVICE, "s3:GetBucketLocation", Condition=OWN),),
        (lets(SERVICE, "s3:GetObject", Condition=OWN), {**lets("*", "s3:*"), "Effect": "Deny"}),
    ],
)
def test_one_that_does_not_is_none_of_the_networks(
    judged: Callable[..., Exposure], statements: tuple[dict[str, Any], ...]
) -> None:
    assert "access_point_for_network" not in doubts(judged(*statements))


def test_the_network_is_in_no_vpc() -> None:
    statement = lets(SERVICE, "s3:GetObject", Condition=OWN)
    at_vpc = told(network_origin="VPC", vpc="vpc-1")
    assert "access_point_for_network" not in doubts(
        at_point(statement, access_point=at_vpc, vpc_endpoints=[])
    )
    assert "access_point_for_network" not in doubts(at_bucket(statement, network_origin="VPC", vpc="vpc-1"))


def test_a_distribution_that_asks_through_an_access_point_is_in_doubt_where_the_policy_lets_it_in() -> None:
    origin = {"Id": "o", "OriginPath": "", "Website": False, "Access": "access_point", "AccessId": "E3"}
    behavior = {"PathPattern": "*", "Origins": ["o"], "Signed": False, "AllowedMethods": ["GET", "HEAD"]}
    distribution = {
        "Id": "E1",
        "ARN": f"arn:aws:cloudfront::{ACCOUNT}:distribution/E1",
        "DomainName": "d1.cloudfront.net",
        "Aliases": [],
        "Enabled": True,
        "Staging": False,
        "TenantsOnly": False,
        "Certificates": False,
        "MayRefuse": [],
        "Origins": [origin],
        "Behaviors": [behavior],
    }
    for condition, state in ((OWN, State.UNKNOWN), (OTHERS, State.SHARED)):
        text = policy(allow(SERVICE, "s3:GetObject", Condition=condition))
        found = judge(BUCKET, facts(policy=text, distributions=[distribution]), OURS, AT)
        assert found.state is state
        assert ("distribution_by_access_point" in doubts(found)) is (condition is OWN)
