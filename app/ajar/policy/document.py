"""JSON text as a tree whose nodes know their place in it: what a screen highlights and a fix cuts."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

DEPTH = 64
"""How deep arrays and objects may stand in each other; no policy of any provider needs a fifth of it."""

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f\ud800-\udfff]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+"')
_HALF = re.compile(r"[\ud800-\udfff]")  # half a character: no text that can be written anywhere
_LITERALS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_LONG = 300  # digits, past which a number is kept as a float: Python refuses to turn long ones into integers


@dataclass(frozen=True, slots=True)
class Node:
    """A value with its JSON pointer and its start and end in characters; a key belongs to no node."""

    value: str | int | float | bool | tuple[Node, ...] | Mapping[str, Node] | None
    pointer: str
    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        """The place in the text."""
        return (self.start, self.end)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a text, and where; `code` and `args` are what `ajar.words` makes a sentence of."""

    code: str
    pointer: str
    span: tuple[int, int]
    args: dict[str, str] = field(default_factory=dict)


class _Wrong(Exception):
    def __init__(self, code: str, pointer: str, at: int, args: dict[str, str] | None = None) -> None:
        super().__init__(code)
        self.problem = Problem(code, pointer, (at, at + 1), args or {})


def parse(text: str) -> Node | Problem:
    """The tree, or the first problem: `json_wrong`, `json_key_twice`, `json_too_deep`. Never raises."""
    try:
        node = _value(text, _skip(text, 0), "", DEPTH)
    except _Wrong as wrong:
        return wrong.problem
    end = _skip(text, node.end)
    return node if end == len(text) else Problem("json_wrong", "", (end, end + 1))


def place(text: str, at: int) -> tuple[int, int]:
    """The line and the column of a character, both counted from 1."""
    return (text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def found(root: Node, pointer: str) -> Node | None:
    """The node that a JSON pointer (RFC 6901) names; None where there is none."""
    node: Node | None = root
    for token in pointer.split("/")[1:]:
        node = _child(node, token.replace("~1", "/").replace("~0", "~")) if node else None
    return node


def _child(node: Node, key: str) -> Node | None:
    if isinstance(node.value, Mapping):
        return node.value.get(key)
    if isinstance(node.value, tuple) and key.isascii() and key.isdigit() and int(key) < len(node.value):
        return node.value[int(key)]
    return None


def _skip(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at


def _value(text: str, at: int, pointer: str, depth: int) -> Node:
    first = text[at : at + 1]
    if first == '"':
        string, end = _string(text, at, pointer)
        return Node(string, pointer, at, end)
    if first in {"{", "["}:
        if not depth:
            raise _Wrong("json_too_deep", pointer, at)
        return (_object if first == "{" else _array)(text, at, pointer, depth - 1)
    for word, meaning in _LITERALS.items():
        if text.startswith(word, at):
            return Node(meaning, pointer, at, at + len(word))
    return _number(text, at, pointer)


def _number(text: str, at: int, pointer: str) -> Node:
    number = _NUMBER.match(text, at)
    if number is None:
        raise _Wrong("json_wrong", pointer, at)
    written = number.group()
    whole = written.lstrip("-").isdigit() and len(written) < _LONG
    return Node(int(written) if whole else float(written), pointer, at, number.end())


def _string(text: str, at: int, pointer: str) -> tuple[str, int]:
    string = _STRING.match(text, at)
    if string is None:
        raise _Wrong("json_wrong", pointer, at)
    written = string.group()
    value = str(json.loads(written)) if "\\" in written else written[1:-1]
    if _HALF.search(value):
        raise _Wrong("json_wrong", pointer, at)
    return value, string.end()


def _array(text: str, at: int, pointer: str, depth: int) -> Node:
    items: list[Node] = []
    end = _skip(text, at + 1)
    if text[end : end + 1] == "]":
        return Node((), pointer, at, end + 1)
    while True:
        items.append(_value(text, end, f"{pointer}/{len(items)}", depth))
        end = _skip(text, items[-1].end)
        if text[end : end + 1] == "]":
            return Node(tuple(items), pointer, at, end + 1)
        end = _skip(text, _after(text, end, ",", pointer))


def _object(text: str, at: int, pointer: str, depth: int) -> Node:
    members: dict[str, Node] = {}
    end = _skip(text, at + 1)
    if text[end : end + 1] == "}":
        return Node(members, pointer, at, end + 1)
    while True:
        key, after = _string(text, end, pointer)
        below = f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"
        if key in members:
            raise _Wrong("json_key_twice", below, end, {"key": key})
        members[key] = _value(text, _skip(text, _after(text, _skip(text, after), ":", pointer)), below, depth)
        end = _skip(text, members[key].end)
        if text[end : end + 1] == "}":
            return Node(members, pointer, at, end + 1)
        end = _skip(text, _after(text, end, ",", pointer))


def _after(text: str, at: int, mark: str, pointer: str) -> int:
    if text[at : at + 1] != mark:
        raise _Wrong("json_wrong", pointer, at)
    return at + 1
