"""IAM policies of buckets and managed folders: read, replaced under the guard of an etag, and tested.

What a policy with conditions answers to a reader who does not ask for version 3 has two accounts. The
method's own page says that the request fails ("Buckets: getIamPolicy",
https://cloud.google.com/storage/docs/json_api/v1/buckets/getIamPolicy, read 2026-11-24). The maintainers of
the client libraries found that it no longer does (googleapis/python-storage, issue 52 and pull request 53,
read 2026-11-24). IAM elsewhere leaves the condition out, marks the role with `_withcond_` and a hash, and
answers version 1; the fake does that too, because it is what could mislead a reader.
"""

from __future__ import annotations

import copy
import hashlib
import json
from typing import Any

from ajar.demo.gcp.access import may, require
from ajar.demo.gcp.access_lists import PREVENTED
from ajar.demo.gcp.errors import invalid, precondition
from ajar.demo.gcp.roles import PREDEFINED, custom
from ajar.demo.gcp.routing import Answer, Ask, Route
from ajar.demo.gcp.shapes import POLICY
from ajar.demo.gcp.state import PUBLIC_MEMBERS, Binding, Bucket, World, etag

_VERSIONS = (0, 1, 3)
_CONDITIONAL = 3
_MEMBER_KINDS = (
    "user",
    "serviceAccount",
    "group",
    "domain",
    "projectOwner",
    "projectEditor",
    "projectViewer",
    "principal",
    "principalSet",
    "deleted",
)


def shown(resource: str, bindings: list[Binding], metageneration: int, version: int) -> dict[str, Any]:
    """Return a policy as the API shows it to who asks for that version; `resource` is `projects/_/...`."""
    conditional = any("condition" in b for b in bindings)
    wanted = copy.deepcopy(bindings) if version >= _CONDITIONAL else [_unconditional(b) for b in bindings]
    return {
        "kind": "storage#policy",
        "resourceId": resource,
        "version": _CONDITIONAL if conditional and version >= _CONDITIONAL else 1,
        "etag": etag(metageneration),
        "bindings": wanted,
    }


def _unconditional(binding: Binding) -> Binding:
    plain = {"role": binding["role"], "members": list(binding["members"])}
    if "condition" in binding:
        digest = hashlib.sha256(json.dumps(binding["condition"], sort_keys=True).encode()).hexdigest()
        plain["role"] += f"_withcond_{digest[:20]}"
    return plain


def _get(ask: Ask) -> Answer:
    bucket = ask.bucket()
    require(ask, "storage.buckets.getIamPolicy", bucket)
    version = ask.number("optionsRequestedPolicyVersion", 1)
    if version not in _VERSIONS:
        raise invalid(f"Invalid requested policy version: {version}")
    return shown(f"projects/_/buckets/{bucket.name}", bucket.bindings, bucket.metageneration, version)


def _set(ask: Ask) -> Answer:
    bucket = ask.bucket()
    require(ask, "storage.buckets.setIamPolicy", bucket)
    if ask.body.get("etag") and ask.body["etag"] != bucket.etag:
        raise precondition()
    bindings = _bindings(ask)
    _check(ask.world, bucket, bindings)
    bucket.bindings = bindings
    bucket.touch()
    version = _CONDITIONAL if any("condition" in b for b in bindings) else 1
    return shown(f"projects/_/buckets/{bucket.name}", bindings, bucket.metageneration, version)


def _bindings(ask: Ask) -> list[Binding]:
    """Return the body's bindings, empty ones left out. Raises GoogleError (400) for a wrong version."""
    version = ask.body.get("version", 1)
    if version not in _VERSIONS:
        raise invalid(f"Invalid policy version: {version}")
    bindings = [b for b in ask.body.get("bindings") or [] if b.get("members")]
    if any("condition" in b for b in bindings) and version != _CONDITIONAL:
        raise invalid("A policy with conditional role bindings must specify version 3.")
    return copy.deepcopy(bindings)


def _check(world: World, bucket: Bucket, bindings: list[Binding]) -> None:
    # "Overview of IAM Conditions", https://cloud.google.com/iam/docs/conditions-overview, read 2026-11-24: no
    # conditions on the public names, nor on buckets that still use access control lists.
    for binding in bindings:
        public = not set(PUBLIC_MEMBERS).isdisjoint(binding["members"])
        if binding.get("role") not in PREDEFINED and custom(world, binding.get("role", "")) is None:
            raise invalid(f"Role {binding.get('role')} is not supported for this resource.")
        if any(not _known(member) for member in binding["members"]):
            raise invalid("Invalid argument: a member is of no known kind.")
        if "condition" in binding and public:
            raise invalid("Conditions can't be set on allUsers and allAuthenticatedUsers.")
        if "condition" in binding and not bucket.uniform:
            raise precondition("IAM conditions need uniform bucket-level access.")
    if world.prevented(bucket) and _public(bindings) - _public(bucket.bindings):
        raise precondition(PREVENTED)
    project = world.projects[bucket.project]
    come = {m for b in bindings for m in b["members"]} - {m for b in bucket.bindings for m in b["members"]}
    if not all(world.permitted(project, member) for member in come):
        # "Domain restricted sharing",
        # https://cloud.google.com/resource-manager/docs/organization-policy/domain-restricted-sharing,
        # read 2026-11-24: what was there before it stays, and nobody else comes in.
        raise precondition("One or more users named in the policy do not belong to a permitted customer.")


def _known(member: str) -> bool:
    kind, _, name = member.partition(":")
    return member in PUBLIC_MEMBERS or (kind in _MEMBER_KINDS and bool(name))


def _public(bindings: list[Binding]) -> set[tuple[str, str]]:
    return {(b["role"], member) for b in bindings for member in b["members"] if member in PUBLIC_MEMBERS}


def _test(ask: Ask) -> Answer:
    bucket = ask.bucket()
    asked = ask.query.get("permissions", [])
    if not asked:
        raise invalid("Required parameter: permissions")
    held = [permission for permission in asked if may(ask, permission, bucket)]
    answer: dict[str, Any] = {"kind": "storage#testIamPermissionsResponse"}
    return answer | ({"permissions": held} if held else {})


_IAM = "/storage/v1/b/{bucket}/iam"
ROUTES = (
    Route("storage.buckets.getIamPolicy", "GET", _IAM, _get, query=("optionsRequestedPolicyVersion",)),
    Route("storage.buckets.setIamPolicy", "PUT", _IAM, _set, body=POLICY, writes=True),
    Route(
        "storage.buckets.testIamPermissions", "GET", f"{_IAM}/testPermissions", _test, query=("permissions",)
    ),
)
