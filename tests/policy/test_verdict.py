"""From grants to the verdict: the order of states, what is proven, what is possible, and what is held."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ajar.model.access import Audience, Capability, State
from ajar.model.exposure import Caveat, Evidence, Exposure, Gate, GateState, Unknown, Witness
from ajar.model.facts import Reason
from ajar.model.grant import Grant
from ajar.policy.verdict import decide

OPEN = Gate(gate="bucket_block", state=GateState.OPEN, code="block_off", setting="block", owner="b")
SHUT = Gate(gate="account_block", state=GateState.SHUT, code="block_on", setting="block", owner="a")
UNREAD = Gate(
    gate="account_block",
    state=GateState.UNKNOWN,
    code="block_unread",
    setting="block",
    owner="a",
    reason=Reason.DENIED,
    permission="s3:GetAccountPublicAccessBlock",
)
DOUBT = Unknown(setting="policy", owner="b", reason=Reason.CONDITION, code="condition_not_understood")
READ, LIST = Capability.READ, Capability.LIST
AUDIENCES = list(Audience)


def grant(
    audience: Audience,
    *capabilities: Capability,
    gates: tuple[Gate, ...] = (OPEN,),
    doubts: tuple[Unknown, ...] = (),
    pointer: str = "/Statement/0",
) -> Grant:
    """A grant by a policy's statement."""
    return Grant(
        audience=audience,
        capabilities=frozenset(capabilities),
        evidence=Evidence(setting="policy", owner="b", pointer=pointer, code="lets_in"),
        who=(audience.value,),
        gates=gates,
        doubts=doubts,
        witness=Witness(who=audience.value, action=f"do {len(capabilities)}", target="b"),
    )


PUBLIC, USERS, NET = Audience.PUBLIC, Audience.AUTHENTICATED, Audience.INTERNET
EXTERNAL, OURS = Audience.EXTERNAL, Audience.ORGANIZATION


@pytest.mark.parametrize(
    ("grants", "state", "audience", "at_most"),
    [
        pytest.param([], State.CLOSED, Audience.PRIVATE, Audience.PRIVATE, id="nothing"),
        pytest.param([grant(PUBLIC, READ)], State.OPEN, PUBLIC, PUBLIC, id="public"),
        pytest.param([grant(USERS, READ)], State.OPEN, USERS, USERS, id="authenticated"),
        pytest.param([grant(NET, READ)], State.OPEN, NET, NET, id="internet"),
        pytest.param([grant(EXTERNAL, READ)], State.SHARED, EXTERNAL, EXTERNAL, id="external"),
        pytest.param([grant(OURS, READ)], State.CLOSED, OURS, OURS, id="ours"),
        pytest.param(
            [grant(PUBLIC, READ, gates=(OPEN, SHUT))],
            State.SHIELDED,
            Audience.PRIVATE,
            Audience.PRIVATE,
            id="held",
        ),
        pytest.param(
            [grant(OURS, READ, gates=(SHUT,))],
            State.CLOSED,
            Audience.PRIVATE,
            Audience.PRIVATE,
            id="what is ours needs no shield",
        ),
        pytest.param(
            [grant(PUBLIC, READ, gates=(UNREAD,))],
            State.UNKNOWN,
            Audience.PRIVATE,
            PUBLIC,
            id="gate not read",
        ),
        pytest.param(
            [grant(PUBLIC, READ, gates=(UNREAD, SHUT))],
            State.SHIELDED,
            Audience.PRIVATE,
            Audience.PRIVATE,
            id="one gate that is shut is enough",
        ),
        pytest.param(
            [grant(PUBLIC, doubts=(DOUBT,))], State.UNKNOWN, Audience.PRIVATE, PUBLIC, id="in doubt"
        ),
        pytest.param(
            [grant(PUBLIC, doubts=(DOUBT,), gates=(SHUT,))],
            State.SHIELDED,
            Audience.PRIVATE,
            Audience.PRIVATE,
            id="in doubt, but held",
        ),
        pytest.param(
            [grant(OURS, doubts=(DOUBT,))], State.CLOSED, Audience.PRIVATE, OURS, id="in doubt among ours"
        ),
        pytest.param(
            [grant(EXTERNAL, READ), grant(PUBLIC, doubts=(DOUBT,))],
            State.UNKNOWN,
            EXTERNAL,
            PUBLIC,
            id="shared, perhaps public",
        ),
        pytest.param(
            [grant(PUBLIC, READ), grant(EXTERNAL, doubts=(DOUBT,))],
            State.OPEN,
            PUBLIC,
            PUBLIC,
            id="public, perhaps shared",
        ),
        pytest.param(
            [grant(USERS, READ), grant(PUBLIC, doubts=(DOUBT,))],
            State.OPEN,
            USERS,
            PUBLIC,
            id="open, perhaps wider",
        ),
        pytest.param(
            [grant(EXTERNAL, READ), grant(PUBLIC, READ, gates=(SHUT,))],
            State.SHARED,
            EXTERNAL,
            EXTERNAL,
            id="shared, and something held",
        ),
    ],
)
def test_the_first_state_that_applies(
    grants: list[Grant], state: State, audience: Audience, at_most: Audience
) -> None:
    exposure = decide(grants)
    assert (exposure.state, exposure.audience, exposure.at_most) == (state, audience, at_most)


