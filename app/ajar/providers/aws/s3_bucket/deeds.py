"""Who changed who gets into a bucket: the events of the bucket, and of the account's block.

"Amazon S3 CloudTrail events",
https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html, read 2026-11-24: the
blocks are called otherwise there than in the API (PutAccountPublicAccessBlock, PutBucketPublicAccessBlock).
"""

from __future__ import annotations

from collections.abc import Iterator

from ajar.model.deed import Deed, Span, Unseen
from ajar.model.exposure import Caveat
from ajar.model.resource import Resource
from ajar.providers.aws import trail
from ajar.providers.aws.trail import Look
from ajar.providers.kind import Reader, Trail

EVENTS = {
    "CreateBucket": "deed_bucket_created",
    "DeleteBucket": "deed_bucket_deleted",
    "DeleteBucketEncryption": "deed_encryption_removed",
    "DeleteBucketOwnershipControls": "deed_ownership_removed",
    "DeleteBucketPolicy": "deed_policy_removed",
    "DeleteBucketPublicAccessBlock": "deed_block_removed",
    "DeleteBucketWebsite": "deed_website_removed",
    "PutBucketAcl": "deed_list_set",
    "PutBucketEncryption": "deed_encryption_set",
    "PutBucketOwnershipControls": "deed_ownership_set",
    "PutBucketPolicy": "deed_policy_set",
    "PutBucketPublicAccessBlock": "deed_block_set",
    "PutBucketRequestPayment": "deed_payer_set",
    "PutBucketWebsite": "deed_website_set",
}
"""The events that may change who gets in, with their codes; those that only read are left out."""

ACCOUNT_EVENTS = {
    "DeleteAccountPublicAccessBlock": "deed_account_block_removed",
    "PutAccountPublicAccessBlock": "deed_account_block_set",
}

_GLOBAL = "us-east-1"
"""The region to which tools turn that name none."""

LIMITS = (Caveat(code="trail_is_late"), Caveat(code="trail_account_regions"), Caveat(code="trail_of_others"))
"""What the history does not tell, however well it was read."""


def bucket_looks(name: str, region: str) -> Iterator[Look]:
    """The look for a bucket's own events, which stand in its region under its name."""
    yield Look(about="bucket", owner=name, region=region, attribute="ResourceName", value=name, events=EVENTS)


def account_looks(account: str, *regions: str) -> Iterator[Look]:
    """The looks for the account's block, whose events name no resource: by their own names.

    S3 Control is called in any region, and each records what it is asked: the host that such an event tells
    of is a region's ("Add s3:PutAccountPublicAccessBlock to the rule cloudtrail_critical_api_calls",
    https://github.com/airbnb/streamalert/issues/1016, read 2026-11-24). It is looked for where tools turn by
    themselves: the first region, the resource's, and that of the credentials, where Ajar's own fix is made.
    """
    for region in dict.fromkeys((_GLOBAL, *regions, "")):
        for event, code in ACCOUNT_EVENTS.items():
            yield Look(
                about="account",
                owner=account,
                region=region,
                attribute="EventName",
                value=event,
                events={event: code},
            )


def deeds(reader: Reader, resource: Resource, span: Span) -> Iterator[Deed | Unseen | Caveat]:
    """As `Trail.deeds` has it."""
    looks = [
        *bucket_looks(resource.name, resource.region),
        *account_looks(resource.account, resource.region),
    ]
    yield from trail.looked_up(reader, looks, span)
    yield from LIMITS


TRAIL = Trail(deeds=deeds, days=trail.DAYS, permissions=trail.PERMISSIONS)
