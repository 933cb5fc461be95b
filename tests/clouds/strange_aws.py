"""Generated S3 buckets in the fake AWS, and what strangers really get from them by its own evaluator."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from hypothesis import strategies as st

from ajar.demo.aws.company.callers import OUTSIDER, OUTSIDER_KEY, PARTNER_KEY
from ajar.demo.aws.company.prod import PARTNER, PROD
from ajar.demo.aws.s3_settings import written_acl
from ajar.demo.aws.state import (
    ALL_USERS,
    FLAGS,
    LOG_DELIVERY,
    SIGNED_IN,
    Account,
    Bucket,
    Grant,
    StoredObject,
    now,
)
from ajar.demo.aws.stranger import Visitor, may
from ajar.model.access import Capability
from ajar.model.facts import Fact, Facts
from ajar.model.resource import Resource
from ajar.policy.aws.actions import ACTIONS, Action, Place

NAME = "strange.bucket"
ARN = f"arn:aws:s3:::{NAME}"
KEYS = ("a", "ab", "b", "any", "b/a", "b/c", "zz")
"""Enough to tell every combination of the patterns below apart."""

NAMED = Visitor(OUTSIDER, f"arn:aws:iam::{OUTSIDER}:user/nosy", Account(OUTSIDER).canonical_id)
SIGNED = Visitor(PARTNER, f"arn:aws:iam::{PARTNER}:user/indexer", Account(PARTNER).canonical_id)
"""Somebody with an account whom no generated policy names; NAMED is in some of them."""
ANYONE = Visitor()
_KEY_OF = {NAMED: OUTSIDER_KEY, SIGNED: PARTNER_KEY}

ACTION_PATTERNS = (
    "*",
    "s3:*",
    "s3:Get*",
    "s3:List*",
    "s3:*Object",
    "s3:*Acl",
    "s3:GetObject",
    "s3:getobjec?",
    "s3:ListBucket",
    "s3:PutObject",
    "s3:DeleteObject",
    "s3:GetBucketAcl",
    "s3:PutBucketAcl",
)
RESOURCE_PATTERNS = ("*", ARN, f"{ARN}*", f"{ARN}/*", f"{ARN}/a*", f"{ARN}/?", f"{ARN}/b/*", "arn:aws:s3:::*")
PRINCIPALS: tuple[object, ...] = (
    "*",
    {"AWS": "*"},
    {"AWS": OUTSIDER},
    {"AWS": f"arn:aws:iam::{OUTSIDER}:root"},
    {"AWS": NAMED.arn},
    {"AWS": [OUTSIDER, str(NAMED.arn)]},
    {"AWS": "arn:aws:iam::123456789012:role/else"},
    {"AWS": PROD},
    {"CanonicalUser": NAMED.canonical_id},
    {"AWS": "AIDADELETED00EXAMPLE"},
    {"AWS": ["*", OUTSIDER]},
)


_NOSY = {"aws:PrincipalArn": f"arn:aws:iam::{OUTSIDER}:user/*"}
_TIME = "aws:CurrentTime"
Conditions = tuple[dict[str, dict[str, str]], ...]
CONDITIONS: Conditions = (
    {"StringEquals": {"aws:PrincipalAccount": OUTSIDER}},
    {"StringNotEquals": {"aws:PrincipalAccount": OUTSIDER}},
    {"StringLike": {"aws:PrincipalAccount": "*"}},
    {"ArnLike": _NOSY},
    {"ArnNotLike": _NOSY},
    {"DateLessThan": {_TIME: "2020-01-01T00:00:00+00:00"}},
    {"DateGreaterThan": {_TIME: "2020-01-01T00:00:00+00:00"}},
)
"""On what the visitors have no choice in: what a stranger might choose, these do not."""
FOR_ALLOWS: Conditions = (
    {"Bool": {"aws:SecureTransport": "true"}},
    {"Bool": {"aws:SecureTransport": "true"}, "StringNotLike": {"aws:PrincipalAccount": f"{OUTSIDER[:5]}*"}},
    {"DateLessThan": {_TIME: "2099-01-01T00:00:00+00:00"}},
    {"StringNotEquals": {"aws:PrincipalAccount": "anonymous"}},
    {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:user/*"}},
    {"Null": {"aws:PrincipalArn": "false"}},
)
"""Whom a Deny with one of these stops may do without what it asks for, and the visitors do not."""
FOR_DENIES: Conditions = ({"ArnLikeIfExists": _NOSY},)
"""An Allow with one of these lets in whoever leaves the signature away, and the visitors do not."""


def _one_or_more(patterns: Iterable[str]) -> st.SearchStrategy[object]:
    one = st.sampled_from(tuple(patterns))
    return one | st.lists(one, min_size=1, max_size=3, unique=True)


@st.composite
def statements(draw: st.DrawFn) -> dict[str, object]:
    """One statement, half of them with a condition; denials and turned elements are drawn more seldom."""
    found: dict[str, object] = {"Effect": draw(st.sampled_from(("Allow", "Allow", "Deny")))}
    for element, values in (
        ("Principal", st.sampled_from(PRINCIPALS)),
        ("Action", _one_or_more(ACTION_PATTERNS)),
        ("Resource", _one_or_more(RESOURCE_PATTERNS)),
    ):
        turned = draw(st.sampled_from(("", "", "", "Not")))
        found[f"{turned}{element}"] = draw(values)
    if draw(st.booleans()):
        more = FOR_ALLOWS if found["Effect"] == "Allow" else FOR_DENIES
        found["Condition"] = draw(st.sampled_from((*CONDITIONS, *more)))
    return found


def _policy_of(found: list[dict[str, object]]) -> str:
    body: object = found[0] if len(found) == 1 else found
    return json.dumps({"Version": "2012-10-17", "Statement": body})


POLICIES = st.none() | st.lists(statements(), min_size=1, max_size=4).map(_policy_of)
BLOCKS = st.none() | st.fixed_dictionaries({flag: st.sampled_from((False, False, True)) for flag in FLAGS})
GRANTS = st.builds(
    Grant,
    grantee=st.sampled_from((ALL_USERS, SIGNED_IN, LOG_DELIVERY, str(NAMED.canonical_id), "ab" * 32)),
    permission=st.sampled_from(("READ", "WRITE", "READ_ACP", "WRITE_ACP", "FULL_CONTROL")),
)


@st.composite
def buckets(draw: st.DrawFn) -> tuple[Account, Bucket]:
    """A bucket with one object a key, and its account; the objects have no lists of their own."""
    account = Account(PROD, "marrow-prod", block=draw(BLOCKS))
    bucket = Bucket(NAME, PROD, "eu-west-1", now())
    bucket.policy, bucket.block = draw(POLICIES), draw(BLOCKS)
    bucket.ownership = draw(st.sampled_from((None, "ObjectWriter", "BucketOwnerEnforced")))
    bucket.grants = tuple(draw(st.lists(GRANTS, max_size=2)))
    bucket.payer = draw(st.sampled_from(("BucketOwner", "BucketOwner", "Requester")))
    refill(bucket)
    return account, bucket


def refill(bucket: Bucket) -> None:
    """Put the objects back that a visitor took away."""
    bucket.objects = {key: StoredObject(b"x", now()) for key in KEYS}


def resource_of(bucket: Bucket) -> Resource:
    """The bucket as it is listed."""
    return Resource(
        provider="aws",
        account=bucket.account,
        region=bucket.region,
        kind="s3_bucket",
        name=bucket.name,
        id=bucket.arn,
    )


def facts_of(account: Account, bucket: Bucket) -> Facts:
    """The facts that reading the bucket gives, without reading it."""
    own: dict[str, Any] = {
        "bucket_block": bucket.block,
        "ownership": bucket.ownership,
        "policy": bucket.policy,
        "website": None,
        "payer": bucket.payer,
        "encryption": {"SSEAlgorithm": "AES256"},
    }
    if not bucket.enforced:
        own["acl"] = written_acl(account, bucket.grants)
    facts: dict[str, dict[str, Fact]] = {name: {bucket.arn: Fact(value)} for name, value in own.items()}
    return {"account_block": {account.id: Fact(account.block)}, **facts}


@dataclass(frozen=True)
class Probe:
    """One request that may be made of the bucket."""

    action: Action
    key: str


PROBES = tuple(
    Probe(action, key)
    for action in ACTIONS
    if not action.owner_only
    for key in (KEYS if action.place is Place.OBJECT else ("",))
)


def gets(
    visitor: Visitor, account: Account, bucket: Bucket, probes: Iterable[Probe] = PROBES
) -> frozenset[Capability]:
    """What the visitor can do, by the fake's own evaluator, asked for every action that there is."""
    return frozenset(
        probe.action.capability
        for probe in probes
        if probe.action.capability and may(visitor, probe.action.name, bucket, account, probe.key)
    )


