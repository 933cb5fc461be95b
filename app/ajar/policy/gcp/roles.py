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
# Told where a role holds none of those above: they go with them, and say nothing new beside them.
_MINOR = {
    "storage.anywhereCaches.create": Capability.ADMIN,
    "storage.anywhereCaches.disable": Capability.ADMIN,
    "storage.anywhereCaches.pause": Capability.ADMIN,
    "storage.anywhereCaches.resume": Capability.ADMIN,
    "storage.anywhereCaches.update": Capability.ADMIN,
    "storage.bucketOperations.cancel": Capability.ADMIN,
    "storage.buckets.createTagBinding": Capability.ADMIN,
    "storage.buckets.deleteTagBinding": Capability.ADMIN,
    "storage.buckets.enableObjectRetention": Capability.ADMIN,
    "storage.buckets.relocate": Capability.ADMIN,
    "storage.buckets.restore": Capability.WRITE,
    "storage.folders.create": Capability.WRITE,
    "storage.managedFolders.create": Capability.WRITE,
    "storage.multipartUploads.create": Capability.WRITE,
    "storage.objects.createContext": Capability.WRITE,
    "storage.objects.restore": Capability.WRITE,
    "storage.objects.setRetention": Capability.WRITE,
    "storage.objects.updateContext": Capability.WRITE,
    "storage.folders.delete": Capability.DELETE,
    "storage.folders.rename": Capability.DELETE,
    "storage.managedFolders.delete": Capability.DELETE,
    "storage.multipartUploads.abort": Capability.DELETE,
    "storage.objects.deleteContext": Capability.DELETE,
    "storage.objects.overrideUnlockedRetention": Capability.DELETE,
    # Names of what is in the bucket.
    "storage.buckets.getObjectInsights": Capability.LIST,
    "storage.folders.get": Capability.LIST,
    "storage.folders.list": Capability.LIST,
    "storage.managedFolders.get": Capability.LIST,
    "storage.managedFolders.list": Capability.LIST,
    "storage.multipartUploads.list": Capability.LIST,
    "storage.multipartUploads.listParts": Capability.LIST,
    "storage.anywhereCaches.get": Capability.SETTINGS,
    "storage.anywhereCaches.list": Capability.SETTINGS,
    "storage.bucketOperations.get": Capability.SETTINGS,
    "storage.bucketOperations.list": Capability.SETTINGS,
    "storage.buckets.listEffectiveTags": Capability.SETTINGS,
    "storage.buckets.listTagBindings": Capability.SETTINGS,
    "storage.managedFolders.getIamPolicy": Capability.SETTINGS,
}
# What gives nothing on a bucket by itself: it is a project's, or goes with another permission.
_ELSEWHERE = frozenset(
    {
        "storage.buckets.create",
        "storage.buckets.exemptFromIpFilter",
        "storage.buckets.getIpFilter",
        "storage.buckets.list",
    }
)
_OF_PROJECTS = ("storage.hmacKeys.", "storage.intelligenceConfigs.")

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
    held = frozenset(permissions)
    great = frozenset(_CAPABILITIES[name] for name in held if name in _CAPABILITIES)
    return great or frozenset(_MINOR[name] for name in held if name in _MINOR)


def not_known(permissions: Iterable[str]) -> tuple[str, ...]:
    """Those of Cloud Storage's permissions of which it is not known what they give, sorted."""
    known = (*_CAPABILITIES, *_MINOR, *_ELSEWHERE)
    ours = (name for name in permissions if name.startswith("storage.") and name not in known)
    return tuple(sorted(name for name in ours if not name.startswith(_OF_PROJECTS)))


def telling(permissions: Iterable[str]) -> str:
    """The permission that shows best what can be done, for a witness; empty where none touches the bucket."""
    asked = frozenset(permissions)
    held = {name for name in asked if name in _CAPABILITIES} or {name for name in asked if name in _MINOR}
    return next((name for name in (*_SHOWN_FIRST, *sorted(held)) if name in held), "")
