"""Each fix against the fake: foreseen, made, verified, undone, and never made over somebody else's change."""

from __future__ import annotations

import copy

import pytest

from ajar.demo.gcp.state import Bucket, World
from ajar.jobs.examine import examine
from ajar.jobs.foresee import foresee
from ajar.model.access import State
from ajar.model.change import undone
from ajar.model.finding import Finding, facts_equal
from ajar.model.ours import Ours
from ajar.providers.gcp.gcs_bucket import KIND
from ajar.providers.gcp.session import GcpSession
from ajar.providers.reader import reader
from clouds.applying import ChangedElsewhere, apply, verify
from providers.gcp.conftest import AT, OURS, bucket

FIXES = {fix.name: fix for fix in KIND.fixes}
OFFERED = [
    ("finch-web-assets", "remove_members", State.CLOSED),
    ("finch-web-assets", "enforce_public_access_prevention", State.SHIELDED),
    ("finch-model-cards-draft", "remove_members", State.CLOSED),
    ("finch-model-cards-draft", "enforce_public_access_prevention", State.SHIELDED),
    ("finch-press-embargo", "remove_members", State.CLOSED),
    ("finch-press-embargo", "remove_acl_entries", State.CLOSED),
    ("finch-press-embargo", "enforce_public_access_prevention", State.SHIELDED),
]


def look(session: GcpSession, name: str) -> Finding:
    """The bucket as it is now."""
    return examine(reader(session), KIND, bucket(name), OURS, AT)


def kept(found: Bucket) -> tuple[object, ...]:
    """What of a bucket a fix and its undo must leave as it was; the order of a set is not in it."""
    bindings = sorted((b["role"], sorted(b["members"]), str(b.get("condition"))) for b in found.bindings)
    return bindings, found.prevention, found.uniform, found.default_object_acl, found.labels


@pytest.mark.parametrize(("name", "fix", "state"), OFFERED)
def test_a_fix_does_what_it_foresaw_and_its_undo_puts_everything_back(
    session: GcpSession, made: World, name: str, fix: str, state: State
) -> None:
    first, stored = look(session, name), copy.deepcopy(made.buckets[name])
    assert fix in first.fixes
    changes = FIXES[fix].plan(first.resource, first.facts, Ours(), AT, {})
    foreseen = foresee(KIND, first, changes, OURS)
    apply(session, KIND, changes, sleep=lambda _: None)
    after = verify(session, KIND, first.resource, OURS, AT)
    assert (after.exposure, facts_equal(after.facts, foreseen.facts)) == (foreseen.exposure, True)
    assert after.exposure.state is state
    assert FIXES[fix].plan(after.resource, after.facts, Ours(), AT, {}) == ()
    apply(session, KIND, undone(changes), sleep=lambda _: None)
    again = look(session, name)
    assert (again.exposure, facts_equal(again.facts, first.facts)) == (first.exposure, True)
    assert kept(made.buckets[name]) == kept(stored)


def test_what_could_not_be_undone_is_not_offered(session: GcpSession) -> None:
    # Under prevention Google takes nobody back in.
    found = look(session, "finch-training-logs")
    assert found.exposure.state is State.SHIELDED
    assert found.fixes == ()
    assert [fix.plan(found.resource, found.facts, Ours(), AT, {}) for fix in KIND.fixes] == [(), (), ()]


def test_the_least_invasive_fix_comes_first(session: GcpSession) -> None:
    assert look(session, "finch-press-embargo").fixes == (
        "remove_members",
        "remove_acl_entries",
        "enforce_public_access_prevention",
    )


@pytest.mark.parametrize(
    "name", ["finch-web-backups", "agency-handover", "finch-billing-export", "finch-datasets"]
)
def test_where_no_stranger_gets_in_nothing_is_offered(session: GcpSession, name: str) -> None:
    assert look(session, name).fixes == ()


def test_conditions_of_other_bindings_survive_a_fix(session: GcpSession, made: World) -> None:
    target = made.buckets["finch-contracts-2026"]
    target.prevention = "inherited"
    target.bindings.append(
        {"role": "roles/storage.objectViewer", "members": ["allUsers", "user:a@x.example"]}
    )
    conditions = sorted(str(b["condition"]["expression"]) for b in target.bindings if "condition" in b)
    first = look(session, target.name)
    apply(
        session,
        KIND,
        FIXES["remove_members"].plan(first.resource, first.facts, Ours(), AT, {}),
        sleep=lambda _: None,
    )
    assert (
        sorted(str(b["condition"]["expression"]) for b in target.bindings if "condition" in b) == conditions
    )
    assert "user:a@x.example" in {m for b in target.bindings for m in b["members"]}
    assert "allUsers" not in {m for b in target.bindings for m in b["members"]}


def test_a_fix_is_not_made_over_somebody_elses_change(session: GcpSession, made: World) -> None:
    first = look(session, "finch-web-assets")
    changes = FIXES["remove_members"].plan(first.resource, first.facts, Ours(), AT, {})
    made.buckets["finch-web-assets"].bindings.append(
        {"role": "roles/storage.admin", "members": ["user:b@x.example"]}
    )
    before = copy.deepcopy(made.buckets["finch-web-assets"].bindings)
    with pytest.raises(ChangedElsewhere):
        apply(session, KIND, changes, sleep=lambda _: None)
    assert made.buckets["finch-web-assets"].bindings == before
