"""From grants and gates to the verdict: the one place that knows the order of states."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Generic, TypeVar

from ajar.model.access import FILES, STRANGERS, Audience, Capability, State, in_order, widest
from ajar.model.exposure import (
    Caveat,
    Evidence,
    Exposure,
    Gate,
    GateState,
    Held,
    Reach,
    Unknown,
    Way,
    Witness,
)
from ajar.model.grant import Grant
from ajar.policy.confined import beginnings

_T = TypeVar("_T")


def decide(
    grants: Iterable[Grant], caveats: Iterable[Caveat] = (), absences: Iterable[Evidence] = ()
) -> Exposure:
    """The exposure that these grants add up to.

    A grant behind a shut gate is held; one with every gate open and no doubt is proven; any other is still
    possible. `absences` are settings that grant nobody outside anything: the explanation of a `closed`.
    """
    ledger = _Ledger()
    for grant in grants:
        ledger.enter(grant)
    for absence in absences:
        ledger.cite(absence)
    return ledger.exposure(tuple(caveats))


def is_held(grant: Grant) -> bool:
    """Whether a gate on its path is proven shut."""
    return any(gate.state is GateState.SHUT for gate in grant.gates)


def is_proven(grant: Grant) -> bool:
    """Whether nothing about it is in doubt and every gate on its path is proven open."""
    return not grant.doubts and all(gate.state is GateState.OPEN for gate in grant.gates)


class _Listed(Generic[_T]):
    """Entries in the order in which they came, each once; many thousands are found as quickly as a few."""

    def __init__(self) -> None:
        self._places: dict[str, tuple[int, _T]] = {}

    def place(self, entry: _T) -> int:
        """The entry's index; it is put in where it is not there yet."""
        # By what it says, since arguments make an entry that cannot be hashed.
        return self._places.setdefault(repr(entry), (len(self._places), entry))[0]

    def all(self) -> tuple[_T, ...]:
        return tuple(entry for _, entry in self._places.values())


class _Ledger:
    """The lists that an exposure's indexes point into, each entry once."""

    def __init__(self) -> None:
        self.evidence: _Listed[Evidence] = _Listed()
        self.gates: _Listed[Gate] = _Listed()
        self.ways: _Listed[Way] = _Listed()
        self.held: list[Held] = []
        self.unknown: _Listed[Unknown] = _Listed()
        self.proven: list[tuple[Grant, int]] = []
        self.possible: list[Audience] = []

    def cite(self, evidence: Evidence) -> int:
        return self.evidence.place(evidence)

    def enter(self, grant: Grant) -> None:
        cited, gates = self.cite(grant.evidence), tuple(map(self.gates.place, grant.gates))
        if is_held(grant):
            self.held.append(_held(grant, cited, gates))
        elif is_proven(grant):
            way = Way(
                through=grant.through,
                evidence=cited,
                gates=gates,
                capabilities=in_order(grant.capabilities),
                within=grant.within,
            )
            self.proven.append((grant, self.ways.place(way)))
        else:
            self.possible.append(grant.audience)
            self._doubt(grant, cited)

    def _doubt(self, grant: Grant, cited: int) -> None:
        for doubt in (*grant.doubts, *_unread_gates(grant.gates)):
            entry = Unknown(
                setting=doubt.setting,
                reason=doubt.reason,
                permission=doubt.permission,
                owner=doubt.owner,
                code=doubt.code,
                args=doubt.args,
                evidence=cited,
            )
            self.unknown.place(entry)

    def exposure(self, caveats: tuple[Caveat, ...]) -> Exposure:
        proven = widest(grant.audience for grant, _ in self.proven)
        at_most = widest([proven, *self.possible])
        strongest = [grant for grant, _ in self.proven if grant.audience is proven]
        return Exposure(
            state=_state(proven, at_most, held=any(held.audience.outside for held in self.held)),
            audience=proven,
            capabilities=in_order(c for grant in strongest for c in grant.capabilities),
            at_most=at_most,
            until=_until(strongest),
            all=self._reaches(),
            ways=self.ways.all(),
            gates=self.gates.all(),
            held=tuple(self.held),
            evidence=self.evidence.all(),
            witness=_witness(strongest) if proven.outside else None,
            caveats=caveats,
            unknown=self.unknown.all(),
        )

    def _reaches(self) -> tuple[Reach, ...]:
        audiences = sorted({g.audience for g, _ in self.proven}, key=lambda a: a.width, reverse=True)
        return tuple(self._reach(audience) for audience in audiences)

    def _reach(self, audience: Audience) -> Reach:
        passed = [(grant, way) for grant, way in self.proven if grant.audience is audience]
        capabilities: set[Capability] = {c for grant, _ in passed for c in grant.capabilities}
        return Reach(
            audience=audience,
            who=tuple(dict.fromkeys(name for grant, _ in passed for name in grant.who)),
            capabilities=in_order(capabilities),
            ways=tuple(dict.fromkeys(way for _, way in passed)),
            within=_within(grant for grant, _ in passed),
        )


def _within(grants: Iterable[Grant]) -> tuple[str, ...]:
    """The beginnings of names outside which no file is reached by any of them; () where any may be."""
    reaching = [grant.within for grant in grants if grant.capabilities & FILES]
    return beginnings(begin for within in reaching for begin in within) if all(reaching) else ()


def _state(proven: Audience, at_most: Audience, *, held: bool) -> State:
    if proven in STRANGERS:
        return State.OPEN
    if at_most.outside and at_most.width > proven.width:
        return State.UNKNOWN
    if proven is Audience.EXTERNAL:
        return State.SHARED
    return State.SHIELDED if held else State.CLOSED


def _held(grant: Grant, cited: int, gates: tuple[int, ...]) -> Held:
    shut = tuple(
        index for index, gate in zip(gates, grant.gates, strict=True) if gate.state is GateState.SHUT
    )
    return Held(
        audience=grant.audience,
        capabilities=in_order(grant.capabilities),
        evidence=cited,
        by=shut,
        gates=gates,
        who=grant.who,
        within=grant.within,
    )


def _unread_gates(gates: Iterable[Gate]) -> Iterable[Unknown]:
    for gate in gates:
        if gate.state is GateState.UNKNOWN and gate.reason is not None:
            yield Unknown(
                setting=gate.setting,
                reason=gate.reason,
                permission=gate.permission,
                owner=gate.owner,
                code=gate.code,
                args=gate.args,
            )


def _until(grants: Sequence[Grant]) -> datetime | None:
    ends = [grant.until for grant in grants]
    dated = [end for end in ends if end is not None]
    return max(dated) if dated and len(dated) == len(ends) else None


def _witness(grants: Sequence[Grant]) -> Witness | None:
    """The witness of the grant that gives most: the one to show first."""
    ranked = sorted(grants, key=lambda grant: len(grant.capabilities), reverse=True)
    return next((grant.witness for grant in ranked if grant.witness is not None), None)
