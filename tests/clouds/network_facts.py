"""What is read of the content network before one S3 bucket, to be judged without any cloud."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from ajar.model.exposure import Exposure
from ajar.model.facts import Fact, Facts, Reading, Reason, Unread
from ajar.model.ours import Ours
from ajar.providers.aws.s3_bucket.verdict import judge
from clouds.s3_facts import ACCOUNT, BUCKET, allow, facts, policy

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
OURS = Ours(accounts=frozenset({ACCOUNT}))
ID = "E1DISTRIBUTION"
ARN = f"arn:aws:cloudfront::{ACCOUNT}:distribution/{ID}"
DOMAIN = "d111.cloudfront.net"
SERVICE = {"Service": "cloudfront.amazonaws.com"}
CONTROL, IDENTITY = "E3CONTROL", "E7IDENTITY"
IDENTITY_ARN = f"arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity {IDENTITY}"
DENIED = Unread(reason=Reason.DENIED, permission="cloudfront:ListDistributions")
ALL_METHODS = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]


def behavior(pattern: str = "*", **more: object) -> dict[str, Any]:
    """One behavior for the bucket, unsigned."""
    return {
        "PathPattern": pattern,
        "Origins": ["bucket"],
        "Signed": False,
        "AllowedMethods": ["GET", "HEAD"],
        **more,
    }


def origin(**more: object) -> dict[str, Any]:
    """The bucket as an origin, with the origin access control."""
    return {
        "Id": "bucket",
        "OriginPath": "",
        "Website": False,
        "Access": "control",
        "AccessId": CONTROL,
        **more,
    }


def distribution(**more: object) -> dict[str, Any]:
    """A distribution that serves all of the bucket to everybody."""
    return {
        "Id": ID,
        "ARN": ARN,
        "DomainName": DOMAIN,
        "Aliases": [],
        "Enabled": True,
        "Staging": False,
        "TenantsOnly": False,
        "Certificates": False,
        "MayRefuse": [],
        "Origins": [origin()],
        "Behaviors": [behavior()],
        **more,
    }


def for_one(arn: str = ARN, *actions: str) -> dict[str, Any]:
    """A statement that lets CloudFront in for one distribution."""
    condition = {"StringEquals": {"AWS:SourceArn": arn}}
    return allow(SERVICE, *(actions or ("s3:GetObject",)), Condition=condition)


def read(
    *statements: dict[str, Any],
    distributions: object = None,
    signing: object = "always",
    root: object = "index.html",
    identities: object = (),
    **given: object,
) -> Facts:
    """A bucket's facts with this policy and these distributions: one that serves all, unless told."""
    found = [distribution()] if distributions is None else distributions
    known = facts(policy=policy(*(statements or (for_one(),))), **given)
    known["distributions"] = {BUCKET.id: _reading(found)}
    known["origin_signing"] = {CONTROL: _reading(signing)}
    known["root_object"] = {ARN: _reading(root)}
    known["origin_identities"] = {
        ACCOUNT: _reading(list(identities) if isinstance(identities, tuple) else identities)
    }
    return known


def _reading(value: object) -> Reading:
    return value if isinstance(value, Reading) else Fact(value)


def verdict(known: Facts, ours: Ours = OURS) -> Exposure:
    """The verdict on the bucket."""
    return judge(BUCKET, known, ours, AT)
