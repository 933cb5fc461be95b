"""What cannot be seen of the content network: not read, of other accounts, or before access points."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ajar.model.access import Audience, State
from ajar.model.exposure import Exposure
from ajar.model.facts import Fact, Reason, Unread
from ajar.model.ours import Ours
from ajar.providers.aws.s3_access_point import KIND
from ajar.providers.aws.s3_bucket.verdict import judge
from clouds import point_facts
from clouds.network_facts import (
    AT,
    DENIED,
    ID,
    IDENTITY,
    IDENTITY_ARN,
    OURS,
    SERVICE,
    distribution,
    for_one,
    origin,
    read,
    verdict,
)
from clouds.point_facts import DELEGATES, POINT, entry, lets, told
from clouds.s3_facts import ACCOUNT, BUCKET, OTHER, allow, facts, policy

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
    through = origin(Access="access_point")
    own = f"arn:aws:cloudfront::{ACCOUNT}:distribution/E1"
    for condition, state in ((OWN, State.UNKNOWN), (OTHERS, State.SHARED)):
        text = policy(allow(SERVICE, "s3:GetObject", Condition=condition))
        found = judge(
            BUCKET, facts(policy=text, distributions=[distribution(ARN=own, Origins=[through])]), OURS, AT
        )
        assert found.state is state
        assert ("distribution_by_access_point" in doubts(found)) is (condition is OWN)


@pytest.mark.parametrize(
    ("statements", "named"),
    [
        ((for_one(),), ID),
        ((allow(SERVICE, "s3:GetObject", Condition={"StringEquals": {"aws:SourceAccount": ACCOUNT}}),), "*"),
        ((allow({"AWS": IDENTITY_ARN}, "s3:GetObject"),), IDENTITY),
    ],
)
def test_distributions_that_may_not_be_read_are_named_and_nothing_is_green(
    statements: tuple[dict[str, Any], ...], named: str
) -> None:
    found = verdict(read(*statements, distributions=DENIED, identities=(IDENTITY,)))
    assert (found.state, found.at_most) == (State.UNKNOWN, Audience.PUBLIC)
    (doubt,) = found.unknown
    assert (doubt.code, doubt.setting, doubt.permission) == (
        "distributions_unread",
        "distributions",
        "cloudfront:ListDistributions",
    )
    assert doubt.args == {"who": named}


@pytest.mark.parametrize("value", [7, {}, [7], [{}], [{**distribution(), "Origins": 3}], "x", None])
def test_distributions_in_another_form_are_not_known(value: object) -> None:
    found = verdict(read(distributions=Fact(value)))
    assert found.state is State.UNKNOWN
    assert found.unknown[0].reason is Reason.MALFORMED


@pytest.mark.parametrize(
    ("identities", "state", "code"),
    [
        ((IDENTITY,), State.CLOSED, None),
        ((), State.UNKNOWN, "origin_identity_of_others"),
        (Unread(reason=Reason.DENIED), State.UNKNOWN, "origin_identities_unread"),
        (Fact(7), State.UNKNOWN, "origin_identities_unread"),
    ],
)
def test_an_identity_without_a_distribution_of_ours_is_nobodys_or_somebody_elses(
    identities: object, state: State, code: str | None
) -> None:
    statement = allow({"AWS": IDENTITY_ARN}, "s3:GetObject")
    found = verdict(read(statement, distributions=[], identities=identities))
    assert found.state is state
    assert [doubt.code for doubt in found.unknown] == ([code] if code else [])


def test_a_distribution_of_another_account_is_external_and_its_viewers_are_a_caveat() -> None:
    found = verdict(read(for_one(f"arn:aws:cloudfront::{OTHER}:distribution/E9"), distributions=[]))
    assert (found.state, found.audience) == (State.SHARED, Audience.EXTERNAL)
    assert [c.args for c in found.caveats if c.code == "viewers_of_others"] == [{"who": OTHER}]


def test_a_distribution_of_another_account_of_ours_is_not_known_to_serve_nobody() -> None:
    ours = Ours(accounts=frozenset({ACCOUNT, OTHER}))
    found = verdict(read(for_one(f"arn:aws:cloudfront::{OTHER}:distribution/E9"), distributions=[]), ours)
    assert (found.state, found.at_most) == (State.UNKNOWN, Audience.PUBLIC)
    assert found.unknown[0].args == {"who": OTHER}


def test_other_accounts_of_our_organization_are_not_known_to_serve_nobody() -> None:
    ours = Ours(accounts=frozenset({ACCOUNT}), organizations=frozenset({"o-ours"}))
    by_org = allow(SERVICE, "s3:GetObject", Condition={"StringEquals": {"aws:SourceOrgID": "o-ours"}})
    found = verdict(read(by_org, distributions=[]), ours)
    assert (found.state, found.at_most) == (State.UNKNOWN, Audience.PUBLIC)
    assert found.unknown[0].args == {"who": "o-ours"}
    assert verdict(read(by_org), ours).state is State.OPEN
    assert verdict(read(for_one(), distributions=[]), ours).state is State.CLOSED


def test_without_a_source_any_customer_lets_it_be_read() -> None:
    found = verdict(read(allow(SERVICE, "s3:GetObject"), distributions=[]))
    assert (found.state, found.audience) == (State.OPEN, Audience.AUTHENTICATED)
