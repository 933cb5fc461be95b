"""Partial responses: the `fields` parameter, which leaves in an answer only what was asked for.

"JSON API overview, partial response", https://cloud.google.com/storage/docs/json_api#partial-response,
read 2026-11-24.
Without it a client that forgets to ask for a property would work here and fail in earnest.
"""

from __future__ import annotations

import re
from typing import Any

from ajar.demo.gcp.errors import invalid

# What is asked for, by name; an empty mask means the whole value. `*` stands for every name.
Mask = dict[str, "Mask"]
_TOKEN = re.compile(r"[\w.$*-]+|[(),/]")


def partial(answer: dict[str, Any], wanted: str) -> dict[str, Any]:
    """Return of the answer what `wanted` asks for, as in `kind,items(name,iamConfiguration/lockedTime)`.

    Raises GoogleError (400) when it cannot be read.
    """
    tokens = _TOKEN.findall(wanted)
    if "".join(tokens) != wanted.replace(" ", ""):
        raise invalid(f"Invalid field selection {wanted}")
    mask = _mask(tokens)
    if tokens:
        raise invalid(f"Invalid field selection {wanted}")
    kept = _keep(answer, mask)
    return kept if isinstance(kept, dict) else {}


def _mask(tokens: list[str]) -> Mask:
    # Takes what it reads off the front of the list.
    mask: Mask = {}
    while tokens and tokens[0] not in "),":
        _path(tokens, mask)
        if tokens and tokens[0] == ",":
            tokens.pop(0)
    return mask


def _path(tokens: list[str], mask: Mask) -> None:
    inner = mask.setdefault(tokens.pop(0), {})
    if tokens and tokens[0] == "/":
        tokens.pop(0)
        if tokens:
            _path(tokens, inner)
    elif tokens and tokens[0] == "(":
        tokens.pop(0)
        inner.update(_mask(tokens))
        if not tokens:
            raise invalid("Invalid field selection: a bracket is not closed")
        tokens.pop(0)


def _keep(value: Any, mask: Mask) -> Any:  # noqa: ANN401 - JSON has no narrower type
    if not mask:
        return value
    if isinstance(value, list):
        return [_keep(item, mask) for item in value]
    if isinstance(value, dict):
        every = mask.get("*")
        return {
            name: _keep(item, mask.get(name) or every or {})
            for name, item in value.items()
            if name in mask or every is not None
        }
    return value
