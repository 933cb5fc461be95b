"""A change before it is made, in words: where it leads, who loses what, whether it can be put back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ajar.model.access import STRANGERS, Audience, State
from ajar.model.change import Access, Consequence, Offer, Plan, Preview, Topic
from ajar.model.exposure import Exposure
from ajar.model.journal import Verdict
from ajar.model.resource import Resource
from ajar.words import SENTENCES, say
from ajar.words.language import counted, marked, translated
from ajar.words.verdict import can, day, listed, who

_CHOICES = {
    "accounts": marked("Accounts that keep access"),
    "addresses": marked("Addresses that keep access"),
    "distribution": marked("CloudFront distribution that keeps access"),
    "organization": marked("Organization that keeps access"),
}
_OPENS = {
    Audience.PUBLIC: marked("This opens it to anyone on the internet again."),
    Audience.AUTHENTICATED: marked("This opens it to anyone with an account again."),
    Audience.INTERNET: marked("This makes it reachable from the internet again."),
    Audience.EXTERNAL: marked("This lets outsiders in again."),
}
_SHORT = {
    State.OPEN: marked("It would stay open"),
    State.SHARED: marked("Named outsiders would still get in"),
    State.UNKNOWN: marked("Whether it is open would still not be known"),
}
_SHARED = {
    "account": marked("It changes a setting of the whole account, which others use as well."),
    "project": marked("It changes a setting of the whole project, which others use as well."),
    "security_group": marked("It changes a security group, which others use as well."),
}


@dataclass(frozen=True)
class Stands:
    """What a chip is made from where there is no row: an exposure, or a verdict in short."""

    provider: str
    state: State
    audience: Audience
    held_by: int = 0
    on_purpose: date | None = None


def stands(resource: Resource, verdict: Exposure | Verdict) -> Stands:
    """How the resource stands by this verdict, for its chip."""
    held = verdict.held if isinstance(verdict, Exposure) else ()
    by = len({index for one in held for index in one.by})
    return Stands(resource.provider, verdict.state, verdict.audience, by)


# --- a fix that is offered ---


def fix_title(fix: str) -> str:
    """What the fix does, in a line."""
    return say(f"fix_{fix}")


def fix_costs(fix: str) -> str:
    """What the fix costs, in a line; "" where there is nothing to say."""
    code = f"fix_{fix}_costs"
    return say(code) if code in SENTENCES else ""


def offer_notes(offer: Offer) -> list[str]:
    """What else is to be known of an offered fix: whom it touches, what stays unknown."""
    notes = []
    if offer.shared:
        notes.append(translated(_SHARED.get(offer.shared, marked("It changes what others use as well."))))
    if offer.closes and offer.leaves_unknown:
        notes.append(translated(marked("Whether anybody else gets in would still not be known.")))
    return notes


def falling_short(state: State) -> str:
    """What is said over the fixes that do not close a resource in this state."""
    return translated(
        _SHORT.get(state, marked("Nobody outside gets in as it is; about what is still to come"))
    )


def choice_title(name: str) -> str:
    """What is to be chosen."""
    code = f"choice_{name}"
    if code in SENTENCES:
        return say(code)
    return translated(_CHOICES.get(name, name.replace("_", " ").capitalize()))


# --- where it leads ---


def heading(preview: Preview) -> str:
    """What is about to be done, with the resource's name."""
    name = preview.plan.resource.name
    if preview.plan.undoes:
        return translated(marked("Undo the change to {name}")).format(name=name)
    if preview.closes:
        return translated(marked("Make {name} private")).format(name=name)
    if _closed_already(preview):
        return translated(marked("Keep {name} private")).format(name=name)
    return translated(marked("Narrow who gets into {name}")).format(name=name)


def act(preview: Preview) -> str:
    """The same in the few words of a button."""
    if preview.plan.undoes:
        return translated(marked("Open it again")) if reopens(preview) else translated(marked("Undo it"))
    if _closed_already(preview):
        return translated(marked("Keep private"))
    return translated(marked("Make private")) if preview.closes else translated(marked("Make narrower"))


def reopens(preview: Preview) -> str:
    """Whom an undo lets in again, as a warning; "" where it lets nobody in."""
    gained = [one.audience for one in preview.access if one.gains and one.audience.outside]
    if preview.after.audience.width > preview.before.audience.width:
        gained.append(preview.after.audience)
    outside = [audience for audience in gained if audience in _OPENS]
    if outside:
        return translated(_OPENS[max(outside, key=lambda audience: audience.width)])
    if preview.after.at_most.width > preview.before.at_most.width:
        return translated(marked("This may open it again: not everything could be checked."))
    return ""


