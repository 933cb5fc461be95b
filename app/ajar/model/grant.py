"""A grant: what one policy, list or share gives after its own denials, before the gates have their say."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ajar.model.access import Audience, Capability
from ajar.model.exposure import Evidence, Gate, Unknown, Witness


@dataclass(frozen=True, kw_only=True)
class Grant:
    """Whom it lets in and what they can do, with the gates on its path.

    `doubts` are what is not decided about the grant itself; none means that it is proven. A grant that could
    not be read at all is one with doubts, the widest audience it may have, and no capabilities. `who` names
    the outsiders as the provider writes them; a proven grant to an outsider has a `witness`. `within` are the
    beginnings of names outside which it reaches no file; () where it may reach any.
    """

    audience: Audience
    capabilities: frozenset[Capability]
    evidence: Evidence
    who: tuple[str, ...] = ()
    gates: tuple[Gate, ...] = ()
    doubts: tuple[Unknown, ...] = ()
    through: str = "direct"
    witness: Witness | None = None
    until: datetime | None = field(default=None)
    within: tuple[str, ...] = ()
