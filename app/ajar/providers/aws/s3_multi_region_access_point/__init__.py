"""S3 Multi-Region Access Points: who gets through one to the buckets behind it, of which the nearest answers.

The judge is that of the access points of one region, over several buckets. "Managing multi-Region traffic
with Multi-Region Access Points", read 2026-11-24,
https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPoints.html. Here, too,
requests have to be signed ("Multi-Region Access Point restrictions and limitations", read 2026-11-24,
https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointRestrictions.html).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from ajar.model.resource import Resource
from ajar.providers.aws.s3_access_point.look_ahead import PERMISSIONS, look
from ajar.providers.aws.s3_access_point.verdict import judge
from ajar.providers.aws.s3_bucket.access_points import everywhere_arn, listed_everywhere
from ajar.providers.aws.s3_bucket.written import WRITTEN
from ajar.providers.aws.s3_multi_region_access_point.deeds import TRAIL
from ajar.providers.aws.s3_multi_region_access_point.fixes import FIXES
from ajar.providers.aws.s3_multi_region_access_point.settings import SETTINGS
from ajar.providers.kind import Kind, Reader

NAME = "s3_multi_region_access_point"


def access_points(reader: Reader) -> Iterator[Resource]:
    """Every Multi-Region Access Point of the account; they are in no region."""
    for entry in listed_everywhere(reader):
        created = entry.get("CreatedAt")
        yield Resource(
            provider=reader.provider,
            account=reader.account,
            kind=NAME,
            name=str(entry["Name"]),
            id=everywhere_arn(reader.account, entry),
            created=created.astimezone(UTC) if isinstance(created, datetime) else None,
        )


KIND = Kind(
    name=NAME,
    provider="aws",
    list=access_points,
    settings=SETTINGS,
    judge=judge,
    fixes=FIXES,
    permissions=("s3:ListMultiRegionAccessPoints",),
    look_ahead=look,
    ahead_permissions=PERMISSIONS,
    written=WRITTEN,
    trail=TRAIL,
)
