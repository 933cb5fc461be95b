"""Asking a person before anything is changed: what has to be typed, and what counts as yes without one."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import typer

from ajar.model.change import Preview
from ajar.words.repair import to_type, to_type_for


@dataclass(frozen=True)
class Consent:
    """What was said on the command line: `yes` to all, and the `confirmed` name of what others use."""

    yes: bool = False
    confirmed: str | None = None


def refused(previews: Sequence[Preview], consent: Consent) -> str:
    """Ask what has to be asked; "" where the person agrees, or else why nothing is done.

    A change to something shared wants its name, by --confirm or typed, also where --yes was said.
    """
    shared = sorted({name for preview in previews if (name := to_type(preview.plan))})
    if not consent.yes and not _can_ask():
        return "there is no terminal to ask on: say --yes to make it, after `ajar plan` has shown it."
    for name in shared:
        if consent.confirmed == name:
            continue
        if consent.yes or not _can_ask():
            return f"this changes what others use as well: say --confirm {name} to make it."
        if _typed(f"This changes {name} for all that use it. Type {name} to make it") != name:
            return "it was not confirmed."
    return "" if consent.yes or shared or _agreed(previews) else "it was not confirmed."


def _agreed(previews: Sequence[Preview]) -> bool:
    if len(previews) > 1:
        words = to_type_for(len(previews))
        return _typed(f'Type "{words}" to make these changes') == words
    return typer.confirm("Make this change?", default=False, err=True)


def _typed(question: str) -> str:
    return str(typer.prompt(question, default="", show_default=False, err=True)).strip()


def _can_ask() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()
