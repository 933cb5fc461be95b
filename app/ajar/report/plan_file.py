"""Writing `ajar.plan/1` and `ajar.journal/1`, and the JSON Schemas of both."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import msgspec

from ajar import __version__
from ajar.model.change import Offer, Preview
from ajar.model.journal import JournalEntry
from ajar.model.scan import Tool
from ajar.words.previewed import spoken_preview

PLAN: Literal["ajar.plan/1"] = "ajar.plan/1"
JOURNAL: Literal["ajar.journal/1"] = "ajar.journal/1"


class PlanFile(msgspec.Struct, frozen=True, kw_only=True):
    """What a fix would do to one resource, and the other fixes that apply."""

    schema: Literal["ajar.plan/1"] = PLAN
    tool: Tool
    preview: Preview
    offers: tuple[Offer, ...] = ()


class JournalFile(msgspec.Struct, frozen=True, kw_only=True):
    """What was changed, the latest first."""

    schema: Literal["ajar.journal/1"] = JOURNAL
    tool: Tool
    entries: tuple[JournalEntry, ...]


def plan_document(preview: Preview, offers: Iterable[Offer]) -> bytes:
    """The preview as one JSON document with its sentences, indented, ending with a line end."""
    return _indented(PlanFile(tool=_tool(), preview=spoken_preview(preview), offers=tuple(offers)))


def journal_document(entries: Iterable[JournalEntry]) -> bytes:
    """The entries as one JSON document, indented, ending with a line end."""
    return _indented(JournalFile(tool=_tool(), entries=tuple(entries)))


def schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema of each file by its name, made from the very types that are written."""
    return {PLAN: _schema(PlanFile, PLAN), JOURNAL: _schema(JournalFile, JOURNAL)}


def _schema(form: type, title: str) -> dict[str, Any]:
    made = msgspec.json.decode(msgspec.json.encode(msgspec.json.schema(form)))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **made}


def _indented(value: PlanFile | JournalFile) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _tool() -> Tool:
    return Tool(name="ajar", version=__version__)
