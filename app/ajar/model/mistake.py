"""What is wrong with something that a person declared: about which of its fields, and as a code."""

from __future__ import annotations

import msgspec


class Mistake(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong; `ajar.words` says it. `about` is the field's name, "" for the whole."""

    about: str = ""
    code: str
    args: dict[str, str] = {}
