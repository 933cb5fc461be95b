"""Plans that close an access point: what opens it is cut out of its policy or narrowed, and nothing else."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from ajar.model.change import undone
from ajar.model.ours import Ours
from ajar.model.resource import itself
from ajar.policy.compared import closes, widened
from ajar.providers.aws.s3_access_point import KIND
from ajar.providers.kind import CannotPlan
from clouds.point_facts import POINT, READS, facts, lets, told
from clouds.s3_facts import ACCOUNT, OTHER, block, policy
from clouds.tried_fixes import after, tried

AT = datetime(2026, 11, 24, tzinfo=UTC)
OURS = Ours(accounts=frozenset({ACCOUNT}), organizations=frozenset({"o-finch00042"}))
OWN = lets({"AWS": ACCOUNT}, "s3:*", Sid="Own")
PARTNER = lets({"AWS": OTHER}, "s3:GetObject", Sid="Partner")
ANYONE = lets("*", "s3:GetObject", Sid="Anyone")
ALL = [
    "remove_statement",
    "narrow_to_account",
    "narrow_to_organization",
    "narrow_to_accounts",
    "narrow_to_addresses",
]
(CUT,) = (fix for fix in KIND.fixes if fix.name == "remove_statement")


def test_its_own_block_is_no_fix() -> None:
    assert [fix.name for fix in KIND.fixes] == ALL


def test_only_the_statement_that_lets_strangers_in_is_cut() -> None:
    known = facts(access_point_policy=policy(OWN, ANYONE, PARTNER))
    [change] = CUT.plan(POINT, known, OURS, AT, {})
    assert (change.owner, change.setting) == (itself(POINT), "access_point_policy")
    assert [one["Sid"] for one in json.loads(change.after)["Statement"]] == ["Own", "Partner"]


def test_a_policy_of_which_nothing_is_left_goes() -> None:
    [change] = CUT.plan(POINT, facts(), OURS, AT, {})
    assert (change.before, change.after) == (READS, None)


def test_every_fix_closes_it_and_can_be_undone() -> None:
    known = facts(access_point_policy=policy(OWN, ANYONE))
    before = KIND.judge(POINT, known, OURS, AT)
    plans = tried(KIND, POINT, known, OURS, AT)
    assert list(plans) == ALL
    for changes in plans.values():
        then = after(KIND, POINT, known, changes)
        assert closes(before, KIND.judge(POINT, then, OURS, AT))
        assert not widened(before, KIND.judge(POINT, then, OURS, AT))
        assert after(KIND, POINT, then, undone(changes)) == after(KIND, POINT, known, ())


def test_its_policy_keeps_to_the_limit_and_to_who_is_there() -> None:
    with pytest.raises(CannotPlan) as refused:
        CUT.plan(
            POINT, facts(access_point_policy=policy(ANYONE, lets({"AWS": "AROAX"}, "s3:*"))), OURS, AT, {}
        )
    assert refused.value.code == "fix_deleted_principals"


@pytest.mark.parametrize(
    "known",
    [
        {"policy": None},
        {"access_point_policy": None},
        {"access_point_policy": policy(OWN)},
        {"access_point_policy": 7},
        {"access_point": None},
    ],
)
def test_where_nothing_is_open_nothing_is_planned(known: dict[str, object]) -> None:
    assert tried(KIND, POINT, facts(**known), OURS, AT) == {}


def test_what_the_block_holds_and_whom_it_is_shared_with_can_be_cut_as_well() -> None:
    held = facts(access_point=told(block=block("RestrictPublicBuckets")))
    assert [change.after for change in CUT.plan(POINT, held, OURS, AT, {})] == [None]
    shared = facts(access_point_policy=policy(OWN, PARTNER))
    [change] = CUT.plan(POINT, shared, OURS, AT, {})
    assert [one["Sid"] for one in json.loads(change.after)["Statement"]] == ["Own"]
