"""Plans that close a bucket to strangers, the least invasive first; each is pure and only narrows.

A bucket's list and the legacy roles of its policy are one thing seen twice, so that a plan which touches one
changes both. "IAM relation to ACLs", https://cloud.google.com/storage/docs/access-control/iam#acls,
read 2026-11-24.
"""

from __future__ import annotations

from datetime import datetime

from ajar.model.change import Change
from ajar.model.exposure import Gate, GateState
from ajar.model.facts import Facts, Value, reading
from ajar.model.ours import Ours
from ajar.model.resource import Resource, itself
from ajar.policy.gcp import gates
from ajar.policy.gcp.evidence import value_of
from ajar.policy.gcp.lists import public_entries
from ajar.policy.gcp.members import PUBLIC_MEMBERS
from ajar.policy.gcp.roles import LEGACY_BUCKET
from ajar.providers.gcp.gcs_bucket.policy import without_members
from ajar.providers.gcp.gcs_bucket.settings import project_of
from ajar.providers.kind import Chosen, Fix


def remove_members(
    resource: Resource, facts: Facts, _ours: Ours, _at: datetime, _chosen: Chosen
) -> tuple[Change, ...]:
    """Take strangers out of the bucket's policy, and out of the list where it mirrors them."""
    policy = value_of(facts, "iam", resource.id)
    after = without_members(policy, PUBLIC_MEMBERS)
    if after == policy or _prevented(resource, facts):
        return ()
    mirrored = without_members(policy, PUBLIC_MEMBERS, LEGACY_BUCKET.values()) != policy
    return (_change(resource, "iam", policy, after), *(_list_change(resource, facts) if mirrored else ()))


def remove_acl_entries(
    resource: Resource, facts: Facts, _ours: Ours, _at: datetime, _chosen: Chosen
) -> tuple[Change, ...]:
    """Take strangers out of the bucket's list, and out of the legacy roles that mirror it."""
    changes = _list_change(resource, facts)
    if not changes or _prevented(resource, facts):
        return ()
    policy = value_of(facts, "iam", resource.id)
    after = without_members(policy, PUBLIC_MEMBERS, LEGACY_BUCKET.values())
    # The policy first: it is guarded, and what it removes from the list is no longer there to be removed.
    return changes if after == policy else (_change(resource, "iam", policy, after), *changes)


def enforce_public_access_prevention(
    resource: Resource, facts: Facts, _ours: Ours, _at: datetime, _chosen: Chosen
) -> tuple[Change, ...]:
    """Shut the bucket to strangers whatever its policy and lists say, where something lets them in."""
    own = reading(facts, "public_access_prevention", resource.id)
    before = value_of(facts, "public_access_prevention", resource.id)
    if own is None or gates.prevention(facts, resource.id).state is not GateState.OPEN:
        return ()
    policy = value_of(facts, "iam", resource.id)
    lists = [value_of(facts, name, resource.id) for name in ("acl", "default_object_acl")]
    if without_members(policy, PUBLIC_MEMBERS) == policy and not any(
        public_entries(entries) for entries in lists
    ):
        return ()
    return (_change(resource, "public_access_prevention", before, gates.ENFORCED),)


def _prevented(resource: Resource, facts: Facts) -> bool:
    """Whether prevention is on: then strangers are held already, and once out they cannot be put back.

    A request that adds them is refused: "Public access prevention",
    https://cloud.google.com/storage/docs/public-access-prevention, read 2026-11-24. What cannot be undone is
    not offered.
    """
    found = (
        gates.prevention(facts, resource.id),
        gates.organization_prevention(facts, project_of(resource).id),
    )
    return any(isinstance(gate, Gate) and gate.state is GateState.SHUT for gate in found)


def _list_change(resource: Resource, facts: Facts) -> tuple[Change, ...]:
    entries = value_of(facts, "acl", resource.id)
    out = public_entries(entries)
    if not out or gates.uniform(reading(facts, "uniform_access", resource.id)) is not False:
        return ()
    return (_change(resource, "acl", entries, [entry for entry in entries if entry not in out]),)


def _change(resource: Resource, setting: str, before: Value, after: Value) -> Change:
    return Change(owner=itself(resource), setting=setting, before=before, after=after)


FIXES = (
    Fix(name="remove_members", plan=remove_members),
    Fix(name="remove_acl_entries", plan=remove_acl_entries),
    Fix(name="enforce_public_access_prevention", plan=enforce_public_access_prevention),
)
