"""Whom two sets of principals both mean: what is left when two policies have to let somebody in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ajar.policy.aws.principals import EVERYONE, Match, Principal, Principals, Requester, covers


@dataclass(frozen=True, slots=True)
class Common:
    """Those whom two sets of principals both mean, and the names of those who may be."""

    sure: Principals | None
    unsure: tuple[str, ...] = ()


def common(one: Principals, other: Principals) -> Common:
    """The principals of both; None where nobody is sure to be in both."""
    for whole, rest in ((one, other), (other, one)):
        if not whole.negated and EVERYONE in whole.listed:
            return Common(rest)
    if one.negated and other.negated:
        return Common(Principals(tuple(dict.fromkeys((*one.listed, *other.listed))), negated=True))
    found = [
        (named, covers(those, Requester(named)))
        for names, those in ((one, other), (other, one))
        if not names.negated
        for named in names.listed
    ]
    sure = _listed(found, Match.YES)
    unsure = tuple(named.name for named in _listed(found, Match.MAYBE) if named not in sure)
    return Common(Principals(sure) if sure else None, unsure)


def _listed(found: Iterable[tuple[Principal, Match]], match: Match) -> tuple[Principal, ...]:
    return tuple(dict.fromkeys(named for named, how in found if how is match))
