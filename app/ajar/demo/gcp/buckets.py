"""Buckets: listed, read, and changed under the guard of their metageneration."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from ajar.demo.gcp.access import may, project_named, require, require_in_project
from ajar.demo.gcp.access_lists import (
    bucket_entries,
    default_entries,
    entries_of,
    refuse_lists,
    replace_bucket_list,
    replace_default_list,
)
from ajar.demo.gcp.errors import GoogleError, invalid, precondition
from ajar.demo.gcp.routing import Answer, Ask, Route, page
from ajar.demo.gcp.shapes import BUCKET_CHANGE
from ajar.demo.gcp.state import UNIFORM_ACCESS, Bucket, World, now, timestamp

# "Uniform bucket-level access", https://cloud.google.com/storage/docs/uniform-bucket-level-access,
# read 2026-11-24.
_REVERSIBLE = timedelta(days=90)
_PAGE = 1000
_MULTI_REGIONS = ("ASIA", "EU", "US")


def shown(ask: Ask, bucket: Bucket, *, full: bool) -> dict[str, Any]:
    """Return the bucket as the API shows it; `full` adds its owner, and its lists where they are in use."""
    project = ask.project_of(bucket)
    answer: dict[str, Any] = {
        "kind": "storage#bucket",
        "id": bucket.name,
        "selfLink": f"{ask.base}/storage/v1/b/{quote(bucket.name)}",
        "name": bucket.name,
        "projectNumber": project.number,
        "metageneration": str(bucket.metageneration),
        "location": bucket.location,
        "locationType": "multi-region" if bucket.location in _MULTI_REGIONS else "region",
        "storageClass": bucket.storage_class,
        "etag": bucket.etag,
        "timeCreated": timestamp(bucket.created),
        "updated": timestamp(bucket.updated or bucket.created),
        "iamConfiguration": _access(bucket),
    }
    if bucket.labels:
        answer["labels"] = dict(bucket.labels)
    if bucket.website:
        answer["website"] = dict(bucket.website)
    if full and not bucket.uniform:
        answer["acl"] = bucket_entries(ask, bucket)
        answer["defaultObjectAcl"] = default_entries(ask, bucket)
    if full:
        answer["owner"] = {"entity": f"project-owners-{project.number}"}
    return answer


def _access(bucket: Bucket) -> dict[str, Any]:
    uniform: dict[str, Any] = {"enabled": bucket.uniform}
    if bucket.uniform:
        uniform["lockedTime"] = timestamp(_locked_from(bucket))
    return {
        "bucketPolicyOnly": uniform,
        "uniformBucketLevelAccess": dict(uniform),
        "publicAccessPrevention": bucket.prevention,
    }


def _list(ask: Ask) -> Answer:
    project = project_named(ask, ask.option("project"))
    require_in_project(ask, "storage.buckets.list", project)
    full = _projection(ask, "noAcl")
    prefix = ask.option("prefix")
    names = sorted(
        b.name for b in ask.world.buckets.values() if b.project == project.id and b.name.startswith(prefix)
    )
    size = ask.number("maxResults", _PAGE) or _PAGE
    kept, token = page(names, ask.option("pageToken"), min(size, _PAGE))
    items = []
    for name in kept:
        bucket = ask.world.buckets[name]
        with_lists = full and may(ask, "storage.buckets.getIamPolicy", bucket)
        items.append(shown(ask, bucket, full=with_lists))
    answer: dict[str, Any] = {"kind": "storage#buckets"}
    if items:
        answer["items"] = items
    return answer | ({"nextPageToken": token} if token else {})


def _get(ask: Ask) -> Answer:
    bucket = ask.bucket()
    require(ask, "storage.buckets.get", bucket)
    full = _projection(ask, "noAcl")
    if full:
        require(ask, "storage.buckets.getIamPolicy", bucket)
    _guard(ask, bucket)
    return shown(ask, bucket, full=full)


def _patch(ask: Ask) -> Answer:
    """Change what the body names, all of it or nothing; the answer carries the lists unless told not to."""
    bucket = ask.bucket()
    require(ask, "storage.buckets.update", bucket)
    if ask.body.keys() & {"iamConfiguration", "acl", "defaultObjectAcl"}:
        require(ask, "storage.buckets.setIamPolicy", bucket)
    _guard(ask, bucket)
    full = _projection(ask, "full")
    draft = replace(
        bucket,
        labels=dict(bucket.labels),
        website=dict(bucket.website),
        bindings=copy.deepcopy(bucket.bindings),
        default_object_acl=list(bucket.default_object_acl),
    )
    for name, change in _CHANGES.items():
        if name in ask.body:
            change(ask.world, draft, ask.body[name])
    draft.touch()
    ask.world.buckets[bucket.name] = draft
    return shown(ask, draft, full=full)


def _guard(ask: Ask, bucket: Bucket) -> None:
    wanted = ask.option("ifMetagenerationMatch")
    if wanted and wanted != str(bucket.metageneration):
        raise precondition()


def _projection(ask: Ask, default: str) -> bool:
    wanted = ask.option("projection", default)
    if wanted not in ("full", "noAcl"):
        raise invalid(f"Invalid value for: {wanted} is not a valid value")
    return wanted == "full"


def _change_access(world: World, bucket: Bucket, new: dict[str, Any] | None) -> None:
    new = new or {}
    prevention = new.get("publicAccessPrevention")
    if prevention is not None and prevention not in ("inherited", "enforced"):
        raise invalid(f"Invalid value for publicAccessPrevention: {prevention}")
    bucket.prevention = prevention or bucket.prevention
    uniform = new.get("uniformBucketLevelAccess") or new.get("bucketPolicyOnly") or {}
    if uniform.get("enabled", bucket.uniform) == bucket.uniform:
        return
    if bucket.uniform:
        _refuse_lists_again(world, bucket)
    bucket.uniform = not bucket.uniform
    bucket.uniform_since = now() if bucket.uniform else None


def _refuse_lists_again(world: World, bucket: Bucket) -> None:
    # What stands in the way is documented, the refusal's code is not: 412 is what its like get.
    if now() >= _locked_from(bucket):
        raise invalid("Uniform bucket-level access is locked and can no longer be disabled.")
    if world.enforced(world.projects[bucket.project], UNIFORM_ACCESS):
        raise GoogleError(412, "conditionNotMet", f"Constraint constraints/{UNIFORM_ACCESS} is violated.")
    if bucket.folders or any("condition" in b for b in bucket.bindings):
        raise precondition("Managed folders and conditions need uniform bucket-level access.")


def _change_list(world: World, bucket: Bucket, new: list[dict[str, Any]] | None) -> None:
    refuse_lists(bucket)
    replace_bucket_list(world, bucket, entries_of(new or []))


def _change_default_list(world: World, bucket: Bucket, new: list[dict[str, Any]] | None) -> None:
    refuse_lists(bucket)
    replace_default_list(world, bucket, entries_of(new or []))


def _change_labels(_world: World, bucket: Bucket, new: dict[str, str | None] | None) -> None:
    bucket.labels = _merged(bucket.labels, new)


def _change_website(_world: World, bucket: Bucket, new: dict[str, str | None] | None) -> None:
    bucket.website = _merged(bucket.website, new)


def _merged(old: dict[str, str], new: dict[str, str | None] | None) -> dict[str, str]:
    # Null takes away: one name, or with null for the whole of it every name.
    if new is None:
        return {}
    return {name: text for name, text in (old | new).items() if text is not None}


def _locked_from(bucket: Bucket) -> datetime:
    return (bucket.uniform_since or bucket.created) + _REVERSIBLE


_Change = Callable[[World, Bucket, Any], None]
# In this order: a change that switches lists on or off counts for the lists in the same body.
_CHANGES: dict[str, _Change] = {
    "iamConfiguration": _change_access,
    "acl": _change_list,
    "defaultObjectAcl": _change_default_list,
    "website": _change_website,
    "labels": _change_labels,
}
_BUCKET = "/storage/v1/b/{bucket}"
ROUTES = (
    Route(
        "storage.buckets.list",
        "GET",
        "/storage/v1/b",
        _list,
        query=("project", "projection", "maxResults", "pageToken", "prefix"),
        target="project",
    ),
    Route("storage.buckets.get", "GET", _BUCKET, _get, query=("projection", "ifMetagenerationMatch")),
    Route(
        "storage.buckets.patch",
        "PATCH",
        _BUCKET,
        _patch,
        query=("projection", "ifMetagenerationMatch"),
        body=BUCKET_CHANGE,
        writes=True,
    ),
)
