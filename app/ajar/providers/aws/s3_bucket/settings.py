"""The settings that decide who gets into an S3 bucket: how each is read, and how it is written back."""

from __future__ import annotations

import json
from collections.abc import Mapping

from ajar.model.facts import Fact, Value
from ajar.model.resource import Owner
from ajar.policy.document import Node, parse
from ajar.providers.aws.s3_bucket.access_points import ACCESS_POINTS
from ajar.providers.aws.s3_bucket.asking import (
    OWNERSHIPS,
    asked,
    member,
    the_account,
    the_bucket,
    the_bucket_unless_enforced,
)
from ajar.providers.aws.s3_bucket.distributions import DISTRIBUTIONS
from ajar.providers.aws.s3_bucket.encryption import ENCRYPTION, KEY_POLICY
from ajar.providers.aws.s3_bucket.networks import NETWORKS
from ajar.providers.aws.s3_bucket.organization_policies import RESOURCE_CONTROL_POLICIES
from ajar.providers.aws.s3_bucket.origin_access import ORIGIN_ACCESS
from ajar.providers.aws.s3_bucket.payer import PAYER
from ajar.providers.kind import Absent, Malformed, Reader, Session, Setting

FLAGS = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
WEBSITE = ("IndexDocument", "ErrorDocument", "RedirectAllRequestsTo", "RoutingRules")


def _flags(answer: Mapping[str, Value]) -> dict[str, bool]:
    block = member(answer, "PublicAccessBlockConfiguration", dict)
    if not any(flag in block for flag in FLAGS):
        raise Malformed("The public access block has none of its flags.")
    return {flag: bool(block.get(flag, False)) for flag in FLAGS}


def read_account_block(reader: Reader, owner: Owner) -> Fact:
    """The four flags of the account's block; None means four times off.

    "GetPublicAccessBlock" (S3 Control),
    https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetPublicAccessBlock.html, read 2026-11-24:
    the answer is the effective block, with what the organization imposes in it; an account without any
    answers NoSuchPublicAccessBlockConfiguration.
    """
    codes = ("NoSuchPublicAccessBlockConfiguration",)
    try:
        return Fact(_flags(reader.call("s3control:GetPublicAccessBlock", absent=codes, AccountId=owner.id)))
    except Absent:
        return Fact(None)


def write_account_block(
    session: Session, owner: Owner, _before: Value, after: Value, _token: str | None
) -> None:
    """Set the account's four flags, which S3 takes together only; None removes the block."""
    if after is None:
        session.call("s3control:DeletePublicAccessBlock", AccountId=owner.id)
    else:
        session.call(
            "s3control:PutPublicAccessBlock", AccountId=owner.id, PublicAccessBlockConfiguration=after
        )


def read_bucket_block(reader: Reader, owner: Owner) -> Fact:
    """The four flags of the bucket's own block; None means four times off.

    "GetPublicAccessBlock", https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html,
    read 2026-11-24. Buckets made since April 2023 begin with all four on ("Default settings for new S3
    buckets FAQ", https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html,
    read 2026-11-24): that is a record which they have, and it says nothing of a bucket that has none.
    """
    answer = asked(reader, owner, "GetPublicAccessBlock", "NoSuchPublicAccessBlockConfiguration")
    return Fact(None if answer is None else _flags(answer))


def write_bucket_block(
    session: Session, owner: Owner, _before: Value, after: Value, _token: str | None
) -> None:
    """Set the bucket's four flags, which S3 takes together only; None removes the block."""
    if after is None:
        session.call("s3:DeletePublicAccessBlock", region=owner.region, Bucket=owner.name)
    else:
        session.call(
            "s3:PutPublicAccessBlock",
            region=owner.region,
            Bucket=owner.name,
            PublicAccessBlockConfiguration=after,
        )


def read_ownership(reader: Reader, owner: Owner) -> Fact:
    """One of OWNERSHIPS; None means ObjectWriter: access control lists are alive.

    "Controlling ownership of objects and disabling ACLs for your bucket",
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html, read 2026-11-24. That
    new buckets are BucketOwnerEnforced since April 2023 is a record which they have; a bucket without one is
    older, or somebody removed it ("GetBucketOwnershipControls",
    https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketOwnershipControls.html, read 2026-11-24).
    """
    answer = asked(reader, owner, "GetBucketOwnershipControls", "OwnershipControlsNotFoundError")
    if answer is None:
        return Fact(None)
    rules = member(answer, "OwnershipControls", dict).get("Rules") or [{}]  # one a bucket
    if rules[0].get("ObjectOwnership") not in OWNERSHIPS:
        raise Malformed("The answer names no object ownership that is known.")
    return Fact(rules[0]["ObjectOwnership"])


def write_ownership(session: Session, owner: Owner, _before: Value, after: Value, _token: str | None) -> None:
    """Set who owns the objects; None removes the record."""
    if after is None:
        session.call("s3:DeleteBucketOwnershipControls", region=owner.region, Bucket=owner.name)
    else:
        session.call(
            "s3:PutBucketOwnershipControls",
            region=owner.region,
            Bucket=owner.name,
            OwnershipControls={"Rules": [{"ObjectOwnership": after}]},
        )