def test_capabilities_are_those_of_the_widest_audience_and_every_audience_is_listed() -> None:
    exposure = decide(
        [
            grant(EXTERNAL, Capability.WRITE, pointer="/1"),
            grant(PUBLIC, READ, pointer="/2"),
            grant(PUBLIC, LIST, pointer="/3"),
        ]
    )
    assert exposure.capabilities == (LIST, READ)
    assert [(reach.audience, reach.capabilities, reach.who) for reach in exposure.all] == [
        (PUBLIC, (LIST, READ), ("public",)),
        (EXTERNAL, (Capability.WRITE,), ("external",)),
    ]
    assert [exposure.evidence[exposure.ways[way].evidence].pointer for way in exposure.all[0].ways] == [
        "/2",
        "/3",
    ]


def test_the_witness_is_the_one_of_the_widest_grant_that_gives_most() -> None:
    exposure = decide(
        [grant(EXTERNAL, LIST, READ), grant(PUBLIC, READ), grant(PUBLIC, LIST, READ, pointer="/2")]
    )
    assert exposure.witness is not None
    assert (exposure.witness.who, exposure.witness.action) == ("public", "do 2")
    assert decide([grant(OURS, READ)]).witness is None


def test_a_held_grant_names_the_gates_that_hold_it_and_no_others() -> None:
    exposure = decide([grant(PUBLIC, LIST, READ, gates=(OPEN, SHUT, UNREAD))])
    (held,) = exposure.held
    assert [exposure.gates[index] for index in held.by] == [SHUT]
    assert (held.audience, held.capabilities, held.who) == (PUBLIC, (LIST, READ), ("public",))
    assert exposure.unknown == ()


def test_what_is_unknown_says_why_and_of_which_grant() -> None:
    exposure = decide([grant(PUBLIC, READ, doubts=(DOUBT,), gates=(OPEN, UNREAD))])
    assert [(u.setting, u.reason, u.permission, u.owner) for u in exposure.unknown] == [
        ("policy", Reason.CONDITION, "", "b"),
        ("block", Reason.DENIED, "s3:GetAccountPublicAccessBlock", "a"),
    ]
    assert {unknown.evidence for unknown in exposure.unknown} == {0}


def test_what_two_grants_share_stands_there_once() -> None:
    exposure = decide([grant(PUBLIC, READ), grant(EXTERNAL, READ)])
    assert (len(exposure.evidence), len(exposure.gates), len(exposure.ways)) == (1, 1, 1)


def test_absences_are_evidence_and_caveats_are_kept() -> None:
    absence, caveat = (
        Evidence(setting="policy", owner="b", code="policy_not_set"),
        Caveat(code="keys_not_read"),
    )
    exposure = decide([], [caveat], [absence])
    assert (exposure.evidence, exposure.caveats) == ((absence,), (caveat,))


@pytest.mark.parametrize(
    ("ends", "until"),
    [([1, 3], 3), ([1, None], None), ([None], None), ([2], 2)],
)
def test_it_ends_when_the_last_way_ends(ends: list[int | None], until: int | None) -> None:
    days = {day: datetime(2027, 1, day, tzinfo=UTC) for day in (1, 2, 3)}
    grants = [
        replace(grant(PUBLIC, READ, pointer=f"/{index}"), until=days[end] if end else None)
        for index, end in enumerate(ends)
    ]
    held = replace(grant(PUBLIC, READ, gates=(SHUT,)), until=None)
    assert decide([*grants, held]).until == (days[until] if until else None)


GRANTS = st.builds(
    grant,
    st.sampled_from(AUDIENCES[1:]),
    st.sampled_from(list(Capability)),
    gates=st.lists(st.sampled_from([OPEN, SHUT, UNREAD]), max_size=2).map(tuple),
    doubts=st.sampled_from([(), (DOUBT,)]),
    pointer=st.sampled_from(["/1", "/2", "/3"]),
)


def no_narrower(exposure: Exposure, other: Exposure) -> bool:
    """Whether the other is the same verdict, or `unknown`, or may be wider."""
    return other.at_most.width >= exposure.at_most.width and (
        other.state in {exposure.state, State.UNKNOWN} or other.at_most.width > exposure.at_most.width
    )


@given(st.lists(GRANTS, min_size=1, max_size=4), st.integers(0, 3))
def test_a_doubt_never_makes_a_verdict_narrower(grants: list[Grant], which: int) -> None:
    doubted = list(grants)
    doubted[which % len(grants)] = replace(grants[which % len(grants)], doubts=(DOUBT,))
    assert no_narrower(decide(grants), decide(doubted))


@given(st.lists(GRANTS, min_size=1, max_size=4), st.integers(0, 3))
def test_a_gate_that_is_not_read_never_makes_a_verdict_narrower(grants: list[Grant], which: int) -> None:
    unread = list(grants)
    gates = grants[which % len(grants)].gates
    unread[which % len(grants)] = replace(grants[which % len(grants)], gates=(UNREAD,) * len(gates))
    assert no_narrower(decide(grants), decide(unread))


@given(st.lists(GRANTS, max_size=5))
def test_every_index_points_at_something_and_all_is_explained(grants: list[Grant]) -> None:
    exposure = decide(grants)
    for way in exposure.ways:
        assert way.evidence < len(exposure.evidence)
        assert all(gate < len(exposure.gates) for gate in way.gates)
    assert all(way < len(exposure.ways) for reach in exposure.all for way in reach.ways)
    assert all(reach.ways for reach in exposure.all)
    if exposure.state is State.UNKNOWN:
        assert exposure.unknown
    if exposure.state is State.SHIELDED:
        assert exposure.held
    assert exposure.audience.width <= exposure.at_most.width
