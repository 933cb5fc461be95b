"""Who of one's own lives off what a change takes: by the policy, the list, and what each has beside it."""

from __future__ import annotations

import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company import policies
from ajar.demo.aws.company.prod import PROD
from ajar.demo.aws.identities import Holder
from ajar.demo.aws.state import Denial
from ajar.model.change import Consequence, Topic
from ajar.model.facts import Value
from ajar.model.ours import Ours
from ajar.providers.aws.s3_bucket.look_ahead.lookup import looked_up
from ajar.providers.aws.s3_bucket.look_ahead.own_people import OWN_PEOPLE
from ajar.providers.aws.s3_bucket.look_ahead.own_rights import (
    Right,
    after,
    before,
    own_named,
    rights_of,
    taken,
)
from ajar.providers.aws.session import AwsSession
from ajar.providers.reader import reader
from clouds.foreseen import OURS, Unasked, changed, codes, found, of_facts
from clouds.s3_facts import ACCOUNT, ALL_USERS, BUCKET, OTHER, SHARED, acl, allow, block, facts, policy

DRAFTS = "marrow-launch-drafts"
ORGANIZATION = "o-mf42finch7"
IN_ORGANIZATION = Ours(accounts=frozenset({ACCOUNT}), organizations=frozenset({ORGANIZATION}))
SOMEBODY = f"arn:aws:iam::{ACCOUNT}:role/somebody"
EDITORS = f"arn:aws:iam::{ACCOUNT}:role/Editors"
FILE = f"{BUCKET.id}/any"
READ = allow("*", "s3:GetObject")


def only(condition: str, key: str, value: object) -> dict[str, Value]:
    """READ for some alone."""
    return {**READ, "Condition": {condition: {key: value}}}


def told(session: AwsSession, **after: Value) -> dict[str, Consequence]:
    ahead = changed(found(reader(session), DRAFTS), **after)
    given = list(looked_up((OWN_PEOPLE,), reader(session), ahead))
    assert {one.topic for one in given} == {Topic.ACCESS}
    return dict(zip(codes(given), given, strict=True))


def test_those_with_and_without_permissions_of_their_own_are_told_apart(session: AwsSession) -> None:
    given = told(session, policy=None)
    assert list(given) == ["own_lose", "own_perhaps", "own_keep"]
    assert given["own_lose"].args == {"names": "Accounting, AjarAudit, sam", "count": "3", "total": "8"}
    assert given["own_perhaps"].args["names"] == "Deploy"
    assert given["own_keep"].args["names"] == "Editors, Research, ana, iris"
    assert (given["own_perhaps"].known, given["own_keep"].reassures) == (False, True)


def test_more_than_a_few_are_counted(session: AwsSession, cloud: AwsCloud) -> None:
    arns = [f"arn:aws:iam::{PROD}:user/u{number}" for number in range(9)]
    cloud.world.holders = {arn: Holder(arn) for arn in arns}
    given = told(session, policy=None)
    assert given["own_lose"].args["names"] == "u0, u1, u2, u3, u4, …"
    assert given["own_lose"].args["count"] == "9"


def test_one_that_the_new_policy_names_loses_nothing(session: AwsSession) -> None:
    sam = {"AWS": f"arn:aws:iam::{PROD}:user/sam"}
    after = policies.text(policies.allow(DRAFTS, sam, policies.READ_AND_LIST, "Sam"))
    assert told(session, policy=after)["own_lose"].args["names"] == "Accounting, AjarAudit"


def test_an_account_that_is_named_itself_leaves_it_to_their_own_permissions(session: AwsSession) -> None:
    root = {"AWS": f"arn:aws:iam::{PROD}:root"}
    after = policies.text(policies.allow(DRAFTS, root, policies.READ_AND_LIST, "Us"))
    assert told(session, policy=after) == told(session, policy=None)


def test_a_narrowing_to_the_account_keeps_them_all_and_asks_nobody(
    session: AwsSession, cloud: AwsCloud
) -> None:
    ours = {"StringEquals": {"aws:PrincipalAccount": PROD}}
    after = policies.text(policies.allow(DRAFTS, "*", policies.READ_AND_LIST, "Us", Condition=ours))
    given = told(session, policy=after)
    assert (list(given), given["own_keep_all"].reassures) == (["own_keep_all"], True)
    assert list(told(session, bucket_block=block("RestrictPublicBuckets"))) == ["own_keep_all"]
    assert "GetAccountAuthorizationDetails" not in [call.operation for call in cloud.calls]


def test_a_narrowing_to_addresses_may_keep_those_without_permissions_of_their_own(
    session: AwsSession,
) -> None:
    office = {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}
    narrowed = policies.text(policies.allow(DRAFTS, "*", policies.READ_AND_LIST, "Office", Condition=office))
    given = told(session, policy=narrowed)
    assert list(given) == ["own_perhaps", "own_keep"]
    assert given["own_perhaps"].args["names"] == "Accounting, AjarAudit, Deploy, sam"


