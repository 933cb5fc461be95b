"""CloudTrail's event history: who changed what in an account, looked up one attribute and region at a time.

"Working with CloudTrail event history",
https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html (90 days of management
events, a region each, without any trail being set up); "LookupEvents",
https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html (one attribute a call, 50
events a page, the latest first, two calls a second); both read 2026-11-24.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ajar.model.deed import Deed, Span, Unseen
from ajar.model.facts import Reason
from ajar.providers.kind import CloudError, Expired, Reader
from ajar.providers.unlooked import unlooked

DAYS = 90
PERMISSIONS = ("cloudtrail:LookupEvents",)
SOURCE = "s3.amazonaws.com"
"""The service that tells of all of them, also of what S3 Control is asked."""

PAGE = 50
PAGES = 40
"""Pages of one look, at most: 2,000 events, which take some 20 seconds at two calls a second. Reading calls
are among them, so that a bucket that much is asked about uses them up."""

LONGEST = 300
"""Characters of a text that are kept: what an event holds was written by whoever called."""

_DEEPEST = 20


@dataclass(frozen=True, kw_only=True)
class Look:
    """One look into the history of a region ("" is the credentials' own): by an attribute and its value.

    `events` are those that matter, with their codes. `names` are the names of what it is about, of which an
    event must speak where the attribute does not see to that.
    """

    about: str
    owner: str
    region: str
    attribute: str
    value: str
    events: Mapping[str, str]
    names: frozenset[str] = frozenset()


def looked_up(reader: Reader, looks: Sequence[Look], span: Span) -> Iterator[Deed | Unseen]:
    """What the looks find, each event once; one that fails ends itself only. Raises nothing but Expired."""
    told: set[str] = set()
    failed: set[Unseen] = set()
    for look in looks:
        try:
            for one in _found(reader, look, span):
                if isinstance(one, Unseen) or one.id not in told:
                    told.add("" if isinstance(one, Unseen) else one.id)
                    yield one
        except Expired:
            raise
        except CloudError as error:
            unseen = unlooked(look.about, error)
            if unseen not in failed:
                failed.add(unseen)
                yield unseen


def _found(reader: Reader, look: Look, span: Span) -> Iterator[Deed | Unseen]:
    pages = reader.pages(
        "cloudtrail:LookupEvents",
        region=look.region,
        LookupAttributes=[{"AttributeKey": look.attribute, "AttributeValue": look.value}],
        StartTime=span.since,
        EndTime=span.until,
        MaxResults=PAGE,
    )
    last: datetime | None = None
    for number, page in enumerate(pages, start=1):
        events = page.get("Events")
        for event in events if isinstance(events, list) else ():
            last = _moment(event) or last
            deed = _deed(event, look)
            if deed is not None:
                yield deed
        if number == PAGES and page.get("NextToken"):
            yield Unseen(about=look.about, reason=Reason.BUDGET, back_to=last)
            return


def _deed(event: Mapping[str, Any], look: Look) -> Deed | None:
    """The event as a deed; None where it is none, or about something else."""
    name, at = _text(event.get("EventName")), _moment(event)
    if name not in look.events or event.get("EventSource") != SOURCE or at is None:
        return None
    record = _record(event.get("CloudTrailEvent"))
    if look.names and not _speaks_of(record, look.names):
        return None
    identity = _part(record, "userIdentity")
    who = _who(identity) or _text(event.get("Username"))
    through = _text(identity.get("invokedBy"))
    return Deed(
        id=_text(event.get("EventId")),
        event=name,
        code=look.events[name],
        about=look.about,
        owner=look.owner,
        at=at,
        who=who,
        through="" if through == who else through,
        address=_text(record.get("sourceIPAddress")),
        agent=_text(record.get("userAgent")),
        region=_text(record.get("awsRegion")),
        failed=_text(record.get("errorCode")),
    )


def _who(identity: Mapping[str, Any]) -> str:
    """Who it was: an ARN where there is one, else the service, the person or the account.

    "CloudTrail userIdentity element", read 2026-11-24,
    https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html.
    """
    names = ("arn", "invokedBy", "userName", "principalId", "accountId")
    return next((text for name in names if (text := _text(identity.get(name)))), "")


def _record(text: object) -> Mapping[str, Any]:
    """The event as CloudTrail wrote it down; empty where that is not JSON of this form."""
    try:
        found = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _part(record: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = record.get(name)
    return found if isinstance(found, dict) else {}


def _text(value: object) -> str:
    return value[:LONGEST] if isinstance(value, str) else ""


def _moment(event: Mapping[str, Any]) -> datetime | None:
    at = event.get("EventTime")
    return at.astimezone(UTC) if isinstance(at, datetime) else None


def _speaks_of(record: Mapping[str, Any], names: frozenset[str]) -> bool:
    """Whether what was asked, or the resources of the event, name one of these, wherever that stands.

    Which member of a request holds the name of an access point is not documented.
    """
    left: list[tuple[object, int]] = [(record.get("requestParameters"), 0), (record.get("resources"), 0)]
    while left:
        value, depth = left.pop()
        if isinstance(value, str) and value in names:
            return True
        if depth < _DEEPEST and isinstance(value, dict | list):
            inner = value.values() if isinstance(value, dict) else value
            left += [(one, depth + 1) for one in inner]
    return False
