"""S3 access points: who gets through one to the bucket behind it.

What opens one: its own policy and the bucket's, together. What holds it: its own block, the bucket's and the
account's, and the one network that it may be made for. Its parts: `settings`, `configuration` (what it is),
`verdict` (the judge), `fixes` (the plans), `look_ahead` (what a change brings with it). Access points of
several regions are a kind of their own; those of directory buckets and of Object Lambda are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ajar.model.resource import Resource
from ajar.providers.aws.s3_access_point.deeds import TRAIL
from ajar.providers.aws.s3_access_point.fixes import FIXES
from ajar.providers.aws.s3_access_point.look_ahead import PERMISSIONS, look
from ajar.providers.aws.s3_access_point.settings import SETTINGS
from ajar.providers.aws.s3_access_point.verdict import judge
from ajar.providers.aws.s3_bucket import PAGE, location, partition
from ajar.providers.aws.s3_bucket.access_points import listed
from ajar.providers.aws.s3_bucket.written import WRITTEN
from ajar.providers.kind import CloudError, Expired, Gone, Kind, NoCredentials, Reader

NAME = "s3_access_point"


def access_points(reader: Reader) -> Iterator[Resource]:
    """Every access point of the regions in which the account has buckets, region by region.

    One call a region. Those that the account may have elsewhere are to other accounts' buckets, of which
    nothing can be read. A region that will not answer is told of when all others have.
    """
    trouble: CloudError | None = None
    for region in sorted(_regions(reader)):
        try:
            for entry in listed(reader, region):
                yield _resource(reader, entry, region)
        except (Expired, NoCredentials):
            raise
        except CloudError as error:
            trouble = trouble or error
    if trouble is not None:
        raise trouble


def _regions(reader: Reader) -> set[str]:
    """The regions in which the account has buckets; those that the list does not tell are asked for."""
    pages = reader.pages("s3:ListBuckets", MaxBuckets=PAGE)
    return {_region(reader, bucket) for page in pages for bucket in page.get("Buckets") or ()} - {""}


def _region(reader: Reader, bucket: Any) -> str:  # noqa: ANN401 - as the provider tells it
    try:
        return str(bucket.get("BucketRegion") or location(reader, bucket["Name"]))
    except Gone:
        return ""


def _resource(reader: Reader, entry: Any, region: str) -> Resource:  # noqa: ANN401 - as the provider tells it
    bucket = entry.get("Bucket")
    return Resource(
        provider=reader.provider,
        account=reader.account,
        region=region,
        kind=NAME,
        name=str(entry["Name"]),
        id=str(entry["AccessPointArn"]),
        parent=f"arn:{partition(region)}:s3:::{bucket}" if bucket else None,
    )


KIND = Kind(
    name=NAME,
    provider="aws",
    list=access_points,
    settings=SETTINGS,
    judge=judge,
    fixes=FIXES,
    permissions=("s3:ListAccessPoints", "s3:ListAllMyBuckets"),
    look_ahead=look,
    ahead_permissions=PERMISSIONS,
    written=WRITTEN,
    trail=TRAIL,
)