def test_people_who_may_not_be_asked_for_are_not_known(session: AwsSession, cloud: AwsCloud) -> None:
    cloud.world.accounts[PROD].denials.add(Denial("iam:GetAccountAuthorizationDetails"))
    given = told(session, policy=None)
    assert list(given) == ["own_people_not_known"]
    assert given["own_people_not_known"].permission == "iam:GetAccountAuthorizationDetails"


def test_an_account_without_people_has_none_who_lose(session: AwsSession, cloud: AwsCloud) -> None:
    cloud.world.holders.clear()
    assert list(told(session, policy=None)) == ["own_nobody"]


@pytest.mark.parametrize("known", [{}, {"policy": policy(SHARED)}, {"acl": acl(("1" * 64, "READ"))}])
def test_nothing_is_told_where_none_of_them_gets_in_by_the_bucket(known: dict[str, Value]) -> None:
    ahead = changed(of_facts(facts(**known)), policy=None, acl=acl())
    assert list(OWN_PEOPLE.look(Unasked(), ahead)) == []


def lost(known: dict[str, Value], then: dict[str, Value], who: str = SOMEBODY, ours: Ours = OURS) -> set[str]:
    """The actions of which the change takes something from this user or role of the account."""
    ahead = changed(of_facts(facts(**known), ours=ours), ours=ours, **then)
    rights = rights_of(ahead)
    return {right.action for right in taken(before(ahead, rights), after(ahead, rights), who, rights)}


GET, LIST, PUT, DELETE = "s3:GetObject", "s3:ListBucket", "s3:PutObject", "s3:DeleteObject"
FROM_OFFICE = only("IpAddress", "aws:SourceIp", "203.0.113.0/24")
OF_ACCOUNT = only("StringEquals", "aws:PrincipalAccount", ACCOUNT)
GONE: dict[str, Value] = {"policy": None}


@pytest.mark.parametrize(
    ("known", "after", "actions"),
    [
        ({"policy": policy(READ)}, GONE, {GET}),
        ({"policy": policy(READ, SHARED)}, {"policy": policy(SHARED)}, {GET}),
        ({"policy": policy(READ)}, {"policy": policy(allow({"AWS": OTHER}, GET))}, {GET}),
        ({"policy": policy(READ)}, {"policy": policy(OF_ACCOUNT)}, set()),
        # Whether they come from there is not known.
        ({"policy": policy(READ)}, {"policy": policy(FROM_OFFICE)}, {GET}),
        ({"policy": policy(FROM_OFFICE)}, GONE, {GET}),
        ({"policy": policy(only("Bool", "aws:SecureTransport", "true"))}, GONE, {GET}),
        ({"policy": policy(only("Bool", "aws:SecureTransport", "false"))}, GONE, set()),
        ({"policy": policy(READ, {**READ, "Effect": "Deny"})}, GONE, set()),
        ({"policy": policy(allow("*", "s3:*"))}, GONE, {GET, LIST, PUT, DELETE}),
        ({"policy": policy(allow("*", "s3:GetBucketTagging"))}, GONE, {"s3:GetBucketTagging"}),
        ({"acl": acl((ALL_USERS, "READ"))}, {"acl": acl()}, {LIST}),
        ({"acl": acl((ALL_USERS, "WRITE"))}, {"bucket_block": block("IgnorePublicAcls")}, {PUT}),
        ({"acl": acl((ALL_USERS, "READ"))}, {"ownership": "BucketOwnerEnforced"}, {LIST}),
        ({"acl": acl((ALL_USERS, "READ"))}, {"bucket_block": block("BlockPublicAcls")}, set()),
        ({"policy": policy(READ)}, {"bucket_block": block("RestrictPublicBuckets")}, set()),
    ],
)
def test_what_a_change_takes_from_a_role_that_nobody_named(
    known: dict[str, Value], after: dict[str, Value], actions: set[str]
) -> None:
    assert lost(known, after) == actions


def test_an_organization_of_ours_keeps_them_and_one_that_is_not_known_may_not() -> None:
    after = {"policy": policy(only("StringEquals", "aws:PrincipalOrgID", ORGANIZATION))}
    assert lost({"policy": policy(READ)}, after, ours=IN_ORGANIZATION) == set()
    assert lost({"policy": policy(READ)}, after) == {"s3:GetObject"}


def test_a_role_that_is_named_loses_what_it_is_named_for() -> None:
    known = {"policy": policy(allow({"AWS": EDITORS}, "s3:GetObject"))}
    assert lost(known, {"policy": None}, EDITORS) == {"s3:GetObject"}
    assert lost(known, {"policy": None}) == set()
    read = of_facts(facts(**known))
    assert own_named(before(changed(read), ())) == (EDITORS,)


def test_files_are_those_that_the_statement_means() -> None:
    narrow = {**READ, "Resource": f"{BUCKET.id}/public/*"}
    rights = rights_of(changed(of_facts(facts(policy=policy(narrow)))))
    assert rights[0] == Right("s3:GetObject", f"{BUCKET.id}/public/any")
    everything = {**READ, "Resource": "*"}
    assert rights_of(changed(of_facts(facts(policy=policy(everything)))))[0] == Right("s3:GetObject", FILE)
