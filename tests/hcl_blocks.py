"""A strict reader of the part of Terraform's language that plans are written in; it fails on all else.

"HCL native syntax specification", https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md, read
2026-11-24: comments, blocks with quoted labels, and attributes that are strings without templates, truth
values, or references.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

_TOKEN = re.compile(
    r"""[ ]+ | (?P<comment>\#[^\n\r]*) | (?P<end>\n)
      | (?P<string>"(?:[^"\\\n\r$%]|\\["\\nrt]|\\u[0-9a-f]{4}|\\U[0-9a-f]{8}|\$\$\{|%%\{|[$%](?!\{))*")
      | (?P<name>[A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z_][A-Za-z0-9_-]*)?) | (?P<sign>[{}=\[\]])""",
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})|\\U([0-9a-f]{8})|\\(.)|([$%])[$%]\{")
_SIMPLE = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}


@dataclass(frozen=True)
class Reference:
    """An address that stands without quotes."""

    to: str


@dataclass
class Block:
    """A block: its type and labels, its attributes by name, and the blocks in it, in order."""

    head: tuple[str, ...]
    attributes: dict[str, Any] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)

    def inner(self, name: str) -> list[Block]:
        """The blocks in it of this type."""
        return [block for block in self.blocks if block.head == (name,)]


def read(text: str) -> list[Block]:
    """The blocks of a configuration; fails where it is no such text."""
    tokens = [token for token in _tokens(text) if token[0] != "comment"]
    whole = Block(())
    rest = _body(tokens, whole)
    assert rest == [], "a brace too many"
    assert whole.attributes == {}, "an attribute outside of every block"
    return whole.blocks


def _tokens(text: str) -> list[tuple[str, str]]:
    found, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        assert match, f"no HCL at {text[at : at + 40]!r}"
        if match.lastgroup:
            found.append((match.lastgroup, match[0]))
        at = match.end()
    return found


def _body(tokens: list[tuple[str, str]], into: Block) -> list[tuple[str, str]]:
    """Read lines into the block until its brace or the end; the tokens after it."""
    while tokens and tokens[0] != ("sign", "}"):
        if tokens[0] == ("end", "\n"):
            tokens = tokens[1:]
        elif tokens[1] == ("sign", "="):
            name = tokens[0][1]
            assert name not in into.attributes, f"{name} is set twice"
            into.attributes[name], tokens = _value(tokens[2:])
            tokens = _line_end(tokens)
        else:
            brace = tokens.index(("sign", "{"))
            block = Block(tuple(_label(token) for token in tokens[:brace]))
            rest = _body(_line_end(tokens[brace + 1 :]), block)
            assert rest, "a block has no end"
            tokens = _line_end(rest[1:])
            into.blocks.append(block)
    return tokens


def _line_end(tokens: list[tuple[str, str]]) -> list[tuple[str, str]]:
    assert tokens[0] == ("end", "\n"), f"{tokens[0]} where the line should end"
    return tokens[1:]


def _label(token: tuple[str, str]) -> str:
    kind, text = token
    assert kind in ("name", "string"), f"{text} is no label"
    return _string(text) if kind == "string" else text


def _value(tokens: list[tuple[str, str]]) -> tuple[Any, list[tuple[str, str]]]:
    (kind, text), rest = tokens[0], tokens[1:]
    if kind == "string":
        return _string(text), rest
    if text in ("true", "false"):
        return text == "true", rest
    if text == "[":
        assert rest[1] == ("sign", "]"), "a list of more than one"
        return [Reference(rest[0][1])], rest[2:]
    assert kind == "name", f"{text} is no value"
    return Reference(text), rest


def _string(quoted: str) -> str:
    return _ESCAPE.sub(_meant, quoted[1:-1])


def _meant(found: re.Match[str]) -> str:
    if found[3]:
        return _SIMPLE[found[3]]
    return f"{found[4]}{{" if found[4] else chr(int(found[1] or found[2], 16))
