"""A row of the table in words: two lines a cell, and the words that the filter looks in."""

from __future__ import annotations

from ajar.model.access import Audience, State
from ajar.model.row import Row
from ajar.words.known_principals import known, named
from ajar.words.language import marked, translated
from ajar.words.plain import plain
from ajar.words.verdict import chip, day, in_short, kind, missing, provider

_NOTES = {
    Audience.PUBLIC: marked("No login needed"),
    Audience.INTERNET: marked("A password is still asked"),
}
_LOGINS = {"aws": marked("With any AWS login"), "gcp": marked("With any Google login")}
_KINDS = {
    "gcs_bucket": marked("Bucket"),
    "s3_access_point": marked("Access point"),
    "s3_bucket": marked("Bucket"),
    "s3_multi_region_access_point": marked("Multi-Region Access Point"),
}
_SHORT = {
    State.UNKNOWN: marked("Not checked"),
    State.SHARED: marked("Outsiders"),
    State.SHIELDED: marked("Held"),
    State.CLOSED: marked("Private"),
}
_OPEN = {
    Audience.PUBLIC: marked("Anyone"),
    Audience.INTERNET: marked("Reachable"),
    Audience.AUTHENTICATED: marked("Any account"),
}
_ON_PURPOSE, _OURS = marked("On purpose"), marked("Ours")
_SHOWN = 2


def chips(row: Row) -> tuple[str, ...]:
    """The words of the chip, and shorter ones for where these do not fit."""
    full = chip(row)
    if row.on_purpose is not None:
        return full, translated(_ON_PURPOSE)
    if row.state is State.OPEN:
        short = translated(_OPEN.get(row.audience, marked("Open")))
        if row.audience is Audience.AUTHENTICATED:
            login = {"aws": marked("Any AWS account"), "gcp": marked("Any Google account")}
            return full, translated(login.get(row.provider, short)), short
        return full, short
    if row.state is State.CLOSED and row.audience is Audience.ORGANIZATION:
        return full, translated(_OURS)
    return tuple(dict.fromkeys((full, translated(_SHORT[row.state]))))


def shortest_chips() -> tuple[str, ...]:
    """The shortest words that a chip may have to show, whatever the row."""
    words = (*_SHORT.values(), *_OPEN.values(), _ON_PURPOSE, _OURS)
    return tuple(translated(word) for word in words)


def where(row: Row) -> str:
    """What it is and where: "Bucket · Acme production · eu-west-1"."""
    parts = (translated(_KINDS.get(row.kind, kind(row.kind))), row.account_name or row.account, row.region)
    return " · ".join(plain(part) for part in parts if part)


def deeds(row: Row) -> tuple[str, str]:
    """What they can do, and what is to be said beside it ("" where there is nothing)."""
    if row.state is State.UNKNOWN:
        return translated(marked("Not known")), missing(row.missing)
    if row.state is State.SHIELDED:
        return translated(marked("Nothing now")), translated(marked("A grant to outsiders is there"))
    if row.capabilities:
        return in_short(row.capabilities), _beside(row)
    return translated(marked("Nothing")), ""


def _beside(row: Row) -> str:
    if row.at_most.width > row.audience.width:
        return translated(marked("May be open wider"))
    if row.until is not None:
        return translated(marked("Until {day}")).format(day=day(row.until))
    if row.audience is Audience.EXTERNAL:
        return _names(row.who)
    if row.audience is Audience.AUTHENTICATED:
        return translated(_LOGINS.get(row.provider, marked("With any login")))
    return translated(_NOTES[row.audience]) if row.audience in _NOTES else ""


def _names(names: tuple[str, ...]) -> str:
    """The names; a row has the first few only, so that how many there are in all is not said."""
    some = ", ".join(plain(named(name)) for name in names[:_SHOWN])
    if len(names) <= _SHOWN:
        return some
    return translated(marked("{names} and others")).format(names=some)


def spoken(row: Row) -> str:
    """The row as one line of text, for a screen reader and the clipboard."""
    first, second = deeds(row)
    parts = (chip(row), plain(row.name), where(row), first, second, plain(row.id))
    return ", ".join(part for part in parts if part)


def searched(row: Row) -> str:
    """What the filter looks in: name, account, region, kind, state and tags, in small letters."""
    tags = (f"{key}={value}" for key, value in row.tags.items())
    parts = (
        row.name,
        row.account_name,
        row.account,
        provider(row.provider),
        row.region,
        kind(row.kind),
        chip(row),
        row.state.value,
        *row.who,
        *map(known, row.who),
        *tags,
    )
    return "\n".join(parts).casefold()
