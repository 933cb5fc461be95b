"""What a change does to a setting's text, line by line: what goes, what comes, and a little around it."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

from ajar.model.change import Change
from ajar.model.written import written
from ajar.words.language import marked, translated

AROUND = 3
"""Lines that stay, shown before and after each that changes."""


def lines(change: Change) -> Iterator[str]:
    """The lines of the setting as it is and as it will be: "-" before what goes, "+" before what comes.

    A setting that is not set is one line that says so.
    """
    before, after = _text(change.before), _text(change.after)
    told = unified_diff(before, after, lineterm="", n=AROUND)
    for number, line in enumerate(told):
        if number > 2:  # noqa: PLR2004 - the first two name files, and the third is a place nobody asked for
            yield "..." if line.startswith("@@") else line


def _text(value: object) -> list[str]:
    if value is None:
        return [translated(marked("(not set)"))]
    return written(value).splitlines()
