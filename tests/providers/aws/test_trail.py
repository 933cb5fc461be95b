"""CloudTrail's event history is looked through with bounds, and what it holds is taken as hostile text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ajar.model.deed import Deed, Span, Unseen
from ajar.model.facts import Reason
from ajar.providers.aws.trail import LONGEST, PAGES, Look, looked_up
from ajar.providers.kind import Busy, CloudError, Denied, Expired

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
SPAN = Span(since=AT - timedelta(days=90), until=AT)
EVENTS = {"PutBucketPolicy": "deed_policy_set"}
BUCKET = Look(
    about="bucket",
    owner="drafts",
    region="eu-west-1",
    attribute="ResourceName",
    value="drafts",
    events=EVENTS,
)


class History:
    """A reader whose one list is these pages; an error among them is raised in its place."""

    provider, account = "aws", "111122223333"

    def __init__(self, *pages: Sequence[Mapping[str, Any]] | CloudError) -> None:
        self.given = pages
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def call(
        self, operation: str, /, *, region: str = "", absent: Sequence[str] = (), **arguments: object
    ) -> Mapping[str, Any]:
        """Nothing else is asked."""
        raise AssertionError(operation, region, absent, arguments)

    def pages(
        self, operation: str, /, *, region: str = "", **arguments: object
    ) -> Iterator[Mapping[str, Any]]:
        """The pages, each but the last with a token."""
        assert operation == "cloudtrail:LookupEvents"
        self.asked.append((region, dict(arguments)))
        for number, page in enumerate(self.given, start=1):
            if isinstance(page, CloudError):
                raise page
            yield {"Events": page} | ({"NextToken": "more"} if number < len(self.given) else {})


def event(number: int = 1, record: object = None, **more: object) -> dict[str, Any]:
    """One event as boto3 hands it over."""
    return {
        "EventId": f"event-{number}",
        "EventName": "PutBucketPolicy",
        "EventSource": "s3.amazonaws.com",
        "EventTime": AT - timedelta(hours=number),
        "Username": "iris",
        "CloudTrailEvent": json.dumps({} if record is None else record),
        **more,
    }


def found(history: History, *looks: Look) -> list[Deed | Unseen]:
    """What the looks find."""
    return list(looked_up(history, looks or (BUCKET,), SPAN))


@pytest.mark.parametrize(
    ("identity", "who"),
    [
        (
            {"type": "IAMUser", "arn": "arn:aws:iam::1:user/iris", "userName": "iris"},
            "arn:aws:iam::1:user/iris",
        ),
        ({"type": "AWSService", "invokedBy": "config.amazonaws.com"}, "config.amazonaws.com"),
        ({"type": "WebIdentityUser", "userName": "accounts.google.com/u"}, "accounts.google.com/u"),
        ({"type": "AWSAccount", "principalId": "AIDA", "accountId": "999988887777"}, "AIDA"),
        ({}, "iris"),
    ],
)
def test_who_it_was_is_told_for_every_kind_of_identity(identity: dict[str, str], who: str) -> None:
    (deed,) = found(History([event(record={"userIdentity": identity})]))
    assert isinstance(deed, Deed)
    assert deed.who == who
    assert deed.through == ""


def test_time_address_program_and_region_are_told_and_whether_it_was_refused() -> None:
    record = {
        "userIdentity": {"arn": "arn:aws:sts::1:assumed-role/Deploy/x", "invokedBy": "cloudformation"},
        "sourceIPAddress": "203.0.113.57",
        "userAgent": "aws-cli/2",
        "awsRegion": "eu-west-1",
        "errorCode": "AccessDenied",
    }
    (deed,) = found(History([event(record=record)]))
    assert deed == Deed(
        id="event-1",
        event="PutBucketPolicy",
        code="deed_policy_set",
        about="bucket",
        owner="drafts",
        at=AT - timedelta(hours=1),
        who="arn:aws:sts::1:assumed-role/Deploy/x",
        through="cloudformation",
        address="203.0.113.57",
        agent="aws-cli/2",
        region="eu-west-1",
        failed="AccessDenied",
    )


@pytest.mark.parametrize(
    "hostile",
    [
        {"CloudTrailEvent": "{not json"},
        {"CloudTrailEvent": "[" * 100_000},
        {"CloudTrailEvent": "[1, 2]"},
        {"CloudTrailEvent": None},
        {"CloudTrailEvent": json.dumps({"userIdentity": ["iris"], "sourceIPAddress": {"a": 1}})},
        {"Username": "x" * 100_000, "CloudTrailEvent": "7"},
    ],
)
def test_an_event_of_another_form_is_still_told_with_what_is_known(hostile: dict[str, Any]) -> None:
    (deed,) = found(History([event(**hostile)]))
    assert isinstance(deed, Deed)
    assert deed.who
    assert len(deed.who) <= LONGEST
    assert deed.address == ""


@pytest.mark.parametrize(
    "other",
    [
        {"EventName": "GetBucketPolicy"},
        {"EventName": ["PutBucketPolicy"]},
        {"EventSource": "iam.amazonaws.com"},
        {"EventTime": None},
    ],
)
def test_what_only_reads_or_is_of_another_service_is_left_out(other: dict[str, Any]) -> None:
    assert found(History([event(**other)])) == []


def test_the_span_is_asked_for_in_the_region_by_the_attribute() -> None:
    history = History([])
    assert found(history) == []
    ((region, asked),) = history.asked
    assert region == "eu-west-1"
    assert asked["LookupAttributes"] == [{"AttributeKey": "ResourceName", "AttributeValue": "drafts"}]
    assert (asked["StartTime"], asked["EndTime"], asked["MaxResults"]) == (SPAN.since, SPAN.until, 50)


def test_a_bucket_that_much_is_asked_about_ends_within_a_budget_and_says_so() -> None:
    pages = [[event(number)] for number in range(1, PAGES + 20)]
    told = found(History(*pages))
    *deeds, last = told
    assert len(deeds) == PAGES
    assert last == Unseen(about="bucket", reason=Reason.BUDGET, back_to=AT - timedelta(hours=PAGES))


def test_a_history_that_ends_with_the_budget_was_looked_through() -> None:
    assert len(found(History(*[[event(number)] for number in range(1, PAGES + 1)]))) == PAGES


def test_what_was_found_stays_when_a_later_page_fails() -> None:
    deed, unseen = found(History([event()], Busy("slow down")))
    assert isinstance(deed, Deed)
    assert unseen == Unseen(about="bucket", reason=Reason.BUSY, message="slow down")


def test_a_denied_look_is_told_once_with_its_permission_and_never_as_nobody() -> None:
    denied = Denied("no", "cloudtrail:LookupEvents")
    (unseen,) = found(History(denied), BUCKET, BUCKET)
    assert unseen == Unseen(
        about="bucket", reason=Reason.DENIED, permission="cloudtrail:LookupEvents", message="no"
    )


def test_the_end_of_the_credentials_ends_the_look() -> None:
    with pytest.raises(Expired):
        found(History(Expired("over")))


def test_an_event_that_two_looks_find_is_told_once() -> None:
    assert len(found(History([event()]), BUCKET, BUCKET)) == 1


@pytest.mark.parametrize(
    ("request_", "told"),
    [
        ({"name": "share"}, 1),
        ({"request": [{"Details": {"Name": "share"}}]}, 1),
        ({"name": "another-share"}, 0),
        (None, 0),
    ],
)
def test_an_event_without_a_resource_counts_where_it_speaks_of_the_name(request_: object, told: int) -> None:
    look = Look(
        about="access_point",
        owner="share",
        region="eu-west-1",
        attribute="EventName",
        value="PutBucketPolicy",
        events=EVENTS,
        names=frozenset({"share"}),
    )
    assert len(found(History([event(record={"requestParameters": request_})]), look)) == told
