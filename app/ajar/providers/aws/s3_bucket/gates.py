"""What can stop a grant on its way to an S3 bucket: the two public access blocks, and switched-off ACLs.

Either block is enough, flag by flag: "If the PublicAccessBlock settings are different between the bucket and
the account, Amazon S3 uses the most restrictive combination" ("GetPublicAccessBlock",
https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html, read 2026-11-24). Two of the
four flags shut what exists: IgnorePublicAcls and RestrictPublicBuckets. BlockPublicAcls and BlockPublicPolicy
refuse new grants and leave the old ones ("Blocking public access to your Amazon S3 storage",
https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html,
read 2026-11-24).
"""

from __future__ import annotations

from collections.abc import Mapping

from ajar.model.exposure import Gate, GateState
from ajar.model.facts import Fact, Facts, Reading, Reason, Unread, reading
from ajar.model.resource import Resource
from ajar.providers.aws.s3_bucket.asking import ENFORCED, OWNERSHIPS

ACLS = "IgnorePublicAcls"
POLICY = "RestrictPublicBuckets"
NOT_READ = Unread(reason=Reason.MALFORMED, message="The facts do not hold this setting.")
"""A setting that is read of every bucket and is not there: it is not known, and not "not set"."""


def known(facts: Facts, setting: str, owner: str) -> Reading:
    """What was read of a setting that every bucket has."""
    found = reading(facts, setting, owner)
    return NOT_READ if found is None else found


def acl_gates(resource: Resource, facts: Facts) -> tuple[Gate, ...]:
    """The gates before a grant to a public group; all but the last let a named account through."""
    account, bucket = known_blocks(resource, facts)
    return (
        _block("account_block", resource.account, flag(account, ACLS), "acls"),
        _block("bucket_block", resource.id, flag(bucket, ACLS), "acls"),
        _ownership(resource, facts),
    )


def policy_gates(resource: Resource, facts: Facts, *, public: bool | None) -> tuple[Gate, ...]:
    """The gates before everybody outside the account whom the policy names, but for AWS's services.

    They act on a policy that AWS calls public, and then on the accounts that it names, too, those that are
    ours among them: "public and cross-account access derived from any public ... bucket policy, including
    non-public delegation to specific accounts" (the page above). What a list gives is not derived from a
    policy. `public` is None where it is not decided whether AWS calls it so.
    """
    account, bucket = known_blocks(resource, facts)
    return (
        _block("account_block", resource.account, flag(account, POLICY), "policy", acts=public),
        _block("bucket_block", resource.id, flag(bucket, POLICY), "policy", acts=public),
    )


def known_blocks(resource: Resource, facts: Facts) -> tuple[Reading, Reading]:
    """The account's block and the bucket's."""
    return known(facts, "account_block", resource.account), known(facts, "bucket_block", resource.id)


def flag(block: Reading, name: str) -> bool | Unread:
    """Whether a block's flag is on; a block that is not set has none on."""
    if isinstance(block, Unread):
        return block
    value = {} if block.value is None else block.value
    state = value.get(name, False) if isinstance(value, Mapping) else None
    return state if isinstance(state, bool) else Unread(reason=Reason.MALFORMED)


def acls_off(resource: Resource, facts: Facts) -> bool | Unread:
    """Whether the bucket's access control lists are switched off."""
    ownership = known(facts, "ownership", resource.id)
    if isinstance(ownership, Fact):
        if ownership.value is None or ownership.value in OWNERSHIPS:
            return bool(ownership.value == ENFORCED)
        return Unread(reason=Reason.MALFORMED)
    return ownership


def _ownership(resource: Resource, facts: Facts) -> Gate:
    off = acls_off(resource, facts)
    if isinstance(off, Unread):
        return _gate("ownership", resource.id, GateState.UNKNOWN, "ownership_unknown", off)
    state = GateState.SHUT if off else GateState.OPEN
    return _gate("ownership", resource.id, state, f"ownership_{state.value}")


def _block(name: str, owner: str, on: bool | Unread, path: str, *, acts: bool | None = True) -> Gate:  # noqa: FBT001 - the flag's own state
    """A block's gate; `acts` says whether what is behind it is of the sort that the flag is about."""
    code = f"{name}_{path}"
    if on is False:
        return _gate(name, owner, GateState.OPEN, f"{code}_open")
    if acts is False:
        return _gate(name, owner, GateState.OPEN, f"{code}_not_public")
    if isinstance(on, Unread):
        return _gate(name, owner, GateState.UNKNOWN, f"{code}_unknown", on)
    if acts is None:
        return _gate(name, owner, GateState.UNKNOWN, f"{code}_undecided", Unread(reason=Reason.CONDITION))
    return _gate(name, owner, GateState.SHUT, f"{code}_shut")


def _gate(name: str, owner: str, state: GateState, code: str, unread: Unread | None = None) -> Gate:
    return Gate(
        gate=name,
        state=state,
        code=code,
        setting=name,
        owner=owner,
        reason=unread.reason if unread else None,
        permission=unread.permission if unread else "",
    )
