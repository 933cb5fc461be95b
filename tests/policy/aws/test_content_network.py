"""What a policy lets the content network fetch for a distribution: decided, or said to be undecided."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from ajar.model.ours import Ours
from ajar.policy.aws.content_network import STEPS, Fetched, Fetcher, by_control, by_identity, question
from ajar.policy.aws.guarded import Guarded
from ajar.policy.aws.language import Policy, parse_policy
from ajar.policy.aws.patterns import Budget
from clouds.s3_facts import ACCOUNT, BUCKET, OTHER, allow, policy

ARN = f"arn:aws:cloudfront::{ACCOUNT}:distribution/E1"
IDENTITY = "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E7"
SERVICE = {"Service": "cloudfront.amazonaws.com"}
GET = "s3:GetObject"
ANY = ([f"{BUCKET.id}/?*"],)


def guarded(*organizations: str, region: str = "eu-west-1") -> Guarded:
    return Guarded(
        setting="policy",
        owner=BUCKET.id,
        arn=BUCKET.id,
        account=ACCOUNT,
        region=region,
        ours=Ours(accounts=frozenset({ACCOUNT}), organizations=frozenset(organizations)),
        at=datetime(2026, 11, 24, 10, 0, tzinfo=UTC),
    )


CONTROL = by_control(guarded("o-own"), ARN, ACCOUNT)


def fetched(
    *statements: dict[str, Any], fetcher: Fetcher = CONTROL, barred: tuple[str, ...] = (), steps: int = STEPS
) -> Fetched:
    read = parse_policy(policy(*statements))
    assert isinstance(read, Policy)
    return question(read, fetcher, GET, Budget(steps)).fetched(ANY, barred)


def given(condition: dict[str, Any] | None = None, **more: object) -> dict[str, Any]:
    return allow(SERVICE, GET, **({"Condition": condition} if condition else {}), **more)


def deny(condition: dict[str, Any] | None = None, **more: object) -> dict[str, Any]:
    return {**given(condition, **more), "Effect": "Deny"}


def test_a_target_and_its_statement_are_told() -> None:
    found = fetched(deny(Resource=f"{BUCKET.id}/a*"), given())
    assert found.allowed
    assert found.target.startswith(f"{BUCKET.id}/")
    assert not found.target.startswith(f"{BUCKET.id}/a")
    assert found.statement is not None
    assert found.statement.pointer == "/Statement/1"


@pytest.mark.parametrize(
    ("condition", "allowed"),
    [
        (None, True),
        ({"StringEquals": {"AWS:SourceArn": ARN}}, True),
        ({"ArnLike": {"aws:SourceArn": f"arn:aws:cloudfront::{ACCOUNT}:distribution/*"}}, True),
        ({"StringEquals": {"aws:SourceArn": f"{ARN}2"}}, False),
        ({"StringEquals": {"aws:SourceAccount": ACCOUNT}}, True),
        ({"StringEquals": {"aws:SourceAccount": OTHER}}, False),
        ({"StringEquals": {"aws:SourceOrgID": "o-own"}}, True),
        ({"StringEquals": {"aws:SourceOrgID": "o-other"}}, False),
        ({"StringLike": {"aws:SourceOrgPaths": "o-own/*"}}, None),
        ({"Bool": {"aws:PrincipalIsAWSService": "true"}}, True),
        ({"StringEquals": {"aws:PrincipalServiceName": "cloudfront.amazonaws.com"}}, True),
        ({"Null": {"aws:SourceArn": "true"}}, False),
        ({"Bool": {"aws:SecureTransport": "true"}}, True),
        ({"NumericGreaterThanEquals": {"s3:TlsVersion": "1.2"}}, True),
        ({"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}, False),
        ({"IpAddress": {"aws:SourceIp": "13.32.0.0/15"}}, None),
        ({"StringEquals": {"aws:SourceVpce": "vpce-1"}}, False),
        ({"StringEquals": {"aws:PrincipalOrgID": "o-own"}}, False),
        ({"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}, True),
        ({"StringEquals": {"s3:ResourceAccount": ACCOUNT}}, True),
        ({"StringEquals": {"s3:DataAccessPointAccount": ACCOUNT}}, False),
        ({"StringEquals": {"aws:ResourceOrgID": "o-own"}}, None),
        ({"StringLike": {"aws:Referer": "https://example.com/*"}}, None),
        ({"StringEquals": {"s3:ExistingObjectTag/public": "yes"}}, None),
        ({"StringEquals": {"s3:prefix": "a"}}, False),  # no read carries it
        ({"StringEquals": {"aws:Unheard": "of"}}, None),
        ({"DateLessThan": {"aws:CurrentTime": "2027-01-01T00:00:00Z"}}, True),
        ({"DateLessThan": {"aws:CurrentTime": "2026-01-01T00:00:00Z"}}, False),
    ],
)
def test_a_condition_is_asked_of_what_comes_with_its_requests(
    condition: dict[str, Any] | None, *, allowed: bool | None
) -> None:
    assert fetched(given(condition)).allowed is allowed
    # What an Allow leaves open, a Deny does: the other way round.
    expected = None if allowed is None else not allowed
    assert fetched(given(), deny(condition)).allowed is expected


def test_an_undecided_denial_of_a_part_leaves_the_rest_decided() -> None:
    tagged = deny({"StringEquals": {"s3:ExistingObjectTag/secret": "yes"}}, Resource=f"{BUCKET.id}/a*")
    assert fetched(given(), tagged).allowed is True
    assert fetched(given(Resource=f"{BUCKET.id}/a*"), tagged).allowed is None


def test_what_is_barred_is_not_fetched() -> None:
    assert fetched(given(), barred=(f"{BUCKET.id}/*",)).allowed is False
    assert fetched(given(), barred=(f"{BUCKET.id}/a*",)).allowed is True


@pytest.mark.parametrize(
    ("more", "allowed"),
    [
        ({"Action": "s3:Put*"}, False),
        ({"Action": "S3:GETOBJECT"}, True),
        ({"Principal": {"Service": "s3.amazonaws.com"}}, False),
        ({"Principal": "*"}, True),
        ({"Principal": {"AWS": OTHER}}, False),
        ({"Resource": "arn:aws:s3:::elsewhere/*"}, False),
        ({"Resource": BUCKET.id}, False),
        ({"Resource": f"{BUCKET.id}/${{aws:SourceAccount}}/*"}, None),
    ],
)
def test_each_part_of_a_statement_counts(more: dict[str, Any], *, allowed: bool | None) -> None:
    assert fetched({**given(), **more}).allowed is allowed


def test_all_but_some_resources_are_the_others() -> None:
    statement = given()
    del statement["Resource"]
    assert fetched({**statement, "NotResource": f"{BUCKET.id}/*"}).allowed is False
    assert fetched({**statement, "NotResource": f"{BUCKET.id}/a*"}).allowed is True


def test_a_denial_with_a_variable_in_its_resource_is_in_doubt() -> None:
    by_variable = deny(Resource=f"{BUCKET.id}/${{aws:SourceAccount}}*")
    assert fetched(given(Resource=f"{BUCKET.id}/x"), by_variable).allowed is None


def test_an_identity_is_named_by_its_arn_and_is_no_service() -> None:
    identity = by_identity(guarded(), IDENTITY)
    assert fetched(allow({"AWS": IDENTITY}, GET), fetcher=identity).allowed is True
    assert fetched(allow({"AWS": f"{IDENTITY}2"}, GET), fetcher=identity).allowed is False
    assert fetched(given(), fetcher=identity).allowed is False
    only_services = {"Bool": {"aws:PrincipalIsAWSService": "false"}}
    refused = {**allow("*", "s3:*", Condition=only_services), "Effect": "Deny"}
    assert fetched(allow({"AWS": IDENTITY}, GET), refused, fetcher=identity).allowed is False


@pytest.mark.parametrize("organizations", [(), ("o-own", "o-more")])
def test_without_one_organization_it_is_not_known_whose_it_is(organizations: tuple[str, ...]) -> None:
    fetcher = by_control(guarded(*organizations), ARN, ACCOUNT)
    assert fetched(given({"StringEquals": {"aws:SourceOrgID": "o-own"}}), fetcher=fetcher).allowed is None


def test_another_accounts_organization_is_not_known() -> None:
    fetcher = by_control(guarded("o-own"), ARN.replace(ACCOUNT, OTHER), OTHER)
    assert fetched(given({"StringEquals": {"aws:SourceOrgID": "o-own"}}), fetcher=fetcher).allowed is None


def test_a_region_that_was_not_told_is_not_known() -> None:
    fetcher = by_control(guarded(region=""), ARN, ACCOUNT)
    condition = {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}
    assert fetched(given(condition), fetcher=fetcher).allowed is None


@pytest.mark.parametrize("steps", [0, 5, 11, 20, 25])
def test_what_was_given_up_is_not_decided_and_says_so(steps: int) -> None:
    found = fetched(given(Resource=f"{BUCKET.id}/*a?b*"), deny(Resource=f"{BUCKET.id}/*a"), steps=steps)
    assert found.allowed is None
    assert found.over


def test_a_heavy_policy_is_given_up_in_time() -> None:
    hard = [deny(Resource=[f"{BUCKET.id}/*{'?' * i}a{'?' * (i + j)}b*" for j in range(6)]) for i in range(40)]
    many = [given(Resource=f"{BUCKET.id}/*{'?' * i}c*a*b") for i in range(40)]
    found = fetched(*hard, *many)
    assert found.allowed is not False
