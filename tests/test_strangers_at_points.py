"""The verdict against the stranger at access points: whoever is said to come through does, and nobody else.

The judge and the fake cloud's evaluator share no line; see the test of the same for buckets.
"""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from ajar.demo.aws.company.prod import PARTNER, PROD
from ajar.demo.aws.state import AccessPoint, Account, Bucket
from ajar.model.access import Audience
from ajar.providers.aws import s3_access_point, s3_bucket
from clouds import strange_aws, strange_points
from test_strangers import AT, OURS, OUTSIDE, assert_agrees

GENERATED = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
VISITORS = (strange_aws.ANYONE, strange_aws.SIGNED, strange_aws.NAMED)
Made = tuple[Account, Bucket, AccessPoint]


@GENERATED
@given(made=strange_points.points())
def test_an_access_point_lets_in_whom_the_verdict_says(made: Made) -> None:
    account, bucket, point = made
    facts = strange_points.facts_of(account, bucket, point)
    exposure = s3_access_point.KIND.judge(strange_points.resource_of(point), facts, OURS, AT)
    real = [strange_points.gets(visitor, account, bucket, point) for visitor in VISITORS]
    assert_agrees(exposure, OUTSIDE, real)
    assert exposure.at_most is not Audience.PUBLIC, "nobody comes through without a signature"


@GENERATED
@given(made=strange_points.points())
def test_a_bucket_lets_in_whom_the_verdict_says_through_its_access_points_too(made: Made) -> None:
    account, bucket, point = made
    facts = strange_points.bucket_facts_of(account, bucket, point)
    exposure = s3_bucket.KIND.judge(strange_aws.resource_of(bucket), facts, OURS, AT)
    real = [
        strange_aws.gets(visitor, account, bucket)
        | strange_points.gets(visitor, account, bucket, point)
        | strange_points.gets_of_another(visitor, account, bucket, PARTNER)
        for visitor in VISITORS
    ]
    # Whoever can sign can leave the signature away.
    assert_agrees(exposure, OUTSIDE, [found | real[0] for found in real])
    assert PROD not in {who for reach in exposure.all for who in reach.who}
