"""The laws that every kind of resource keeps, run over all of them against the fake clouds."""

from __future__ import annotations

import builtins
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from datetime import UTC, datetime
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ajar.jobs.examine import examine, judged
from ajar.jobs.foresee import closes, foresee, widened
from ajar.jobs.offers import offers, planned
from ajar.model.access import State
from ajar.model.change import Change, Offer, Topic, undone
from ajar.model.exposure import Exposure
from ajar.model.facts import Fact, Facts, Reading, Reason, Unread, replaced
from ajar.model.finding import Finding, facts_equal
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.model.scan import FindingRecord, record
from ajar.model.scan import finding as restored
from ajar.providers import PROVIDERS
from ajar.providers.kind import Ahead, Denied, Kind, Refused, Session
from ajar.providers.reader import reader
from ajar.words import SENTENCES
from clouds.applying import apply, verify
from clouds.fakes import Served, served

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
KINDS = [kind for provider in PROVIDERS for kind in provider.kinds]
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


@pytest.fixture
def cloud(kind: Kind) -> Iterator[Served]:
    """The company's cloud of this kind's provider, as nobody has touched it."""
    with served(kind.provider) as found:
        yield found


def _found(
    kind: Kind, cloud: Served, *, second_opinion: bool = False
) -> Iterator[tuple[Session, Ours, Finding]]:
    for session in cloud.sessions:
        ours, once = session.identity().ours, reader(session)
        for resource in kind.list(once):
            yield session, ours, examine(once, kind, resource, ours, AT, second_opinion=second_opinion)


@every_kind
def test_writing_back_what_was_read_changes_nothing(kind: Kind, cloud: Served) -> None:
    written = 0
    for session, ours, before in list(_found(kind, cloud)):
        for setting in kind.settings:
            for owner in setting.of(before.resource, before.facts):
                known = before.facts.get(setting.name, {}).get(owner.id)
                if setting.write is None or not isinstance(known, Fact):
                    continue
                fresh = setting.read(reader(session), owner)
                # A provider does not take back a public policy under a block: then nothing changes either.
                with suppress(Refused, Denied):
                    setting.write(session, owner, fresh.value, fresh.value, fresh.token)
                    written += 1
        after = verify(session, kind, before.resource, ours, AT)
        assert facts_equal(after.facts, before.facts)
        assert after.exposure == before.exposure
    assert written > len(kind.settings)


def _plans(kind: Kind, finding: Finding, ours: Ours) -> Iterator[tuple[Offer, tuple[Change, ...]]]:
    """Every fix that applies, with its changes; what it leaves to choose is as it offers itself."""
    for offer in offers(kind, finding, ours):
        chosen = {choice.name: choice.value or choice.sample for choice in offer.choices}
        yield offer, planned(kind, finding, offer.fix, ours, chosen).changes


@every_kind
def test_a_fix_does_what_was_foreseen_never_widens_and_can_be_undone(kind: Kind, cloud: Served) -> None:
    made: set[str] = set()
    for session, ours, before in list(_found(kind, cloud)):
        for offer, changes in _plans(kind, before, ours):
            foreseen = foresee(kind, before, changes, ours)
            assert not widened(before.exposure, foreseen.exposure)
            assert offer.closes is closes(before.exposure, foreseen.exposure)
            assert not offer.closes or foreseen.exposure.state is not State.OPEN
            kept = deepcopy(cloud.cloud.world)
            apply(session, kind, changes)
            after = verify(session, kind, before.resource, ours, AT)
            assert facts_equal(after.facts, foreseen.facts), offer.fix
            assert after.exposure == foreseen.exposure, offer.fix
            made.add(offer.fix)
            refused = _undo_is_refused(kind, session, before, changes, ours)
            try:
                apply(session, kind, undone(changes))
            except (Denied, Refused):
                # What a block held is not taken back under it either.
                assert refused or before.exposure.held, offer.fix
                setattr(cloud.cloud, "world", kept)  # noqa: B010 - whichever cloud it is, as it was
                continue
            assert not refused, offer.fix
            again = verify(session, kind, before.resource, ours, AT)
            assert facts_equal(again.facts, before.facts), offer.fix
            assert again.exposure == before.exposure, offer.fix
    assert made == {fix.name for fix in kind.fixes}, "the company has no use for some fix"


def _undo_is_refused(
    kind: Kind, session: Session, before: Finding, changes: tuple[Change, ...], ours: Ours
) -> bool:
    """Whether what was looked up says that it cannot be put back: by codes that begin so."""
    after = foresee(kind, before, changes, ours)
    ahead = Ahead(finding=before, changes=changes, after=after, ours=ours, at=AT)
    found = kind.look_ahead(reader(session), ahead)
    return any(one.topic is Topic.UNDO and one.code.startswith("undo_refused") for one in found)


