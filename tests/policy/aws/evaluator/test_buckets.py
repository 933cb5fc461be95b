"""What S3 answers to one request: policy, list, ownership and blocks together.

BLOCKS is "Blocking public access to your Amazon S3 storage" (access-control-block-public-access.html), LISTS
"Access control list (ACL) overview" (acl-overview.html), OWNERSHIP "Controlling ownership of objects and
disabling ACLs for your bucket" (about-object-ownership.html), all read 2026-11-24 under
https://docs.aws.amazon.com/AmazonS3/latest/userguide/.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from ajar.policy.aws.evaluator.buckets import Decision, Situation, decide
from ajar.policy.aws.request import Caller
from clouds.s3_facts import ALL_USERS, AWS_USERS, OWNER_ID, STRANGE_ID, acl, block
from s3_policies import BUCKET, OWN, A, deny, statement
from s3_requests import NOBODY, request, root, user

TRAIL = Caller(service="cloudtrail.amazonaws.com")
THEM = root(A, STRANGE_ID)
LOGS = "http://acs.amazonaws.com/groups/s3/LogDelivery"


def situation(*statements: dict[str, Any], **more: Any) -> Situation:  # noqa: ANN401 - facts are JSON
    """The bucket with a policy of these statements, if any, and nothing else set but what is named."""
    text = json.dumps({"Version": "2012-10-17", "Statement": list(statements)}) if statements else None
    named = {"arn": BUCKET, "account": OWN, "policy_text": text, "owner_id": OWNER_ID}
    return Situation(**{**named, **more})


def listed(grantee: str, permission: str, **more: object) -> Situation:
    """The bucket with one grant in its list."""
    return situation(acl=acl((grantee, permission)), **more)


TO_TRAIL = statement(Principal={"Service": "cloudtrail.amazonaws.com"})
TO_A, TO_ALL = statement(Principal={"AWS": A}), statement()


@pytest.mark.parametrize("where", ["account_block", "bucket_block"])
@pytest.mark.parametrize(
    ("statements", "caller", "allowed"),
    [
        # BLOCKS: the example of the bucket owned by "Account-1", with its third statement and without.
        ([TO_TRAIL, TO_A, TO_ALL], TRAIL, True),
        ([TO_TRAIL, TO_A, TO_ALL], user(A), False),
        ([TO_TRAIL, TO_A, TO_ALL], NOBODY, False),
        ([TO_TRAIL, TO_A], user(A), True),
        ([TO_TRAIL, TO_A], TRAIL, True),
        # A Deny does not make a policy less public, a fixed value does.
        (
            [TO_A, TO_ALL, deny(Principal="*", Condition={"Bool": {"aws:SecureTransport": "true"}})],
            user(A),
            False,
        ),
        ([TO_A, statement(Condition={"StringEquals": {"aws:SourceVpc": "vpc-91237329"}})], user(A), True),
        ([TO_A, statement(Condition={"StringLike": {"aws:SourceVpc": "vpc-*"}})], user(A), False),
    ],
)
def test_a_public_policy_is_restricted_to_services_and_the_account(
    where: str, statements: list[dict[str, Any]], caller: Caller, *, allowed: bool
) -> None:
    shut = situation(*statements, **{where: block("RestrictPublicBuckets")})
    answer = decide(shut, request(caller))
    assert answer.allowed is allowed
    assert answer.gate == ("" if allowed else where)


def test_the_account_itself_is_told_only_a_deny() -> None:
    """The account's own principals have policies of their own, which are not here."""
    assert decide(situation(TO_ALL), request(user(OWN))) == Decision(None, "identity")
    assert decide(situation(deny()), request(user(OWN))) == Decision(False, "policy", "/Statement/0")
    by_id = Caller(canonical_id=OWNER_ID)
    assert decide(listed(OWNER_ID, "READ"), request(by_id, "s3:ListBucket", BUCKET)).by == "identity"


@pytest.mark.parametrize("action", ["s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"])
def test_what_only_the_owner_may_do_nobody_else_does(action: str) -> None:
    """Source: "PutBucketPolicy", https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html."""
    everything = situation(statement(Action="s3:*", Resource="*"))
    assert decide(everything, request(user(A), action, BUCKET)) == Decision(False, "owner_only")


