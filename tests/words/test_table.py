"""What a row of the table says in its few words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from ajar.model.access import Audience, Capability, State
from ajar.model.row import Row
from ajar.words.table import chips, deeds, searched, shortest_chips, spoken, where

READ = (Capability.LIST, Capability.READ)


def row(**changed: Any) -> Row:  # noqa: ANN401 - any field of Row
    fields: dict[str, Any] = {
        "provider": "aws",
        "account": "111122223333",
        "account_name": "Acme production",
        "region": "eu-west-1",
        "kind": "s3_bucket",
        "name": "acme-drafts",
        "id": "arn:aws:s3:::acme-drafts",
        "read_at": datetime(2026, 11, 24, tzinfo=UTC),
        "rank": 104,
        "state": State.OPEN,
        "audience": Audience.PUBLIC,
        "at_most": Audience.PUBLIC,
        "capabilities": READ,
    }
    return Row(**{**fields, **changed})


def shared(*names: str) -> Row:
    return row(state=State.SHARED, audience=Audience.EXTERNAL, at_most=Audience.EXTERNAL, who=names)


def test_an_open_row_says_what_a_stranger_can_do_and_that_no_login_is_needed() -> None:
    assert deeds(row()) == ("List and read files", "No login needed")
    assert where(row()) == "Bucket · Acme production · eu-west-1"


def test_an_unknown_row_names_the_missing_permission() -> None:
    unknown = row(
        state=State.UNKNOWN, audience=Audience.PRIVATE, missing="s3:GetBucketPolicy", capabilities=()
    )
    assert deeds(unknown) == ("Not known", "s3:GetBucketPolicy")
    busy = row(state=State.UNKNOWN, audience=Audience.PRIVATE, missing="busy", capabilities=())
    assert deeds(busy) == ("Not known", "the provider kept asking to slow down")


def test_named_outsiders_are_named_and_others_are_not_hidden() -> None:
    assert deeds(shared("999988887777"))[1] == "999988887777"
    assert deeds(shared("a", "b", "c", "d"))[1] == "a, b and others"


def test_what_may_be_open_wider_says_so_before_anything_else() -> None:
    assert deeds(row(audience=Audience.EXTERNAL, state=State.SHARED, who=("a",)))[1] == "May be open wider"


def test_a_shielded_row_does_not_hide_the_grant() -> None:
    shielded = row(state=State.SHIELDED, audience=Audience.PRIVATE, capabilities=(), held_by=1)
    assert deeds(shielded) == ("Nothing now", "A grant to outsiders is there")
    assert chips(shielded) == ("Held by one setting", "Held")


def test_a_chip_gets_shorter_and_stays_itself() -> None:
    for state in State:
        for audience in Audience:
            words = chips(row(state=state, audience=audience))
            assert len(set(words)) == len(words) >= 1
            assert list(words) == sorted(words, key=len, reverse=True)
            assert words[-1] in shortest_chips() or state is State.OPEN
    assert chips(row(on_purpose=date(2027, 1, 1)))[0] == "Open on purpose until 1 Jan 2027"


def test_hostile_names_are_spelled_out_in_every_line() -> None:
    hostile = row(name="x\u202etxt.exe", account_name="a\x1b[2J", region="<b>r</b>")
    assert "\u202e" not in spoken(hostile)
    assert "\x1b" not in where(hostile)
    assert "<b>r</b>" in where(hostile)


def test_the_filter_finds_by_name_account_region_kind_state_and_tags() -> None:
    text = searched(row(tags={"Team": "Press"}))
    for word in ("acme-dr", "production", "111122", "eu-west", "s3", "anyone", "open", "team=press", "aws"):
        assert word in text
