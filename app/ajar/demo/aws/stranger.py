"""What S3 would let a visitor do who is not of the bucket's account: a small evaluator of the demo's own.

It shares no line with the judges that it is the counterpart of, so that a proof on the demo is no circle.
"""

from __future__ import annotations

import ipaddress
import json
from dataclasses import dataclass
from typing import Any

from ajar.demo.aws.conditions import holds, like, many
from ajar.demo.aws.state import (
    ALL_USERS,
    FLAGS,
    SIGNED_IN,
    AccessPoint,
    Account,
    Bucket,
    Grant,
    StoredObject,
    now,
)

# Where a stranger's requests come from, unless the request's X-Forwarded-For says otherwise: an address of
# the public internet that is none of the demo's own.
FAR_AWAY = "93.184.216.34"

# "Access control list (ACL) overview", mapping of ACL permissions and access policy permissions,
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html, read 2026-11-24.
BUCKET_ACL = {
    "s3:ListBucket": "READ",
    "s3:ListBucketVersions": "READ",
    "s3:PutObject": "WRITE",
    "s3:DeleteObject": "WRITE",
    "s3:GetBucketAcl": "READ_ACP",
    "s3:PutBucketAcl": "WRITE_ACP",
}
OBJECT_ACL = {"s3:GetObject": "READ", "s3:GetObjectAcl": "READ_ACP", "s3:PutObjectAcl": "WRITE_ACP"}

