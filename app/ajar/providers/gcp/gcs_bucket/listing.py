"""The buckets of a project, as they are listed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from ajar.model.resource import Resource
from ajar.providers.kind import Malformed, Reader

_PREFIX = "//storage.googleapis.com/projects/_/buckets/"
_FIELDS = "items(name,location,labels,timeCreated),nextPageToken"


def buckets(reader: Reader) -> Iterator[Resource]:
    """Every bucket of the project. Raises what Reader.pages raises, and Malformed for an item without a name.

    Without `projection=full` the answer leaves the access lists out. That is meant: with it each page holds
    up to a hundred entries a bucket, but uniform access has made the lists of most buckets void, and the
    settings read those that are in force. Without `fields` a page of 1,000 buckets is a megabyte; what is
    named is all that a row needs before its settings are read.
    """
    for page in reader.pages("storage.buckets.list", project=reader.account, fields=_FIELDS):
        for item in page.get("items") or ():
            yield _resource(reader.account, item)


def bucket_id(name: str) -> str:
    """A bucket's full resource name."""
    return f"{_PREFIX}{name}"


def bucket_name(identifier: str) -> str:
    """The bucket's name in its full resource name."""
    return identifier.removeprefix(_PREFIX)


def labels_of(value: object) -> dict[str, str]:
    """Labels as they came; none where they have not the form of labels."""
    pairs = value.items() if isinstance(value, dict) else ()
    return {str(name): str(label) for name, label in pairs}


def _resource(project: str, item: Any) -> Resource:  # noqa: ANN401 - an answer's JSON
    name = item.get("name") if isinstance(item, dict) else None
    if not isinstance(name, str) or not name:
        raise Malformed("storage.buckets.list: a bucket without a name")
    return Resource(
        provider="gcp",
        account=project,
        region=str(item.get("location", "")).lower(),
        kind="gcs_bucket",
        name=name,
        id=bucket_id(name),
        tags=labels_of(item.get("labels")),
        created=_moment(item.get("timeCreated")),
    )


def _moment(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(text).astimezone(UTC) if isinstance(text, str) else None
    except (ValueError, OverflowError):
        return None
