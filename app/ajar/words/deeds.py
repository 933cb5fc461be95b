"""Who changed a resource, in words: what was done, by whom and from where, and what the log does not tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec

from ajar.model.deed import Deed, Deeds, Span, Unseen
from ajar.model.facts import Reason
from ajar.words import say
from ajar.words.journal import date_and_time
from ajar.words.language import marked, translated
from ajar.words.plain import plain
from ajar.words.verdict import day, kind

_ABOUT = {
    "access_point": marked("the access point"),
    "account": marked("the account's block"),
    "bucket": marked("the bucket"),
    "organization": marked("the organization's policies"),
    "project": marked("the project"),
}
_WHY = {
    Reason.BUSY: marked("the provider kept asking to slow down"),
    Reason.DENIED: marked("the log may not be read with these credentials"),
    Reason.MALFORMED: marked("the log's answer was not in the form that the provider documents"),
    Reason.UNREACHABLE: marked("the log did not answer"),
    Reason.UNSUPPORTED: marked("the service that keeps the log is switched off"),
}


def did(deed: Deed) -> str:
    """What was done: "Changed the bucket's policy", "Tried to: ..." where nothing came of it."""
    said = say(deed.code, {"event": deed.event, "owner": deed.owner})
    if not deed.failed:
        return said
    return translated(marked("{what} (refused: {error})")).format(what=said, error=plain(deed.failed))


def by(deed: Deed) -> str:
    """Who did it, and through what."""
    who = deed.who or translated(marked("somebody whom the log does not name"))
    if not deed.through:
        return plain(who)
    return plain(translated(marked("{who}, through {through}")).format(who=who, through=deed.through))


def whence(deed: Deed) -> str:
    """Where it came from, and which region recorded it; "" where the log does not tell."""
    here = translated(marked("from {address}")).format(address=deed.address) if deed.address else ""
    return plain(", ".join(part for part in (here, deed.region) if part))


def below(deed: Deed) -> str:
    """The line below what was done: who, from where, and the provider's own name of the event."""
    owner = deed.owner if deed.about != "bucket" else ""
    return " · ".join(plain(part) for part in (by(deed), whence(deed), owner, deed.event) if part)


def unseen(one: Unseen) -> str:
    """What could not be looked through, and why: never the same as nobody."""
    about = translated(_ABOUT.get(one.about, one.about))
    if one.reason is Reason.BUDGET:
        back = date_and_time(one.back_to) if one.back_to else translated(marked("now"))
        said = marked(
            "There are too many events of {about}: what was done before {back} was not looked through."
        )
        return translated(said).format(about=about, back=back)
    why = translated(_WHY.get(one.reason, one.reason.value))
    return translated(marked("Who changed {about} is not known: {why}.")).format(about=about, why=why)


def heading(told: Deeds) -> str:
    """The sentence over the deeds: how many there are, or that there is none, and in what time."""
    days = translated(marked("since {day}")).format(day=day(told.asked.since.astimezone()))
    if told.changed is not None:
        return f"{changed(told.changed)} {_found(told, days)}"
    return _found(told, days)


def changed(span: Span) -> str:
    """When the verdict became what it is."""
    said = marked("It came to stand like this between {since} and {until}.")
    return translated(said).format(since=date_and_time(span.since), until=date_and_time(span.until))


def _found(told: Deeds, days: str) -> str:
    if told.deeds:
        return translated(marked("What was done to who gets in, {days}, the latest first:")).format(days=days)
    if told.unseen:
        return translated(marked("Not known: the log could not be read, or not all of it."))
    said = marked("No such event {days}: it was done before that, or through a setting of the organization.")
    return translated(said).format(days=days)


def lines(account_name: str, told: Deeds, wanted: datetime | None = None) -> Iterator[str]:
    """The whole answer as lines, safe to print; `wanted` is from when on it was asked for."""
    resource = told.resource
    yield plain(translated(marked("{name}: who changed it")).format(name=resource.name))
    place = (kind(resource.kind), account_name or resource.account, resource.region, resource.id)
    yield plain(" · ".join(part for part in place if part))
    yield from ("", heading(told))
    if older(told, wanted):
        yield older(told, wanted)
    for deed in told.deeds:
        yield from ("", f"{'*' if counts(deed) else ' '} {date_and_time(deed.at)}  {did(deed)}")
        yield f"    {below(deed)}"
    if any(map(counts, told.deeds)):
        yield from ("", translated(marked("* in the time in which it came to stand like this")))
    if told.unseen:
        yield from ("", translated(marked("Not known")))
        yield from (f"  {unseen(one)}{_permission(one)}" for one in told.unseen)
    if told.notes:
        yield from ("", translated(marked("Worth knowing")))
        yield from (f"  {plain(say(note.code, note.args))}" for note in told.notes)


def counts(deed: Deed) -> bool:
    """Whether it may be what changed the verdict: done in that time, and not refused."""
    return deed.in_span and not deed.failed


def _permission(one: Unseen) -> str:
    return f" ({plain(one.permission)})" if one.permission else ""


def older(told: Deeds, wanted: datetime | None = None) -> str:
    """Where the verdict changed before what the log keeps, or more was `wanted`; "" where it did not."""
    changed_at = told.changed.since if told.changed else told.kept_since
    if min(changed_at, wanted or changed_at) >= told.kept_since:
        return ""
    said = marked("The log goes back to {day} only: what was done before that is no longer in it.")
    return translated(said).format(day=day(told.kept_since.astimezone()))


def spoken(told: Deeds) -> Deeds:
    """The same with its sentences filled in, for a file."""
    deeds = tuple(msgspec.structs.replace(one, says=did(one)) for one in told.deeds)
    left = tuple(msgspec.structs.replace(one, says=unseen(one)) for one in told.unseen)
    notes = tuple(msgspec.structs.replace(one, says=say(one.code, one.args)) for one in told.notes)
    return msgspec.structs.replace(told, deeds=deeds, unseen=left, notes=notes)
