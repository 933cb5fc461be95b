"""Plans that close a Multi-Region Access Point: only its policy can be changed, and none can be removed."""

from __future__ import annotations

from datetime import datetime

from ajar.model.change import Change
from ajar.model.facts import Facts
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.providers.aws.s3_access_point.fixes import remove_statement
from ajar.providers.kind import Chosen, Fix


def replace_policy(
    resource: Resource, facts: Facts, ours: Ours, at: datetime, _chosen: Chosen
) -> tuple[Change, ...]:
    """Cut the statements that let strangers in out of the policy, where others are left in it."""
    changes = remove_statement(resource, facts, ours, at, {})
    return () if any(change.after is None for change in changes) else changes


FIXES = (Fix(name="remove_statement", plan=replace_policy),)
