"""S3's calls on what decides over access: public access blocks, ownership, access control lists, policies."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ajar.demo.aws.conditions import many
from ajar.demo.aws.errors import AwsError
from ajar.demo.aws.state import ALL_USERS, FLAGS, SIGNED_IN, Bucket, Grant
from ajar.demo.aws.stranger import is_public, is_public_grant

if TYPE_CHECKING:
    from collections.abc import Callable

    from ajar.demo.aws.access import Caller
    from ajar.demo.aws.inputs import Given
    from ajar.demo.aws.state import Account, World

Answer = dict[str, Any]

LONGEST = 20_480
"""Bytes of a policy ("Bucket policies for Amazon S3", read 2026-11-24,
https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html)."""

# "Canned ACL", https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html, read 2026-11-24.
CANNED = {
    "private": (),
    "public-read": (Grant(ALL_USERS, "READ"),),
    "public-read-write": (Grant(ALL_USERS, "READ"), Grant(ALL_USERS, "WRITE")),
    "authenticated-read": (Grant(SIGNED_IN, "READ"),),
}


def block(world: World, _: Caller, given: Given) -> Answer:
    """Return the bucket's own public access block. Raises NoSuchPublicAccessBlockConfiguration."""
    return _block_of(world.buckets[given["Bucket"]])


def put_block(world: World, _: Caller, given: Given) -> Answer:
    """Replace the bucket's block; a flag that is not named is off."""
    world.buckets[given["Bucket"]].block = _flags(given)
    return {}


def delete_block(world: World, _: Caller, given: Given) -> Answer:
    """Remove the bucket's block."""
    world.buckets[given["Bucket"]].block = None
    return {}


def account_block(world: World, caller: Caller, given: Given) -> Answer:
    """Return the account's public access block. Raises NoSuchPublicAccessBlockConfiguration."""
    return _block_of(_own_account(world, caller, given))


def put_account_block(world: World, caller: Caller, given: Given) -> Answer:
    """Replace the account's block; a flag that is not named is off."""
    _own_account(world, caller, given).block = _flags(given)
    return {}


def delete_account_block(world: World, caller: Caller, given: Given) -> Answer:
    """Remove the account's block."""
    _own_account(world, caller, given).block = None
    return {}


def ownership(world: World, _: Caller, given: Given) -> Answer:
    """Return who owns new objects. Raises OwnershipControlsNotFoundError where nothing is recorded."""
    found = world.buckets[given["Bucket"]].ownership
    if found is None:
        raise AwsError("OwnershipControlsNotFoundError", "The bucket ownership controls were not found")
    return {"OwnershipControls": {"Rules": [{"ObjectOwnership": found}]}}


def put_ownership(world: World, _: Caller, given: Given) -> Answer:
    """Set who owns new objects. Raises InvalidBucketAclWithObjectOwnership while the ACL grants others."""
    bucket = world.buckets[given["Bucket"]]
    wanted = given["OwnershipControls"]["Rules"][0]["ObjectOwnership"]
    if wanted == "BucketOwnerEnforced" and bucket.grants:
        message = "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting"
        raise AwsError("InvalidBucketAclWithObjectOwnership", message)
    bucket.ownership = wanted
    return {}


def delete_ownership(world: World, _: Caller, given: Given) -> Answer:
    """Remove the ownership record."""
    world.buckets[given["Bucket"]].ownership = None
    return {}


def acl(world: World, _: Caller, given: Given) -> Answer:
    """Return the bucket's list; with ACLs switched off it is the owner's full control alone."""
    bucket = world.buckets[given["Bucket"]]
    return written_acl(world.accounts[bucket.account], () if bucket.enforced else bucket.grants)


def put_acl(world: World, _: Caller, given: Given) -> Answer:
    """Replace the bucket's list by a whole list or a canned one.

    Raises AccessControlListNotSupported, AccessDenied (BlockPublicAcls) and, for the grant headers,
    NotImplemented.
    """
    bucket = world.buckets[given["Bucket"]]
    if bucket.enforced:
        raise AwsError("AccessControlListNotSupported", "The bucket does not allow ACLs")
    account = world.accounts[bucket.account]
    grants = _wanted_grants(given, account)
    if _is_blocked(account, bucket, "BlockPublicAcls") and any(map(is_public_grant, grants)):
        raise AwsError("AccessDenied", "Access Denied")
    bucket.grants = grants
    return {}


def policy(world: World, _: Caller, given: Given) -> Answer:
    """Return the policy's text, byte for byte. Raises NoSuchBucketPolicy."""
    return {"Policy": _policy(world.buckets[given["Bucket"]])}


def put_policy(world: World, _: Caller, given: Given) -> Answer:
    """Replace the policy. Raises MalformedPolicy, or AccessDenied where BlockPublicPolicy is on."""
    bucket = world.buckets[given["Bucket"]]
    text = given.get("Policy", "")
    check_policy(text)
    if _is_blocked(world.accounts[bucket.account], bucket, "BlockPublicPolicy") and is_public(text):
        message = "public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access"
        raise AwsError("AccessDenied", f"Access Denied because {message}.")
    bucket.policy = text
    return {}


