"""Who changed who gets through an access point: its own events, its bucket's, and the account's block's."""

from __future__ import annotations

from collections.abc import Iterator

from ajar.model.deed import Deed, Span, Unseen
from ajar.model.exposure import Caveat
from ajar.model.resource import Resource
from ajar.providers.aws import trail
from ajar.providers.aws.s3_bucket.deeds import LIMITS, account_looks, bucket_looks
from ajar.providers.aws.trail import Look
from ajar.providers.kind import Reader, Trail

EVENTS = {
    "CreateAccessPoint": "deed_point_created",
    "DeleteAccessPoint": "deed_point_deleted",
    "DeleteAccessPointPolicy": "deed_point_policy_removed",
    "PutAccessPointPolicy": "deed_point_policy_set",
}
"""What S3 Control is asked about an access point; its block and its network are fixed when it is made."""


def point_looks(resource: Resource, region: str, events: dict[str, str]) -> Iterator[Look]:
    """The looks for what is done to an access point: under which name it stands there is not documented."""
    names = frozenset({resource.name, resource.id, resource.id.rpartition("/")[2]})
    for event, code in events.items():
        yield Look(
            about="access_point",
            owner=resource.name,
            region=region,
            attribute="EventName",
            value=event,
            events={event: code},
            names=names,
        )


def deeds(reader: Reader, resource: Resource, span: Span) -> Iterator[Deed | Unseen | Caveat]:
    """As `Trail.deeds` has it; the bucket's events are looked for where it is the account's own."""
    looks = [*point_looks(resource, resource.region, EVENTS)]
    if resource.parent is not None:
        looks += bucket_looks(resource.parent.rpartition(":")[2], resource.region)
    looks += account_looks(resource.account, resource.region)
    yield from trail.looked_up(reader, looks, span)
    yield from LIMITS


TRAIL = Trail(deeds=deeds, days=trail.DAYS, permissions=trail.PERMISSIONS)
