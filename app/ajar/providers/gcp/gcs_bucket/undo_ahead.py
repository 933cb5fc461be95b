"""Whether a bucket's old state could be put back: what the bucket and what stands above it would refuse.

Sources, read 2026-11-24: "Public access prevention",
https://cloud.google.com/storage/docs/public-access-prevention (nobody is let back in while it is on);
"Domain restricted sharing",
https://cloud.google.com/resource-manager/docs/organization-policy/domain-restricted-sharing (not
retroactive: who is there stays, and once out cannot come back; a policy for the managed constraint names who
may); "Uniform bucket-level access",
https://cloud.google.com/storage/docs/uniform-bucket-level-access (off again within 90 days, and not where a
constraint wants it, where the policy has conditions, or where there are managed folders).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from ajar.model.change import Change, Consequence, Topic
from ajar.model.exposure import Caveat, GateState
from ajar.policy.gcp import gates
from ajar.policy.gcp.evidence import value_of
from ajar.policy.gcp.members import PUBLIC_MEMBERS
from ajar.providers.gcp.gcs_bucket.listing import bucket_name
from ajar.providers.gcp.gcs_bucket.moved import moved
from ajar.providers.gcp.gcs_bucket.settings import LOCKED_AFTER, project_of
from ajar.providers.kind import Ahead, Malformed, Reader

DOMAINS = "iam.allowedPolicyMemberDomains"
MANAGED = "iam.managed.allowedPolicyMembers"
UNIFORM = "storage.uniformBucketLevelAccess"
UNTIL = "undo_until"
"""The code of what refuses nothing, and has an end."""


def prevention(_reader: Reader, ahead: Ahead) -> Iterator[Consequence]:
    """Whether prevention keeps strangers from being let in again."""
    if not moved(ahead.changes).strangers:
        return
    resource, facts = ahead.finding.resource, ahead.after.facts
    own = gates.prevention(facts, resource.id)
    above = gates.organization_prevention(facts, project_of(resource).id)
    if own.state is GateState.SHUT:
        yield _undo("undo_refused_by_prevention")
    elif own.state is GateState.UNKNOWN:
        yield _undo("undo_prevention_not_known", known=False, permission=own.permission)
    if isinstance(above, Caveat):
        permission = above.args.get("permission", "")
        yield _undo("undo_organization_prevention_not_known", known=False, permission=permission)
    elif above.state is GateState.SHUT:
        yield _undo("undo_refused_by_organization_prevention")


def domains(reader: Reader, ahead: Ahead) -> Iterator[Consequence]:
    """Whether the organization's list of domains keeps those who go from being let in again."""
    out = moved(ahead.changes).in_policy
    if not out:
        return
    for rule in _rules(reader, ahead, DOMAINS):
        values = rule.get("values")
        if rule.get("condition") or (isinstance(values, Mapping) and values.get("deniedValues")):
            yield _undo("undo_may_be_refused_by_domains")
        elif rule.get("denyAll") is True or isinstance(values, Mapping):
            # No organization's list holds everybody; of somebody who is named it is not to be seen.
            certain = rule.get("denyAll") is True or not out.isdisjoint(PUBLIC_MEMBERS)
            yield _undo("undo_refused_by_domains" if certain else "undo_may_be_refused_by_domains")


def members(reader: Reader, ahead: Ahead) -> Iterator[Consequence]:
    """Whether the organization's list of members keeps those who go from being let in again."""
    out = moved(ahead.changes).in_policy
    if not out:
        return
    for rule in _rules(reader, ahead, MANAGED):
        parameters = rule.get("parameters")
        named = parameters.get("allowedMemberSubjects") if isinstance(parameters, Mapping) else None
        allowed = frozenset(named if isinstance(named, list) else ())
        if rule.get("enforce") is True and not out <= allowed:
            certain = not rule.get("condition") and not (out - allowed).isdisjoint(PUBLIC_MEMBERS)
            yield _undo("undo_refused_by_domains" if certain else "undo_may_be_refused_by_domains")


def uniform(reader: Reader, ahead: Ahead) -> Iterator[Consequence]:
    """Until when uniform access can be switched off again, and whether a constraint refuses it."""
    change = _uniform_change(ahead)
    if change is None:
        return
    if _on(change.after):
        until = ahead.at + LOCKED_AFTER
        yield _undo(UNTIL, until=f"{until:%Y-%m-%d}")
    for rule in _rules(reader, ahead, UNIFORM):
        if rule.get("enforce") is True:
            certain = not rule.get("condition")
            code = "undo_refused_by_uniform_access" if certain else "undo_may_be_refused_by_uniform_access"
            yield _undo(code)


def lists_again(reader: Reader, ahead: Ahead) -> Iterator[Consequence]:
    """Where uniform access goes off: whether it is locked, or something stands on it that needs it."""
    change = _uniform_change(ahead)
    if change is None or _on(change.after):
        return
    bucket = bucket_name(ahead.finding.resource.id)
    if _locked(reader.call("storage.buckets.get", bucket=bucket), ahead.at):
        yield _undo("undo_refused_by_lock")
    policy = value_of(ahead.finding.facts, "iam", ahead.finding.resource.id)
    bindings = policy.get("bindings") if isinstance(policy, dict) else None
    if any(isinstance(b, dict) and b.get("condition") for b in bindings or ()):
        yield _undo("undo_refused_by_conditions")
    if reader.call("storage.managedFolders.list", bucket=bucket, pageSize=1).get("items"):
        yield _undo("undo_refused_by_managed_folders")


LOOKS = (
    ("undo_prevention_not_known", prevention),
    ("undo_domains_not_known", domains),
    ("undo_domains_not_known", members),
    ("undo_uniform_access_not_known", uniform),
    ("undo_lists_not_known", lists_again),
)
"""Each look with the code of what is said where it fails."""


def _uniform_change(ahead: Ahead) -> Change | None:
    return next((change for change in ahead.changes if change.setting == "uniform_access"), None)


def _on(value: Any) -> bool:  # noqa: ANN401 - a setting's JSON
    return isinstance(value, Mapping) and value.get("enabled") is True


def _locked(answer: Mapping[str, Any], at: datetime) -> bool:
    configuration = answer.get("iamConfiguration")
    found = configuration.get("uniformBucketLevelAccess") if isinstance(configuration, Mapping) else None
    locked = found.get("lockedTime") if isinstance(found, Mapping) else None
    try:
        return isinstance(locked, str) and datetime.fromisoformat(locked) <= at
    except (TypeError, ValueError) as error:
        raise Malformed("storage.buckets.get: not the form of a time") from error


def _rules(reader: Reader, ahead: Ahead, constraint: str) -> list[dict[str, Any]]:
    """The rules in force of a constraint; one that nobody set has none, or allows everything."""
    answer = reader.call(
        "orgpolicy.projects.policies.getEffectivePolicy",
        name=f"projects/{ahead.finding.resource.account}/policies/{constraint}",
    )
    spec = answer.get("spec")
    rules = (spec.get("rules") if isinstance(spec, Mapping) else None) or []
    if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
        raise Malformed("orgpolicy.projects.policies.getEffectivePolicy: not the form of a policy")
    return rules


def _undo(code: str, *, known: bool = True, permission: str = "", **args: str) -> Consequence:
    return Consequence(topic=Topic.UNDO, code=code, args=args, known=known, permission=permission)
