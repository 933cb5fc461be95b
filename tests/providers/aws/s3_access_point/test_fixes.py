"""Plans that close an access point: what opens it is cut out of its policy, and nothing else."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from ajar.model.ours import Ours
from ajar.model.resource import itself
from ajar.providers.aws.s3_access_point.fixes import remove_statement
from ajar.providers.aws.s3_multi_region_access_point.fixes import replace_policy
from clouds.point_facts import POINT, READS, facts, lets, told
from clouds.s3_facts import ACCOUNT, OTHER, block, policy

AT = datetime(2026, 11, 24, tzinfo=UTC)
OWN = lets({"AWS": ACCOUNT}, "s3:*", Sid="Own")
PARTNER = lets({"AWS": OTHER}, "s3:GetObject", Sid="Partner")
ANYONE = lets("*", "s3:GetObject", Sid="Anyone")


def test_only_the_statement_that_lets_strangers_in_is_cut() -> None:
    [change] = remove_statement(
        POINT, facts(access_point_policy=policy(OWN, ANYONE, PARTNER)), Ours(), AT, {}
    )
    assert (change.owner, change.setting) == (itself(POINT), "access_point_policy")
    assert [one["Sid"] for one in json.loads(change.after)["Statement"]] == ["Own", "Partner"]


def test_a_policy_of_which_nothing_is_left_goes() -> None:
    [change] = remove_statement(POINT, facts(), Ours(), AT, {})
    assert (change.before, change.after) == (READS, None)


def test_of_several_regions_a_policy_stays_where_nothing_would_be_left() -> None:
    assert replace_policy(POINT, facts(), Ours(), AT, {}) == ()
    [change] = replace_policy(POINT, facts(access_point_policy=policy(OWN, ANYONE)), Ours(), AT, {})
    assert [one["Sid"] for one in json.loads(change.after)["Statement"]] == ["Own"]


@pytest.mark.parametrize(
    "known",
    [
        {"access_point": told(block=block("RestrictPublicBuckets"))},
        {"policy": None},
        {"access_point_policy": None},
        {"access_point_policy": policy(PARTNER)},
        {"access_point_policy": 7},
        {"access_point": None},
    ],
)
def test_where_nothing_is_open_nothing_is_planned(known: dict[str, object]) -> None:
    assert remove_statement(POINT, facts(**known), Ours(), AT, {}) == ()
