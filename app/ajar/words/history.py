"""The past of a resource in words: how it stands since when, and how it stood before."""

from __future__ import annotations

from collections.abc import Iterator

from ajar.model.history import Earlier, Past
from ajar.model.row import Row, stands_alike
from ajar.words.journal import date_and_time
from ajar.words.language import marked, translated
from ajar.words.verdict import chip


def present(past: Past) -> str:
    """How it stands, since when, as far as checks tell."""
    before = date_and_time(past.before[0].row.read_at) if past.before else ""
    return translated(_since(past)).format(
        chip=chip(past.last), since=date_and_time(past.since), before=before
    )


def lines(past: Past, now: Row) -> Iterator[str]:
    """The whole of it, line by line, for one that was read anew and stands like `now`."""
    if stands_alike(past.last, now):
        yield present(past)
    else:
        at = date_and_time(past.last.read_at)
        yield translated(marked("{chip} at the last check, {when}")).format(chip=chip(past.last), when=at)
    yield from map(earlier, past.before)


def earlier(entry: Earlier) -> str:
    """How it stood before, and from when until when it was seen so."""
    said = (
        marked("{chip} from {since} to {until}, when it was seen last before it was gone")
        if entry.gone
        else marked("{chip} from {since} to {until}")
    )
    since, until = date_and_time(entry.since), date_and_time(entry.row.read_at)
    if since == until:
        said = marked("{chip} on {since}")
    return translated(said).format(chip=chip(entry.row), since=since, until=until)


def _since(past: Past) -> str:
    before, since = next(iter(past.before), None), past.since
    if before is None or before.row.read_at > since:  # none, or one that a clock set back tells nothing of
        return marked("{chip} since {since} or longer: no check found it otherwise before that")
    if before.gone is not None:
        return marked("{chip} since {since}, when it was there again; it was seen last on {before}")
    if before.row.read_at == since:
        return marked(
            "{chip} since {since}, from the same settings as before: what you call yours, what you keep open "
            "on purpose, or Ajar's own rules changed"
        )
    if date_and_time(before.row.read_at) == date_and_time(since):
        return marked("{chip} since {since}")
    return marked("{chip} since between {before} and {since}")
