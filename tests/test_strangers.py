"""The verdict against the stranger: whoever is said to get in does, and nobody else, on generated buckets.

The judge and the fake clouds' evaluators share no line. Each bucket is put into a fake's world as it is, read
and judged as in a scan, and then asked for by real requests without credentials and by signed-in outsiders.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.callers import PROD_KEY
from ajar.demo.aws.company.prod import PROD
from ajar.demo.aws.state import Account, Bucket
from ajar.demo.aws.stranger import Visitor
from ajar.demo.aws.world import world as aws_world
from ajar.demo.gcp.cloud import GoogleCloud
from ajar.demo.gcp.state import Bucket as GoogleBucket
from ajar.demo.gcp.state import World as GoogleWorld
from ajar.demo.gcp.world import world as google_world
from ajar.demo.http_server import Request, Response, serve
from ajar.jobs.examine import examine
from ajar.jobs.sign_in import provider
from ajar.model.access import Audience, Capability, State
from ajar.model.account import Demo
from ajar.model.credentials import Credentials
from ajar.model.exposure import Exposure
from ajar.model.ours import Ours
from ajar.policy.gcp.roles import capabilities
from ajar.providers import gcp
from ajar.providers.aws import s3_bucket
from ajar.providers.kind import Session
from ajar.providers.reader import reader
from clouds import strange_aws, strange_google

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
S3, GCS = s3_bucket.KIND, gcp.PROVIDER.kinds[0]
OURS = Ours(accounts=frozenset({PROD}), canonical_ids=frozenset({Account(PROD).canonical_id}))
BY_FACTS = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
BY_REQUESTS = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def assert_agrees(exposure: Exposure, who: tuple[Audience, ...], gets: list[frozenset[Capability]]) -> None:
    """Hold the verdict against what visitors get: one of each audience, the widest first.

    The last stands for named outsiders, of whom a verdict says what some of them can do.
    """
    reach = {reach.audience: set(reach.capabilities) for reach in exposure.all}
    proven: set[Capability] = set()
    for audience, real in zip(who, gets, strict=True):
        proven |= reach.get(audience, set())
        if audience.width > exposure.at_most.width:
            assert not real, (
                f"false green: {exposure.state} at most {exposure.at_most}, but {audience} {real}"
            )
        if audience is not Audience.EXTERNAL:
            assert proven <= real, f"false red: {audience} cannot {proven - real}"
        if not exposure.unknown:
            assert real <= proven, f"false green: {audience} can {real - proven} as well"
    if exposure.state is State.UNKNOWN:
        assert exposure.unknown, "unknown without a reason"
    if exposure.state in (State.OPEN, State.SHARED):
        assert exposure.witness is not None


def _below(target: str, bucket: str) -> str:
    return target.removeprefix(bucket).removeprefix("/")


OUTSIDE = (Audience.PUBLIC, Audience.AUTHENTICATED, Audience.EXTERNAL)


def _s3_gets(account: Account, bucket: Bucket) -> list[frozenset[Capability]]:
    visitors = (strange_aws.ANYONE, strange_aws.SIGNED, strange_aws.NAMED)
    return [strange_aws.gets(visitor, account, bucket) for visitor in visitors]


@BY_FACTS
@given(made=strange_aws.buckets())
def test_an_s3_bucket_lets_in_whom_the_verdict_says(made: tuple[Account, Bucket]) -> None:
    account, bucket = made
    exposure = S3.judge(strange_aws.resource_of(bucket), strange_aws.facts_of(account, bucket), OURS, AT)
    assert_agrees(exposure, OUTSIDE, _s3_gets(account, bucket))


@pytest.fixture(scope="module")
def amazon() -> Iterator[tuple[AwsCloud, Session, str]]:
    """A fake AWS, a real session on it, and its address."""
    cloud = AwsCloud(aws_world(42))
    with serve(cloud.handle) as server:
        (session,) = provider("aws").open(Credentials(Demo(url=server.url, key=PROD_KEY)))
        yield cloud, session, urlsplit(server.url).netloc
        session.close()


@BY_REQUESTS
@given(made=strange_aws.buckets())
def test_real_requests_to_an_s3_bucket_get_what_the_verdict_says(
    amazon: tuple[AwsCloud, Session, str], made: tuple[Account, Bucket]
) -> None:
    cloud, session, host = amazon
    account, bucket = made
    cloud.world.accounts[PROD].block = account.block
    cloud.world.buckets[bucket.name] = bucket
    found = examine(reader(session), S3, strange_aws.resource_of(bucket), OURS, AT)
    visitors = dict(zip(OUTSIDE, (strange_aws.ANYONE, strange_aws.SIGNED, strange_aws.NAMED), strict=True))
    _assert_s3_witness(found.exposure, visitors, bucket, host)
    gets = []
    for visitor, evaluated in zip(visitors.values(), _s3_gets(account, bucket), strict=True):
        strange_aws.refill(bucket)
        grants = bucket.grants
        real = {
            probe.action.capability
            for probe in strange_aws.SERVED
            if strange_aws.asks(host, visitor, probe.action.name, probe.key)
        }
        bucket.grants = grants  # a visitor may have replaced the list
        assert real == strange_aws.gets(visitor, account, bucket, strange_aws.SERVED)
        gets.append(evaluated)
    assert_agrees(found.exposure, OUTSIDE, gets)


def _assert_s3_witness(
    exposure: Exposure, visitors: dict[Audience, Visitor], bucket: Bucket, host: str
) -> None:
    """The verdict's own request gets through, made by one of those whom it lets in."""
    witness = exposure.witness
    if witness is None or exposure.audience is Audience.EXTERNAL or not strange_aws.served(witness.action):
        return
    key = _below(witness.target, bucket.arn)
    if key:
        bucket.objects.setdefault(key, bucket.objects["a"])
    visitor = visitors[exposure.audience]
    grants = bucket.grants
    assert strange_aws.asks(host, visitor, witness.action, key), f"{witness} does not get through"
    bucket.grants = grants


