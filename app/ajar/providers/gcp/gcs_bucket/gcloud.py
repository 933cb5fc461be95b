"""A plan for a bucket as gcloud commands, for those who make the change by hand.

Sources, read 2026-11-24: "gcloud storage buckets remove-iam-policy-binding",
https://cloud.google.com/sdk/gcloud/reference/storage/buckets/remove-iam-policy-binding; "gcloud storage
buckets update", https://cloud.google.com/sdk/gcloud/reference/storage/buckets/update; "gcloud topic
escaping", https://cloud.google.com/sdk/gcloud/reference/topic/escaping (another sign than the comma).
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from ajar.model.change import Change, Plan
from ajar.model.facts import Value
from ajar.policy.gcp.lists import member_of
from ajar.policy.gcp.roles import LEGACY_BUCKET
from ajar.providers.gcp.gcs_bucket.listing import bucket_name
from ajar.providers.gcp.gcs_bucket.placed import entries, given
from ajar.providers.quoting import shell

_BUCKETS = "gcloud storage buckets"
_PARTS = ("expression", "title", "description")
_BETWEEN = (",", "|", "#", "~", "@@", "%%", ";;")
_FLAGS = {"acl": "acl-grant", "default_object_acl": "default-object-acl-grant"}


def written(plan: Plan) -> str:
    """The commands that make the plan's changes, in its order, one a line."""
    lines = [line for change in plan.changes for line in _commands(change, plan)]
    return "".join(f"{line}\n" for line in lines)


def _commands(change: Change, plan: Plan) -> Iterator[str]:
    url = shell(f"gs://{bucket_name(change.owner.id)}")
    if change.setting == "iam":
        yield from _bindings(change, url)
    elif change.setting in _FLAGS:
        yield from _entries(change, url, _through_roles(plan) if change.setting == "acl" else frozenset())
    elif change.setting == "public_access_prevention":
        flag = "public-access-prevention"
        yield f"{_BUCKETS} update {url} --{flag if change.after == 'enforced' else f'no-{flag}'}"
    elif change.setting == "uniform_access":
        on = isinstance(change.after, dict) and change.after.get("enabled") is True
        yield f"{_BUCKETS} update {url} --{'' if on else 'no-'}uniform-bucket-level-access"


def _bindings(change: Change, url: str) -> Iterator[str]:
    before, after = given(change.before), given(change.after)
    # With conditions in the policy, gcloud asks back where none is named.
    conditional = any(condition for _, condition, _ in before | after)
    for verb, found in (("remove", before - after), ("add", after - before)):
        for role, condition, member in sorted(found):
            named = f"--member={shell(member)} --role={shell(role)}"
            more = f" --condition={_condition(condition)}" if conditional else ""
            yield f"{_BUCKETS} {verb}-iam-policy-binding {url} {named}{more}"


def _condition(condition: str) -> str:
    if not condition:
        return "None"
    found = json.loads(condition)
    parts = [f"{name}={found[name]}" for name in _PARTS if isinstance(found, dict) and found.get(name)]
    between = next(sign for sign in _signs() if not any(sign in part for part in parts))
    text = between.join(parts)
    return shell(text if between == "," else f"^{between}^{text}")


def _signs() -> Iterator[str]:
    yield from _BETWEEN
    # Something that stands in no text, in the end.
    length = 3
    while True:
        yield ":" * length
        length += 1


def _entries(change: Change, url: str, done: frozenset[str]) -> Iterator[str]:
    before, after = entries(change.before), entries(change.after)
    flag = _FLAGS[change.setting]
    for entity in sorted(before.keys() - after.keys() - done):
        yield f"{_BUCKETS} update {url} --remove-{flag}={shell(entity)}"
    for entity, role in sorted(after.items()):
        if before.get(entity) != role and entity not in done:
            yield f"{_BUCKETS} update {url} --add-{flag}={shell(f'entity={entity},role={role}')}"


def _through_roles(plan: Plan) -> frozenset[str]:
    """The entities that the plan's change of the policy puts in or out: a list is its legacy roles."""
    policies = [change for change in plan.changes if change.setting == "iam"]
    lists = [change for change in plan.changes if change.setting == "acl"]
    legacy = {
        member
        for change in policies
        for role, _, member in given(change.before) ^ given(change.after)
        if role in LEGACY_BUCKET.values()
    }
    named: list[Value] = [value for change in lists for value in (change.before, change.after)]
    return frozenset(entity for value in named for entity in entries(value) if member_of(entity) in legacy)
