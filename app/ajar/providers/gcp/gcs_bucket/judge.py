"""The verdict on a bucket: its policy's and its list's grants, behind prevention and uniform access."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ajar.model.access import Audience
from ajar.model.exposure import Caveat, Evidence, Exposure, Gate, GateState, Unknown
from ajar.model.facts import Fact, Facts, Reason, Unread, reading
from ajar.model.grant import Grant
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.policy.gcp import gates
from ajar.policy.gcp.bindings import Around, binding_grants, has_groups
from ajar.policy.gcp.evidence import Cited, known, unread
from ajar.policy.gcp.grants import Path, maybe_anybody
from ajar.policy.gcp.lists import list_grants, mirrors, names_group, public_entries
from ajar.policy.gcp.members import Home
from ajar.policy.gcp.roles import PREDEFINED
from ajar.policy.verdict import decide
from ajar.providers.gcp.gcs_bucket.roles import role_id
from ajar.providers.gcp.gcs_bucket.settings import project_of


def judge(resource: Resource, facts: Facts, ours: Ours, at: datetime) -> Exposure:  # noqa: ARG001 - conditions on time are not decided yet
    """Who gets into the bucket. Pure and total: whatever the facts hold, a verdict comes back."""
    found = grants(resource, facts, ours)
    caveats = tuple(_caveats(resource, facts, home_of(resource, facts, ours)))
    return decide(found, caveats, () if found else _nobody(resource, facts))


def grants(resource: Resource, facts: Facts, ours: Ours) -> tuple[Grant, ...]:
    """What the bucket's policy and its list give to anybody but its own project, behind their gates."""
    own, above = gates.prevention(facts, resource.id), _above(resource, facts)
    public = (own, above) if isinstance(above, Gate) else (own,)
    uniform = gates.uniform_access(facts, resource.id)
    home = home_of(resource, facts, ours)
    policy = _policy_grants(resource, facts, home, Path(resource.name, public))
    lists = _list_grants(resource, facts, home, Path(resource.name, public, (uniform,), Audience.EXTERNAL))
    return (*policy, *lists)


def prevented(resource: Resource, facts: Facts) -> bool:
    """Whether prevention, the bucket's own or from above, is known to be on."""
    found = (gates.prevention(facts, resource.id), _above(resource, facts))
    return any(isinstance(gate, Gate) and gate.state is GateState.SHUT for gate in found)


def home_of(resource: Resource, facts: Facts, ours: Ours) -> Home:
    """Where the bucket lives, and what else is ours: what tells who is an outsider."""
    number = reading(facts, "project_number", resource.id)
    value = number.value if isinstance(number, Fact) else None
    own = {resource.account, value} if isinstance(value, str) else {resource.account}
    return Home(frozenset(own), ours, number_known=isinstance(value, str))


def _policy_grants(resource: Resource, facts: Facts, home: Home, path: Path) -> tuple[Grant, ...]:
    found = known(facts, "iam", resource.id)
    if isinstance(found, Unread):
        return _not_read(Evidence(setting="iam", owner=resource.id, code="iam_unread"), found, path)
    # Only a list that is known to be in force is judged instead of the roles that mirror it.
    alive = gates.uniform(reading(facts, "uniform_access", resource.id)) is False
    entries = reading(facts, "acl", resource.id)
    listed = entries.value if alive and isinstance(entries, Fact) else None

    def held(role: str) -> frozenset[str] | Unknown:
        return _permissions(facts, role)

    def mirrored(role: str, member: str) -> bool:
        return mirrors(listed, role, member)

    return binding_grants(Cited("iam", resource.id, found.value), Around(home, path, held, mirrored))


def _list_grants(resource: Resource, facts: Facts, home: Home, path: Path) -> tuple[Grant, ...]:
    if gates.uniform(reading(facts, "uniform_access", resource.id)):
        # The lists are void and are not read; whatever they say lets nobody in.
        return ()
    found = known(facts, "acl", resource.id)
    if isinstance(found, Unread):
        return _not_read(Evidence(setting="acl", owner=resource.id, code="list_unread"), found, path)
    return list_grants(Cited("acl", resource.id, found.value), home, path)


def _not_read(evidence: Evidence, why: Unread, path: Path) -> tuple[Grant, ...]:
    doubt = unread(evidence.setting, evidence.owner, why, evidence.code)
    return maybe_anybody(evidence, (doubt,), path)


def _permissions(facts: Facts, role: str) -> frozenset[str] | Unknown:
    """What a role holds; one that is no longer there holds nothing."""
    if role in PREDEFINED:
        return PREDEFINED[role]
    owner = role_id(role)
    found = reading(facts, "roles", owner)
    if isinstance(found, Fact) and found.value is None:
        return frozenset()
    held = (
        found.value.get("permissions") if isinstance(found, Fact) and isinstance(found.value, dict) else None
    )
    if isinstance(held, list) and all(isinstance(name, str) for name in held):
        return frozenset(held)
    reason = found.reason if isinstance(found, Unread) else Reason.MALFORMED if found else Reason.UNSUPPORTED
    permission = found.permission if isinstance(found, Unread) else ""
    return Unknown(
        setting="roles",
        owner=owner,
        reason=reason,
        permission=permission,
        code="role_not_known",
        args={"role": role.rpartition("/")[2]},
    )


def _above(resource: Resource, facts: Facts) -> Gate | Caveat:
    return gates.organization_prevention(facts, project_of(resource).id)


def _caveats(resource: Resource, facts: Facts, home: Home) -> Iterator[Caveat]:
    """What was not looked at, in the order of how much it may matter."""
    uniform = gates.uniform(reading(facts, "uniform_access", resource.id))
    defaults = reading(facts, "default_object_acl", resource.id)
    above, held = _above(resource, facts), prevented(resource, facts)
    if not uniform and not held:
        if isinstance(defaults, Fact):
            if public_entries(defaults.value):
                yield Caveat(code="new_objects_public")
        else:
            yield Caveat(code="default_object_acl_unread")
        yield Caveat(code="objects_may_have_acls")
    if isinstance(above, Caveat):
        yield above
    if uniform and not held:
        # Managed folders exist only with uniform access, and may be open in a closed bucket.
        # "Managed folders", https://cloud.google.com/storage/docs/managed-folders, read 2026-11-24.
        yield Caveat(code="managed_folders_not_read")
    policy, entries = reading(facts, "iam", resource.id), reading(facts, "acl", resource.id)
    listed = not uniform and isinstance(entries, Fact) and names_group(entries.value)
    if listed or (isinstance(policy, Fact) and has_groups(policy.value, home)):
        yield Caveat(code="groups_hold_others")
    yield Caveat(code="inherited_bindings_not_read")


def _nobody(resource: Resource, facts: Facts) -> tuple[Evidence, ...]:
    """What explains that nobody outside gets in."""
    found = [Evidence(setting="iam", owner=resource.id, code="iam_nobody_outside")]
    if gates.uniform(reading(facts, "uniform_access", resource.id)):
        found.append(Evidence(setting="uniform_access", owner=resource.id, code="lists_void"))
    else:
        found.append(Evidence(setting="acl", owner=resource.id, code="list_nobody_outside"))
    return tuple(found)
