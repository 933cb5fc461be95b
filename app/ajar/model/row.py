"""A row of the table: what is shown of a finding before anybody asks for its details. It carries no facts."""

from __future__ import annotations

from datetime import date

import msgspec

from ajar.model.access import Audience, Capability, State
from ajar.model.exposure import Exposure
from ajar.model.finding import Finding
from ajar.model.moment import Moment
from ajar.model.order import rank

NAMED = 3
"""How many outsiders a row names; a policy may have a thousand, and the details have them all."""


class Row(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One resource with its verdict in short.

    `who` names the first few of the widest proven audience; `held_by` counts the distinct gates that hold a
    grant; `missing` is the permission, or else the reason, of the first thing that is not known; `on_purpose`
    is the last day of the exception that covers it.
    """

    provider: str
    account: str
    account_name: str = ""
    region: str = ""
    kind: str
    name: str
    id: str
    parent: str | None = None
    tags: dict[str, str] = {}
    created: Moment | None = None
    read_at: Moment
    rank: int
    state: State
    audience: Audience
    at_most: Audience
    capabilities: tuple[Capability, ...] = ()
    until: Moment | None = None
    who: tuple[str, ...] = ()
    held_by: int = 0
    caveats: int = 0
    missing: str = ""
    on_purpose: date | None = None


def row(finding: Finding, account_name: str = "") -> Row:
    """The finding in short, under the name that the person gave its account."""
    resource, exposure = finding.resource, finding.exposure
    return Row(
        provider=resource.provider,
        account=resource.account,
        account_name=account_name,
        region=resource.region,
        kind=resource.kind,
        name=resource.name,
        id=resource.id,
        parent=resource.parent,
        tags=resource.tags,
        created=resource.created,
        read_at=finding.read_at,
        rank=rank(exposure),
        state=exposure.state,
        audience=exposure.audience,
        at_most=exposure.at_most,
        capabilities=exposure.capabilities,
        until=exposure.until,
        who=exposure.all[0].who[:NAMED] if exposure.all else (),
        held_by=len({index for held in exposure.held for index in held.by}),
        caveats=len(exposure.caveats),
        missing=_missing(exposure),
        on_purpose=exposure.exception.until if exposure.exception else None,
    )


def stands_alike(one: Row, other: Row) -> bool:
    """Whether both say the same of who gets in and what they can do."""
    return _verdict(one) == _verdict(other)


def _verdict(row: Row) -> tuple[object, ...]:
    return row.state, row.audience, row.at_most, row.capabilities, row.on_purpose is None


def _missing(exposure: Exposure) -> str:
    first = next(iter(exposure.unknown), None)
    return (first.permission or first.reason.value) if first else ""
