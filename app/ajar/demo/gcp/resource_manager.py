"""Resource Manager, versions 1 and 3: the projects and the organization that the caller can see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ajar.demo.gcp.access import (
    may_in_organization,
    may_see,
    organization_named,
    project_named,
    require_in_organization,
    require_in_project,
)
from ajar.demo.gcp.errors import GoogleError, invalid
from ajar.demo.gcp.routing import Answer, Ask, Route, page
from ajar.demo.gcp.shapes import NOTHING, ORGANIZATION_SEARCH
from ajar.demo.gcp.state import Organization, Project, timestamp

_PAGE = 300
_GET = "resourcemanager.projects.get"


def _projects(ask: Ask) -> tuple[list[Project], str]:
    _signed_in(ask)
    found = {p.id: p for p in ask.world.projects.values() if may_see(ask, p)}
    size = ask.number("pageSize", _PAGE) or _PAGE
    kept, token = page(sorted(found), ask.option("pageToken"), min(size, _PAGE))
    return [found[name] for name in kept], token


def _search(ask: Ask) -> Answer:
    if ask.option("query") not in ("", "state:ACTIVE"):
        raise invalid(f"This fake does not serve the query {ask.option('query')!r}")
    found, token = _projects(ask)
    return _paged("projects", [_project_v3(p) for p in found], token)


def _list(ask: Ask) -> Answer:
    if ask.option("filter") not in ("", "lifecycleState:ACTIVE"):
        raise invalid(f"This fake does not serve the filter {ask.option('filter')!r}")
    found, token = _projects(ask)
    return _paged("projects", [_project_v1(p) for p in found], token)


def _get_v3(ask: Ask) -> Answer:
    return _project_v3(_visible(ask))


def _get_v1(ask: Ask) -> Answer:
    return _project_v1(_visible(ask))


def _ancestry(ask: Ask) -> Answer:
    project = _visible(ask)
    chain = [{"resourceId": {"type": "project", "id": project.id}}]
    if project.organization:
        chain.append({"resourceId": {"type": "organization", "id": project.organization}})
    return {"ancestor": chain}


def _visible(ask: Ask) -> Project:
    project = project_named(ask, ask.parts["project"])
    require_in_project(ask, _GET, project)
    return project


def _organizations(ask: Ask, token: str, size: int) -> tuple[list[Organization], str]:
    _signed_in(ask)
    what = "resourcemanager.organizations.get"
    found = {o.id: o for o in ask.world.organizations.values() if may_in_organization(ask, what, o)}
    kept, after = page(sorted(found), token, min(size or _PAGE, _PAGE))
    return [found[name] for name in kept], after


def _search_organizations_v3(ask: Ask) -> Answer:
    found, token = _organizations(ask, ask.option("pageToken"), ask.number("pageSize", _PAGE))
    return _paged("organizations", [_organization_v3(o) for o in found], token)


def _search_organizations_v1(ask: Ask) -> Answer:
    if ask.body.get("filter"):
        raise invalid("This fake does not serve filters on organizations")
    found, token = _organizations(ask, ask.body.get("pageToken") or "", ask.body.get("pageSize") or _PAGE)
    return _paged("organizations", [_organization_v1(o) for o in found], token)


def _get_organization_v3(ask: Ask) -> Answer:
    return _organization_v3(_visible_organization(ask))


def _get_organization_v1(ask: Ask) -> Answer:
    return _organization_v1(_visible_organization(ask))


def _visible_organization(ask: Ask) -> Organization:
    found = organization_named(ask, ask.parts["organization"])
    require_in_organization(ask, "resourcemanager.organizations.get", found)
    return found


def _signed_in(ask: Ask) -> None:
    if ask.caller is None:
        raise GoogleError(401, "required", "Request is missing required authentication credential.")


def _paged(name: str, items: Sequence[dict[str, Any]], token: str) -> dict[str, Any]:
    return ({name: list(items)} if items else {}) | ({"nextPageToken": token} if token else {})


def _project_v3(project: Project) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "name": f"projects/{project.number}",
        "projectId": project.id,
        "state": "ACTIVE",
        "displayName": project.name,
        "createTime": timestamp(project.created),
    }
    if project.organization:
        answer["parent"] = f"organizations/{project.organization}"
    return answer | ({"labels": project.labels} if project.labels else {})


def _project_v1(project: Project) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "projectNumber": project.number,
        "projectId": project.id,
        "lifecycleState": "ACTIVE",
        "name": project.name,
        "createTime": timestamp(project.created),
    }
    if project.organization:
        answer["parent"] = {"type": "organization", "id": project.organization}
    return answer | ({"labels": project.labels} if project.labels else {})


def _organization_v3(organization: Organization) -> dict[str, Any]:
    return {
        "name": f"organizations/{organization.id}",
        "displayName": organization.domain,
        "state": "ACTIVE",
        "createTime": timestamp(organization.created),
    }


def _organization_v1(organization: Organization) -> dict[str, Any]:
    return {
        "name": f"organizations/{organization.id}",
        "displayName": organization.domain,
        "lifecycleState": "ACTIVE",
        "creationTime": timestamp(organization.created),
    }


_P = "cloudresourcemanager.projects"
_O = "cloudresourcemanager.organizations"
ROUTES = (
    Route(
        f"{_P}.search", "GET", "/v3/projects:search", _search, ("query", "pageSize", "pageToken"), target=""
    ),
    Route(f"{_P}.list", "GET", "/v1/projects", _list, ("filter", "pageSize", "pageToken"), target=""),
    Route(f"{_P}.get", "GET", "/v3/projects/{project}", _get_v3, target="project"),
    Route(f"{_P}.get", "GET", "/v1/projects/{project}", _get_v1, target="project"),
    Route(
        f"{_P}.getAncestry",
        "POST",
        "/v1/projects/{project}:getAncestry",
        _ancestry,
        body=NOTHING,
        target="project",
    ),
    Route(
        f"{_O}.search",
        "GET",
        "/v3/organizations:search",
        _search_organizations_v3,
        ("pageSize", "pageToken"),
        target="",
    ),
    Route(
        f"{_O}.search",
        "POST",
        "/v1/organizations:search",
        _search_organizations_v1,
        body=ORGANIZATION_SEARCH,
        target="",
    ),
    Route(
        f"{_O}.get", "GET", "/v3/organizations/{organization}", _get_organization_v3, target="organization"
    ),
    Route(
        f"{_O}.get", "GET", "/v1/organizations/{organization}", _get_organization_v1, target="organization"
    ),
)
