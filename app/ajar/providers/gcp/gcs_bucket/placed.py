"""A policy and a list as plain sets, for whoever writes down what differs between two of them."""

from __future__ import annotations

import json

from ajar.model.facts import Value
from ajar.policy.gcp.lists import well_formed


def given(policy: Value) -> frozenset[tuple[str, str, str]]:
    """Who is given what: role, condition (sorted JSON, "" for none), member; empty where it is no policy."""
    bindings = policy.get("bindings") if isinstance(policy, dict) else None
    well = [b for b in bindings if isinstance(b, dict)] if isinstance(bindings, list) else []
    return frozenset(
        (str(binding.get("role")), _text(binding.get("condition")), member)
        for binding in well
        for member in binding.get("members") or ()
        if isinstance(member, str)
    )


def entries(value: Value) -> dict[str, str]:
    """The role of each entity of a list; none where it is no list."""
    found = value if isinstance(value, list) else []
    return {entry["entity"]: entry["role"] for entry in found if well_formed(entry)}


def _text(condition: Value) -> str:
    return "" if condition is None else json.dumps(condition, sort_keys=True)
