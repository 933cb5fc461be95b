"""The ways in as the picture draws them: who comes, by which doors, and where the way ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ajar.model.access import Audience
from ajar.model.exposure import Exposure, GateState
from ajar.words import say
from ajar.words.doors import STATE, Door, Line, lines
from ajar.words.language import counted, marked, translated
from ajar.words.plain import plain
from ajar.words.settings import short_title
from ajar.words.verdict import can, in_short

MOST = 8
"""Ways that are drawn; more of them are told in the text only."""
_TONES = {
    Audience.PUBLIC: "anyone",
    Audience.INTERNET: "anyone",
    Audience.AUTHENTICATED: "holders",
    Audience.EXTERNAL: "outsiders",
}
_ORDER = (GateState.OPEN, GateState.UNKNOWN, GateState.SHUT)
_LONGEST = 240  # characters of what one door says


_WORD = 24  # characters that fit beside each other in the narrowest picture


@dataclass(frozen=True)
class Stop:
    """One door on a way, or the grant that the way rests on (`grant`); `setting` and `owner` say whose it is.

    `evidence` indexes the exposure's, and is None for a door.
    """

    title: str
    word: str
    state: GateState
    says: str
    setting: str
    owner: str
    grant: bool = False
    evidence: int | None = None

    @property
    def spoken(self) -> str:
        """The whole of it in a sentence."""
        return f"{self.title}: {self.word}. {self.says}"


@dataclass(frozen=True)
class Track:
    """One way, or several that differ in nothing but the grant; `arrives` is None where it is not decided."""

    who: str
    audience: Audience
    told: str
    stops: tuple[Stop, ...]
    arrives: bool | None


def tone_of(audience: Audience) -> str:
    """The name of the tone that an audience's ways are shown in."""
    return _TONES.get(audience, "closed")


def tracks(provider: str, exposure: Exposure) -> tuple[Track, ...]:
    """Every way, proven ones first; ways that look the same are one, at its widest grant."""
    merged: dict[object, tuple[Track, int]] = {}
    for line in lines(provider, exposure):
        track = _track(exposure, line)
        same = (track.who, track.told, track.arrives, track.stops[0].setting, track.stops[1:])
        first, count = merged.get(same, (track, 0))
        merged[same] = (first, count + 1)
    return tuple(_several(track, count) for track, count in merged.values())


def deciding(track: Track) -> Stop:
    """The door that settles a way: the first that is shut, or not known, or else the grant."""
    for state in (GateState.SHUT, GateState.UNKNOWN):
        for stop in track.stops:
            if stop.state is state:
                return stop
    return track.stops[0]


def more(track_list: Iterable[Track]) -> str:
    """What is said of the ways that are not drawn; "" where all are."""
    rest = len(tuple(track_list)) - MOST
    if rest <= 0:
        return ""
    return counted(
        "And {n} more way, which the copied text tells.",
        "And {n} more ways, which the copied text tells.",
        rest,
    )


def _track(exposure: Exposure, line: Line) -> Track:
    doors = [_stop(exposure, door) for door in line.doors]
    if line.arrives is False:
        doors.sort(key=lambda stop: _ORDER.index(stop.state))
    return Track(
        who=_breakable(_short(line.who)),
        audience=line.audience,
        told=_told(line),
        stops=(_grant(exposure, line), *doors),
        arrives=line.arrives,
    )


def _told(line: Line) -> str:
    """What is said below who comes."""
    if line.arrives is None:
        return translated(marked("May get in: not all of it could be checked"))
    what = in_short(line.capabilities)
    if line.arrives:
        return f"{what} · {line.through}"
    if not what:
        return translated(marked("Held, whatever it grants"))
    return translated(marked("Held. Else they could {can}")).format(can=can(line.capabilities, line.within))


def _stop(exposure: Exposure, door: Door) -> Stop:
    gate = exposure.gates[door.gate]
    return Stop(
        title=plain(door.title),
        word=translated(STATE[door.state]),
        state=door.state,
        says=_short(door.says),
        setting=gate.setting,
        owner=gate.owner,
    )


def _grant(exposure: Exposure, line: Line) -> Stop:
    evidence = exposure.evidence[line.evidence]
    known = line.arrives is not None and bool(line.capabilities)
    return Stop(
        title=short_title(evidence.setting),
        word=translated(marked("Allows it")) if known else translated(STATE[GateState.UNKNOWN]),
        state=GateState.OPEN if known else GateState.UNKNOWN,
        says=_short(say(evidence.code, evidence.args)),
        setting=evidence.setting,
        owner=evidence.owner,
        grant=True,
        evidence=line.evidence,
    )


def _several(track: Track, count: int) -> Track:
    if count == 1:
        return track
    word = counted("{n} grant", "{n} grants", count)
    return replace(track, stops=(replace(track.stops[0], word=word), *track.stops[1:]))


def _breakable(text: str) -> str:
    """The text with places to break in its longest words; it is painted, and never copied."""
    return " ".join(
        "\u200b".join(word[at : at + _WORD] for at in range(0, len(word), _WORD)) for word in text.split(" ")
    )


def _short(text: str) -> str:
    safe = plain(text)
    return safe if len(safe) <= _LONGEST else f"{safe[:_LONGEST]}…"
