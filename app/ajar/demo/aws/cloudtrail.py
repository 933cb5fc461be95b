"""CloudTrail: writes down who changed what, and answers LookupEvents as its event history does.

Of what happens while the fake runs only changes are written down; the company's past has some reading calls.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from ajar.demo.aws.company.history import OFFICE
from ajar.demo.aws.errors import AwsError
from ajar.demo.aws.events import Event
from ajar.demo.aws.state import now

if TYPE_CHECKING:
    from collections.abc import Callable

    from ajar.demo.aws.access import Caller
    from ajar.demo.aws.inputs import Given
    from ajar.demo.aws.state import World

Answer = dict[str, Any]

KEPT = timedelta(days=90)
LARGEST_PAGE = 50
_READS = ("Get", "Head", "List")

# "Amazon S3 CloudTrail events", read 2026-11-24,
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html: the public access
# blocks are called otherwise there than in the API.
NAMES = {
    "s3.DeletePublicAccessBlock": "DeleteBucketPublicAccessBlock",
    "s3.PutPublicAccessBlock": "PutBucketPublicAccessBlock",
    "s3control.DeletePublicAccessBlock": "DeleteAccountPublicAccessBlock",
    "s3control.PutPublicAccessBlock": "PutAccountPublicAccessBlock",
}


def is_change(name: str) -> bool:
    """Whether a call ("s3.PutBucketPolicy") is written down: S3's changes of what is no object."""
    service, _, operation = name.partition(".")
    return service in {"s3", "s3control"} and not operation.startswith(_READS) and "Object" not in operation


def write_down(world: World, caller: Caller, name: str, given: Given, *, address: str, error: str) -> None:
    """Write down a change that was made, or refused with this error; a stranger's stands in no account."""
    if caller.identity is None:
        return
    bucket = given.get("Bucket")
    world.trail.append(
        Event(
            name=NAMES.get(name, name.partition(".")[2]),
            account=caller.identity.account,
            region=caller.region,
            arn=caller.identity.arn,
            address=address or OFFICE,
            at=now(),
            agent="ajar",
            request=_asked(given),
            resources=(bucket,) if bucket else (),
            error=error,
            number=len(world.trail) + 1,
        )
    )


def _asked(given: Given) -> dict[str, Any]:
    asked: dict[str, Any] = {}
    for name, member in (("bucketName", "Bucket"), ("name", "Name"), ("accountId", "AccountId")):
        if member in given:
            asked[name] = given[member]
    if "Details" in given:
        asked["request"] = {"Details": {"Name": given["Details"]["Name"]}}
    return asked


def lookup_events(world: World, caller: Caller, given: Given) -> Answer:
    """Answer the caller's account's events in the region, the latest first, a page at a time.

    Raises InvalidLookupAttributesException, InvalidMaxResultsException and InvalidTimeRangeException.
    """
    start, end = (given.get(name) for name in ("StartTime", "EndTime"))
    size = given.get("MaxResults", LARGEST_PAGE)
    if start is not None and end is not None and start > end:
        raise AwsError("InvalidTimeRangeException", "The start time is after the end time.")
    if not 1 <= size <= LARGEST_PAGE:
        raise AwsError("InvalidMaxResultsException", "MaxResults must be between 1 and 50.")
    if caller.identity is None:
        raise AwsError("AccessDenied", "Access Denied")
    today = now()
    dated = [event.dated(today) for event in (*world.past, *world.trail)]
    found = [
        event
        for event in dated
        if (event.account, event.region) == (caller.identity.account, caller.region)
        and _within(event, today, start, end)
        and _fits(event, given.get("LookupAttributes", []))
    ]
    found.sort(key=lambda event: (event.at, event.number), reverse=True)
    first = int(given.get("NextToken", "0"))
    answer: Answer = {"Events": [_shown(event) for event in found[first : first + size]]}
    return answer | ({"NextToken": str(first + size)} if len(found) > first + size else {})


def _within(event: Event, today: datetime, start: float | None, end: float | None) -> bool:
    at = _at(event).timestamp()
    oldest = (today - KEPT).timestamp()
    return max(oldest, start or oldest) <= at <= (end if end is not None else today.timestamp())


def _fits(event: Event, attributes: list[dict[str, str]]) -> bool:
    if len(attributes) > 1:
        raise AwsError("InvalidLookupAttributesException", "Only one lookup attribute is taken.")
    known: dict[str, tuple[str, ...]] = {
        "EventName": (event.name,),
        "ReadOnly": (str(event.read_only).lower(),),
        "ResourceName": event.resources,
        "Username": (_user(event.arn),),
    }
    for one in attributes:
        if one["AttributeKey"] not in known:
            raise AwsError("InvalidLookupAttributesException", "The demo does not look that up.")
        if one["AttributeValue"] not in known[one["AttributeKey"]]:
            return False
    return True


def _shown(event: Event) -> Answer:
    return {
        "EventId": event.id,
        "EventName": event.name,
        "ReadOnly": str(event.read_only).lower(),
        "EventTime": _at(event),
        "EventSource": "s3.amazonaws.com",
        "Username": _user(event.arn),
        "Resources": [{"ResourceType": "AWS::S3::Bucket", "ResourceName": name} for name in event.resources],
        "CloudTrailEvent": json.dumps(_record(event)),
    }


def _record(event: Event) -> Answer:
    """The event as it stands in the log.

    "CloudTrail record contents", read 2026-11-24,
    https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html.
    """
    record = {
        "eventVersion": "1.11",
        "userIdentity": _identity(event),
        "eventTime": f"{_at(event):%Y-%m-%dT%H:%M:%SZ}",
        "eventSource": "s3.amazonaws.com",
        "eventName": event.name,
        "awsRegion": event.region,
        "sourceIPAddress": event.address,
        "userAgent": f"[{event.agent}]",
        "requestParameters": event.request,
        "responseElements": None,
        "eventID": event.id,
        "readOnly": event.read_only,
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": event.account,
        "eventCategory": "Management",
    }
    return record | ({"errorCode": event.error, "errorMessage": "Access Denied"} if event.error else {})


def _identity(event: Event) -> Answer:
    kind = "Root" if event.arn.endswith(":root") else "IAMUser"
    if ":assumed-role/" in event.arn:
        kind = "AssumedRole"
    identity = {"type": kind, "arn": event.arn, "accountId": event.account, "userName": _user(event.arn)}
    service = event.address if event.address.endswith(".amazonaws.com") else ""
    return identity | ({"invokedBy": service} if service else {})


def _user(arn: str) -> str:
    return "root" if arn.endswith(":root") else arn.rpartition("/")[2]


def _at(event: Event) -> datetime:
    if event.at is None:
        message = "an event of the past has to be dated first"
        raise ValueError(message)
    return event.at


OPERATIONS: dict[str, Callable[[World, Caller, Given], Answer]] = {
    "cloudtrail.LookupEvents": lookup_events,
}