_METHODS: Mapping[str, tuple[str, str, Mapping[str, str]]] = {
    "s3:ListBucket": ("GET", "?list-type=2", {}),
    "s3:GetObject": ("GET", "", {}),
    "s3:PutObject": ("PUT", "", {}),
    "s3:DeleteObject": ("DELETE", "", {}),
    "s3:GetBucketAcl": ("GET", "?acl", {}),
    "s3:GetBucketLocation": ("GET", "?location", {}),
    "s3:PutBucketAcl": ("PUT", "?acl", {"x-amz-acl": "private"}),
}
"""Those that the fake serves, in an order in which none spoils the next."""
SERVED = tuple(
    Probe(action, key)
    for name in _METHODS
    for action in ACTIONS
    if action.name == name
    for key in (KEYS if action.place is Place.OBJECT else ("",))
)


def asks(host: str, visitor: Visitor, action: str, key: str) -> bool:
    """Whether a real request gets through; the action is one of SERVED."""
    method, query, more = _METHODS[action]
    headers = dict(more)
    if visitor in _KEY_OF:
        scope = f"{_KEY_OF[visitor]}/20261124/eu-west-1/s3/aws4_request"
        headers["Authorization"] = f"AWS4-HMAC-SHA256 Credential={scope}"
    connection = http.client.HTTPConnection(host, timeout=10)
    try:
        path = f"/{NAME}/{quote(key)}{query}" if key else f"/{NAME}{query}"
        body = b"x" if method == "PUT" and not query else None
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.read()
    finally:
        connection.close()
    # A list cannot be written where lists are off, whoever asks: that is no refusal of the visitor.
    return answer.status not in (401, 403)


def served(action: str) -> bool:
    """Whether the fake serves this action to strangers."""
    return action in _METHODS
