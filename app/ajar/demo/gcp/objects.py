"""Objects: listed, read, downloaded, uploaded and deleted, each with its own access control list."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

from ajar.demo.gcp.access import may, require
from ajar.demo.gcp.access_lists import shown as shown_entry
from ajar.demo.gcp.errors import GoogleError, denied, invalid, not_found
from ajar.demo.gcp.routing import Answer, Ask, Route, page
from ajar.demo.gcp.shapes import NEW_OBJECT, problems
from ajar.demo.gcp.state import Bucket, StoredObject, etag, now, timestamp
from ajar.demo.http_server import Response

_PAGE = 1000
_RANGE = re.compile(r"bytes=(\d+)-(\d*)")
_BOUNDARY = re.compile(r"""boundary="?([^";]+)"?""")
_PART_TYPE = re.compile(r"(?im)^content-type:(.*)$")


def shown(ask: Ask, bucket: Bucket, name: str, *, full: bool) -> dict[str, Any]:
    """Return the object's metadata as the API shows it; `full` adds its list, where lists are in use."""
    stored = bucket.objects[name]
    path = f"storage/v1/b/{quote(bucket.name)}/o/{quote(name, safe='')}"
    created = timestamp(stored.created)
    answer: dict[str, Any] = {
        "kind": "storage#object",
        "id": f"{bucket.name}/{name}/{stored.generation}",
        "selfLink": f"{ask.base}/{path}",
        "mediaLink": f"{ask.base}/download/{path}?generation={stored.generation}&alt=media",
        "name": name,
        "bucket": bucket.name,
        "generation": str(stored.generation),
        "metageneration": "1",
        "contentType": stored.content_type,
        "storageClass": bucket.storage_class,
        "size": str(len(stored.data)),
        "md5Hash": stored.md5,
        "etag": etag(stored.generation),
        "timeCreated": created,
        "updated": created,
    }
    if stored.metadata:
        answer["metadata"] = dict(stored.metadata)
    if full and not bucket.uniform:
        under = f"o/{quote(name, safe='')}/acl"
        entries = [shown_entry(ask, bucket, entry, "objectAccessControl", under) for entry in stored.acl]
        answer["acl"] = [entry | {"object": name, "generation": str(stored.generation)} for entry in entries]
    return answer


def under(bucket: Bucket, prefix: str, delimiter: str) -> tuple[list[str], list[str]]:
    """Return the names below a prefix, sorted, and the longer prefixes up to the next delimiter."""
    names: list[str] = []
    prefixes: set[str] = set()
    for name in sorted(bucket.objects):
        if not name.startswith(prefix):
            continue
        head, found, _ = name[len(prefix) :].partition(delimiter) if delimiter else ("", "", "")
        if found:
            prefixes.add(prefix + head + delimiter)
        else:
            names.append(name)
    return names, sorted(prefixes)


def download(stored: StoredObject, wanted: str | None) -> Response:
    """Return the object's bytes, or the part that a Range header asks for."""
    headers = {
        "Content-Type": stored.content_type,
        "ETag": f'"{etag(stored.generation)}"',
        "X-Goog-Generation": str(stored.generation),
        "X-Goog-Hash": f"md5={stored.md5}",
        "X-Goog-Stored-Content-Length": str(len(stored.data)),
    }
    part = _RANGE.fullmatch(wanted) if wanted else None
    if part is None or not stored.data:
        return Response(200, headers, stored.data)
    first = int(part[1])
    last = min(int(part[2] or len(stored.data)), len(stored.data) - 1)
    if first > last:
        return Response(416, headers)
    headers["Content-Range"] = f"bytes {first}-{last}/{len(stored.data)}"
    return Response(206, headers, stored.data[first : last + 1])


def readable(ask: Ask, bucket: Bucket, name: str) -> StoredObject:
    """Return the object when the caller may read it. Raises GoogleError: 404 only to those who may list."""
    stored = bucket.objects.get(name)
    if stored is None:
        if may(ask, "storage.objects.list", bucket, name):
            raise not_found(f"No such object: {bucket.name}/{name}")
        raise denied(ask.caller, "storage.objects.get", "the Google Cloud Storage object")
    require(ask, "storage.objects.get", bucket, name)
    return stored


