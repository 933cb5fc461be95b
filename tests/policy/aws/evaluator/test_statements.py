"""Whom, what and which resources a statement means, by the documentation's own examples where it has them.

PRINCIPAL is "AWS JSON policy elements: Principal", NOT_PRINCIPAL "AWS JSON policy elements: NotPrincipal",
RESOURCE "IAM JSON policy elements: Resource", all read 2026-11-24 under
https://docs.aws.amazon.com/IAM/latest/UserGuide/.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from ajar.policy.aws.evaluator.statements import applies, means_action, means_caller, means_resource
from ajar.policy.aws.request import Caller
from s3_policies import BUCKET, CANONICAL, A, B
from s3_requests import NOBODY, in_context, request, root, session, stated, user

ANN, BOB, READER = (
    f"arn:aws:iam::{A}:user/ann",
    f"arn:aws:iam::{A}:user/bob",
    f"arn:aws:iam::{A}:role/path/reader",
)
ROOT, MONDAY = f"arn:aws:iam::{A}:root", f"arn:aws:sts::{A}:assumed-role/reader/monday"
ROLE = Caller(account=A, arn=READER)
GUEST = Caller(account=A, arn=f"arn:aws:sts::{A}:federated-user/ann")
PROVIDER = f"arn:aws:iam::{A}:saml-provider/ours"
SERVICE = Caller(service="logging.s3.amazonaws.com")
IDENTITY = "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"
ORIGIN = Caller(arn=IDENTITY)
BY_ID = Caller(canonical_id=CANONICAL)


@pytest.mark.parametrize(
    ("principal", "caller", "meant"),
    [
        ("*", NOBODY, True),
        ("*", SERVICE, True),
        ({"AWS": "*"}, NOBODY, True),
        # PRINCIPAL, AWS account principals: all of its principals.
        ({"AWS": A}, user(A), True),
        ({"AWS": ROOT}, session(A), True),
        ({"AWS": ROOT}, root(A), True),
        ({"AWS": A}, user(B), False),
        ({"AWS": A}, NOBODY, False),
        ({"AWS": A}, SERVICE, False),
        ({"AWS": A}, BY_ID, None),
        # PRINCIPAL, IAM users, roles and sessions.
        ({"AWS": ANN}, user(A), True),
        ({"AWS": ANN}, user(A, "Ann"), False),
        ({"AWS": ANN}, user(B), False),
        ({"AWS": ANN}, root(A), False),
        ({"AWS": READER}, ROLE, True),
        ({"AWS": READER}, session(A), True),
        ({"AWS": READER}, session(A, role="path"), False),
        ({"AWS": READER}, session(B), False),
        ({"AWS": MONDAY}, session(A), True),
        ({"AWS": MONDAY}, session(A, name="tuesday"), False),
        ({"AWS": MONDAY}, ROLE, None),
        ({"AWS": MONDAY}, Caller(account=A, arn=f"arn:aws:iam::{A}:role/other"), False),
        ({"AWS": ANN}, GUEST, None),
        ({"AWS": [BOB, ANN]}, user(A), True),
        # A deleted principal's id is nobody's.
        ({"AWS": "AIDAJQABLZS4A3QDU576Q"}, user(A), False),
        # PRINCIPAL, canonical ids: an account by another name.
        ({"CanonicalUser": CANONICAL}, BY_ID, True),
        ({"CanonicalUser": CANONICAL}, root(A, CANONICAL), True),
        ({"CanonicalUser": CANONICAL}, root(A, "ef" * 32), False),
        ({"CanonicalUser": CANONICAL}, user(A), None),
        ({"CanonicalUser": CANONICAL}, NOBODY, False),
        ({"CanonicalUser": CANONICAL}, SERVICE, False),
        ({"CanonicalUser": CANONICAL}, ORIGIN, None),
        ({"CanonicalUser": CANONICAL}, Caller(account=A), None),
        ({"AWS": IDENTITY}, ORIGIN, True),
        ({"AWS": IDENTITY}, root(A), False),
        # PRINCIPAL, services and providers of identities.
        ({"Service": "logging.s3.amazonaws.com"}, SERVICE, True),
        ({"Service": "cloudfront.amazonaws.com"}, SERVICE, False),
        ({"Service": "logging.s3.amazonaws.com"}, NOBODY, False),
        ({"Federated": "graph.facebook.com"}, session(A), None),
        ({"Federated": "graph.facebook.com"}, user(A), False),
        ({"Federated": PROVIDER}, Caller(account=A, arn=PROVIDER), True),
        ({"Federated": "graph.facebook.com"}, NOBODY, False),
    ],
)
def test_a_principal_means_whom_it_names(principal: object, caller: Caller, *, meant: bool | None) -> None:
    assert means_caller(stated(Principal=principal).principals, caller) is meant


@pytest.mark.parametrize(
    ("principal", "caller", "meant"),
    [
        # NOT_PRINCIPAL: Bob with his account, and a session with its role and account.
        ({"AWS": [ANN, ROOT]}, user(A), False),
        ({"AWS": [ANN, ROOT]}, root(A), False),
        ({"AWS": [ANN, ROOT]}, user(B), True),
        ({"AWS": [ANN, ROOT]}, NOBODY, True),
        ({"AWS": [MONDAY, READER, ROOT]}, session(A), False),
        ({"AWS": [MONDAY, READER, ROOT]}, session(A, name="tuesday"), None),
        # "the policy might deny access to the entire account containing the principal"
        ({"AWS": ANN}, user(A), None),
        ({"AWS": ROOT}, user(A), None),
        ({"AWS": [ANN, ROOT]}, user(A, "bob"), None),
        ({"AWS": [MONDAY, ROOT]}, session(A), None),
        ({"AWS": [MONDAY, READER]}, session(A), None),
        ({"AWS": [READER, ROOT]}, ROLE, False),
        ({"AWS": [MONDAY, ROOT]}, ROLE, None),
        ({"AWS": ANN}, root(A), True),
        ({"AWS": ANN}, user(A, "bob"), True),
        ({"AWS": [ANN, ROOT]}, BY_ID, None),
        ({"CanonicalUser": CANONICAL}, user(A), None),
        ({"CanonicalUser": CANONICAL}, BY_ID, False),
        ({"Service": "logging.s3.amazonaws.com"}, SERVICE, False),
        ({"Service": "logging.s3.amazonaws.com"}, NOBODY, True),
        ("*", NOBODY, False),
        ("*", user(A), False),
        ({"AWS": ["*", ANN]}, user(A), False),
        ({"AWS": ANN, "CanonicalUser": CANONICAL}, user(A), None),
        ({"AWS": ANN, "CanonicalUser": CANONICAL}, replace(user(A), canonical_id=CANONICAL), False),
    ],
)
def test_a_not_principal_means_all_others(principal: object, caller: Caller, *, meant: bool | None) -> None:
    assert means_caller(stated(Effect="Deny", NotPrincipal=principal).principals, caller) is meant


@pytest.mark.parametrize(
    ("member", "listed", "meant"),
    [
        ("Action", "s3:GetObject", True),
        ("Action", "S3:getobject", True),
        ("Action", "s3:Get*", True),
        ("Action", "s3:GetObject?", False),
        ("Action", ["s3:PutObject", "*"], True),
        ("Action", "s3:GetObjectVersion", False),
        ("NotAction", "s3:Put*", True),
        ("NotAction", ["s3:Put*", "s3:*OBJECT"], False),
    ],
)
def test_an_action_is_the_same_in_any_case(member: str, listed: object, *, meant: bool) -> None:
    assert means_action(stated(**{member: listed}).actions, "s3:GetObject") is meant


KEY = "arn:aws:s3:::acme/home/ann/a"


@pytest.mark.parametrize(
    ("member", "listed", "arn", "meant"),
    [
        ("Resource", "*", KEY, True),
        ("Resource", "arn:aws:s3:::acme/*", KEY, True),
        ("Resource", "arn:aws:s3:::acme/*", BUCKET, False),
        ("Resource", "arn:aws:s3:::acme*", BUCKET, True),
        ("Resource", "arn:aws:s3:::acme/home/???/a", KEY, True),
        ("Resource", "arn:aws:s3:::acme/HOME/*", KEY, False),
        ("Resource", ["arn:aws:s3:::other/*", "arn:aws:s3:::acme/*/a"], KEY, True),
        ("Resource", "arn:aws:s3:::acme/*", "arn:aws:s3:::acme/a:b\nc", True),
        ("Resource", "arn:aws-cn:s3:::acme/*", KEY, False),
        ("NotResource", "arn:aws:s3:::acme/*", KEY, False),
        ("NotResource", "arn:aws:s3:::acme/*", BUCKET, True),
        # RESOURCE: a star at a part's end may run over it; of one within a part that is not said.
        ("Resource", "arn:aws:s3:*", KEY, True),
        ("Resource", "arn:*", KEY, True),
        ("Resource", "arn:aws:s*3:::acme/*", KEY, True),
        ("Resource", "arn:a*s:s3:::acme/*", KEY, True),
        ("Resource", "arn:a*:acme/home/ann/a", KEY, True),
        ("Resource", "arn:a*/ann/a", KEY, None),
        ("NotResource", "arn:a*/ann/a", KEY, None),
        ("Resource", "arn:a*/bob/a", KEY, False),
        # VARIABLES in "the resource portion of the ARN", and nowhere else.
        ("Resource", "arn:aws:s3:::acme/home/${aws:username}/*", KEY, True),
        ("Resource", "arn:aws:s3:::acme/home/${aws:userid}/*", KEY, False),
        ("NotResource", "arn:aws:s3:::acme/home/${aws:userid}/*", KEY, None),
        ("NotResource", ["arn:aws:s3:::acme/home/${aws:userid}/*", "*"], KEY, False),
        ("Resource", ["arn:aws:s3:::acme/home/${aws:userid}/*", "*"], KEY, None),
        ("Resource", "arn:aws:s3:::acme/home/${aws:userid, 'ann'}/*", KEY, True),
        ("Resource", "arn:aws:${aws:username}:::acme/*", KEY, None),
        ("Resource", "arn:aws:${aws:userid}:::acme/*", KEY, None),
        ("Resource", "arn:aws:s3:::acme/${aws:TagKeys}/*", KEY, None),
        ("NotResource", "arn:aws:s3:::acme/${aws:Unheard}/*", KEY, None),
        ("Resource", "arn:aws:s3:::acme/home/${*}/a", KEY, False),
        ("Resource", "arn:aws:s3:::acme/home/${*}/a", "arn:aws:s3:::acme/home/*/a", True),
    ],
)
def test_a_resource_is_what_its_pattern_says(
    member: str, listed: object, arn: str, *, meant: bool | None
) -> None:
    patterns = stated(**{member: listed}).resources
    context = in_context({"aws:username": "ann"})
    assert means_resource(patterns, arn, context, variables=True) is meant


def test_in_the_old_version_a_variable_is_text_wherever_it_stands() -> None:
    patterns = stated(Resource="arn:aws:${aws:username}:::acme/*").resources
    assert means_resource(patterns, KEY, in_context({"aws:username": "s3"}), variables=False) is False


def test_one_part_that_does_not_fit_settles_a_statement() -> None:
    unclear = stated(Action="s3:PutObject", Condition={"StringEquals": {"aws:Unheard": "a"}})
    assert applies(unclear, request(action="s3:PutObject"), variables=True) is None
    assert applies(unclear, request(action="s3:GetObject"), variables=True) is False
