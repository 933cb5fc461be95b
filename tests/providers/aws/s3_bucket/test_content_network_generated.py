"""Generated distributions and policies: viewers of the fake get what the verdict says, and no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ajar.demo.aws import content_network
from ajar.demo.aws.access import Caller
from ajar.demo.aws.company import policies
from ajar.demo.aws.distributions import Behavior, Distribution
from ajar.demo.aws.errors import AwsError
from ajar.demo.aws.state import Account, Bucket, Identity, StoredObject, World, blocked, now
from ajar.demo.aws.stranger import Visitor
from ajar.demo.http_server import Request
from ajar.jobs.examine import unread
from ajar.model.access import Capability, State
from ajar.model.exposure import Exposure
from ajar.model.facts import Fact, Facts, Reading, Reason, Unread
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.providers.aws.s3_bucket.settings import SETTINGS
from ajar.providers.aws.s3_bucket.verdict import judge
from ajar.providers.kind import Absent, CloudError

ACCOUNT, OTHER = "111122223333", "999988887777"
NAME = "served-bucket"
BUCKET = Resource(
    provider="aws",
    account=ACCOUNT,
    region="eu-west-1",
    kind="s3_bucket",
    name=NAME,
    id=f"arn:aws:s3:::{NAME}",
)
OURS = Ours(accounts=frozenset({ACCOUNT}))
AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
CALLER = Caller(Identity(ACCOUNT, f"arn:aws:iam::{ACCOUNT}:user/ana", "AIDA1"), "us-east-1", Visitor())
KEYS = tuple(
    sorted(
        {
            f"{before}{start}{end}"
            for before in ("", "s/")
            for start in ("", "a", "b", "b/", "zz", "q")
            for end in ("", "a", "b", "any", "qqa")
        }
        - {""}
    )
)
"""Enough to tell every combination of the patterns below apart."""

OWN = f"arn:aws:cloudfront::{ACCOUNT}:distribution/E1"
SOURCES = (OWN, f"{OWN}0", f"arn:aws:cloudfront::{ACCOUNT}:distribution/*", "arn:aws:cloudfront::*")
CONDITIONS: tuple[dict[str, Any], ...] = (
    {},
    *({"ArnLike": {"aws:SourceArn": source}} for source in SOURCES),
    {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
    {"StringNotEquals": {"aws:SourceAccount": ACCOUNT}},
    {"Bool": {"aws:SecureTransport": "false"}},
    {"Bool": {"aws:PrincipalIsAWSService": "true"}},
    {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}},
    {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}},
)
PRINCIPALS: tuple[object, ...] = (
    {"Service": "cloudfront.amazonaws.com"},
    {"Service": "cloudtrail.amazonaws.com"},
    {"AWS": "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E7"},
    {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
)
ACTIONS = ("s3:*", "s3:Get*", "s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:List*")
RESOURCES = ("*", "a*", "?", "b/*", "s/*", "s/b*", "zz")
METHODS = (("GET", "HEAD"), ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"))


@st.composite
def statements(draw: st.DrawFn) -> dict[str, Any]:
    """One statement that may be about CloudFront."""
    turned = draw(st.sampled_from(["Resource", "Resource", "Resource", "NotResource"]))
    deny = draw(st.integers(0, 3)) == 0
    principal = draw(st.sampled_from((*PRINCIPALS, *(["*"] if deny else []))))
    patterns = draw(st.lists(st.sampled_from(RESOURCES), min_size=1, max_size=2))
    resources = [f"{BUCKET.id}/{one}" for one in patterns]
    return {
        "Effect": "Deny" if deny else "Allow",
        "Principal": principal,
        "Action": draw(st.lists(st.sampled_from(ACTIONS), min_size=1, max_size=2)),
        turned: resources + draw(st.sampled_from([[], [BUCKET.id]])),
        **({"Condition": condition} if (condition := draw(st.sampled_from(CONDITIONS))) else {}),
    }


BEHAVIORS = st.builds(
    Behavior,
    pattern=st.sampled_from(["*", "a*", "/b/*", "?", "b*", "*a", "zz", "/"]),
    signed=st.booleans(),
    methods=st.sampled_from(METHODS),
    elsewhere=st.booleans(),
)
LAST = st.builds(
    Behavior,
    pattern=st.just("*"),
    signed=st.booleans(),
    methods=st.sampled_from(METHODS),
    elsewhere=st.sampled_from([False, False, True]),
)


@st.composite
def distributions(draw: st.DrawFn) -> Distribution:
    """One distribution of the account with the bucket as an origin."""
    access = draw(st.sampled_from(["control", "control", "identity", "none"]))
    return Distribution(
        "E1",
        ACCOUNT,
        NAME,
        "eu-west-1",
        control="E3" if access == "control" else "",
        signing=draw(st.sampled_from(["always", "always", "always", "never"])),
        identity="E7" if access == "identity" else "",
        enabled=draw(st.sampled_from([True, True, True, False])),
        root=draw(st.sampled_from(["", "any"])),
        path=draw(st.sampled_from(["", "", "/s"])),
        behaviors=(*draw(st.lists(BEHAVIORS, max_size=2)), draw(LAST)),
    )


class InProcess:
    """The fake's answers to what a bucket's settings ask for, without a wire between."""

    provider, account = "aws", ACCOUNT

    def __init__(self, world: World) -> None:
        self.world = world

    def call(
        self,
        operation: str,
        /,
        *,
        region: str = "",
        absent: Sequence[str] = (),
        **arguments: Any,  # noqa: ANN401 - any JSON
    ) -> Mapping[str, Any]:
        del region
        try:
            return content_network.OPERATIONS[operation.replace(":", ".")](self.world, CALLER, arguments)
        except AwsError as error:
            raise (Absent if error.code in absent else CloudError)(error.code) from error

    def pages(self, operation: str, /, *, region: str = "", **arguments: Any) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401 - as above
        raise AssertionError(operation, region, arguments)


def known(world: World) -> Facts:
    """The bucket's facts, with what CloudFront's own settings are really read as."""
    bucket = world.buckets[NAME]
    facts: dict[str, dict[str, Reading]] = {
        name: {BUCKET.id: Fact(value)}
        for name, value in {
            "bucket_block": bucket.block,
            "ownership": bucket.ownership,
            "policy": bucket.policy,
            "website": None,
            "payer": "BucketOwner",
            "encryption": {"SSEAlgorithm": "AES256"},
        }.items()
    }
    facts["account_block"] = {ACCOUNT: Fact(None)}
    for setting in SETTINGS:
        if not any(one.startswith("cloudfront:") for one in setting.permissions):
            continue
        for owner in setting.of(BUCKET, facts):
            try:
                read: Reading = setting.read(InProcess(world), owner)
            except CloudError as error:
                read = unread(error)
            facts.setdefault(setting.name, {})[owner.id] = read
    return facts


def one_world(policy: list[dict[str, Any]], distribution: Distribution) -> World:
    """A world of one bucket, blocked as far as a block goes, with these objects."""
    bucket = Bucket(NAME, ACCOUNT, "eu-west-1", now(), policy=policies.text(*policy), block=blocked())
    bucket.ownership = "BucketOwnerEnforced"
    bucket.objects = {key: StoredObject(b"x", now()) for key in KEYS}
    return World({ACCOUNT: Account(ACCOUNT)}, {NAME: bucket}, distributions={distribution.id: distribution})


def got(world: World) -> set[Capability]:
    """What any viewer of the distribution really gets of the bucket."""
    (distribution,) = world.distributions.values()
    found: set[Capability] = set()
    methods = {"GET": Capability.READ, "PUT": Capability.WRITE, "DELETE": Capability.DELETE}
    for key in KEYS:
        shown = key.removeprefix(distribution.path.removeprefix("/")).removeprefix("/")
        if distribution.path and not key.startswith(f"{distribution.path.removeprefix('/')}/"):
            continue
        for method, capability in methods.items():
            kept = dict(world.buckets[NAME].objects)
            answer = content_network.view(world, distribution, Request(method, f"/{shown}", body=b"x"))
            world.buckets[NAME].objects = kept
            if answer.status < 300 and b"another origin" not in answer.body:
                found.add(capability)
    listing = content_network.view(world, distribution, Request("GET", "/"))
    if listing.status == 200 and b"<ListBucketResult" in listing.body:
        found.add(Capability.LIST)
    return found


def told(exposure: Exposure) -> set[Capability]:
    """What the verdict proves that anybody gets through the network."""
    return {one for way in exposure.ways if way.through == "cdn" for one in way.capabilities}


@settings(max_examples=150, deadline=None)
@given(st.lists(statements(), min_size=1, max_size=4), distributions())
def test_viewers_get_what_the_verdict_says(policy: list[dict[str, Any]], distribution: Distribution) -> None:
    world = one_world(policy, distribution)
    found, real = judge(BUCKET, known(world), OURS, AT), got(world)
    proven = told(found)
    assert proven <= real, "more is said than viewers get"
    if not found.unknown:
        assert real <= proven, "viewers get more than is said"
    if real:
        assert found.state in (State.OPEN, State.UNKNOWN)


@settings(max_examples=80, deadline=None)
@given(st.lists(statements(), min_size=1, max_size=3), distributions(), st.data())
def test_reading_less_of_the_network_never_says_less(
    policy: list[dict[str, Any]], distribution: Distribution, data: st.DataObject
) -> None:
    facts = known(one_world(policy, distribution))
    before = judge(BUCKET, facts, OURS, AT)
    name = data.draw(st.sampled_from(sorted(facts)))
    denied = Unread(reason=Reason.DENIED, permission="cloudfront:ListDistributions")
    after = judge(BUCKET, {**facts, name: dict.fromkeys(facts[name], denied)}, OURS, AT)
    same = (after.state, after.at_most) == (before.state, before.at_most)
    wider = after.at_most.width > before.at_most.width
    held = (before.state, after.state) == (State.CLOSED, State.SHIELDED)
    assert (
        same
        or wider
        or held
        or (after.state is State.UNKNOWN and after.at_most.width >= before.at_most.width)
    )
