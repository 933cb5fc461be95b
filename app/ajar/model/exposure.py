"""The verdict on one resource, with everything that explains it; the very form that the scan file has."""

from __future__ import annotations

from enum import Enum

import msgspec

from ajar.model.access import Audience, Capability, State
from ajar.model.facts import Reason
from ajar.model.moment import Moment
from ajar.model.ours import AccessException

Arguments = dict[str, str]
"""What a sentence is filled with; the sentence itself is `ajar.words`' and is found by the code."""


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """The statement, rule or setting that opens or shuts, with its place in the facts.

    `pointer` is a JSON pointer into the setting's value (into the document, where the value is a text);
    `span` is start and end in characters of that text, or of the value written as indented JSON where it is
    none; None where there is nothing to highlight (a setting that is not set, or was not read).
    """

    setting: str
    owner: str
    pointer: str = ""
    span: tuple[int, int] | None = None
    code: str
    args: Arguments = {}
    says: str = ""


class GateState(Enum):
    """Whether a gate stops the grant behind it."""

    OPEN = "open"
    SHUT = "shut"
    UNKNOWN = "unknown"


class Gate(msgspec.Struct, frozen=True, kw_only=True):
    """Another setting that can stop a grant; `reason` and `permission` say why it is unknown."""

    gate: str
    state: GateState
    code: str
    args: Arguments = {}
    says: str = ""
    setting: str = ""
    owner: str = ""
    reason: Reason | None = None
    permission: str = ""


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """One way in: the door it passes, the grant (an index into evidence), the gates, and what it gives.

    `within` are the beginnings of names outside which it reaches no file; () where any file may be.
    """

    through: str = "direct"
    evidence: int
    gates: tuple[int, ...] = ()
    capabilities: tuple[Capability, ...] = ()
    within: tuple[str, ...] = ()


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """What one audience can do, who they are, and by which ways.

    `within` are the beginnings of names outside which no file can be reached; () where any file may be.
    """

    audience: Audience
    who: tuple[str, ...] = ()
    capabilities: tuple[Capability, ...] = ()
    ways: tuple[int, ...] = ()
    within: tuple[str, ...] = ()


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A grant that would let somebody in: the gates on its path, and those of them that hold it (`by`).

    Without capabilities the grant itself was not read. `within` is as that of a way.
    """

    audience: Audience
    capabilities: tuple[Capability, ...] = ()
    evidence: int
    by: tuple[int, ...]
    gates: tuple[int, ...] = ()
    who: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


class Caveat(msgspec.Struct, frozen=True, kw_only=True):
    """What the verdict did not look at or cannot see from here, or what others call it: always shown.

    It is neither green nor red, and decides nothing.
    """

    code: str
    args: Arguments = {}
    says: str = ""


class Unknown(msgspec.Struct, frozen=True, kw_only=True):
    """What could let somebody in and is not decided: a setting not read, a condition not understood."""

    setting: str
    reason: Reason
    permission: str = ""
    owner: str = ""
    code: str = ""
    args: Arguments = {}
    says: str = ""
    evidence: int | None = None


class Witness(msgspec.Struct, frozen=True, kw_only=True, rename={"source": "from"}):
    """One concrete request by one concrete outsider that gets through; `source` is its address."""

    who: str
    action: str
    target: str
    source: str = ""
    context: dict[str, str] = {}


class Exposure(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict: `audience` is proven at least, `at_most` is the widest that is still possible.

    `capabilities` are those of `audience`; `until` is when the last of the proven ways ends by itself, None
    when it does not. `all` lists every proven audience, widest first.
    """

    state: State
    audience: Audience = Audience.PRIVATE
    capabilities: tuple[Capability, ...] = ()
    at_most: Audience = Audience.PRIVATE
    until: Moment | None = None
    all: tuple[Reach, ...] = ()
    ways: tuple[Way, ...] = ()
    gates: tuple[Gate, ...] = ()
    held: tuple[Held, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    witness: Witness | None = None
    caveats: tuple[Caveat, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    exception: AccessException | None = None
