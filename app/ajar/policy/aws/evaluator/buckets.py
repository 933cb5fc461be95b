"""Whether one request to a bucket gets through: its policy, its access control list, and what blocks them.

Sources, under https://docs.aws.amazon.com/AmazonS3/latest/userguide/ and read 2026-11-24: "How Amazon S3
authorizes a request" (how-s3-evaluates-access-control.html), "Access control list (ACL) overview"
(acl-overview.html), "Blocking public access to your Amazon S3 storage"
(access-control-block-public-access.html), "Controlling ownership of objects and disabling ACLs for your
bucket" (about-object-ownership.html).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ajar.model.facts import Value
from ajar.policy.aws.actions import ACTIONS
from ajar.policy.aws.aws_public import aws_calls_public
from ajar.policy.aws.evaluator.logic import every, opposite, some
from ajar.policy.aws.evaluator.policies import Said, evaluate
from ajar.policy.aws.language import Policy, parse_policy
from ajar.policy.aws.request import Caller, Request

_GROUPS = "http://acs.amazonaws.com/groups/"
_EVERYBODY, _SIGNED_IN, _LOGS = (
    f"{_GROUPS}{name}" for name in ("global/AllUsers", "global/AuthenticatedUsers", "s3/LogDelivery")
)
_ENFORCED = "BucketOwnerEnforced"

# "Mapping of ACL permissions and access policy permissions". WRITE lets one delete only what one has written
# oneself, and a request does not tell who wrote what it is about.
_PERMISSIONS = {
    "s3:ListBucket": "READ",
    "s3:ListBucketVersions": "READ",
    "s3:ListBucketMultipartUploads": "READ",
    "s3:PutObject": "WRITE",
    "s3:DeleteObject": "WRITE",
    "s3:GetBucketAcl": "READ_ACP",
    "s3:PutBucketAcl": "WRITE_ACP",
}
_OF_OWN_OBJECTS = {"s3:DeleteObject"}
_OWNER_ONLY = frozenset(action.name for action in ACTIONS if action.owner_only)


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A bucket with what decides who gets in, each value as a fact holds it (None is "not set").

    `acl` is as GetBucketAcl returns it, `ownership` one of the three words, a block the flags by name.
    `owner_id` is the account's canonical id, empty where only the list tells it.
    """

    arn: str
    account: str
    policy_text: str | None = None
    acl: Value = None
    ownership: Value = None
    account_block: Value = None
    bucket_block: Value = None
    owner_id: str = ""

    @property
    def owner(self) -> Value:
        """The account's canonical id; None where nothing tells it."""
        return self.owner_id or _member(_member(self.acl, "Owner"), "ID")

    def blocks(self, name: str) -> bool | None:
        """Whether a flag is on: either block is enough; None where one of them is none."""
        return some(_flag(block, name) for block in (self.account_block, self.bucket_block))


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether the request gets through, and by what.

    `by` is "policy" or "acl" for what lets it in or denies it, "owner_only" for an action of the owner's,
    "identity" where the caller's own policies decide, which are not here, "nothing" where nothing lets it
    in. `gate` is the setting that stops what would let it in, `pointer` the place in the policy or the list.
    """

    allowed: bool | None
    by: str
    pointer: str = ""
    gate: str = ""


def decide(situation: Situation, request: Request) -> Decision:
    """What S3 answers, so far as the bucket's side goes: the caller's own account is taken to let him.

    An object's own access control list is not looked at. None where the documentation does not tell, and for
    the account's own principals, unless a Deny hits them.
    """
    said = _said(situation.policy_text, request)
    if said.denies:
        return Decision(allowed=False, by="policy", pointer=said.pointer)
    if _is_own(situation, request.caller):
        return Decision(allowed=None, by="identity")
    if request.action in _OWNER_ONLY:
        return Decision(allowed=False, by="owner_only")
    ways = [_through_policy(situation, request.caller, said), *_through_list(situation, request)]
    best = max(ways, key=lambda way: _RANK[way.allowed])
    if best.allowed and said.denies is None:
        return Decision(allowed=None, by="policy", pointer=said.pointer)
    if best.allowed is False:
        return next((way for way in ways if way.gate), Decision(allowed=False, by="nothing"))
    return best


def _is_own(situation: Situation, caller: Caller) -> bool:
    if caller.account:
        return caller.account == situation.account
    return bool(caller.canonical_id) and caller.canonical_id == situation.owner


_RANK = {False: 0, None: 1, True: 2}


def _said(text: str | None, request: Request) -> Said:
    policy = _parsed(text) if text is not None else None
    if policy is None:
        return Said() if text is None else Said(denies=None, allows=None)
    return evaluate(policy, request)


@lru_cache(maxsize=16)
def _parsed(text: str) -> Policy | None:
    """The policy; None for what is none."""
    policy = parse_policy(text)
    return policy if isinstance(policy, Policy) else None


@lru_cache(maxsize=16)
def _is_public(text: str) -> bool | None:
    policy = _parsed(text)
    return aws_calls_public(policy) if policy else None


def _through_policy(situation: Situation, caller: Caller, said: Said) -> Decision:
    """What the policy gives, unless the buckets of public policies are restricted.

    RestrictPublicBuckets leaves "only AWS service principals and authorized users within the bucket owner's
    account", whatever statement it was that let somebody in.
    """
    if said.allows is False or situation.policy_text is None:
        return Decision(allowed=False, by="policy")
    restricted = situation.blocks("RestrictPublicBuckets") if not caller.service else False
    cut = every((restricted, _is_public(situation.policy_text))) if restricted is not False else False
    allowed = every((said.allows, opposite(cut)))
    gate = "" if cut is False else _gate(situation, "RestrictPublicBuckets")
    return Decision(allowed, "policy", said.pointer, gate)


def _through_list(situation: Situation, request: Request) -> Iterator[Decision]:
    """What each grant of the list gives."""
    wanted = _PERMISSIONS.get(request.action)
    grants = _member(situation.acl, "Grants")
    if wanted is None or situation.acl is None:
        return
    if not isinstance(grants, list):
        yield Decision(None, "acl")
        return
    for index, grant in enumerate(grants):
        permission, grantee = _member(grant, "Permission"), _member(grant, "Grantee")
        if permission in {wanted, "FULL_CONTROL"}:
            allowed, gate = _given(situation, request.caller, grantee)
            if allowed and request.action in _OF_OWN_OBJECTS:
                allowed = None
            yield Decision(allowed, "acl", f"/Grants/{index}", gate)


def _given(situation: Situation, caller: Caller, grantee: Value) -> tuple[bool | None, str]:
    """Whether a grant of the list reaches the caller, and the setting that stops it if one does."""
    group = _member(grantee, "URI")
    meant = _in_group(caller, group) if group is not None else _is_grantee(situation, caller, grantee)
    if meant is False:
        return False, ""
    if situation.ownership == _ENFORCED:
        return False, "ownership"
    public = group in {_EVERYBODY, _SIGNED_IN}
    ignored = situation.blocks("IgnorePublicAcls") if public else False
    gate = "" if ignored is False else _gate(situation, "IgnorePublicAcls")
    return every((meant, opposite(ignored))), gate


def _in_group(caller: Caller, group: Value) -> bool | None:
    """Authenticated users are "all AWS accounts"; a service is none, and delivers logs by its own rules."""
    if group == _EVERYBODY:
        return True
    if group == _SIGNED_IN:
        return bool(caller.account or caller.canonical_id)
    return False if group == _LOGS and not caller.service else None


def _is_grantee(situation: Situation, caller: Caller, grantee: Value) -> bool | None:
    """Whether the account that the grant names is the caller's, who is not the bucket's owner.

    It is named by its canonical id, or by an address that tells nothing.
    """
    named = _member(grantee, "ID")
    if not (caller.account or caller.canonical_id or caller.arn) or (named and named == situation.owner):
        return False
    return caller.canonical_id == named if named and caller.canonical_id else None


def _gate(situation: Situation, flag: str) -> str:
    """The block that has the flag on, the account's before the bucket's."""
    return "account_block" if _flag(situation.account_block, flag) is not False else "bucket_block"


def _flag(block: Value, name: str) -> bool | None:
    if block is None:
        return False
    state = block.get(name, False) if isinstance(block, Mapping) else None
    return state if isinstance(state, bool) else None


def _member(value: Value, name: str) -> Value:
    return value.get(name) if isinstance(value, Mapping) else None
