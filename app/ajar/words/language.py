"""The language in force: marks what is to be translated, and translates it when it is shown."""

from __future__ import annotations

import gettext

_current: gettext.NullTranslations = gettext.NullTranslations()


def marked(text: str) -> str:
    """The text itself: marks it for the catalogue where it is defined; it is translated where it is shown."""
    return text


def translated(text: str) -> str:
    """The text in the language in force; itself where the catalogue does not have it."""
    return _current.gettext(text)


def counted(one: str, many: str, number: int, **more: str) -> str:
    """The form of the text that goes with this number, with `{n}` filled in, thousands separated.

    `more` fills other fields.
    """
    return _current.ngettext(one, many, number).format(n=f"{number:,}", **more)
