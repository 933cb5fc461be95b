"""What stops a grant on its way to a bucket: prevention, its own or from above, and uniform access.

Sources, read 2026-11-24: "Public access prevention",
https://cloud.google.com/storage/docs/public-access-prevention (it overrides existing grants to allUsers and
allAuthenticatedUsers in policies and lists, and leaves all others alone); "Uniform bucket-level access",
https://cloud.google.com/storage/docs/uniform-bucket-level-access (lists are no longer looked at).
"""

from __future__ import annotations

from ajar.model.exposure import Caveat, Gate, GateState
from ajar.model.facts import Facts, Reading, Reason, Unread, Value
from ajar.policy.gcp.evidence import known

ENFORCED = "enforced"
_OPEN = (None, "inherited", "unspecified")


def prevention(facts: Facts, bucket: str) -> Gate:
    """The bucket's own prevention; not set is inherited, which is open here."""
    found = known(facts, "public_access_prevention", bucket)
    if isinstance(found, Unread):
        return _unread("public_access_prevention", "public_access_prevention", bucket, found)
    if found.value == ENFORCED:
        return _gate("public_access_prevention", bucket, GateState.SHUT, "prevention_on")
    if found.value is None or found.value in _OPEN:
        return _gate("public_access_prevention", bucket, GateState.OPEN, "prevention_off")
    return _malformed("public_access_prevention", bucket)


def organization_prevention(facts: Facts, project: str) -> Gate | Caveat:
    """The prevention that stands above the bucket; a caveat where it could not be read or decided.

    An organization policy is above the account: unread, it leaves the verdict as the rest gives it.
    """
    found = known(facts, "organization_prevention", project)
    if isinstance(found, Unread):
        return Caveat(code="organization_prevention_unread", args={"permission": found.permission})
    return _from_rules(found.value, project)


def uniform_access(facts: Facts, bucket: str) -> Gate:
    """Uniform access, which shuts the lists."""
    found = known(facts, "uniform_access", bucket)
    if isinstance(found, Unread):
        return _unread("uniform_access", "uniform_access", bucket, found)
    enabled = uniform(found)
    if enabled is None:
        return _malformed("uniform_access", bucket)
    if enabled:
        return _gate("uniform_access", bucket, GateState.SHUT, "uniform_access_on")
    return _gate("uniform_access", bucket, GateState.OPEN, "uniform_access_off")


def uniform(found: Reading | None) -> bool | None:
    """Whether uniform access is on; None where that is not known. Not set means off."""
    if found is None or isinstance(found, Unread):
        return None
    if found.value is None:
        return False
    enabled = found.value.get("enabled") if isinstance(found.value, dict) else None
    return enabled if isinstance(enabled, bool) else None


def _from_rules(value: Value, project: str) -> Gate | Caveat:
    """What the effective policy's rules say; None is a constraint that nobody set, which is not enforced.

    "Creating policies, boolean rules", https://cloud.google.com/resource-manager/docs/organization-policy/
    creating-managing-policies, read 2026-11-24. A rule with a condition depends on tags.
    """
    rules = value.get("rules") if isinstance(value, dict) else [] if value is None else None
    if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
        return Caveat(code="organization_prevention_unread", args={"permission": ""})
    if any(rule.get("condition") for rule in rules):
        return Caveat(code="organization_prevention_conditional")
    if any(rule.get("enforce") is True for rule in rules):
        return _gate("organization_prevention", project, GateState.SHUT, "organization_prevention_on")
    return _gate("organization_prevention", project, GateState.OPEN, "organization_prevention_off")


def _gate(name: str, owner: str, state: GateState, code: str) -> Gate:
    return Gate(gate=name, state=state, code=code, setting=name, owner=owner)


def _unread(name: str, setting: str, owner: str, why: Unread) -> Gate:
    return Gate(
        gate=name,
        state=GateState.UNKNOWN,
        code=f"{setting}_unread",
        setting=setting,
        owner=owner,
        reason=why.reason,
        permission=why.permission,
    )


def _malformed(name: str, owner: str) -> Gate:
    return Gate(
        gate=name,
        state=GateState.UNKNOWN,
        code=f"{name}_unread",
        setting=name,
        owner=owner,
        reason=Reason.MALFORMED,
    )
