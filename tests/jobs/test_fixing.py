"""A fix from sign-in to end: credentials given back, the rows it touches anew, and nothing half said."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import msgspec
import pytest

from ajar.jobs import fixing
from ajar.jobs.audit import now
from ajar.jobs.fixing import Wish, entered, find, kind_of, look_up_again, make, way_to_look
from ajar.jobs.sign_in import Way
from ajar.model.account import AwsAmbient
from ajar.model.journal import JournalEntry, JournalState
from ajar.providers.kind import Denied, Expired, NoCredentials
from ajar.store import StoreFull, findings, journal, runs
from ajar.vault import open_vault
from clouds.chests import CHEST, MORNING, Chests, Time, chest, provider_of
from workshop import Workshop, fails

LID, GATE = "lid chest:a", "gate account:1"


@pytest.fixture(autouse=True)
def _memory(monkeypatch: pytest.MonkeyPatch, workshop: Workshop) -> None:
    monkeypatch.setattr("ajar.jobs.sign_in.PROVIDERS", (provider_of(workshop.cloud),))


def _way(workshop: Workshop, account: str = "home") -> Way:
    return Way(account=account, login=AwsAmbient(), open=lambda: [workshop.cloud])


def _made(workshop: Workshop, fix: str, account: str = "home") -> fixing.Outcome:
    wish = Wish(plan=workshop.plan(fix))
    return make(workshop.store, _way(workshop, account), wish, told=workshop.told.append)


def _rows(workshop: Workshop, *names: str) -> None:
    found = [workshop.finding(name) for name in names]
    findings.keep(workshop.store, runs.begin(workshop.store, MORNING), found, "home")


def test_who_made_it_and_how_it_stood_before_is_in_the_entry_and_the_session_is_given_back(
    workshop: Workshop,
) -> None:
    outcome = _made(workshop, "bolt")
    entry = outcome.entry
    assert (entry.by, entry.account, entry.state) == ("user/ana", "home", JournalState.VERIFIED)
    assert entry.before is not None
    assert entry.before.state.value == "open"
    assert workshop.cloud.closed == 1
    assert [one.exposure.state.value for one in outcome.changed] == ["closed"]


def test_what_is_made_is_kept_as_the_row_of_its_account_and_nowhere_without_one(workshop: Workshop) -> None:
    _made(workshop, "shut", account="")
    assert findings.rows(workshop.store) == []
    workshop.cloud.set(LID, "open")
    _made(workshop, "bolt")
    [row] = findings.rows(workshop.store)
    assert (row.name, row.state.value) == ("a", "closed")


def test_every_row_that_hangs_on_what_is_shared_is_read_anew(workshop: Workshop) -> None:
    for name in ("b", "c"):
        workshop.cloud.values |= {f"lid chest:{name}": "open", f"lock chest:{name}": "loose"}
        workshop.cloud.versions |= {f"lid chest:{name}": 1, f"lock chest:{name}": 1}
    _rows(workshop, "a", "b", "c")
    plan = workshop.plan("close_gate")
    workshop.cloud.burn("c")
    outcome = make(workshop.store, _way(workshop), Wish(plan=plan), told=workshop.told.append)
    assert outcome.entry.state is JournalState.VERIFIED
    assert [one.resource.name for one in outcome.changed] == ["a", "b"]
    states = {row.name: row.state.value for row in findings.rows(workshop.store)}
    assert states == {"a": "shielded", "b": "shielded", "c": "open"}, "what cannot be read stays as it was"


def test_a_row_that_uses_nothing_of_it_is_not_read(workshop: Workshop) -> None:
    workshop.cloud.values |= {"lid chest:b": "open", "lock chest:b": "loose"}
    workshop.cloud.versions |= {"lid chest:b": 1, "lock chest:b": 1}
    _rows(workshop, "a", "b")
    outcome = _made(workshop, "bolt")
    assert [one.resource.name for one in outcome.changed] == ["a"]


def test_a_history_that_cannot_be_written_takes_back_nothing_that_was_made(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreFull("There is no room left.")

    monkeypatch.setattr(findings, "keep", full)
    outcome = _made(workshop, "bolt")
    assert outcome.entry.state is JournalState.VERIFIED
    assert [one.resource.name for one in outcome.changed] == ["a"]


def test_what_somebody_else_changed_comes_with_the_outcome(workshop: Workshop) -> None:
    plan = workshop.plan("shut")
    workshop.cloud.set(LID, "theirs")
    outcome = make(workshop.store, _way(workshop), Wish(plan=plan), told=workshop.told.append)
    assert outcome.entry.state is JournalState.CHANGED_ELSEWHERE
    assert [one.found for one in outcome.drift] == ["theirs"]
    assert outcome.changed == ()


def test_who_cannot_sign_in_changes_nothing_and_leaves_no_entry(workshop: Workshop) -> None:
    plan = workshop.plan("shut")

    def closed() -> list[Chests]:
        raise Expired("sign in again")

    way = Way(account="home", login=AwsAmbient(), open=closed)
    with pytest.raises(Expired):
        make(workshop.store, way, Wish(plan=plan), told=workshop.told.append)
    workshop.cloud.before = fails(Denied("who?"), "identity")
    with pytest.raises(Denied):
        make(workshop.store, _way(workshop), Wish(plan=plan), told=workshop.told.append)
    assert journal.entries(workshop.store) == ()
    assert workshop.cloud.closed == 1


def test_a_verdict_that_cannot_be_had_before_is_none(workshop: Workshop) -> None:
    plan = workshop.plan("bolt")
    workshop.cloud.before = fails(Expired("for a moment"), GATE, 2)
    outcome = make(workshop.store, _way(workshop), Wish(plan=plan), told=workshop.told.append)
    assert (outcome.entry.before, outcome.entry.state) == (None, JournalState.VERIFIED)


def test_the_session_of_the_account_is_taken_and_all_are_closed(workshop: Workshop) -> None:
    other = Chests(Time())
    other.account = "2"
    way = Way(account="", login=AwsAmbient(), open=lambda: [other, workshop.cloud])
    with entered(way, "1") as session:
        assert session is workshop.cloud
    with entered(way) as session:
        assert session is other
    with pytest.raises(NoCredentials, match="do not reach account 3"), entered(way, "3"):
        raise AssertionError
    assert (other.closed, workshop.cloud.closed) == (3, 3)


def test_a_look_up_over_another_account_leaves_the_entry(workshop: Workshop) -> None:
    begun = journal.begin(workshop.store, _entry(workshop))
    workshop.cloud.account = "2"
    with pytest.raises(NoCredentials):
        look_up_again(workshop.store, _way(workshop), begun, told=workshop.told.append)
    assert journal.entry(workshop.store, begun.id) == begun
    workshop.cloud.account = "1"
    way = way_to_look(workshop.store, open_vault(), begun)
    outcome = look_up_again(workshop.store, way, begun, told=workshop.told.append)
    assert (outcome.entry.state, outcome.changed) == (JournalState.NOT_MADE, ())


def test_an_entry_of_an_account_that_was_removed_is_told_so(workshop: Workshop) -> None:
    removed = msgspec.structs.replace(_entry(workshop), account="gone")
    with pytest.raises(NoCredentials, match="gone"):
        way_to_look(workshop.store, open_vault(), removed)


def _entry(workshop: Workshop) -> JournalEntry:
    plan = workshop.plan("shut")
    return JournalEntry(id="", account="", login=AwsAmbient(), plan=plan, at=now(), by="user/ana")


def test_a_stop_is_handed_on(workshop: Workshop) -> None:
    stop = threading.Event()
    stop.set()
    wish = Wish(plan=workshop.plan("shut"))
    outcome = make(workshop.store, _way(workshop), wish, told=workshop.told.append, stop=stop)
    assert outcome.entry.state is JournalState.NOT_MADE


def test_a_resource_is_found_by_its_kind_and_id(workshop: Workshop) -> None:
    assert find(workshop.cloud, (CHEST,), "chest", "chest:a") == (CHEST, chest())
    assert find(workshop.cloud, (CHEST,), "chest", "chest:z") is None
    assert find(workshop.cloud, (CHEST,), "box", "chest:a") is None
    assert kind_of(chest()) is CHEST
    with pytest.raises(KeyError):
        kind_of(msgspec.structs.replace(chest(), kind="box"))


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    before = threading.active_count()
    yield
    assert threading.active_count() == before
