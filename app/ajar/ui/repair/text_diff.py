"""What a change does to the text of a setting, line by line; the whole text, safe to read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ajar.model.facts import Value
from ajar.model.written import written
from ajar.ui.details.excerpt import excerpt
from ajar.words.language import marked, translated
from ajar.words.plain import plain

SAME, GONE, NEW = " ", "-", "+"
"""What stands before a line."""


@dataclass(frozen=True)
class Line:
    """One line with what becomes of it."""

    mark: str
    text: str


def diff(before: Value, after: Value, *, laid_out: bool) -> list[Line]:
    """Every line of both texts, in order; `laid_out` shows JSON as people write it, not as it stands."""
    one, other = lines(before, laid_out=laid_out), lines(after, laid_out=laid_out)
    return list(_compared(one, other))


def lines(value: Value, *, laid_out: bool) -> list[str]:
    """The setting's text in lines; a setting that is not set says so."""
    if value is None:
        return [translated(marked("(not set)"))]
    text = written(value)
    if laid_out and is_json(value):
        return excerpt(text, None, whole=True).text.split("\n")
    return [plain(line) for line in text.split("\n")]


def has_two_forms(before: Value, after: Value) -> bool:
    """Whether the text as it stands is another than the text as people would write it."""
    values = [value for value in (before, after) if isinstance(value, str) and is_json(value)]
    return any(lines(value, laid_out=True) != lines(value, laid_out=False) for value in values)


def is_json(value: Value) -> bool:
    """Whether it is a document: a text that is one, or anything that is no text."""
    if not isinstance(value, str):
        return True
    try:
        return isinstance(json.loads(value), dict | list)
    except (ValueError, RecursionError):
        return False


def as_text(found: Sequence[Line]) -> str:
    """The diff as text that can be read anywhere."""
    return "\n".join(f"{line.mark} {line.text}" for line in found)


def _compared(one: list[str], other: list[str]) -> Iterator[Line]:
    """What both begin and end with is told apart first: comparing is dear, and most of a text stays."""
    head = _alike(one, other)
    tail = _alike(one[head:][::-1], other[head:][::-1])
    yield from (Line(SAME, text) for text in one[:head])
    yield from _middle(one[head : len(one) - tail], other[head : len(other) - tail])
    yield from (Line(SAME, text) for text in one[len(one) - tail :])


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    number = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        number += 1
    return number


def _middle(one: list[str], other: list[str]) -> Iterator[Line]:
    for what, start, end, first, last in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if what == "equal":
            yield from (Line(SAME, text) for text in one[start:end])
            continue
        yield from (Line(GONE, text) for text in one[start:end])
        yield from (Line(NEW, text) for text in other[first:last])
