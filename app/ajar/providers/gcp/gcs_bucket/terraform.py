"""A plan for a bucket in Terraform's language, to paste: what is to stand there, with what it replaces.

Terraform has no way to say that a member goes: it is told what is to be there. So the whole policy or list
stands in it, as it is with the plan made. Sources, read 2026-11-24: "google_storage_bucket_iam",
https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/storage_bucket_iam (the policy
resource is authoritative and fights with the binding and member ones); "google_storage_bucket",
"google_storage_bucket_acl" and "google_storage_default_object_acl" beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from ajar.model.change import Change, Plan
from ajar.providers.gcp.gcs_bucket.listing import bucket_name
from ajar.providers.gcp.gcs_bucket.placed import entries, given
from ajar.providers.quoting import hcl
from ajar.words.plain import plain

_ATTRIBUTES = ("public_access_prevention", "uniform_access")
_LISTS = {
    "acl": ("google_storage_bucket_acl", "google_storage_bucket_access_control", "bucket's list"),
    "default_object_acl": (
        "google_storage_default_object_acl",
        "google_storage_default_object_access_control",
        "list for new files",
    ),
}


def written(plan: Plan) -> str:
    """The blocks that make the plan's changes true, each under a comment that says what it replaces."""
    policy = any(change.setting == "iam" for change in plan.changes)
    blocks = [*_bucket(plan)]
    for change in plan.changes:
        if change.setting == "iam":
            blocks.append(_policy(change))
        # A list is the legacy roles of the policy seen otherwise: two resources would fight over them.
        elif change.setting in _LISTS and not (policy and change.setting == "acl"):
            blocks.append(_list(change))
    return "\n".join(blocks)


def _bucket(plan: Plan) -> Iterator[str]:
    lines = [line for change in plan.changes for line in _attribute(change)]
    if not lines:
        return
    name = bucket_name(plan.resource.id)
    head = (
        f"# Put these lines into the google_storage_bucket that is {_remark(name)};",
        "# they replace what it says of the same, and the rest of it stays.",
        f'resource "google_storage_bucket" {hcl(_local(name))} {{',
        f"  name     = {hcl(name)}",
        f"  location = {hcl(plan.resource.region.upper())}",
    )
    yield "\n".join((*head, *lines, "}", ""))


def _attribute(change: Change) -> Iterator[str]:
    if change.setting == "public_access_prevention":
        yield f"  public_access_prevention = {hcl(change.after or 'inherited')}"
    elif change.setting == "uniform_access":
        on = isinstance(change.after, dict) and change.after.get("enabled") is True
        yield f"  uniform_bucket_level_access = {hcl(on)}"


def _policy(change: Change) -> str:
    name = bucket_name(change.owner.id)
    local = hcl(_local(name))
    blocks = "".join(_binding(*found) for found in _bindings(change))
    return (
        f"# The whole policy of {_remark(name)}. It replaces every google_storage_bucket_iam_binding\n"
        "# and google_storage_bucket_iam_member of this bucket: take those out, or they will fight over it.\n"
        f'data "google_iam_policy" {local} {{\n{blocks}}}\n\n'
        f'resource "google_storage_bucket_iam_policy" {local} {{\n'
        f"  bucket      = {hcl(name)}\n"
        f"  policy_data = data.google_iam_policy.{_local(name)}.policy_data\n"
        "}\n"
    )


def _bindings(change: Change) -> Iterator[tuple[str, str, list[str]]]:
    found: dict[tuple[str, str], list[str]] = {}
    for role, condition, member in sorted(given(change.after)):
        found.setdefault((role, condition), []).append(member)
    for (role, condition), members in found.items():
        yield role, condition, members


def _binding(role: str, condition: str, members: list[str]) -> str:
    parts = f"    role    = {hcl(role)}\n    members = {hcl(members, 2)}\n"
    if condition:
        named = json.loads(condition)
        lines = "".join(
            f"      {name} = {hcl(str(named[name]))}\n"
            for name in ("title", "description", "expression")
            if isinstance(named, dict) and named.get(name)
        )
        parts += f"    condition {{\n{lines}    }}\n"
    return f"  binding {{\n{parts}  }}\n"


def _list(change: Change) -> str:
    kind, single, title = _LISTS[change.setting]
    name = bucket_name(change.owner.id)
    roles = [f"{role}:{entity}" for entity, role in sorted(entries(change.after).items())]
    return (
        f"# The whole {title} of {_remark(name)}. It replaces every\n# {single} of this bucket.\n"
        f'resource "{kind}" {hcl(_local(name))} {{\n'
        f"  bucket      = {hcl(name)}\n"
        f"  role_entity = {hcl(roles, 1)}\n"
        "}\n"
    )


def _local(name: str) -> str:
    """A name for the block that Terraform takes, made of the bucket's."""
    plain_name = re.sub(r"[^A-Za-z0-9_-]", "_", name)
    return plain_name if plain_name[:1].isalpha() else f"bucket_{plain_name}"


def _remark(name: str) -> str:
    """A name within a comment, which nothing in it can end."""
    return plain(f"gs://{name}")
