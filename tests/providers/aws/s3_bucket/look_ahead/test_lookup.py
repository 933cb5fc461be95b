"""Lookups come in their order; one that fails is said to have failed, and the next is made all the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ajar.model.change import Consequence, Topic
from ajar.providers.aws.s3_bucket.look_ahead.lookup import Lookup, looked_up, needed, reassurance
from ajar.providers.kind import (
    Ahead,
    Busy,
    CloudError,
    Denied,
    Expired,
    Gone,
    Malformed,
    NoCredentials,
    Off,
    Reader,
    Unreachable,
)
from clouds.foreseen import Unasked, changed, of_facts
from clouds.s3_facts import facts

AHEAD = changed(of_facts(facts()))


def fails(error: CloudError) -> Lookup:
    def look(_reader: Reader, _ahead: Ahead) -> Iterator[Consequence]:
        yield reassurance(Topic.ACCESS, "seen")
        raise error

    return Lookup(name="first", look=look, topic=Topic.ACCESS, permissions=("b", "a"))


def second(_reader: Reader, _ahead: Ahead) -> Iterator[Consequence]:
    yield reassurance(Topic.BREAKS, "second")


SECOND = Lookup(name="second", look=second, permissions=("a",))


@pytest.mark.parametrize("error", [Busy, Gone, Malformed, NoCredentials, Off, Unreachable, Denied])
def test_a_failure_ends_its_own_lookup_and_is_said_with_its_permission(error: type[CloudError]) -> None:
    told = list(looked_up((fails(error("no", "s3:Missing")), SECOND), Unasked(), AHEAD))
    assert [one.code for one in told] == ["seen", "ahead_first_not_known", "second"]
    assert (told[1].known, told[1].topic, told[1].permission) == (False, Topic.ACCESS, "s3:Missing")


def test_credentials_that_are_over_end_it_all() -> None:
    with pytest.raises(Expired):
        list(looked_up((fails(Expired("over")), SECOND), Unasked(), AHEAD))


def test_what_all_of_them_need_is_each_permission_once() -> None:
    assert needed((fails(Denied()), SECOND)) == ("a", "b")
