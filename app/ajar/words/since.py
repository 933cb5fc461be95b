"""What is otherwise than at an earlier check, in a line."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import datetime

from ajar.words.language import counted, marked, translated
from ajar.words.verdict import day

_SAID = {
    "opened": ("{n} opened", "{n} opened"),
    "wider": ("{n} wider", "{n} wider"),
    "unchecked": ("{n} could not be checked any more", "{n} could not be checked any more"),
    "narrower": ("{n} narrower", "{n} narrower"),
    "closed": ("{n} closed", "{n} closed"),
    "meant": ("{n} kept open on purpose", "{n} kept open on purpose"),
    "gone": ("{n} that was open is gone", "{n} that were open are gone"),
}
"""By the name of what became of them, what matters first."""


def since(when: datetime, moves: Mapping[str, int]) -> str:
    """How many became what since then: "Since 24 Nov 2026, 10:00: 1 opened, 2 closed"."""
    here = when.astimezone()
    said = ", ".join(parts(moves, _SAID)) or translated(marked("nothing stands otherwise"))
    return translated(marked("Since {day}, {time}: {said}.")).format(
        day=day(here), time=f"{here:%H:%M}", said=said
    )


def parts(moves: Mapping[str, int], wanted: Container[str]) -> list[str]:
    """How many became what, one by one, of what is wanted by its name."""
    return [counted(*_SAID[name], moves[name]) for name in _SAID if name in wanted and moves.get(name)]
