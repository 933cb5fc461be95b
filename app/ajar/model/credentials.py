"""Credentials on their way from the vault to a provider: a secret that no print or log can show."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NoReturn

from ajar.model.account import Login


class Secret:
    """A text that shows itself as stars; `reveal` is the one door, for the line that signs in."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        """Keep the text, in this object only."""
        self._text = text

    def reveal(self) -> str:
        """The text itself."""
        return self._text

    def __repr__(self) -> str:
        """Stars, also inside f-strings, dataclasses and tracebacks with locals."""
        return "Secret(***)"

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled: a secret is never written anywhere."""
        message = "a secret cannot be pickled"
        raise TypeError(message)


@dataclass(frozen=True)
class Credentials:
    """A way to sign in, and the secret that it needs; None where it needs none."""

    login: Login
    secret: Secret | None = field(default=None)
