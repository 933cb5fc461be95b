"""Who changed who gets into a bucket: the project's log of administrators' activity.

Sources, read 2026-11-24: "Cloud Audit Logs with Cloud Storage",
https://cloud.google.com/storage/docs/audit-logging (what is written down; it cannot be switched off);
"Understand audit logs", https://cloud.google.com/logging/docs/audit/understanding-audit-logs (the form of an
entry); "Method: entries.list", https://cloud.google.com/logging/docs/reference/v2/rest/v2/entries/list;
"Quotas and limits", https://cloud.google.com/logging/quotas (400 days); "Organization Policy audit logging",
https://cloud.google.com/resource-manager/docs/organization-policy/audit-logging.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ajar.model.deed import Deed, Span, Unseen
from ajar.model.exposure import Caveat
from ajar.model.facts import Reason
from ajar.model.resource import Resource
from ajar.providers.gcp.gcs_bucket.listing import bucket_name
from ajar.providers.kind import CloudError, Expired, Reader, Trail
from ajar.providers.unlooked import unlooked

DAYS = 400
PERMISSIONS = ("logging.logEntries.list",)
PAGE = 200
PAGES = 20
"""Pages of one look, at most; of the methods that are asked for 4,000 entries are years."""
LONGEST = 300

EVENTS = {
    "storage.buckets.create": "deed_bucket_created",
    "storage.buckets.delete": "deed_bucket_deleted",
    "storage.buckets.update": "deed_bucket_updated",
    "storage.setIamPermissions": "deed_iam_set",
}
LIMITS = (Caveat(code="trail_of_project"), Caveat(code="trail_above_project"))

# "google/rpc/code.proto", https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto, read
# 2026-11-24: the codes of a status, by their numbers.
_CODES = {
    3: "INVALID_ARGUMENT",
    5: "NOT_FOUND",
    6: "ALREADY_EXISTS",
    7: "PERMISSION_DENIED",
    9: "FAILED_PRECONDITION",
    10: "ABORTED",
    16: "UNAUTHENTICATED",
}


@dataclass(frozen=True, kw_only=True)
class _Look:
    """One look into the project's log: what it is about, and which entries; `code` "" goes by the method."""

    about: str
    owner: str
    filter: str
    code: str = ""


def deeds(reader: Reader, resource: Resource, span: Span) -> Iterator[Deed | Unseen | Caveat]:
    """As `Trail.deeds` has it."""
    for look in _looks(resource, span):
        try:
            yield from _found(reader, look)
        except Expired:
            raise
        except CloudError as error:
            yield unlooked(look.about, error)
    yield from LIMITS


def _looks(resource: Resource, span: Span) -> Iterator[_Look]:
    """The bucket's own entries, and what was set for the whole project: its roles, its policies."""
    project, name = resource.account, bucket_name(resource.id)
    log = f"projects/{project}/logs/cloudaudit.googleapis.com%2Factivity"
    always = (
        _is("logName", log),
        f"timestamp >= {json.dumps(_written(span.since))}",
        f"timestamp <= {json.dumps(_written(span.until))}",
    )
    methods = " OR ".join(json.dumps(method) for method in EVENTS)
    of_bucket = (
        _is("resource.type", "gcs_bucket"),
        _is("resource.labels.bucket_name", name),
        _is("protoPayload.resourceName", f"projects/_/buckets/{name}"),
        f"protoPayload.methodName = ({methods})",
    )
    of_project = (
        _is("protoPayload.serviceName", "cloudresourcemanager.googleapis.com"),
        'protoPayload.methodName : "SetIamPolicy"',
    )
    policies = (_is("protoPayload.serviceName", "orgpolicy.googleapis.com"),)
    for about, owner, wanted, code in (
        ("bucket", name, of_bucket, ""),
        ("project", project, of_project, "deed_project_iam_set"),
        ("organization", project, policies, "deed_organization_policy"),
    ):
        yield _Look(about=about, owner=owner, filter=" AND ".join((*always, *wanted)), code=code)


def _is(field: str, value: str) -> str:
    return f"{field} = {json.dumps(value, ensure_ascii=False)}"


def _found(reader: Reader, look: _Look) -> Iterator[Deed | Unseen]:
    """The entries that the look finds; an empty page is none where another follows it."""
    pages = reader.pages(
        "logging.entries.list",
        body={
            "resourceNames": [f"projects/{reader.account}"],
            "filter": look.filter,
            "orderBy": "timestamp desc",
            "pageSize": PAGE,
        },
    )
    last: datetime | None = None
    for number, page in enumerate(pages, start=1):
        entries = page.get("entries")
        for entry in entries if isinstance(entries, list) else ():
            deed = _deed(entry, look)
            if deed is not None:
                last = deed.at
                yield deed
        if number == PAGES and page.get("nextPageToken"):
            yield Unseen(about=look.about, reason=Reason.BUDGET, back_to=last)
            return


def _deed(entry: object, look: _Look) -> Deed | None:
    """The entry as a deed; None where it has not the form of one."""
    at, payload = _moment(_part(entry, "timestamp")), _part(entry, "protoPayload")
    method = _text(_part(payload, "methodName"))
    code = look.code or EVENTS.get(method, "")
    if at is None or not code:
        return None
    person = _part(payload, "authenticationInfo")
    account = _text(_part(person, "principalEmail")) or _text(_part(person, "principalSubject"))
    delegate = _delegate(_part(person, "serviceAccountDelegationInfo"))
    asked = _part(payload, "requestMetadata")
    return Deed(
        id=f"{_text(_part(entry, 'insertId'))} {at.isoformat()}",
        event=method,
        code=code,
        about=look.about,
        owner=look.owner,
        at=at,
        who=delegate or account,
        through=account if delegate else "",
        address=_text(_part(asked, "callerIp")),
        agent=_text(_part(asked, "callerSuppliedUserAgent")),
        failed=_failure(_part(_part(payload, "status"), "code")),
    )


def _delegate(chain: object) -> str:
    """Who took on the service account: the first of a chain is where it began.

    "AuditLog", https://cloud.google.com/logging/docs/reference/audit/auditlog/rest/Shared.Types/AuditLog,
    read 2026-11-24.
    """
    first = chain[0] if isinstance(chain, list) and chain else None
    return _text(_part(_part(first, "firstPartyPrincipal"), "principalEmail"))


def _failure(code: object) -> str:
    if not isinstance(code, int) or code == 0:
        return ""
    return _CODES.get(code, str(code))


def _part(value: object, name: str) -> Any:  # noqa: ANN401 - an answer's JSON
    return value.get(name) if isinstance(value, Mapping) else None


def _text(value: object) -> str:
    return value[:LONGEST] if isinstance(value, str) else ""


def _moment(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(text).astimezone(UTC) if isinstance(text, str) else None
    except (ValueError, OverflowError):
        return None


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


TRAIL = Trail(deeds=deeds, days=DAYS, permissions=PERMISSIONS)
