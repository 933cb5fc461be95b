"""The verdict in words: the chip, what they can do, the sentence at the top of the details, the headline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

import msgspec

from ajar.model.access import Audience, Capability, State
from ajar.model.exposure import Exposure, Reach
from ajar.model.resource import Resource
from ajar.words import SENTENCES, say
from ajar.words.known_principals import named
from ajar.words.language import counted, marked, translated
from ajar.words.plain import plain

KINDS = {
    "s3_bucket": marked("S3 bucket"),
    "gcs_bucket": marked("Cloud Storage bucket"),
    "s3_access_point": marked("S3 access point"),
    "s3_multi_region_access_point": marked("S3 Multi-Region Access Point"),
}
ACCOUNT_HOLDER = {
    "aws": marked("Anyone with a free AWS account"),
    "gcp": marked("Anyone with a Google account"),
}
PROVIDERS = {"aws": marked("AWS"), "gcp": marked("Google Cloud")}
STATES = {
    State.OPEN: marked("Open"),
    State.UNKNOWN: marked("Could not check"),
    State.SHARED: marked("Named outsiders"),
    State.SHIELDED: marked("Held by a setting"),
    State.CLOSED: marked("Private"),
}
CAN = {
    Capability.LIST: marked("list this bucket"),
    Capability.READ: marked("download every file"),
    Capability.WRITE: marked("add and replace files"),
    Capability.DELETE: marked("delete files"),
    Capability.ADMIN: marked("change who gets in"),
    Capability.SETTINGS: marked("read how it is set up"),
    Capability.CONNECT: marked("open a connection"),
    Capability.RESTORE: marked("copy all of it"),
}
CAN_WITHIN = {
    Capability.READ: marked("download the files {files}"),
    Capability.WRITE: marked("add and replace the files {files}"),
    Capability.DELETE: marked("delete the files {files}"),
}
_SHOWN, _LONGEST = 3, 60
WITH_FILES = {
    Capability.LIST: marked("list"),
    Capability.READ: marked("read"),
    Capability.WRITE: marked("write"),
    Capability.DELETE: marked("delete"),
}
OTHERWISE = {
    Capability.ADMIN: marked("change who gets in"),
    Capability.SETTINGS: marked("read settings"),
    Capability.CONNECT: marked("connect"),
    Capability.RESTORE: marked("copy it"),
}
_SAID_FIRST = (
    Capability.LIST,
    Capability.READ,
    Capability.WRITE,
    Capability.DELETE,
    Capability.ADMIN,
    Capability.CONNECT,
    Capability.RESTORE,
    Capability.SETTINGS,
)


class Standing(Protocol):
    """What a chip is made from: a row, or anything that stands like one."""

    @property
    def provider(self) -> str: ...  # noqa: D102 - the field of Row
    @property
    def state(self) -> State: ...  # noqa: D102 - the field of Row
    @property
    def audience(self) -> Audience: ...  # noqa: D102 - the field of Row
    @property
    def held_by(self) -> int: ...  # noqa: D102 - the field of Row
    @property
    def on_purpose(self) -> date | None: ...  # noqa: D102 - the field of Row


def kind(name: str) -> str:
    """A kind of resource as a person calls it; the code in words where it is not known here."""
    return translated(KINDS.get(name, name.replace("_", " ")))


def provider(name: str) -> str:
    """A provider's own name."""
    return translated(PROVIDERS.get(name, name))


def day(when: date) -> str:
    """A date as people write it, without a leading zero: 1 Jan 2027."""
    return f"{when.day} {when:%b %Y}"


def chip(row: Standing) -> str:
    """The few words of the chip: how the resource stands."""
    if row.on_purpose is not None:
        return translated(marked("Open on purpose until {day}")).format(day=day(row.on_purpose))
    if row.state is State.OPEN:
        return _open_chip(row)
    if row.state is State.SHIELDED and row.held_by:
        return counted("Held by one setting", "Held by {n} settings", row.held_by)
    if row.state is State.CLOSED and row.audience is Audience.ORGANIZATION:
        return translated(marked("Only your organization"))
    return translated(STATES[row.state])


def _open_chip(row: Standing) -> str:
    if row.audience is Audience.PUBLIC:
        return translated(marked("Open to anyone"))
    if row.audience is Audience.INTERNET:
        return translated(marked("Reachable from the internet"))
    return translated(ACCOUNT_HOLDER.get(row.provider, marked("Anyone who signs up")))


def listed(parts: Sequence[str]) -> str:
    """The parts as a list in a sentence: "a, b and c"."""
    if len(parts) < 2:  # noqa: PLR2004 - one part needs no "and"
        return "".join(parts)
    return translated(marked("{some} and {last}")).format(some=", ".join(parts[:-1]), last=parts[-1])


def can(capabilities: Sequence[Capability], within: Sequence[str] = ()) -> str:
    """What they can do, as the end of a sentence; `within` are the beginnings of the names of the files."""
    said = {**CAN, **CAN_WITHIN} if within else CAN
    return listed(
        [translated(said[c]).format(files=_files(within)) for c in _SAID_FIRST if c in capabilities]
    )


