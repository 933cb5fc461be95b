"""What can be shown as evidence of a finding: what its verdict cites, and the settings behind its doors."""

from __future__ import annotations

from dataclasses import dataclass

from ajar.model.exposure import Evidence, Exposure, Gate
from ajar.model.facts import Unread, Value, reading
from ajar.model.finding import Finding
from ajar.model.written import written
from ajar.ui.details.tracks import tone_of
from ajar.words import say
from ajar.words.language import marked, translated
from ajar.words.plain import plain
from ajar.words.settings import place, title

MOST = 200
"""Exhibits that are offered; a list of permissions may give many thousand grants."""


@dataclass(frozen=True)
class Exhibit:
    """A setting, or a part of one, with what it says; `evidence` indexes the exposure's, None for a door's.

    `value` is the setting as it was read; where there is nothing to show, `instead` says why. `tone` is that
    of the ways that rest on it.
    """

    title: str
    says: str
    setting: str
    owner: str
    span: tuple[int, int] | None
    evidence: int | None
    value: Value
    instead: str = ""
    tone: str = "closed"

    @property
    def text(self) -> str:
        """The setting as text; its span counts in it."""
        return written(self.value)


def exhibits(finding: Finding) -> tuple[Exhibit, ...]:
    """What the verdict cites, then each door's setting that it does not cite."""
    exposure = finding.exposure
    tones = _tones(exposure)
    found = [
        _cited(finding, cited, number, tones.get(number, "closed"))
        for number, cited in enumerate(exposure.evidence[:MOST])
    ]
    known = {(exhibit.setting, exhibit.owner) for exhibit in found}
    for gate in exposure.gates:
        if gate.setting and (gate.setting, gate.owner) not in known:
            known.add((gate.setting, gate.owner))
            found.append(_behind(finding, gate))
    return tuple(found)


def _cited(finding: Finding, cited: Evidence, number: int, tone: str) -> Exhibit:
    value, instead = _read(finding, cited.setting, cited.owner)
    return Exhibit(
        title=place(cited.setting, cited.pointer),
        says=plain(say(cited.code, cited.args)),
        setting=cited.setting,
        owner=cited.owner,
        span=cited.span,
        evidence=number,
        value=value,
        instead=instead,
        tone=tone,
    )


def _behind(finding: Finding, gate: Gate) -> Exhibit:
    value, instead = _read(finding, gate.setting, gate.owner)
    return Exhibit(
        title=title(gate.setting),
        says=plain(say(gate.code, gate.args)),
        setting=gate.setting,
        owner=gate.owner,
        span=None,
        evidence=None,
        value=value,
        instead=instead,
    )


def first(exposure: Exposure) -> int:
    """The evidence of the way that is told first: proven, or held, or not decided."""
    proven = [exposure.ways[way].evidence for reach in exposure.all for way in reach.ways]
    held = [grant.evidence for grant in exposure.held]
    doubted = [unknown.evidence for unknown in exposure.unknown if unknown.evidence is not None]
    return next(iter((*proven, *held, *doubted)), 0)


def _tones(exposure: Exposure) -> dict[int, str]:
    """The tone of what each evidence is evidence of; what is proven, and wide, counts first."""
    tones = {entry.evidence: "unchecked" for entry in exposure.unknown if entry.evidence is not None}
    tones.update({grant.evidence: "closed" for grant in exposure.held})
    for reach in reversed(exposure.all):
        tones.update({exposure.ways[way].evidence: tone_of(reach.audience) for way in reach.ways})
    return tones


def wanted(shown: tuple[Exhibit, ...], setting: str, owner: str, evidence: int | None) -> int | None:
    """The number of the exhibit that a door leads to; None where there is none."""
    for number, exhibit in enumerate(shown):
        if evidence is not None and exhibit.evidence == evidence:
            return number
    for number, exhibit in enumerate(shown):
        if (exhibit.setting, exhibit.owner) == (setting, owner):
            return number
    return None


def _read(finding: Finding, setting: str, owner: str) -> tuple[Value, str]:
    known = reading(finding.facts, setting, owner)
    if known is None:
        return None, translated(marked("It was not asked for."))
    if isinstance(known, Unread):
        why = say(f"why_{known.reason.value}")
        missing = f" ({plain(known.permission)})" if known.permission else ""
        return None, translated(marked("It was not read: {why}.")).format(why=why + missing)
    if known.value is None:
        return None, translated(marked("It is not set."))
    return known.value, ""
