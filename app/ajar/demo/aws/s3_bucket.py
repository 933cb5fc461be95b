"""S3's calls that list buckets and tell what they are."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from ajar.demo.aws.errors import AwsError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ajar.demo.aws.access import Caller
    from ajar.demo.aws.inputs import Given
    from ajar.demo.aws.state import Bucket, World

Answer = dict[str, Any]

# "ListBuckets", https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html, read 2026-11-24:
# at most 10,000 a page, and the region only where the request has a parameter.
LARGEST_PAGE = 10_000
PARAMETERS = ("MaxBuckets", "ContinuationToken", "Prefix", "BucketRegion")


def list_buckets(world: World, caller: Caller, given: Given) -> Answer:
    """List the caller's own buckets by name, a page at a time."""
    identity = caller.identity
    if identity is None:
        raise AwsError("AccessDenied", "Access Denied")
    after = base64.b64decode(given.get("ContinuationToken", "")).decode()
    size = min(given.get("MaxBuckets", LARGEST_PAGE), LARGEST_PAGE)
    found = [
        bucket
        for bucket in world.buckets_of(identity.account)
        if bucket.name > after
        and bucket.name.startswith(given.get("Prefix", ""))
        and given.get("BucketRegion", bucket.region) == bucket.region
    ]
    page, rest = found[:size], found[size:]
    with_region = any(name in given for name in PARAMETERS)
    answer: Answer = {
        "Buckets": [_listed(bucket, with_region=with_region) for bucket in page],
        "Owner": {"ID": caller.visitor.canonical_id or ""},
    }
    if "Prefix" in given:
        answer["Prefix"] = given["Prefix"]
    if rest and page:
        answer["ContinuationToken"] = base64.b64encode(page[-1].name.encode()).decode()
    return answer


def _listed(bucket: Bucket, *, with_region: bool) -> Answer:
    listed: Answer = {"Name": bucket.name, "CreationDate": bucket.created}
    return listed | ({"BucketRegion": bucket.region} if with_region else {})


def head_bucket(world: World, _: Caller, given: Given) -> Answer:
    """Tell the bucket's region in the headers."""
    return {"BucketRegion": world.buckets[given["Bucket"]].region, "AccessPointAlias": False}


def location(world: World, _: Caller, given: Given) -> Answer:
    """Tell the bucket's region; us-east-1 is told by saying nothing."""
    region = world.buckets[given["Bucket"]].region
    return {} if region == "us-east-1" else {"LocationConstraint": region}


def tagging(world: World, _: Caller, given: Given) -> Answer:
    """Return the bucket's tags. Raises NoSuchTagSet where it has none."""
    tags = world.buckets[given["Bucket"]].tags
    if not tags:
        raise AwsError("NoSuchTagSet", "The TagSet does not exist")
    return {"TagSet": [{"Key": key, "Value": value} for key, value in tags.items()]}


def website(world: World, _: Caller, given: Given) -> Answer:
    """Return the website hosting's configuration. Raises NoSuchWebsiteConfiguration where it is off."""
    found = world.buckets[given["Bucket"]].website
    if found is None:
        message = "The specified bucket does not have a website configuration"
        raise AwsError("NoSuchWebsiteConfiguration", message)
    return found


def encryption(world: World, _: Caller, given: Given) -> Answer:
    """Return how the bucket encrypts; every bucket does since January 2023."""
    # "Setting default server-side encryption behavior for Amazon S3 buckets",
    # https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html, read 2026-11-24.
    key = world.buckets[given["Bucket"]].key
    default = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key} if key else {"SSEAlgorithm": "AES256"}
    rule = {"ApplyServerSideEncryptionByDefault": default, "BucketKeyEnabled": key is not None}
    return {"ServerSideEncryptionConfiguration": {"Rules": [rule]}}


def request_payment(world: World, _: Caller, given: Given) -> Answer:
    """Return who pays for requests."""
    return {"Payer": world.buckets[given["Bucket"]].payer}


OPERATIONS: dict[str, Callable[[World, Caller, Given], Answer]] = {
    "s3.GetBucketEncryption": encryption,
    "s3.GetBucketLocation": location,
    "s3.GetBucketRequestPayment": request_payment,
    "s3.GetBucketTagging": tagging,
    "s3.GetBucketWebsite": website,
    "s3.HeadBucket": head_bucket,
    "s3.ListBuckets": list_buckets,
}
