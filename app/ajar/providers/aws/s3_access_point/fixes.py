"""Plans that close an access point: pure, from what was read to the changes.

Its own block is fixed when it is made, so that only its policy can be changed.
"""

from __future__ import annotations

from datetime import datetime

from ajar.model.access import STRANGERS
from ajar.model.change import Change
from ajar.model.facts import Fact, Facts, reading
from ajar.model.ours import Ours
from ajar.model.resource import Resource, itself
from ajar.policy.verdict import is_proven
from ajar.providers.aws.s3_access_point.verdict import grants_of
from ajar.providers.aws.s3_bucket.fixes import without
from ajar.providers.kind import Chosen, Fix

SETTING = "access_point_policy"


def remove_statement(
    resource: Resource, facts: Facts, ours: Ours, at: datetime, _chosen: Chosen
) -> tuple[Change, ...]:
    """Cut the statements that let strangers in out of the access point's policy, and leave the rest."""
    policy = reading(facts, SETTING, resource.id)
    if not isinstance(policy, Fact) or not isinstance(policy.value, str):
        return ()
    grants, _ = grants_of(resource, facts, ours, at)
    pointers = {
        grant.evidence.pointer
        for grant in grants
        if grant.audience in STRANGERS and is_proven(grant) and grant.evidence.setting == SETTING
    }
    after = without(policy.value, pointers)
    if after == policy.value:
        return ()
    return (Change(owner=itself(resource), setting=SETTING, before=policy.value, after=after),)


FIXES = (Fix(name="remove_statement", plan=remove_statement),)
