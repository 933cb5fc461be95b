"""Whom a change takes out of a bucket's policy and lists, or puts back in, and who outside is named there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ajar.model.change import Change
from ajar.model.finding import Finding
from ajar.model.ours import Ours
from ajar.policy.gcp.evidence import value_of
from ajar.policy.gcp.lists import member_of
from ajar.policy.gcp.members import PUBLIC_MEMBERS, party
from ajar.providers.gcp.gcs_bucket.judge import home_of
from ajar.providers.gcp.gcs_bucket.placed import entries, given


@dataclass(frozen=True)
class Moved:
    """The members that a change is about: in the policy, and in either list."""

    in_policy: frozenset[str]
    in_lists: frozenset[str]

    @property
    def strangers(self) -> bool:
        """Whether strangers are among them."""
        return not (self.in_policy | self.in_lists).isdisjoint(PUBLIC_MEMBERS)


def moved(changes: Iterable[Change]) -> Moved:
    """Everybody who stands on one side of a change and not on the other."""
    policy, lists = set[str](), set[str]()
    for change in changes:
        if change.setting == "iam":
            policy |= {member for *_, member in given(change.before) ^ given(change.after)}
        elif change.setting in ("acl", "default_object_acl"):
            differ = entries(change.before).items() ^ entries(change.after).items()
            lists |= {member_of(entity) for entity, _ in differ}
    return Moved(frozenset(policy), frozenset(lists))


def named_outside(finding: Finding, ours: Ours) -> frozenset[str]:
    """The members whom the policy and the bucket's list name and who are outside; strangers are not named."""
    home = home_of(finding.resource, finding.facts, ours)
    policy = value_of(finding.facts, "iam", finding.resource.id)
    listed = entries(value_of(finding.facts, "acl", finding.resource.id))
    found = {member for *_, member in given(policy)} | {member_of(entity) for entity in listed}
    parties = {who: party(who, home) for who in found if who not in PUBLIC_MEMBERS}
    return frozenset(who for who, one in parties.items() if one is not None and one.audience.outside)
