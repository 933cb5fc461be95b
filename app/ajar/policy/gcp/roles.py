"""What a role of Cloud Storage lets somebody do, by the permissions that it really holds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.resources import files

from ajar.model.access import Capability


def _shipped() -> dict[str, frozenset[str]]:
    """The predefined roles with their permissions; the file itself says where and when they were read."""
    document = json.loads((files("ajar.policy.gcp") / "roles.json").read_text("utf-8"))
    return {name: frozenset(held) for name, held in document["roles"].items()}


PREDEFINED: Mapping[str, frozenset[str]] = _shipped()
"""The roles that need not be read: Google's own for Cloud Storage, and the basic ones."""

LEGACY_BUCKET = {
    "READER": "roles/storage.legacyBucketReader",
    "WRITER": "roles/storage.legacyBucketWriter",
    "OWNER": "roles/storage.legacyBucketOwner",
}
"""The roles that are a bucket's access control list seen the other way, by the list's own names.

"IAM relation to ACLs", https://cloud.google.com/storage/docs/access-control/iam#acls, read 2026-11-24.
"""

_CAPABILITIES = {
    # Who may change the configuration may switch off what protects it.
    "storage.buckets.update": Capability.ADMIN,
    "storage.buckets.setIamPolicy": Capability.ADMIN,
    "storage.buckets.setIpFilter": Capability.ADMIN,
    "storage.managedFolders.setIamPolicy": Capability.ADMIN,
    "storage.objects.setIamPolicy": Capability.ADMIN,
    "storage.objects.create": Capability.WRITE,
    "storage.objects.update": Capability.WRITE,
    "storage.objects.delete": Capability.DELETE,
    "storage.objects.move": Capability.DELETE,
    "storage.buckets.delete": Capability.DELETE,
    "storage.objects.get": Capability.READ,
    "storage.objects.list": Capability.LIST,
    "storage.buckets.get": Capability.SETTINGS,
    "storage.buckets.getIamPolicy": Capability.SETTINGS,
    "storage.objects.getIamPolicy": Capability.SETTINGS,
}

_SHOWN_FIRST = (
    "storage.objects.get",
    "storage.objects.list",
    "storage.objects.create",
    "storage.objects.delete",
    "storage.buckets.setIamPolicy",
    "storage.buckets.update",
    "storage.objects.setIamPolicy",
)


def capabilities(permissions: Iterable[str]) -> frozenset[Capability]:
    """What these permissions on a bucket come to; empty where none of them touches the bucket.

    "IAM permissions for Cloud Storage", https://cloud.google.com/storage/docs/access-control/iam-permissions,
    read 2026-11-24.
    """
    return frozenset(_CAPABILITIES[name] for name in permissions if name in _CAPABILITIES)


def telling(permissions: Iterable[str]) -> str:
    """The permission that shows best what can be done, for a witness; empty where none touches the bucket."""
    held = {name for name in permissions if name in _CAPABILITIES}
    return next((name for name in (*_SHOWN_FIRST, *sorted(held)) if name in held), "")
