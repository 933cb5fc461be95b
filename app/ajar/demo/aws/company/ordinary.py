"""Ordinary closed buckets, of which every company has too many, in all their habits of naming."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ajar.demo.aws.company import policies
from ajar.demo.aws.company.chance import Chance
from ajar.demo.aws.state import OPEN_BLOCK, Bucket, blocked

if TYPE_CHECKING:
    from collections.abc import Callable

# Every habit of naming that a company goes through, and those of the tools that make buckets by themselves.
PROD_NAMES = (
    "Marrow_Photos_2017",
    "aws-cloudtrail-logs-111122223333-b1f3",
    "aws-glue-assets-111122223333-eu-west-1",
    "cf-templates-1k9f2mz0x-eu-west-1",
    "config-bucket-111122223333",
    "finch-eval-results",
    "finch3-archive",
    "hr-scans-do-not-delete",
    "marrow-athena-results",
    "marrow-design-old",
    "marrow-emails-in",
    "marrow-invoices",
    "marrow-newsletter-assets",
    "marrow-tmp",
    "marrow.finch.static",
    "mf-data-lake-raw",
    "mf-team-offsite-2023",
    "test-bucket-sam-2",
)
STAGING_NAMES = (
    "aws-cloudtrail-logs-444455556666-90ae",
    "elasticbeanstalk-eu-west-1-444455556666",
    "marrow-staging-logs",
    "marrow-staging-tmp",
    "marrow-staging-uploads",
    "mf-staging-fixtures",
)
TAGS: tuple[dict[str, str], ...] = (
    {},
    {},
    {"env": "prod"},
    {"Environment": "production", "Team": "Platform"},
    {"team": "research"},
    {"Owner": "sam"},
    {"cost-centre": "4100", "team": "office"},
)
REGIONS = ("eu-west-1", "eu-west-1", "eu-west-1", "us-east-1", "eu-central-1")


def buckets(seed: int, account: str, names: tuple[str, ...], count: int) -> list[Bucket]:
    """Return that many of the names as closed buckets; the seed chooses which, and how each is closed."""
    chosen = Chance(seed, f"names {account}").random.sample(names, count)
    return [_bucket(Chance(seed, name), account, name) for name in sorted(chosen)]


def _bucket(chance: Chance, account: str, name: str) -> Bucket:
    year = chance.random.randrange(2017, 2026)
    # Names like Marrow_Photos_2017 could only ever be made in us-east-1, and only until 2018.
    old = name != name.lower()
    region = "us-east-1" if old else chance.random.choice(REGIONS)
    bucket = Bucket(
        name,
        account,
        region,
        chance.near(f"{2017 if old else year}-{chance.random.randrange(1, 13):02d}-15"),
        dict(chance.random.choice(TAGS)),
    )
    close = chance.random.choice(CLOSED_WAYS)
    close(bucket)
    for number in range(chance.random.randrange(6)):
        bucket.objects[f"{year}/part-{number:04d}"] = chance.filling(f"{year}-12-15")
    return bucket


def _as_new(bucket: Bucket) -> None:
    bucket.block, bucket.ownership = blocked(), "BucketOwnerEnforced"


def _as_old(bucket: Bucket) -> None:
    bucket.block, bucket.ownership = None, None


def _unblocked(bucket: Bucket) -> None:
    bucket.block, bucket.ownership = dict(OPEN_BLOCK), "ObjectWriter"


def _over_tls(bucket: Bucket) -> None:
    bucket.ownership = "BucketOwnerPreferred"
    bucket.policy = policies.text(policies.only_over_tls(bucket.name))


def _for_own_role(bucket: Bucket) -> None:
    role = {"AWS": f"arn:aws:iam::{bucket.account}:role/service-role/etl"}
    bucket.policy = policies.text(policies.allow(bucket.name, role, ["s3:GetObject", "s3:PutObject"], "Etl"))
    bucket.ownership = "BucketOwnerEnforced"


def _for_trail(bucket: Bucket) -> None:
    bucket.policy = policies.text(
        policies.for_service(bucket.name, "cloudtrail.amazonaws.com", bucket.account, "AWSCloudTrailWrite"),
        indent=None,
    )
    bucket.block = blocked()


CLOSED_WAYS: tuple[Callable[[Bucket], None], ...] = (
    _as_new,
    _as_new,
    _as_old,
    _unblocked,
    _over_tls,
    _for_own_role,
    _for_trail,
)
