"""A setting written as text: what screens show, and what the spans of evidence count in."""

from __future__ import annotations

import json

from ajar.model.facts import Value


def written(value: Value) -> str:
    """The value as a screen shows it: a text as it is, anything else as indented JSON."""
    if isinstance(value, str):
        return value
    try:
        return json.dumps(value, indent=2, ensure_ascii=False)
    except RecursionError:  # nested deeper than any provider's answer; shown as what it is not: nothing
        return ""
