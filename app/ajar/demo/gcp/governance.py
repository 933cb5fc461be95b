"""What stands beside the buckets: the organization policies in force on a project, and what a role holds."""

from __future__ import annotations

from typing import Any

from ajar.demo.gcp.access import (
    organization_named,
    project_named,
    require_in_organization,
    require_in_project,
)
from ajar.demo.gcp.errors import not_found
from ajar.demo.gcp.roles import PREDEFINED
from ajar.demo.gcp.routing import Answer, Ask, Route
from ajar.demo.gcp.state import (
    MANAGED_MEMBERS,
    MEMBER_DOMAINS,
    PUBLIC_ACCESS_PREVENTION,
    UNIFORM_ACCESS,
)


def _effective_policy(ask: Ask) -> Answer:
    """Answer the constraint's effective policy: one that is set nowhere comes back as not enforced."""
    project = project_named(ask, ask.parts["project"])
    require_in_project(ask, "orgpolicy.policy.get", project)
    constraint = ask.parts["constraint"]
    if constraint in (PUBLIC_ACCESS_PREVENTION, UNIFORM_ACCESS):
        rule: dict[str, Any] = {"enforce": ask.world.enforced(project, constraint)}
    elif constraint == MEMBER_DOMAINS:
        customers = project.allowed_customers
        rule = {"allowAll": True} if customers is None else {"values": {"allowedValues": sorted(customers)}}
    elif constraint == MANAGED_MEMBERS:
        members = project.allowed_members
        rule = {"enforce": members is not None}
        if members is not None:
            rule["parameters"] = {"allowedMemberSubjects": sorted(members)}
    else:
        raise not_found(f"Requested entity was not found: constraints/{constraint}")
    return {"name": f"projects/{project.number}/policies/{constraint}", "spec": {"rules": [rule]}}


def _predefined_role(ask: Ask) -> Answer:
    return _role(f"roles/{ask.parts['role']}", PREDEFINED.get(f"roles/{ask.parts['role']}"))


def _custom_role(ask: Ask) -> Answer:
    project = project_named(ask, ask.parts["project"])
    require_in_project(ask, "iam.roles.get", project)
    name = f"projects/{project.id}/roles/{ask.parts['role']}"
    return _role(name, project.roles.get(ask.parts["role"]))


def _organization_role(ask: Ask) -> Answer:
    organization = organization_named(ask, ask.parts["organization"])
    require_in_organization(ask, "iam.roles.get", organization)
    name = f"organizations/{organization.id}/roles/{ask.parts['role']}"
    return _role(name, organization.roles.get(ask.parts["role"]))


def _role(name: str, found: dict[str, Any] | None) -> dict[str, Any]:
    if found is None:
        raise not_found(f"The role named {name} was not found.")
    return dict(found)


ROUTES = (
    Route(
        "orgpolicy.projects.policies.getEffectivePolicy",
        "GET",
        "/v2/projects/{project}/policies/{constraint}:getEffectivePolicy",
        _effective_policy,
        target="project",
    ),
    Route("iam.roles.get", "GET", "/v1/roles/{role}", _predefined_role, target=""),
    Route(
        "iam.organizations.roles.get",
        "GET",
        "/v1/organizations/{organization}/roles/{role}",
        _organization_role,
        target="organization",
    ),
    Route(
        "iam.projects.roles.get", "GET", "/v1/projects/{project}/roles/{role}", _custom_role, target="project"
    ),
)
