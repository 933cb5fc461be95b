"""Who changed who gets through a Multi-Region Access Point: its own events, its buckets', and the account's.

"AWS CloudTrail with Multi-Region Access Points", read 2026-11-24,
https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointCloudTrail.html: all that creates
or changes one is recorded in US West (Oregon), wherever it was asked from and wherever the buckets are.
"""

from __future__ import annotations

from collections.abc import Iterator

from ajar.model.deed import Deed, Span, Unseen
from ajar.model.exposure import Caveat
from ajar.model.facts import Fact
from ajar.model.resource import Resource, itself
from ajar.providers.aws import trail
from ajar.providers.aws.s3_access_point.deeds import point_looks
from ajar.providers.aws.s3_bucket.access_points import CONTROL_REGION
from ajar.providers.aws.s3_bucket.deeds import LIMITS, account_looks, bucket_looks
from ajar.providers.aws.s3_multi_region_access_point.settings import read_access_point
from ajar.providers.aws.trail import Look
from ajar.providers.kind import CloudError, Expired, Reader, Trail
from ajar.providers.unlooked import unlooked

EVENTS = {
    "CreateMultiRegionAccessPoint": "deed_point_created",
    "DeleteMultiRegionAccessPoint": "deed_point_deleted",
    "PutMultiRegionAccessPointPolicy": "deed_point_policy_set",
}


def deeds(reader: Reader, resource: Resource, span: Span) -> Iterator[Deed | Unseen | Caveat]:
    """As `Trail.deeds` has it; where its buckets cannot be asked for, theirs are not known."""
    looks = [*point_looks(resource, CONTROL_REGION, EVENTS)]
    try:
        looks += _of_buckets(read_access_point(reader, itself(resource)), resource.account)
    except Expired:
        raise
    except CloudError as error:
        yield unlooked("bucket", error)
    looks += account_looks(resource.account)
    yield from trail.looked_up(reader, looks, span)
    yield from LIMITS


def _of_buckets(fact: Fact, account: str) -> Iterator[Look]:
    for bucket in fact.value["buckets"]:
        if bucket["account"] == account:
            yield from bucket_looks(bucket["name"], bucket["region"])


TRAIL = Trail(deeds=deeds, days=trail.DAYS, permissions=(*trail.PERMISSIONS, "s3:GetMultiRegionAccessPoint"))
