"""Plans on the access control list: whom they take out of it, and how all lists are switched off."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ajar.model.change import Change, undone
from ajar.model.ours import Ours
from ajar.providers.aws.s3_bucket import KIND
from clouds.s3_facts import ACCOUNT, ALL_USERS, AWS_USERS, BUCKET, READ, STRANGE_ID, acl, facts, policy

AT = datetime(2026, 11, 24, tzinfo=UTC)
OURS = Ours(accounts=frozenset({ACCOUNT}))
LOGS = "http://acs.amazonaws.com/groups/s3/LogDelivery"
NEW_GROUP = "http://acs.amazonaws.com/groups/new"
FIXES = {fix.name: fix for fix in KIND.fixes}


def plan(name: str, **known: object) -> tuple[Change, ...]:
    """The changes of a fix to a bucket of which this is known."""
    return FIXES[name].plan(BUCKET, facts(**known), OURS, AT, {})


def test_only_the_groups_leave_the_list_of_an_open_bucket() -> None:
    known = acl((STRANGE_ID, "READ"), (ALL_USERS, "READ"), (LOGS, "WRITE"), (AWS_USERS, "WRITE"))
    (change,) = plan("remove_acl_grants", acl=known)
    assert change.after == acl((STRANGE_ID, "READ"), (LOGS, "WRITE"))


def test_of_a_shared_bucket_the_other_accounts_leave_it() -> None:
    (change,) = plan(
        "remove_acl_grants", acl=acl((STRANGE_ID, "READ"), (LOGS, "WRITE"), (STRANGE_ID, "WRITE"))
    )
    assert change.after == acl((LOGS, "WRITE"))


def test_a_group_that_is_not_known_leaves_it_too() -> None:
    (change,) = plan("remove_acl_grants", acl=acl((NEW_GROUP, "READ"), (LOGS, "WRITE")))
    assert change.after == acl((LOGS, "WRITE"))


@pytest.mark.parametrize("ownership", [None, "ObjectWriter", "BucketOwnerPreferred"])
def test_lists_are_switched_off_after_the_owner_is_alone_in_the_buckets(ownership: str | None) -> None:
    changes = plan("enforce_bucket_owner", acl=acl((ALL_USERS, "READ"), (LOGS, "WRITE")), ownership=ownership)
    assert [(one.setting, one.after) for one in changes] == [
        ("acl", acl()),
        ("ownership", "BucketOwnerEnforced"),
    ]
    assert [(one.setting, one.after) for one in undone(changes)] == [
        ("ownership", ownership),
        ("acl", acl((ALL_USERS, "READ"), (LOGS, "WRITE"))),
    ]


@pytest.mark.parametrize("name", ["remove_acl_grants", "enforce_bucket_owner"])
@pytest.mark.parametrize(
    "known",
    [
        {"acl": acl((ALL_USERS, "READ")), "policy": policy(READ)},
        {"acl": acl((LOGS, "WRITE"))},
        {"acl": {"Owner": {}, "Grants": []}},
        {"acl": {"Owner": {"ID": "1"}, "Grants": ["what"]}},
        {"acl": 7},
    ],
)
def test_where_the_list_is_not_all_that_opens_nothing_is_planned(name: str, known: dict[str, object]) -> None:
    assert plan(name, **known) == ()
