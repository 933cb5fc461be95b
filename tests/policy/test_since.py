"""What became of an exposure between two checks, by the two verdicts alone."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from ajar.model.access import Audience, Capability, State
from ajar.model.exposure import Exposure, Reach
from ajar.model.moved import NEW, Moved
from ajar.model.ours import AccessException
from ajar.policy.since import moved

READ, LIST = Capability.READ, Capability.LIST
CLOSED = Exposure(state=State.CLOSED)
UNKNOWN = Exposure(state=State.UNKNOWN, at_most=Audience.PUBLIC)


def opened(*able: Capability, audience: Audience = Audience.PUBLIC) -> Exposure:
    reach = Reach(audience=audience, who=("anyone",), capabilities=able)
    return Exposure(state=State.OPEN, audience=audience, capabilities=able, at_most=audience, all=(reach,))


def shared(*who: str) -> Exposure:
    reach = Reach(audience=Audience.EXTERNAL, who=who, capabilities=(READ,))
    return Exposure(
        state=State.SHARED,
        audience=Audience.EXTERNAL,
        capabilities=(READ,),
        at_most=Audience.EXTERNAL,
        all=(reach,),
    )


ONE, OTHER = "111122223333", "999988887777"
MEANT = msgspec.structs.replace(
    opened(READ),
    exception=AccessException(
        audience=Audience.PUBLIC,
        capabilities=(READ,),
        reason="the website",
        by="Ana",
        until=date(2027, 1, 1),
    ),
)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (None, opened(READ), Moved.OPENED),
        (CLOSED, opened(READ), Moved.OPENED),
        (UNKNOWN, opened(READ), Moved.OPENED),
        (MEANT, opened(READ), Moved.OPENED),
        (opened(READ), opened(READ, LIST), Moved.WIDER),
        (opened(READ, audience=Audience.AUTHENTICATED), opened(READ), Moved.WIDER),
        (opened(READ, LIST), opened(READ), Moved.NARROWER),
        (opened(READ), opened(READ), None),
        (opened(READ), CLOSED, Moved.CLOSED),
        (opened(READ), MEANT, Moved.MEANT),
        (opened(READ), UNKNOWN, Moved.UNCHECKED),
        (CLOSED, UNKNOWN, Moved.UNCHECKED),
        (None, UNKNOWN, Moved.UNCHECKED),
        (None, shared(ONE), Moved.WIDER),
        (CLOSED, shared(ONE), Moved.WIDER),
        (shared(ONE), shared(ONE, OTHER), Moved.WIDER),
        (shared(ONE), shared(f"arn:aws:iam::{ONE}:role/reader"), None),
        (shared(ONE, OTHER), shared(OTHER), Moved.NARROWER),
        (shared(ONE), CLOSED, Moved.NARROWER),
        (shared(ONE), UNKNOWN, Moved.UNCHECKED),
        (opened(READ), shared(ONE), Moved.CLOSED),
        (UNKNOWN, UNKNOWN, None),
        (UNKNOWN, CLOSED, None),
        (None, CLOSED, None),
        (CLOSED, CLOSED, None),
        (MEANT, MEANT, None),
        (opened(READ), None, Moved.GONE),
        (CLOSED, None, None),
        (None, None, None),
    ],
)
def test_what_became_of_it(before: Exposure | None, after: Exposure | None, said: Moved | None) -> None:
    assert moved(before, after) is said


def test_nothing_that_got_better_is_new() -> None:
    assert {Moved.CLOSED, Moved.NARROWER, Moved.GONE, Moved.MEANT}.isdisjoint(NEW)
