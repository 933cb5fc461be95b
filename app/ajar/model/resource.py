"""One thing in a cloud that can be left open, and the owners that its settings belong to."""

from __future__ import annotations

import msgspec

from ajar.model.moment import Moment


class Resource(msgspec.Struct, frozen=True, kw_only=True):
    """One bucket, database, snapshot, dataset or share: what has one row in the table."""

    provider: str
    account: str
    region: str = ""
    kind: str
    name: str
    id: str
    parent: str | None = None
    tags: dict[str, str] = {}
    created: Moment | None = None


class Owner(msgspec.Struct, frozen=True, kw_only=True):
    """What a setting belongs to: the resource itself, or something that others use as well."""

    id: str
    name: str
    region: str = ""
    # What it is shared with ("account", "project", "security_group"); None for the resource itself.
    shared: str | None = None


def itself(resource: Resource) -> Owner:
    """The resource as the owner of its own settings."""
    return Owner(id=resource.id, name=resource.name, region=resource.region)
