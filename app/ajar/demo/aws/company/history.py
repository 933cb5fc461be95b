"""What the company's people did in the last weeks, each on a day before today: CloudTrail remembers 90."""

from __future__ import annotations

from typing import Any

from ajar.demo.aws.company.prod import HOME, PROD
from ajar.demo.aws.company.staging import STAGING
from ajar.demo.aws.events import Event

OFFICE = "198.51.100.24"
"""Where a call comes from that does not say otherwise."""
_IRIS_AT_HOME = "203.0.113.57"
_CONTROL = "us-west-2"
_ROLES = f"arn:aws:sts::{PROD}:assumed-role"


def history() -> tuple[Event, ...]:
    """Return it, in no order. What opened before these weeks has no event any more."""
    return (*_story(), *_elsewhere(), *_accounts())


def _story() -> tuple[Event, ...]:
    # iris takes two halves of the block off, and lets the agency in, and everybody else.
    drafts = "marrow-launch-drafts"
    made = {"days_ago": 64, "clock": (9, 12)}
    opened = {"days_ago": 13, "address": _IRIS_AT_HOME}
    refused = {"days_ago": 21, "clock": (16, 40), "error": "AccessDenied"}
    audit = f"{_ROLES}/AjarAudit/ana"
    return (
        _bucket("CreateBucket", drafts, _user("ana"), **made),
        _bucket("PutBucketPublicAccessBlock", drafts, _user("ana"), **made),
        _bucket("PutBucketPolicy", drafts, _user("sam"), **refused),
        _bucket("PutBucketPublicAccessBlock", drafts, _user("iris"), clock=(21, 38), **opened),
        _bucket("PutBucketPolicy", drafts, _user("iris"), clock=(21, 41), **opened),
        _bucket("GetBucketPolicy", drafts, audit, days_ago=12, clock=(8, 0)),
    )


def _elsewhere() -> tuple[Event, ...]:
    stack, deploy = "cloudformation.amazonaws.com", f"{_ROLES}/Deploy/scanner-stack"
    deployed = {"days_ago": 34, "clock": (11, 5), "address": stack, "agent": stack}
    lena, point = f"{_ROLES}/Research/lena", "PutMultiRegionAccessPointPolicy"
    opened = {"region": "us-east-1", "days_ago": 52, "clock": (23, 58)}
    return (
        _bucket("PutBucketPolicy", "marrow-office-scans", deploy, **deployed),
        _bucket("PutBucketAcl", "marrow-ml-checkpoints", lena, **opened),
        _point("PutAccessPointPolicy", "drafts-share", _user("sam"), HOME, days_ago=17, clock=(18, 22)),
        _point(point, "checkpoints-anywhere", lena, _CONTROL, days_ago=45, clock=(10, 31)),
    )


def _accounts() -> tuple[Event, ...]:
    ana = f"arn:aws:iam::{STAGING}:user/ana"
    return (
        _account("DeleteAccountPublicAccessBlock", PROD, f"arn:aws:iam::{PROD}:root", days_ago=71),
        _account("PutAccountPublicAccessBlock", STAGING, ana, days_ago=30),
        _account("DeleteAccountPublicAccessBlock", STAGING, ana, days_ago=29),
    )


def _user(name: str) -> str:
    return f"arn:aws:iam::{PROD}:user/{name}"


def _bucket(name: str, bucket: str, arn: str, **more: Any) -> Event:  # noqa: ANN401 - an Event's own fields
    return Event(
        name=name,
        account=PROD,
        arn=arn,
        request={"bucketName": bucket},
        resources=(bucket,),
        **{"address": OFFICE, "region": HOME, **more},
    )


def _point(name: str, point: str, arn: str, region: str, **more: Any) -> Event:  # noqa: ANN401 - as above
    return Event(
        name=name,
        account=PROD,
        region=region,
        arn=arn,
        address=OFFICE,
        request={"name": point, "accountId": PROD},
        **more,
    )


def _account(name: str, account: str, arn: str, *, days_ago: int) -> Event:
    host = f"{account}.s3-control.us-east-1.amazonaws.com"
    return Event(
        name=name,
        account=account,
        region="us-east-1",
        arn=arn,
        address=OFFICE,
        days_ago=days_ago,
        clock=(14, 3),
        request={"host": [host]},
    )