@every_kind
def test_every_fix_has_words(kind: Kind) -> None:
    assert {f"fix_{fix.name}" for fix in kind.fixes} <= set(SENTENCES)


@every_kind
def test_the_fixes_of_a_finding_are_those_that_close_it(kind: Kind, cloud: Served) -> None:
    offered = 0
    for _, ours, before in _found(kind, cloud):
        plans = {offer.fix: changes for offer, changes in _plans(kind, before, ours) if offer.closes}
        assert before.fixes == tuple(plans)
        for changes in plans.values():
            after = foresee(kind, before, changes, ours)
            assert after.exposure != before.exposure
            assert not widened(before.exposure, after.exposure)
            assert after.exposure.state is not State.OPEN
            offered += 1
    assert offered


@every_kind
def test_every_read_that_is_denied_moves_no_verdict_to_something_narrower(kind: Kind, cloud: Served) -> None:
    for _, ours, finding in _found(kind, cloud):
        _assert_unread_never_narrows(kind, finding.resource, finding.facts, ours)


@every_kind
def test_a_finding_that_is_not_closed_has_a_witness_or_says_what_it_lacks(kind: Kind, cloud: Served) -> None:
    for _, _, finding in _found(kind, cloud):
        exposure = finding.exposure
        if exposure.state in (State.OPEN, State.SHARED):
            assert exposure.witness is not None, finding.resource.name
            assert exposure.ways
        if exposure.state is State.UNKNOWN:
            assert exposure.unknown, finding.resource.name
        if exposure.state is State.SHIELDED:
            assert all(held.by for held in exposure.held)
        assert exposure.evidence, f"{finding.resource.name}: nothing explains it"


@every_kind
def test_evidence_points_at_characters_that_are_there(kind: Kind, cloud: Served) -> None:
    spans = 0
    for _, _, finding in _found(kind, cloud):
        for evidence in finding.exposure.evidence:
            if evidence.span is None:
                continue
            fact = finding.facts[evidence.setting][evidence.owner]
            assert isinstance(fact, Fact)
            value = fact.value
            text = value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False)
            start, end = evidence.span
            assert 0 <= start < end <= len(text)
            json.loads(text[start:end])
            spans += 1
    assert spans


SCALARS = st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=12)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
)
UNREAD = st.builds(Unread, reason=st.sampled_from(Reason), permission=st.just("some:Permission"))


@pytest.fixture(scope="module")
def harvest() -> dict[str, list[tuple[Finding, Ours]]]:
    """Real findings of each kind, with second opinions, whose values the generated facts are made of."""
    found: dict[str, list[tuple[Finding, Ours]]] = {}
    for kind in KINDS:
        with served(kind.provider) as cloud:
            read = _found(kind, cloud, second_opinion=True)
            found[kind.name] = [(finding, ours) for _, ours, finding in read]
    return found


def _values(kind: Kind, findings: list[tuple[Finding, Ours]]) -> dict[str, list[Any]]:
    values: dict[str, list[Any]] = {one.name: [None] for one in (*kind.settings, *kind.opinions)}
    for finding, _ in findings:
        for name, owners in finding.facts.items():
            values[name] += [fact.value for fact in owners.values() if isinstance(fact, Fact)]
    return values


@st.composite
def _facts(draw: st.DrawFn, kind: Kind, resource: Resource, values: dict[str, list[Any]]) -> Facts:
    """Facts of this kind: mostly such as are really read, mixed from many resources, some wild or missing."""
    facts: dict[str, dict[str, Reading]] = {}
    for setting in (*kind.settings, *kind.opinions):
        for owner in setting.of(resource, facts):
            choice = draw(st.integers(0, 9))
            if choice == 0:
                continue
            if choice == 1:
                fact: Reading = Fact(draw(JSON))
            elif choice == 2:
                fact = draw(UNREAD)
            else:
                fact = Fact(draw(st.sampled_from(values[setting.name])))
            facts.setdefault(setting.name, {})[owner.id] = fact
    return facts


QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
GENERATED = settings(max_examples=100, deadline=None, suppress_health_check=QUIET)


@every_kind
@settings(max_examples=300, deadline=None, suppress_health_check=QUIET)
@given(data=st.data())
def test_judge_is_total_and_an_unread_fact_never_narrows(
    kind: Kind, harvest: dict[str, list[tuple[Finding, Ours]]], data: st.DataObject
) -> None:
    found = harvest[kind.name]
    finding, ours = data.draw(st.sampled_from(found))
    facts = data.draw(_facts(kind, finding.resource, _values(kind, found)))
    for whose in (Ours(), ours):
        _assert_unread_never_narrows(kind, finding.resource, facts, whose)
        whole = judged(kind, finding.resource, facts, whose, AT)
        for offer, changes in _plans(kind, whole, whose):
            after = foresee(kind, whole, changes, whose).exposure
            assert changes
            assert not widened(whole.exposure, after)
            assert not offer.closes or after.state is not State.OPEN


