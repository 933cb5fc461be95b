"""The projects that the credentials can see, and what is ours by the project that is scanned."""

from __future__ import annotations

from typing import Any

from ajar.model.ours import Ours
from ajar.providers.gcp.session.failures import one_line
from ajar.providers.kind import CloudError, Denied, Expired, Identity, NoCredentials, Off, Reader, Unreachable

NAME_ONE = "name the project, with --project or where the account is added"


def visible_projects(reader: Reader, own: str) -> tuple[str, ...]:
    """The ids of all active projects that the credentials can see, sorted; `own` where they may not look.

    Raises NoCredentials where there is none, and what Reader.call raises but for Denied and Off.
    """
    try:
        found = sorted(
            {project["projectId"] for page in _search(reader) for project in page if "projectId" in project}
        )
    except (Denied, Off):
        found = []
    if not found and own:
        found = [own]
    if not found:
        raise NoCredentials(f"these credentials see no project: {NAME_ONE}")
    return tuple(found)


def identity_of(reader: Reader, name: str) -> Identity:
    """Who the credentials are (`name`, else the project), and what is ours by the project alone.

    What may not be read is left out. Raises Expired, NoCredentials and Unreachable.
    """
    number, parent = _project(reader)
    organization = parent.removeprefix("organizations/") if parent.startswith("organizations/") else ""
    if parent.startswith("folders/"):
        organization = _above(reader)
    domain = _domain(reader, organization) if organization else ""
    return Identity(
        name=name or f"project {reader.account}",
        organization=organization or None,
        ours=Ours(
            accounts=frozenset({reader.account, number} - {""}),
            organizations=frozenset({organization} - {""}),
            domains=frozenset({domain} - {""}),
        ),
    )


def _search(reader: Reader) -> Any:  # noqa: ANN401 - pages of an answer's JSON
    # Finds what the caller holds resourcemanager.projects.get on; projects on their way out are left aside.
    # "projects.search", https://cloud.google.com/resource-manager/reference/rest/v3/projects/search,
    # read 2026-11-24.
    pages = reader.pages("cloudresourcemanager.projects.search", query="state:ACTIVE")
    return (_dicts(page.get("projects")) for page in pages)


def _project(reader: Reader) -> tuple[str, str]:
    """The project's number and its parent; empty where they may not be read."""
    answer = _readable(reader, "cloudresourcemanager.projects.get", name=f"projects/{reader.account}")
    return str(answer.get("name", "")).removeprefix("projects/"), str(answer.get("parent", ""))


def _above(reader: Reader) -> str:
    """The organization above the folders that the project lies in."""
    answer = _readable(reader, "cloudresourcemanager.projects.getAncestry", projectId=reader.account)
    for step in _dicts(answer.get("ancestor")):
        place = step.get("resourceId")
        if isinstance(place, dict) and place.get("type") == "organization":
            return str(place.get("id", ""))
    return ""


def _domain(reader: Reader, organization: str) -> str:
    # "Organization.displayName": the organization's primary domain in Google Workspace or Cloud Identity.
    # https://cloud.google.com/resource-manager/reference/rest/v3/organizations, read 2026-11-24.
    answer = _readable(reader, "cloudresourcemanager.organizations.get", name=f"organizations/{organization}")
    return one_line(answer.get("displayName", "")).lower()


def _readable(reader: Reader, operation: str, **arguments: str) -> dict[str, Any]:
    try:
        return dict(reader.call(operation, **arguments))
    except (Expired, NoCredentials, Unreachable):
        raise
    except CloudError:
        return {}


def _dicts(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
