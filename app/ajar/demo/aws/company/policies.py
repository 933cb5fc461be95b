"""Bucket policies as people leave them behind: the same text goes in and comes out, indentation and all."""

from __future__ import annotations

import json
from typing import Any

Statement = dict[str, Any]
READ = ["s3:GetObject"]
READ_AND_LIST = ["s3:GetObject", "s3:ListBucket"]


def text(*statements: Statement, indent: int | None = 4) -> str:
    """Return a policy's text; an indent of None gives one long line, as tools write it."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)}, indent=indent)


def allow(bucket: str, principal: object, actions: list[str], name: str, **more: object) -> Statement:
    """Return an Allow on the bucket, on its objects, or on both, as the actions need."""
    return _statement("Allow", bucket, principal, actions, name) | more


def deny(bucket: str, principal: object, actions: list[str], name: str, **more: object) -> Statement:
    """Return a Deny on the bucket, on its objects, or on both, as the actions need."""
    return _statement("Deny", bucket, principal, actions, name) | more


def only_over_tls(bucket: str) -> Statement:
    """Return the Deny of unencrypted requests that many guides tell people to add."""
    return deny(bucket, "*", ["s3:*"], "OnlyTLS", Condition={"Bool": {"aws:SecureTransport": "false"}})


def for_service(bucket: str, service: str, account: str, name: str) -> Statement:
    """Return an Allow for an AWS service that writes its logs, on behalf of the own account only."""
    owner = {"StringEquals": {"aws:SourceAccount": account}}
    return allow(bucket, {"Service": service}, ["s3:PutObject"], name, Condition=owner)


def _statement(effect: str, bucket: str, principal: object, actions: list[str], name: str) -> Statement:
    about_objects = [action for action in actions if "Object" in action or action in {"*", "s3:*"}]
    about_bucket = [action for action in actions if "Object" not in action]
    resources = [f"arn:aws:s3:::{bucket}"] * bool(about_bucket)
    resources += [f"arn:aws:s3:::{bucket}/*"] * bool(about_objects)
    return {
        "Sid": name,
        "Effect": effect,
        "Principal": principal,
        "Action": actions[0] if len(actions) == 1 else actions,
        "Resource": resources[0] if len(resources) == 1 else resources,
    }
