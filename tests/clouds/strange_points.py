"""Generated access points in the fake AWS, and what strangers get through them by its own evaluator."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import strategies as st

from ajar.demo.aws.company.prod import PROD
from ajar.demo.aws.state import FLAGS, AccessPoint, Account, Bucket, now
from ajar.demo.aws.stranger import Visitor
from ajar.model.access import Capability
from ajar.model.facts import Fact, Facts
from ajar.model.resource import Resource
from ajar.policy.aws.allowed_by_both import TAKEN
from clouds import strange_aws
from clouds.strange_aws import ARN, BLOCKS, NAME, PROBES

POINT = f"arn:aws:s3:eu-west-1:{PROD}:accesspoint/strange"
PROBES_TAKEN = tuple(probe for probe in PROBES if probe.action.name in TAKEN)

_ITS_ARN = {"ArnEquals": {"s3:DataAccessPointArn": POINT}}
_OWN = {"StringEquals": {"s3:DataAccessPointAccount": PROD}}
_OTHERS = {"StringEquals": {"s3:DataAccessPointAccount": "123456789012"}}
_NOT_OWN = {"StringNotEquals": {"s3:DataAccessPointAccount": PROD}}
_FROM_THE_INTERNET = {"StringEquals": {"s3:AccessPointNetworkOrigin": "Internet"}}
_DIRECT = {"Null": {"s3:DataAccessPointArn": "true"}}
CONDITIONS = (None, None, _OWN, _OWN, _ITS_ARN, _OTHERS, _NOT_OWN, _FROM_THE_INTERNET, _DIRECT)


@st.composite
def _bucket_policies(draw: st.DrawFn) -> str | None:
    """A bucket's policy that leaves some things to access points."""
    statements = draw(st.lists(strange_aws.statements(), max_size=3))
    for statement in statements:
        condition = draw(st.sampled_from(CONDITIONS))
        if condition is not None:
            statement["Condition"] = condition
    if draw(st.booleans()):
        whole = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": [ARN, f"{ARN}/*"]}
        statements.append({**whole, "Condition": draw(st.sampled_from((_OWN, _ITS_ARN, _OTHERS)))})
    return json.dumps({"Version": "2012-10-17", "Statement": statements}) if statements else None


@st.composite
def _point_policies(draw: st.DrawFn) -> str | None:
    """An access point's policy: a bucket's, in terms of the access point."""
    text = draw(strange_aws.POLICIES)
    if text is None:
        return None
    return str(text).replace(f'"{ARN}/', f'"{POINT}/object/').replace(f'"{ARN}', f'"{POINT}')


@st.composite
def points(draw: st.DrawFn) -> tuple[Account, Bucket, AccessPoint]:
    """An access point with its bucket and account; access lists are switched off."""
    account = Account(PROD, "marrow-prod", block=draw(BLOCKS))
    bucket = Bucket(NAME, PROD, "eu-west-1", now(), ownership="BucketOwnerEnforced")
    bucket.policy, bucket.block = draw(_bucket_policies()), draw(BLOCKS)
    strange_aws.refill(bucket)
    block = draw(BLOCKS)
    own = dict.fromkeys(FLAGS, False) if block is None else block
    point = AccessPoint("strange", PROD, "eu-west-1", (NAME,), now(), block=own)
    point.policy = draw(_point_policies())
    assert point.arn == POINT
    return account, bucket, point


def resource_of(point: AccessPoint) -> Resource:
    """The access point as it is listed."""
    return Resource(
        provider="aws",
        account=point.account,
        region=point.region,
        kind="s3_access_point",
        name=point.name,
        id=point.arn,
        parent=ARN,
    )


def facts_of(account: Account, bucket: Bucket, point: AccessPoint) -> Facts:
    """The facts that reading the access point gives, without reading it."""
    behind = {"account": PROD, "arn": ARN, "name": NAME, "region": "eu-west-1"}
    told = {"block": point.block, "buckets": [behind], "network_origin": "Internet", "vpc": None}
    return {
        "access_point": {POINT: Fact(told)},
        "access_point_policy": {POINT: Fact(point.policy)},
        "account_block": {account.id: Fact(account.block)},
        "bucket_block": {ARN: Fact(bucket.block)},
        "policy": {ARN: Fact(bucket.policy)},
    }


def bucket_facts_of(account: Account, bucket: Bucket, point: AccessPoint) -> Facts:
    """The facts that reading the bucket gives, its access point among them."""
    entry = {
        "account": PROD,
        "arn": POINT,
        "block": point.block,
        "name": point.name,
        "network_origin": "Internet",
        "policy": point.policy,
        "vpc": None,
    }
    return {**strange_aws.facts_of(account, bucket), "access_points": {ARN: Fact([entry])}}


def gets(visitor: Visitor, account: Account, bucket: Bucket, point: AccessPoint) -> frozenset[Capability]:
    """What the visitor can do through the access point."""
    return strange_aws.gets(replace(visitor, point=point), account, bucket, PROBES_TAKEN)


def gets_of_another(visitor: Visitor, account: Account, bucket: Bucket, owner: str) -> frozenset[Capability]:
    """What the visitor can do through an access point of another account, which lets everybody in."""
    whole = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
    theirs = AccessPoint("any", owner, "eu-west-1", (NAME,), now())
    theirs.block = dict.fromkeys(theirs.block, False)
    theirs.policy = json.dumps({"Statement": whole, "Version": "2012-10-17"})
    return strange_aws.gets(replace(visitor, point=theirs), account, bucket, PROBES_TAKEN)