def read_acl(reader: Reader, owner: Owner) -> Fact:
    """The access control list: `{"Owner": {"ID"}, "Grants": [{"Grantee", "Permission"}]}`; never None.

    "Access control list (ACL) overview",
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html, read 2026-11-24: a set of grants,
    whose order means nothing; names for display are left out, as they decide nothing.
    """
    answer = asked(reader, owner, "GetBucketAcl") or {}
    grants = [
        {
            "Grantee": {key: grant["Grantee"][key] for key in _GRANTEE if key in grant.get("Grantee", {})},
            "Permission": grant.get("Permission"),
        }
        for grant in member(answer, "Grants", list)
    ]
    owner_id = {key: value for key, value in member(answer, "Owner", dict).items() if key == "ID"}
    return Fact({"Owner": owner_id, "Grants": sorted(grants, key=_written)})


def write_acl(session: Session, owner: Owner, _before: Value, after: Value, _token: str | None) -> None:
    """Replace the list, which S3 takes whole only."""
    session.call("s3:PutBucketAcl", region=owner.region, Bucket=owner.name, AccessControlPolicy=after)


_GRANTEE = ("EmailAddress", "ID", "Type", "URI")


def _written(value: Value) -> str:
    return json.dumps(value, sort_keys=True)


def same_acl(one: Value, other: Value) -> bool:
    """Whether two lists grant the same, in whatever order."""
    return bool(_set_of_grants(one) == _set_of_grants(other))


def _set_of_grants(value: Value) -> Value:
    if not isinstance(value, Mapping) or not isinstance(value.get("Grants"), list):
        return value
    return (value.get("Owner"), sorted(map(_written, value["Grants"])))


def read_policy_text(reader: Reader, owner: Owner) -> Fact:
    """The policy's exact text; None means that there is no policy.

    "GetBucketPolicy", https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html,
    read 2026-11-24.
    """
    answer = asked(reader, owner, "GetBucketPolicy", "NoSuchBucketPolicy")
    return Fact(None if answer is None else member(answer, "Policy", str))


def write_policy_text(
    session: Session, owner: Owner, _before: Value, after: Value, _token: str | None
) -> None:
    """Replace the policy; None removes it."""
    if after is None:
        session.call("s3:DeleteBucketPolicy", region=owner.region, Bucket=owner.name)
    else:
        session.call("s3:PutBucketPolicy", region=owner.region, Bucket=owner.name, Policy=after)


def same_policy(one: Value, other: Value) -> bool:
    """Whether two texts are the same JSON: S3 may write a policy in a layout of its own."""
    return bool(one == other) or (
        isinstance(one, str) and isinstance(other, str) and _meaning(one) == _meaning(other)
    )


def _meaning(text: str) -> Value:
    """What the text says without its layout; the text itself where it is no JSON."""
    tree = parse(text)
    return _plain(tree) if isinstance(tree, Node) else text


def _plain(node: Node) -> Value:
    if isinstance(node.value, tuple):
        return [_plain(item) for item in node.value]
    if isinstance(node.value, Mapping):
        return {key: _plain(item) for key, item in node.value.items()}
    return (type(node.value), node.value)


def read_website(reader: Reader, owner: Owner) -> Fact:
    """The website hosting's configuration; None means that it is off.

    "Hosting a static website using Amazon S3",
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html, read 2026-11-24.
    """
    answer = asked(reader, owner, "GetBucketWebsite", "NoSuchWebsiteConfiguration")
    if answer is None:
        return Fact(None)
    return Fact({key: answer[key] for key in WEBSITE if key in answer})


def read_tags(reader: Reader, owner: Owner) -> Fact:
    """The bucket's tags by key; None means that it has none."""
    answer = asked(reader, owner, "GetBucketTagging", "NoSuchTagSet")
    if answer is None:
        return Fact(None)
    return Fact({str(tag["Key"]): str(tag["Value"]) for tag in member(answer, "TagSet", list)})


OWN = (
    Setting(
        name="account_block",
        of=the_account,
        read=read_account_block,
        write=write_account_block,
        permissions=("s3:GetAccountPublicAccessBlock",),
        write_permissions=("s3:PutAccountPublicAccessBlock",),
    ),
    Setting(
        name="bucket_block",
        of=the_bucket,
        read=read_bucket_block,
        write=write_bucket_block,
        permissions=("s3:GetBucketPublicAccessBlock",),
        write_permissions=("s3:PutBucketPublicAccessBlock",),
    ),
    Setting(
        name="ownership",
        of=the_bucket,
        read=read_ownership,
        write=write_ownership,
        permissions=("s3:GetBucketOwnershipControls",),
        write_permissions=("s3:PutBucketOwnershipControls",),
    ),
    Setting(
        name="acl",
        of=the_bucket_unless_enforced,
        read=read_acl,
        write=write_acl,
        same=same_acl,
        permissions=("s3:GetBucketAcl",),
        write_permissions=("s3:PutBucketAcl",),
    ),
    Setting(
        name="policy",
        of=the_bucket,
        read=read_policy_text,
        write=write_policy_text,
        same=same_policy,
        permissions=("s3:GetBucketPolicy",),
        write_permissions=("s3:DeleteBucketPolicy", "s3:PutBucketPolicy"),
    ),
    Setting(name="website", of=the_bucket, read=read_website, permissions=("s3:GetBucketWebsite",)),
    Setting(name="tags", of=the_bucket, read=read_tags, permissions=("s3:GetBucketTagging",)),
)
"""What every bucket is asked for."""

SETTINGS = (
    *OWN,
    DISTRIBUTIONS,
    *ORIGIN_ACCESS,
    PAYER,
    ENCRYPTION,
    KEY_POLICY,
    ACCESS_POINTS,
    NETWORKS,
    RESOURCE_CONTROL_POLICIES,
)
"""In the order in which they are read: what a later one depends on comes first. What stands beyond the
bucket's own comes last, and is asked for only where somebody outside is named."""
