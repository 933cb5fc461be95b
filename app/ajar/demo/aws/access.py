"""Decides whether a caller may make a call: keys, denials, and what S3 lets another account do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ajar.demo.aws.errors import AwsError, denied, expired, unknown_key
from ajar.demo.aws.stranger import FAR_AWAY, Visitor, may

if TYPE_CHECKING:
    from ajar.demo.aws.inputs import Given
    from ajar.demo.aws.models import Service
    from ajar.demo.aws.state import Bucket, Identity, World
    from ajar.demo.aws.wire import Asked

# Where IAM's name of the permission is not the operation's own. "Actions, resources, and condition keys for
# Amazon S3", https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html,
# read 2026-11-24.
ACTIONS = {
    "cloudwatch.GetMetricStatistics": "cloudwatch:GetMetricStatistics",
    "s3.DeleteBucketOwnershipControls": "s3:PutBucketOwnershipControls",
    "s3.DeletePublicAccessBlock": "s3:PutBucketPublicAccessBlock",
    "s3.GetBucketEncryption": "s3:GetEncryptionConfiguration",
    "s3.GetPublicAccessBlock": "s3:GetBucketPublicAccessBlock",
    "s3.HeadBucket": "s3:ListBucket",
    "s3.HeadObject": "s3:GetObject",
    "s3.ListBucketMetricsConfigurations": "s3:GetMetricsConfiguration",
    "s3.ListBuckets": "s3:ListAllMyBuckets",
    "s3.ListObjects": "s3:ListBucket",
    "s3.ListObjectsV2": "s3:ListBucket",
    "s3.PutPublicAccessBlock": "s3:PutBucketPublicAccessBlock",
    "s3control.DeletePublicAccessBlock": "s3:PutAccountPublicAccessBlock",
    "s3control.GetPublicAccessBlock": "s3:GetAccountPublicAccessBlock",
    "s3control.PutPublicAccessBlock": "s3:PutAccountPublicAccessBlock",
}
# Answered to every key that is valid, whatever its policies say. "GetCallerIdentity",
# https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html, read 2026-11-24.
ALWAYS = {"sts.GetCallerIdentity", "sts.AssumeRole"}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, into which region; a stranger has no identity."""

    identity: Identity | None
    region: str
    visitor: Visitor


def caller_of(world: World, asked: Asked, service: Service) -> Caller:
    """Return who signed the request. Raises AwsError for a key that AWS would not take."""
    address = asked.forwarded_for or FAR_AWAY
    if asked.key is None:
        return Caller(None, asked.region, Visitor(address=address))
    key = world.keys.get(asked.key)
    if key is not None and key.trouble == "ExpiredToken":
        raise expired(service.protocol)
    if key is None or key.token != asked.token:
        raise unknown_key(service.protocol)
    if key.trouble:
        raise AwsError(key.trouble)
    identity = key.identity
    canonical = world.accounts[identity.account].canonical_id if identity.account in world.accounts else None
    return Caller(identity, asked.region, Visitor(identity.account, identity.arn, canonical, address))


def check(world: World, caller: Caller, service: Service, operation: str, given: Given) -> None:
    """Raise AwsError unless the caller may make the call.

    A call on a bucket in another region than the one that was signed for is sent there, as S3 does.
    """
    name = f"{service.name}.{operation}"
    action = ACTIONS.get(name, f"{service.model.signing_name}:{operation}")
    if service.name == "s3" and "Bucket" in given:
        _check_bucket(world, caller, operation, action, given)
        return
    if caller.identity is None:
        code = "AccessDenied" if service.name == "s3" else "MissingAuthenticationToken"
        raise AwsError(
            code, "Access Denied" if service.name == "s3" else "Request is missing Authentication Token"
        )
    account = world.accounts.get(caller.identity.account)
    if name in ALWAYS or account is None:
        return
    if any(denial.bites(action, (caller.region,)) for denial in account.denials):
        raise denied(service.protocol, caller.identity.arn, action, "*")


def _check_bucket(world: World, caller: Caller, operation: str, action: str, given: Given) -> None:
    bucket = world.buckets.get(given["Bucket"])
    if bucket is None:
        raise AwsError("NoSuchBucket", "The specified bucket does not exist")
    if caller.identity and caller.region != bucket.region and operation != "GetBucketLocation":
        raise AwsError(
            "PermanentRedirect",
            "The bucket you are attempting to access must be addressed using the specified endpoint. "
            "Please send all future requests to this endpoint.",
        )
    if given.get("ExpectedBucketOwner", bucket.account) != bucket.account:
        raise AwsError("AccessDenied", "Access Denied")
    if caller.identity and caller.identity.account == bucket.account:
        _check_own(world, caller.identity, bucket, action)
        return
    key = given.get("Key", "")
    if not may(caller.visitor, action, bucket, world.accounts[bucket.account], key, bucket.objects.get(key)):
        raise AwsError("AccessDenied", "Access Denied")


def _check_own(world: World, identity: Identity, bucket: Bucket, action: str) -> None:
    denials = world.accounts[bucket.account].denials
    if any(denial.bites(action, (bucket.name, bucket.region)) for denial in denials):
        raise denied("rest-xml", identity.arn, action, bucket.arn)
