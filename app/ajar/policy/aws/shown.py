"""A request that gets through, made whole: from which addresses, until when, with what conditions ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from functools import partial

from ajar.model.exposure import Witness
from ajar.policy.aws.keys import key
from ajar.policy.aws.operators import Comparison
from ajar.policy.aws.principals import STRANGER_ADDRESS
from ajar.policy.aws.solver.extents import Addresses, Undecided, Wish
from ajar.policy.aws.solver.predicates import Moments, Networks, unquoted
from ajar.policy.aws.solver.ranges import Ranges, union, wide
from ajar.policy.aws.solver.requirements import EPOCH, TIME, Requirement
from ajar.policy.aws.solver.search import Clause, Found, Search
from ajar.policy.aws.solver.worlds import Coming

SOURCE = "aws:sourceip"
_ROUNDS = 32  # pieces of the addresses from which requests get through, each of which takes a search
_FOR_EVER = Fraction(datetime(9000, 1, 1, tzinfo=UTC).timestamp())


@dataclass(frozen=True, slots=True)
class Shown:
    """An action on a target with what conditions ask of it.

    `carried` tells, when it is asked, what every such request has beside that. `source` is the address that
    it comes from, empty where it comes by a network that tells none. `ranges` are the source addresses from
    which it gets through, None where they are so many that nobody chose who is behind them, or where nothing
    asks for them. `until` is when the last such request gets through, None for never; `since` when the first
    one does, None for now.
    """

    action: str
    target: str
    context: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    carried: Callable[[], Mapping[str, tuple[str, ...]]] = dict
    source: str = STRANGER_ADDRESS
    ranges: Ranges | None = None
    until: datetime | None = None
    since: datetime | None = None

    def witness(self, who: str) -> Witness:
        """The request as it is told; a key that has several values has them parted by commas."""
        told = {name: values for name, values in self.context.items() if name not in {SOURCE, EPOCH}}
        return Witness(
            who=who,
            action=self.action,
            target=self.target,
            source=self.source,
            context={spelled(name): ",".join(values) for name, values in sorted(told.items())},
        )


def spelled(name: str) -> str:
    """A key's name as the documentation writes it, with what follows its slash as the policy has it."""
    about = key(name)
    return about.name + name.partition("/")[2] if about else name


def shown(found: Found, search: Search, denies: Sequence[Clause]) -> Shown | Undecided:
    """The request with how far its like reach; undecided where that takes too long to find out."""
    context = {name: values for name, values in found.values.items() if isinstance(values, tuple) and values}
    context = {**_pinned(search), **{name: tuple(map(unquoted, values)) for name, values in context.items()}}
    if TIME in context:
        told = datetime.fromisoformat(context[TIME][0])
        context[EPOCH] = (str(int(told.timestamp())),)
    ranges = _ranges(found, search, denies)
    if isinstance(ranges, Undecided):
        return ranges
    return Shown(
        action=search.action,
        target=unquoted(found.target),
        context=context,
        carried=partial(_carried, found, search),
        source=_source(context, search),
        ranges=ranges,
        until=_until(found, search, denies),
        since=_since(context, search),
    )


def _carried(found: Found, search: Search) -> Mapping[str, tuple[str, ...]]:
    """What the request has beside what is asked of it."""
    carried = search.world.carried(search.action)
    epoch = {EPOCH: (str(int(search.world.guarded.at.timestamp())),)}
    return {name: values for name, values in {**carried, **epoch}.items() if name not in found.values}


def _pinned(search: Search) -> Mapping[str, tuple[str, ...]]:
    """What the policy's variables stand for on this request."""
    names = sorted(search.world.pinned)
    found = {name: search.world.supply(name, search.action).only for name in names}
    return {name: (value,) for name, value in found.items() if value is not None}


def _source(context: Mapping[str, tuple[str, ...]], search: Search) -> str:
    if search.world.coming is not Coming.INTERNET:
        return ""
    return next(iter(context.get(SOURCE, ())), STRANGER_ADDRESS)


def _ranges(found: Found, search: Search, denies: Sequence[Clause]) -> Ranges | Undecided | None:
    """All source addresses from which such requests get through, found piece by piece.

    The addresses that one box leaves all get through, whatever its other dimensions hold.
    """
    everywhere = search.world.supply(SOURCE, search.action).sure
    if SOURCE not in found.values or not isinstance(everywhere, Addresses):
        return None
    known: Ranges = ()
    at: Found | Undecided | None = found
    for _ in range(_ROUNDS):
        if not isinstance(at, Found):
            return at if isinstance(at, Undecided) else known
        wishes = [one.wish for one in at.box.keys[SOURCE]]
        if not all(isinstance(wish.predicate, Networks) for wish in wishes):
            return None if not wishes else Undecided(budget=False)
        known = union((*known, *everywhere.left(wishes)))
        if wide(known):
            return None
        at = search.find(found.start.asking(_apart(known)), denies)
    return Undecided(budget=True)


def _apart(known: Ranges) -> Requirement:
    """Not from these addresses."""
    return Requirement(SOURCE, many=False, missing=True, every=True, wish=Wish(Networks(known), wanted=False))


def _since(context: Mapping[str, tuple[str, ...]], search: Search) -> datetime | None:
    """When the first such request gets through; None where one does now: the earliest time was taken."""
    at = datetime.fromisoformat(context[TIME][0]) if TIME in context else search.world.guarded.at
    return at if at > search.world.guarded.at else None


def _until(found: Found, search: Search, denies: Sequence[Clause]) -> datetime | None:
    """When the last such request gets through; None where there is no last one."""
    asked = found.box.keys.get(TIME, ())
    ends = sorted(set(_ends(asked, denies)), reverse=True)
    for end in (_FOR_EVER, *ends) if ends else ():
        after = Moments(Comparison.GREATER_OR_EQUALS, (end - 1,))
        later = Requirement(TIME, many=False, missing=False, every=True, wish=Wish(after, wanted=True))
        if isinstance(search.find(found.start.asking(later), denies), Found):
            return None if end == _FOR_EVER else datetime.fromtimestamp(float(end), UTC)
    return None


def _ends(asked: Sequence[Requirement], denies: Sequence[Clause]) -> Iterator[Fraction]:
    """The times at which something may change."""
    for one in (*asked, *(one for deny in denies for one in deny.requirements)):
        if isinstance(one.wish.predicate, Moments):
            yield from one.wish.predicate.seconds
