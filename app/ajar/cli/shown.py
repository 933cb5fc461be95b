"""A preview on a terminal: the change, the verdict before and after, who loses what, and what may break."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ajar.model.access import State
from ajar.model.change import Choice, Consequence, Offer, Preview, Topic
from ajar.words import diff
from ajar.words.plain import plain
from ajar.words.repair import (
    choice_title,
    consequence,
    falling_short,
    falls_short,
    fix_costs,
    fix_title,
    gained,
    heading,
    kept,
    lost,
    needed,
    offer_notes,
    reopens,
    stands,
    touches,
    undo_line,
)
from ajar.words.settings import title
from ajar.words.verdict import chip, kind, sentence

_TOPICS = {Topic.BREAKS: "What may break", Topic.ACCESS: "Your own people", Topic.UNDO: "Undoing it"}


def preview_lines(preview: Preview, account: str) -> Iterator[str]:
    """The whole preview as lines, safe to print."""
    resource = preview.plan.resource
    yield plain(f"{heading(preview)}: {fix_title(preview.plan.fix)}")
    place = (kind(resource.kind), account or resource.account, resource.region, resource.id)
    yield plain(" · ".join(part for part in place if part))
    for moment, verdict in (("Now", preview.before), ("Then", preview.after)):
        yield from ("", moment, f"  {chip(stands(resource, verdict))}")
        yield f"  {plain(sentence(resource, verdict))}"
    for warning in (reopens(preview) if preview.plan.undoes else "", falls_short(preview)):
        if warning:
            yield f"  {warning}"
    yield from _changes(preview)
    yield from _access(preview)
    for topic, heading_ in _TOPICS.items():
        found = [one for one in preview.consequences if one.topic is topic and not one.reassures]
        yield from _section(heading_, map(_consequence, found))
    fine = [one for one in preview.consequences if one.reassures]
    yield from _section("Looked up, and no trouble", map(_consequence, fine))
    undo = undo_line(preview)
    if undo and not preview.plan.undoes:
        yield from ("", undo)
    yield from _touched(preview)


def offer_lines(offers: Iterable[Offer], state: State) -> Iterator[str]:
    """The fixes that apply, each with its name for `--fix`, what it does, and what it leaves to choose."""
    for offer in offers:
        short = "" if offer.closes else f" ({falling_short(state)})"
        yield f"  {offer.fix}: {fix_title(offer.fix)}{short}"
        for note in (fix_costs(offer.fix), *offer_notes(offer)):
            if note:
                yield f"      {note}"
        yield from (f"      {line}" for line in choice_lines(offer.choices))


def choice_lines(choices: Iterable[Choice]) -> Iterator[str]:
    """How each choice is made on the command line, what it is, and what offers itself for it."""
    for choice in choices:
        yield f"--set {choice.name}=...: {choice_title(choice.name)}{_options(choice)}"


def _options(choice: Choice) -> str:
    shown = [plain(f"{one.value} ({one.name})" if one.name else one.value) for one in choice.options]
    return f" (such as {', '.join(shown)})" if shown else ""


def _changes(preview: Preview) -> Iterator[str]:
    changes = preview.plan.changes
    many = len(changes) > 1
    yield from ("", "Changes, in this order" if many else "The change")
    for number, change in enumerate(changes, start=1):
        of = f" of {change.owner.shared} {change.owner.name}" if change.owner.shared else ""
        yield plain(f"  {f'{number}. ' if many else ''}{title(change.setting)}{of}")
        yield from (f"    {plain(line)}" for line in diff.lines(change))


def _access(preview: Preview) -> Iterator[str]:
    provider = preview.plan.resource.provider
    said = [
        plain(line)
        for one in preview.access
        for line in (lost(provider, one), kept(provider, one), gained(provider, one))
        if line
    ]
    yield from _section("Who can do what afterwards", said)


def _consequence(one: Consequence) -> str:
    unknown = "" if one.known else "Not known: "
    return plain(f"{unknown}{consequence(one)} {needed(one)}".rstrip())


def _touched(preview: Preview) -> Iterator[str]:
    said = touches(preview)
    if said:
        yield from ("", said)
    for one in preview.touched:
        before, after = chip(stands(one.resource, one.before)), chip(stands(one.resource, one.after))
        moves = before if before == after else f"{before} -> {after}"
        yield plain(f"  {one.resource.name} ({kind(one.resource.kind)}): {moves}")


def _section(heading_: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield from ("", heading_, *(f"  {line}" for line in found))
