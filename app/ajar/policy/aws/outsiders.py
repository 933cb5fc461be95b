"""Whom a policy may let in: a visitor for each kind of people it can tell apart, and who they are to us."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ajar.model.access import Audience
from ajar.model.facts import Reason
from ajar.policy.aws import identities
from ajar.policy.aws.by_network import by_network, ways
from ajar.policy.aws.guarded import Guarded
from ajar.policy.aws.identities import Identity
from ajar.policy.aws.language import Policy
from ajar.policy.aws.named import named_by
from ajar.policy.aws.on_behalf import from_account, services
from ajar.policy.aws.principals import (
    ANONYMOUS,
    NOBODY_SIGNED_IN,
    SIGNED_IN_STRANGER,
    Form,
    Principal,
    Requester,
)
from ajar.policy.aws.request import Caller
from ajar.policy.aws.rules import Doubt
from ajar.policy.aws.services import service_of_account
from ajar.policy.aws.strange import strange_account
from ajar.policy.aws.visitor import ANY_AWS_USER, Scene, Visitor, doubt

_LOOKED_AT_OTHERWISE = {Form.EVERYONE, Form.DELETED, Form.SERVICE}


def visitors(policy: Policy, guarded: Guarded) -> tuple[Visitor, ...]:
    """Everybody who need be looked at, the widest audience first; the bucket's own account is not among them.

    Strangers stand for all whom the policy does not name; of those that it does, each is looked at by itself.
    """
    scene = Scene(guarded, named_by(policy))
    found = [
        *by_network(scene, _strangers(scene)),
        *_untold(scene),
        *(way for one in (*_names(scene), *_unique(scene), *_members(scene)) for way in ways(scene, one)),
        *services(scene),
    ]
    taken = (one for one in found if one.requester.signed_in or not guarded.signed)
    return tuple(sorted(taken, key=lambda one: one.audience.width, reverse=True))


def stranger(taken: Iterable[str]) -> str:
    """The ARN of a user of an account that is none of these."""
    return f"arn:aws:iam::{strange_account(taken)}:user/any"


def _strangers(scene: Scene) -> tuple[Visitor, ...]:
    """Somebody who is not signed in, and somebody of each strange account who is."""
    anyone = Visitor(
        requester=NOBODY_SIGNED_IN,
        audience=Audience.PUBLIC,
        who="anyone",
        witness=ANONYMOUS,
        caller=Caller(),
        common=True,
    )
    signed = (_one_by_one(scene, _signed(scene, account), account) for account in scene.accounts)
    return (anyone, *(one for several in signed for one in several))


def _signed(scene: Scene, account: str) -> Visitor:
    arn = f"arn:{scene.partition}:iam::{account}:user/any"
    ids = scene.named.unique_ids.whole
    return Visitor(
        requester=SIGNED_IN_STRANGER,
        audience=Audience.AUTHENTICATED,
        who=ANY_AWS_USER,
        witness=arn,
        caller=Caller(account=account, arn=arn),
        identity=identities.somebody(account, scene.partition, scene.organizations, ids),
        common=True,
    )


def _untold(scene: Scene) -> Iterator[Visitor]:
    """Whoever else the policy may tell apart, where it does so by more patterns than can be looked at."""
    if scene.named.untold:
        yield Visitor(
            requester=SIGNED_IN_STRANGER,
            audience=Audience.AUTHENTICATED,
            who=ANY_AWS_USER,
            witness=ANY_AWS_USER,
            caller=Caller(account="unknown"),
            doubts=(Doubt(Reason.BUDGET, "policy_over_budget"),),
            identity=identities.nobody_known(),
        )


def _names(scene: Scene) -> Iterator[Visitor]:
    """Those whom the policy names as principals, and accounts that it names in what it asks of them."""
    whole = {one.account for one in scene.named.principals if one.form is Form.ACCOUNT}
    asked = (one for one in scene.asked_accounts() if one not in whole)
    for one in (*scene.named.principals, *(Principal(Form.ACCOUNT, account, account) for account in asked)):
        if one.form not in _LOOKED_AT_OTHERWISE and (not one.account or one.account != scene.guarded.account):
            named = _named(scene, one)
            several = _one_by_one(scene, named, one.account) if one.form is Form.ACCOUNT else (named,)
            yield from (_acting_as(each, one.account) for each in several)


def _acting_as(one: Visitor, account: str) -> Visitor:
    """The visitor as the very user or role of a named account that its identity says it is."""
    arn = identities.arn_of(one.identity)
    if not arn or one.requester.principal is None or one.requester.principal.form is not Form.ACCOUNT:
        return one
    principal = Principal(Form.IDENTITY, arn, account)
    return replace(one, requester=Requester(principal), caller=replace(one.caller, arn=arn), witness=arn)


def _one_by_one(scene: Scene, one: Visitor, account: str) -> Iterator[Visitor]:
    """The visitor as each that the policy tells apart by more than one thing: what hangs together, does."""
    kinds = identities.kinds(account, scene.partition) if scene.named.by_identity else ({},)
    places = identities.places(one.identity) if scene.named.by_organization else ({},)
    for kind in kinds:
        for organization in places:
            yield replace(one, identity={**one.identity, **kind, **organization})


def _named(scene: Scene, one: Principal) -> Visitor:
    """A principal that the policy names.

    Who signs in through a federation is not told by the name alone. A content network's identity may serve
    what it reads to everybody.
    """
    if one.form is Form.ORIGIN_IDENTITY:
        return _unsure(one, Audience.PUBLIC, "origin_identity_not_decided")
    if one.form is Form.FEDERATED:
        return _unsure(one, Audience.AUTHENTICATED, "federated_not_decided")
    arn = f"arn:{scene.partition}:iam::{one.account}:root" if one.form is Form.ACCOUNT else one.name
    acting = service_of_account(one.account)
    if acting is not None:
        return from_account(scene, acting, one.account, arn)
    canonical = one.form is Form.CANONICAL
    ours = Audience.ORGANIZATION if one.name in scene.ours.canonical_ids else Audience.EXTERNAL
    return Visitor(
        requester=Requester(one),
        audience=ours if canonical else scene.of_account(one.account),
        who=one.account or one.name,
        witness=arn,
        caller=Caller(
            account=one.account or "unknown",
            arn="" if canonical else arn,
            canonical_id=one.name if canonical else "",
        ),
        identity=_identity(scene, one),
    )


def _identity(scene: Scene, one: Principal) -> Identity:
    if one.form is Form.ACCOUNT:
        return identities.named_account(one.account, scene.partition, scene.not_of(one.account))
    if one.form is Form.IDENTITY:
        return identities.named_identity(one.name, one.account, scene.not_of(one.account))
    return identities.nobody_known()


def _unsure(one: Principal, audience: Audience, code: str) -> Visitor:
    return Visitor(
        requester=Requester(one),
        audience=audience,
        who=one.name,
        witness=one.name,
        caller=Caller(account="unknown", arn=one.name),
        doubts=(doubt(code, who=one.name),),
        identity=identities.nobody_known(),
    )


def _unique(scene: Scene) -> Iterator[Visitor]:
    """Whoever has a unique id that the policy names: whose user or role that is, it does not tell."""
    for name in sorted(scene.named.unique_ids.whole):
        yield Visitor(
            requester=SIGNED_IN_STRANGER,
            audience=Audience.EXTERNAL,
            who=name,
            witness=name,
            caller=Caller(account="unknown"),
            doubts=(doubt("identity_not_known", who=name),),
            identity={**identities.nobody_known(), "aws:userid": identities.exactly(name)},
        )


def _members(scene: Scene) -> Iterator[Visitor]:
    """A member of each organization that the policy names."""
    signed = _signed(scene, scene.account)
    for name in scene.named_organizations():
        member = replace(
            signed,
            audience=scene.of_organization(name),
            who=name,
            identity=identities.member(scene.account, scene.partition, name),
            doubts=scene.whose(name),
            common=False,
        )
        yield from _one_by_one(scene, member, scene.account)
