"""Policy variables: a policy's text taken apart into what is literal, what is wild, what a request fills in.

Source: "IAM policy elements: Variables and tags", read 2026-11-24,
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html: variables are variables
from version 2012-10-17 on, in a resource after its fifth colon and in the values of string and ARN operators.
One whose key a request lacks has no value: such a value is like nothing, and such a resource no resource.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Literal:
    """Text that means itself, of one character at least."""

    text: str


@dataclass(frozen=True, slots=True)
class Wildcard:
    """A star, which is any text, or a question mark, which is any character."""

    mark: str


@dataclass(frozen=True, slots=True)
class Variable:
    """What a request says under this key; `default` is meant where it does not, None for no default."""

    key: str
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Unclear:
    """What begins as a variable does and has no form that is documented: it may mean anything."""

    text: str


Piece = Literal | Wildcard | Variable | Unclear

_SPECIAL = {"${*}": "*", "${?}": "?", "${$}": "$"}
_ONE = re.compile(r"(?P<variable>\$\{[^}]*\}?)|(?P<wild>[*?])|(?P<text>(?:[^*?$]|\$(?!\{))+)", re.DOTALL)
_PLAIN = re.compile(r"(?P<wild>[*?])|(?P<text>[^*?]+)", re.DOTALL)
_VARIABLE = re.compile(
    r"\$\{([A-Za-z0-9.-]+:[^\s${}*?',](?:[^${}*?',]*[^\s${}*?',])?)(?:, '([^${}*?']*)')?\}"
)
_FIFTH = re.compile(r"(?:[^:]*:){5}")


def pieces(text: str, *, variables: bool) -> tuple[Piece, ...]:
    """The pieces in their order, two literals never in a row; without `variables` a "${" means itself."""
    return tuple(_joined(_pieces(text, _ONE if variables else _PLAIN)))


def resource_pieces(pattern: str, *, variables: bool) -> tuple[Piece, ...]:
    """The pieces of a resource: what looks like a variable before its fifth colon is unclear."""
    head = _FIFTH.match(pattern)
    if not variables or head is None or "${" not in head.group():
        return pieces(pattern, variables=variables)
    return (Unclear(pattern),)


def _pieces(text: str, form: re.Pattern[str]) -> Iterator[Piece]:
    for one in form.finditer(text):
        if one.lastgroup == "variable":
            yield _variable(one.group())
        else:
            yield Wildcard(one.group()) if one.lastgroup == "wild" else Literal(one.group())


def _variable(written: str) -> Piece:
    if written in _SPECIAL:
        return Literal(_SPECIAL[written])
    found = _VARIABLE.fullmatch(written)
    return Variable(found[1], found[2]) if found else Unclear(written)


def _joined(found: Iterator[Piece]) -> Iterator[Piece]:
    text = ""
    for one in found:
        if isinstance(one, Literal):
            text += one.text
            continue
        if text:
            yield Literal(text)
            text = ""
        yield one
    if text:
        yield Literal(text)
