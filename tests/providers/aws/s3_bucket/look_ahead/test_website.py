"""A website that anyone could read stops, and only then is it told."""

from __future__ import annotations

import msgspec
import pytest

from ajar.model.facts import Reason, Unread, Value
from ajar.providers.aws.s3_bucket.look_ahead.website import address, website
from clouds.foreseen import Unasked, changed, codes, of_facts
from clouds.s3_facts import BUCKET, READ, SHARED, block, facts, policy

SITE = {"IndexDocument": {"Suffix": "index.html"}}
ELSEWHERE = {"RedirectAllRequestsTo": {"HostName": "www.example.org"}}


def told(site: object, **after: Value) -> list[str]:
    """What is told of a public bucket with this website, as these settings change."""
    ahead = changed(of_facts(facts(policy=policy(READ), website=site)), **after)
    return codes(website(Unasked(), ahead))


@pytest.mark.parametrize(
    ("site", "code"),
    [(SITE, "website_stops"), (None, "website_off"), (ELSEWHERE, "website_redirects")],
)
def test_what_becomes_of_a_website_is_told_where_strangers_are_shut_out(site: object, code: str) -> None:
    assert told(site, policy=None) == [code]
    assert told(site, bucket_block=block("RestrictPublicBuckets")) == [code]
    assert told(site, policy=policy(SHARED)) == [code]


def test_nothing_is_told_where_nobody_is_shut_out() -> None:
    assert told(SITE, bucket_block=block("BlockPublicAcls")) == []
    held = of_facts(facts(policy=policy(READ), website=SITE, account_block=block("RestrictPublicBuckets")))
    assert codes(website(Unasked(), changed(held, policy=None))) == []


def test_a_website_that_was_not_read_is_not_known_with_its_permission() -> None:
    unread = Unread(reason=Reason.DENIED, permission="s3:GetBucketWebsite")
    ahead = changed(of_facts(facts(policy=policy(READ), website=unread)), policy=None)
    (one,) = website(Unasked(), ahead)
    assert (one.known, one.permission, one.code) == (False, "s3:GetBucketWebsite", "ahead_website_not_known")


@pytest.mark.parametrize(
    ("region", "host"),
    [
        ("eu-west-1", "drafts.s3-website-eu-west-1.amazonaws.com"),
        ("eu-central-1", "drafts.s3-website.eu-central-1.amazonaws.com"),
        ("cn-north-1", "drafts.s3-website.cn-north-1.amazonaws.com.cn"),
    ],
)
def test_a_website_is_named_by_its_address(region: str, host: str) -> None:
    bucket = msgspec.structs.replace(BUCKET, region=region)
    assert address(bucket) == host
