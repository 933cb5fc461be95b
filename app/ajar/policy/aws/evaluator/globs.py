"""AWS's wildcards as regular expressions: `*` is any run of characters, `?` is exactly one.

"IAM JSON policy elements: Resource", read 2026-11-24,
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html. A star or a
question mark that a variable brought in, or that is written `${*}`, is an ordinary character, so that
patterns come here with their wildcards marked by what no JSON text can hold: halves of a surrogate pair.
"""

from __future__ import annotations

import re
from functools import lru_cache

ANY_RUN, ANY_ONE = "\ud800", "\udc00"
"""How a marked pattern spells its wildcards."""

_ARN_PARTS = 6


@lru_cache(maxsize=8192)
def beginning(pattern: str) -> str:
    """What every text begins with that an unmarked pattern means."""
    return pattern.replace("?", "*").partition("*")[0]


@lru_cache(maxsize=8192)
def marked(pattern: str) -> str:
    """The pattern with each star and question mark as a wildcard."""
    return pattern.replace("*", ANY_RUN).replace("?", ANY_ONE)


def fits(text: str, pattern: str) -> bool:
    """Whether the whole text is what a marked pattern means."""
    return _expression(pattern).fullmatch(text) is not None


def fits_arn(arn: str, pattern: str) -> bool | None:
    """Whether each of the six parts of an ARN is what the same part of a marked pattern means.

    The sixth has what is left, with its colons. None where either has fewer: that is no ARN.
    """
    parts, patterns = arn.split(":", _ARN_PARTS - 1), pattern.split(":", _ARN_PARTS - 1)
    if len(parts) < _ARN_PARTS or len(patterns) < _ARN_PARTS:
        return None
    return all(map(fits, parts, patterns))


@lru_cache(maxsize=4096)
def _expression(pattern: str) -> re.Pattern[str]:
    """The expression: after each star the first place that fits will do, so that none is tried again."""
    first, *others = [_plain(piece) for piece in pattern.split(ANY_RUN)]
    if not others:
        return re.compile(first, re.DOTALL)
    middle = "".join(f"(?>.*?{piece})" for piece in others[:-1] if piece)
    return re.compile(f"{first}{middle}.*{others[-1]}", re.DOTALL)


def _plain(piece: str) -> str:
    return "".join("." if mark == ANY_ONE else re.escape(mark) for mark in piece)
