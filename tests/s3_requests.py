"""Requests to a bucket for tests: who asks, for what, and what the request says of itself."""

from __future__ import annotations

import json

from ajar.policy.aws.language import Condition, Policy, Statement, parse_policy
from ajar.policy.aws.request import Caller, Request
from s3_policies import BUCKET

NOBODY = Caller()


def root(account: str, canonical_id: str = "") -> Caller:
    """An account's root user."""
    return Caller(account=account, arn=f"arn:aws:iam::{account}:root", canonical_id=canonical_id)


def user(account: str, name: str = "ann") -> Caller:
    """A user of an account."""
    return Caller(account=account, arn=f"arn:aws:iam::{account}:user/{name}")


def session(account: str, role: str = "reader", name: str = "monday") -> Caller:
    """Somebody who has taken a role."""
    return Caller(account=account, arn=f"arn:aws:sts::{account}:assumed-role/{role}/{name}")


def request(
    caller: Caller = NOBODY,
    action: str = "s3:GetObject",
    resource: str = f"{BUCKET}/a",
    **context: str | tuple[str, ...],
) -> Request:
    """A request; `aws_SourceIp="192.0.2.1"` is a key of its context, several values are a tuple."""
    named = {name.replace("_", ":", 1).replace("__", "/"): value for name, value in context.items()}
    return Request(caller=caller, action=action, resource=resource, context=in_context(named))


def in_context(named: dict[str, str | tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The values by their keys' names in lower case, as a request has them."""
    return {name.lower(): (value,) if isinstance(value, str) else value for name, value in named.items()}


def parsed(*statements: dict[str, object], version: str = "2012-10-17") -> Policy:
    """The policy of these statements, which AWS would take."""
    policy = parse_policy(json.dumps({"Version": version, "Statement": list(statements)}))
    assert isinstance(policy, Policy), policy
    return policy


def stated(**members: object) -> Statement:
    """An Allow for anyone to do anything, or what differs from it."""
    without = {one.removeprefix("Not") for one in members if one.startswith("Not")}
    whole = {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}
    kept = {name: member for name, member in whole.items() if name not in without}
    return parsed({**kept, **members}).statements[0]


def condition(operator: str, key: str, *values: object) -> Condition:
    """One line of a Condition, as a policy that has it would be read."""
    texts = tuple(value if isinstance(value, str) else json.dumps(value) for value in values)
    return Condition(operator, key, texts, "", (0, 0))
