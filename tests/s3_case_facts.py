"""A case's facts: from the short forms that a file has to what a scan would have read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ajar.model.facts import Fact, Reading, Reason, Unread
from ajar.providers.aws.s3_bucket import KIND
from ajar.providers.aws.s3_bucket.settings import FLAGS
from clouds.network_facts import behavior, distribution, origin
from s3_cases import Case

OWNER_ID = "0" * 64
BLOCKS = ("account_block", "bucket_block")
POLICIES = ("policy", "key_policy")
UNLESS_SAID: dict[str, Any] = {
    "access_points": [],
    "distributions": [],
    "origin_identities": [],
    "origin_signing": "always",
    "payer": "BucketOwner",
    "vpc_endpoints": {"endpoints": [], "vpcs": []},
}
"""What a scan reads of a setting that was never touched, where that is not "not set"."""


def facts_of(case: Case) -> dict[str, dict[str, Reading]]:
    """The facts as a scan would have read them: each setting is asked for where its kind asks for it."""
    given = {name: value for name, value in case.facts.items() if name != "unread"}
    unread: Mapping[str, str] = case.facts.get("unread", {})
    facts: dict[str, dict[str, Reading]] = {}
    for setting in KIND.settings:
        owners = setting.of(case.resource, facts)
        value = _value(case, setting.name, given.pop(setting.name, UNLESS_SAID.get(setting.name)))
        assert owners or setting.name not in case.facts, f"{setting.name} is not asked for here"
        if setting.name in unread:
            reading: Reading = Unread(reason=Reason(unread[setting.name]), permission=setting.permissions[0])
            facts[setting.name] = {owner.id: reading for owner in owners}
        elif owners:
            facts[setting.name] = {owner.id: Fact(value) for owner in owners}
    left = {*given, *unread} - {setting.name for setting in KIND.settings}
    assert not left, f"no setting of a bucket is called {', '.join(sorted(left))}"
    return facts


def _value(case: Case, setting: str, written: Any) -> Any:  # noqa: ANN401 - JSON in and JSON out
    """What a scan reads where the file has its short form."""
    if setting in POLICIES and written is not None:
        return _text(written)
    if setting == "acl":
        return _acl(written or [])
    if setting in BLOCKS and written is not None:
        return _block(written)
    if setting == "access_points":
        return [_access_point(case, **one) for one in written]
    if setting == "distributions":
        return [_distribution(case, one) for one in written]
    return written


def _text(policy: Any) -> str:  # noqa: ANN401 - an object, or its text
    return policy if isinstance(policy, str) else json.dumps(policy)


def _block(on: list[str]) -> dict[str, bool]:
    assert set(on) <= set(FLAGS), f"a block has the flags {', '.join(FLAGS)}"
    return {flag: flag in on for flag in FLAGS}


def _access_point(
    case: Case,
    name: str,
    policy: Any = None,  # noqa: ANN401 - an object, or its text
    block: list[str] | None = None,
    vpc: str | None = None,
) -> dict[str, Any]:
    """One of the account's own; where nothing is said of its block, all of it is on, as AWS makes it."""
    account = case.bucket.account
    return {
        "account": account,
        "arn": f"arn:aws:s3:{case.bucket.region}:{account}:accesspoint/{name}",
        "block": _block(list(FLAGS) if block is None else block),
        "name": name,
        "network_origin": "VPC" if vpc else "Internet",
        "policy": None if policy is None else _text(policy),
        "vpc": vpc,
    }


def _distribution(case: Case, given: dict[str, Any]) -> dict[str, Any]:
    """One that serves the whole bucket to everybody, by an origin access control, or what differs from it."""
    name = given.get("Id", "EDFDVBD6EXAMPLE")
    own = {
        "Id": name,
        "ARN": f"arn:aws:cloudfront::{case.bucket.account}:distribution/{name}",
        "DomainName": f"{name.lower()}.cloudfront.net",
    }
    origins = [origin(**{"Id": "s3", "AccessId": "E2CONTROL", **one}) for one in given.get("Origins", [{}])]
    behaviors = [behavior(**{"Origins": ["s3"], **one}) for one in given.get("Behaviors", [{}])]
    return distribution(**{**own, **given, "Origins": origins, "Behaviors": behaviors})


def _acl(grants: list[list[str]]) -> dict[str, Any]:
    groups = {
        "AllUsers": "http://acs.amazonaws.com/groups/global/AllUsers",
        "AuthenticatedUsers": "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
        "LogDelivery": "http://acs.amazonaws.com/groups/s3/LogDelivery",
    }
    return {
        "Owner": {"ID": OWNER_ID},
        "Grants": [
            {
                "Grantee": {"Type": "Group", "URI": groups[who]}
                if who in groups
                else {"ID": who, "Type": "CanonicalUser"},
                "Permission": permission,
            }
            for who, permission in [[OWNER_ID, "FULL_CONTROL"], *grants]
        ],
    }
