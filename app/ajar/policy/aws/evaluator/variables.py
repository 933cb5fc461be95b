"""A policy's variables: what stands in their place when a certain request is made.

"IAM policy elements: Variables and tags", read 2026-11-24,
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum

from ajar.policy.aws.evaluator.globs import marked
from ajar.policy.aws.keys import key

_VARIABLE = re.compile(r"\$\{([^}]*)\}")
_WITH_DEFAULT = re.compile(r"([^,']+), '([^'*?]*)'")
_ITSELF = {"*", "?", "$"}


class Lost(Enum):
    """Why there is nothing to put in a variable's place."""

    MISSING = "missing"
    """The request lacks the key: "this might cause the entire statement to be invalid"."""
    UNDOCUMENTED = "undocumented"


def filled(text: str, context: Mapping[str, tuple[str, ...]], *, wildcards: bool) -> str | Lost:
    """The text as it is compared; with `wildcards` as a marked pattern, in which what was put in is literal.

    A text without a whole variable comes back as it is, or marked.
    """
    if "${" not in text:
        return marked(text) if wildcards else text
    pieces = _VARIABLE.split(text)
    found: list[str] = []
    for index, piece in enumerate(pieces):
        value = (
            _value(piece, context, wildcards=wildcards) if index % 2 else _literal(piece, wildcards=wildcards)
        )
        if isinstance(value, Lost):
            return value
        found.append(value)
    return "".join(found)


def _literal(piece: str, *, wildcards: bool) -> str | Lost:
    if "${" in piece:
        return Lost.UNDOCUMENTED
    return marked(piece) if wildcards else piece


def _value(name: str, context: Mapping[str, tuple[str, ...]], *, wildcards: bool) -> str | Lost:
    """What stands for one variable.

    A key with several values cannot be one, and what a wildcard in a request's value would do in a pattern is
    not documented.
    """
    if name in _ITSELF:
        return name
    default = _WITH_DEFAULT.fullmatch(name)
    found = key(default[1] if default else name)
    if found is None or found.many:
        return Lost.UNDOCUMENTED
    values = context.get((default[1] if default else name).lower(), ())
    if len(values) > 1 or (wildcards and any(set("*?") & set(value) for value in values)):
        return Lost.UNDOCUMENTED
    if values:
        return values[0]
    return default[2] if default else Lost.MISSING
