"""Who changed a bucket, by the real client on the fake log; and what is made of entries of another form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ajar.demo.gcp.cloud import GoogleCloud
from ajar.demo.gcp.state import Denial, World
from ajar.model.deed import Deed, Span, Unseen
from ajar.model.exposure import Caveat
from ajar.model.facts import Reason
from ajar.model.resource import Resource
from ajar.providers.gcp.gcs_bucket import KIND, deeds
from ajar.providers.gcp.gcs_bucket.listing import bucket_id
from ajar.providers.gcp.session import GcpSession, open_sessions
from ajar.providers.kind import CloudError, Expired
from ajar.providers.reader import reader
from ajar.words import SENTENCES
from providers.gcp.conftest import Opener

CARDS, ASSETS = "finch-model-cards-draft", "finch-web-assets"
LOG = "logging.logEntries.list"


def bucket(name: str) -> Resource:
    """A bucket of the company's project."""
    return Resource(provider="gcp", account="finch-web", kind=KIND.name, name=name, id=bucket_id(name))


def span(days: int) -> Span:
    """So many days until now."""
    now = datetime.now(UTC)
    return Span(since=now - timedelta(days=days), until=now + timedelta(minutes=1))


def told(session: GcpSession, name: str, days: int = 90) -> list[Deed | Unseen | Caveat]:
    """All that the log tells of the bucket of this name."""
    return list(deeds.deeds(reader(session), bucket(name), span(days)))


def done(found: list[Deed | Unseen | Caveat], about: str = "bucket") -> list[Deed]:
    """The deeds about it, the latest first."""
    kept = [one for one in found if isinstance(one, Deed) and one.about == about]
    return sorted(kept, key=lambda deed: deed.at, reverse=True)


def test_who_opened_a_bucket_is_told_with_time_and_address(opened: Opener) -> None:
    latest, created = done(told(opened(), CARDS))
    assert (latest.event, latest.who, latest.address) == (
        "storage.setIamPermissions",
        "priya@marrowfinch.example",
        "203.0.113.181",
    )
    assert (created.code, created.failed) == ("deed_bucket_created", "")
    assert latest.at > created.at


def test_what_was_done_to_the_whole_project_is_told_of_each_bucket(opened: Opener) -> None:
    found = told(opened(), CARDS, days=400)
    assert [deed.code for deed in done(found, "project")] == ["deed_project_iam_set"]
    assert [deed.code for deed in done(found, "organization")] == ["deed_organization_policy"]


def test_an_attempt_that_was_denied_and_a_service_account_are_told_as_that(opened: Opener) -> None:
    refused, changed = done(told(opened(), ASSETS, days=400))
    assert refused.failed == "PERMISSION_DENIED"
    assert (changed.who, changed.through) == (
        "lena@marrowfinch.example",
        "builder@finch-web.iam.gserviceaccount.com",
    )
    assert [deed.failed for deed in done(told(opened(), ASSETS))] == ["PERMISSION_DENIED"]


def test_a_change_that_is_made_now_is_told(opened: Opener) -> None:
    session = opened()
    session.call(
        "storage.buckets.patch",
        bucket=CARDS,
        body={"iamConfiguration": {"publicAccessPrevention": "enforced"}},
    )
    latest = done(told(session, CARDS))[0]
    assert (latest.event, latest.who) == ("storage.buckets.update", "ana@marrowfinch.example")


def test_a_log_that_may_not_be_read_is_not_known_with_its_permission(opened: Opener, made: World) -> None:
    made.denials.add(Denial("ana@marrowfinch.example", LOG))
    found = told(opened(), CARDS)
    unseen = [one for one in found if isinstance(one, Unseen)]
    assert [(one.about, one.reason, one.permission) for one in unseen] == [
        (about, Reason.DENIED, LOG) for about in ("bucket", "project", "organization")
    ]
    assert done(found) == []


def test_a_log_that_is_switched_off_is_not_known_either(opened: Opener, made: World) -> None:
    made.switched_off.add(("finch-web", "logging.googleapis.com"))
    reasons = {one.reason for one in told(opened(), CARDS) if isinstance(one, Unseen)}
    assert reasons == {Reason.UNSUPPORTED}


