"""A change in words: who loses what, where it leads, and the way back; unknown is never green."""

from __future__ import annotations

import msgspec
import pytest

from ajar.model.access import Audience, Capability, State
from ajar.model.change import Access, Consequence, Offer, Topic
from ajar.model.exposure import Exposure
from ajar.words import repair
from ui import company, invented_repairs

EVERYONE = Access(audience=Audience.PUBLIC, loses=(Capability.READ,), keeps=(Capability.LIST,))
UNKNOWN = Exposure(state=State.UNKNOWN, at_most=Audience.PUBLIC)


def test_what_is_lost_kept_and_gained_is_a_sentence_each() -> None:
    assert repair.lost("aws", EVERYONE) == "Anyone on the internet can no longer download every file."
    assert repair.kept("aws", EVERYONE) == "Anyone on the internet can still list this bucket."
    assert repair.gained("aws", EVERYONE) == ""


def test_ones_own_organization_is_called_so() -> None:
    ours = Access(audience=Audience.ORGANIZATION, keeps=(Capability.READ,))
    assert repair.kept("aws", ours) == "Your organization can still download every file."


def test_the_heading_never_promises_what_the_fix_does_not_do() -> None:
    assert repair.heading(invented_repairs.preview()) == "Make acme-db-backups private"
    narrower = invented_repairs.preview(after=invented_repairs.OPEN)
    assert repair.heading(narrower) == "Narrow who gets into acme-db-backups"
    assert repair.act(narrower) == "Make narrower"
    assert repair.falls_short(narrower) == "It would still be open, but narrower."


def test_a_fix_that_takes_nothing_from_anybody_does_not_say_that_it_narrows() -> None:
    keeps = msgspec.structs.replace(EVERYONE, loses=())
    still = invented_repairs.preview(after=invented_repairs.OPEN)
    still = msgspec.structs.replace(still, access=(keeps,))
    assert repair.falls_short(still) == "It would still be open: nobody who gets in now would lose it."


def test_what_is_private_is_neither_called_open_nor_narrowed() -> None:
    private = msgspec.structs.replace(
        invented_repairs.preview(), before=invented_repairs.CLOSED, closes=False, access=()
    )
    assert repair.heading(private) == "Keep acme-db-backups private"
    assert repair.act(private) == "Keep private"
    assert "still to come" in repair.falls_short(private)
    assert repair.falling_short(State.OPEN) == "It would stay open"
    assert not any("open" in repair.falling_short(state) for state in (State.CLOSED, State.SHARED))


def test_what_stays_unknown_is_said() -> None:
    unknown = invented_repairs.preview(after=UNKNOWN)
    assert repair.falls_short(unknown) == "Whether anybody else gets in would still not be known."
    [note] = repair.offer_notes(Offer(fix="x", leaves_unknown=True))
    assert "not be known" in note


@pytest.mark.parametrize("audience", [a for a in Audience if a.outside])
def test_an_undo_that_lets_somebody_in_warns(audience: Audience) -> None:
    after = msgspec.structs.replace(invented_repairs.OPEN, audience=audience, at_most=audience)
    undo = msgspec.structs.replace(invented_repairs.undo_preview(), after=after, access=())
    assert repair.reopens(undo)
    assert repair.act(undo) == "Open it again"


def test_an_undo_that_lets_nobody_in_does_not_warn() -> None:
    undo = msgspec.structs.replace(invented_repairs.undo_preview(), after=invented_repairs.CLOSED, access=())
    assert repair.reopens(undo) == ""
    assert repair.act(undo) == "Undo it"


def test_an_undo_that_may_let_somebody_in_says_that_it_may() -> None:
    undo = msgspec.structs.replace(invented_repairs.undo_preview(), after=UNKNOWN, access=())
    assert repair.reopens(undo) == "This may open it again: not everything could be checked."


def test_the_way_back_is_never_promised_where_it_was_not_looked_up() -> None:
    preview = msgspec.structs.replace(invented_repairs.preview(), consequences=())
    assert repair.undo_line(preview) == "It can be undone from the journal, also days later."
    until = msgspec.structs.replace(preview, undo_until=company.NOW)
    assert repair.undo_line(until).startswith("It can be undone until ")
    blind = Consequence(topic=Topic.UNDO, code="x", known=False, permission="p")
    unsure = msgspec.structs.replace(preview, consequences=(blind,))
    assert "could not be looked up" in repair.undo_line(unsure)
    refused = msgspec.structs.replace(blind, known=True, permission="")
    assert repair.undo_line(msgspec.structs.replace(preview, consequences=(refused,))) == ""


def test_only_what_is_shared_has_to_be_typed() -> None:
    assert repair.to_type(invented_repairs.statement_plan()) == ""
    assert repair.to_type(invented_repairs.account_plan()) == company.IDS[company.PROD]
    assert repair.to_type_for(9) == "make 9 private"


def test_others_that_could_not_be_listed_are_told() -> None:
    preview = invented_repairs.preview()
    assert repair.touches(preview) == ""
    blind = msgspec.structs.replace(preview, complete=False)
    assert "There may be more" in repair.touches(blind)
    assert repair.touches(invented_repairs.account_preview()).startswith("3 other resources use")
