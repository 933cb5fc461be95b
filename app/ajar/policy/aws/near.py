"""Grants to source addresses: who is meant when only requests from some of them get through.

More IPv4 addresses than a /8 holds, or more IPv6 addresses than a /32, are the internet; fewer are those who
are behind them, by name.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ajar.model.access import STRANGERS, Audience
from ajar.model.ours import Ours
from ajar.policy.aws.left import Left
from ajar.policy.aws.solver.ranges import Ranges, beside, common, networks_of, ranges_of, union, wide
from ajar.policy.aws.visitor import Visitor

_NAMED = 20  # networks that are named; more of them say nothing new


@dataclass(frozen=True, slots=True)
class Near:
    """A policy's grants to source addresses: whether all together are the internet, and which are ours."""

    wide: bool
    ours: Ranges

    @classmethod
    def of(cls, lefts: Iterable[tuple[Visitor, Left]], ours: Ours) -> Near:
        """What is left to strangers by all statements of a policy."""
        ranges = [
            one
            for visitor, left in lefts
            if visitor.audience in STRANGERS
            for shown in left.proven.values()
            for one in shown.ranges or ()
        ]
        own = ranges_of(ipaddress.ip_network(one, strict=False) for one in ours.addresses)
        return cls(wide(union(ranges)), own)

    def told(self, visitor: Visitor, left: Left) -> Iterator[tuple[Visitor, Left]]:
        """The same as it is told: strangers behind few addresses are those addresses."""
        if visitor.audience not in STRANGERS or self.wide:
            yield visitor, left
            return
        parts: dict[Ranges | None, Left] = {None: Left(possible=left.possible, denied=left.denied)}
        for capability, shown in left.proven.items():
            parts.setdefault(shown.ranges, Left()).proven[capability] = shown
        for ranges, part in parts.items():
            yield (visitor if ranges is None else self._behind(visitor, ranges)), part

    def _behind(self, visitor: Visitor, ranges: Ranges) -> Visitor:
        """Those of the visitors who are behind these addresses."""
        mine = not common(ranges, beside(self.ours))
        names = [str(one) for one in networks_of(ranges)]
        more = [f"{len(names) - _NAMED} more"] if len(names) > _NAMED else []
        return replace(
            visitor,
            audience=Audience.ORGANIZATION if mine else Audience.EXTERNAL,
            who=", ".join((*names[:_NAMED], *more)),
        )
