"""The settings of a bucket: whose each is, how it is read, and how a difference is written.

A scan makes two calls a bucket: its configuration, which several settings share (a reader asks once), and its
policy; two more where uniform access is off. What stands above (organization, custom roles) is asked once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from ajar.model.facts import Fact, Facts, Value, reading
from ajar.model.resource import Owner, Resource, itself
from ajar.policy.gcp import gates
from ajar.providers.gcp.gcs_bucket import lists, policy, roles
from ajar.providers.gcp.gcs_bucket.listing import bucket_name, labels_of
from ajar.providers.kind import Malformed, Reader, Session, Setting

PROJECT = "//cloudresourcemanager.googleapis.com/projects/"
CONSTRAINT = "storage.publicAccessPrevention"
LOCKED_AFTER = timedelta(days=90)
"""How long uniform access can be switched off again after it was switched on.

"Uniform bucket-level access", https://cloud.google.com/storage/docs/uniform-bucket-level-access,
read 2026-11-24.
"""


def project_of(resource: Resource) -> Owner:
    """The project as the owner of what stands above its buckets."""
    return Owner(id=f"{PROJECT}{resource.account}", name=resource.account, shared="project")


def _own(resource: Resource, _facts: Facts) -> tuple[Owner, ...]:
    return (itself(resource),)


def _project(resource: Resource, _facts: Facts) -> tuple[Owner, ...]:
    return (project_of(resource),)


def _lists_alive(resource: Resource, facts: Facts) -> tuple[Owner, ...]:
    # With uniform access the lists are void, and asking for them is refused.
    if gates.uniform(reading(facts, "uniform_access", resource.id)):
        return ()
    return (itself(resource),)


def _bucket(reader: Reader, owner: Owner) -> Mapping[str, Any]:
    return reader.call("storage.buckets.get", bucket=bucket_name(owner.id))


def _configuration(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    configuration = answer.get("iamConfiguration")
    if not isinstance(configuration, Mapping):
        raise Malformed("storage.buckets.get: no iamConfiguration")
    return configuration


def _read_prevention(reader: Reader, owner: Owner) -> Fact:
    answer = _bucket(reader, owner)
    return Fact(_configuration(answer).get("publicAccessPrevention"), token=_token(answer))


def _read_uniform(reader: Reader, owner: Owner) -> Fact:
    answer = _bucket(reader, owner)
    uniform = _configuration(answer).get("uniformBucketLevelAccess")
    if not isinstance(uniform, Mapping):
        return Fact(None, token=_token(answer))
    # From when it is locked is Google's to set, and opens or shuts nothing.
    return Fact({"enabled": _enabled(uniform)}, token=_token(answer))


def _read_number(reader: Reader, owner: Owner) -> Fact:
    number = _bucket(reader, owner).get("projectNumber")
    return Fact(None if number is None else str(number))


def _read_labels(reader: Reader, owner: Owner) -> Fact:
    return Fact(labels_of(_bucket(reader, owner).get("labels")) or None)


def _read_organization(reader: Reader, owner: Owner) -> Fact:
    # The effective policy is the one that results from the project, its folders and its organization.
    # "projects.policies.getEffectivePolicy",
    # https://cloud.google.com/resource-manager/docs/reference/orgpolicy/rest, read 2026-11-24.
    answer = reader.call(
        "orgpolicy.projects.policies.getEffectivePolicy", name=f"projects/{owner.name}/policies/{CONSTRAINT}"
    )
    spec = answer.get("spec")
    rules = spec.get("rules") if isinstance(spec, Mapping) else None
    return Fact({"rules": list(rules)} if rules else None)


def _write_prevention(session: Session, owner: Owner, before: Value, after: Value, token: str | None) -> None:
    if before != after:
        _patch(session, owner, {"publicAccessPrevention": after}, token)


def _write_uniform(session: Session, owner: Owner, before: Value, after: Value, token: str | None) -> None:
    if not _same_uniform(before, after):
        _patch(session, owner, {"uniformBucketLevelAccess": {"enabled": _enabled(after)}}, token)


def _patch(session: Session, owner: Owner, configuration: Value, token: str | None) -> None:
    session.call(
        "storage.buckets.patch",
        bucket=bucket_name(owner.id),
        ifMetagenerationMatch=token,
        # The lists are not wanted back, so that nobody needs to be let read them for this.
        projection="noAcl",
        body={"iamConfiguration": configuration},
    )


def _same_uniform(one: Value, other: Value) -> bool:
    """Whether it is on in both or off in both; the date from which it is locked is Google's to set."""
    return _enabled(one) == _enabled(other)


def _enabled(value: Value) -> bool:
    return isinstance(value, Mapping) and value.get("enabled") is True


def _uniform_until(before: Value, after: Value, at: datetime) -> datetime | None:
    return at + LOCKED_AFTER if _enabled(after) and not _enabled(before) else None


def _token(answer: Mapping[str, Any]) -> str | None:
    metageneration = answer.get("metageneration")
    return None if metageneration is None else str(metageneration)


_GET = ("storage.buckets.get",)
_GET_POLICY = ("storage.buckets.getIamPolicy",)
_GET_LIST = ("storage.buckets.get", "storage.buckets.getIamPolicy")
# "Use public access prevention", https://cloud.google.com/storage/docs/using-public-access-prevention,
# read 2026-11-24: both settings stand among those that also take the right to set policies.
_UPDATE = ("storage.buckets.get", "storage.buckets.update", "storage.buckets.setIamPolicy")
_SET_LIST = (*_UPDATE, "storage.buckets.getIamPolicy")

SETTINGS = (
    Setting(
        name="public_access_prevention",
        of=_own,
        read=_read_prevention,
        write=_write_prevention,
        permissions=_GET,
        write_permissions=_UPDATE,
    ),
    Setting(
        name="organization_prevention",
        of=_project,
        read=_read_organization,
        permissions=("orgpolicy.policy.get",),
    ),
    Setting(
        name="uniform_access",
        of=_own,
        read=_read_uniform,
        write=_write_uniform,
        same=_same_uniform,
        undo_until=_uniform_until,
        permissions=_GET,
        write_permissions=_UPDATE,
    ),
    Setting(name="project_number", of=_own, read=_read_number, permissions=_GET),
    Setting(
        name="iam",
        of=_own,
        read=policy.read,
        write=policy.write,
        same=policy.same,
        mirrors=frozenset({"acl"}),
        permissions=_GET_POLICY,
        write_permissions=("storage.buckets.getIamPolicy", "storage.buckets.setIamPolicy"),
    ),
    Setting(
        name="acl",
        of=_lists_alive,
        read=lists.read,
        write=lists.write,
        same=lists.same,
        mirrors=frozenset({"iam"}),
        permissions=_GET_LIST,
        write_permissions=_SET_LIST,
    ),
    Setting(
        name="default_object_acl",
        of=_lists_alive,
        read=lists.read_default,
        write=lists.write_default,
        same=lists.same,
        permissions=_GET_LIST,
        write_permissions=_SET_LIST,
    ),
    Setting(name="roles", of=roles.to_read, read=roles.read, permissions=("iam.roles.get",)),
    Setting(name="tags", of=_own, read=_read_labels, permissions=_GET),
)
"""In the order in which they are read: later ones look at the earlier ones' facts to know their owners."""
