"""How a resource stands, as a chip: words, a shape and a fill, so that none is told by its colour alone."""

from __future__ import annotations

from ajar.model.access import Audience, State
from ajar.report.page.element import Markup, element
from ajar.words.verdict import Standing, chip

_STRANGERS = {
    Audience.PUBLIC: ("globe", "anyone filled"),
    Audience.INTERNET: ("waves", "anyone filled"),
    Audience.AUTHENTICATED: ("people", "holders half"),
}
_STATES = {
    State.OPEN: _STRANGERS[Audience.PUBLIC],
    State.UNKNOWN: ("question", "unchecked dashed"),
    State.SHARED: ("diamond", "outsiders"),
    State.SHIELDED: ("shield", "closed hollow"),
    State.CLOSED: ("lock", "closed"),
}
_OURS, _ON_PURPOSE = ("house", "closed"), ("pin", "unchecked quiet")

# Drawn on a field of 16 by 16 units, in the colour of the words beside them.
_SHAPES = {
    "diamond": '<path d="M8 1.5 14.5 8 8 14.5 1.5 8z"/><circle cx="8" cy="8" r="1.5"/>',
    "globe": (
        '<circle cx="8" cy="8" r="6.3"/>'
        '<path d="M1.7 8h12.6M8 1.7c-4.6 3.5-4.6 9 0 12.600M8 1.7c4.6 3.5 4.6 9 0 12.6"/>'
    ),
    "house": '<path d="M2 8 8 2.5 14 8M4 7v6.500h8V7"/>',
    "lock": '<rect x="3" y="7" width="10" height="7" rx="1"/><path d="M5 7V5a3 3 0 0 1 6 0v2"/>',
    "people": (
        '<circle cx="5.5" cy="5" r="2.5"/><path d="M1 14c0-6 9-6 9 0M10.5 2.700a2.5 2.5 0 0 1 0 4.6'
        'M12 9.500c2 .5 3 2 3 4.5"/>'
    ),
    "pin": '<path d="M5 2h6M6 2v5l-2 3h8l-2-3V2M8 10v4.5"/>',
    "question": '<path d="M5 5.500a3 3 0 1 1 4.5 2.500C8.4 8.6 8 9 8 10.300M8 13v.5"/>',
    "shield": '<path d="M8 1.5 13.5 4v4c0 3-2.5 5.5-5.5 6.500C5 13.5 2.5 11 2.5 8V4z"/>',
    "waves": (
        '<circle cx="8" cy="8" r="1.5"/>'
        '<path d="M4.8 11.200a4.5 4.5 0 0 1 0-6.400m6.4 0a4.5 4.5 0 0 1 0 6.400M2.5 13.5'
        'a7.7 7.7 0 0 1 0-11m11 0a7.7 7.7 0 0 1 0 11"/>'
    ),
}


def chipped(row: Standing) -> Markup:
    """The chip of a row: its shape, its fill and its words."""
    shape, look = _look(row)
    return element("span", _drawn(shape), chip(row), class_=f"chip {look}")


def shapes() -> Markup:
    """Every shape once, for the chips to point at."""
    drawn = "".join(
        f'<symbol id="{name}" viewBox="0 0 16 16">{lines}</symbol>' for name, lines in _SHAPES.items()
    )
    return Markup(f'<svg class="shapes" aria-hidden="true">{drawn}</svg>')


def _drawn(shape: str) -> Markup:
    return Markup(f'<svg aria-hidden="true"><use href="#{shape}"/></svg>')


def _look(row: Standing) -> tuple[str, str]:
    if row.on_purpose is not None:
        return _ON_PURPOSE
    if row.state is State.OPEN:
        return _STRANGERS.get(row.audience, _STATES[State.OPEN])
    if row.state is State.CLOSED and row.audience is Audience.ORGANIZATION:
        return _OURS
    return _STATES[row.state]
