"""Bucket operations through google-cloud-storage, each as one call that takes and gives plain JSON types.

The library's own objects stay in here, and only its public interface is used. Its retries are off everywhere:
`patience` has Ajar's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from ajar.providers.gcp.session import sdk

Answer = Mapping[str, Any]
Operation = Callable[..., Answer]
"""Takes the library's client, the time-outs, and the method's own arguments by name."""

Client = Any
"""The library's storage client; it carries no types."""

Policy = Any
"""A policy of the library, likewise."""

Timeout = tuple[float, float]
"""Seconds to connect, and to wait for each part of the answer."""

POLICY_VERSION = 3
_PAGE = 1000


def _list(client: Client, timeout: Timeout, *, project: str, **more: str) -> Answer:
    token = more.pop("pageToken", None)
    iterator = client.list_buckets(
        project=project, page_token=token, page_size=_PAGE, timeout=timeout, retry=None, **more
    )
    page: Answer = next(iterator.pages).raw_page
    return page


def _bucket(client: Client, name: str) -> Any:  # noqa: ANN401 - a bucket of the library, which has no types
    # The library puts a name into the path as it is.
    return client.bucket(quote(name, safe=""))


def _get(client: Client, timeout: Timeout, *, bucket: str) -> Answer:
    found = _bucket(client, bucket)
    found.reload(timeout=timeout, retry=None)
    if found.metageneration is None:
        # The library fills in what an answer lacks; this one every bucket has.
        message = "not a bucket"
        raise ValueError(message)
    return {
        "projectNumber": found.project_number,
        "metageneration": found.metageneration,
        "location": found.location,
        "labels": dict(found.labels),
        # The library sets a website and has no public way to read one back (3.17).
        "website": dict(found._properties.get("website") or {}),  # noqa: SLF001 - as the line above says
        "iamConfiguration": dict(found.iam_configuration),
    }


def _get_policy(client: Client, timeout: Timeout, *, bucket: str) -> Answer:
    # Below version 3 the conditions are left out of the answer, and what is written back then destroys them.
    # "Policy versions", https://cloud.google.com/iam/docs/policies#versions, read 2026-11-24.
    policy = _bucket(client, bucket).get_iam_policy(
        requested_policy_version=POLICY_VERSION, timeout=timeout, retry=None
    )
    return _plain(policy)


def _set_policy(client: Client, timeout: Timeout, *, bucket: str, policy: Answer) -> Answer:
    new = sdk.Policy(etag=policy.get("etag"), version=policy.get("version"))
    new.bindings = [dict(binding) for binding in policy["bindings"]]
    return _plain(_bucket(client, bucket).set_iam_policy(new, timeout=timeout, retry=None))


def _plain(policy: Policy) -> Answer:
    bindings = [{**binding, "members": sorted(binding["members"])} for binding in policy.bindings]
    return {"version": policy.version, "etag": policy.etag, "bindings": bindings}


def _list_entries(client: Client, timeout: Timeout, *, bucket: str) -> Answer:
    entries = _bucket(client, bucket).acl
    entries.reload(timeout=timeout, retry=None)
    return {"items": [dict(entry) for entry in entries]}


def _list_default_entries(client: Client, timeout: Timeout, *, bucket: str) -> Answer:
    entries = _bucket(client, bucket).default_object_acl
    entries.reload(timeout=timeout, retry=None)
    return {"items": [dict(entry) for entry in entries]}


OPERATIONS: dict[str, Operation] = {
    "storage.bucketAccessControls.list": _list_entries,
    "storage.buckets.get": _get,
    "storage.buckets.getIamPolicy": _get_policy,
    "storage.buckets.list": _list,
    "storage.buckets.setIamPolicy": _set_policy,
    "storage.defaultObjectAccessControls.list": _list_default_entries,
}

PERMISSIONS = {
    "storage.bucketAccessControls.list": "storage.buckets.getIamPolicy",
    "storage.buckets.get": "storage.buckets.get",
    "storage.buckets.getIamPolicy": "storage.buckets.getIamPolicy",
    "storage.buckets.list": "storage.buckets.list",
    "storage.buckets.setIamPolicy": "storage.buckets.setIamPolicy",
    "storage.defaultObjectAccessControls.list": "storage.buckets.getIamPolicy",
}
"""What each needs, for a refusal that does not say it itself.

"IAM permissions for JSON methods",
https://cloud.google.com/storage/docs/access-control/iam-json, read 2026-11-24.
"""

WRITES = frozenset({"storage.buckets.setIamPolicy"})
