"""Strangers by the network that they come by: the internet, one of their own, one that a policy names.

Which condition keys tell them apart: "AWS global condition context keys", properties of the network, read
2026-11-24, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ajar.model.access import Audience
from ajar.policy.aws import identities
from ajar.policy.aws.identities import Identity
from ajar.policy.aws.solver.extents import OneOf
from ajar.policy.aws.solver.supplies import fixed, free, unknown
from ajar.policy.aws.solver.worlds import Coming, Networks
from ajar.policy.aws.visitor import ANY_AWS_USER, Scene, Visitor, doubt


def by_network(scene: Scene, strangers: Iterable[Visitor]) -> Iterator[Visitor]:
    """The strangers by each way that the policy tells apart.

    Whoever comes through a network of his own has an account of AWS, signed or not. Whose a network is that
    the policy names, is not known, unless it is ours.
    """
    for one in strangers:
        yield one
        if scene.named.by_network:
            yield from _behind_named(scene, one)
            behind = identities.through(scene.accounts, free(OneOf(scene.organizations)))
            own = _behind(scene, one, ANY_AWS_USER, Audience.AUTHENTICATED, behind)
            yield replace(own, common=one.common)
        for through in _by_named(scene, one):
            names = ", ".join((*through.networks.vpcs, *through.networks.endpoints))
            yield replace(through, audience=Audience.EXTERNAL, who=names, common=False)


def ways(scene: Scene, one: Visitor) -> Iterator[Visitor]:
    """Somebody whom the policy names, by each way that it tells apart."""
    yield one
    if scene.named.by_network:
        yield _by_own(scene, one)
    yield from _by_named(scene, one)


def _by_named(scene: Scene, one: Visitor) -> Iterator[Visitor]:
    """The visitor by the networks that the policy names and that are not known to be ours."""
    networks = Networks(
        tuple(sorted(scene.named.vpcs.whole - (scene.guarded.vpcs or frozenset()))),
        tuple(sorted(scene.named.endpoints.whole - (scene.guarded.endpoints or frozenset()))),
    )
    if networks.vpcs or networks.endpoints:
        names = ", ".join((*networks.vpcs, *networks.endpoints))
        unsure = (*one.doubts, doubt("network_not_known", networks=names))
        yield replace(one, coming=Coming.NAMED_NETWORK, networks=networks, doubts=unsure)


def _behind_named(scene: Scene, one: Visitor) -> Iterator[Visitor]:
    """The strangers who come by an endpoint of an account, or organization, that the policy names."""
    for account in sorted(scene.named.behind_accounts.whole - {scene.guarded.account}):
        behind = identities.through((account,), unknown())
        yield _behind(scene, one, account, scene.of_account(account), behind)
    for name in scene.behind_organizations():
        behind = identities.through(scene.accounts, fixed(name))
        found = _behind(scene, one, name, scene.of_organization(name), behind)
        yield replace(found, doubts=scene.whose(name))


def _behind(scene: Scene, one: Visitor, name: str, audience: Audience, behind: Identity) -> Visitor:
    return replace(
        _by_own(scene, one),
        audience=audience,
        who=name,
        identity={**one.identity, **behind},
        common=False,
    )


def _by_own(scene: Scene, one: Visitor) -> Visitor:
    """The visitor by a network of his own."""
    return replace(one, coming=Coming.OWN_NETWORK, networks=scene.networks)
