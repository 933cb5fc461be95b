"""Who changed each kind of the company's resources, by the real client on the fake CloudTrail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.history import OFFICE
from ajar.demo.aws.company.prod import PROD
from ajar.demo.aws.company.staging import STAGING
from ajar.model.deed import Deed, Span, Unseen
from ajar.model.exposure import Caveat
from ajar.model.facts import Reason
from ajar.providers.aws import KINDS, s3_access_point, s3_bucket, s3_multi_region_access_point
from ajar.providers.aws.s3_bucket.deeds import ACCOUNT_EVENTS, EVENTS, LIMITS
from ajar.providers.kind import Kind, Session
from ajar.providers.reader import reader
from ajar.words import SENTENCES
from clouds.fakes import Served, served

DRAFTS = "marrow-launch-drafts"


@pytest.fixture
def company() -> Iterator[Served]:
    """The company's AWS accounts."""
    with served("aws") as found:
        yield found


def of(company: Served, account: str) -> Session:
    """The session of this account."""
    return next(one for one in company.sessions if one.account == account)


def told(session: Session, kind: Kind, name: str, days: int = 90) -> list[Deed | Unseen | Caveat]:
    """All that the trail tells of the resource of this name."""
    assert kind.trail is not None
    resource = next(one for one in kind.list(reader(session)) if one.name == name)
    now = datetime.now(UTC)
    span = Span(since=now - timedelta(days=days), until=now + timedelta(minutes=1))
    return list(kind.trail.deeds(reader(session), resource, span))


def deeds(found: list[Deed | Unseen | Caveat]) -> list[Deed]:
    """The deeds among it, the latest first."""
    return sorted((one for one in found if isinstance(one, Deed)), key=lambda deed: deed.at, reverse=True)


def test_the_storys_bucket_tells_who_opened_it_when_and_from_where(company: Served) -> None:
    latest, before, refused, *_ = deeds(told(of(company, PROD), s3_bucket.KIND, DRAFTS))
    assert (latest.event, latest.who, latest.address) == (
        "PutBucketPolicy",
        f"arn:aws:iam::{PROD}:user/iris",
        "203.0.113.57",
    )
    assert (before.event, before.failed) == ("PutBucketPublicAccessBlock", "")
    assert (refused.who.rpartition("/")[2], refused.failed) == ("sam", "AccessDenied")


def test_what_only_read_is_not_told(company: Served) -> None:
    found = deeds(told(of(company, PROD), s3_bucket.KIND, DRAFTS))
    assert {deed.event for deed in found} <= EVENTS.keys() | ACCOUNT_EVENTS.keys()


def test_the_accounts_block_is_told_of_every_bucket_though_its_events_name_none(company: Served) -> None:
    found = deeds(told(of(company, PROD), s3_bucket.KIND, "marrow-www"))
    assert [(deed.about, deed.event, deed.who) for deed in found] == [
        ("account", "DeleteAccountPublicAccessBlock", f"arn:aws:iam::{PROD}:root")
    ]


def test_an_access_point_tells_of_itself_its_bucket_and_the_account(company: Served) -> None:
    session = of(company, PROD)
    session.call("s3:DeleteBucketPolicy", region="eu-west-1", Bucket="marrow-drafts-archive")
    found = deeds(told(session, s3_access_point.KIND, "drafts-share"))
    assert [(deed.about, deed.event) for deed in found] == [
        ("bucket", "DeleteBucketPolicy"),
        ("access_point", "PutAccessPointPolicy"),
        ("account", "DeleteAccountPublicAccessBlock"),
    ]


def test_one_access_point_is_not_told_what_was_done_to_another(company: Served) -> None:
    found = deeds(told(of(company, PROD), s3_access_point.KIND, "press-preview"))
    assert [deed for deed in found if deed.about == "access_point"] == []


def test_a_multi_region_one_is_looked_up_where_aws_records_it_with_its_buckets(company: Served) -> None:
    found = deeds(told(of(company, PROD), s3_multi_region_access_point.KIND, "checkpoints-anywhere"))
    assert [(deed.about, deed.event, deed.region) for deed in found] == [
        ("access_point", "PutMultiRegionAccessPointPolicy", "us-west-2"),
        ("bucket", "PutBucketAcl", "us-east-1"),
        ("account", "DeleteAccountPublicAccessBlock", "us-east-1"),
    ]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_where_the_trail_may_not_be_read_it_is_not_known(kind: Kind, company: Served) -> None:
    assert kind.trail is not None
    session = of(company, STAGING)
    resource = next(iter(s3_bucket.KIND.list(reader(session))))
    now = datetime.now(UTC)
    span = Span(since=now - timedelta(days=9), until=now)
    found = list(kind.trail.deeds(reader(session), resource, span))
    unseen = [one for one in found if isinstance(one, Unseen)]
    assert deeds(found) == []
    assert {one.permission for one in unseen if one.about == "account"} == {"cloudtrail:LookupEvents"}
    assert [one.reason for one in unseen if one.about == "account"] == [Reason.DENIED]


def test_a_change_that_is_made_now_is_told_with_who_made_it(company: Served) -> None:
    session = of(company, PROD)
    session.call("s3:DeletePublicAccessBlock", region="eu-west-1", Bucket=DRAFTS)
    session.call(
        "s3control:PutPublicAccessBlock",
        AccountId=PROD,
        PublicAccessBlockConfiguration={"BlockPublicAcls": True},
    )
    found = deeds(told(session, s3_bucket.KIND, DRAFTS, days=1))
    assert {(deed.event, deed.who, deed.address, deed.failed) for deed in found} == {
        ("DeleteBucketPublicAccessBlock", f"arn:aws:iam::{PROD}:user/ana", OFFICE, ""),
        ("PutAccountPublicAccessBlock", f"arn:aws:iam::{PROD}:user/ana", OFFICE, ""),
    }


def test_nothing_in_the_time_is_an_empty_answer_with_its_limits(company: Served) -> None:
    assert told(of(company, PROD), s3_bucket.KIND, "marrow-partner-drop", days=7) == [*LIMITS]


def test_looking_asks_nothing_but_the_trail(company: Served) -> None:
    assert isinstance(company.cloud, AwsCloud)
    session = of(company, PROD)
    resource = next(one for one in s3_bucket.KIND.list(reader(session)) if one.name == DRAFTS)
    company.cloud.calls.clear()
    now = datetime.now(UTC)
    assert s3_bucket.KIND.trail is not None
    list(s3_bucket.KIND.trail.deeds(reader(session), resource, Span(since=now, until=now)))
    asked = {f"{call.service}:{call.operation}" for call in company.cloud.calls}
    assert asked == set(s3_bucket.KIND.trail.permissions)


def test_every_event_has_its_sentence() -> None:
    codes = {*EVENTS.values(), *ACCOUNT_EVENTS.values(), *(limit.code for limit in LIMITS)}
    codes |= {*s3_access_point.deeds.EVENTS.values(), *s3_multi_region_access_point.deeds.EVENTS.values()}
    assert codes <= SENTENCES.keys()
