"""Builds the worlds that the fake AWS can serve: the company's, and a crowd of buckets for measuring."""

from __future__ import annotations

from ajar.demo.aws.company import networks, ordinary, policies, prod, staging
from ajar.demo.aws.company.access_points import access_points
from ajar.demo.aws.company.callers import OUTSIDER, keys, roles, secret_of
from ajar.demo.aws.company.chance import Chance
from ajar.demo.aws.company.content_network import distributions
from ajar.demo.aws.company.history import history
from ajar.demo.aws.company.people import attached, holders
from ajar.demo.aws.company.prod import PARTNER, PROD
from ajar.demo.aws.company.staging import STAGING
from ajar.demo.aws.state import (
    ALL_USERS,
    AccessKey,
    Account,
    Bucket,
    Denial,
    Grant,
    Identity,
    World,
    blocked,
)

ORGANIZATION = "o-mf42finch7"
CROWD = "222233334444"
CROWD_KEY = "AKIACROWD0000EXAMPLE"
PROD_ORDINARY = 12
STAGING_ORDINARY = 4

# Of the regions that are on by default, and of those that one has to switch on.
REGIONS = dict.fromkeys(
    (
        "ap-northeast-1",
        "ap-southeast-2",
        "eu-central-1",
        "eu-north-1",
        "eu-west-1",
        "eu-west-2",
        "us-east-1",
        "us-east-2",
        "us-west-2",
    ),
    "ENABLED_BY_DEFAULT",
) | {"eu-south-1": "ENABLED", "af-south-1": "DISABLED", "ap-east-1": "DISABLED", "me-south-1": "DISABLED"}

# One region, one service: the bucket in Tokyo is listed, and nothing about it may be read or changed.
TOKYO_IS_OFF_LIMITS = {
    Denial(action, "ap-northeast-1") for action in ("s3:Get*", "s3:Put*", "s3:Delete*", "s3:ListBucket*")
}


def world(seed: int) -> World:
    """Return Marrow & Finch.

    The seed varies ids, dates, sizes and the ordinary buckets, never a verdict that is taught.
    """
    accounts = (_prod(), _staging(), Account(PARTNER, "indexing-partner"), Account(OUTSIDER))
    buckets = [
        *prod.buckets(seed),
        *ordinary.buckets(seed, PROD, ordinary.PROD_NAMES, PROD_ORDINARY),
        *staging.buckets(seed),
        *ordinary.buckets(seed, STAGING, ordinary.STAGING_NAMES, STAGING_ORDINARY),
    ]
    return World(
        {account.id: account for account in accounts},
        {bucket.name: bucket for bucket in buckets},
        keys(),
        roles(),
        access_points(seed),
        distributions=distributions(),
        kms_keys=networks.kms_keys(buckets),
        endpoints=networks.endpoints(),
        holders=holders(),
        attached=attached(),
        past=history(),
    )


def crowd(count: int, seed: int) -> World:
    """Return one account, CROWD with CROWD_KEY, of that many buckets of mixed settings, some of them open."""
    identity = Identity(CROWD, f"arn:aws:iam::{CROWD}:user/crowd", "AIDACROWD000EXAMPLE")
    key = AccessKey(CROWD_KEY, secret_of(CROWD_KEY), identity)
    buckets = [_one_of_many(Chance(seed, str(number)), number) for number in range(count)]
    account = Account(CROWD, "crowd", regions=dict(REGIONS), summary=_summary(root_keys=0))
    return World({CROWD: account}, {bucket.name: bucket for bucket in buckets}, {key.id: key})


def _prod() -> Account:
    return Account(
        PROD,
        "marrow-prod",
        ORGANIZATION,
        denials={Denial("s3:GetBucketPolicy*", "marrow-finance"), *TOKYO_IS_OFF_LIMITS},
        summary=_summary(root_keys=1),
        regions=dict(REGIONS),
    )


def _staging() -> Account:
    return Account(
        STAGING,
        "marrow-staging",
        ORGANIZATION,
        denials={
            Denial("cloudtrail:LookupEvents"),
            Denial("organizations:DescribeOrganization"),
            Denial("iam:GetAccountAuthorizationDetails"),
        },
        summary=_summary(root_keys=0),
        regions=dict(REGIONS),
    )


def _summary(root_keys: int) -> dict[str, int]:
    return {
        "Users": 7,
        "Roles": 31,
        "Groups": 3,
        "AccountMFAEnabled": 1,
        "AccountAccessKeysPresent": root_keys,
    }


def _one_of_many(chance: Chance, number: int) -> Bucket:
    bucket = Bucket(
        f"crowd-{number:06d}", CROWD, chance.random.choice(ordinary.REGIONS), chance.near("2023-06-01")
    )
    style = chance.random.choice((_closed, _closed, _open_policy, _shielded, _open_list, _shared))
    style(bucket)
    if number % 2:
        bucket.tags = {"team": chance.random.choice(("web", "office", "research")), "number": str(number)}
    return bucket


def _closed(bucket: Bucket) -> None:
    bucket.block, bucket.ownership = blocked(), "BucketOwnerEnforced"


def _open_policy(bucket: Bucket) -> None:
    bucket.ownership = "BucketOwnerEnforced"
    bucket.policy = policies.text(policies.allow(bucket.name, "*", policies.READ_AND_LIST, "Open"))


def _shielded(bucket: Bucket) -> None:
    _open_policy(bucket)
    bucket.block = blocked()


def _open_list(bucket: Bucket) -> None:
    bucket.grants = (Grant(ALL_USERS, "READ"),)


def _shared(bucket: Bucket) -> None:
    partner = {"AWS": f"arn:aws:iam::{PARTNER}:root"}
    bucket.ownership = "BucketOwnerPreferred"
    bucket.policy = policies.text(policies.allow(bucket.name, partner, policies.READ_AND_LIST, "Partner"))