@every_kind
def test_a_second_opinion_decides_nothing(kind: Kind, harvest: dict[str, list[tuple[Finding, Ours]]]) -> None:
    opinions = {opinion.name for opinion in kind.opinions}
    heard = 0
    for finding, ours in harvest[kind.name]:
        facts = {name: owners for name, owners in finding.facts.items() if name not in opinions}
        alone = judged(kind, finding.resource, facts, ours, AT)
        assert msgspec.structs.replace(finding.exposure, caveats=alone.exposure.caveats) == alone.exposure
        assert finding.fixes == alone.fixes
        assert all(caveat in finding.exposure.caveats for caveat in alone.exposure.caveats)
        heard += len(finding.facts) - len(facts)
    assert bool(heard) is bool(opinions)


@every_kind
def test_judge_reaches_for_nothing_and_changes_nothing(
    kind: Kind, harvest: dict[str, list[tuple[Finding, Ours]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a judge reached out")

    for finding, ours in harvest[kind.name]:
        before = deepcopy(finding.facts)
        with monkeypatch.context() as without:
            for module, name in ((builtins, "open"), (socket, "socket"), (time, "time"), (os, "open")):
                without.setattr(module, name, refuse)
            exposure = kind.judge(finding.resource, finding.facts, ours, finding.read_at)
        assert exposure == finding.exposure
        assert finding.facts == before


@every_kind
@GENERATED
@given(data=st.data())
def test_facts_that_went_through_a_file_are_judged_the_same(
    kind: Kind, harvest: dict[str, list[tuple[Finding, Ours]]], data: st.DataObject
) -> None:
    found = harvest[kind.name]
    finding, ours = data.draw(st.sampled_from(found))
    facts = data.draw(_facts(kind, finding.resource, _values(kind, found)))
    whole = judged(kind, finding.resource, facts, ours, AT)
    kept = msgspec.json.decode(msgspec.json.encode(record(whole, facts=True)), type=FindingRecord)
    assert kind.judge(finding.resource, restored(kept).facts, ours, AT) == whole.exposure


@every_kind
@GENERATED
@given(data=st.data(), chance=st.randoms(use_true_random=False))
def test_the_order_of_what_was_read_means_nothing(
    kind: Kind, harvest: dict[str, list[tuple[Finding, Ours]]], data: st.DataObject, chance: Random
) -> None:
    found = harvest[kind.name]
    finding, ours = data.draw(st.sampled_from(found))
    facts = data.draw(_facts(kind, finding.resource, _values(kind, found)))
    turned = {
        name: {owner: _turned(fact, chance) for owner, fact in owners.items()}
        for name, owners in facts.items()
    }
    assert _in_short(kind.judge(finding.resource, turned, ours, AT)) == _in_short(
        kind.judge(finding.resource, facts, ours, AT)
    )


def _in_short(exposure: Exposure) -> tuple[object, ...]:
    reaches = [(reach.audience, reach.capabilities, frozenset(reach.who)) for reach in exposure.all]
    return (exposure.state, exposure.audience, exposure.at_most, exposure.capabilities, reaches)


def _turned(fact: Reading, chance: Random) -> Reading:
    return Fact(_shuffled(fact.value, chance)) if isinstance(fact, Fact) else fact


def _shuffled(value: Any, chance: Random) -> Any:  # noqa: ANN401 - a setting's JSON
    """The value with every list in another order, in a policy's text as well: all of them mean sets."""
    if isinstance(value, list):
        return chance.sample([_shuffled(item, chance) for item in value], len(value))
    if isinstance(value, dict):
        return {key: _shuffled(item, chance) for key, item in value.items()}
    if isinstance(value, str) and value.startswith("{"):
        with suppress(ValueError):
            return json.dumps(_shuffled(json.loads(value), chance))
    return value


STILL_SHUT = {State.CLOSED: (State.SHIELDED,)}
"""A gate that is proven shut stops what was not read as well: what was closed is then shielded."""


def _assert_unread_never_narrows(kind: Kind, resource: Resource, facts: Facts, ours: Ours) -> None:
    before = kind.judge(resource, facts, ours, AT)
    assert isinstance(before, Exposure)
    assert before.at_most.width >= before.audience.width
    for name, owners in facts.items():
        for owner in owners:
            unread = Unread(reason=Reason.DENIED, permission="some:Permission")
            after = kind.judge(resource, replaced(facts, name, owner, unread), ours, AT)
            said = f"{name} of {owner} unread: {before.state} became {after.state}"
            assert after.state in (before.state, State.UNKNOWN, *STILL_SHUT.get(before.state, ())), said
            assert after.at_most.width >= before.at_most.width, said
