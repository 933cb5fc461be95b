"""A journal that cannot be written: nothing is begun, and what was made is put back or told."""

from __future__ import annotations

import pytest

from ajar.jobs.repair import repair
from ajar.model.journal import JournalState, is_unfinished
from ajar.providers.kind import (
    Busy,
    CloudError,
    Denied,
    Expired,
    Malformed,
    Refused,
    Unreachable,
)
from ajar.store import StoreFull, journal
from workshop import Workshop

LID, LOCK, GATE = "lid chest:a", "lock chest:a", "gate account:1"
PUT_LID, PUT_LOCK = "put_lid chest:a", "put_lock chest:a"
MADE, PENDING, NOT_MADE = JournalState.MADE, JournalState.PENDING, JournalState.NOT_MADE
WRITING, CHANGED, UNDONE = JournalState.WRITING, JournalState.CHANGED_ELSEWHERE, JournalState.UNDONE
VERIFIED, STILL_OPEN = JournalState.VERIFIED, JournalState.STILL_OPEN

AFTERWARDS = [Unreachable("no answer"), Busy("slow down"), Malformed("<html>")]
REFUSALS = [
    Denied("not authorized", "box:PutLid"),
    Refused("too long"),
    Expired("sign in again"),
    CloudError("of some other kind"),
]


def of(error: object) -> str:
    return type(error).__name__


# --- the journal cannot be written ---


def _full_from(monkeypatch: pytest.MonkeyPatch, number: int, until: int = 99) -> None:
    real, written = journal.note, [0]

    def note(*arguments: object) -> None:
        written[0] += 1
        if number <= written[0] < until:
            raise StoreFull("There is no room left.")
        real(*arguments)  # type: ignore[arg-type] # what it was called with

    monkeypatch.setattr(journal, "note", note)


def test_what_cannot_be_written_down_is_not_begun(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def begin(*_: object) -> None:
        raise StoreFull("There is no room left.")

    plan = workshop.plan("bolt")
    monkeypatch.setattr(journal, "begin", begin)
    with pytest.raises(StoreFull):
        workshop.make(plan)
    assert workshop.cloud.puts() == []


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_where_the_disk_is_full_at_any_note_the_cloud_is_as_it_was_or_as_confirmed(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    book = workshop.begun(workshop.plan("bolt"))
    _full_from(monkeypatch, number)

    repair(workshop.site, book)
    lids = (workshop.cloud.values[LID], workshop.cloud.values[LOCK])
    told = book.entry
    assert "no room left" in told.message
    if number <= 3:
        assert (told.state, lids) == (NOT_MADE, ("open", "loose"))
        assert len(workshop.cloud.puts()) == (2 if number > 1 else 0)
    else:
        assert (told.state, lids) == (VERIFIED, (None, "fast"))
    monkeypatch.undo()
    assert is_unfinished(workshop.entry(told.id))
    found = workshop.look_up(told.id)
    assert found.state is told.state
    assert not is_unfinished(found)


def test_what_could_not_be_written_is_written_with_what_comes_next(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    _full_from(monkeypatch, 2, until=3)
    entry = workshop.make(workshop.plan("bolt"))
    assert (entry.state, entry.steps, entry.message) == (VERIFIED, (MADE, MADE), "")
