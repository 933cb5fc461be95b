"""A bucket's IAM policy as a setting: read with its conditions, compared by meaning, written as a difference.

Sources, read 2026-11-24: "Allow policies, etags", https://cloud.google.com/iam/docs/policies#etag; "Policy
versions", https://cloud.google.com/iam/docs/policies#versions.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ajar.model.facts import Fact, Value
from ajar.model.resource import Owner
from ajar.providers.gcp.gcs_bucket.listing import bucket_name
from ajar.providers.kind import Malformed, Reader, Refused, Session

CONDITIONAL = 3
"""The version that a policy with conditions must be sent with; anything lower would drop them."""

Binding = dict[str, Any]
Held = dict[tuple[str, str], set[str]]


def read(reader: Reader, owner: Owner) -> Fact:
    """The policy's bindings in a stable order, its version, and its etag as the token. Raises CloudErrors."""
    answer = reader.call("storage.buckets.getIamPolicy", bucket=bucket_name(owner.id))
    value = {"bindings": _ordered(answer.get("bindings")), "version": answer.get("version") or 1}
    etag = answer.get("etag")
    return Fact(value, token=None if etag is None else str(etag))


def same(one: Value, other: Value) -> bool:
    """Whether both give the same roles to the same members under the same conditions, in whatever order.

    The version follows from the conditions, and takes no part.
    """
    left, right = _held(one), _held(other)
    if left is None or right is None:
        return bool(one == other)
    return left == right


def write(session: Session, owner: Owner, before: Value, after: Value, token: str | None) -> None:
    """Send what differs between before and after, on top of the policy as it stands, guarded by the token.

    Raises Moved where the policy was changed since the token was read, and the other CloudErrors.
    """
    old, new = _held(before), _held(after)
    if old is None or new is None:
        raise Refused("the change does not have the form of a policy")
    if old == new:
        return
    current = session.call("storage.buckets.getIamPolicy", bucket=bucket_name(owner.id))
    standing = _held({"bindings": current.get("bindings")})
    if standing is None:
        raise Malformed("storage.buckets.getIamPolicy: not the form of a policy")
    for key in {**old, **new}:
        gone, come = old.get(key, set()) - new.get(key, set()), new.get(key, set()) - old.get(key, set())
        standing[key] = (standing.get(key, set()) - gone) | come
    bindings = _bindings(standing)
    version = CONDITIONAL if _conditional(bindings) else current.get("version") or 1
    sent = {"bindings": bindings, "version": version, "etag": token or current.get("etag")}
    session.call("storage.buckets.setIamPolicy", bucket=bucket_name(owner.id), policy=sent)


def without(value: Value, places: Iterable[tuple[int, str]]) -> Value:
    """The policy without these members, each of the binding of that index; bindings left empty are dropped.

    The value itself where it has not the form of a policy, or has none of them.
    """
    out = set(places)
    if _held(value) is None or not out:
        return value
    kept = []
    for index, binding in enumerate(value["bindings"]):
        before = binding.get("members", [])
        left = [member for member in before if (index, member) not in out]
        if left or left == before:
            kept.append({**binding, "members": left} if left != before else binding)
    if kept == value["bindings"]:
        return value
    # Without a condition left, a policy reads as one of version 1.
    last = _conditional(value["bindings"]) and not _conditional(kept)
    return {**value, "bindings": kept, **({"version": 1} if last else {})}


def _conditional(bindings: Iterable[Binding]) -> bool:
    return any("condition" in binding for binding in bindings)


def _ordered(bindings: Any) -> list[Binding]:  # noqa: ANN401 - an answer's JSON
    held = _held({"bindings": bindings if bindings is not None else []})
    if held is None:
        raise Malformed("storage.buckets.getIamPolicy: not the form of a policy")
    return _bindings(held)


def _bindings(held: Held) -> list[Binding]:
    return [
        {
            "role": role,
            "members": sorted(members),
            **({"condition": json.loads(condition)} if condition else {}),
        }
        for (role, condition), members in sorted(held.items())
        if members
    ]


def _held(value: Value) -> Held | None:
    """The members by role and condition (as sorted JSON, empty without one); None where it is no policy."""
    bindings = value.get("bindings") if isinstance(value, dict) else None
    if not isinstance(bindings, list):
        return None
    held: Held = {}
    for binding in bindings:
        if not isinstance(binding, dict) or not isinstance(binding.get("role"), str):
            return None
        members = binding.get("members", [])
        if not isinstance(members, list) or not all(isinstance(m, str) for m in members):
            return None
        held.setdefault((binding["role"], _written(binding.get("condition"))), set()).update(members)
    return held


def _written(condition: Value) -> str:
    try:
        return "" if condition is None else json.dumps(condition, sort_keys=True)
    except RecursionError:
        raise Malformed("a condition is nested deeper than any that Google takes") from None
