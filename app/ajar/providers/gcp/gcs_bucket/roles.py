"""The roles in a bucket's policy that Ajar does not bring along: the project's own, and rarer ones.

"projects.roles.get", https://cloud.google.com/iam/docs/reference/rest/v1/projects.roles/get, read 2026-11-24.
"""

from __future__ import annotations

from ajar.model.facts import Fact, Facts
from ajar.model.resource import Owner, Resource
from ajar.policy.gcp.bindings import roles_named
from ajar.policy.gcp.evidence import value_of
from ajar.policy.gcp.roles import PREDEFINED
from ajar.providers.kind import Absent, Malformed, Reader

_PREFIX = "//iam.googleapis.com/"
_METHODS = {
    "projects": "iam.projects.roles.get",
    "organizations": "iam.organizations.roles.get",
    "roles": "iam.roles.get",
}
_NOT_THERE = ("notFound", "NOT_FOUND")
_STORAGE = "storage."


def to_read(resource: Resource, facts: Facts) -> tuple[Owner, ...]:
    """The roles of the policy that are not known without asking, each shared with all that use it."""
    named = roles_named(value_of(facts, "iam", resource.id))
    return tuple(
        Owner(id=role_id(role), name=role, shared="project")
        for role in named
        if role not in PREDEFINED and role.partition("/")[0] in _METHODS
    )


def role_id(role: str) -> str:
    """A role's full resource name."""
    return f"{_PREFIX}{role}"


def read(reader: Reader, owner: Owner) -> Fact:
    """The role's permissions for Cloud Storage; None for a role that is no longer there. Raises CloudErrors.

    A role that was deleted or switched off gives nothing: "Creating and managing custom roles",
    https://cloud.google.com/iam/docs/creating-custom-roles, read 2026-11-24.
    """
    try:
        answer = reader.call(_METHODS[owner.name.partition("/")[0]], name=owner.name, absent=_NOT_THERE)
    except Absent:
        return Fact(None)
    if answer.get("deleted") is True or answer.get("stage") == "DISABLED":
        return Fact(None)
    held = answer.get("includedPermissions") or []
    if not isinstance(held, list) or not all(isinstance(name, str) for name in held):
        raise Malformed("iam.roles.get: not the form of a role")
    return Fact({"permissions": sorted(name for name in held if name.startswith(_STORAGE))})
