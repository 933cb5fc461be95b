"""One S3 bucket's facts as they would be read, to be judged and fixed without any cloud."""

from __future__ import annotations

import json
from typing import Any

from ajar.model.facts import Fact, Reading
from ajar.model.resource import Resource

ACCOUNT = "111122223333"
OTHER = "999988887777"
BUCKET = Resource(
    provider="aws",
    account=ACCOUNT,
    region="eu-west-1",
    kind="s3_bucket",
    name="drafts",
    id="arn:aws:s3:::drafts",
)
OWNER_ID = "0" * 64
STRANGE_ID = "1" * 64
FLAGS = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
ALL_USERS = "http://acs.amazonaws.com/groups/global/AllUsers"
AWS_USERS = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
NOT_ASKED = object()
"""In the place of a value: the setting is not in the facts at all."""


def acl(*grants: tuple[str, str]) -> dict[str, Any]:
    """A list with the owner's grant and these: a group's address or a canonical id, and a permission."""
    return {
        "Owner": {"ID": OWNER_ID},
        "Grants": [_grant(who, permission) for who, permission in ((OWNER_ID, "FULL_CONTROL"), *grants)],
    }


def _grant(who: str, permission: str) -> dict[str, Any]:
    group = "://" in who
    grantee = {"Type": "Group", "URI": who} if group else {"ID": who, "Type": "CanonicalUser"}
    return {"Grantee": grantee, "Permission": permission}


def block(*on: str) -> dict[str, bool]:
    """A public access block with these flags on."""
    return {flag: flag in on for flag in FLAGS}


def allow(principal: object, *actions: str, **more: object) -> dict[str, Any]:
    """A statement of a policy of BUCKET's."""
    resources = [BUCKET.id, f"{BUCKET.id}/*"]
    return {
        "Effect": "Allow",
        "Principal": principal,
        "Action": list(actions),
        "Resource": resources,
        **more,
    }


def policy(*statements: dict[str, Any]) -> str:
    """A policy's text."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


READ = allow("*", "s3:GetObject")
READ_AND_LIST = allow("*", "s3:GetObject", "s3:ListBucket")
SHARED = allow({"AWS": OTHER}, "s3:GetObject")
CONDITIONAL = allow("*", "s3:GetObject", Condition={"StringEquals": {"aws:Unheard": "of"}})


def facts(**given: object) -> dict[str, dict[str, Reading]]:
    """The facts of a bucket with nothing set but what is given by name: a value, a reading, or NOT_ASKED."""
    values: dict[str, object] = {
        "account_block": None,
        "bucket_block": None,
        "ownership": None,
        "acl": acl(),
        "policy": None,
        "website": None,
        "payer": "BucketOwner",
        "distributions": [],
        "encryption": {"SSEAlgorithm": "AES256"},
    }
    return {
        name: {ACCOUNT if name == "account_block" else BUCKET.id: _reading(value)}
        for name, value in (values | given).items()
        if value is not NOT_ASKED
    }


def _reading(value: object) -> Reading:
    return value if isinstance(value, Reading) else Fact(value)
