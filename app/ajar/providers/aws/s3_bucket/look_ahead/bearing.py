"""What the changes at hand do: who is shut out by them, which flags they turn on, which lists they end."""

from __future__ import annotations

from collections.abc import Iterable

from ajar.model.access import STRANGERS, Audience, Capability
from ajar.model.exposure import Exposure
from ajar.model.facts import Fact, Facts, Reading, Reason, Unread
from ajar.model.resource import Resource
from ajar.policy.aws.evaluator.logic import some
from ajar.policy.aws.language import Policy, parse_policy
from ajar.providers.aws.s3_bucket.gates import ACLS, acls_off, flag, known, known_blocks
from ajar.providers.kind import Ahead

NO_NEW_LISTS, NO_NEW_POLICIES = "BlockPublicAcls", "BlockPublicPolicy"
"""The flags that refuse what is new: access lists for the public, and public policies."""

NOT_A_POLICY = Unread(reason=Reason.MALFORMED)


def shuts_out(ahead: Ahead, capability: Capability = Capability.READ) -> bool:
    """Whether anyone at all may do this now, for all that is known, and no longer afterwards."""
    before, after = ahead.finding.exposure, ahead.after.exposure
    if capability in _could(before, (Audience.PUBLIC,)):
        return capability not in _could(after, (Audience.PUBLIC,))
    return before.at_most is Audience.PUBLIC and after.at_most is not Audience.PUBLIC


def narrows(ahead: Ahead) -> bool:
    """Whether anybody outside, or of ours, loses anything that is proven, or may lose it."""
    before, after = ahead.finding.exposure, ahead.after.exposure
    had, has = _all(before), _all(after)
    return bool(had - has) or after.at_most.width < before.at_most.width


def strangers_lose(ahead: Ahead) -> frozenset[Capability]:
    """What strangers can do now, and no longer afterwards."""
    return _could(ahead.finding.exposure, STRANGERS) - _could(ahead.after.exposure, STRANGERS)


def changes(ahead: Ahead, *settings: str) -> bool:
    """Whether one of these settings is changed."""
    return any(change.setting in settings for change in ahead.changes)


def turned_on(ahead: Ahead, name: str) -> str:
    """Where a flag is turned on that was not in force: "bucket" or "account"; "" for nowhere."""
    if blocked(ahead.finding.facts, ahead.finding.resource, name) is True:
        return ""
    for change in ahead.changes:
        if change.setting in ("account_block", "bucket_block") and flag(Fact(change.after), name) is True:
            return "account" if change.owner.shared == "account" else "bucket"
    return ""


def blocked(facts: Facts, resource: Resource, name: str) -> bool | Unread:
    """Whether a flag is in force by either of the blocks; Unread where that hangs on one not read."""
    states = [flag(block, name) for block in known_blocks(resource, facts)]
    if True in states:
        return True
    return next((state for state in states if isinstance(state, Unread)), False)


def lists_count(facts: Facts, resource: Resource) -> bool | None:
    """Whether access lists for the public, the bucket's and its files', let anybody in; None: not known."""
    off, ignored = acls_off(resource, facts), blocked(facts, resource, ACLS)
    voided = some(None if isinstance(one, Unread) else one for one in (off, ignored))
    return None if voided is None else not voided


def policy_of(facts: Facts, resource: Resource, setting: str = "policy") -> Policy | Unread | None:
    """The policy as it was read; None where there is none, Unread where it was not read or is no policy."""
    read = known(facts, setting, resource.id)
    if isinstance(read, Unread) or read.value is None:
        return None if isinstance(read, Fact) else read
    return parsed(read)


def parsed(read: Reading) -> Policy | Unread:
    """The policy that a fact holds; Unread for what AWS would not take as one."""
    text = read.value if isinstance(read, Fact) else None
    policy = parse_policy(text) if isinstance(text, str) else ()
    return policy if isinstance(policy, Policy) else NOT_A_POLICY


def _all(exposure: Exposure) -> set[tuple[Audience, str, Capability]]:
    return {
        (reach.audience, who, capability)
        for reach in exposure.all
        for who in reach.who or ("",)
        for capability in reach.capabilities
    }


def _could(exposure: Exposure, audiences: Iterable[Audience]) -> frozenset[Capability]:
    among = set(audiences)
    return frozenset(c for reach in exposure.all if reach.audience in among for c in reach.capabilities)