def _list(ask: Ask) -> Answer:
    bucket = ask.bucket()
    prefix = ask.option("prefix")
    require(ask, "storage.objects.list", bucket, prefix)
    full = _full(ask, bucket, prefix)
    names, prefixes = under(bucket, prefix, ask.option("delimiter"))
    size = ask.number("maxResults", _PAGE) or _PAGE
    kept, token = page(names, ask.option("pageToken"), min(size, _PAGE))
    answer: dict[str, Any] = {"kind": "storage#objects"}
    if prefixes and not ask.option("pageToken"):
        answer["prefixes"] = prefixes
    if kept:
        answer["items"] = [shown(ask, bucket, name, full=full) for name in kept]
    return answer | ({"nextPageToken": token} if token else {})


def _get(ask: Ask) -> Answer:
    bucket = ask.bucket()
    name = ask.parts["object"]
    stored = readable(ask, bucket, name)
    if ask.option("generation", str(stored.generation)) != str(stored.generation):
        raise not_found(f"No such object: {bucket.name}/{name}")
    if ask.option("alt") == "media":
        return download(stored, ask.request.headers.get("Range"))
    return shown(ask, bucket, name, full=_full(ask, bucket, name))


def _full(ask: Ask, bucket: Bucket, name: str) -> bool:
    full = ask.option("projection", "noAcl") == "full"
    if full:
        require(ask, "storage.objects.getIamPolicy", bucket, name)
    return full


def _insert(ask: Ask) -> Answer:
    """Store an upload, simple or multipart; it starts with the bucket's default list and its uploader."""
    bucket = ask.bucket()
    about, content_type, data = _upload(ask)
    name = ask.option("name") or about.get("name") or ""
    if not name:
        raise invalid("Required object name")
    require(ask, "storage.objects.create", bucket, name)
    if name in bucket.objects:
        # "IAM permissions for JSON methods", https://cloud.google.com/storage/docs/access-control/iam-json,
        # read 2026-11-24: replacing an object takes the permission to delete it as well.
        require(ask, "storage.objects.delete", bucket, name)
    owner = [(f"user-{ask.caller}", "OWNER")] if ask.caller else []
    stored = StoredObject(
        data=data,
        content_type=about.get("contentType") or content_type,
        created=now(),
        generation=int(now().timestamp() * 1_000_000),
        acl=[] if bucket.uniform else sorted({*bucket.default_object_acl, *owner}),
        metadata=about.get("metadata") or {},
    )
    bucket.objects[name] = stored
    return shown(ask, bucket, name, full=False)


def _upload(ask: Ask) -> tuple[dict[str, Any], str, bytes]:
    """Return an upload's metadata, content type and bytes. Raises GoogleError (400) for other kinds."""
    kind = ask.option("uploadType")
    content_type = ask.request.headers.get("Content-Type", "application/octet-stream")
    if kind == "media":
        return {}, content_type, ask.request.body
    if kind != "multipart":
        raise GoogleError(400, "invalid", f"This fake does not serve uploadType {kind!r}")
    boundary = _BOUNDARY.search(content_type)
    parts = (b"\r\n" + ask.request.body).split(b"\r\n--" + boundary[1].encode()) if boundary else []
    if len(parts) != len(("before", "metadata", "content", "after")):
        raise invalid("Missing end boundary in multipart body.")
    about = _metadata(parts[1])
    head, _, data = parts[2].partition(b"\r\n\r\n")
    kind_line = _PART_TYPE.search(head.decode("latin-1"))
    return about, kind_line[1].strip() if kind_line else "application/octet-stream", data


def _metadata(part: bytes) -> dict[str, Any]:
    try:
        about = json.loads(part.partition(b"\r\n\r\n")[2])
    except ValueError as error:
        raise GoogleError(400, "parseError", "Parse Error") from error
    wrong = list(problems(about, NEW_OBJECT))
    if wrong:
        raise invalid("; ".join(wrong))
    return about if isinstance(about, dict) else {}


def _delete(ask: Ask) -> Answer:
    bucket = ask.bucket()
    name = ask.parts["object"]
    require(ask, "storage.objects.delete", bucket, name)
    if bucket.objects.pop(name, None) is None:
        raise not_found(f"No such object: {bucket.name}/{name}")
    return None


_OBJECTS = "/storage/v1/b/{bucket}/o"
_OBJECT = f"{_OBJECTS}/{{object}}"
ROUTES = (
    Route(
        "storage.objects.list",
        "GET",
        _OBJECTS,
        _list,
        query=("prefix", "delimiter", "maxResults", "pageToken", "projection"),
    ),
    Route("storage.objects.get", "GET", _OBJECT, _get, query=("projection", "generation")),
    Route("storage.objects.insert", "POST", _OBJECTS, _insert, query=("name",), body=NEW_OBJECT, writes=True),
    Route("storage.objects.delete", "DELETE", _OBJECT, _delete, writes=True),
)
