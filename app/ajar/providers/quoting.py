"""How a text is written into a command for a shell, and a value into Terraform's language.

What comes from a cloud is hostile: a member's name may hold quotes, line ends and `${...}`.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Mapping

from ajar.model.facts import Value

_OPENS = re.compile(r"[$%]+\{")
_SPELLED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_STEP = "  "


def shell(text: str) -> str:
    """The text as one word of a command, for bash, zsh and their like.

    What is not printable (line ends, terminal escapes, marks that turn a line round) is spelled out, in the
    form `$'...'`, so that it cannot do anything to the screen on which the command is read.
    """
    if text.isprintable():
        return shlex.quote(text)
    return f"$'{''.join(_octal(character) for character in text)}'"


def hcl(value: Value, indent: int = 0) -> str:
    """A value of JSON's types as an expression of Terraform's language, which finds no template in it.

    Lists and objects that are not empty take several lines, those after the first indented by `indent` steps.
    "Strings and templates", https://developer.hashicorp.com/terraform/language/expressions/strings,
    read 2026-11-24: `$${` and `%%{` are the ways to write `${` and `%{`.
    """
    if isinstance(value, str):
        return f'"{_OPENS.sub(_opens, _escaped(value))}"'
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, Mapping):
        return _several("{}", (f"{hcl(str(k))} = {hcl(v, indent + 1)}" for k, v in value.items()), indent)
    if isinstance(value, (list, tuple)):
        return _several("[]", (f"{hcl(one, indent + 1)}," for one in value), indent)
    return str(value)


def _several(brackets: str, lines: Iterable[str], indent: int) -> str:
    inner = "".join(f"\n{_STEP * (indent + 1)}{line}" for line in lines)
    return f"{brackets[0]}{inner}\n{_STEP * indent}{brackets[1]}" if inner else brackets


def _escaped(text: str) -> str:
    return "".join(_SPELLED.get(character) or _printable(character) for character in text)


def _printable(character: str) -> str:
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - what four digits hold


def _opens(found: re.Match[str]) -> str:
    """What would begin a template; signs before the last are spelled out: `$$${` is read in two ways."""
    before, sign = found[0][:-2], found[0][-2]
    return "".join(f"\\u{ord(one):04x}" for one in before) + f"{sign}{sign}{{"


def _octal(character: str) -> str:
    if character in "'\\":
        return f"\\{character}"
    if character.isprintable():
        return character
    return "".join(f"\\{byte:03o}" for byte in character.encode("utf-8", "surrogatepass"))
