"""A setting of a bucket that was not read, as the grant that it may hold."""

from __future__ import annotations

from ajar.model.access import Audience
from ajar.model.exposure import Evidence, Gate, Unknown
from ajar.model.facts import Unread
from ajar.model.grant import Grant
from ajar.model.resource import Resource


def unread_grant(
    resource: Resource, unread: Unread, setting: str, audience: Audience, gates: tuple[Gate, ...]
) -> Grant:
    """A setting that was not read, as the grant that it may hold."""
    return Grant(
        audience=audience,
        capabilities=frozenset(),
        evidence=Evidence(setting=setting, owner=resource.id, code=f"{setting}_unread"),
        gates=gates,
        doubts=not_read(resource, unread, setting),
    )


def not_read(resource: Resource, unread: Unread, setting: str) -> tuple[Unknown, ...]:
    """The doubts that a setting which was not read raises about a grant."""
    return (
        Unknown(
            setting=setting,
            reason=unread.reason,
            permission=unread.permission,
            owner=resource.id,
            code=f"{setting}_unread",
        ),
    )
