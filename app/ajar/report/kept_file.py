"""Exceptions as a TOML file that a team can keep in a repository: written to be read, and read with care."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from ajar.model.access import CAPABILITIES, Audience, Capability, in_order
from ajar.model.kept import Kept
from ajar.model.ours import AccessException

LONGEST = timedelta(days=366)
"""How far ahead an exception may end: it is looked at again once a year."""

SUBSTANCE = 10
"""Characters that a reason has at least."""

AUDIENCES = tuple(one.value for one in Audience if one.outside)
_FIELDS = ("account", "audience", "by", "can", "created", "name", "reason", "resource", "until")
_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*exception[ \t]*\]\]", re.MULTILINE)


class WrongFile(Exception):
    """The file cannot be taken; the text has a line for each mistake, with where it is."""


def document(found: Iterable[Kept]) -> str:
    """The exceptions as a file, sorted, so that a change of one is a change of its lines alone."""
    tables = [_table(one) for one in sorted(found, key=lambda one: (one.account, one.resource))]
    return "\n".join(["# What is open on purpose. One table a resource; see `ajar keep --help`.", *tables])


def read(text: str, today: date) -> tuple[Kept, ...]:
    """The exceptions that a file holds. Raises WrongFile, with every mistake in it."""
    try:
        whole = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongFile(f"This is no TOML: {error}.") from error
    tables = whole.get("exception", [])
    if set(whole) - {"exception"} or not isinstance(tables, list):
        raise WrongFile("The file has other things in it than [[exception]] tables.")
    lines = [text.count("\n", 0, found.start()) + 1 for found in _HEADER.finditer(text)]
    mistakes = [
        f"line {lines[number] if number < len(lines) else '?'}: {mistake}"
        for number, table in enumerate(tables)
        for mistake in (*_mistakes(table, today), *_twice(tables[:number], table))
    ]
    if mistakes:
        raise WrongFile("\n".join(mistakes))
    return tuple(map(_kept, tables))


def mistakes_in(exception: AccessException, today: date) -> Iterator[str]:
    """What is wrong with an exception itself, in words; nothing where it can be kept."""
    if not exception.audience.outside:
        yield f"the audience is one of: {', '.join(AUDIENCES)}"
    if not exception.capabilities:
        yield "it says what they may do (can)"
    if len(exception.reason.strip()) < SUBSTANCE:
        yield "the reason says why, in a few words that somebody else understands"
    if not exception.by.strip():
        yield "it says who keeps it open (by)"
    if exception.until < today:
        yield f"it ended on {exception.until}"
    elif exception.until > today + LONGEST:
        yield f"it ends within a year: {today + LONGEST} at the latest"


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
        yield "this is no table"
        return
    for name in sorted(set(table) - set(_FIELDS)):
        yield f"{name} is not known here"
    wrong = [name for name, form in _FORMS.items() if not isinstance(table.get(name), form)]
    wrong += ["until"] if isinstance(table.get("until"), datetime) else []
    for name in wrong:
        yield f"{name} is missing, or is not {_SAID[name]}"
    if wrong:
        return
    if table["audience"] not in AUDIENCES:
        yield f"the audience is one of: {', '.join(AUDIENCES)}"
        return
    unknown = [one for one in table["can"] if one not in [capability.value for capability in CAPABILITIES]]
    if unknown:
        yield f"can has what nobody can do: {', '.join(map(str, unknown))}"
        return
    yield from mistakes_in(_kept(table).exception, today)


_FORMS: dict[str, type] = {
    "account": str,
    "resource": str,
    "audience": str,
    "can": list,
    "reason": str,
    "by": str,
    "until": date,
}
_SAID = {
    **dict.fromkeys(("account", "resource", "audience", "reason", "by"), "a text"),
    "can": "a list of texts",
    "until": "a date (2027-01-31)",
}


def _twice(before: list[Any], table: Any) -> Iterator[str]:  # noqa: ANN401 - whatever a file holds
    def key(one: Any) -> object:  # noqa: ANN401 - as above
        return (one.get("account"), one.get("resource")) if isinstance(one, Mapping) else None

    if key(table) in [key(one) for one in before] and isinstance(table, Mapping):
        yield f"{table.get('resource')} has an exception above already: one resource, one exception"


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
        ),
    )
