"""Managed folders: the prefixes of a bucket that have a policy of their own, and that policy."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from ajar.demo.gcp.access import require
from ajar.demo.gcp.bucket_policy import shown
from ajar.demo.gcp.errors import not_found
from ajar.demo.gcp.routing import Answer, Ask, Route, page
from ajar.demo.gcp.state import Bucket, timestamp

_PAGE = 1000


def _list(ask: Ask) -> Answer:
    bucket = ask.bucket()
    require(ask, "storage.managedFolders.list", bucket, ask.option("prefix"))
    names = sorted(name for name in bucket.folders if name.startswith(ask.option("prefix")))
    size = ask.number("pageSize", _PAGE) or _PAGE
    kept, token = page(names, ask.option("pageToken"), min(size, _PAGE))
    answer: dict[str, Any] = {"kind": "storage#managedFolders"}
    if kept:
        answer["items"] = [_shown(ask, bucket, name) for name in kept]
    return answer | ({"nextPageToken": token} if token else {})


def _get_policy(ask: Ask) -> Answer:
    bucket = ask.bucket()
    name = ask.parts["managedFolder"]
    require(ask, "storage.managedFolders.getIamPolicy", bucket, name)
    folder = bucket.folders.get(name)
    if folder is None:
        raise not_found("The specified managed folder does not exist.")
    resource = f"projects/_/buckets/{bucket.name}/managedFolders/{name}"
    version = ask.number("optionsRequestedPolicyVersion", 1)
    return shown(resource, folder.bindings, folder.metageneration, version)


def _shown(ask: Ask, bucket: Bucket, name: str) -> dict[str, Any]:
    folder = bucket.folders[name]
    path = f"{quote(bucket.name)}/managedFolders/{quote(name, safe='')}"
    return {
        "kind": "storage#managedFolder",
        "id": f"{bucket.name}/{name}",
        "selfLink": f"{ask.base}/storage/v1/b/{path}",
        "name": name,
        "bucket": bucket.name,
        "createTime": timestamp(folder.created),
        "updateTime": timestamp(folder.created),
        "metageneration": str(folder.metageneration),
    }


_FOLDERS = "/storage/v1/b/{bucket}/managedFolders"
ROUTES = (
    Route("storage.managedFolders.list", "GET", _FOLDERS, _list, query=("prefix", "pageSize", "pageToken")),
    Route(
        "storage.managedFolders.getIamPolicy",
        "GET",
        f"{_FOLDERS}/{{managedFolder}}/iam",
        _get_policy,
        query=("optionsRequestedPolicyVersion",),
    ),
)
