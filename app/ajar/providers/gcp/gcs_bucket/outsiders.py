"""By which members and entries the widest outsiders get in: what a fix has to take out, and nothing more."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from ajar.model.access import STRANGERS, Audience
from ajar.model.facts import Facts, Value
from ajar.model.grant import Grant
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.policy.gcp.evidence import value_of
from ajar.policy.gcp.lists import member_of
from ajar.policy.gcp.members import Home, party
from ajar.policy.gcp.roles import LEGACY_BUCKET
from ajar.policy.verdict import is_held, is_proven
from ajar.providers.gcp.gcs_bucket.judge import grants, home_of

_BINDING = re.compile(r"/bindings/(\d+)(?:/members/(\d+))?")
_ENTRY = re.compile(r"/(\d+)")


@dataclass(frozen=True)
class Outsiders:
    """Who is to go: members by their binding's index, and the entities of the list with their mirror.

    A list and the legacy roles of the policy are one thing seen twice, so that an entity's roles go with it:
    "IAM relation to ACLs", https://cloud.google.com/storage/docs/access-control/iam#acls, read 2026-11-24.
    `strangers` is whether they are people whom nobody named.
    """

    members: frozenset[tuple[int, str]]
    entities: frozenset[str]
    mirrored: frozenset[tuple[int, str]]
    strangers: bool


def outsiders(resource: Resource, facts: Facts, ours: Ours) -> Outsiders:
    """The widest audience outside that is present and can be taken out, by where the policy and list name it.

    Strangers who are proven to get in; else the widest of those who do or may; else those whom prevention
    holds. Pure and total.
    """
    home = home_of(resource, facts, ours)
    for chosen in _widest_first(grants(resource, facts, ours), home):
        found = _named_by(chosen, resource, facts, home)
        if found.members or found.entities:
            return found
    return Outsiders(frozenset(), frozenset(), frozenset(), strangers=False)


def _named_by(chosen: tuple[Grant, ...], resource: Resource, facts: Facts, home: Home) -> Outsiders:
    policy, entries = value_of(facts, "iam", resource.id), value_of(facts, "acl", resource.id)
    members, entities = set[tuple[int, str]](), set[str]()
    for grant in chosen:
        if grant.evidence.setting == "iam":
            members.update(_members(grant, policy, home))
        else:
            entities.update(_entity(grant, entries))
    return Outsiders(
        members=frozenset(members),
        entities=frozenset(entities),
        mirrored=frozenset(_mirrored(policy, entities)),
        strangers=any(grant.audience in STRANGERS for grant in chosen),
    )


def _widest_first(found: tuple[Grant, ...], home: Home) -> Iterator[tuple[Grant, ...]]:
    outside = tuple(grant for grant in found if grant.audience.outside)
    free = tuple(grant for grant in outside if not is_held(grant))
    if any(grant.audience in STRANGERS and is_proven(grant) for grant in free):
        yield _alike(free, STRANGERS, home)
    for audience in sorted({grant.audience for grant in free}, key=lambda audience: -audience.width):
        yield _alike(free, {audience}, home)
    yield outside


def _alike(free: tuple[Grant, ...], wanted: Container[Audience], home: Home) -> tuple[Grant, ...]:
    """Those of these audiences: where any is proven, only them and whoever is known to be like them."""
    alike = tuple(grant for grant in free if grant.audience in wanted)
    if not any(map(is_proven, alike)):
        return alike
    # A role that is not known does not keep somebody in who is sure to go.
    return tuple(grant for grant in alike if is_proven(grant) or _named(grant, home))


def _named(grant: Grant, home: Home) -> bool:
    """Whether it is known of everybody whom it names who they are."""
    parties = [party(who, home) for who in grant.who]
    return bool(parties) and not any(found is None or found.doubt for found in parties)


def _members(grant: Grant, policy: Value, home: Home) -> Iterator[tuple[int, str]]:
    """The members that the grant stands for; none where the policy's form is what is in doubt."""
    place = _BINDING.fullmatch(grant.evidence.pointer)
    if place is None or grant.evidence.code == "iam_malformed":
        return
    index = int(place[1])
    named = policy["bindings"][index]["members"]
    if grant.who:
        yield from ((index, member) for member in named if member in grant.who)
        return
    for position, member in enumerate(named):
        found = party(member, home)
        here = place[2] is None or int(place[2]) == position
        if here and found is not None and found.doubt and found.audience is Audience.PUBLIC:
            yield index, member


def _entity(grant: Grant, entries: Value) -> Iterator[str]:
    place = _ENTRY.fullmatch(grant.evidence.pointer)
    if place is not None and grant.evidence.code != "list_malformed":
        yield entries[int(place[1])]["entity"]


def _mirrored(policy: Value, entities: set[str]) -> Iterator[tuple[int, str]]:
    bindings = policy.get("bindings") if isinstance(policy, dict) else None
    gone = {member_of(entity) for entity in entities}
    for index, binding in enumerate(bindings if isinstance(bindings, list) else ()):
        if not isinstance(binding, dict) or binding.get("role") not in LEGACY_BUCKET.values():
            continue
        members = binding.get("members")
        if isinstance(members, list) and binding.get("condition") is None:
            yield from ((index, member) for member in members if isinstance(member, str) and member in gone)
