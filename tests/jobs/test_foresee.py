"""What a change would lead to, by the same judge: who loses, keeps and gains what, and whether it closes."""

from __future__ import annotations

import msgspec
import pytest

from ajar.jobs.foresee import access, closes, foresee, widened
from ajar.model.access import Audience, Capability, State
from ajar.model.change import Access
from ajar.model.exposure import Exposure, Held, Reach
from ajar.model.ours import Ours
from clouds.chests import CHEST
from invented import CLOSED, OPEN, SHIELDED, UNKNOWN
from workshop import Workshop

LIST, READ, WRITE = Capability.LIST, Capability.READ, Capability.WRITE
SHARED = Exposure(state=State.SHARED, audience=Audience.EXTERNAL, at_most=Audience.EXTERNAL)


def _reaching(audience: Audience, who: tuple[str, ...], *capabilities: Capability) -> Exposure:
    state = State.OPEN if audience is Audience.PUBLIC else State.SHARED
    reach = Reach(audience=audience, who=who, capabilities=capabilities)
    return Exposure(state=state, audience=audience, at_most=audience, capabilities=capabilities, all=(reach,))


def test_what_is_foreseen_is_what_is_read_after(workshop: Workshop) -> None:
    before, plan = workshop.finding(), workshop.plan("bolt")
    foreseen = foresee(CHEST, before, plan.changes, Ours())
    workshop.make(plan)
    after = workshop.finding()
    assert foreseen.exposure == after.exposure
    for name in ("gate", "lid", "lock"):
        assert [fact for _, fact in sorted(foreseen.facts[name].items())] == [
            fact for _, fact in sorted(after.facts[name].items())
        ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (OPEN, CLOSED, True),
        (OPEN, SHARED, True),
        (OPEN, UNKNOWN, True),
        (OPEN, OPEN, False),
        (SHARED, CLOSED, True),
        (SHARED, SHARED, False),
        (UNKNOWN, CLOSED, True),
        (UNKNOWN, UNKNOWN, False),
        (SHIELDED, CLOSED, True),
        (SHIELDED, SHIELDED, False),
        (CLOSED, CLOSED, False),
    ],
)
def test_it_closes_where_the_widest_that_is_present_loses_everything(
    before: Exposure, after: Exposure, *, expected: bool
) -> None:
    assert closes(before, after) is expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (CLOSED, OPEN, True),
        (CLOSED, UNKNOWN, True),
        (OPEN, CLOSED, False),
        (OPEN, OPEN, False),
        (_reaching(Audience.PUBLIC, ("anyone",), READ), _reaching(Audience.PUBLIC, ("anyone",), WRITE), True),
        (_reaching(Audience.PUBLIC, ("anyone",), READ), _reaching(Audience.EXTERNAL, ("x",), READ), False),
        (_reaching(Audience.PUBLIC, ("anyone",), READ), _reaching(Audience.EXTERNAL, ("x",), WRITE), True),
        (_reaching(Audience.EXTERNAL, ("x",), READ), _reaching(Audience.ORGANIZATION, ("y",), WRITE), False),
    ],
)
def test_whoever_gets_in_that_did_not_or_can_do_more_makes_it_wider(
    before: Exposure, after: Exposure, *, expected: bool
) -> None:
    assert widened(before, after) is expected


def test_each_audience_is_told_what_it_loses_keeps_and_gains() -> None:
    before = _reaching(Audience.PUBLIC, ("anyone",), LIST, READ)
    after = _reaching(Audience.PUBLIC, ("anyone",), READ, WRITE)
    [told] = access(before, after)
    assert told == Access(
        audience=Audience.PUBLIC, who=("anyone",), loses=(LIST,), keeps=(READ,), gains=(WRITE,)
    )


def test_of_named_outsiders_those_who_go_and_who_come_are_told_apart_from_those_who_stay() -> None:
    before = _reaching(Audience.EXTERNAL, ("a", "b"), READ)
    after = _reaching(Audience.EXTERNAL, ("b", "c"), READ)
    assert [(one.who, one.loses, one.keeps, one.gains) for one in access(before, after)] == [
        (("a",), (READ,), (), ()),
        (("c",), (), (), (READ,)),
        (("b",), (), (READ,), ()),
    ]


def test_an_audience_that_goes_and_one_that_comes_are_both_told_the_widest_first() -> None:
    before = _reaching(Audience.PUBLIC, ("anyone",), READ)
    after = _reaching(Audience.EXTERNAL, ("x",), READ)
    told = access(before, after)
    assert [(one.audience, one.loses, one.keeps, one.gains) for one in told] == [
        (Audience.PUBLIC, (READ,), (), ()),
        (Audience.EXTERNAL, (), (READ,), ()),
    ]


def test_who_is_among_everyone_again_loses_nothing() -> None:
    before = _reaching(Audience.EXTERNAL, ("x",), READ)
    after = _reaching(Audience.PUBLIC, ("anyone",), READ)
    [told] = access(before, after)
    assert (told.audience, told.loses, told.gains) == (Audience.PUBLIC, (), (READ,))


def test_outsiders_who_take_the_place_of_others_are_told_apart_from_them() -> None:
    before = _reaching(Audience.EXTERNAL, ("a",), READ)
    after = _reaching(Audience.EXTERNAL, ("b",), READ)
    assert [(one.who, one.loses, one.gains) for one in access(before, after)] == [
        (("a",), (READ,), ()),
        (("b",), (), (READ,)),
    ]


def test_a_held_grant_that_goes_closes_what_is_shielded() -> None:
    more = Held(audience=Audience.PUBLIC, capabilities=(READ,), evidence=0, by=(0,))
    both = Exposure(state=State.SHIELDED, held=(more, *SHIELDED.held))
    assert closes(both, SHIELDED)


def test_what_was_not_read_is_not_foreseen(workshop: Workshop) -> None:
    before, plan = workshop.finding(), workshop.plan("bolt")
    facts = {name: owners for name, owners in before.facts.items() if name != "notice"}
    foreseen = foresee(CHEST, msgspec.structs.replace(before, facts=facts), plan.changes, Ours())
    assert set(foreseen.facts) == set(before.facts) - {"notice"}