# "Blocking public access to your Amazon S3 storage", the meaning of "public",
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html,
# read 2026-11-24.
POINTS = "s3:dataaccesspointarn"
FIXING_KEYS = frozenset(
    {
        "aws:principalaccount",
        "aws:principalarn",
        "aws:principalorgid",
        "aws:sourceaccount",
        "aws:sourcearn",
        "aws:sourceip",
        "aws:sourceorgid",
        "aws:sourceowner",
        "aws:sourcevpc",
        "aws:sourcevpce",
        "aws:userid",
        "s3:dataaccesspointaccount",
        "s3:dataaccesspointarn",
        "s3:x-amz-server-side-encryption-aws-kms-key-id",
    }
)
FIXING_OPERATORS = {"StringEquals", "StringLike", "ArnEquals", "ArnLike", "IpAddress"}
BROADEST = {4: 8, 6: 32}


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks; `account`, `arn` and the canonical id are None for a request without credentials.

    `point` is the access point that they come through, None for those who ask the bucket itself. A service
    of AWS has neither account nor ARN of its own; it says for which resource it asks, and whose that is.
    """

    account: str | None = None
    arn: str | None = None
    canonical_id: str | None = None
    address: str = FAR_AWAY
    point: AccessPoint | None = None
    service: str = ""
    source: str = ""
    source_account: str = ""

    def facts(self) -> dict[str, str]:
        """Return the request context that conditions are tested against, with its keys in lower case."""
        # "AWS global condition context keys": aws:PrincipalAccount is there for every request and says
        # `anonymous` for one without credentials; aws:PrincipalArn only for signed ones.
        # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html,
        # read 2026-11-24.
        found = {
            "aws:currenttime": now().isoformat(),
            "aws:principalaccount": self.account or "anonymous",
            "aws:securetransport": "true",
            "aws:sourceip": self.address,
        }
        if self.point:
            found["s3:dataaccesspointarn"] = self.point.arn
            found["s3:dataaccesspointaccount"] = self.point.account
            found["s3:accesspointnetworkorigin"] = "VPC" if self.point.vpc else "Internet"
        if self.service:
            del found["aws:principalaccount"], found["aws:sourceip"]
            found["aws:principalisawsservice"] = "true"
            found["aws:principalservicename"] = self.service
            found["aws:sourcearn"], found["aws:sourceaccount"] = self.source, self.source_account
        return found | ({"aws:principalarn": self.arn} if self.arn else {})


def may(
    visitor: Visitor,
    action: str,
    bucket: Bucket,
    account: Account,
    key: str = "",
    item: StoredObject | None = None,
) -> bool:
    """Whether S3 lets the visitor do this to the bucket, or to the object `key` (`item` when it exists)."""
    if visitor.account in {None, "cloudfront"} and bucket.payer == "Requester":
        return False
    block = {
        flag: any((side or {}).get(flag, False) for side in (account.block, bucket.block)) for flag in FLAGS
    }
    if visitor.point and not _may_use(
        visitor.point, visitor, action, key, shut=block["RestrictPublicBuckets"]
    ):
        return False
    verdicts = _verdicts(bucket.policy, visitor, action, f"{bucket.arn}/{key}" if key else bucket.arn)
    if "Deny" in verdicts:
        return False
    # "Only AWS service principals and authorized users within the bucket owner's account" are let through:
    # "PublicAccessBlockConfiguration", read 2026-11-24,
    # https://docs.aws.amazon.com/AmazonS3/latest/API/API_PublicAccessBlockConfiguration.html
    shut = block["RestrictPublicBuckets"] and is_public(bucket.policy) and not visitor.service
    if "Allow" in verdicts and not shut:
        return True
    if bucket.enforced:
        return False
    grants = _asked_grants(action, bucket, item)
    return any(_granted(grant, visitor, ignore_public=block["IgnorePublicAcls"]) for grant in grants)


def _may_use(point: AccessPoint, visitor: Visitor, action: str, key: str, *, shut: bool) -> bool:
    """Whether the access point itself lets the visitor do this; `shut` is the word of the blocks behind it.

    "Access points restrictions and limitations": nobody without a signature, and nobody from outside its
    network; https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-restrictions-limitations.html,
    read 2026-11-24.
    """
    if visitor.account is None or point.vpc:
        return False
    resource = f"{point.arn}/object/{key}" if key else point.arn
    if _verdicts(point.policy, visitor, action, resource) != {"Allow"}:
        return False
    return not (is_public_point(point, point.policy) and (shut or point.block["RestrictPublicBuckets"]))


def allowed(visitor: Visitor, policy: str | None, action: str, resource: str) -> bool:
    """Whether a policy, of whatever it is, lets the visitor do this to the resource."""
    return _verdicts(policy, visitor, action, resource) == {"Allow"}


def _verdicts(policy: str | None, visitor: Visitor, action: str, resource: str) -> set[str]:
    return {
        statement["Effect"]
        for statement in _statements(policy)
        if _matches(statement, visitor, action, resource)
    }


def is_public_point(point: AccessPoint, policy: str | None) -> bool:
    """Whether S3 would call this policy public on the access point: never on one for a network alone."""
    return not point.vpc and is_public(policy, FIXING_KEYS - {POINTS})


def is_public(policy: str | None, fixing: frozenset[str] = FIXING_KEYS) -> bool:
    """Whether S3 calls the policy public: it lets in everyone, and no condition fixes who that may be."""
    return any(
        statement["Effect"] == "Allow"
        and _is_wide(statement)
        and not any(_fixes(*line) for line in _lines(statement) if line[1] in fixing)
        for statement in _statements(policy)
    )


def is_public_grant(grant: Grant) -> bool:
    """Whether a line of an access control list names one of the two groups that S3 calls public."""
    return grant.grantee in {ALL_USERS, SIGNED_IN}


def _statements(policy: str | None) -> list[dict[str, Any]]:
    try:
        loaded = json.loads(policy or "{}")
    except ValueError:
        return []
    found = many(loaded.get("Statement", [])) if isinstance(loaded, dict) else []
    return [statement for statement in found if isinstance(statement, dict) and "Effect" in statement]


def _matches(statement: dict[str, Any], visitor: Visitor, action: str, resource: str) -> bool:
    return (
        _names_visitor(statement, visitor)
        and _names(statement, "Action", action.lower(), lower=True)
        and _names(statement, "Resource", resource, lower=False)
        and holds(statement.get("Condition", {}), visitor.facts())
    )


def _names(statement: dict[str, Any], element: str, asked: str, *, lower: bool) -> bool:
    turned = f"Not{element}" in statement
    patterns = [str(pattern) for pattern in many(statement.get(f"Not{element}" if turned else element, []))]
    found = any(like(asked, pattern.lower() if lower else pattern) for pattern in patterns)
    return found != turned


def _names_visitor(statement: dict[str, Any], visitor: Visitor) -> bool:
    turned = "NotPrincipal" in statement
    named = _principals(statement.get("NotPrincipal" if turned else "Principal"))
    root = visitor.account and f"arn:aws:iam::{visitor.account}:root"
    own = {"*", visitor.account, visitor.arn, visitor.canonical_id, root, visitor.service or None}
    return bool(own & named) != turned


def _is_wide(statement: dict[str, Any]) -> bool:
    # A NotPrincipal fixes nobody: all others are meant. Neither does a sign-in that the web offers to all.
    element = statement.get("Principal")
    federated = many(element.get("Federated", [])) if isinstance(element, dict) else []
    everyone = "NotPrincipal" in statement or "*" in _principals(element)
    return everyone or any(not str(name).startswith("arn:") for name in federated)


def _principals(element: object) -> set[str]:
    if element == "*":
        return {"*"}
    if not isinstance(element, dict):
        return set()
    kinds = ("AWS", "CanonicalUser", "Service")
    return {str(name) for kind in kinds for name in many(element.get(kind, []))}


def _lines(statement: dict[str, Any]) -> list[tuple[str, str, list[str]]]:
    return [
        (operator, key.lower(), [str(value) for value in many(values)])
        for operator, keys in statement.get("Condition", {}).items()
        for key, values in keys.items()
    ]


def _fixes(operator: str, key: str, values: list[str]) -> bool:
    if operator not in FIXING_OPERATORS:
        return False
    if key == POINTS:  # a bucket may leave the point's name open, as long as the account is fixed
        values = [value.rpartition(":accesspoint/")[0] or value for value in values]
    if key == "aws:sourceip":
        networks = [ipaddress.ip_network(value, strict=False) for value in values]
        return all(network.prefixlen >= BROADEST[network.version] for network in networks)
    return not any(set("*?$") & set(value) for value in values)


def _asked_grants(action: str, bucket: Bucket, item: StoredObject | None) -> list[Grant]:
    wanted = [(grant, BUCKET_ACL.get(action)) for grant in bucket.grants]
    wanted += [(grant, OBJECT_ACL.get(action)) for grant in (item.grants if item else ())]
    return [
        grant
        for grant, permission in wanted
        if permission and grant.permission in {permission, "FULL_CONTROL"}
    ]


def _granted(grant: Grant, visitor: Visitor, *, ignore_public: bool) -> bool:
    if is_public_grant(grant):
        return not ignore_public and (grant.grantee == ALL_USERS or visitor.account is not None)
    return grant.grantee == visitor.canonical_id
