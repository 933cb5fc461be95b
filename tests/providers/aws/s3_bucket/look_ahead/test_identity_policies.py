"""What users and roles may do by permissions of their own, out of all that IAM tells of an account."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from ajar.model.facts import Value
from ajar.providers.aws.s3_bucket.look_ahead.identity_policies import Person, people, rules_of
from ajar.providers.aws.session import AwsSession
from ajar.providers.reader import reader
from clouds.foreseen import Unasked

FILE, FILES, READ = "arn:aws:s3:::drafts/any", "arn:aws:s3:::drafts/*", "s3:GetObject"
CONDITION = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}


def allow(action: object = READ, resource: object = FILES, **more: object) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def deny(**more: object) -> dict[str, Any]:
    return allow(**more) | {"Effect": "Deny"}


def may(*statements: object) -> bool | None:
    document = {"Version": "2012-10-17", "Statement": list(statements)}
    return Person("somebody", "arn", rules_of(document)).may(READ, FILE)


@pytest.mark.parametrize(
    ("statements", "answer"),
    [
        ((), False),
        ((allow(),), True),
        ((allow("*", "*"),), True),
        ((allow("S3:get*", ["arn:aws:s3:::other", "arn:aws:s3:::dr?fts/*"]),), True),
        ((allow(["s3:PutObject"]),), False),
        ((allow(resource="arn:aws:s3:::drafts"),), False),
        ((allow(resource="arn:aws:s3:::drafts/team/*"),), False),
        (({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"},), True),
        (({"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"},), False),
        (({"Effect": "Allow", "Action": READ, "NotResource": "arn:aws:s3:::drafts/*"},), False),
        ((allow(Condition=CONDITION),), None),
        ((allow(resource="arn:aws:s3:::drafts/${aws:username}/*"),), False),
        ((allow("*", "*"), deny()), False),
        ((allow("*", "*"), deny(action="s3:PutObject")), True),
        ((allow("*", "*"), deny(Condition=CONDITION)), None),
        ((deny(Condition=CONDITION),), False),
        ((allow(), {"Effect": "Maybe"}), None),
        (({"Effect": "Maybe"},), None),
        (("no statement",), None),
    ],
)
def test_statements_are_matched_and_a_condition_leaves_it_open(
    statements: tuple[object, ...], *, answer: bool | None
) -> None:
    assert may(*statements) is answer


@pytest.mark.parametrize(
    ("document", "answer"),
    [
        ({"Version": "2012-10-17", "Statement": allow()}, True),
        (json.dumps({"Statement": [allow()]}), True),
        ("%7B%22Statement", None),
        ("[" * 100_000, None),
        (None, None),
        ([], None),
        ({"Version": "1999-01-01", "Statement": [allow()]}, None),
    ],
)
def test_a_text_that_is_no_policy_leaves_it_open(document: Value, *, answer: bool | None) -> None:
    assert Person("somebody", "arn", rules_of(document)).may(READ, FILE) is answer


def test_the_companys_people_have_what_is_theirs_their_groups_and_what_is_attached(
    session: AwsSession,
) -> None:
    found = {one.name: one for one in people(reader(session))}
    assert list(found) == sorted(found)
    assert "AWSServiceRoleForSupport" not in found
    drafts = "arn:aws:s3:::marrow-launch-drafts/any"
    assert {name: one.may(READ, drafts) for name, one in found.items()} == {
        "Accounting": False,
        "AjarAudit": False,
        "Deploy": None,
        "Editors": True,
        "Research": True,
        "ana": True,
        "iris": True,
        "sam": False,
    }
    assert found["Accounting"].may(READ, "arn:aws:s3:::marrow-finance/any") is True


class Told(Unasked):
    """IAM's answer as it was given to the test, in pages."""

    def __init__(self, *pages: dict[str, Any]) -> None:
        self._pages = pages

    def pages(
        self, operation: str, /, *, region: str = "", **arguments: Value
    ) -> Iterator[Mapping[str, Any]]:
        assert (operation, region, arguments) == ("iam:GetAccountAuthorizationDetails", "", {})
        yield from self._pages


POLICY = {"PolicyName": "P", "PolicyArn": "arn:aws:iam::1:policy/P"}
USER = {"UserName": "ana", "Arn": "arn:aws:iam::1:user/ana", "GroupList": ["Staff"]}
GROUP = {"GroupName": "Staff", "Arn": "arn:aws:iam::1:group/Staff", "AttachedManagedPolicies": [POLICY]}


def version(document: object, *, default: bool) -> dict[str, Any]:
    return {"VersionId": "v", "IsDefaultVersion": default, "Document": document}


def test_of_a_policys_versions_the_default_counts_wherever_its_page_stands() -> None:
    all_of_it = {"Statement": [allow()]}
    versions = [version({"Statement": []}, default=False), version(all_of_it, default=True)]
    policy = {"Arn": POLICY["PolicyArn"], "PolicyVersionList": versions}
    (one,) = people(Told({"UserDetailList": [USER]}, {"GroupDetailList": [GROUP]}, {"Policies": [policy]}))
    assert one.may(READ, FILE) is True


@pytest.mark.parametrize(
    "pages",
    [
        ({"UserDetailList": [USER]},),
        ({"UserDetailList": [USER], "GroupDetailList": [GROUP]},),
        (
            {"UserDetailList": [USER], "GroupDetailList": [GROUP]},
            {"Policies": [{"Arn": POLICY["PolicyArn"], "PolicyVersionList": []}]},
        ),
    ],
)
def test_what_is_not_told_of_a_group_or_a_policy_leaves_it_open(pages: tuple[dict[str, Any], ...]) -> None:
    (one,) = people(Told(*pages))
    assert one.may(READ, FILE) is None
