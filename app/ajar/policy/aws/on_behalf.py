"""Services of AWS, and for whom they act: whoever can make a service act gets what the service gets.

"The confused deputy problem", read 2026-11-24,
https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html: a policy says for whom a service may
act by aws:SourceArn, aws:SourceAccount, aws:SourceOrgID or aws:SourceOrgPaths.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ajar.model.access import Audience
from ajar.policy.aws import identities
from ajar.policy.aws.identities import Identity
from ajar.policy.aws.principals import Form, Principal, Requester
from ajar.policy.aws.request import Caller
from ajar.policy.aws.services import CONTENT_NETWORK, Service, service
from ajar.policy.aws.solver.supplies import fixed
from ajar.policy.aws.visitor import ANY_AWS_USER, Scene, Visitor, doubt

_ANY_ACCOUNT = "?" * 12


def services(scene: Scene) -> Iterator[Visitor]:
    """Each service that the policy may mean, on behalf of anybody and of each whom the policy names."""
    for name in scene.named.services:
        known = service(name) if name else None
        if name and known is None:
            yield _undecided(name)
            continue
        if known is not None and not known.steered:
            continue  # it acts on buckets of the very account that set it up
        yield from (_for_anybody(scene, name, account) for account in scene.accounts)
        for account in scene.other_accounts():
            yield _for_account(scene, name, account)
        for organization in scene.named_organizations():
            yield _for_organization(scene, name, organization)


def from_account(scene: Scene, acting: Service, account: str, arn: str) -> Visitor:
    """A service by the account of AWS's own from which it writes, for whoever asks it to."""
    return Visitor(
        requester=Requester(Principal(Form.ACCOUNT, account, account)),
        audience=Audience.AUTHENTICATED,
        who=f"{acting.title} for {ANY_AWS_USER}",
        witness=f"{arn} for {scene.account}",
        caller=Caller(account=account, arn=arn),
        identity={**identities.nobody_known(), "aws:principalaccount": fixed(account)},
        path=_path(acting, scene.account),
        barred=_path(acting, _ANY_ACCOUNT),
    )


def _for_anybody(scene: Scene, name: str, account: str) -> Visitor:
    whose = identities.somebody(account, scene.partition, scene.organizations)
    found = _acting(scene, name, account, whose)
    return replace(
        found,
        audience=Audience.AUTHENTICATED,
        who=_who(name, ANY_AWS_USER),
        witness=_witness(name, account),
    )


def _for_account(scene: Scene, name: str, account: str) -> Visitor:
    whose = identities.named_account(account, scene.partition, scene.not_of(account))
    found = _acting(scene, name, account, whose)
    return replace(
        found, audience=scene.of_account(account), who=_who(name, account), witness=_witness(name, account)
    )


def _for_organization(scene: Scene, name: str, organization: str) -> Visitor:
    whose = identities.member(scene.account, scene.partition, organization)
    found = _acting(scene, name, scene.account, whose)
    return replace(
        found,
        audience=scene.of_organization(organization),
        who=_who(name, organization),
        witness=_witness(name, organization),
        doubts=scene.whose(organization),
    )


def _acting(scene: Scene, name: str, account: str, whose: Identity) -> Visitor:
    known = service(name) if name else None
    return Visitor(
        requester=Requester(Principal(Form.SERVICE, name) if name else None),
        audience=Audience.EXTERNAL,
        who=name,
        witness=name,
        caller=Caller(service=name or "any.amazonaws.com"),
        identity=identities.service(name, identities.on_behalf_of(account, scene.partition, whose)),
        path=_path(known, account),
        barred=_path(known, _ANY_ACCOUNT),
    )


def _path(known: Service | None, account: str) -> str:
    """What stands in every key that it writes for an account; empty where that is not told."""
    return known.path.replace("{account}", account) if known else ""


def _who(name: str, acts_for: str) -> str:
    known = service(name) if name else None
    return f"{known.title if known else name or 'AWS'} for {acts_for}"


def _witness(name: str, acts_for: str) -> str:
    return f"{name or 'a service of AWS'} for {acts_for}"


def _undecided(name: str) -> Visitor:
    """A service of which no table says whether anybody can steer it."""
    return Visitor(
        requester=Requester(Principal(Form.SERVICE, name)),
        audience=Audience.PUBLIC if name == CONTENT_NETWORK else Audience.AUTHENTICATED,
        who=name,
        witness=name,
        caller=Caller(service=name),
        doubts=(doubt("service_not_decided", who=name),),
        identity=identities.service(name, {}),
    )