@pytest.mark.parametrize(
    ("grantee", "caller", "allowed"),
    [
        # LISTS: "Amazon S3 predefined groups", and canonical ids.
        (ALL_USERS, NOBODY, True),
        (ALL_USERS, user(A), True),
        (AWS_USERS, NOBODY, False),
        (AWS_USERS, user(A), True),
        (AWS_USERS, Caller(canonical_id=STRANGE_ID), True),
        (STRANGE_ID, THEM, True),
        (STRANGE_ID, root(A, "2" * 64), False),
        (STRANGE_ID, user(A), None),
        (STRANGE_ID, Caller(canonical_id=STRANGE_ID), True),
        (STRANGE_ID, Caller(account=A), None),
        (STRANGE_ID, Caller(arn="arn:aws:iam::cloudfront:user/E1"), None),
        (STRANGE_ID, NOBODY, False),
        (STRANGE_ID, TRAIL, False),
        (LOGS, TRAIL, None),
        (LOGS, NOBODY, False),
        (LOGS, user(A), False),
        ("http://acs.amazonaws.com/groups/new", user(A), None),
    ],
)
def test_a_list_lets_in_whom_it_names(grantee: str, caller: Caller, *, allowed: bool | None) -> None:
    assert decide(listed(grantee, "READ"), request(caller, "s3:ListBucket", BUCKET)).allowed is allowed


@pytest.mark.parametrize(
    ("permission", "action", "allowed"),
    [
        # LISTS: "Mapping of ACL permissions and access policy permissions".
        ("READ", "s3:ListBucket", True),
        ("READ", "s3:ListBucketVersions", True),
        ("READ", "s3:ListBucketMultipartUploads", True),
        ("READ", "s3:GetBucketAcl", False),
        ("READ", "s3:GetObject", False),
        ("WRITE", "s3:PutObject", True),
        ("WRITE", "s3:DeleteObject", None),  # "WRITE permissions do not allow non-owners to ... delete"
        ("WRITE", "s3:ListBucket", False),
        ("READ_ACP", "s3:GetBucketAcl", True),
        ("WRITE_ACP", "s3:PutBucketAcl", True),
        ("FULL_CONTROL", "s3:ListBucket", True),
        ("FULL_CONTROL", "s3:PutObject", True),
        ("FULL_CONTROL", "s3:PutBucketAcl", True),
        ("FULL_CONTROL", "s3:PutBucketCORS", False),
    ],
)
def test_a_permission_is_its_actions(permission: str, action: str, *, allowed: bool | None) -> None:
    assert decide(listed(ALL_USERS, permission), request(NOBODY, action, BUCKET)).allowed is allowed


def test_a_permission_that_reaches_somebody_else_gives_nothing() -> None:
    assert decide(listed(AWS_USERS, "WRITE"), request(NOBODY, "s3:DeleteObject")).allowed is False


@pytest.mark.parametrize("caller", [user(A), THEM])
def test_an_address_in_a_list_may_be_anybodys(caller: Caller) -> None:
    by_address = {"Grants": [{"Permission": "READ", "Grantee": {"EmailAddress": "ann@example.com"}}]}
    unclear = situation(acl=by_address, owner_id="")
    assert decide(unclear, request(caller, "s3:ListBucket", BUCKET)).allowed is None
    assert decide(unclear, ASKED).allowed is False


@pytest.mark.parametrize(
    ("owner", "acl_of"), [(OWNER_ID, None), ("", acl()), (OWNER_ID, {"Owner": {}, "Grants": []})]
)
def test_the_owner_is_known_by_the_account_or_by_the_list(owner: str, acl_of: object) -> None:
    asked = request(Caller(canonical_id=OWNER_ID), "s3:ListBucket", BUCKET)
    assert decide(situation(owner_id=owner, acl=acl_of), asked).by == "identity"


def test_lists_that_are_switched_off_let_nobody_in() -> None:
    """OWNERSHIP: "ACLs no longer affect permissions"."""
    asked = request(NOBODY, "s3:ListBucket", BUCKET)
    off = listed(ALL_USERS, "READ", ownership="BucketOwnerEnforced")
    assert decide(off, asked) == Decision(False, "acl", "/Grants/1", "ownership")
    assert decide(listed(ALL_USERS, "READ", ownership="ObjectWriter"), asked).allowed is True


