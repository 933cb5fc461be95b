"""Settings that are no text, written as one: what the screen shows and evidence points into."""

from __future__ import annotations

import json

from ajar.model.facts import Value
from ajar.policy.document import Node, found, parse


def written(value: Value) -> str:
    """The value as the screen shows it: a text as it is, anything else as indented JSON."""
    if isinstance(value, str):
        return value
    try:
        return json.dumps(value, indent=2, ensure_ascii=False)
    except RecursionError:  # nested deeper than any provider's answer; shown as what it is not: nothing
        return ""


def span_of(value: Value, pointer: str) -> tuple[int, int] | None:
    """Start and end in `written(value)` of what the JSON pointer names; None where there is no such place."""
    tree = parse(written(value))
    node = found(tree, pointer) if isinstance(tree, Node) else None
    return node.span if node else None
