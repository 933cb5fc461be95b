"""Does this caller get in? The fake's own small judge, written apart from Ajar's on purpose.

Were it Ajar's own, a proof against the demo would prove nothing. Sources, all read 2026-11-24:
"Public access prevention", https://cloud.google.com/storage/docs/public-access-prevention;
"Access control lists", https://cloud.google.com/storage/docs/access-control/lists;
"Uniform bucket-level access", https://cloud.google.com/storage/docs/uniform-bucket-level-access;
"IAM for managed folders", https://cloud.google.com/storage/docs/access-control/iam-for-managed-folders.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from ajar.demo.gcp.roles import permissions
from ajar.demo.gcp.state import PUBLIC_MEMBERS, Binding, Bucket, World

_OBJECT_LIST_ROLES = {
    "READER": frozenset({"storage.objects.get"}),
    "OWNER": frozenset(
        {
            "storage.objects.get",
            "storage.objects.update",
            "storage.objects.getIamPolicy",
            "storage.objects.setIamPolicy",
        }
    ),
}
_UNTIL = re.compile(r"""request\.time\s*<\s*timestamp\(\s*["']([^"']+)["']\s*\)""")


def allowed(world: World, caller: str | None, permission: str, bucket: Bucket, name: str = "") -> bool:
    """Tell whether the caller holds a permission on the bucket, or on the object or prefix of that name.

    A caller without credentials is None. Owners of the project are not looked at here. A condition is
    understood when it is an end date; any other one grants nothing.
    """
    who = _names(world, caller, bucket)
    for binding in _bindings(bucket, name):
        if who.isdisjoint(binding["members"]) or not _in_force(world, binding):
            continue
        if permission in permissions(world, binding["role"]):
            return True
    return not bucket.uniform and _by_object_list(who, permission, bucket, name)


def _names(world: World, caller: str | None, bucket: Bucket) -> set[str]:
    # Prevention takes the two public names out of every policy and list; who is named otherwise gets in.
    names = {"allUsers"}
    if caller is not None:
        kind = "serviceAccount" if caller.endswith(".gserviceaccount.com") else "user"
        names |= {"allAuthenticatedUsers", f"{kind}:{caller}", f"domain:{caller.partition('@')[2]}"}
    return names.difference(PUBLIC_MEMBERS) if world.prevented(bucket) else names


def _bindings(bucket: Bucket, name: str) -> Iterator[Binding]:
    yield from bucket.bindings
    for folder, managed in bucket.folders.items():
        if name.startswith(folder):
            yield from managed.bindings


def _in_force(world: World, binding: Binding) -> bool:
    condition = binding.get("condition")
    if condition is None:
        return True
    until = _UNTIL.fullmatch(condition["expression"].strip())
    return until is not None and world.clock() < datetime.fromisoformat(until[1])


def _by_object_list(who: set[str], permission: str, bucket: Bucket, name: str) -> bool:
    stored = bucket.objects.get(name)
    if stored is None:
        return False
    entities = {re.sub("^(user|serviceAccount):", "user-", n).replace("domain:", "domain-") for n in who}
    return any(entity in entities and permission in _OBJECT_LIST_ROLES[role] for entity, role in stored.acl)
