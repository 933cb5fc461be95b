"""Findings made up for tests: buckets of an invented company, with facts of the size that real ones have."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from ajar.model.access import Audience, Capability, State
from ajar.model.exposure import Evidence, Exposure, Gate, GateState, Held, Reach, Unknown, Way
from ajar.model.facts import Fact, Reason, Unread
from ajar.model.finding import Finding
from ajar.model.resource import Resource

MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
OPEN = Exposure(
    state=State.OPEN,
    audience=Audience.PUBLIC,
    capabilities=(Capability.LIST, Capability.READ),
    at_most=Audience.PUBLIC,
    all=(
        Reach(
            audience=Audience.PUBLIC,
            who=("anyone",),
            capabilities=(Capability.LIST, Capability.READ),
            ways=(0,),
        ),
    ),
    ways=(Way(evidence=0, gates=(0,)),),
    gates=(Gate(gate="account_block", state=GateState.OPEN, code="account_block_off"),),
    evidence=(
        Evidence(setting="policy", owner="b", pointer="/Statement/0", span=(40, 180), code="allows_anyone"),
    ),
)
SHIELDED = Exposure(
    state=State.SHIELDED,
    gates=(Gate(gate="bucket_block", state=GateState.SHUT, code="bucket_block_on"),),
    held=(Held(audience=Audience.PUBLIC, capabilities=(Capability.READ,), evidence=0, by=(0,)),),
    evidence=(Evidence(setting="acl", owner="b", pointer="/Grants/1", code="grants_all_users"),),
)
UNKNOWN = Exposure(
    state=State.UNKNOWN,
    at_most=Audience.PUBLIC,
    unknown=(Unknown(setting="policy", reason=Reason.DENIED, permission="s3:GetBucketPolicy"),),
)
CLOSED = Exposure(state=State.CLOSED)


def finding(
    name: str = "acme-drafts",
    exposure: Exposure = CLOSED,
    *,
    account: str = "123456789012",
    kind: str = "s3_bucket",
    region: str = "eu-west-1",
    minutes: float = 0,
) -> Finding:
    """A finding, read that many minutes after the morning began."""
    resource = Resource(
        provider="aws",
        account=account,
        region=region,
        kind=kind,
        name=name,
        id=f"arn:aws:s3:::{name}",
        tags={"team": "web", "stage": "prod"},
        created=MORNING - timedelta(days=900),
    )
    read_at = MORNING + timedelta(minutes=minutes)
    facts = settings(resource) if exposure is not UNKNOWN else unread(resource)
    return Finding(
        resource=resource, facts=facts, exposure=exposure, read_at=read_at, fixes=("make_private",)
    )


def settings(resource: Resource) -> dict[str, dict[str, Fact | Unread]]:
    """Six settings as S3 answers them."""
    values = {
        "account_block": dict.fromkeys(_FLAGS, False),
        "bucket_block": dict.fromkeys(_FLAGS, True),
        "ownership": "BucketOwnerPreferred",
        "acl": {"Owner": {"ID": "7f" * 32}, "Grants": [_GRANT, {**_GRANT, "Permission": "READ"}]},
        "policy": json.dumps(policy(resource.name), indent=2),
        "website": None,
    }
    owners = {"account_block": resource.account}
    return {name: {owners.get(name, resource.id): Fact(value)} for name, value in values.items()}


def unread(resource: Resource) -> dict[str, dict[str, Fact | Unread]]:
    """As `settings`, with a policy that may not be read."""
    denied = Unread(Reason.DENIED, permission="s3:GetBucketPolicy", message="not authorized to perform")
    return {**settings(resource), "policy": {resource.id: denied}}


def policy(name: str) -> dict[str, object]:
    """A bucket policy with three statements."""
    arn = f"arn:aws:s3:::{name}"
    return {
        "Version": "2012-10-17",
        "Statement": [
            _statement("PublicRead", "*", ["s3:GetObject"], f"{arn}/*"),
            _statement(
                "Writers", {"AWS": "arn:aws:iam::123456789012:role/deploy"}, ["s3:PutObject"], f"{arn}/*"
            ),
            _statement("Lists", {"AWS": "arn:aws:iam::210987654321:root"}, ["s3:ListBucket"], arn),
        ],
    }


_FLAGS = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
_GRANT = {"Grantee": {"Type": "CanonicalUser", "ID": "7f" * 32}, "Permission": "FULL_CONTROL"}


def _statement(name: str, principal: object, actions: list[str], resource: str) -> dict[str, object]:
    return {
        "Sid": name,
        "Effect": "Allow",
        "Principal": principal,
        "Action": actions,
        "Resource": resource,
        "Condition": {"Bool": {"aws:SecureTransport": "true"}},
    }
