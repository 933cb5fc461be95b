"""Plans that close an S3 bucket: pure, from what was read to the changes, the least invasive first.

A plan is offered only where it shuts something that stands open to strangers, and never widens anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ajar.model.access import STRANGERS
from ajar.model.change import Change
from ajar.model.facts import Fact, Facts, Value, reading
from ajar.model.grant import Grant
from ajar.model.ours import Ours
from ajar.model.resource import Resource, itself
from ajar.policy.aws.s3_acl import ALL_USERS, AUTHENTICATED_USERS
from ajar.policy.document import Node, found, parse
from ajar.policy.verdict import is_proven
from ajar.providers.aws.s3_gates import ACLS, POLICY, flag, known_blocks
from ajar.providers.aws.s3_settings import FLAGS
from ajar.providers.aws.s3_verdict import acl_grants, policy_grants
from ajar.providers.kind import Fix


def remove_statement(resource: Resource, facts: Facts) -> tuple[Change, ...]:
    """Cut the statements that let strangers in out of the policy, and leave the rest to the letter.

    Not offered under RestrictPublicBuckets: a policy that is no longer public is no longer restricted, and
    the accounts that its other statements name would be let in.
    """
    policy = reading(facts, "policy", resource.id)
    restricted = any(flag(block, POLICY) is not False for block in known_blocks(resource, facts))
    if restricted or not isinstance(policy, Fact) or not isinstance(policy.value, str):
        return ()
    pointers = {grant.evidence.pointer for grant in _opening(_by_policy(resource, facts))}
    return _change(resource, "policy", policy.value, without(policy.value, pointers))


def remove_acl_grants(resource: Resource, facts: Facts) -> tuple[Change, ...]:
    """Take the two public groups out of the access control list."""
    acl = reading(facts, "acl", resource.id)
    grants, _ = acl_grants(resource, facts, Ours())
    if not _opening(grants) or not isinstance(acl, Fact):
        return ()
    kept = [grant for grant in acl.value["Grants"] if not _is_public(grant)]
    return _change(resource, "acl", acl.value, {**acl.value, "Grants": kept})


def block_public_access(resource: Resource, facts: Facts) -> tuple[Change, ...]:
    """Turn on those of the bucket's own flags that shut what stands open; the account's are left alone."""
    block = reading(facts, "bucket_block", resource.id)
    grants, _ = acl_grants(resource, facts, Ours())
    needed = {POLICY for grant in _opening(_by_policy(resource, facts)) if _block_acts(grant)}
    needed |= {ACLS for _ in _opening(grants)}
    if not needed or not isinstance(block, Fact):
        return ()
    own = block.value or {}
    after = {name: name in needed or own.get(name, False) for name in FLAGS}
    return _change(resource, "bucket_block", block.value, after)


def without(text: str, pointers: Iterable[str]) -> str | None:
    """The policy's text without these statements; None where none would be left.

    What is kept, is kept to the letter: a statement goes with the comma that parted it from its neighbour.
    """
    tree = parse(text)
    listed = found(tree, "/Statement") if isinstance(tree, Node) else None
    if listed is None:
        return text
    cut = set(pointers)
    if not isinstance(listed.value, tuple):
        return None if listed.pointer in cut else text
    kept = [node for node in listed.value if node.pointer not in cut]
    if len(kept) == len(listed.value):
        return text
    return _rewritten(text, listed.value, cut) if kept else None


def _rewritten(text: str, nodes: tuple[Node, ...], cut: set[str]) -> str:
    """The text with the nodes that are kept, each with the space that stood before it."""
    pieces: list[str] = []
    end = nodes[0].start
    for node in nodes:
        before, end = text[end : node.start], node.end
        if node.pointer not in cut:
            pieces.append((before if pieces else "") + text[node.start : node.end])
    return text[: nodes[0].start] + "".join(pieces) + text[nodes[-1].end :]


def _by_policy(resource: Resource, facts: Facts) -> tuple[Grant, ...]:
    return policy_grants(resource, facts, Ours())[0]


def _opening(grants: Iterable[Grant]) -> tuple[Grant, ...]:
    """Those that are proven to let strangers in."""
    return tuple(grant for grant in grants if grant.audience in STRANGERS and is_proven(grant))


def _block_acts(grant: Grant) -> bool:
    """Whether the block's flag is about this policy: AWS itself calls it public."""
    return not any(gate.code.endswith("_not_public") for gate in grant.gates)


def _is_public(grant: Value) -> bool:
    grantee = grant.get("Grantee") if isinstance(grant, Mapping) else None
    return isinstance(grantee, Mapping) and grantee.get("URI") in (ALL_USERS, AUTHENTICATED_USERS)


def _change(resource: Resource, setting: str, before: Value, after: Value) -> tuple[Change, ...]:
    if before == after:
        return ()
    return (Change(owner=itself(resource), setting=setting, before=before, after=after),)


FIXES = (
    Fix(name="remove_statement", plan=remove_statement),
    Fix(name="remove_acl_grants", plan=remove_acl_grants),
    Fix(name="block_public_access", plan=block_public_access),
)
