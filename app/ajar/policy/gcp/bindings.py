"""What the bindings of an IAM policy give to whom.

Source: "Policies and bindings", https://cloud.google.com/iam/docs/policies, and "IAM for Cloud Storage",
https://cloud.google.com/storage/docs/access-control/iam, read 2026-11-24.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ajar.model.exposure import Unknown
from ajar.model.facts import Reason, Value
from ajar.model.grant import Grant
from ajar.policy.gcp.evidence import Cited
from ajar.policy.gcp.grants import Gift, Path, alike, given, maybe_anybody, names
from ajar.policy.gcp.members import Home, Party, party
from ajar.policy.gcp.roles import capabilities, not_known


@dataclass(frozen=True)
class Around:
    """What a policy is read with, beside its own text.

    `held` gives the permissions of a role by its full name, or why they are not known. `mirrored` tells
    whether a role of a member is the access control list seen the other way, and is judged there.
    """

    home: Home
    path: Path
    held: Callable[[str], frozenset[str] | Unknown]
    mirrored: Callable[[str, str], bool]


def binding_grants(cited: Cited, around: Around) -> tuple[Grant, ...]:
    """What the policy gives to anybody but the bucket's own project. Total: a wrong form is in doubt."""
    bindings = cited.value.get("bindings") if isinstance(cited.value, dict) else None
    if not isinstance(bindings, list):
        return _not_understood(cited, "", around.path)
    found: list[Grant] = []
    for index, binding in enumerate(bindings):
        pointer = f"/bindings/{index}"
        if _well_formed(binding):
            found.extend(_binding(cited, pointer, binding, around))
        else:
            found.extend(_not_understood(cited, pointer, around.path))
    return tuple(found)


def roles_named(value: Value) -> tuple[str, ...]:
    """The names of the roles in a policy, each once and sorted; none where it has not the form of one."""
    bindings = value.get("bindings") if isinstance(value, dict) else None
    well = [b for b in bindings if _well_formed(b)] if isinstance(bindings, list) else []
    return tuple(sorted({binding["role"] for binding in well}))


def _well_formed(binding: Value) -> bool:
    if not isinstance(binding, dict) or not isinstance(binding.get("role"), str):
        return False
    members = binding.get("members")
    return isinstance(members, list) and all(isinstance(member, str) for member in members)


def _binding(cited: Cited, pointer: str, binding: dict[str, Any], around: Around) -> list[Grant]:
    role, members = binding["role"], binding["members"]
    parties = [(place, party(member, around.home)) for place, member in enumerate(members)]
    condition = binding.get("condition")
    present = [
        (place, found)
        for place, found in parties
        if found and not (condition is None and around.mirrored(role, found.member))
    ]
    gift = _gift(cited, role, condition, around)
    found: list[Grant] = []
    for group in alike(present):
        those = [party for _, party in group]
        place = f"{pointer}/members/{group[0][0]}" if len(group) == 1 else pointer
        code = f"iam_{those[0].audience.value}"
        evidence = cited.evidence(code, place, {"role": _short(role), "who": names(those)})
        found.extend(given(those, gift, evidence, around.path))
    return found


def _gift(cited: Cited, role: str, condition: Value, around: Around) -> Gift:
    held = around.held(role)
    doubts: tuple[Unknown, ...] = (held,) if isinstance(held, Unknown) else ()
    if not isinstance(held, Unknown) and not_known(held) and not capabilities(held):
        # What is known of the role gives nothing; what is not may give anything.
        args = {"role": _short(role), "permission": not_known(held)[0]}
        doubts = (cited.doubt("permission_not_known", Reason.UNSUPPORTED, args),)
    if condition is not None:
        # Both names are the policy's own text; "Overview of IAM Conditions",
        # https://cloud.google.com/iam/docs/conditions-overview, read 2026-11-24.
        named = condition if isinstance(condition, dict) else {}
        args = {name: str(named.get(name, "")) for name in ("title", "expression")}
        doubts = (*doubts, cited.doubt("iam_condition_not_understood", Reason.CONDITION, args))
    nothing = isinstance(held, Unknown) or any(one.code == "permission_not_known" for one in doubts)
    return Gift(None if nothing or isinstance(held, Unknown) else held, doubts)


def _not_understood(cited: Cited, pointer: str, path: Path) -> tuple[Grant, ...]:
    doubt = cited.doubt("iam_malformed", Reason.MALFORMED)
    return maybe_anybody(cited.evidence("iam_malformed", pointer), (doubt,), path)


def _short(role: str) -> str:
    """The role's own name, without where it lives."""
    return role.rpartition("/")[2]


def has_groups(value: Value, home: Home) -> bool:
    """Whether the policy names a group that is not left out as nobody."""
    bindings = value.get("bindings") if isinstance(value, dict) else None
    well = [b for b in bindings if _well_formed(b)] if isinstance(bindings, list) else []
    found: list[Party | None] = [party(m, home) for b in well for m in b["members"] if m.startswith("group:")]
    return any(one is not None and one.group for one in found)
