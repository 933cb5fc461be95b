"""What is said of exceptions: why one does not cover what is open, what is wrong with one, how it stands."""

from __future__ import annotations

from ajar.model.access import Audience
from ajar.model.kept import Declared, KeptState
from ajar.model.mistake import Mistake
from ajar.model.ours import AccessException
from ajar.words import say
from ajar.words.language import marked, translated
from ajar.words.verdict import can, day

_STATES = {
    KeptState.COVERED: marked("Open as declared"),
    KeptState.WIDER: marked("Open wider than declared"),
    KeptState.MAY_BE_WIDER: marked("May be open wider"),
    KeptState.ENDED: marked("Ended"),
    KeptState.MADE_ANEW: marked("Another resource now"),
    KeptState.NOT_NEEDED: marked("Not needed now"),
    KeptState.NOT_SEEN: marked("Not seen yet"),
}
AUDIENCES = {
    Audience.EXTERNAL: marked("Named outsiders"),
    Audience.INTERNET: marked("Anyone on the internet who knows a password"),
    Audience.AUTHENTICATED: marked("Anyone with a free account of the cloud"),
    Audience.PUBLIC: marked("Anyone on the internet"),
}


def state(found: Declared) -> str:
    """How the resource of an exception stands, in a few words."""
    return translated(_STATES[found.state])


def against(found: Declared) -> str:
    """What keeps the exception from covering it; "" where nothing does."""
    if found.state is KeptState.NOT_SEEN:
        return translated(marked("No check of this computer has found it."))
    return " ".join(say(caveat.code, caveat.args) for caveat in found.against)


def at_most(exception: AccessException) -> str:
    """Who may do what at most: "Anyone on the internet: download every file"."""
    who = translated(AUDIENCES.get(exception.audience, exception.audience.value))
    return f"{who}: {can(exception.capabilities)}"


def until(exception: AccessException) -> str:
    """The heading over an exception that covers: "Open on purpose until 1 Jan 2027"."""
    return translated(marked("Open on purpose until {day}")).format(day=day(exception.until))


def sentence(mistake: Mistake) -> str:
    """A mistake as a sentence of its own; in a list it stands without a capital and a full stop."""
    said = say(mistake.code, mistake.args)
    return f"{said[:1].upper()}{said[1:]}" if said.endswith(".") else f"{said[:1].upper()}{said[1:]}."
