"""Which distributions stop with a change: told of each that is on, by the way in which it asks."""

from __future__ import annotations

import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company import policies
from ajar.demo.aws.company.prod import CDN_ORIGIN, DISTRIBUTION, HOME, PROD, WWW_DISTRIBUTION
from ajar.demo.aws.distributions import Distribution
from ajar.demo.aws.state import Denial, blocked
from ajar.model.facts import Value
from ajar.providers.aws.s3_bucket.look_ahead.content_network import CONTENT_NETWORKS, content_network
from ajar.providers.aws.s3_bucket.look_ahead.lookup import looked_up
from ajar.providers.aws.session import AwsSession
from ajar.providers.kind import Ahead
from ajar.providers.reader import reader
from clouds.foreseen import Unasked, changed, codes, found
from clouds.s3_facts import block

WWW = "marrow-www"
SERVICE = {"Service": "cloudfront.amazonaws.com"}
IDENTITY = {"AWS": "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E7IDENTITY"}
EVERYONE = policies.allow(WWW, "*", policies.READ, "Everyone")
FOR_SERVICE = policies.allow(WWW, SERVICE, policies.READ, "Cdn")
FOR_IDENTITY = policies.allow(WWW, IDENTITY, policies.READ, "Cdn")
RESTRICT = block("RestrictPublicBuckets")


def put(cloud: AwsCloud, policy: str, **asks: Value) -> None:
    """Give the website's bucket this policy, and a distribution that asks in this way."""
    cloud.world.buckets[WWW].policy = policy
    cloud.world.distributions = {"E1": Distribution("E1", PROD, WWW, HOME, **asks)}


def told(session: AwsSession, ahead: Ahead) -> list[str]:
    return codes(content_network(reader(session), ahead))


def test_one_that_signs_nothing_stops_with_the_strangers(session: AwsSession) -> None:
    before = found(reader(session), WWW)
    (one,) = content_network(reader(session), changed(before, policy=None))
    assert one.args == {"id": WWW_DISTRIBUTION, "domain": "www.marrowfinch.example"}
    assert codes([one]) == ["distribution_unsigned"]
    assert told(session, changed(before, bucket_block=RESTRICT)) == ["distribution_unsigned"]


def test_one_that_is_off_or_of_another_bucket_is_not_told(session: AwsSession, cloud: AwsCloud) -> None:
    cloud.world.distributions[WWW_DISTRIBUTION].enabled = False
    before = found(reader(session), WWW)
    assert told(session, changed(before, policy=None)) == ["no_distribution"]


@pytest.mark.parametrize(
    ("statements", "after", "code"),
    [
        ((EVERYONE, FOR_SERVICE), {"policy": policies.text(FOR_SERVICE)}, ["distribution_goes_on"]),
        ((EVERYONE, FOR_SERVICE), {"policy": policies.text(EVERYONE)}, ["distribution_goes_on"]),
        ((EVERYONE, FOR_SERVICE), {"policy": None}, ["distribution_stops"]),
        ((EVERYONE, FOR_SERVICE), {"bucket_block": RESTRICT}, ["distribution_goes_on"]),
        ((EVERYONE,), {"policy": policies.text(FOR_SERVICE)}, ["distribution_goes_on"]),
        ((EVERYONE,), {"policy": None}, ["distribution_stops"]),
    ],
)
def test_one_with_a_control_lives_by_what_the_policy_says_to_the_service(
    session: AwsSession,
    cloud: AwsCloud,
    statements: tuple[policies.Statement, ...],
    after: dict[str, Value],
    code: list[str],
) -> None:
    put(cloud, policies.text(*statements), control="E3CONTROL")
    assert told(session, changed(found(reader(session), WWW), **after)) == code


def test_a_control_that_signs_nothing_does_not_help(session: AwsSession, cloud: AwsCloud) -> None:
    put(cloud, policies.text(EVERYONE, FOR_SERVICE), control="E3CONTROL", signing="never")
    before = found(reader(session), WWW)
    assert told(session, changed(before, policy=policies.text(FOR_SERVICE))) == ["distribution_unsigned"]


@pytest.mark.parametrize(
    ("after", "code"),
    [
        ({"policy": policies.text(FOR_IDENTITY)}, "distribution_goes_on"),
        ({"policy": None}, "distribution_stops"),
        # Whether a block of public policies stops an identity of CloudFront's is not documented.
        ({"bucket_block": RESTRICT}, "distribution_undecided"),
    ],
)
def test_one_with_an_identity_lives_by_what_the_policy_says_to_that(
    session: AwsSession, cloud: AwsCloud, after: dict[str, Value], code: str
) -> None:
    put(cloud, policies.text(EVERYONE, FOR_IDENTITY), identity="E7IDENTITY")
    assert told(session, changed(found(reader(session), WWW), **after)) == [code]


def test_a_distribution_that_the_policy_does_not_name_loses_nothing(
    session: AwsSession, cloud: AwsCloud
) -> None:
    elsewhere = f"arn:aws:cloudfront::{PROD}:distribution/EOTHER"
    of_another = FOR_SERVICE | {"Condition": {"StringEquals": {"aws:SourceArn": elsewhere}}}
    put(cloud, policies.text(of_another), control="E3CONTROL")
    assert told(session, changed(found(reader(session), WWW), policy=None)) == []


def test_the_companys_origin_stops_with_its_statement(session: AwsSession) -> None:
    before = found(reader(session), CDN_ORIGIN)
    (one,) = content_network(reader(session), changed(before, policy=None))
    assert (one.code, one.args["id"]) == ("ahead_distribution_stops", DISTRIBUTION)


def test_one_before_an_access_point_is_not_known(session: AwsSession, cloud: AwsCloud) -> None:
    class ByPoint(Distribution):
        __slots__ = ()

        @property
        def origin(self) -> str:
            return "share-0123456789abcdef0123456789abcdef01-s3alias.s3.eu-west-1.amazonaws.com"

    cloud.world.distributions = {"E1": ByPoint("E1", PROD, WWW, HOME, control="E3CONTROL")}
    before = found(reader(session), WWW)
    (one,) = content_network(reader(session), changed(before, policy=None))
    assert (one.known, codes([one])) == (False, ["distribution_by_point"])


def test_what_may_not_be_listed_is_not_known(session: AwsSession, cloud: AwsCloud) -> None:
    before = found(reader(session), WWW)
    cloud.world.accounts[PROD].denials.add(Denial("cloudfront:ListDistributions"))
    (one,) = looked_up((CONTENT_NETWORKS,), reader(session), changed(before, policy=None))
    assert (one.known, one.permission) == (False, "cloudfront:ListDistributions")
    assert codes([one]) == ["distributions_not_known"]


def test_a_control_that_may_not_be_read_is_not_known(session: AwsSession, cloud: AwsCloud) -> None:
    put(cloud, policies.text(EVERYONE), control="E3CONTROL")
    before = found(reader(session), WWW)
    cloud.world.accounts[PROD].denials.add(Denial("cloudfront:GetOriginAccessControl"))
    (one,) = looked_up((CONTENT_NETWORKS,), reader(session), changed(before, policy=None))
    assert (one.known, one.permission) == (False, "cloudfront:GetOriginAccessControl")


def test_nothing_is_asked_where_nobody_is_shut_out(session: AwsSession) -> None:
    before = found(reader(session), WWW)
    assert codes(content_network(Unasked(), changed(before, bucket_block=blocked("BlockPublicAcls")))) == []
