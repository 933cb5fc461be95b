"""Exceptions as a TOML file that a team can keep in a repository: written to be read, and read with care."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from ajar.jobs.whole_file import write_whole
from ajar.model.access import CAPABILITIES, Audience, Capability, in_order
from ajar.model.kept import AUDIENCES, Kept, beginning, mistakes
from ajar.model.ours import AccessException
from ajar.words import say

LARGEST = 4 * 1024 * 1024
"""Bytes; a hundred thousand exceptions are fewer, and no person wrote such a file."""

_AUDIENCES = tuple(one.value for one in AUDIENCES)
_FIELDS = ("account", "audience", "by", "can", "created", "name", "prefix", "reason", "resource", "until")
_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*exception[ \t]*\]\]", re.MULTILINE)


class WrongFile(Exception):
    """The file cannot be taken; the text has a line for each mistake, with where it is."""


def document(found: Iterable[Kept]) -> str:
    """The exceptions as a file, sorted, so that a change of one is a change of its lines alone."""
    tables = [_table(one) for one in sorted(found, key=lambda one: (one.account, one.resource))]
    return "\n".join(["# What is open on purpose. One table a resource; see `ajar keep --help`.", *tables])


def load(path: Path, today: date) -> tuple[Kept, ...]:
    """The exceptions that the file at this place holds. Raises WrongFile, also where it cannot be read."""
    try:
        if path.stat().st_size > LARGEST:
            raise WrongFile(say("file_too_large", {"file": str(path)}))
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        args = {"file": str(path), "why": error.strerror or str(error)}
        raise WrongFile(say("file_unreadable", args)) from error
    except UnicodeDecodeError as error:
        raise WrongFile(say("file_no_text", {"file": str(path)})) from error
    return read(text, today)


def save(path: Path, found: Iterable[Kept]) -> None:
    """Put the exceptions into this file, whole or not at all. Raises WrongFile where it cannot be written."""
    try:
        write_whole(path, document(found).encode())
    except OSError as error:
        args = {"file": str(path), "why": error.strerror or str(error)}
        raise WrongFile(say("file_unwritable", args)) from error


def read(text: str, today: date) -> tuple[Kept, ...]:
    """The exceptions that a file holds. Raises WrongFile, with every mistake in it."""
    try:
        whole = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongFile(say("file_no_toml", {"why": str(error)})) from error
    tables = whole.get("exception", [])
    if set(whole) - {"exception"} or not isinstance(tables, list):
        raise WrongFile(say("file_other_things"))
    lines = [text.count("\n", 0, found.start()) + 1 for found in _HEADER.finditer(text)]
    mistakes = [
        f"line {lines[number] if number < len(lines) else '?'}: {mistake}"
        for number, table in enumerate(tables)
        for mistake in (*_mistakes(table, today), *_twice(tables[:number], table))
    ]
    if mistakes:
        raise WrongFile("\n".join(mistakes))
    return tuple(map(_kept, tables))


def _table(one: Kept) -> str:
    said = one.exception
    can = ", ".join(_quoted(capability.value) for capability in said.capabilities)
    lines = [
        "\n[[exception]]",
        f"account = {_quoted(one.account)}",
        f"resource = {_quoted(one.resource)}",
        f"name = {_quoted(one.name)}",
        *([f"created = {one.created.astimezone(UTC).isoformat()}"] if one.created else []),
        f"audience = {_quoted(said.audience.value)}",
        f"can = [{can}]",
        *([f"prefix = {_quoted(said.prefix)}"] if said.prefix else []),
        f"reason = {_quoted(said.reason)}",
        f"by = {_quoted(said.by)}",
        f"until = {said.until.isoformat()}",
        "",
    ]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    """The text as a basic string of TOML, whose escapes are those of JSON but for one.

    "TOML v1.0.0", https://toml.io/en/v1.0.0#string, read 2026-11-24: DEL is escaped as well, and a lone
    surrogate is no character.
    """
    whole = text.encode("utf-8", "replace").decode()
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007F")


def _mistakes(table: Any, today: date) -> Iterator[str]:  # noqa: ANN401 - whatever a file holds
    if not isinstance(table, Mapping):
        yield say("file_no_table")
        return
    for name in sorted(set(table) - set(_FIELDS)):
        yield say("file_unknown_field", {"field": name})
    wrong = [name for name, form in _FORMS.items() if not isinstance(table.get(name), form)]
    wrong += ["prefix"] if not isinstance(table.get("prefix", ""), str) else []
    wrong += ["until"] if isinstance(table.get("until"), datetime) else []
    for name in wrong:
        yield say(_SAID.get(name, "file_missing_text"), {"field": name})
    if wrong:
        return
    if table["audience"] not in _AUDIENCES:
        yield say("file_audience", {"those": ", ".join(_AUDIENCES)})
        return
    unknown = [one for one in table["can"] if one not in [capability.value for capability in CAPABILITIES]]
    if unknown:
        yield say("file_can", {"those": ", ".join(map(str, unknown))})
        return
    for wrong_value in mistakes(_kept(table).exception, today):
        yield say(wrong_value.code, wrong_value.args)


_FORMS: dict[str, type] = {
    "account": str,
    "resource": str,
    "audience": str,
    "can": list,
    "reason": str,
    "by": str,
    "until": date,
}
_SAID = {"can": "file_missing_can", "until": "file_missing_until"}


def _twice(before: list[Any], table: Any) -> Iterator[str]:  # noqa: ANN401 - whatever a file holds
    def key(one: Any) -> object:  # noqa: ANN401 - as above
        return (one.get("account"), one.get("resource")) if isinstance(one, Mapping) else None

    if key(table) in [key(one) for one in before] and isinstance(table, Mapping):
        yield say("file_twice", {"resource": str(table.get("resource"))})


def _kept(table: Mapping[str, Any]) -> Kept:
    created = table.get("created")
    return Kept(
        account=table["account"],
        resource=table["resource"],
        name=str(table.get("name", table["resource"])),
        created=created if isinstance(created, datetime) and created.tzinfo else None,
        exception=AccessException(
            audience=Audience(table["audience"]),
            capabilities=in_order(Capability(one) for one in table["can"]),
            reason=table["reason"],
            by=table["by"],
            until=table["until"],
            prefix=beginning(table.get("prefix", "")),
        ),
    )
