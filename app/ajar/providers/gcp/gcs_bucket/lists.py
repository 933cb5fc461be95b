"""A bucket's access control lists as settings: entries of entity and role, written entry by entry.

An entry has no guard of its own, and none is needed, since writing one leaves the others alone. Sources, read
2026-11-24: "BucketAccessControls", https://cloud.google.com/storage/docs/json_api/v1/bucketAccessControls;
"DefaultObjectAccessControls",
https://cloud.google.com/storage/docs/json_api/v1/defaultObjectAccessControls.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from ajar.model.facts import Fact, Value
from ajar.model.resource import Owner
from ajar.policy.gcp.lists import well_formed
from ajar.providers.gcp.gcs_bucket.listing import bucket_name
from ajar.providers.kind import Absent, Malformed, Reader, Refused, Session

_NOT_THERE = ("notFound",)


def read(reader: Reader, owner: Owner) -> Fact:
    """The bucket's own list, sorted. Raises CloudErrors."""
    return _read(reader, owner, "storage.bucketAccessControls.list")


def read_default(reader: Reader, owner: Owner) -> Fact:
    """The list that new objects start with, sorted. Raises CloudErrors."""
    return _read(reader, owner, "storage.defaultObjectAccessControls.list")


def same(one: Value, other: Value) -> bool:
    """Whether both lists have the same entries, in whatever order."""
    left, right = _entries(one), _entries(other)
    if left is None or right is None:
        return bool(one == other)
    return left == right


def _write(
    methods: str, session: Session, owner: Owner, before: Value, after: Value, _token: str | None
) -> None:
    """Take out, change and put in the entries that differ, by the methods of the bucket's list or the other.

    One that is gone already is as it should be: a list is also legacy roles in the policy, and removing a
    member there removes its entry here. Raises Refused for what is no list, and CloudErrors.
    """
    old, new = _entries(before), _entries(after)
    if old is None or new is None:
        raise Refused("the change does not have the form of an access control list")
    bucket = bucket_name(owner.id)
    for entity in sorted(old.keys() - new.keys()):
        try:
            session.call(f"{methods}.delete", bucket=bucket, entity=entity, absent=_NOT_THERE)
        except Absent:
            continue
    for entity in sorted(new.keys() - old.keys()):
        body = {"entity": entity, "role": new[entity]}
        session.call(f"{methods}.insert", bucket=bucket, body=body)
    for entity in sorted(entity for entity in old.keys() & new.keys() if old[entity] != new[entity]):
        session.call(f"{methods}.patch", bucket=bucket, entity=entity, body={"role": new[entity]})


write = partial(_write, "storage.bucketAccessControls")
"""Writes the bucket's own list."""

write_default = partial(_write, "storage.defaultObjectAccessControls")
"""Writes the list that new objects start with; the files that are there already keep theirs."""


def _read(reader: Reader, owner: Owner, operation: str) -> Fact:
    items = reader.call(operation, bucket=bucket_name(owner.id)).get("items")
    entries = _entries(list(items or ()))
    if entries is None:
        raise Malformed(f"{operation}: not the form of an access control list")
    return Fact([{"entity": entity, "role": role} for entity, role in sorted(entries.items())])


def _entries(value: Any) -> dict[str, str] | None:  # noqa: ANN401 - a setting's JSON
    """The role of each entity; None where it is no list of entries."""
    if not isinstance(value, list) or not all(well_formed(entry) for entry in value):
        return None
    return {entry["entity"]: entry["role"] for entry in value}
