"""What is called ours: an input of the judge, by account, and what was found is judged again by it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from ajar.jobs.audit import now
from ajar.jobs.keeping import keep_apart
from ajar.jobs.whose import judge_stored, said_of, seen_otherwise, whose
from ajar.model.access import Audience, State
from ajar.model.ours import Ours, Own, OwnKind, ours_of
from ajar.store import Store, findings, open_store, runs
from ajar.store import ours as said
from verdicts import ACCOUNT, bucket, policy, statement

PARTNER = Own(kind=OwnKind.ACCOUNT, value="993812042210", name="the agency")
DROP = bucket(policy=policy(statement("Drop", {"AWS": PARTNER.value})))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "ajar.db") as opened:
        keep_apart(opened, [DROP], "acme")
        yield opened


def test_what_reaches_only_ours_is_no_outsiders_and_is_judged_without_a_network(store: Store) -> None:
    said.put(store, PARTNER)
    moved = {one.after.resource.name: one for one in judge_stored(store)}
    one = moved[DROP.resource.name]
    assert (one.before.exposure.state, one.after.exposure.state) == (State.SHARED, State.CLOSED)
    kept = findings.finding(store, ACCOUNT, DROP.resource.id)
    assert kept is not None
    assert kept.exposure == one.after.exposure
    assert judge_stored(store) == ()
    said.remove(store, PARTNER)
    assert [one.after.exposure.state for one in judge_stored(store)] == [State.SHARED]


def test_however_many_stand_otherwise_it_is_one_run_and_only_a_new_chip_is_told(store: Store) -> None:
    text = policy(statement("Drop", {"AWS": PARTNER.value}))
    others = [bucket(f"a{n}", policy=text.replace(DROP.resource.name, f"a{n}")) for n in range(3)]
    keep_apart(store, others, "acme")
    before = runs.begin(store, now())
    said.put(store, PARTNER)
    moved = judge_stored(store)
    assert len(moved) == 4
    assert runs.begin(store, now()) == before + 2
    told = {(old.state, new.audience) for old, new in seen_otherwise(moved)}
    assert told == {(State.SHARED, Audience.ORGANIZATION)}
    same = dataclasses.replace(moved[0], before=moved[0].after)
    assert seen_otherwise([same]) == ()


def test_what_is_ours_for_one_client_is_an_outsider_for_another(store: Store) -> None:
    said.put(store, Own(kind=OwnKind.ACCOUNT, value=PARTNER.value, account="globex"))
    assert judge_stored(store) == ()
    assert said_of(store, "globex").accounts == {PARTNER.value}
    assert said_of(store, "acme").accounts == frozenset()


def test_an_account_is_its_own_also_where_no_run_says_so(store: Store) -> None:
    assert whose(store, "acme", ACCOUNT).accounts == {ACCOUNT}
    said.put(store, PARTNER)
    assert whose(store, "acme", ACCOUNT).accounts == {ACCOUNT, PARTNER.value}


def test_each_kind_is_handed_to_the_judge_as_what_it_is() -> None:
    found = ours_of([Own(kind=kind, value=kind.value) for kind in OwnKind])
    assert found == Ours(
        accounts=frozenset({"account"}),
        organizations=frozenset({"organization"}),
        domains=frozenset({"domain"}),
        groups=frozenset({"group"}),
        addresses=frozenset({"address"}),
        canonical_ids=frozenset({"canonical_id"}),
    )


def test_one_is_there_once_and_gone_when_it_is_removed(store: Store) -> None:
    said.put(store, PARTNER)
    said.put(store, Own(kind=OwnKind.ACCOUNT, value=PARTNER.value, name="the studio"))
    assert [one.name for one in said.everything(store)] == ["the studio"]
    assert said.remove(store, PARTNER)
    assert not said.remove(store, PARTNER)
