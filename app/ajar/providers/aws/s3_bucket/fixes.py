"""Plans that close an S3 bucket: pure, from what was read to the changes, the least invasive first.

A plan is offered only where it shuts something that stands open to strangers, and never widens anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from ajar.model.access import STRANGERS
from ajar.model.change import Change
from ajar.model.facts import Fact, Facts, Value, reading, replaced
from ajar.model.grant import Grant
from ajar.model.ours import Ours
from ajar.model.resource import Resource, itself
from ajar.policy.aws.s3_acl import ALL_USERS, AUTHENTICATED_USERS
from ajar.policy.document import Node, found, parse
from ajar.policy.verdict import is_proven
from ajar.providers.aws.s3_bucket.by_access_point import access_point_grants
from ajar.providers.aws.s3_bucket.by_list import acl_grants
from ajar.providers.aws.s3_bucket.by_policy import policy_grants
from ajar.providers.aws.s3_bucket.gates import ACLS, POLICY
from ajar.providers.aws.s3_bucket.settings import FLAGS
from ajar.providers.kind import Chosen, Fix


def remove_statement(
    resource: Resource, facts: Facts, ours: Ours, at: datetime, _chosen: Chosen
) -> tuple[Change, ...]:
    """Cut the statements that let strangers in out of the policy, and leave the rest to the letter.

    A statement that RestrictPublicBuckets holds stays: a policy that is no longer public is no longer
    restricted, and the accounts that its other statements name would be let in.
    """
    policy = reading(facts, "policy", resource.id)
    if not isinstance(policy, Fact) or not isinstance(policy.value, str):
        return ()
    pointers = {grant.evidence.pointer for grant in _opening(_by_policy(resource, facts, ours, at))}
    return _change(resource, "policy", policy.value, without(policy.value, pointers))


def remove_acl_grants(
    resource: Resource, facts: Facts, ours: Ours, at: datetime, _chosen: Chosen
) -> tuple[Change, ...]:
    """Take the two public groups out of the access control list."""
    acl = reading(facts, "acl", resource.id)
    if not isinstance(acl, Fact) or not _opening(_by_list(resource, facts, ours, at)):
        return ()
    kept = [grant for grant in acl.value["Grants"] if not _is_public(grant)]
    return _change(resource, "acl", acl.value, {**acl.value, "Grants": kept})


def block_public_access(
    resource: Resource, facts: Facts, ours: Ours, at: datetime, _chosen: Chosen
) -> tuple[Change, ...]:
    """Turn on those of the bucket's own flags that shut what stands open; the account's are left alone."""
    block = reading(facts, "bucket_block", resource.id)
    open_now = len(_all_opening(resource, facts, ours, at))
    if not open_now or not isinstance(block, Fact):
        return ()
    after = _turned_on(block.value)
    for name in (ACLS, POLICY):
        alone = replaced(facts, "bucket_block", resource.id, Fact(_turned_on(block.value, name)))
        if len(_all_opening(resource, alone, ours, at)) < open_now:
            after[name] = True
    return _change(resource, "bucket_block", block.value, after)


def _turned_on(block: Value, *names: str) -> dict[str, bool]:
    """A block's flags, these on whatever they were."""
    own = block if isinstance(block, Mapping) else {}
    return {name: name in names or own.get(name) is True for name in FLAGS}


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


def _by_policy(resource: Resource, facts: Facts, ours: Ours, at: datetime) -> tuple[Grant, ...]:
    return policy_grants(resource, facts, ours, at)[0]


def _by_list(resource: Resource, facts: Facts, ours: Ours, at: datetime) -> tuple[Grant, ...]:
    return acl_grants(resource, facts, ours, at)[0]


def _opening(grants: Iterable[Grant]) -> tuple[Grant, ...]:
    """Those that are proven to let strangers in."""
    return tuple(grant for grant in grants if grant.audience in STRANGERS and is_proven(grant))


def _all_opening(resource: Resource, facts: Facts, ours: Ours, at: datetime) -> tuple[Grant, ...]:
    by_point = access_point_grants(resource, facts, ours, at)
    return _opening((*_by_policy(resource, facts, ours, at), *_by_list(resource, facts, ours, at), *by_point))


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
