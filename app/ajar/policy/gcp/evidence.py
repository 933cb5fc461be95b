"""A setting as something to cite: its value, whose it is, and where in its text each part stands."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from ajar.model.exposure import Evidence, Unknown
from ajar.model.facts import Fact, Facts, Reading, Reason, Unread, Value, reading
from ajar.model.written import written
from ajar.policy.document import Node, found, parse

UNASKED = Unread(reason=Reason.UNSUPPORTED)
"""What stands for a setting that plays a part and is not in the facts: it is not known, never "not set"."""


class Cited:
    """One setting of one owner, whose text is parsed once, however many parts of it are cited."""

    def __init__(self, setting: str, owner: str, value: Value) -> None:
        """Take the value as it was read."""
        self.setting = setting
        self.owner = owner
        self.value = value

    @cached_property
    def _tree(self) -> Node | None:
        tree = parse(written(self.value))
        return tree if isinstance(tree, Node) else None

    def evidence(self, code: str, pointer: str = "", args: Mapping[str, str] | None = None) -> Evidence:
        """The part that the pointer names, with its place in the text where it has one."""
        node = found(self._tree, pointer) if self._tree and pointer else None
        return Evidence(
            setting=self.setting,
            owner=self.owner,
            pointer=pointer,
            span=node.span if node else None,
            code=code,
            args=dict(args or {}),
        )

    def doubt(self, code: str, reason: Reason, args: Mapping[str, str] | None = None) -> Unknown:
        """What is not decided about this setting."""
        return Unknown(
            setting=self.setting, owner=self.owner, reason=reason, code=code, args=dict(args or {})
        )


def known(facts: Facts, setting: str, owner: str) -> Reading:
    """What was read, or why not; a setting that should be there and is not counts as unread."""
    return reading(facts, setting, owner) or UNASKED


def unread(setting: str, owner: str, why: Unread, code: str) -> Unknown:
    """The doubt that a setting that was not read leaves."""
    return Unknown(setting=setting, owner=owner, reason=why.reason, permission=why.permission, code=code)


def value_of(facts: Facts, setting: str, owner: str) -> Value:
    """The value that was read; None where it was not read, or is not set."""
    found_reading = reading(facts, setting, owner)
    return found_reading.value if isinstance(found_reading, Fact) else None
