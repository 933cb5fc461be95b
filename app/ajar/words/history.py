"""The past of a resource in words: how it stands since when, and how it stood before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ajar.model.history import Earlier
from ajar.model.row import Row
from ajar.words.language import marked, translated
from ajar.words.verdict import chip, day


def present(row: Row, since: datetime, past: Sequence[Earlier]) -> str:
    """How it stands, since when, as far as checks tell: `past` are its earlier verdicts, the latest first."""
    before = moment(past[0].row.read_at) if past else ""
    return translated(_since(since, past)).format(chip=chip(row), since=moment(since), before=before)


def earlier(entry: Earlier) -> str:
    """How it stood before, and from when until when it was seen so."""
    said = (
        marked("{chip} from {since} to {until}, when it was seen last before it was gone")
        if entry.gone
        else marked("{chip} from {since} to {until}")
    )
    since, until = moment(entry.since), moment(entry.row.read_at)
    if since == until:
        said = marked("{chip} on {since}")
    return translated(said).format(chip=chip(entry.row), since=since, until=until)


def moment(when: datetime) -> str:
    """A day and a time as people write them, by this computer's clock: "13 Mar 2026, 03:31"."""
    here = when.astimezone()
    return f"{day(here)}, {here:%H:%M}"


def _since(since: datetime, past: Sequence[Earlier]) -> str:
    before = next(iter(past), None)
    if before is None or before.row.read_at > since:  # none, or one that a clock set back tells nothing of
        return marked("{chip} since {since} or longer: no check found it otherwise before that")
    if before.gone is not None:
        return marked("{chip} since {since}, when it was there again; it was seen last on {before}")
    if before.row.read_at == since:
        return marked(
            "{chip} since {since}, from the same settings as before: what you call yours, what you keep open "
            "on purpose, or Ajar's own rules changed"
        )
    return marked("{chip} since between {before} and {since}")
