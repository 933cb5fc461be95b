"""May this caller do that? Owners may, but for what is denied them; others are judged as strangers."""

from __future__ import annotations

from typing import Any

from ajar.demo.gcp.errors import GoogleError, denied, not_found
from ajar.demo.gcp.routing import Ask
from ajar.demo.gcp.state import Bucket, Denial, Organization, Project
from ajar.demo.gcp.stranger import allowed


def may(ask: Ask, permission: str, bucket: Bucket, name: str = "") -> bool:
    """Tell whether the caller holds the permission on the bucket, or on the object or prefix of that name."""
    if _kept_from(ask, permission, bucket.name, bucket.project):
        return False
    owner = ask.caller is not None and ask.caller in ask.project_of(bucket).owners
    return owner or allowed(ask.world, ask.caller, permission, bucket, name)


def require(ask: Ask, permission: str, bucket: Bucket, name: str = "") -> None:
    """Pass when the caller may; else raise GoogleError: 401 without credentials, 403 with them."""
    if not may(ask, permission, bucket, name):
        kind = "object" if permission == "storage.objects.get" else "bucket"
        raise denied(ask.caller, permission, f"the Google Cloud Storage {kind}")


def require_in_project(ask: Ask, permission: str, project: Project) -> None:
    """Pass when the caller owns the project and nothing denies it; else raise GoogleError."""
    owner = ask.caller is not None and ask.caller in project.owners
    if owner and not _kept_from(ask, permission, project.id):
        return
    if permission.startswith("storage."):
        raise denied(ask.caller, permission, "the Google Cloud project")
    raise _refused(ask, permission, f"projects/{project.id}")


def require_in_organization(ask: Ask, permission: str, organization: Organization) -> None:
    """Pass when the caller belongs to the organization and nothing denies it; else raise GoogleError."""
    if not may_in_organization(ask, permission, organization):
        raise _refused(ask, permission, f"organizations/{organization.id}")


def may_in_organization(ask: Ask, permission: str, organization: Organization) -> bool:
    """Tell whether the caller belongs to the organization and nothing denies it."""
    member = ask.caller is not None and ask.caller in organization.members
    return member and not _kept_from(ask, permission, organization.id)


def may_see(ask: Ask, project: Project) -> bool:
    """Tell whether a project is among those that a search by this caller finds."""
    owner = ask.caller is not None and ask.caller in project.owners
    return owner and not _kept_from(ask, "resourcemanager.projects.get", project.id)


def project_named(ask: Ask, name: str) -> Project:
    """Return the project of that id or number. Raises GoogleError as for one that may not be seen."""
    found = ask.world.project(name)
    if found is None:
        if ask.method.startswith("storage."):
            raise not_found(f"Unknown project id: {name}")
        raise _refused(ask, "resourcemanager.projects.get", f"projects/{name}")
    return found


def organization_named(ask: Ask, number: str) -> Organization:
    """Return the organization of that number. Raises GoogleError as for one that may not be seen."""
    found = ask.world.organizations.get(number)
    if found is None:
        raise _refused(ask, "resourcemanager.organizations.get", f"organizations/{number}")
    return found


def _kept_from(ask: Ask, permission: str, *targets: str) -> bool:
    if ask.caller is None or not ask.world.denials:
        return False
    wanted = {Denial(ask.caller, what, on) for what in (permission, ask.method) for on in (*targets, "*")}
    return not wanted.isdisjoint(ask.world.denials)


def _refused(ask: Ask, permission: str, name: str) -> GoogleError:
    if ask.caller is None:
        return GoogleError(401, "required", "Request is missing required authentication credential.")
    resource = f"//cloudresourcemanager.googleapis.com/{name}"
    info: dict[str, Any] = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "IAM_PERMISSION_DENIED",
        "domain": "cloudresourcemanager.googleapis.com",
        "metadata": {"resource": name, "permission": permission},
    }
    message = f"Permission '{permission}' denied on resource '{resource}' (or it may not exist)."
    return GoogleError(403, "forbidden", message, details=[info])
