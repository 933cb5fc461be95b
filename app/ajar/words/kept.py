"""What is said of exceptions: why one does not cover what is open, what is wrong with one, how it stands."""

from __future__ import annotations

from ajar.model.kept import Declared, Kept, KeptState
from ajar.model.mistake import Mistake
from ajar.model.ours import AccessException
from ajar.words import say
from ajar.words.language import marked, translated
from ajar.words.plain import plain
from ajar.words.verdict import can, day, in_short, who

_STATES = {
    KeptState.COVERED: marked("Open as declared"),
    KeptState.WIDER: marked("Open wider than declared"),
    KeptState.MAY_BE_WIDER: marked("May be open wider"),
    KeptState.ENDED: marked("Ended"),
    KeptState.MADE_ANEW: marked("Another resource now"),
    KeptState.NOT_NEEDED: marked("Not needed now"),
    KeptState.NOT_SEEN: marked("Not seen yet"),
}


def state(which: KeptState) -> str:
    """How the resource of an exception stands, in a few words."""
    return translated(_STATES[which])


def against(found: Declared) -> str:
    """What keeps the exception from covering it; "" where nothing does."""
    if found.state is KeptState.NOT_SEEN:
        return translated(marked("No check of this computer has found it."))
    return " ".join(say(caveat.code, caveat.args) for caveat in found.against)


def at_most(exception: AccessException, provider: str = "") -> str:
    """Who may do what at most: "Anyone on the internet: download every file"."""
    within = (exception.prefix,) if exception.prefix else ()
    return f"{who(provider, exception.audience, ())}: {can(exception.capabilities, within)}"


def able(exception: AccessException) -> str:
    """What they may do at most, in the few words of a table: "Read files public/*"."""
    files = f" {plain(exception.prefix)}*" if exception.prefix else ""
    return f"{in_short(exception.capabilities)}{files}"


def gave_way(earlier: Kept) -> str:
    """That another person's exception was replaced by one that was taken from a file."""
    said = marked("{name}: in the place of what {by} had declared until {day}")
    by, end = plain(earlier.exception.by), day(earlier.exception.until)
    return translated(said).format(name=plain(earlier.name), by=by, day=end)


def until(exception: AccessException) -> str:
    """The heading over an exception that covers: "Open on purpose until 1 Jan 2027"."""
    return translated(marked("Open on purpose until {day}")).format(day=day(exception.until))


def sentence(mistake: Mistake) -> str:
    """A mistake as a sentence of its own; in a list it stands without a capital and a full stop."""
    said = say(mistake.code, mistake.args)
    return f"{said[:1].upper()}{said[1:]}" if said.endswith(".") else f"{said[:1].upper()}{said[1:]}."
