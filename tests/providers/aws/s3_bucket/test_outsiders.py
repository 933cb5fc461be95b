"""Which buckets name somebody outside: for the others nothing more is asked."""

from __future__ import annotations

import pytest

from ajar.model.facts import Reason, Unread
from ajar.providers.aws.s3_bucket.outsiders import outsiders_named, the_bucket_if_outsiders
from clouds.s3_facts import (
    ACCOUNT,
    ALL_USERS,
    AWS_USERS,
    BUCKET,
    NOT_ASKED,
    OTHER,
    OWNER_ID,
    STRANGE_ID,
    acl,
    allow,
    facts,
    policy,
)

UNREAD = Unread(reason=Reason.DENIED)
OWN_ROLE = {"AWS": [ACCOUNT, f"arn:aws:iam::{ACCOUNT}:role/Accounting", f"arn:aws:iam::{ACCOUNT}:root"]}
DENY_ALL = {**allow("*", "s3:*"), "Effect": "Deny"}
LOGS = "http://acs.amazonaws.com/groups/s3/LogDelivery"


@pytest.mark.parametrize(
    "principal",
    [
        "*",
        {"AWS": "*"},
        {"AWS": OTHER},
        {"AWS": [ACCOUNT, f"arn:aws:iam::{OTHER}:user/nosy"]},
        {"Service": "cloudfront.amazonaws.com"},
        {"Federated": "accounts.google.com"},
        {"CanonicalUser": STRANGE_ID},
        {"AWS": "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"},
    ],
)
def test_an_allow_to_anybody_else_names_outsiders(principal: object) -> None:
    read = facts(policy=policy(allow(OWN_ROLE, "s3:*"), allow(principal, "s3:GetObject")))
    assert outsiders_named(BUCKET, read)
    assert [owner.id for owner in the_bucket_if_outsiders(BUCKET, read)] == [BUCKET.id]


@pytest.mark.parametrize("principal", [OWN_ROLE, {"AWS": "AIDAEXAMPLE0DELETED"}, {"CanonicalUser": OWNER_ID}])
def test_the_own_account_and_the_deleted_are_nobody_outside(principal: object) -> None:
    read = facts(policy=policy(allow(principal, "s3:GetObject")))
    assert not outsiders_named(BUCKET, read)
    assert the_bucket_if_outsiders(BUCKET, read) == ()


def test_whom_a_denial_names_is_not_let_in() -> None:
    assert not outsiders_named(BUCKET, facts(policy=policy(DENY_ALL)))


def test_all_but_some_are_outsiders() -> None:
    but = {**allow("*", "s3:GetObject"), "NotPrincipal": {"AWS": OTHER}}
    del but["Principal"]
    assert outsiders_named(BUCKET, facts(policy=policy(but)))


@pytest.mark.parametrize("grantee", [ALL_USERS, AWS_USERS, STRANGE_ID, "http://acs.amazonaws.com/groups/new"])
def test_a_list_names_groups_and_others(grantee: str) -> None:
    assert outsiders_named(BUCKET, facts(acl=acl((grantee, "READ"))))


def test_a_list_of_the_owner_and_its_logs_names_nobody() -> None:
    assert not outsiders_named(BUCKET, facts(acl=acl((LOGS, "WRITE"))))


def test_what_was_not_read_names_nobody_and_what_is_not_understood_may() -> None:
    assert not outsiders_named(BUCKET, facts(policy=UNREAD, acl=UNREAD))
    assert not outsiders_named(BUCKET, facts(policy=NOT_ASKED, acl=NOT_ASKED))
    assert outsiders_named(BUCKET, facts(policy="{", acl=NOT_ASKED))
    assert outsiders_named(BUCKET, facts(policy=[], acl=NOT_ASKED))
    assert outsiders_named(BUCKET, facts(acl={"Owner": {"ID": OWNER_ID}}))
    assert outsiders_named(BUCKET, facts(acl={"Owner": {"ID": OWNER_ID}, "Grants": [None]}))
    assert outsiders_named(BUCKET, facts(acl={"Owner": {"ID": OWNER_ID}, "Grants": [{"Grantee": 1}]}))
    assert outsiders_named(BUCKET, facts(acl={"Grants": [{"Grantee": {"ID": ""}}]}))
