"""The company's keys, and the endpoint of its network, which is the one way to its servers' settings."""

from __future__ import annotations

import json
from collections.abc import Iterable

from ajar.demo.aws.company.prod import ENDPOINT, HOME, PROD
from ajar.demo.aws.state import Bucket, KmsKey, VpcEndpoint


def endpoints() -> dict[str, VpcEndpoint]:
    """Return the endpoints by their ids."""
    own = VpcEndpoint(ENDPOINT, PROD, HOME, "vpc-0b6a2d91f3c4e5780")
    return {own.id: own}


def kms_keys(buckets: Iterable[Bucket]) -> dict[str, KmsKey]:
    """Return the keys that these buckets are encrypted with, each for its own account alone."""
    return {bucket.key: KmsKey(bucket.key, policy_of(bucket.account)) for bucket in buckets if bucket.key}


def policy_of(*accounts: str) -> str:
    """Return the policy that a key begins with: these accounts decide themselves who may use it."""
    roots = [f"arn:aws:iam::{account}:root" for account in accounts]
    allow = {"Effect": "Allow", "Principal": {"AWS": roots}, "Action": "kms:*", "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [allow]}, indent=2)
