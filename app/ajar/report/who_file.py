"""Writing `ajar.who/1`: who changed a resource, and its JSON Schema."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from ajar import __version__
from ajar.model.deed import Deeds
from ajar.model.scan import Tool
from ajar.words.deeds import spoken

WHO: Literal["ajar.who/1"] = "ajar.who/1"


class WhoFile(msgspec.Struct, frozen=True, kw_only=True):
    """What the provider's log has of who changed one resource."""

    schema: Literal["ajar.who/1"] = WHO
    tool: Tool
    told: Deeds


def document(told: Deeds) -> bytes:
    """The deeds as one JSON document with their sentences, indented, ending with a line end."""
    whole = WhoFile(tool=Tool(name="ajar", version=__version__), told=spoken(told))
    return msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of the file, made from the very types that are written."""
    made = msgspec.json.decode(msgspec.json.encode(msgspec.json.schema(WhoFile)))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": WHO, **made}
