"""A plan as commands of the AWS CLI, for bash, zsh and their like.

Each operation's options are its parameters in the service's own model, in small letters with dashes ("Command
structure in the AWS CLI", https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-commandstructure.html,
read 2026-11-24); structures are given as JSON ("Specifying parameter values in the AWS CLI",
https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters.html, read 2026-11-24).
"""

from __future__ import annotations

import json
from collections.abc import Callable

from ajar.model.change import Change, Plan
from ajar.model.facts import Value
from ajar.providers.aws.s3_bucket.access_points import CONTROL_REGION
from ajar.providers.aws.s3_bucket.written.heading import comment, heading
from ajar.providers.quoting import shell

_THEN = " &&\n\n"
"""Between two commands: the second is run only if the first took."""


def commands(plan: Plan) -> str:
    """The plan's changes in their order, under a comment that says what they do; ends with a line end."""
    lines = [heading(plan)]
    if len(plan.changes) > 1:
        lines.append(comment("written_in_order"))
    written = _THEN.join(_COMMANDS[change.setting](plan, change) for change in plan.changes)
    return "\n".join([*lines, *([written] if written else [])]) + "\n"


def _account_block(plan: Plan, change: Change) -> str:
    about = {"account-id": change.owner.id, "region": plan.resource.region}
    if change.after is None:
        return _command("s3control delete-public-access-block", about)
    block = {"public-access-block-configuration": change.after}
    return _command("s3control put-public-access-block", about, block)


def _bucket_block(plan: Plan, change: Change) -> str:
    if change.after is None:
        return _command("s3api delete-public-access-block", _bucket(plan, change))
    block = {"public-access-block-configuration": change.after}
    return _command("s3api put-public-access-block", _bucket(plan, change), block)


def _ownership(plan: Plan, change: Change) -> str:
    if change.after is None:
        return _command("s3api delete-bucket-ownership-controls", _bucket(plan, change))
    controls = {"ownership-controls": {"Rules": [{"ObjectOwnership": change.after}]}}
    return _command("s3api put-bucket-ownership-controls", _bucket(plan, change), controls)


def _acl(plan: Plan, change: Change) -> str:
    return _command("s3api put-bucket-acl", _bucket(plan, change), {"access-control-policy": change.after})


def _policy(plan: Plan, change: Change) -> str:
    if change.after is None:
        return _command("s3api delete-bucket-policy", _bucket(plan, change))
    return _command("s3api put-bucket-policy", _bucket(plan, change), {"policy": change.after})


def _access_point_policy(plan: Plan, change: Change) -> str:
    if not change.owner.region:
        return _policy_everywhere(plan, change)
    about = {"account-id": plan.resource.account, "name": change.owner.name, "region": change.owner.region}
    if change.after is None:
        return _command("s3control delete-access-point-policy", about)
    return _command("s3control put-access-point-policy", about, {"policy": change.after})


def _policy_everywhere(plan: Plan, change: Change) -> str:
    """A Multi-Region Access Point's: it is looked after in one region, and cannot be removed."""
    if change.after is None:
        return f"{comment('written_cannot_remove', name=change.owner.name)}\nfalse"
    about = {"account-id": plan.resource.account, "region": CONTROL_REGION}
    details = {"details": {"Name": change.owner.name, "Policy": change.after}}
    return _command("s3control put-multi-region-access-point-policy", about, details)


def _bucket(plan: Plan, change: Change) -> dict[str, Value]:
    """Which bucket is meant; that it is still this account's is asked for where it is the plan's own."""
    owner = plan.resource.account if change.owner.id == plan.resource.id else ""
    return {"bucket": change.owner.name, "region": change.owner.region, "expected-bucket-owner": owner}


def _command(name: str, about: dict[str, Value], given: dict[str, Value] | None = None) -> str:
    """One command, an option a line; options without a value are left out."""
    options = {option: value for option, value in {**about, **(given or {})}.items() if value != ""}
    lines = [f"--{option} {shell(_text(value))}" for option, value in options.items()]
    return " \\\n  ".join([f"aws {name}", *lines])


def _text(value: Value) -> str:
    return value if isinstance(value, str) else json.dumps(value)


_COMMANDS: dict[str, Callable[[Plan, Change], str]] = {
    "access_point_policy": _access_point_policy,
    "account_block": _account_block,
    "acl": _acl,
    "bucket_block": _bucket_block,
    "ownership": _ownership,
    "policy": _policy,
}
