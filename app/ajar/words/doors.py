"""The picture of doors as data and as text: each way in as a line from the stranger to the data."""

from __future__ import annotations

from dataclasses import dataclass

from ajar.model.access import Audience, Capability
from ajar.model.exposure import Exposure, Gate, GateState
from ajar.words import say
from ajar.words.language import marked, translated
from ajar.words.verdict import can, who

MARK = {GateState.OPEN: "[ ]", GateState.SHUT: "[X]", GateState.UNKNOWN: "[?]"}
STATE = {
    GateState.OPEN: marked("Open"),
    GateState.SHUT: marked("Shut"),
    GateState.UNKNOWN: marked("Not known"),
}


@dataclass(frozen=True)
class Door:
    """One gate on a way: its title, its state and what the setting says; `gate` indexes the exposure's."""

    gate: int
    title: str
    state: GateState
    says: str


@dataclass(frozen=True)
class Line:
    """One way from somebody to the data. `arrives` is True where it gets through, None where it is not known.

    `evidence` indexes the grant that it rests on; `within` are the beginnings of the names of the files.
    """

    who: str
    audience: Audience
    through: str
    doors: tuple[Door, ...]
    arrives: bool | None
    capabilities: tuple[Capability, ...]
    evidence: int
    within: tuple[str, ...] = ()


def door(exposure: Exposure, index: int) -> Door:
    """The gate of this index as a door."""
    gate: Gate = exposure.gates[index]
    return Door(index, say(f"gate_{gate.gate}"), gate.state, say(gate.code, gate.args))


def lines(provider: str, exposure: Exposure) -> tuple[Line, ...]:
    """Every way in that is proven, then what is held, then what is not decided; each once."""
    proven = [
        Line(
            who=who(provider, reach.audience, reach.who),
            audience=reach.audience,
            through=say(f"through_{exposure.ways[way].through}"),
            doors=tuple(door(exposure, gate) for gate in exposure.ways[way].gates),
            arrives=True,
            capabilities=exposure.ways[way].capabilities or reach.capabilities,
            evidence=exposure.ways[way].evidence,
            within=exposure.ways[way].within,
        )
        for reach in exposure.all
        for way in reach.ways
    ]
    return (*proven, *_held(provider, exposure), *_undecided(provider, exposure))


def _held(provider: str, exposure: Exposure) -> list[Line]:
    return [
        Line(
            who=who(provider, held.audience, held.who),
            audience=held.audience,
            through=say("through_direct"),
            doors=tuple(door(exposure, gate) for gate in held.gates),
            arrives=False,
            capabilities=held.capabilities,
            evidence=held.evidence,
            within=held.within,
        )
        for held in exposure.held
    ]


def _undecided(provider: str, exposure: Exposure) -> list[Line]:
    cited = dict.fromkeys(unknown.evidence for unknown in exposure.unknown if unknown.evidence is not None)
    return [
        Line(
            who=who(provider, exposure.at_most, ()),
            audience=exposure.at_most,
            through=say("through_direct"),
            doors=tuple(
                door(exposure, index)
                for index, gate in enumerate(exposure.gates)
                if gate.state is GateState.UNKNOWN
            ),
            arrives=None,
            capabilities=(),
            evidence=evidence,
        )
        for evidence in cited
    ]


def text(provider: str, exposure: Exposure) -> str:
    """The picture as lines of plain text, for screen readers, the terminal and the clipboard."""
    return "\n".join(_drawn(line) for line in lines(provider, exposure))


def ending(line: Line) -> str:
    """Where the way ends: what they can do there and by which door, or that they do not arrive."""
    if line.arrives:
        return f"{can(line.capabilities, line.within)} ({line.through})"
    if line.arrives is None:
        return translated(marked("may get in: not decided"))
    return translated(marked("the way ends here"))


def _drawn(line: Line) -> str:
    doors = " -- ".join(f"{MARK[d.state]} {d.title}: {d.says}" for d in line.doors)
    path = f" -- {doors}" if doors else ""
    return f"{line.who}{path} --{_ARROW[line.arrives]} {ending(line)}"


_ARROW = {True: ">", None: "?", False: "|"}
