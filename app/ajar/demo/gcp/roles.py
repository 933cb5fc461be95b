"""Which permissions a role holds: Cloud Storage's predefined roles, and a company's own."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from ajar.demo.gcp.state import World

# "Cloud Storage roles and permissions", https://cloud.google.com/iam/docs/roles-permissions/storage,
# read 2026-11-24.
PREDEFINED: dict[str, dict[str, Any]] = {
    role["name"]: role for role in json.loads((files("ajar.demo.gcp") / "roles.json").read_text("utf-8"))
}
_PERMISSIONS = {name: frozenset(role["includedPermissions"]) for name, role in PREDEFINED.items()}
_CUSTOM_DEPTH = 4  # projects / PROJECT / roles / NAME, or organizations / ...


def permissions(world: World, role: str) -> frozenset[str]:
    """Return the permissions of a role by its full name; none for one that does not exist or is deleted."""
    if role in _PERMISSIONS:
        return _PERMISSIONS[role]
    found = custom(world, role)
    if found is None or found.get("deleted"):
        return frozenset()
    return frozenset(found["includedPermissions"])


def custom(world: World, role: str) -> dict[str, Any] | None:
    """Return a project's or an organization's own role by its full name, as the API shows it, or None."""
    parts = role.split("/")
    if len(parts) != _CUSTOM_DEPTH or parts[2] != "roles":
        return None
    owner = world.project(parts[1]) if parts[0] == "projects" else world.organizations.get(parts[1])
    return owner.roles.get(parts[3]) if owner and parts[0] in ("projects", "organizations") else None
