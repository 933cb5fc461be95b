"""IAM's call that tells all users, roles and groups of an account with the permissions of their own."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ajar.demo.aws.errors import AwsError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ajar.demo.aws.access import Caller
    from ajar.demo.aws.identities import AttachedPolicy, Document, Holder
    from ajar.demo.aws.inputs import Given
    from ajar.demo.aws.state import World

Answer = dict[str, Any]
PAGE = 100
_MADE = datetime(2021, 4, 12, 8, 0, tzinfo=UTC)

# How the answer calls each of them: its list, the beginning of its members, that of its id.
_LISTS = {
    "group": ("GroupDetailList", "Group", "AGPA"),
    "role": ("RoleDetailList", "Role", "AROA"),
    "user": ("UserDetailList", "User", "AIDA"),
}
_POLICIES = "Policies"


def authorization_details(world: World, caller: Caller, given: Given) -> Answer:
    """Return the account's users, groups, roles and attached policies, a page at a time.

    "GetAccountAuthorizationDetails",
    https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html, read
    2026-11-24: each text is written as an address writes it (RFC 3986), and of AWS's own policies those are
    told that are attached.
    """
    if caller.identity is None:
        raise AwsError("MissingAuthenticationToken", "Request is missing Authentication Token")
    told = _told(world, caller.identity.account)
    start = int(given.get("Marker", "0"))
    end = start + int(given.get("MaxItems", PAGE))
    answer: Answer = {name: [] for name, _, _ in _LISTS.values()} | {_POLICIES: []}
    for name, item in told[start:end]:
        answer[name].append(item)
    answer["IsTruncated"] = end < len(told)
    return answer | ({"Marker": str(end)} if answer["IsTruncated"] else {})


def _told(world: World, account: str) -> list[tuple[str, Answer]]:
    holders = sorted((one for one in world.holders.values() if one.account == account), key=_by_arn)
    attached = sorted({arn for one in holders for arn in one.attached})
    return [
        *((_LISTS[one.form][0], _holder(world, one)) for one in holders),
        *((_POLICIES, _attached(world.attached[arn])) for arn in attached),
    ]


def _by_arn(holder: Holder) -> tuple[str, str]:
    return holder.form, holder.arn


def _holder(world: World, one: Holder) -> Answer:
    _, kind, prefix = _LISTS[one.form]
    answer: Answer = {
        "Arn": one.arn,
        "Path": one.path,
        "CreateDate": _MADE,
        f"{kind}Name": one.name,
        f"{kind}Id": _id(prefix, one.arn),
        f"{kind}PolicyList": [
            {"PolicyName": name, "PolicyDocument": _written(document)} for name, document in one.inline
        ],
        "AttachedManagedPolicies": [
            {"PolicyName": world.attached[arn].name, "PolicyArn": arn} for arn in one.attached
        ],
    }
    return answer | ({"GroupList": list(one.groups)} if one.form == "user" else {})


def _attached(policy: AttachedPolicy) -> Answer:
    return {
        "PolicyName": policy.name,
        "PolicyId": _id("ANPA", policy.arn),
        "Arn": policy.arn,
        "Path": "/",
        "DefaultVersionId": "v1",
        "IsAttachable": True,
        "PolicyVersionList": [
            {
                "Document": _written(policy.document),
                "VersionId": "v1",
                "IsDefaultVersion": True,
                "CreateDate": _MADE,
            }
        ],
    }


def _written(document: Document) -> str:
    return quote(json.dumps(document))


def _id(prefix: str, arn: str) -> str:
    return prefix + hashlib.sha256(arn.encode()).hexdigest()[:16].upper()


OPERATIONS: dict[str, Callable[[World, Caller, Given], Answer]] = {
    "iam.GetAccountAuthorizationDetails": authorization_details,
}
