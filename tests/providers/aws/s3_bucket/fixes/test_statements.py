"""Plans on a bucket's policy: which statements they touch, what goes with them, and what is refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from ajar.model.access import Audience
from ajar.model.change import Change
from ajar.model.exposure import Exposure
from ajar.model.ours import Ours
from ajar.providers.aws.s3_bucket import KIND
from ajar.providers.aws.s3_bucket.fixes.taken import MOST
from ajar.providers.aws.s3_bucket.verdict import judge
from ajar.providers.kind import CannotPlan
from clouds.s3_facts import (
    ACCOUNT,
    ALL_USERS,
    BUCKET,
    OTHER,
    READ,
    SHARED,
    STRANGE_ID,
    acl,
    allow,
    block,
    facts,
    policy,
)
from clouds.tried_fixes import after

AT = datetime(2026, 11, 24, tzinfo=UTC)
OURS = Ours(accounts=frozenset({ACCOUNT}))
RESTRICT = block("RestrictPublicBuckets")
FIXES = {fix.name: fix for fix in KIND.fixes}


def plan(name: str, known: dict[str, object], **chosen: str) -> tuple[Change, ...]:
    """The changes of a fix to a bucket of which this is known."""
    return FIXES[name].plan(BUCKET, facts(**known), OURS, AT, chosen)


def verdict(known: dict[str, object], changes: tuple[Change, ...] = ()) -> Exposure:
    """The verdict on it, with these changes made."""
    return judge(BUCKET, after(KIND, BUCKET, facts(**known), changes), OURS, AT)


def test_the_account_keeps_what_the_statement_gives_it() -> None:
    known: dict[str, object] = {"policy": policy(READ, SHARED)}
    (change,) = plan("narrow_to_account", known)
    narrowed, shared = json.loads(change.after)["Statement"]
    assert narrowed == {**READ, "Condition": {"StringEquals": {"aws:PrincipalAccount": ACCOUNT}}}
    assert narrowed["Principal"] == "*"
    assert shared == SHARED
    assert verdict(known, (change,)).audience is Audience.EXTERNAL


def test_where_it_is_only_shared_those_are_cut_who_get_in() -> None:
    known: dict[str, object] = {"policy": policy(allow({"AWS": ACCOUNT}, "s3:*"), SHARED)}
    (change,) = plan("remove_statement", known)
    assert json.loads(change.after)["Statement"] == [allow({"AWS": ACCOUNT}, "s3:*")]
    assert not verdict(known, (change,)).audience.outside


def test_a_statement_for_others_alone_is_not_narrowed_to_nobody() -> None:
    assert plan("narrow_to_account", {"policy": policy(SHARED)}) == ()
    both = allow({"AWS": [ACCOUNT, OTHER]}, "s3:GetObject")
    (change,) = plan("narrow_to_account", {"policy": policy(both)})
    assert not verdict({"policy": policy(both)}, (change,)).audience.outside


def test_all_that_a_block_holds_goes_together() -> None:
    known: dict[str, object] = {"policy": policy(READ, SHARED), "bucket_block": RESTRICT}
    (change,) = plan("remove_statement", known)
    assert change.after is None, "the accounts that the rest names would be let in"


def test_the_list_is_emptied_first_where_strangers_get_in_by_both() -> None:
    known: dict[str, object] = {
        "policy": policy(READ, SHARED),
        "acl": acl((STRANGE_ID, "READ"), (ALL_USERS, "WRITE")),
    }
    for name in ("remove_statement", "narrow_to_account"):
        by_list, by_policy = plan(name, known)
        assert (by_list.setting, by_policy.setting) == ("acl", "policy")
        assert by_list.after == acl((STRANGE_ID, "READ"))
        for made in ((), (by_list,), (by_policy,), (by_list, by_policy)):
            assert verdict(known, made).audience.width <= verdict(known).audience.width
        assert verdict(known, (by_list, by_policy)).audience is Audience.EXTERNAL


def test_a_policy_that_would_be_too_long_is_not_planned() -> None:
    long = policy({**READ, "Sid": "x" * (MOST - len(policy({**READ, "Sid": ""})))})
    for name in ("narrow_to_account", "narrow_to_addresses"):
        with pytest.raises(CannotPlan) as refused:
            plan(name, {"policy": long}, addresses="8.8.8.8")
        assert refused.value.code == "fix_too_long"
    assert plan("remove_statement", {"policy": long})[0].after is None


def test_a_deleted_principal_that_stays_is_not_planned_and_one_that_goes_is() -> None:
    deleted = {"AWS": ["*", "AIDAEXAMPLE"]}
    stays = policy(READ, allow({"AWS": "AIDAEXAMPLE"}, "s3:GetObject"))
    for name in ("remove_statement", "narrow_to_account", "narrow_to_accounts"):
        with pytest.raises(CannotPlan) as refused:
            plan(name, {"policy": stays}, accounts=OTHER)
        assert refused.value.code == "fix_deleted_principals"
    (change,) = plan("remove_statement", {"policy": policy(allow(deleted, "s3:GetObject"), SHARED)})
    assert json.loads(change.after)["Statement"] == [SHARED]


def test_a_range_that_is_the_internet_is_narrowed_where_it_stands() -> None:
    halves = {"IpAddress": {"aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"]}}
    known: dict[str, object] = {"policy": policy({**READ, "Condition": halves})}
    (change,) = plan("narrow_to_addresses", known, addresses="93.184.216.0/24")
    (statement,) = json.loads(change.after)["Statement"]
    assert statement["Condition"] == {"IpAddress": {"aws:SourceIp": "93.184.216.0/24"}}
    found = verdict(known, (change,))
    assert (found.audience, found.all[0].who) == (Audience.EXTERNAL, ("93.184.216.0/24",))


def test_everyone_but_some_is_narrowed_and_keeps_its_exception() -> None:
    others = {key: value for key, value in READ.items() if key != "Principal"}
    known: dict[str, object] = {"policy": policy({**others, "NotPrincipal": {"AWS": OTHER}})}
    (change,) = plan("narrow_to_account", known)
    (statement,) = json.loads(change.after)["Statement"]
    assert statement["NotPrincipal"] == {"AWS": OTHER}
    assert not verdict(known, (change,)).at_most.outside
