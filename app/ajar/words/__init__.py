"""Every sentence a person reads about a verdict, made from codes and arguments; no Qt, no files."""

from __future__ import annotations

from ajar.words import (
    aws,
    aws_ahead,
    aws_fixes,
    aws_written,
    content_network,
    declared,
    deed_codes,
    gcp,
    gcp_fixes,
    making,
    reasons,
    report,
)
from ajar.words.known_principals import all_named
from ajar.words.language import translated

_NAMES = "who"
"""The argument that holds the names of people, joined by commas."""

SENTENCES = {
    **reasons.SENTENCES,
    **aws.SENTENCES,
    **aws_ahead.SENTENCES,
    **aws_fixes.SENTENCES,
    **aws_written.SENTENCES,
    **content_network.SENTENCES,
    **declared.SENTENCES,
    **deed_codes.SENTENCES,
    **gcp.SENTENCES,
    **gcp_fixes.SENTENCES,
    **making.SENTENCES,
    **report.SENTENCES,
}


def say(code: str, args: dict[str, str] | None = None) -> str:
    """The sentence of a code, filled with its arguments, in the language in force.

    A code without a sentence (from a newer program's file) is shown as words made of itself.
    """
    template = SENTENCES.get(code)
    if template is None:
        return code.replace("_", " ").capitalize()
    told = {name: all_named(value) if name == _NAMES else value for name, value in (args or {}).items()}
    return translated(template).format_map(_Arguments(told))


class _Arguments(dict[str, str]):
    """Arguments for a sentence: one that is missing, as in an older file, is left out of it."""

    def __missing__(self, key: str) -> str:
        return "…"
