"""The scales of a verdict: who gets in (audience), what they can do (capability), how it stands (state)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Audience(Enum):
    """Who gets in, narrowest first; `width` is the only order, so that no two are compared as text."""

    PRIVATE = "private"
    ORGANIZATION = "organization"
    EXTERNAL = "external"
    INTERNET = "internet"
    AUTHENTICATED = "authenticated"
    PUBLIC = "public"

    @property
    def width(self) -> int:
        """The place on the scale: 0 for nobody, larger for more people."""
        return _WIDTH[self]

    @property
    def outside(self) -> bool:
        """Whether anybody who is not ours is in it."""
        return self.width >= Audience.EXTERNAL.width


_WIDTH = {audience: width for width, audience in enumerate(Audience)}

STRANGERS = frozenset({Audience.PUBLIC, Audience.AUTHENTICATED, Audience.INTERNET})
"""The audiences whose proof makes a resource open: nobody chose these people."""


def widest(audiences: Iterable[Audience]) -> Audience:
    """The widest of them; `private` when there are none."""
    return max(audiences, key=lambda audience: audience.width, default=Audience.PRIVATE)


class Capability(Enum):
    """What somebody who gets in can do, the most dangerous last."""

    SETTINGS = "settings"
    LIST = "list"
    CONNECT = "connect"
    READ = "read"
    RESTORE = "restore"
    DELETE = "delete"
    WRITE = "write"
    ADMIN = "admin"


FILES = frozenset({Capability.READ, Capability.WRITE, Capability.DELETE})
"""What is done with single files, and may be confined to those whose names begin in a certain way."""

CAPABILITIES = tuple(Capability)
"""In order of danger; what sorts a set of them for files and screens."""


def in_order(capabilities: Iterable[Capability]) -> tuple[Capability, ...]:
    """Each of them once, the least dangerous first."""
    return tuple(sorted(set(capabilities), key=CAPABILITIES.index))


class State(Enum):
    """How a resource stands: the first that applies, in this order."""

    OPEN = "open"
    UNKNOWN = "unknown"
    SHARED = "shared"
    SHIELDED = "shielded"
    CLOSED = "closed"