def falls_short(preview: Preview) -> str:
    """What the fix does not reach, to stand beside the verdict after it; "" where it reaches all."""
    if preview.plan.undoes:
        return ""
    if _closed_already(preview):
        return translated(marked("Nobody outside gets in as it is. This is about what is still to come."))
    if preview.after.state is State.UNKNOWN:
        return translated(marked("Whether anybody else gets in would still not be known."))
    if preview.after.audience in STRANGERS:
        narrower = any(one.loses for one in preview.access)
        none = marked("It would still be open: nobody who gets in now would lose it.")
        return translated(marked("It would still be open, but narrower.") if narrower else none)
    if not preview.closes:
        return translated(marked("This does not close it."))
    return ""


def _closed_already(preview: Preview) -> bool:
    """Whether the fix finds nobody outside and nothing held: it is about what is still to come."""
    return not (preview.closes or preview.before.at_most.outside or preview.before.held)


def in_order(plan: Plan) -> str:
    """How many changes there are."""
    return counted("{n} change", "{n} changes, in this order", len(plan.changes))


# --- who loses what ---


def lost(provider: str, access: Access) -> str:
    """What this audience can do no more; "" where it loses nothing."""
    said = marked("{who} can no longer {can}.")
    return translated(said).format(who=_who(provider, access), can=can(access.loses)) if access.loses else ""


def kept(provider: str, access: Access) -> str:
    """What this audience can still do; "" where that is nothing."""
    said = marked("{who} can still {can}.")
    return translated(said).format(who=_who(provider, access), can=can(access.keeps)) if access.keeps else ""


def gained(provider: str, access: Access) -> str:
    """What this audience can do again; "" where it gains nothing."""
    said = marked("{who} can {can} again.")
    return translated(said).format(who=_who(provider, access), can=can(access.gains)) if access.gains else ""


def _who(provider: str, access: Access) -> str:
    if access.audience is Audience.ORGANIZATION:
        ours = translated(marked("Your organization"))
        return f"{ours} ({listed(access.who)})" if access.who else ours
    return who(provider, access.audience, access.who)


# --- what was looked up ---


def consequence(what: Consequence) -> str:
    """What was found, or could not be looked up, as a sentence."""
    return what.says or say(what.code, what.args)


def needed(what: Consequence) -> str:
    """The permission that looking it up takes; "" where none is missing."""
    if not what.permission:
        return ""
    return translated(marked("Not looked up: {permission} is missing.")).format(permission=what.permission)


def reassured(found: Iterable[Consequence]) -> str:
    """The one line for what was looked up and is no trouble; "" where nothing was."""
    number = sum(1 for one in found if one.reassures)
    if not number:
        return ""
    return counted("{n} thing was looked up and is fine", "{n} things were looked up and are fine", number)


def undo_line(preview: Preview) -> str:
    """Whether and until when it can be put back; "" where what was looked up about that says it itself."""
    about = [one for one in preview.consequences if one.topic is Topic.UNDO]
    if any(one.known and not one.reassures for one in about):
        return ""
    if any(not one.known for one in about):
        return translated(marked("Whether it can be undone could not be looked up in full."))
    if preview.undo_until is not None:
        return translated(marked("It can be undone until {day}.")).format(day=day(preview.undo_until))
    return translated(marked("It can be undone from the journal, also days later."))


# --- what others feel of it ---


def touches(preview: Preview) -> str:
    """How many others use what is changed, and whether these are all; "" where it is the resource's own."""
    if not preview.touched and preview.complete:
        return ""
    said = counted(
        "{n} other resource uses this setting", "{n} other resources use this setting", len(preview.touched)
    )
    if preview.complete:
        return said
    more = translated(marked("There may be more: not every one could be listed."))
    return f"{said}. {more}"


def to_type(plan: Plan) -> str:
    """What has to be typed before a change to something shared: its name; "" where nothing has to be."""
    return next((change.owner.name or change.owner.id for change in plan.changes if change.owner.shared), "")


def to_type_for(number: int) -> str:
    """What has to be typed before many are changed at once."""
    return counted("make {n} private", "make {n} private", number)
