"""What one requester can have for one condition key: surely, and possibly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ajar.policy.aws.keys import Key
from ajar.policy.aws.operators import Family
from ajar.policy.aws.patterns import Budget
from ajar.policy.aws.solver.extents import (
    ANY_ADDRESS,
    ANY_FLAG,
    ANY_TEXT,
    Extent,
    OneOf,
    Times,
    Undecided,
    Whole,
)
from ajar.policy.aws.solver.requirements import Requirement, Values


@dataclass(frozen=True, slots=True)
class Supply:
    """The values that the key can have, and whether it can be missing.

    Both None and False: nothing is sure. What is `possible` holds all that is sure.
    """

    sure: Extent | None
    sure_missing: bool
    possible: Extent | None
    possible_missing: bool

    @property
    def only(self) -> str | None:
        """The one value that it has on each request; None where it can have another, or be missing."""
        if self.sure != self.possible or self.possible_missing or not isinstance(self.sure, OneOf):
            return None
        return self.sure.values[0] if len(self.sure.values) == 1 else None

    @property
    def known(self) -> bool:
        """Whether something about it is sure."""
        return self.sure is not None or self.sure_missing


def fixed(*values: str) -> Supply:
    """Exactly one of these values, whatever the requester does."""
    return Supply(OneOf(values), sure_missing=False, possible=OneOf(values), possible_missing=False)


def free(extent: Extent, *, missing: bool = True) -> Supply:
    """Whatever the requester likes of it."""
    return Supply(extent, sure_missing=missing, possible=extent, possible_missing=missing)


ABSENT = Supply(None, sure_missing=True, possible=None, possible_missing=True)
"""Never on this requester's requests."""


def unknown(extent: Extent = ANY_TEXT, *, missing: bool = True) -> Supply:
    """Nothing is known from here but what could be."""
    return Supply(None, sure_missing=False, possible=extent, possible_missing=missing)


_EXTENTS: dict[Family, Extent] = {
    Family.NUMBER: Whole(),
    Family.FLAG: ANY_FLAG,
    Family.ADDRESS: ANY_ADDRESS,
    Family.TIME: Times(Fraction(0)),
}


def extent_of(about: Key | None) -> Extent:
    """All values of the key's type."""
    return _EXTENTS.get(about.family, ANY_TEXT) if about else ANY_TEXT


class _NotKnown:
    """In the place of values: the request has some or none, and which is not known."""


NOT_KNOWN = _NotKnown()
Settled = Values | _NotKnown | Undecided | None


def settled(supply: Supply, asked: Sequence[Requirement], budget: Budget, *, sure: bool) -> Settled:
    """Values that are as required, none being "missing"; None where there are none such.

    NOT_KNOWN is what a key of which nothing is sure has while nothing is required of it.
    """
    extent = supply.sure if sure else supply.possible
    if sure and not supply.known:
        return None if asked else NOT_KNOWN
    if (supply.sure_missing if sure else supply.possible_missing) and all(one.missing for one in asked):
        return ()
    return None if extent is None else _present(extent, asked, budget)


def _present(extent: Extent, asked: Sequence[Requirement], budget: Budget) -> Settled:
    if any(one.many for one in asked):
        common = [one.wish for one in asked if one.every]
        each = [[*common, one.wish] for one in asked if not one.every] or [common]
    else:
        each = [[one.wish for one in asked]]
    values: list[str] = []
    for wishes in each:
        found = extent.find(wishes, budget)
        if not isinstance(found, str):
            return found
        values.append(found)
    return tuple(dict.fromkeys(values))
