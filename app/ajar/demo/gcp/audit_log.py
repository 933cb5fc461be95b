"""Cloud Logging's entries of administrators' activity: written down with each change, and listed by a filter.

"Logging query language", https://cloud.google.com/logging/docs/view/logging-query-language, and "Understand
audit logs", https://cloud.google.com/logging/docs/audit/understanding-audit-logs, both read 2026-11-24. Of
the language comparisons are served, and a list of values, joined by AND, as Ajar asks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from ajar.demo.gcp.access import project_named, require_in_project
from ajar.demo.gcp.errors import invalid
from ajar.demo.gcp.routing import Answer, Ask, Route
from ajar.demo.gcp.shapes import LOG_QUERY
from ajar.demo.gcp.state import Logged, World, timestamp

KEPT = timedelta(days=400)
OFFICE = "198.51.100.24"
_PAGE, _LARGEST = 50, 1000
_STRING = r'"(?:[^"\\]|\\.)*"'
_COMPARISON = re.compile(rf"([\w.]+) (=|:|>=|<=) ({_STRING}|\({_STRING}(?: OR {_STRING})*\))(?: AND |\Z)")
_STRINGS = re.compile(_STRING)
# What a change of a list is written down as: it is the bucket's policy, seen the old way.
_METHODS = {
    "storage.bucketAccessControls.delete": "storage.setIamPermissions",
    "storage.bucketAccessControls.insert": "storage.setIamPermissions",
    "storage.bucketAccessControls.patch": "storage.setIamPermissions",
    "storage.buckets.patch": "storage.buckets.update",
    "storage.buckets.setIamPolicy": "storage.setIamPermissions",
    "storage.defaultObjectAccessControls.delete": "storage.buckets.update",
    "storage.defaultObjectAccessControls.insert": "storage.buckets.update",
    "storage.defaultObjectAccessControls.patch": "storage.buckets.update",
}


@dataclass(frozen=True, slots=True)
class _Comparison:
    field: str
    operator: str
    values: tuple[str, ...]


def write_down(world: World, route: Route, caller: str | None, bucket: str, code: int) -> None:
    """Write down that this caller changed a bucket, or was refused with this code of google.rpc."""
    method, found = _METHODS.get(route.id), world.buckets.get(bucket)
    if method is None or found is None or caller is None:
        return
    number = len(world.log) + 1
    world.log.append(
        Logged(
            method=method,
            project=found.project,
            bucket=bucket,
            who=caller,
            at=world.clock(),
            address=OFFICE,
            agent="ajar",
            code=code,
            number=number,
        )
    )


def _list(ask: Ask) -> Answer:
    """Answer the entries of one project that the filter lets through, a page at a time."""
    names = ask.body.get("resourceNames") or []
    if len(names) != 1 or not names[0].startswith("projects/"):
        raise invalid("This fake lists the entries of one project")
    project = project_named(ask, names[0].removeprefix("projects/"))
    require_in_project(ask, "logging.logEntries.list", project)
    wanted = _comparisons(ask.body.get("filter") or "")
    latest_first = ask.body.get("orderBy") == "timestamp desc"
    now = ask.world.clock()
    dated = (_dated(one, now) for one in (*ask.world.past, *ask.world.log))
    kept = [one for one in dated if one.project == project.id and now - one.at <= KEPT]
    entries = [
        _entry(one) for one in sorted(kept, key=lambda one: (one.at, one.number), reverse=latest_first)
    ]
    found = [one for one in entries if all(_fits(one, comparison) for comparison in wanted)]
    first = int(ask.body.get("pageToken") or 0)
    last = first + min(ask.body.get("pageSize") or _PAGE, _LARGEST)
    answer: dict[str, Any] = {"entries": found[first:last]} if found[first:last] else {}
    return answer | ({"nextPageToken": str(last)} if len(found) > last else {})


def _dated(one: Logged, now: datetime) -> Logged:
    if not one.days_ago:
        return one
    hour, minute = one.time_of_day
    day = now - timedelta(days=one.days_ago)
    return replace(one, at=day.replace(hour=hour, minute=minute, second=0, microsecond=0))


def _comparisons(text: str) -> list[_Comparison]:
    found: list[_Comparison] = []
    place = 0
    while place < len(text):
        one = _COMPARISON.match(text, place)
        if one is None:
            raise invalid(f"This fake does not serve the filter {text[place:]!r}")
        values = tuple(json.loads(value) for value in _STRINGS.findall(one[3]))
        found.append(_Comparison(one[1], one[2], values))
        place = one.end()
    return found


def _fits(entry: Mapping[str, Any], wanted: _Comparison) -> bool:
    value: Any = entry
    for name in wanted.field.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    if not isinstance(value, str):
        return False
    if wanted.field == "timestamp":
        moment, limit = datetime.fromisoformat(value), datetime.fromisoformat(wanted.values[0])
        return moment >= limit if wanted.operator == ">=" else moment <= limit
    if wanted.operator == ":":
        return any(one.lower() in value.lower() for one in wanted.values)
    return value in wanted.values


def _entry(one: Logged) -> dict[str, Any]:
    service = one.service or "storage.googleapis.com"
    about = f"projects/_/buckets/{one.bucket}" if one.bucket else f"projects/{one.project}"
    labels = {"project_id": one.project} | ({"bucket_name": one.bucket} if one.bucket else {})
    return {
        "insertId": f"demo{one.number:06d}{one.days_ago:03d}",
        "logName": f"projects/{one.project}/logs/cloudaudit.googleapis.com%2Factivity",
        "resource": {"type": "gcs_bucket" if one.bucket else "project", "labels": labels},
        "severity": "ERROR" if one.code else "NOTICE",
        "timestamp": timestamp(one.at),
        "receiveTimestamp": timestamp(one.at),
        "protoPayload": {
            "@type": "type.googleapis.com/google.cloud.audit.AuditLog",
            "serviceName": service,
            "methodName": one.method,
            "resourceName": about,
            "status": {"code": one.code} if one.code else {},
            "authenticationInfo": _person(one),
            "requestMetadata": {"callerIp": one.address, "callerSuppliedUserAgent": one.agent},
        },
    }


def _person(one: Logged) -> dict[str, Any]:
    if not one.through:
        return {"principalEmail": one.who}
    chain = [{"firstPartyPrincipal": {"principalEmail": one.who}}]
    return {"principalEmail": one.through, "serviceAccountDelegationInfo": chain}


ROUTES = (Route("logging.entries.list", "POST", "/v2/entries:list", _list, body=LOG_QUERY, target=""),)
