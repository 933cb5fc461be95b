"""The laws on generated facts: a verdict always comes back, and not knowing never narrows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ajar.jobs.foresee import foresee, widened
from ajar.jobs.offers import offers, planned
from ajar.model.access import State
from ajar.model.change import undone
from ajar.model.exposure import Exposure
from ajar.model.facts import Fact, Facts, Reason, Unread, replaced
from ajar.model.finding import facts_equal
from ajar.model.ours import Ours
from ajar.providers.gcp.gcs_bucket import KIND
from ajar.providers.gcp.gcs_bucket.roles import role_id
from ajar.providers.gcp.gcs_bucket.settings import project_of
from providers.gcp.conftest import AT, NUMBER, OURS, PROJECT, bucket, judged

BUCKET = bucket("drafts")
CUSTOM = f"projects/{PROJECT}/roles/handmade"
ROUNDS = 8
"""More than there are audiences: what a fix that is made again and again has to have come to an end in."""
OWNERS = {
    "public_access_prevention": BUCKET.id,
    "organization_prevention": project_of(BUCKET).id,
    "uniform_access": BUCKET.id,
    "project_number": BUCKET.id,
    "iam": BUCKET.id,
    "acl": BUCKET.id,
    "default_object_acl": BUCKET.id,
    "roles": role_id(CUSTOM),
}
MEMBERS = [
    "allUsers",
    "allAuthenticatedUsers",
    "user:a@x.example",
    "user:a@marrowfinch.example",
    "group:all@marrowfinch.example",
    f"projectOwner:{PROJECT}",
    f"serviceAccount:{NUMBER}-compute@developer.gserviceaccount.com",
    "deleted:user:a@x.example?uid=1",
    "who knows",
    "principalSet://cloudresourcemanager.googleapis.com/folders/7",
    "principalSet://iam.googleapis.com/projects/7/locations/global/workloadIdentityPools/p/*",
]
ROLES = [
    "roles/storage.objectViewer",
    "roles/storage.legacyBucketReader",
    "roles/storage.legacyBucketOwner",
    "roles/storage.hmacKeyAdmin",
    "roles/unheard.of",
    CUSTOM,
]
ENTITIES = ["allUsers", "allAuthenticatedUsers", "user-a@x.example", f"project-owners-{NUMBER}", "odd"]

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(MEMBERS),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(max_size=3)
            | st.sampled_from(["bindings", "role", "members", "enabled", "rules", "entity"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
bindings = st.fixed_dictionaries(
    {"role": st.sampled_from(ROLES), "members": st.lists(st.sampled_from(MEMBERS), max_size=3)},
    optional={"condition": st.just({"title": "t", "expression": "e"})},
)
entries = st.fixed_dictionaries(
    {"entity": st.sampled_from(ENTITIES), "role": st.sampled_from(["READER", "WRITER", "OWNER"])}
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "public_access_prevention": st.sampled_from(["inherited", "enforced", None]),
    "organization_prevention": st.sampled_from([None, {"rules": [{"enforce": True}]}, {"rules": [{}]}]),
    "uniform_access": st.booleans().map(lambda enabled: {"enabled": enabled}),
    "project_number": st.just(NUMBER),
    "iam": st.lists(bindings, max_size=4).map(lambda found: {"bindings": found, "version": 3}),
    "acl": st.lists(entries, max_size=3, unique_by=lambda entry: entry["entity"]),
    "default_object_acl": st.lists(entries, max_size=2, unique_by=lambda entry: entry["entity"]),
    "roles": st.sampled_from([None, {"permissions": ["storage.objects.list"]}, {"permissions": []}]),
}
unreads = st.builds(Unread, reason=st.sampled_from(Reason), permission=st.sampled_from(["", "p"]))


@st.composite
def plausible(draw: st.DrawFn) -> Facts:
    """Facts of the documented form, with some of them missing or unread."""
    found: dict[str, dict[str, Fact | Unread]] = {}
    for name, owner in OWNERS.items():
        how = draw(st.integers(0, 9))
        if how:
            found[name] = {owner: draw(unreads) if how == 1 else Fact(draw(VALUES[name]))}
    return found


@st.composite
def anything(draw: st.DrawFn) -> Facts:
    """Facts of any form at all."""
    return {
        name: {owner: draw(unreads) if draw(st.booleans()) else Fact(draw(json_values))}
        for name, owner in OWNERS.items()
        if draw(st.booleans())
    }


def verdict(facts: Facts, ours: Ours = OURS) -> Exposure:
    """What the kind says of these facts."""
    return judged(BUCKET, facts, ours).exposure


@settings(max_examples=200)
@given(st.one_of(anything(), plausible()), st.sampled_from([OURS, Ours()]))
def test_a_verdict_comes_back_for_any_facts(facts: Facts, ours: Ours) -> None:
    exposure = verdict(facts, ours)
    assert exposure.at_most.width >= exposure.audience.width
    for evidence in exposure.evidence:
        assert evidence.owner in OWNERS.values()
    if exposure.state is State.OPEN:
        assert exposure.witness is not None


@given(anything())
def test_a_policy_that_is_not_understood_is_never_green(facts: Facts) -> None:
    exposure = verdict({**facts, "iam": {BUCKET.id: Fact({"bindings": [7]})}})
    assert exposure.state in (State.OPEN, State.UNKNOWN)


def blurred(facts: Facts) -> Iterator[Facts]:
    """The same facts with one reading at a time replaced by Unread."""
    for name, owners in facts.items():
        for owner in owners:
            yield replaced(facts, name, owner, Unread(reason=Reason.DENIED, permission="p"))


@settings(max_examples=150)
@given(plausible())
def test_not_knowing_never_narrows(facts: Facts) -> None:
    before = verdict(facts)
    for found in blurred(facts):
        after = verdict(found)
        assert after.at_most.width >= before.at_most.width
        # A shut gate holds what could not be read behind it: shielded is as good as closed, and says so.
        if before.state is not after.state and after.state is not State.SHIELDED:
            proven = after.audience.width > before.audience.width
            assert after.state is State.UNKNOWN or after.at_most.width > before.at_most.width or proven
        if before.state in (State.OPEN, State.UNKNOWN, State.SHARED):
            assert after.state not in (State.CLOSED, State.SHIELDED)


@settings(max_examples=200)
@given(plausible())
def test_a_fix_never_widens_and_made_again_comes_to_an_end(facts: Facts) -> None:
    for fix in KIND.fixes:
        finding = judged(BUCKET, facts)
        for _ in range(ROUNDS):
            changes = fix.plan(BUCKET, finding.facts, OURS, AT, {})
            after = foresee(KIND, finding, changes, OURS)
            assert not widened(finding.exposure, after.exposure)
            if not changes:
                break
            assert all(change.before != change.after for change in changes)
            finding = after
        assert fix.plan(BUCKET, finding.facts, OURS, AT, {}) == ()


@settings(max_examples=200)
@given(plausible())
def test_every_offer_that_closes_leaves_no_open_door_and_its_undo_gives_the_same_facts(facts: Facts) -> None:
    finding = judged(BUCKET, facts)
    for offer in offers(KIND, finding, OURS):
        changes = planned(KIND, finding, offer.fix, OURS, {}).changes
        after = foresee(KIND, finding, changes, OURS)
        assert not offer.closes or after.exposure.state is not State.OPEN
        assert offer.leaves_unknown is (after.exposure.state is State.UNKNOWN)
        back = finding.facts
        for change in (*changes, *undone(changes)):
            back = replaced(back, change.setting, change.owner.id, Fact(change.after))
        assert facts_equal(back, finding.facts)


@settings(max_examples=200)
@given(plausible())
def test_what_is_open_by_what_was_read_can_be_closed(facts: Facts) -> None:
    finding = judged(BUCKET, facts)
    if finding.exposure.state is State.OPEN:
        assert any(offer.closes for offer in offers(KIND, finding, OURS))


@given(anything())
def test_plans_and_owners_are_total(facts: Facts) -> None:
    for fix in KIND.fixes:
        fix.plan(BUCKET, facts, Ours(), AT, {})
    for setting in KIND.settings:
        setting.of(BUCKET, facts)


@given(json_values, json_values)
def test_sameness_is_total_and_the_same_both_ways(one: Any, other: Any) -> None:  # noqa: ANN401 - any JSON
    for setting in KIND.settings:
        assert setting.same(one, other) == setting.same(other, one)
