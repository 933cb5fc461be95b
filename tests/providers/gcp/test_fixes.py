"""Each fix against the fake: foreseen, made, verified, undone, and never made over somebody else's change."""

from __future__ import annotations

import copy
import json

import pytest

from ajar.demo.gcp.state import PUBLIC_ACCESS_PREVENTION, UNIFORM_ACCESS, Bucket, World
from ajar.jobs.examine import examine
from ajar.jobs.foresee import foresee
from ajar.jobs.offers import offers, planned
from ajar.model.access import State
from ajar.model.change import undone
from ajar.model.finding import Finding, facts_equal
from ajar.model.ours import Ours
from ajar.providers.gcp.gcs_bucket import KIND
from ajar.providers.gcp.session import GcpSession
from ajar.providers.kind import Refused
from ajar.providers.reader import reader
from ajar.words import SENTENCES
from clouds.applying import ChangedElsewhere, apply, verify
from providers.gcp.conftest import AT, OURS, PROJECT, bucket

FIXES = {fix.name: fix for fix in KIND.fixes}
OFFERED = [
    ("finch-web-assets", "remove_members", State.CLOSED),
    ("finch-web-assets", "enforce_public_access_prevention", State.SHIELDED),
    ("finch-model-cards-draft", "remove_members", State.CLOSED),
    ("finch-model-cards-draft", "enforce_public_access_prevention", State.SHIELDED),
    ("finch-press-embargo", "remove_acl_entries", State.CLOSED),
    ("finch-press-embargo", "switch_to_uniform_access", State.CLOSED),
    ("finch-press-embargo", "enforce_public_access_prevention", State.SHIELDED),
    ("agency-handover", "remove_members", State.CLOSED),
    ("finch-contracts-2026", "remove_members", State.CLOSED),
]


def look(session: GcpSession, name: str) -> Finding:
    """The bucket as it is now."""
    return examine(reader(session), KIND, bucket(name), OURS, AT)


def kept(found: Bucket) -> tuple[object, ...]:
    """What of a bucket a fix and its undo must leave as it was; the order of a set is not in it."""
    bindings = sorted(
        (b["role"], sorted(b["members"]), json.dumps(b.get("condition"), sort_keys=True))
        for b in found.bindings
    )
    return bindings, found.prevention, found.uniform, found.default_object_acl, found.labels


@pytest.mark.parametrize(("name", "fix", "state"), OFFERED)
def test_a_fix_does_what_it_foresaw_and_its_undo_puts_everything_back(
    session: GcpSession, made: World, name: str, fix: str, state: State
) -> None:
    first, stored = look(session, name), copy.deepcopy(made.buckets[name])
    assert fix in first.fixes
    changes = FIXES[fix].plan(first.resource, first.facts, OURS, AT, {})
    foreseen = foresee(KIND, first, changes, OURS)
    apply(session, KIND, changes, sleep=lambda _: None)
    after = verify(session, KIND, first.resource, OURS, AT)
    assert (after.exposure, facts_equal(after.facts, foreseen.facts)) == (foreseen.exposure, True)
    assert after.exposure.state is state
    assert FIXES[fix].plan(after.resource, after.facts, OURS, AT, {}) == ()
    apply(session, KIND, undone(changes), sleep=lambda _: None)
    again = look(session, name)
    assert (again.exposure, facts_equal(again.facts, first.facts)) == (first.exposure, True)
    assert kept(made.buckets[name]) == kept(stored)


@pytest.mark.parametrize("fix", sorted(FIXES))
def test_each_fix_says_what_it_costs(fix: str) -> None:
    assert f"fix_{fix}_costs" in SENTENCES


def test_whom_prevention_holds_can_be_taken_out_and_is_not_let_in_again(session: GcpSession) -> None:
    found = look(session, "finch-training-logs")
    assert found.exposure.state is State.SHIELDED
    assert found.fixes == ("remove_members",)
    changes = planned(KIND, found, "remove_members", OURS, {}).changes
    apply(session, KIND, changes, sleep=lambda _: None)
    assert look(session, found.resource.name).exposure.state is State.CLOSED
    with pytest.raises(Refused, match="prevention"):
        apply(session, KIND, undone(changes), sleep=lambda _: None)


