"""What a real worker on the demo says about fixes: offers, previews, what cannot be planned, the journal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from ajar.jobs.audit import now
from ajar.model.account import AwsAmbient, Demo
from ajar.model.journal import JournalEntry, JournalState
from ajar.store import journal, open_store
from ajar.worker import protocol
from end_to_end.programs import Window

ACCOUNT, STORY = "111122223333", "arn:aws:s3:::marrow-launch-drafts"
WANTED = protocol.Wanted(account_name="marrow-prod", account=ACCOUNT, resource=STORY)


@pytest.fixture
def demo() -> Iterator[tuple[Window, Path]]:
    """A demo worker that has read its production account, and its store."""
    with Window(start=[sys.executable, "-m", "ajar.worker", "--demo"]) as window:
        ready, _ = window.started()
        window.scanned("marrow-prod")
        yield window, Path(ready.store)


def _foreseen(window: Window, *wanted: protocol.Wanted) -> list[protocol.Foreseen]:
    window.ask(protocol.Foresee(wanted=wanted))
    return [window.until(protocol.Foreseen)[0] for _ in wanted]


def test_a_fix_is_foreseen_with_its_offers_and_sentences(demo: tuple[Window, Path]) -> None:
    window, _ = demo
    [told] = _foreseen(window, WANTED)
    assert told.preview is not None
    assert (told.trouble, told.allowed, told.last) == ("", True, True)
    assert told.preview.plan.fix == told.offers[0].fix
    assert told.preview.closes
    window.ask(protocol.Ask(account=ACCOUNT, resource=STORY))
    details, _ = window.until(protocol.Details)
    assert [offer.fix for offer in details.offers] == [offer.fix for offer in told.offers]


def test_several_are_answered_in_turn_and_one_that_cannot_be_stops_none(demo: tuple[Window, Path]) -> None:
    window, _ = demo
    replace = msgspec.structs.replace
    told = _foreseen(
        window,
        replace(WANTED, account_name="nobody"),
        replace(WANTED, resource="arn:aws:s3:::marrow-no-such"),
        replace(WANTED, resource="arn:aws:s3:::marrow-invoices"),
        replace(WANTED, resource="arn:aws:s3:::marrow-finance"),
        replace(WANTED, fix="burn_it"),
        replace(WANTED, chosen={"colour": "red"}, fix="remove_statement"),
        WANTED,
    )
    assert [one.last for one in told] == [False] * 6 + [True]
    assert [one.wanted for one in told][-1] == WANTED
    for one, word in zip(
        told, ("nobody", "marrow-no-such", "nobody outside", "not everything", "burn_it", "", ""), strict=True
    ):
        assert word in one.trouble
    assert [one.preview is None for one in told] == [True] * 6 + [False]


def test_an_undo_of_what_is_not_there_or_was_not_stored_says_so(demo: tuple[Window, Path]) -> None:
    window, path = demo
    [told] = _foreseen(window, WANTED)
    assert told.preview is not None
    with open_store(path) as store:
        begun = JournalEntry(
            id="", account="", login=AwsAmbient(), plan=told.preview.plan, at=now(), by="user/ana"
        )
        journal.begin(store, begun)
    for entry, word in (("7", "no such entry"), ("1", "ajar undo 1")):
        window.ask(protocol.ForeseeUndo(entry=entry))
        undo, _ = window.until(protocol.Foreseen)
        assert (undo.entry, undo.preview) == (entry, None)
        assert word in undo.trouble
    window.ask(protocol.AskJournal())
    shown, _ = window.until(protocol.Journal)
    assert [entry.state for entry in shown.entries] == [JournalState.PLANNED]
    assert (shown.unfinished, shown.looked_up) == (("1",), False)


def test_fixes_are_allowed_and_forbidden_again(demo: tuple[Window, Path]) -> None:
    window, _ = demo
    for login in (None, Demo(url="http://127.0.0.1:1", key="x")):
        window.ask(protocol.Allow(name="marrow-prod", login=login))
        known, _ = window.until(protocol.Accounts)
        [fix] = [state.account.fix for state in known.accounts if state.account.name == "marrow-prod"]
        assert fix == login


def test_the_demos_repairs_are_made_beside_it_and_its_story_stands_first(demo: tuple[Window, Path]) -> None:
    window, path = demo
    [told] = _foreseen(window, WANTED)
    assert told.preview is not None
    start = [sys.executable, "-m", "ajar.worker", "--repairs", "--store", str(path), "--demo"]
    with Window(start=start) as repairs:
        confirmed = protocol.Confirmed(account_name="marrow-prod", plan=told.preview.plan, ask_outside=True)
        repairs.ask(protocol.Make(plans=(confirmed,)))
        _, before = repairs.until(protocol.Made)
        [rows] = [event.rows for event in before if isinstance(event, protocol.Rows)]
        [story] = [row for row in rows if row.id == STORY]
        assert (story.rank, story.state.value) == (0, "closed")
    window.ask(protocol.AskJournal())
    shown, _ = window.until(protocol.Journal)
    assert [entry.state for entry in shown.entries] == [JournalState.VERIFIED]
