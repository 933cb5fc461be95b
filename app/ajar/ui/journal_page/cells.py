"""An entry of the journal as a row: when, what, how it ended, and who can get in."""

from __future__ import annotations

from ajar.model.journal import JournalEntry
from ajar.ui.lines_view import Cell, Column
from ajar.ui.repair.state_looks import of_entry
from ajar.words.journal import clock, journal_state, what_it_did
from ajar.words.language import marked, translated
from ajar.words.plain import plain
from ajar.words.repair import stands
from ajar.words.verdict import chip, day

COLUMNS = (
    Column(marked("When"), 0.17),
    Column(marked("What"), 0.32, names=True),
    Column(marked("How it ended"), 0.28),
    Column(marked("Who can get in"), 0.23, spare=True),
)
NARROW = 520
"""Pixels; below, who can get in is told beside the table alone."""


def cells(entry: JournalEntry) -> tuple[Cell, ...]:
    """What stands in its row, a cell for each of the columns."""
    resource = entry.plan.resource
    did = " · ".join((what_it_did(entry), plain(entry.account or resource.account)))
    return (
        Cell(clock(entry.at), day(entry.at.astimezone())),
        Cell(plain(resource.name), did),
        Cell(journal_state(entry), plain(_short(entry.by)), *of_entry(entry)),
        _who(entry),
    )


def _who(entry: JournalEntry) -> Cell:
    resource = entry.plan.resource
    if entry.after is None and entry.before is None:
        return Cell(translated(marked("Not known")))
    was = chip(stands(resource, entry.before)) if entry.before is not None else ""
    before = translated(marked("before: {was}")).format(was=was) if was else ""
    if entry.after is None:
        return Cell(translated(marked("Not looked up")), before)
    return Cell(chip(stands(resource, entry.after)), before)


def _short(by: str) -> str:
    """Who it was without the account, which stands beside it: "user/ana"."""
    return by.rsplit(":", 1)[-1]