def test_the_least_invasive_fix_comes_first_and_what_closes_nothing_says_so(session: GcpSession) -> None:
    found = look(session, "finch-press-embargo")
    assert [(offer.fix, offer.closes) for offer in offers(KIND, found, OURS)] == [
        ("remove_acl_entries", True),
        ("remove_default_acl_entries", False),
        ("switch_to_uniform_access", True),
        ("enforce_public_access_prevention", True),
    ]


def test_a_closed_bucket_whose_new_files_become_public_still_has_a_fix(
    session: GcpSession, made: World
) -> None:
    apply(
        session,
        KIND,
        planned(KIND, look(session, "finch-press-embargo"), "remove_acl_entries", OURS, {}).changes,
        sleep=lambda _: None,
    )
    closed = look(session, "finch-press-embargo")
    assert (closed.exposure.state, closed.fixes) == (State.CLOSED, ())
    assert [(offer.fix, offer.closes) for offer in offers(KIND, closed, OURS)] == [
        ("remove_default_acl_entries", False),
        ("switch_to_uniform_access", False),
        ("enforce_public_access_prevention", False),
    ]
    changes = planned(KIND, closed, "remove_default_acl_entries", OURS, {}).changes
    apply(session, KIND, changes, sleep=lambda _: None)
    after = look(session, "finch-press-embargo")
    assert "new_objects_public" not in [caveat.code for caveat in after.exposure.caveats]
    assert offers(KIND, after, OURS) == ()
    # The files that are there keep their lists, and stay public by them.
    files = made.buckets["finch-press-embargo"].objects.values()
    assert any(("allUsers", "READER") in stored.acl for stored in files)


def test_where_policy_and_list_both_open_one_plan_closes_both(session: GcpSession, made: World) -> None:
    made.buckets["finch-press-embargo"].bindings.append(
        {"role": "roles/storage.objectViewer", "members": ["allUsers"]}
    )
    found = look(session, "finch-press-embargo")
    listed = {offer.fix: offer.closes for offer in offers(KIND, found, OURS)}
    assert (listed["remove_members"], listed["remove_acl_entries"]) == (True, False)
    changes = planned(KIND, found, "remove_members", OURS, {}).changes
    assert [change.setting for change in changes] == ["iam", "acl"]
    apply(session, KIND, changes, sleep=lambda _: None)
    assert look(session, found.resource.name).exposure.state is State.CLOSED


def test_strangers_go_first_and_who_is_named_stays(session: GcpSession, made: World) -> None:
    made.buckets["agency-handover"].bindings.append(
        {"role": "roles/storage.objectViewer", "members": ["allUsers", "group:all@marrowfinch.example"]}
    )
    found = look(session, "agency-handover")
    changes = planned(KIND, found, "remove_members", OURS, {}).changes
    apply(session, KIND, changes, sleep=lambda _: None)
    after = look(session, "agency-handover")
    assert (after.exposure.state, after.fixes) == (State.SHARED, ("remove_members",))
    last = planned(KIND, after, "remove_members", OURS, {}).changes
    apply(session, KIND, last, sleep=lambda _: None)
    left = {member for b in made.buckets["agency-handover"].bindings for member in b["members"]}
    assert "group:all@marrowfinch.example" in left
    assert left.isdisjoint({"allUsers", "user:agency@northpixel.example"})


@pytest.mark.parametrize("name", ["finch-web-backups", "finch-billing-export", "finch-datasets"])
def test_where_nobody_outside_gets_in_nothing_is_offered(session: GcpSession, name: str) -> None:
    found = look(session, name)
    assert (found.fixes, offers(KIND, found, OURS)) == ((), ())


@pytest.mark.parametrize("constraint", [UNIFORM_ACCESS, PUBLIC_ACCESS_PREVENTION])
def test_what_the_organization_refuses_ends_with_the_cloud_as_it_was_confirmed(
    session: GcpSession, made: World, constraint: str
) -> None:
    found = look(session, "finch-press-embargo")
    changes = planned(KIND, found, "switch_to_uniform_access", OURS, {}).changes
    apply(session, KIND, changes, sleep=lambda _: None)
    made.projects[PROJECT].enforced.add(constraint)
    confirmed = copy.deepcopy(made.buckets[found.resource.name])
    with pytest.raises(Refused):
        apply(session, KIND, undone(changes), sleep=lambda _: None)
    assert (kept(made.buckets[found.resource.name]) == kept(confirmed)) is (constraint == UNIFORM_ACCESS)


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
