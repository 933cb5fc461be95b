"""How a JSON text is laid out, and what is put into it so that it looks as if it had always stood there.

Every edit is of a few characters at one place: all others stay as they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ajar.policy.document import Node

Written = str | Sequence[str] | Mapping[str, "Written"]
"""What is put into a text: texts, lists of them, and objects of these."""

_MEMBER = re.compile(r'(?:\s*,)?(?P<gap>\s*)"(?:[^"\\]|\\.)*"(?P<colon>\s*:\s*)')


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """The characters from `start` to `end`, replaced by a text; one that starts where it ends puts it in."""

    start: int
    end: int
    text: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with edits that do not overlap."""
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def with_member(text: str, node: Node, key: str, value: Written) -> Edit:
    """The edit that gives an object one member more, after its last one, laid out as that one is."""
    members = _members(node)
    if not members:
        return Edit(node.start, node.end, json.dumps({key: value}, ensure_ascii=False))
    last = members[-1]
    style = _style(text, node, members)
    gap = style.gap or (" " if len(members) == 1 and style.colon.endswith(" ") else "")
    written = f",{gap}{json.dumps(key)}{style.colon}{style.render(value, style.gap)}"
    return Edit(last.end, last.end, written)


def with_value(text: str, parent: Node, node: Node, value: Written) -> Edit:
    """The edit that puts another value in the place of a member's, over as many lines as it had."""
    style = _style(text, parent, _members(parent))
    over_lines = "\n" in text[node.start : node.end]
    return Edit(node.start, node.end, style.render(value, style.gap if over_lines else ""))


@dataclass(frozen=True, slots=True)
class _Style:
    """An object's layout: what stands before each member but its comma, between key and value, within `{`.

    `unit` is one level of indentation.
    """

    gap: str
    colon: str
    pad: str
    unit: str

    def render(self, value: Written, gap: str) -> str:
        """The value as text; over several lines where a gap with a line end says how the next ones begin."""
        if isinstance(value, str):
            return json.dumps(value, ensure_ascii=False)
        outer, inner = _line(gap), ""
        if outer:
            inner = outer + self.unit
        if isinstance(value, Mapping):
            pieces = [f"{json.dumps(key)}{self.colon}{self.render(one, inner)}" for key, one in value.items()]
            return self._joined("{}", pieces, outer, inner)
        return self._joined("[]", [json.dumps(one, ensure_ascii=False) for one in value], outer, inner)

    def _joined(self, brackets: str, pieces: list[str], outer: str, inner: str) -> str:
        opening, closing = brackets[0], brackets[1]
        if inner:
            return opening + inner + f",{inner}".join(pieces) + outer + closing
        space = " " if self.colon.endswith(" ") else ""
        pad = self.pad if opening == "{" else ""
        return opening + pad + f",{space}".join(pieces) + pad + closing


def _style(text: str, node: Node, members: Sequence[Node]) -> _Style:
    """The layout of an object that has members, as the last of them has it."""
    last = members[-1]
    before = members[-2].end if len(members) > 1 else node.start + 1
    found = _MEMBER.fullmatch(text, before, last.start)
    gap, colon = (found["gap"], found["colon"]) if found else ("", ":")
    opening = text[node.start + 1 : members[0].start].partition('"')[0]
    return _Style(
        gap=gap,
        colon=colon if "\n" not in colon else ": ",
        pad="" if "\n" in opening else opening,
        unit=_unit(gap, text[last.end : node.end - 1]),
    )


def _line(gap: str) -> str:
    """A line end as the text has them, and how far in the next line stands; empty without any."""
    lines, ended, indentation = gap.rpartition("\n")
    return ("\r\n" if lines.endswith("\r") else "\n") + indentation if ended else ""


def _unit(gap: str, closing: str) -> str:
    """One level of indentation: how much further in the members stand than what closes the object."""
    inside, outside = (space.rpartition("\n")[2] for space in (gap, closing))
    deeper = "\n" in closing and inside.startswith(outside) and inside != outside
    return inside.removeprefix(outside) if deeper else "  "


def _members(node: Node) -> tuple[Node, ...]:
    return tuple(node.value.values()) if isinstance(node.value, Mapping) else ()
