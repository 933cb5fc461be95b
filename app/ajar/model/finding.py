"""A finding: one resource, what was read of it, and the verdict; what every face of Ajar shows."""

from __future__ import annotations

import msgspec

from ajar.model.exposure import Exposure
from ajar.model.facts import Facts, Reading
from ajar.model.moment import Moment
from ajar.model.resource import Resource


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One resource with its facts and its verdict.

    `read_at` is when the facts were read, and the time as of which they were judged; `fixes` are the names of
    the plans that would narrow it, the least invasive first.
    """

    resource: Resource
    facts: dict[str, dict[str, Reading]]
    exposure: Exposure
    read_at: Moment
    fixes: tuple[str, ...] = ()


def same_verdict(one: Finding, other: Finding) -> bool:
    """Whether both say the same of the same resource, whenever they were read."""
    return (one.resource.id, one.exposure, facts_equal(one.facts, other.facts)) == (
        other.resource.id,
        other.exposure,
        True,
    )


def facts_equal(one: Facts, other: Facts) -> bool:
    """Whether two readings of the same resource agree in every setting, tokens aside."""
    return {name: dict(owners) for name, owners in one.items()} == {
        name: dict(owners) for name, owners in other.items()
    }
