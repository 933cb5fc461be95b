"""What a preview tells beside its changes: who loses what, what may break, one's own people, the way back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtWidgets import QWidget

from ajar.model.change import Consequence, Preview, Topic
from ajar.ui.blocks import Fold, section, told
from ajar.ui.details.prose import Prose
from ajar.words.language import marked, translated
from ajar.words.repair import consequence, gained, kept, lost, needed, reassured, undo_line

_TROUBLE = {Topic.BREAKS: "triangle-alert", Topic.ACCESS: "users", Topic.UNDO: "undo-2"}


def told_of(preview: Preview) -> Iterator[QWidget]:
    """The sections in the order of their weight; what was looked up and is fine comes last, folded."""
    yield section(translated(marked("Who gets in")), list(_access(preview)))
    breaks = list(_breaks(preview))
    if breaks:
        yield section(translated(marked("What may break")), breaks)
    people = list(_found(preview, Topic.ACCESS))
    if people:
        yield section(translated(marked("Your own people")), people)
    yield section(translated(marked("The way back")), list(_way_back(preview)))
    fine = [one for one in preview.consequences if one.reassures]
    if fine:
        yield Fold(reassured(fine), [told("check", "closed", Prose(consequence(one))) for one in fine])


def _access(preview: Preview) -> Iterator[QWidget]:
    provider = preview.plan.resource.provider
    for one in preview.access:
        if one.gains:
            yield told("door-open", "anyone", Prose(gained(provider, one)))
        if one.loses:
            yield told("door-closed-locked", "closed", Prose(lost(provider, one)))
    if not any(one.loses or one.gains for one in preview.access):
        yield told("info", "muted", Prose(translated(marked("Nobody loses access that they have now."))))
    for one in preview.access:
        if one.keeps:
            yield told("users", "muted", Prose(kept(provider, one)))


def _breaks(preview: Preview) -> Iterator[QWidget]:
    yield from _found(preview, Topic.BREAKS)
    about = [one for one in preview.consequences if one.topic is Topic.BREAKS]
    if not about and not preview.plan.undoes:
        not_looked = marked("What uses it was not looked up. Think of who reads it before you go on.")
        yield told("circle-help", "unchecked", Prose(translated(not_looked)))
    elif about and all(one.reassures for one in about):
        nothing = marked("Nothing was found that breaks. What was looked up stands below.")
        yield told("info", "muted", Prose(translated(nothing)))


def _way_back(preview: Preview) -> Iterator[QWidget]:
    closing = marked("To close it again, choose a fix for it again.")
    said = translated(closing) if preview.plan.undoes else undo_line(preview)
    if said:
        yield told("undo-2", "muted", Prose(said))
    yield from _found(preview, Topic.UNDO)


def _found(preview: Preview, topic: Topic) -> Iterator[QWidget]:
    """What is trouble first, and then what could not be looked up."""
    about = [one for one in preview.consequences if one.topic is topic and not one.reassures]
    for one in _known_first(about):
        if one.known:
            tint = "holders" if topic is not Topic.ACCESS else "muted"
            yield told(_TROUBLE[topic], tint, Prose(consequence(one)))
            continue
        lines: list[QWidget] = [Prose(consequence(one))]
        if one.permission:
            lines.append(Prose(needed(one), look="muted"))
        yield told("circle-help", "unchecked", *lines)


def _known_first(about: Iterable[Consequence]) -> list[Consequence]:
    return sorted(about, key=lambda one: not one.known)
