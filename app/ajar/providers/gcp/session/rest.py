"""What google-cloud-storage lacks, as REST over google-auth's session: other APIs, and differences.

The library can change a bucket's list or configuration only by sending the whole of it back; the methods here
send the difference, so that somebody else's edit of the rest survives.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import requests

from ajar.providers.gcp.session.buckets import Timeout

_PARAMETER = re.compile(r"\{(\+?)(\w+)\}")


@dataclass(frozen=True)
class Method:
    """One method: its service, verb and path as in Google's discovery document, and what permission it needs.

    `{name}` in the path takes one segment, `{+name}` several. `write` is whether it changes something.
    """

    service: str
    verb: str
    path: str
    permission: str
    write: bool = False


_BUCKET = "/storage/v1/b/{bucket}"
_DEFAULT = f"{_BUCKET}/defaultObjectAcl"
METHODS = {
    "cloudresourcemanager.organizations.get": Method(
        "cloudresourcemanager", "GET", "/v3/{+name}", "resourcemanager.organizations.get"
    ),
    "cloudresourcemanager.projects.get": Method(
        "cloudresourcemanager", "GET", "/v3/{+name}", "resourcemanager.projects.get"
    ),
    "cloudresourcemanager.projects.getAncestry": Method(
        "cloudresourcemanager",
        "POST",
        "/v1/projects/{projectId}:getAncestry",
        "resourcemanager.projects.get",
    ),
    "cloudresourcemanager.projects.search": Method(
        "cloudresourcemanager", "GET", "/v3/projects:search", "resourcemanager.projects.get"
    ),
    "compute.backendBuckets.aggregatedList": Method(
        "compute",
        "GET",
        "/compute/v1/projects/{project}/aggregated/backendBuckets",
        "compute.backendBuckets.list",
    ),
    "iam.organizations.roles.get": Method("iam", "GET", "/v1/{+name}", "iam.roles.get"),
    "iam.projects.roles.get": Method("iam", "GET", "/v1/{+name}", "iam.roles.get"),
    "iam.roles.get": Method("iam", "GET", "/v1/{+name}", "iam.roles.get"),
    "logging.entries.list": Method("logging", "POST", "/v2/entries:list", "logging.logEntries.list"),
    "monitoring.projects.timeSeries.list": Method(
        "monitoring", "GET", "/v3/{+name}/timeSeries", "monitoring.timeSeries.list"
    ),
    "orgpolicy.projects.policies.getEffectivePolicy": Method(
        "orgpolicy", "GET", "/v2/{+name}:getEffectivePolicy", "orgpolicy.policy.get"
    ),
    "storage.bucketAccessControls.delete": Method(
        "storage", "DELETE", f"{_BUCKET}/acl/{{entity}}", "storage.buckets.setIamPolicy", write=True
    ),
    "storage.bucketAccessControls.insert": Method(
        "storage", "POST", f"{_BUCKET}/acl", "storage.buckets.setIamPolicy", write=True
    ),
    "storage.bucketAccessControls.patch": Method(
        "storage", "PATCH", f"{_BUCKET}/acl/{{entity}}", "storage.buckets.setIamPolicy", write=True
    ),
    "storage.buckets.patch": Method("storage", "PATCH", _BUCKET, "storage.buckets.update", write=True),
    "storage.defaultObjectAccessControls.delete": Method(
        "storage", "DELETE", f"{_DEFAULT}/{{entity}}", "storage.buckets.setIamPolicy", write=True
    ),
    "storage.defaultObjectAccessControls.insert": Method(
        "storage", "POST", _DEFAULT, "storage.buckets.setIamPolicy", write=True
    ),
    "storage.defaultObjectAccessControls.patch": Method(
        "storage", "PATCH", f"{_DEFAULT}/{{entity}}", "storage.buckets.setIamPolicy", write=True
    ),
    "storage.managedFolders.list": Method(
        "storage", "GET", f"{_BUCKET}/managedFolders", "storage.managedFolders.list"
    ),
    "storage.objects.get": Method("storage", "GET", f"{_BUCKET}/o/{{object}}", "storage.objects.get"),
    "storage.objects.list": Method("storage", "GET", f"{_BUCKET}/o", "storage.objects.list"),
}


def send(
    http: requests.Session, timeout: Timeout, base: str, method: Method, arguments: Mapping[str, Any]
) -> requests.Response:
    """The answer to one call, whatever its status; raises what requests and google-auth raise.

    `body` among the arguments is sent as JSON, and what is not in the path as the query.
    """
    left = dict(arguments)
    body = left.pop("body", {} if method.verb == "POST" else None)

    def filled(parameter: re.Match[str]) -> str:
        return quote(str(left.pop(parameter[2])), safe="/" if parameter[1] else "")

    path = _PARAMETER.sub(filled, method.path)
    return http.request(
        method.verb,
        base + path,
        params={name: value for name, value in left.items() if value is not None},
        json=body,
        timeout=timeout,
    )


def answer(response: requests.Response) -> dict[str, Any]:
    """The body of a good answer; empty where there is none. Raises ValueError for what is no JSON object."""
    if response.status_code == requests.codes.no_content:
        return {}
    body = response.json()
    if not isinstance(body, dict):
        message = "not an object"
        raise ValueError(message)  # noqa: TRY004 - a wrong answer, not a wrong argument
    return body
