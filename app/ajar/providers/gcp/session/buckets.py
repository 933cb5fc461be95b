"""Bucket operations through google-cloud-storage, each as one call that takes and gives plain JSON types.

The library's own objects stay in here, and only its public interface is used. Its retries are off everywhere:
`patience` has Ajar's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ajar.providers.gcp.session import sdk

Answer = Mapping[str, Any]
Operation = Callable[..., Answer]

TIMEOUT = (5.0, 20.0)
"""Seconds to connect, and to wait for each part of the answer."""

POLICY_VERSION = 3
_PAGE = 1000


def _list(client: Any, *, project: str, pageToken: str | None = None, **more: str) -> Answer:  # noqa: ANN401, N803 - as below
    iterator = client.list_buckets(
        project=project, page_token=pageToken, page_size=_PAGE, timeout=TIMEOUT, retry=None, **more
    )
    page: Answer = next(iterator.pages).raw_page
    return page


def _get(client: Any, *, bucket: str) -> Answer:  # noqa: ANN401 - the library has no types
    found = client.bucket(bucket)
    found.reload(timeout=TIMEOUT, retry=None)
    return {
        "name": found.name,
        "projectNumber": found.project_number,
        "metageneration": found.metageneration,
        "location": found.location,
        "labels": dict(found.labels),
        "iamConfiguration": dict(found.iam_configuration),
    }


def _get_policy(client: Any, *, bucket: str) -> Answer:  # noqa: ANN401 - as above
    # Below version 3 the conditions are left out of the answer, and what is written back then destroys them.
    # "Policy versions", https://cloud.google.com/iam/docs/policies#versions, read 2026-11-24.
    policy = client.bucket(bucket).get_iam_policy(
        requested_policy_version=POLICY_VERSION, timeout=TIMEOUT, retry=None
    )
    return _plain(policy)


def _set_policy(client: Any, *, bucket: str, policy: Answer) -> Answer:  # noqa: ANN401 - as above
    new = sdk.Policy(etag=policy.get("etag"), version=policy.get("version"))
    new.bindings = [dict(binding) for binding in policy["bindings"]]
    return _plain(client.bucket(bucket).set_iam_policy(new, timeout=TIMEOUT, retry=None))


def _plain(policy: Any) -> Answer:  # noqa: ANN401 - as above
    bindings = [{**binding, "members": sorted(binding["members"])} for binding in policy.bindings]
    return {"version": policy.version, "etag": policy.etag, "bindings": bindings}


def _list_entries(client: Any, *, bucket: str) -> Answer:  # noqa: ANN401 - as above
    return _entries(client.bucket(bucket).acl)


def _list_default_entries(client: Any, *, bucket: str) -> Answer:  # noqa: ANN401 - as above
    return _entries(client.bucket(bucket).default_object_acl)


def _entries(entries: Any) -> Answer:  # noqa: ANN401 - as above
    entries.reload(timeout=TIMEOUT, retry=None)
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
