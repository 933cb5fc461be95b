"""Two verdicts on one resource: what widens it and what closes it, state by state."""

from __future__ import annotations

import pytest

from ajar.model.access import Audience, Capability, State
from ajar.model.exposure import Exposure, Held, Reach
from ajar.policy.compared import closes, widened

PRIVATE, EXTERNAL, PUBLIC = Audience.PRIVATE, Audience.EXTERNAL, Audience.PUBLIC
READ, WRITE = Capability.READ, Capability.WRITE
HELD = Held(audience=PUBLIC, evidence=0, by=(0,))


def verdict(state: State, audience: Audience, at_most: Audience, *can: Capability, held: int = 0) -> Exposure:
    """A verdict of one audience."""
    reach = (Reach(audience=audience, capabilities=can),) if can else ()
    return Exposure(state=state, audience=audience, at_most=at_most, all=reach, held=(HELD,) * held)


CLOSED = verdict(State.CLOSED, PRIVATE, PRIVATE)
SHARED = verdict(State.SHARED, EXTERNAL, EXTERNAL, READ)
OPEN = verdict(State.OPEN, PUBLIC, PUBLIC, READ)
UNKNOWN = verdict(State.UNKNOWN, PRIVATE, PUBLIC)
LESS_UNKNOWN = verdict(State.UNKNOWN, PRIVATE, EXTERNAL)
SHIELDED = verdict(State.SHIELDED, PRIVATE, PRIVATE, held=2)


@pytest.mark.parametrize(
    ("before", "after", "does"),
    [
        (OPEN, SHARED, True),
        (OPEN, UNKNOWN, True),
        (OPEN, verdict(State.OPEN, PUBLIC, PUBLIC, WRITE), False),
        (UNKNOWN, LESS_UNKNOWN, True),
        (UNKNOWN, UNKNOWN, False),
        (SHARED, CLOSED, True),
        (SHARED, SHARED, False),
        (SHIELDED, verdict(State.SHIELDED, PRIVATE, PRIVATE, held=1), True),
        (SHIELDED, SHIELDED, False),
        (CLOSED, CLOSED, False),
    ],
)
def test_it_closes_where_the_widest_that_is_there_is_gone(
    before: Exposure,
    after: Exposure,
    does: bool,  # noqa: FBT001 - the row's answer
) -> None:
    assert closes(before, after) is does


def test_more_people_or_more_that_they_can_do_is_wider() -> None:
    more = verdict(State.SHARED, EXTERNAL, EXTERNAL, READ, WRITE)
    for narrow, wide in ((CLOSED, SHARED), (SHARED, OPEN), (CLOSED, UNKNOWN), (SHARED, more), (OPEN, more)):
        assert widened(narrow, wide)
    for before, after in ((OPEN, SHARED), (more, SHARED), (UNKNOWN, CLOSED), (SHIELDED, CLOSED)):
        assert not widened(before, after)


def test_more_files_is_wider_and_fewer_is_not() -> None:
    def within(*names: str, audience: Audience = PUBLIC) -> Exposure:
        reach = Reach(audience=audience, capabilities=(READ,), within=names)
        return Exposure(state=State.OPEN, audience=audience, at_most=audience, all=(reach,))

    assert widened(within("public/"), within())
    assert widened(within("public/"), within("public/", "private/"))
    assert not widened(within(), within("public/"))
    assert not widened(within("public/"), within("public/img/"))
    assert not widened(within("public/"), within("public/", audience=EXTERNAL))


def test_what_everyone_could_do_is_nothing_new_to_some() -> None:
    assert not widened(verdict(State.OPEN, PUBLIC, PUBLIC, READ, WRITE), SHARED)
