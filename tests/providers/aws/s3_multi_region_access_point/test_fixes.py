"""Plans that close a Multi-Region Access Point: of its policy something always has to be left."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from ajar.model.ours import Ours
from ajar.providers.aws.s3_multi_region_access_point import KIND
from ajar.providers.kind import CannotPlan
from clouds.point_facts import POINT, facts, lets
from clouds.s3_facts import ACCOUNT, policy
from clouds.tried_fixes import tried

AT = datetime(2026, 11, 24, tzinfo=UTC)
OURS = Ours(accounts=frozenset({ACCOUNT}))
OWN = lets({"AWS": ACCOUNT}, "s3:*", Sid="Own")
ANYONE = lets("*", "s3:GetObject", Sid="Anyone")
(CUT,) = (fix for fix in KIND.fixes if fix.name == "remove_statement")


def test_a_statement_among_others_is_cut() -> None:
    [change] = CUT.plan(POINT, facts(access_point_policy=policy(OWN, ANYONE)), OURS, AT, {})
    assert [one["Sid"] for one in json.loads(change.after)["Statement"]] == ["Own"]


def test_where_nothing_would_be_left_it_is_said_and_narrowing_is_what_remains() -> None:
    with pytest.raises(CannotPlan) as refused:
        CUT.plan(POINT, facts(), OURS, AT, {})
    assert refused.value.code == "fix_policy_not_removable"
    plans = tried(KIND, POINT, facts(), OURS, AT)
    assert list(plans) == ["narrow_to_account", "narrow_to_accounts", "narrow_to_addresses"]
    assert all(change.after is not None for changes in plans.values() for change in changes)