def reach_can(reach: Reach) -> str:
    """What those of a reach can do, as the end of a sentence."""
    return can(reach.capabilities, reach.within)


def _files(within: Sequence[str]) -> str:
    """The beginnings of names, as they are written in a sentence: the first few."""
    shown = [f"{plain(one[:_LONGEST])}{'…' if len(one) > _LONGEST else '*'}" for one in within[:_SHOWN]]
    rest = len(within) - _SHOWN
    if rest > 0:
        shown.append(counted("{n} more", "{n} more", rest))
    return listed(shown)


def in_short(capabilities: Sequence[Capability]) -> str:
    """What they can do, in the few words of a table: "List and read files"."""
    verbs = [translated(WITH_FILES[c]) for c in _SAID_FIRST if c in capabilities and c in WITH_FILES]
    files = translated(marked("{verbs} files")).format(verbs=listed(verbs)) if verbs else ""
    others = [translated(OTHERWISE[c]) for c in _SAID_FIRST if c in capabilities and c in OTHERWISE]
    text = listed([part for part in (files, *others) if part])
    return text[:1].upper() + text[1:]


def missing(what: str) -> str:
    """The missing permission as it is, or the reason in words; `what` is a row's `missing`."""
    code = f"why_{what}"
    return say(code) if code in SENTENCES else what


def who(row_provider: str, audience: Audience, names: Sequence[str]) -> str:
    """An audience as the start of a sentence."""
    if audience is Audience.PUBLIC:
        return translated(marked("Anyone on the internet"))
    if audience is Audience.AUTHENTICATED:
        return translated(ACCOUNT_HOLDER.get(row_provider, marked("Anyone who signs up")))
    if audience is Audience.INTERNET:
        return translated(marked("Anyone on the internet who knows a password"))
    if audience is Audience.ORGANIZATION:
        return translated(marked("Only your organization"))
    if audience is Audience.EXTERNAL:
        return _outsiders(names)
    return translated(marked("Nobody outside"))


def _outsiders(names: Sequence[str]) -> str:
    names = [named(name) for name in names]
    shown = 3
    if not names:
        return translated(marked("Named outsiders"))
    if len(names) <= shown:
        return translated(marked("Outsiders ({names})")).format(names=listed(names))
    more = counted("{n} more", "{n} more", len(names) - shown)
    some = translated(marked("{names} and {more}")).format(names=", ".join(names[:shown]), more=more)
    return translated(marked("Outsiders ({names})")).format(names=some)


def sentence(resource: Resource, exposure: Exposure) -> str:
    """The answer in a sentence or two: who can do what with this resource, or what keeps them out."""
    if exposure.state is State.OPEN or (exposure.audience.outside and exposure.capabilities):
        names = exposure.all[0].who if exposure.all else ()
        within = exposure.all[0].within if exposure.all else ()
        first = translated(marked("{who} can {can}.")).format(
            who=who(resource.provider, exposure.audience, names), can=can(exposure.capabilities, within)
        )
        return " ".join([first, *_endings(exposure)])
    return _unproven(exposure)


def _endings(exposure: Exposure) -> list[str]:
    endings = []
    if exposure.audience is Audience.PUBLIC:
        endings.append(translated(marked("No login is needed.")))
    if exposure.until is not None:
        endings.append(translated(marked("This ends on {day}.")).format(day=day(exposure.until)))
    if exposure.at_most.width > exposure.audience.width:
        endings.append(translated(marked("It may be open wider: not everything could be checked.")))
    return endings


def _unproven(exposure: Exposure) -> str:
    if exposure.state is State.UNKNOWN:
        return translated(marked("This may be open. Not everything that decides it could be checked."))
    if exposure.state is State.SHIELDED:
        gates = {index for held in exposure.held for index in held.by}
        names = listed(
            list(dict.fromkeys(say(f"gate_{exposure.gates[index].gate}") for index in sorted(gates)))
        )
        return translated(
            marked("Nobody outside gets in now, but a grant to outsiders is there. What holds it: {gates}.")
        ).format(gates=names)
    if exposure.audience is Audience.ORGANIZATION:
        return translated(marked("Only accounts that you call your own get in."))
    return translated(marked("Nobody outside gets in, and nothing grants them anything."))


def spoken(exposure: Exposure) -> Exposure:
    """The same exposure with the sentence of every code filled in, as files and screens show it."""
    return msgspec.structs.replace(
        exposure,
        gates=tuple(msgspec.structs.replace(gate, says=say(gate.code, gate.args)) for gate in exposure.gates),
        evidence=tuple(msgspec.structs.replace(e, says=say(e.code, e.args)) for e in exposure.evidence),
        caveats=tuple(msgspec.structs.replace(c, says=say(c.code, c.args)) for c in exposure.caveats),
        unknown=tuple(
            msgspec.structs.replace(u, says=say(u.code or f"why_{u.reason.value}", u.args))
            for u in exposure.unknown
        ),
    )
