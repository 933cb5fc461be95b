"""What was read of a resource's access configuration, and, for what could not be read, why not."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

import msgspec

Value = Any
"""A setting as the provider returned it, in plain JSON types; None is the provider's documented "not set"."""


class Reason(Enum):
    """Why something is not known."""

    DENIED = "denied"
    BUSY = "busy"
    UNREACHABLE = "unreachable"
    MALFORMED = "malformed"
    CONDITION = "condition"
    UNSUPPORTED = "unsupported"
    BUDGET = "budget"


class Fact(msgspec.Struct, frozen=True, eq=False, omit_defaults=True, tag_field="is", tag="read"):
    """One setting of one owner as it was read, with the provider's token (etag) for a guarded write."""

    value: Value = None
    token: str | None = None

    def __eq__(self, other: object) -> bool:
        """Whether both say the same; the token changes with every write and takes no part."""
        if not isinstance(other, Fact):
            return NotImplemented
        return bool(self.value == other.value)

    def __ne__(self, other: object) -> bool:
        """The opposite, which msgspec would not derive from it."""
        return not self == other

    def __hash__(self) -> int:
        """A hash that agrees with equality and does not need the value to be hashable."""
        return hash(repr(self.value))


class Unread(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="is", tag="unread"):
    """A setting that could not be read: never the same as one that is not set."""

    reason: Reason
    permission: str = ""
    message: str = ""


Reading = Fact | Unread
Facts = Mapping[str, Mapping[str, Reading]]
"""`{setting: {owner's id: reading}}`. A setting that needed no reading is absent."""


def reading(facts: Facts, setting: str, owner: str) -> Reading | None:
    """What is known of this setting of this owner; None when it was not asked for."""
    return facts.get(setting, {}).get(owner)


def replaced(facts: Facts, setting: str, owner: str, new: Reading) -> dict[str, dict[str, Reading]]:
    """The same facts with one reading put in the place of another; the given facts are left as they are."""
    copy = {name: dict(owners) for name, owners in facts.items()}
    copy.setdefault(setting, {})[owner] = new
    return copy