def test_every_page_is_asked_for_with_its_token_in_the_body(opened: Opener, cloud: GoogleCloud) -> None:
    session = opened()
    body = {"resourceNames": ["projects/finch-web"], "orderBy": "timestamp desc", "pageSize": 2}
    pages = list(session.pages("logging.entries.list", body=body))
    assert len(pages) > 2
    found = [entry["insertId"] for page in pages for entry in page["entries"]]
    assert len(set(found)) == len(found)
    assert cloud.unserved == set()


def test_the_address_that_stands_for_every_api_is_asked(url: str) -> None:
    from ajar.model.account import GcpAdc
    from ajar.model.credentials import Credentials

    (session,) = open_sessions(Credentials(GcpAdc(("finch-web",))), {"AJAR_GCP_ENDPOINT": url})
    try:
        unseen = [one for one in told(session, CARDS) if isinstance(one, Unseen)]
        assert {one.about for one in unseen} == {"bucket", "project", "organization"}  # no sign-in is sent
    finally:
        session.close()


class Log:
    """A reader whose one list is these pages; an error among them is raised in its place."""

    provider, account = "gcp", "finch-web"

    def __init__(self, *pages: Sequence[object] | CloudError) -> None:
        self.given = pages

    def call(
        self, operation: str, /, *, region: str = "", absent: Sequence[str] = (), **arguments: object
    ) -> Mapping[str, Any]:
        """Nothing else is asked."""
        raise AssertionError(operation, region, absent, arguments)

    def pages(
        self, operation: str, /, *, region: str = "", **arguments: object
    ) -> Iterator[Mapping[str, Any]]:
        """The pages, each but the last with a token."""
        assert (operation, region) == ("logging.entries.list", "")
        assert "body" in arguments
        for number, page in enumerate(self.given, start=1):
            if isinstance(page, CloudError):
                raise page
            yield {"entries": page} | ({"nextPageToken": "more"} if number < len(self.given) else {})


def entry(number: int = 1, **payload: object) -> dict[str, Any]:
    """One entry of the log."""
    at = datetime(2026, 11, 24, tzinfo=UTC) - timedelta(hours=number)
    return {
        "insertId": str(number),
        "timestamp": at.isoformat(),
        "protoPayload": {"methodName": "storage.setIamPermissions", **payload},
    }


def found(log: Log) -> list[Deed | Unseen]:
    """What is told of the bucket; the limits, which are always told, are left out."""
    return [one for one in deeds.deeds(log, bucket(CARDS), span(9)) if not isinstance(one, Caveat)]


@pytest.mark.parametrize(
    "hostile",
    [
        {"authenticationInfo": "priya", "requestMetadata": ["x"], "status": 7},
        {"authenticationInfo": {"principalEmail": ["x"], "serviceAccountDelegationInfo": [None]}},
        {"authenticationInfo": {"serviceAccountDelegationInfo": {}}, "status": {"code": "7"}},
    ],
)
def test_an_entry_of_another_form_is_still_told_with_what_is_known(hostile: dict[str, Any]) -> None:
    told = [one for one in found(Log([entry(**hostile)])) if isinstance(one, Deed)]
    assert {(one.who, one.address, one.failed) for one in told} == {("", "", "")}
    assert {one.about for one in told} == {"bucket", "project", "organization"}


@pytest.mark.parametrize(
    "wrong", ["text", None, {}, {"timestamp": "yesterday"}, {"timestamp": 7, "protoPayload": []}]
)
def test_what_is_no_entry_is_passed(wrong: object) -> None:
    assert found(Log([wrong])) == []


def test_a_log_without_end_ends_within_a_budget_and_says_so() -> None:
    told = found(Log(*[[entry(number)] for number in range(1, deeds.PAGES + 9)]))
    cut = [one for one in told if isinstance(one, Unseen)]
    assert [one.reason for one in cut] == [Reason.BUDGET] * 3
    assert cut[0].back_to == datetime(2026, 11, 24, tzinfo=UTC) - timedelta(hours=deeds.PAGES)
    assert len(told) == 3 * (deeds.PAGES + 1)


def test_the_end_of_the_credentials_ends_the_look() -> None:
    with pytest.raises(Expired):
        found(Log(Expired("over")))


def test_every_event_has_its_sentence() -> None:
    codes = {*deeds.EVENTS.values(), "deed_project_iam_set", "deed_organization_policy"}
    assert codes | {limit.code for limit in deeds.LIMITS} <= SENTENCES.keys()
