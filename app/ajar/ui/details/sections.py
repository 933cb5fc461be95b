"""The parts of the details that are lists of lines: who gets what, the witness, what is not known, tags."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ajar.model.access import STRANGERS
from ajar.model.exposure import Reach, Unknown, Witness
from ajar.model.finding import Finding
from ajar.model.kept import CODES
from ajar.ui.blocks import ENTRIES, section, told
from ajar.ui.details.prose import Prose
from ajar.ui.details.tracks import tone_of
from ajar.ui.labels import Label, tip
from ajar.ui.look.tinted import IconButton
from ajar.words import say
from ajar.words.known_principals import named
from ajar.words.language import counted, marked, translated
from ajar.words.plain import plain
from ajar.words.settings import title, to_do
from ajar.words.verdict import reach_can, who

Copy = Callable[[str, str], None]
"""Puts a text on the clipboard, and says what it was."""
_NAMES, _TAGS = 20, 50
_ICONS = {"anyone": "globe", "holders": "users", "outsiders": "building", "closed": "house"}


def sections(finding: Finding, copy: Copy) -> Iterator[QWidget]:
    """The sections that this finding has something to say in, in their order."""
    exposure = finding.exposure
    if exposure.unknown:
        once = {(_why(entry), entry.permission): entry for entry in reversed(exposure.unknown)}
        entries = list(reversed(once.values()))
        rows = [_unknown(entry, copy) for entry in entries[:ENTRIES]]
        yield section(translated(marked("Not known")), rows, len(entries))
    if len(exposure.all) > 1 or any(_are_named(reach) for reach in exposure.all):  # else the sentence says it
        rows = [_reach(finding.resource.provider, reach) for reach in exposure.all]
        yield section(translated(marked("Who gets what")), rows)


def closing_sections(finding: Finding) -> Iterator[QWidget]:
    """What stands below the evidence: a request to try, what else to know, tags."""
    if finding.exposure.witness is not None:
        request = [_witness(finding.exposure.witness)]
        yield section(translated(marked("One request that gets through")), request)
    caveats = [caveat for caveat in finding.exposure.caveats if caveat.code not in CODES]
    if caveats:
        rows = [
            told("info", "muted", Prose(plain(say(caveat.code, caveat.args)), look="muted"))
            for caveat in caveats[:ENTRIES]
        ]
        yield section(translated(marked("Worth knowing")), rows, len(caveats))
    if finding.resource.tags:
        yield section(translated(marked("Tags")), [_tags(finding.resource.tags)], len(finding.resource.tags))


def _reach(provider: str, reach: Reach) -> QWidget:
    tone = tone_of(reach.audience)
    what = reach_can(reach)
    first = f"{plain(who(provider, reach.audience, ()))}: {what}"
    lines: list[QWidget] = [Prose(first)]
    if _are_named(reach):
        lines.append(Prose(_names(reach.who), look="muted"))
    return told(_ICONS[tone], tone, *lines)


def _are_named(reach: Reach) -> bool:
    return bool(reach.who) and reach.audience not in STRANGERS


def _names(names: tuple[str, ...]) -> str:
    shown = [plain(named(name)) for name in names[:_NAMES]]
    rest = len(names) - _NAMES
    some = ", ".join(shown)
    if rest <= 0:
        return some
    more = counted("{n} more", "{n} more", rest)
    return translated(marked("{names} and {more}")).format(names=some, more=more)


def _witness(witness: Witness) -> QWidget:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(1, 1)
    told = {
        marked("Who"): plain(witness.who),
        marked("Does"): plain(witness.action),
        marked("To"): plain(witness.target),
        marked("From"): plain(witness.source) or translated(marked("a network endpoint of their own")),
        marked("With"): "\n".join(f"{plain(key)}: {plain(value)}" for key, value in witness.context.items()),
    }
    for row, (name, value) in enumerate((name, value) for name, value in told.items() if value):
        grid.addWidget(Label(translated(name), look="muted"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Prose(value, look="fixed"), row, 1)
    return box


def _unknown(unknown: Unknown, copy: Copy) -> QWidget:
    lines: list[QWidget] = [Prose(_why(unknown))]
    if unknown.permission:
        lines.append(permission_line(unknown.permission, copy))
    lines.append(Prose(to_do(unknown), look="muted"))
    return told("circle-help", "unchecked", *lines)


def _why(unknown: Unknown) -> str:
    why = plain(say(unknown.code or f"why_{unknown.reason.value}", unknown.args))
    return f"{title(unknown.setting)}: {why}" if unknown.setting else why


def permission_line(permission: str, copy: Copy) -> QWidget:
    """A permission that is missing, with a button that copies it."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    button = IconButton("copy", look="icon")
    said = translated(marked("Copy {what}")).format(what=plain(permission))
    button.setAccessibleName(said)
    button.setToolTip(tip(said))
    button.clicked.connect(lambda: copy(permission, plain(permission)))
    row.addWidget(Prose(permission, look="fixed"), 1)
    row.addWidget(button)
    return box


def _tags(tags: dict[str, str]) -> QWidget:
    lines = [f"{plain(key)} = {plain(value)}" for key, value in list(tags.items())[:_TAGS]]
    return Prose("\n".join(lines), look="muted")
