"""What a bucket's website serves of what its policy lets anyone read: over plain http, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from ajar.model.access import Capability
from ajar.model.exposure import Exposure
from ajar.model.ours import Ours
from ajar.providers.aws.s3_bucket.verdict import judge
from clouds.s3_facts import ACCOUNT, BUCKET, OTHER, READ, allow, facts, policy

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
SITE = {"IndexDocument": {"Suffix": "index.html"}}


def judged(*statements: dict[str, Any], website: object = SITE) -> Exposure:
    known = facts(policy=policy(*statements), website=website)
    return judge(BUCKET, known, Ours(accounts=frozenset({ACCOUNT})), AT)


def served(*statements: dict[str, Any], website: object = SITE) -> list[tuple[Capability, ...]]:
    """What each way through the website gives."""
    return [way.capabilities for way in judged(*statements, website=website).ways if way.through == "website"]


def under(condition: dict[str, Any], effect: str = "Allow", *actions: str) -> dict[str, Any]:
    return {**allow("*", *(actions or ("s3:GetObject",)), Condition=condition), "Effect": effect}


def test_a_website_reads_and_lists_nothing() -> None:
    assert served(allow("*", "s3:GetObject", "s3:ListBucket", "s3:PutObject")) == [(Capability.READ,)]


@pytest.mark.parametrize(
    ("statement", "reached"),
    [
        (under({"Bool": {"aws:SecureTransport": "false"}}, "Deny", "s3:*"), False),
        (under({"BoolIfExists": {"aws:SecureTransport": "false"}}, "Deny", "s3:*"), False),
        (under({"Bool": {"aws:SecureTransport": "true"}}, "Deny", "s3:*"), True),
        (under({"NumericLessThan": {"s3:TlsVersion": "1.2"}}, "Deny", "s3:*"), True),
        (under({"NumericLessThanIfExists": {"s3:TlsVersion": "1.2"}}, "Deny", "s3:*"), False),
        (under({"Null": {"s3:TlsVersion": "true"}}, "Deny", "s3:*"), False),
        (under({"Bool": {"aws:SecureTransport": "false"}}, "Deny", "s3:PutObject"), True),
        (under({"StringNotLike": {"aws:Referer": "https://example.com/*"}}, "Deny", "s3:*"), True),
    ],
)
def test_what_is_denied_to_plain_http_is_not_served(statement: dict[str, Any], *, reached: bool) -> None:
    assert bool(served(READ, statement)) is reached


@pytest.mark.parametrize(
    ("statement", "reached"),
    [
        (under({"Bool": {"aws:SecureTransport": "true"}}), False),
        (under({"Bool": {"aws:SecureTransport": "false"}}), True),
        (under({"StringLike": {"aws:Referer": "https://example.com/*"}}), True),
        (under({"StringEquals": {"aws:UserAgent": "secret"}}), True),
        (under({"IpAddress": {"aws:SourceIp": "0.0.0.0/1"}}), True),
        (under({"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}), False),
        (under({"DateLessThan": {"aws:CurrentTime": "2026-01-01T00:00:00Z"}}), False),
        (allow("*", "s3:GetObjectVersion"), False),
        (allow("*", "s3:GetObjectTorrent"), False),
        (allow("*", "s3:Get*"), True),
        (allow({"AWS": "*"}, "s3:GetObject"), True),
        (allow({"AWS": OTHER}, "s3:GetObject"), False),
    ],
)
def test_what_anybody_may_read_with_a_browser_is_served(statement: dict[str, Any], *, reached: bool) -> None:
    assert bool(served(statement)) is reached


def test_a_part_that_is_denied_to_plain_http_leaves_the_rest() -> None:
    part = under({"Bool": {"aws:SecureTransport": "false"}}, "Deny", "s3:*")
    assert served(READ, {**part, "Resource": f"{BUCKET.id}/a*"})
    assert not served(READ, {**part, "Resource": f"{BUCKET.id}/*"})


@pytest.mark.parametrize("website", [None, [], 7, {"RedirectAllRequestsTo": {"HostName": "example.com"}}])
def test_what_is_no_site_serves_nothing(website: object) -> None:
    assert not served(READ, website=website)


def test_the_ways_end_stands_with_it() -> None:
    until = {"DateLessThan": {"aws:CurrentTime": "2027-01-01T00:00:00Z"}}
    assert served(under(until)) == [(Capability.READ,)]
    assert judged(under(until)).until == datetime(2027, 1, 1, tzinfo=UTC)
