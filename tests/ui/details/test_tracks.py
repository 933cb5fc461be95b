"""The ways in as the picture shows them: who comes, by which doors, and where a way ends."""

from __future__ import annotations

import pytest

import verdicts
from ajar.model.access import Audience
from ajar.model.exposure import GateState
from ajar.model.finding import Finding
from ajar.ui.details.tracks import MOST, Track, deciding, more, tracks


def drawn(finding: Finding) -> tuple[Track, ...]:
    return tracks(finding.resource.provider, finding.exposure)


def test_an_open_bucket_has_a_way_that_arrives_through_open_doors() -> None:
    [track] = drawn(verdicts.open_by_policy())
    assert track.arrives is True
    assert {stop.state for stop in track.stops} == {GateState.OPEN}
    assert [stop.setting for stop in track.stops] == ["policy", "account_block", "bucket_block"]


def test_the_grant_stands_first_and_leads_to_its_evidence() -> None:
    [track] = drawn(verdicts.open_by_policy())
    assert track.stops[0].grant
    assert track.stops[0].evidence == 0
    assert not any(stop.grant for stop in track.stops[1:])


def test_a_held_way_comes_to_its_shut_doors_last() -> None:
    for track in drawn(verdicts.held_twice()):
        assert track.arrives is False
        states = [stop.state for stop in track.stops]
        assert states == sorted(states, key=lambda state: state is GateState.SHUT)
        assert states[-1] is GateState.SHUT


def test_the_door_that_decides_is_the_shut_one() -> None:
    assert deciding(drawn(verdicts.held_twice())[0]).setting == "bucket_block"
    assert deciding(drawn(verdicts.open_by_policy())[0]).setting == "policy"


@pytest.mark.parametrize("finding", [verdicts.denied(), verdicts.undecided()], ids=["denied", "condition"])
def test_what_is_not_known_is_never_drawn_as_open_or_shut(finding: Finding) -> None:
    for track in drawn(finding):
        assert track.arrives is None
        assert {stop.state for stop in track.stops} == {GateState.UNKNOWN}


def test_proven_ways_come_before_held_ones() -> None:
    ways = drawn(verdicts.open_and_held())
    assert [track.arrives for track in ways] == [True, True, False]
    assert "website" in ways[1].told


def test_the_audience_goes_with_the_way() -> None:
    assert drawn(verdicts.open_to_holders())[0].audience is Audience.AUTHENTICATED
    assert drawn(verdicts.shared())[0].audience is Audience.EXTERNAL


def test_grants_that_look_the_same_are_one_way() -> None:
    outsiders = [f"arn:aws:iam::9999888877{number}:root" for number in range(10, 40)]
    statements = [verdicts.statement(name[-7:-5], {"AWS": name}) for name in outsiders]
    finding = verdicts.bucket(policy=verdicts.policy(*statements))
    [track] = drawn(finding)
    assert len(finding.exposure.ways) == 30
    assert track.stops[0].word == "30 grants"


def test_a_closed_bucket_has_no_way() -> None:
    assert drawn(verdicts.closed()) == ()


def test_ways_beyond_what_can_be_drawn_are_counted() -> None:
    [track] = drawn(verdicts.open_by_policy())
    assert more([track] * MOST) == ""
    assert "3" in more([track] * (MOST + 3))
