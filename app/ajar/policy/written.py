"""Where a part of a setting stands in the text that the setting is written as."""

from __future__ import annotations

from ajar.model.facts import Value
from ajar.model.written import written
from ajar.policy.document import Node, found, parse


def span_of(value: Value, pointer: str) -> tuple[int, int] | None:
    """Start and end in `written(value)` of what the JSON pointer names; None where there is no such place."""
    tree = parse(written(value))
    node = found(tree, pointer) if isinstance(tree, Node) else None
    return node.span if node else None
