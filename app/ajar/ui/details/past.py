"""The past of a resource in the details: since when it stands as it does, and how it stood before."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ajar.model.history import Earlier, Past
from ajar.ui.blocks import Fold, section, told
from ajar.ui.details.prose import Prose
from ajar.words import history
from ajar.words.language import counted, marked, translated

_AT_ONCE = 3
"""Earlier verdicts that are shown without asking."""


def past_section(past: Past) -> QWidget:
    """How the resource stands since when, and the verdicts before, the latest first."""
    rows = [told("history", "muted", Prose(history.present(past)))]
    rows += [_before(entry) for entry in past.before[:_AT_ONCE]]
    rest = [_before(entry) for entry in past.before[_AT_ONCE:]]
    if rest:
        rows.append(Fold(counted("{n} more", "{n} more", len(rest)), rest))
    return section(translated(marked("History")), rows)


def _before(entry: Earlier) -> QWidget:
    return told("clock", "muted", Prose(history.earlier(entry), look="muted"))
