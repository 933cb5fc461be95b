"""What can be shown as evidence of a finding: what its verdict cites, and the settings behind its doors."""

from __future__ import annotations

from dataclasses import dataclass

from ajar.model.facts import Unread, Value, reading
from ajar.model.finding import Finding
from ajar.model.written import written
from ajar.words import say
from ajar.words.language import marked, translated
from ajar.words.plain import plain
from ajar.words.settings import place, title

MOST = 200
"""Exhibits that are offered; a list of permissions may give many thousand grants."""


@dataclass(frozen=True)
class Exhibit:
    """A setting, or a part of one, with what it says; `evidence` indexes the exposure's, None for a door's.

    `value` is the setting as it was read; where there is nothing to show, `instead` says why.
    """

    title: str
    says: str
    setting: str
    owner: str
    span: tuple[int, int] | None
    evidence: int | None
    value: Value
    instead: str = ""

    @property
    def text(self) -> str:
        """The setting as text; its span counts in it."""
        return written(self.value)


def exhibits(finding: Finding) -> tuple[Exhibit, ...]:
    """What the verdict cites, then each door's setting that it does not cite."""
    exposure = finding.exposure
    found = [
        _exhibit(
            finding,
            (cited.setting, cited.owner),
            title=place(cited.setting, cited.pointer),
            says=say(cited.code, cited.args),
            span=cited.span,
            evidence=number,
        )
        for number, cited in enumerate(exposure.evidence[:MOST])
    ]
    known = {(exhibit.setting, exhibit.owner) for exhibit in found}
    for gate in exposure.gates:
        if gate.setting and (gate.setting, gate.owner) not in known:
            known.add((gate.setting, gate.owner))
            named = title(gate.setting)
            found.append(
                _exhibit(finding, (gate.setting, gate.owner), title=named, says=say(gate.code, gate.args))
            )
    return tuple(found)


def wanted(shown: tuple[Exhibit, ...], setting: str, owner: str, evidence: int | None) -> int | None:
    """The number of the exhibit that a door leads to; None where there is none."""
    for number, exhibit in enumerate(shown):
        if evidence is not None and exhibit.evidence == evidence:
            return number
    for number, exhibit in enumerate(shown):
        if (exhibit.setting, exhibit.owner) == (setting, owner):
            return number
    return None


def _exhibit(
    finding: Finding,
    place_of: tuple[str, str],
    *,
    title: str,
    says: str,
    span: tuple[int, int] | None = None,
    evidence: int | None = None,
) -> Exhibit:
    setting, owner = place_of
    value, instead = _read(finding, setting, owner)
    return Exhibit(title, plain(says), setting, owner, span, evidence, value, instead)


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
