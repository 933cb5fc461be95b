"""What every message is: a frozen record that carries its own name."""

from __future__ import annotations

import msgspec


class Message(msgspec.Struct, frozen=True, kw_only=True, tag_field="message", tag=True):
    """One message, known by the name of its class."""