class Switch:
    """One server for many worlds."""

    def __init__(self) -> None:
        self.handler: Callable[[Request], Response] | None = None

    def __call__(self, request: Request) -> Response:
        """Answer as the world of the moment does."""
        assert self.handler is not None
        return self.handler(request)


@pytest.fixture(scope="module")
def google() -> Iterator[tuple[Switch, Session, str]]:
    """A fake Google Cloud whose world is to be put in, a real session on it, and its address."""
    switch = Switch()
    switch.handler = GoogleCloud(google_world(42)).handle
    with serve(switch) as server:
        login = Demo(url=server.url, key="demo", projects=(strange_google.PROJECT,))
        (session,) = provider("gcp").open(Credentials(login))
        yield switch, session, urlsplit(server.url).netloc
        session.close()


@BY_REQUESTS
@given(made=strange_google.clouds())
def test_a_google_bucket_lets_in_whom_the_verdict_says(
    google: tuple[Switch, Session, str], made: tuple[GoogleWorld, GoogleBucket]
) -> None:
    switch, session, host = google
    world, bucket = made
    switch.handler = GoogleCloud(world).handle
    ours = Ours(accounts=frozenset({strange_google.PROJECT}))
    found = examine(reader(session), GCS, strange_google.resource_of(bucket), ours, AT)
    visitors = dict(zip(OUTSIDE, (None, strange_google.SIGNED, strange_google.NAMED), strict=True))
    witness = found.exposure.witness
    if witness is not None and found.exposure.audience is not Audience.EXTERNAL:
        key = _below(witness.target, f"gs://{bucket.name}")
        if witness.action in strange_google.SERVED:
            assert strange_google.asks(host, visitors[found.exposure.audience], witness.action, key)
    gets = []
    for visitor in visitors.values():
        strange_google.refill(bucket)
        evaluated = strange_google.gets(world, visitor, bucket)
        for permission in strange_google.SERVED:
            real = any(strange_google.asks(host, visitor, permission, key) for key in strange_google.KEYS)
            assert not real or capabilities({permission}) <= evaluated
        gets.append(evaluated)
    assert_agrees(found.exposure, OUTSIDE, gets)
