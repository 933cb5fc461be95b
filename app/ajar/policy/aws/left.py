"""What a policy leaves to one visitor: capabilities that are proven, each with a request, and others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from ajar.model.access import Capability
from ajar.policy.aws.rules import Doubt
from ajar.policy.aws.shown import Shown

_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
_SHOWN = (Capability.READ, Capability.LIST, Capability.WRITE, Capability.DELETE, Capability.ADMIN)


@dataclass(slots=True)
class Left:
    """What is left: proven with a request that shows it, possible with why it is not decided.

    The key None is an action that no table knows. `denied` says that something would be left but for a Deny.
    """

    proven: dict[Capability, Shown] = field(default_factory=dict)
    possible: dict[Capability | None, tuple[Doubt, ...]] = field(default_factory=dict)
    denied: bool = False

    def add(self, other: Left) -> None:
        """Put in what another rule leaves to the same visitor; proven counts before possible."""
        self.proven = {**other.proven, **self.proven}
        possible = {**other.possible, **self.possible}
        self.possible = {one: why for one, why in possible.items() if one not in self.proven}
        self.denied = self.denied or other.denied

    def doubt(self, capability: Capability | None, why: tuple[Doubt, ...]) -> None:
        """Note that it is possible; of several reasons the shortest list says most."""
        self.possible[capability] = min(self.possible.get(capability, why), why, key=len)

    def known(self) -> frozenset[Capability]:
        """The capabilities that are possible."""
        return frozenset(capability for capability in self.possible if capability is not None)

    def shown(self) -> Shown:
        """Of what is proven the request to show first: reading before listing before anything else."""
        first = next((self.proven[one] for one in _SHOWN if one in self.proven), None)
        return first or next(iter(self.proven.values()))

    def outlasts(self, capability: Capability, shown: Shown) -> bool:
        """Whether this holds the capability for at least as long as that request gets through."""
        own = self.proven.get(capability)
        if own is None or (own.since is not None and (shown.since is None or shown.since < own.since)):
            return False
        return own.until is None or (shown.until is not None and shown.until <= own.until)

    def for_ever(self) -> frozenset[Capability]:
        """The capabilities that are proven from now on and without an end."""
        proven = self.proven.items()
        return frozenset(one for one, shown in proven if shown.until is None and shown.since is None)

    def everywhere(self) -> Left:
        """What of it does not hang on where a request comes from."""
        kept = {one: shown for one, shown in self.proven.items() if shown.ranges is None}
        return Left(kept, self.possible)

    def by_time(self) -> Iterator[tuple[datetime | None, datetime | None, Left]]:
        """What is proven, apart for each time since and until which it is; first what is now and for ever."""
        times = dict.fromkeys((shown.since, shown.until) for shown in self.proven.values())
        for since, until in sorted(times, key=lambda pair: (pair[0] or _FIRST, pair[1] or _LAST)):
            part = {c: s for c, s in self.proven.items() if (s.since, s.until) == (since, until)}
            yield since, until, Left(part)

    def take_away(self, common: Left) -> None:
        """Leave only what goes beyond what others, whom this visitor is one of, have anyway."""
        self.proven = {one: shown for one, shown in self.proven.items() if not common.outlasts(one, shown)}
        self.possible = {
            one: why
            for one, why in self.possible.items()
            if one not in common.proven and one not in common.possible
        }
