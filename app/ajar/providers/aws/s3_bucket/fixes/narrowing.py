"""A policy's text with a condition more on some of its statements: all the rest stays to the letter.

Conditions hold together: "If your policy has multiple condition operators or multiple keys in a single
condition operator, the conditions are evaluated using a logical AND"; the values of one key are alternatives
("Conditions with multiple context keys or values", read 2026-11-24,
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html).
So one more can only narrow a statement, whatever else it says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network

from ajar.policy.aws.values import network
from ajar.policy.document import Node, found, parse
from ajar.providers.aws.s3_bucket.fixes.layout import Edit, Written, edited, with_member, with_value

ADDRESSES = "IpAddress"


@dataclass(frozen=True, slots=True)
class Only:
    """A condition: the key has one of these values.

    `operators` are those that say so to the letter; the first that the statement does not use on the key
    already is taken.
    """

    operators: tuple[str, ...]
    key: str
    values: tuple[str, ...]

    def written(self) -> Written:
        """The values as a policy has them: one alone is no list."""
        return self.values[0] if len(self.values) == 1 else list(self.values)


def narrowed(text: str, pointers: Iterable[str], only: Only, principal: Written | None = None) -> str | None:
    """The policy's text with this condition on these statements, and this principal where one is given.

    None where that cannot be said in one of them without a change of what else it says, or where it says it
    already.
    """
    tree = parse(text)
    edits: list[Edit] = []
    for pointer in dict.fromkeys(pointers):
        node = found(tree, pointer) if isinstance(tree, Node) else None
        if node is None or not isinstance(node.value, Mapping):
            return None
        conditions = _limited(text, node, only)
        if conditions is None:
            return None
        edits += conditions
        edits += _renamed(text, node, principal)
    return edited(text, edits) if edits else None


def _limited(text: str, statement: Node, only: Only) -> list[Edit] | None:
    """The edits that put the condition into a statement; None where there is no faithful form."""
    block = found(statement, "/Condition")
    if block is None:
        return [with_member(text, statement, "Condition", {only.operators[0]: {only.key: only.written()}})]
    if not isinstance(block.value, Mapping) or _says(block, only):
        return None
    for operator in only.operators:
        keys = block.value.get(operator)
        if keys is None:
            return [with_member(text, block, operator, {only.key: only.written()})]
        if not _with_key(keys, only.key):
            return [with_member(text, keys, only.key, only.written())]
    return _within(text, block, only)


def _says(block: Node, only: Only) -> bool:
    """Whether one of its conditions says the same already."""
    blocks = block.value if isinstance(block.value, Mapping) else {}
    return any(
        set(_texts(value)) == set(only.values)
        for operator, keys in blocks.items()
        if operator in only.operators
        for value in _with_key(keys, only.key)
    )


def _within(text: str, block: Node, only: Only) -> list[Edit] | None:
    """The edit that leaves of the addresses which a statement names those that are among these, too."""
    keys = found(block, f"/{ADDRESSES}") if only.operators == (ADDRESSES,) else None
    named = _with_key(keys, only.key) if keys is not None else []
    if keys is None or len(named) != 1:
        return None
    common = list(_common(_texts(named[0]), only.values))
    if not common or common == list(_texts(named[0])):
        return None
    return [with_value(text, keys, named[0], common[0] if len(common) == 1 else common)]


def _common(ones: Iterable[str], others: Iterable[str]) -> Iterator[str]:
    """The networks that lie in one of each, as they are written; each once."""
    mine, theirs = _networks(ones), _networks(others)
    both = (
        (one, name, other, theirs_name)
        for name, one in mine.items()
        for theirs_name, other in theirs.items()
        if one.version == other.version and one.overlaps(other)
    )
    narrower = (name if one.prefixlen >= other.prefixlen else theirs for one, name, other, theirs in both)
    yield from dict.fromkeys(narrower)


def _networks(texts: Iterable[str]) -> dict[str, IPv4Network | IPv6Network]:
    read = {text: network(text) for text in texts}
    return {text: one for text, one in read.items() if one is not None}


def _renamed(text: str, statement: Node, principal: Written | None) -> list[Edit]:
    node = found(statement, "/Principal") if principal is not None else None
    return [] if node is None or principal is None else [with_value(text, statement, node, principal)]


def _with_key(keys: Node, key: str) -> list[Node]:
    """The values of this key, in whatever case it is written: to AWS it is the same."""
    members = keys.value if isinstance(keys.value, Mapping) else {}
    return [value for name, value in members.items() if name.lower() == key.lower()]


def _texts(node: Node) -> list[str]:
    values = node.value if isinstance(node.value, tuple) else (node,)
    return [one.value for one in values if isinstance(one.value, str)]