@pytest.mark.parametrize("where", ["account_block", "bucket_block"])
@pytest.mark.parametrize(
    ("grantee", "flag", "allowed"),
    [
        (ALL_USERS, "IgnorePublicAcls", False),
        (AWS_USERS, "IgnorePublicAcls", False),
        (STRANGE_ID, "IgnorePublicAcls", True),
        (ALL_USERS, "BlockPublicAcls", True),  # BLOCKS: "existing policies and ACLs ... are not modified"
        (ALL_USERS, "RestrictPublicBuckets", True),
    ],
)
def test_public_lists_are_ignored_where_either_block_says_so(
    where: str, grantee: str, flag: str, *, allowed: bool
) -> None:
    shut = listed(grantee, "READ", **{where: block(flag)})
    answer = decide(shut, request(THEM, "s3:ListBucket", BUCKET))
    assert (answer.allowed, answer.gate) == (allowed, "" if allowed else where)


ASKED = request(NOBODY, "s3:ListBucket", BUCKET)
LIST_TO_ALL = statement(Action="s3:ListBucket", Resource=BUCKET)


def test_a_deny_of_the_policy_stands_above_the_list() -> None:
    both = situation(deny(Action="s3:ListBucket", Resource=BUCKET), acl=acl((ALL_USERS, "READ")))
    assert decide(both, ASKED) == Decision(False, "policy", "/Statement/0")


@pytest.mark.parametrize("policy", [LIST_TO_ALL, statement(Action="s3:PutObject")])
def test_list_and_policy_are_each_enough(policy: dict[str, Any]) -> None:
    by_list = situation(policy, acl=acl((ALL_USERS, "READ")))
    by_policy = situation(LIST_TO_ALL, acl=acl())
    assert decide(by_list, ASKED).allowed is True
    assert decide(by_policy, ASKED) == Decision(True, "policy", "/Statement/0")


UNCLEAR = {"StringEquals": {"aws:Unheard": "of"}}
MAYBE = {**LIST_TO_ALL, "Condition": UNCLEAR}
MAYBE_NOT = {**MAYBE, "Effect": "Deny"}


@pytest.mark.parametrize(
    "unclear",
    [
        situation(MAYBE),
        situation(LIST_TO_ALL, MAYBE_NOT),
        situation(MAYBE_NOT, acl=acl((ALL_USERS, "READ"))),
        situation(policy_text="no policy"),
        situation(policy_text="no policy", acl=acl((ALL_USERS, "READ"))),
        situation(acl="no list"),
        situation(acl={"Grants": [{"Permission": "READ", "Grantee": {"URI": "new"}}]}),
        situation(LIST_TO_ALL, bucket_block="no block"),
        situation(acl=acl((ALL_USERS, "READ")), account_block={"IgnorePublicAcls": "perhaps"}),
        situation(LIST_TO_ALL, {**LIST_TO_ALL, "Principal": {"AWS": A}, "Condition": UNCLEAR}, MAYBE_NOT),
    ],
)
def test_what_is_not_known_is_never_a_no(unclear: Situation) -> None:
    assert decide(unclear, ASKED).allowed is None


def test_a_block_that_lacks_a_flag_has_it_off() -> None:
    assert decide(situation(LIST_TO_ALL, bucket_block={}), ASKED).allowed is True


def test_a_gate_is_told_only_before_what_it_stops() -> None:
    shut = situation(TO_ALL, bucket_block=block("RestrictPublicBuckets", "IgnorePublicAcls"))
    assert decide(shut, request()).gate == "bucket_block"
    assert decide(shut, request(action="s3:PutObject")) == Decision(False, "nothing")


def test_nothing_set_lets_nobody_in() -> None:
    assert decide(situation(), ASKED) == Decision(False, "nothing")
    assert decide(situation(acl=acl()), ASKED) == Decision(False, "nothing")
    assert decide(situation(MAYBE_NOT), ASKED) == Decision(False, "nothing")
