"""Elements of a page: the one place where text becomes markup, so that no text can be taken for any."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from ajar.words.plain import plain

LONGEST = 2_000
"""Characters of one text that are shown; no provider's names are as long."""

_EMPTY = frozenset({"meta"})


class Markup(str):
    """Text that is markup already: made here, and nowhere from what a cloud says."""

    __slots__ = ()


def text(content: str) -> Markup:
    """The text, whatever it holds: escaped, what is invisible spelled out, shortened where very long."""
    shown = content if len(content) <= LONGEST else f"{content[:LONGEST]}…"
    return Markup(escape(plain(shown), quote=False))


def element(tag: str, *content: str, **attributes: str) -> Markup:
    """An element with this content: text is escaped, markup is taken as it is.

    Attributes are written in the order given, `class_` as class and `aria_label` as aria-label; one
    that is "" is left out.
    """
    given = "".join(f' {_name(name)}="{_quoted(value)}"' for name, value in attributes.items() if value)
    if tag in _EMPTY:
        return Markup(f"<{tag}{given}>")
    return Markup(f"<{tag}{given}>{together(content)}</{tag}>")


def together(parts: Iterable[str]) -> Markup:
    """The parts one after the other: text is escaped, markup is taken as it is."""
    return Markup("".join(part if isinstance(part, Markup) else text(part) for part in parts))


def items(parts: Iterable[str], **attributes: str) -> Markup:
    """A list with these items; nothing where there are none."""
    lines = [element("li", part) for part in parts]
    return element("ul", *lines, **attributes) if lines else Markup()


def table(caption: str, headings: Iterable[str], rows: Iterable[Iterable[str]]) -> Markup:
    """A table whose first cell of each row names the row, in a frame that scrolls where it is too narrow.

    The caption is read out, and not seen: a heading stands above.
    """
    head = element("tr", *(element("th", heading, scope="col") for heading in headings))
    body = [_row(list(cells)) for cells in rows]
    whole = element("table", element("caption", caption), element("thead", head), element("tbody", *body))
    return element("div", whole, class_="scroll", role="region", aria_label=caption, tabindex="0")


def _row(cells: list[str]) -> Markup:
    first, *rest = cells
    return element("tr", element("th", first, scope="row"), *(element("td", cell) for cell in rest))


def _name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _quoted(value: str) -> str:
    return escape(plain(value), quote=True)
