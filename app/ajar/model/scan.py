"""The scan file `ajar.scan/1`, promised to people's scripts, and the form of a finding in it."""

from __future__ import annotations

from typing import Literal

import msgspec

from ajar.model.exposure import Exposure
from ajar.model.facts import Reading
from ajar.model.finding import Finding
from ajar.model.moment import Moment
from ajar.model.resource import Resource
from ajar.model.run import AccountSummary

SCHEMA: Literal["ajar.scan/1"] = "ajar.scan/1"


class Tool(msgspec.Struct, frozen=True, kw_only=True):
    """Which program wrote the file."""

    name: str
    version: str


class FindingRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A finding, flat; `facts` is there only where it was asked for."""

    provider: str
    account: str
    region: str
    kind: str
    name: str
    id: str
    parent: str | None
    tags: dict[str, str]
    created: Moment | None
    read: Moment
    exposure: Exposure
    fixes: tuple[str, ...]
    facts: dict[str, dict[str, Reading]] | msgspec.UnsetType = msgspec.UNSET


class ScanFile(msgspec.Struct, frozen=True, kw_only=True):
    """One whole run."""

    schema: Literal["ajar.scan/1"] = SCHEMA
    tool: Tool
    started: Moment
    finished: Moment
    accounts: tuple[AccountSummary, ...]
    resources: tuple[FindingRecord, ...]


def record(finding: Finding, *, facts: bool) -> FindingRecord:
    """The finding as the file has it, with its facts where they are wanted."""
    return FindingRecord(
        **msgspec.structs.asdict(finding.resource),
        read=finding.read_at,
        exposure=finding.exposure,
        fixes=finding.fixes,
        facts=finding.facts if facts else msgspec.UNSET,
    )


def finding(entry: FindingRecord) -> Finding:
    """The finding that a record of a file was made from; its facts are empty where the file has none."""
    fields = {name: getattr(entry, name) for name in Resource.__struct_fields__}
    return Finding(
        resource=Resource(**fields),
        facts={} if entry.facts is msgspec.UNSET else entry.facts,
        exposure=entry.exposure,
        read_at=entry.read,
        fixes=entry.fixes,
    )
