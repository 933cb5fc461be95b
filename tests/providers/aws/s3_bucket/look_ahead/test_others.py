"""Accounts, services and the writers of logs: who loses by a change, and who does not."""

from __future__ import annotations

import pytest

from ajar.model.facts import Reason, Unread, Value
from ajar.model.ours import Ours
from ajar.policy.aws.s3_acl import CLOUDFRONT_LOGS, LOG_DELIVERY
from ajar.providers.aws.s3_bucket.look_ahead.others import log_delivery, named, services
from clouds.foreseen import Unasked, changed, codes, of_facts
from clouds.s3_facts import ACCOUNT, ALL_USERS, OTHER, READ, SHARED, acl, allow, block, facts, policy

RESTRICT = block("RestrictPublicBuckets")
OWNER = {"StringEquals": {"aws:SourceAccount": ACCOUNT}}
LOGS = allow({"Service": "logging.s3.amazonaws.com"}, "s3:PutObject", Condition=OWNER)
TRAIL = allow({"Service": "cloudtrail.amazonaws.com"}, "s3:PutObject", Condition=OWNER)
CDN = allow({"Service": "cloudfront.amazonaws.com"}, "s3:GetObject", Condition=OWNER)
BOTH = allow({"AWS": OTHER}, "s3:GetObject", "s3:ListBucket")


def test_a_named_account_that_loses_all_a_part_or_nothing_is_told() -> None:
    shared = of_facts(facts(policy=policy(READ, BOTH)))
    assert codes(named(Unasked(), changed(shared, bucket_block=RESTRICT))) == ["outsiders_out"]
    assert codes(named(Unasked(), changed(shared, policy=policy(SHARED)))) == ["outsiders_less"]
    assert codes(named(Unasked(), changed(shared, policy=policy(BOTH)))) == ["outsiders_keep"]
    (one,) = named(Unasked(), changed(shared, policy=None))
    assert OTHER in one.args["who"]


def test_an_account_of_ours_is_told_as_ours() -> None:
    ours = Ours(accounts=frozenset({ACCOUNT, OTHER}))
    shared = of_facts(facts(policy=policy(READ, SHARED)), ours=ours)
    assert codes(named(Unasked(), changed(shared, ours=ours, bucket_block=RESTRICT))) == ["ours_out"]
    assert codes(named(Unasked(), changed(shared, ours=ours, policy=policy(SHARED)))) == ["ours_keep"]


def test_a_service_whose_statement_goes_is_told_by_its_title() -> None:
    before = of_facts(facts(policy=policy(READ, LOGS, TRAIL, CDN)))
    told = list(services(Unasked(), changed(before, policy=policy(LOGS))))
    assert codes(told) == ["service_stops", "services_keep"]
    assert told[0].args == {"service": "AWS CloudTrail"}
    assert codes(services(Unasked(), changed(before, policy=policy(TRAIL)))) == ["logs_stop", "services_keep"]


def test_a_block_lets_services_pass() -> None:
    before = of_facts(facts(policy=policy(READ, TRAIL)))
    (one,) = services(Unasked(), changed(before, bucket_block=RESTRICT))
    assert (one.reassures, codes([one])) == (True, ["services_keep"])


def test_without_any_service_nothing_is_told() -> None:
    before = of_facts(facts(policy=policy(READ, CDN)))
    assert codes(services(Unasked(), changed(before, policy=None))) == []
    logging = of_facts(facts(policy=policy(LOGS)))
    assert codes(services(Unasked(), changed(logging, bucket_block=block("BlockPublicAcls")))) == []


@pytest.mark.parametrize(
    ("after", "told"),
    [
        ({"acl": acl()}, ["logs_stop", "cloudfront_logs_stop"]),
        ({"acl": acl((LOG_DELIVERY, "WRITE"), (CLOUDFRONT_LOGS, "FULL_CONTROL"))}, []),
        ({"acl": acl(), "ownership": "BucketOwnerEnforced"}, ["logs_stop", "cloudfront_logs_stop"]),
        ({"ownership": "BucketOwnerEnforced"}, ["logs_stop", "cloudfront_logs_stop"]),
        ({"ownership": "BucketOwnerPreferred"}, []),
        ({"bucket_block": block("IgnorePublicAcls")}, []),
    ],
)
def test_logs_stop_with_the_list_that_let_them_in(after: dict[str, Value], told: list[str]) -> None:
    grants = ((ALL_USERS, "READ"), (LOG_DELIVERY, "WRITE"), (CLOUDFRONT_LOGS, "FULL_CONTROL"))
    before = of_facts(facts(acl=acl(*grants)))
    assert sorted(codes(log_delivery(Unasked(), changed(before, **after)))) == sorted(told)


def test_a_list_that_was_not_read_may_let_logs_in() -> None:
    unread = Unread(reason=Reason.DENIED, permission="s3:GetBucketAcl")
    before = of_facts(facts(acl=unread))
    (one,) = log_delivery(Unasked(), changed(before, ownership="BucketOwnerEnforced"))
    assert (one.known, one.permission, codes([one])) == (False, "s3:GetBucketAcl", ["logs_not_known"])
