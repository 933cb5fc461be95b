"""What a request may carry: the properties of a JSON body as plain nested values, and their check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

# A shape is a Python type, a list of one shape, or a mapping from property to shape; `*` is any property.
Shape = type | list[Any] | Mapping[str, Any]

_EXPRESSION = {"expression": str, "title": str, "description": str, "location": str}
_TEAM = {"projectNumber": str, "team": str}

POLICY: Shape = {
    "kind": str,
    "resourceId": str,
    "version": int,
    "etag": str,
    "bindings": [{"role": str, "members": [str], "condition": _EXPRESSION}],
}

# The entries of access control lists may be sent back as they came, so that every property is known here;
# entity and role alone are read.
BUCKET_ENTRY: dict[str, Any] = {
    "kind": str,
    "id": str,
    "selfLink": str,
    "bucket": str,
    "entity": str,
    "role": str,
    "email": str,
    "entityId": str,
    "domain": str,
    "projectTeam": _TEAM,
    "etag": str,
}
OBJECT_ENTRY: dict[str, Any] = {**BUCKET_ENTRY, "object": str, "generation": str}

BUCKET_CHANGE: Shape = {
    "iamConfiguration": {
        "publicAccessPrevention": str,
        "uniformBucketLevelAccess": {"enabled": bool, "lockedTime": str},
        "bucketPolicyOnly": {"enabled": bool, "lockedTime": str},
    },
    "acl": [BUCKET_ENTRY],
    "defaultObjectAcl": [OBJECT_ENTRY],
    "website": {"mainPageSuffix": str, "notFoundPage": str},
    "labels": {"*": str},
}
NEW_OBJECT: Shape = {
    "name": str,
    "bucket": str,
    "contentType": str,
    "cacheControl": str,
    "crc32c": str,
    "md5Hash": str,
    "metadata": {"*": str},
}
ORGANIZATION_SEARCH: Shape = {"filter": str, "pageSize": int, "pageToken": str}
LOG_QUERY: Shape = {
    "resourceNames": [str],
    "filter": str,
    "orderBy": str,
    "pageSize": int,
    "pageToken": str,
}
NOTHING: Shape = {}


def problems(value: object, shape: Shape, at: str = "body") -> Iterator[str]:
    """Yield a sentence for each place where a JSON value does not have the shape; null is nowhere wrong."""
    if value is None:
        return
    if isinstance(shape, type):
        # In JSON a flag is no number; in Python it would pass for one.
        if not isinstance(value, shape) or (isinstance(value, bool) and shape is not bool):
            yield f"{at}: expected {shape.__name__}, got {type(value).__name__}"
    elif isinstance(shape, list):
        yield from _list_problems(value, shape[0], at)
    else:
        yield from _object_problems(value, shape, at)


def _list_problems(value: object, shape: Shape, at: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{at}: expected a list"
        return
    for index, item in enumerate(value):
        yield from problems(item, shape, f"{at}[{index}]")


def _object_problems(value: object, shape: Mapping[str, Any], at: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{at}: expected an object"
        return
    for name, item in value.items():
        inner = shape.get(name, shape.get("*"))
        if inner is None:
            yield f"{at}: unknown name {name!r}"
        else:
            yield from problems(item, inner, f"{at}.{name}")
