"""Plans that close a bucket to outsiders, the least invasive first; each is pure and only narrows.

What a plan takes out can be put back only where nothing above refuses it; whether it can is looked up before
(`undo_ahead`), and said.
"""

from __future__ import annotations

from datetime import datetime

from ajar.model.change import Change
from ajar.model.exposure import GateState
from ajar.model.facts import Facts, Value, reading
from ajar.model.ours import Ours
from ajar.model.resource import Resource, itself
from ajar.policy.gcp import gates
from ajar.policy.gcp.evidence import value_of
from ajar.policy.gcp.lists import public_entries
from ajar.policy.gcp.members import PUBLIC_MEMBERS
from ajar.providers.gcp.gcs_bucket.judge import prevented
from ajar.providers.gcp.gcs_bucket.outsiders import Outsiders, outsiders
from ajar.providers.gcp.gcs_bucket.policy import without
from ajar.providers.kind import Chosen, Fix

ON = {"enabled": True}
"""Uniform access, as it reads once it was switched on."""


def remove_members(
    resource: Resource, facts: Facts, ours: Ours, _at: datetime, _chosen: Chosen
) -> tuple[Change, ...]:
    """Take the widest outsiders out of the bucket's policy, and out of its list where that lets them in, too.

    Those are strangers where any get in, and else the outsiders who are named.
    """
    out = outsiders(resource, facts, ours)
    if not out.members:
        return ()
    return (*_policy_change(resource, facts, out.members | out.mirrored), *_list_change(resource, facts, out))


def remove_acl_entries(
    resource: Resource, facts: Facts, ours: Ours, _at: datetime, _chosen: Chosen
) -> tuple[Change, ...]:
    """Take the widest outsiders out of the bucket's list, and out of the legacy roles that mirror it."""
    out = outsiders(resource, facts, ours)
    changes = _list_change(resource, facts, out)
    # The policy first: it is guarded, and what it removes from the list is no longer there to be removed.
    return (*_policy_change(resource, facts, out.mirrored), *changes) if changes else ()


def remove_default_acl_entries(
    resource: Resource, facts: Facts, _ours: Ours, _at: datetime, _chosen: Chosen
) -> tuple[Change, ...]:
    """Take strangers out of the list that new files start with. It closes no file that is there already.

    "Default object ACLs", https://cloud.google.com/storage/docs/access-control/lists#defaultobjects,
    read 2026-11-24: changing them leaves the objects that exist as they are.
    """
    entries = value_of(facts, "default_object_acl", resource.id)
    public = public_entries(entries)
    if not public or not _lists_count(resource, facts):
        return ()
    return (_change(resource, "default_object_acl", entries, [e for e in entries if e not in public]),)


def switch_to_uniform_access(
    resource: Resource, facts: Facts, ours: Ours, _at: datetime, _chosen: Chosen
) -> tuple[Change, ...]:
    """Void every list, the bucket's and its files', and take strangers out of the policy.

    The legacy roles of the policy outlive the lists that they mirror, so that strangers among them go first:
    "Uniform bucket-level access", https://cloud.google.com/storage/docs/uniform-bucket-level-access,
    read 2026-11-24. Where no list lets strangers in, now or with new files, it is not called for.
    """
    out = outsiders(resource, facts, ours)
    new_files = public_entries(value_of(facts, "default_object_acl", resource.id))
    called_for = new_files or (out.entities and out.strangers)
    if not called_for or not _lists_count(resource, facts) or prevented(resource, facts):
        return ()
    gone = out.members | out.mirrored if out.strangers else frozenset[tuple[int, str]]()
    before = value_of(facts, "uniform_access", resource.id)
    return (*_policy_change(resource, facts, gone), _change(resource, "uniform_access", before, ON))


def enforce_public_access_prevention(
    resource: Resource, facts: Facts, _ours: Ours, _at: datetime, _chosen: Chosen
) -> tuple[Change, ...]:
    """Shut the bucket to strangers whatever its policy and lists say, where something lets them in."""
    own = reading(facts, "public_access_prevention", resource.id)
    if own is None or gates.prevention(facts, resource.id).state is not GateState.OPEN:
        return ()
    if prevented(resource, facts) or not _names_strangers(resource, facts):
        return ()
    before = value_of(facts, "public_access_prevention", resource.id)
    return (_change(resource, "public_access_prevention", before, gates.ENFORCED),)


def _names_strangers(resource: Resource, facts: Facts) -> bool:
    policy = value_of(facts, "iam", resource.id)
    bindings = policy.get("bindings") if isinstance(policy, dict) else None
    members = (
        [b.get("members") for b in bindings if isinstance(b, dict)] if isinstance(bindings, list) else []
    )
    if any(name in found for found in members if isinstance(found, list) for name in PUBLIC_MEMBERS):
        return True
    lists = (value_of(facts, name, resource.id) for name in ("acl", "default_object_acl"))
    return any(public_entries(entries) for entries in lists)


def _lists_count(resource: Resource, facts: Facts) -> bool:
    return gates.uniform(reading(facts, "uniform_access", resource.id)) is False


def _policy_change(resource: Resource, facts: Facts, gone: frozenset[tuple[int, str]]) -> tuple[Change, ...]:
    policy = value_of(facts, "iam", resource.id)
    after = without(policy, gone)
    return () if after == policy else (_change(resource, "iam", policy, after),)


def _list_change(resource: Resource, facts: Facts, out: Outsiders) -> tuple[Change, ...]:
    if not out.entities or not _lists_count(resource, facts):
        return ()
    entries = value_of(facts, "acl", resource.id)
    kept = [entry for entry in entries if entry["entity"] not in out.entities]
    return (_change(resource, "acl", entries, kept),)


def _change(resource: Resource, setting: str, before: Value, after: Value) -> Change:
    return Change(owner=itself(resource), setting=setting, before=before, after=after)


FIXES = (
    Fix(name="remove_members", plan=remove_members),
    Fix(name="remove_acl_entries", plan=remove_acl_entries),
    Fix(name="remove_default_acl_entries", plan=remove_default_acl_entries, even_closed=True),
    Fix(name="switch_to_uniform_access", plan=switch_to_uniform_access, even_closed=True),
    Fix(name="enforce_public_access_prevention", plan=enforce_public_access_prevention, even_closed=True),
)
