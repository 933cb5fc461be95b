"""A plan as Terraform that can be pasted: resources in their order, and import blocks for what is there now.

The resources and what they are imported by: "Resource: aws_s3_bucket_policy" and its neighbours,
https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_policy, read 2026-11-24;
"Import", https://developer.hashicorp.com/terraform/language/import, read 2026-11-24.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ajar.model.change import Change, Plan
from ajar.model.facts import Value
from ajar.providers.aws.s3_bucket.written.heading import comment, heading
from ajar.providers.quoting import hcl

_STEP = "  "
_NO_LABEL = re.compile(r"[^A-Za-z0-9_-]")
_FLAGS = {
    "block_public_acls": "BlockPublicAcls",
    "block_public_policy": "BlockPublicPolicy",
    "ignore_public_acls": "IgnorePublicAcls",
    "restrict_public_buckets": "RestrictPublicBuckets",
}
_GRANTEE = {"email_address": "EmailAddress", "id": "ID", "type": "Type", "uri": "URI"}


@dataclass(frozen=True)
class _Written:
    """A resource: its type, what it is imported by, and its arguments (a mapping is a block of its own)."""

    type: str
    id: str
    arguments: Mapping[str, Value]


def configuration(plan: Plan) -> str:
    """The plan's changes as resources, each depending on the one before it; ends with a line end."""
    if not plan.changes:
        return f"{heading(plan)}\n"
    place = {"account": plan.resource.account, "region": plan.resource.region}
    provider = comment("written_provider" if plan.resource.region else "written_provider_anywhere", **place)
    return (
        "\n\n".join(["\n".join([heading(plan), provider, comment("written_import")]), *_blocks(plan)]) + "\n"
    )


def _blocks(plan: Plan) -> Iterator[str]:
    before = ""
    for change in plan.changes:
        written = _RESOURCES[change.setting](plan, change)
        if change.after is None:
            yield _removed(change, written)
            continue
        label = _label(change.owner.name)
        if change.before is not None:
            yield _block("import", {"to": _Reference(f"{written.type}.{label}"), "id": written.id})
        arguments = {**written.arguments, **({"depends_on": _Reference(f"[{before}]")} if before else {})}
        yield _block(f'resource "{written.type}" "{label}"', arguments)
        before = f"{written.type}.{label}"


def _removed(change: Change, written: _Written) -> str:
    if written.type == _EVERYWHERE:
        return comment("written_cannot_remove", name=change.owner.name)
    return comment("written_remove", resource=written.type, name=change.owner.name)


def _account_block(_plan: Plan, change: Change) -> _Written:
    arguments = {"account_id": change.owner.id, **_flags(change.after)}
    return _Written("aws_s3_account_public_access_block", change.owner.id, arguments)


def _bucket_block(_plan: Plan, change: Change) -> _Written:
    return _of_bucket("aws_s3_bucket_public_access_block", change, _flags(change.after))


def _ownership(_plan: Plan, change: Change) -> _Written:
    rule = {"rule": {"object_ownership": change.after}}
    return _of_bucket("aws_s3_bucket_ownership_controls", change, rule)


def _acl(_plan: Plan, change: Change) -> _Written:
    policy = {
        "grant": [_grant(grant) for grant in change.after["Grants"]],
        "owner": {"id": change.after["Owner"]["ID"]},
    }
    return _of_bucket("aws_s3_bucket_acl", change, {"access_control_policy": policy})


def _grant(grant: Value) -> dict[str, Value]:
    grantee = {
        name: grant["Grantee"][theirs] for name, theirs in _GRANTEE.items() if theirs in grant["Grantee"]
    }
    return {"permission": grant["Permission"], "grantee": grantee}


def _policy(_plan: Plan, change: Change) -> _Written:
    return _of_bucket("aws_s3_bucket_policy", change, {"policy": change.after})


def _access_point_policy(plan: Plan, change: Change) -> _Written:
    if not change.owner.region:
        details = {"name": change.owner.name, "policy": change.after}
        account = plan.resource.account
        arguments = {"account_id": account, "details": details}
        return _Written(_EVERYWHERE, f"{account}:{change.owner.name}", arguments)
    arguments = {"access_point_arn": change.owner.id, "policy": change.after}
    return _Written("aws_s3control_access_point_policy", change.owner.id, arguments)


_EVERYWHERE = "aws_s3control_multi_region_access_point_policy"


def _of_bucket(type_: str, change: Change, arguments: Mapping[str, Value]) -> _Written:
    return _Written(type_, change.owner.name, {"bucket": change.owner.name, **arguments})


def _flags(block: Value) -> dict[str, Value]:
    return {name: block[flag] for name, flag in _FLAGS.items()} if block else {}


class _Reference(str):
    """What is written without quotes: another resource's address."""

    __slots__ = ()


def _block(head: str, arguments: Mapping[str, Value], depth: int = 0) -> str:
    """A block: its arguments, their signs in one column as `terraform fmt` has them, then its own blocks."""
    indent = _STEP * (depth + 1)
    plain = {name: value for name, value in arguments.items() if not isinstance(value, (Mapping, list))}
    width = max(map(len, plain), default=0)
    lines = [f"{indent}{name:<{width}} = {_expression(value)}" for name, value in plain.items()]
    for name, value in arguments.items():
        parts = [value] if isinstance(value, Mapping) else value if isinstance(value, list) else []
        lines += [f"{indent}{_block(name, part, depth + 1)}" for part in parts]
    return "\n".join([f"{head} {{", *lines, f"{_STEP * depth}}}"])


def _expression(value: Value) -> str:
    return str(value) if isinstance(value, _Reference) else hcl(value)


def _label(name: str) -> str:
    """A name for the resource within the configuration: it begins with a letter or an underscore."""
    label = _NO_LABEL.sub("_", name)
    return label if label[:1].isalpha() or label[:1] == "_" else f"_{label}"


_RESOURCES: dict[str, Callable[[Plan, Change], _Written]] = {
    "access_point_policy": _access_point_policy,
    "account_block": _account_block,
    "acl": _acl,
    "bucket_block": _bucket_block,
    "ownership": _ownership,
    "policy": _policy,
}
