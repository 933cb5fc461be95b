"""S3 buckets: who can list, read or write one, by its policy, its access control list and its website.

Its parts: `settings` (what is read and written), `gates` (what stops a grant), `by_policy`, `by_list` and
`by_website` (what lets somebody in), `verdict` (the judge), `fixes` (the plans), `look_ahead` (what a change
brings with it), `deeds` (who changed it).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from ajar.model.resource import Resource
from ajar.providers.aws.s3_bucket import look_ahead
from ajar.providers.aws.s3_bucket.deeds import TRAIL
from ajar.providers.aws.s3_bucket.fixes import FIXES
from ajar.providers.aws.s3_bucket.look_ahead.knocking import knock
from ajar.providers.aws.s3_bucket.second_opinion import OPINIONS
from ajar.providers.aws.s3_bucket.settings import SETTINGS
from ajar.providers.aws.s3_bucket.verdict import judge
from ajar.providers.aws.s3_bucket.written import WRITTEN
from ajar.providers.kind import CloudError, Expired, Gone, Kind, Malformed, NoCredentials, Reader

NAME = "s3_bucket"
PAGE = 10_000
"""The most that S3 lists at once. Asked for even where all would fit: without a parameter the answer leaves
the regions out ("ListBuckets", https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html,
read 2026-11-24)."""

# The location that is told by saying nothing, and the old name of Ireland: "GetBucketLocation",
# https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html, read 2026-11-24.
OLD_LOCATIONS = {"": "us-east-1", "EU": "eu-west-1"}

# "Amazon Resource Names (ARNs)", https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html,
# read 2026-11-24: the partition follows from the region.
PARTITIONS = {
    "cn-": "aws-cn",
    "eu-isoe-": "aws-iso-e",
    "eusc-": "aws-eusc",
    "us-gov-": "aws-us-gov",
    "us-iso-": "aws-iso",
    "us-isob-": "aws-iso-b",
    "us-isof-": "aws-iso-f",
}


def buckets(reader: Reader) -> Iterator[Resource]:
    """Every bucket of the account with its region, in the order in which S3 lists them; without tags."""
    for page in reader.pages("s3:ListBuckets", MaxBuckets=PAGE):
        if not isinstance(page.get("Buckets"), list):
            raise Malformed("The list of buckets has no buckets in it: is this address AWS?")
        for bucket in page["Buckets"]:
            try:
                region = bucket.get("BucketRegion") or location(reader, bucket["Name"])
            except Gone:
                continue
            yield _resource(reader, bucket, region)


def location(reader: Reader, name: str) -> str:
    """The bucket's region, asked for alone; empty where it is not told: S3 redirects what comes later."""
    try:
        answer = reader.call("s3:GetBucketLocation", Bucket=name)
    except (Expired, NoCredentials, Gone):
        raise
    except CloudError:
        return ""
    told = str(answer.get("LocationConstraint") or "")
    return OLD_LOCATIONS.get(told, told)


def _resource(reader: Reader, bucket: Mapping[str, Any], region: str) -> Resource:
    created = bucket.get("CreationDate")
    return Resource(
        provider=reader.provider,
        account=reader.account,
        region=region,
        kind=NAME,
        name=bucket["Name"],
        id=f"arn:{partition(region)}:s3:::{bucket['Name']}",
        created=created.astimezone(UTC) if isinstance(created, datetime) else None,
    )


def partition(region: str) -> str:
    """The part of AWS that a region belongs to, as ARNs name it."""
    return next((name for prefix, name in PARTITIONS.items() if region.startswith(prefix)), "aws")


KIND = Kind(
    name=NAME,
    provider="aws",
    list=buckets,
    settings=SETTINGS,
    judge=judge,
    fixes=FIXES,
    permissions=("s3:ListAllMyBuckets",),
    opinions=OPINIONS,
    look_ahead=look_ahead.look,
    ahead_permissions=look_ahead.PERMISSIONS,
    knock=knock,
    written=WRITTEN,
    trail=TRAIL,
)