def delete_policy(world: World, _: Caller, given: Given) -> Answer:
    """Remove the policy; it is no error that there was none."""
    world.buckets[given["Bucket"]].policy = None
    return {}


def policy_status(world: World, _: Caller, given: Given) -> Answer:
    """Tell whether S3 calls the policy public. Raises NoSuchBucketPolicy."""
    return {"PolicyStatus": {"IsPublic": is_public(_policy(world.buckets[given["Bucket"]]))}}


def written_acl(account: Account, grants: tuple[Grant, ...]) -> Answer:
    """Return an access control list as S3 writes it: the owner's full control, then the others."""
    owner = Grant(account.canonical_id, "FULL_CONTROL")
    return {
        "Owner": {"ID": account.canonical_id},
        "Grants": [
            {"Grantee": _grantee(grant.grantee), "Permission": grant.permission} for grant in (owner, *grants)
        ],
    }


def _grantee(name: str) -> Answer:
    return (
        {"Type": "Group", "URI": name} if name.startswith("http") else {"Type": "CanonicalUser", "ID": name}
    )


def _wanted_grants(given: Given, account: Account) -> tuple[Grant, ...]:
    if "AccessControlPolicy" in given:
        lines = [
            Grant(line["Grantee"].get("URI") or line["Grantee"].get("ID", ""), line["Permission"])
            for line in given["AccessControlPolicy"].get("Grants", [])
        ]
        return tuple(line for line in lines if line != Grant(account.canonical_id, "FULL_CONTROL"))
    if given.get("ACL") in CANNED:
        return CANNED[given["ACL"]]
    raise AwsError("NotImplemented", "the demo takes a whole list or a canned one")


def _block_of(holder: Account | Bucket) -> Answer:
    if holder.block is None:
        message = "The public access block configuration was not found"
        raise AwsError("NoSuchPublicAccessBlockConfiguration", message)
    return {"PublicAccessBlockConfiguration": dict(holder.block)}


def _flags(given: Given) -> dict[str, bool]:
    wanted = given["PublicAccessBlockConfiguration"]
    return {flag: wanted.get(flag, False) for flag in FLAGS}


def _own_account(world: World, caller: Caller, given: Given) -> Account:
    if caller.identity is None or caller.identity.account != given["AccountId"]:
        raise AwsError("AccessDenied", "Access Denied")
    return world.accounts[caller.identity.account]


def _is_blocked(account: Account, bucket: Bucket, flag: str) -> bool:
    return any((holder.block or {}).get(flag, False) for holder in (account, bucket))


def _policy(bucket: Bucket) -> str:
    if bucket.policy is None:
        raise AwsError("NoSuchBucketPolicy", "The bucket policy does not exist")
    return bucket.policy


def check_policy(text: str) -> None:
    """Raise MalformedPolicy for a text that S3 would not take as a policy.

    One is too long, or names somebody who is deleted: "How do I resolve the 'Invalid principal in policy'
    error in my S3 bucket policy?", read 2026-11-24,
    https://repost.aws/knowledge-center/s3-invalid-principal-in-policy-error.
    """
    try:
        loaded = json.loads(text)
    except ValueError as error:
        message = "Policies must be valid JSON and the first byte must be '{'"
        raise AwsError("MalformedPolicy", message) from error
    if not isinstance(loaded, dict) or not loaded.get("Statement"):
        raise AwsError("MalformedPolicy", "Missing required field Statement")
    if len(text.encode()) > LONGEST:
        raise AwsError("MalformedPolicy", "Policy exceeds the maximum allowed document size")
    statements = loaded["Statement"] if isinstance(loaded["Statement"], list) else [loaded["Statement"]]
    if any(map(_names_deleted, statements)):
        raise AwsError("MalformedPolicy", "Invalid principal in policy")
    for field in ("Effect", "Principal", "Action", "Resource"):
        if not all(field in line or f"Not{field}" in line for line in statements):
            raise AwsError("MalformedPolicy", f"Missing required field {field}")


def _names_deleted(statement: Answer) -> bool:
    """Whether it names the unique id that a deleted user or role leaves behind."""
    elements = (statement.get("Principal"), statement.get("NotPrincipal"))
    named = (element.get("AWS", []) for element in elements if isinstance(element, dict))
    return any(str(name).startswith(("AIDA", "AROA")) for names in named for name in many(names))


OPERATIONS: dict[str, Callable[[World, Caller, Given], Answer]] = {
    "s3.DeleteBucketOwnershipControls": delete_ownership,
    "s3.DeleteBucketPolicy": delete_policy,
    "s3.DeletePublicAccessBlock": delete_block,
    "s3.GetBucketAcl": acl,
    "s3.GetBucketOwnershipControls": ownership,
    "s3.GetBucketPolicy": policy,
    "s3.GetBucketPolicyStatus": policy_status,
    "s3.GetPublicAccessBlock": block,
    "s3.PutBucketAcl": put_acl,
    "s3.PutBucketOwnershipControls": put_ownership,
    "s3.PutBucketPolicy": put_policy,
    "s3.PutPublicAccessBlock": put_block,
    "s3control.DeletePublicAccessBlock": delete_account_block,
    "s3control.GetPublicAccessBlock": account_block,
    "s3control.PutPublicAccessBlock": put_account_block,
}
