"""Bucket policies that are not decided whole: what is in doubt, for whom, and what stays proven."""

from __future__ import annotations

import pytest

from s3_policies import BUCKET, CANONICAL, NOTHING, OWN, PUBLIC_READ, A, deny, read, said, statement

KNOWN = "condition_not_known"
UNHEARD = {"StringEquals": {"aws:Unheard": "of"}}
"""On a key that no table knows: what a request has for it, nobody can say."""

DOUBTED = [
    pytest.param(
        [statement(Condition=UNHEARD)], [("public anyone", "read", KNOWN)], id="an Allow's condition"
    ),
    pytest.param(
        [statement(Condition={"StringEquals": {"aws:One": "1", "aws:Two": "2"}})],
        [("public anyone", "read", f"{KNOWN} {KNOWN}")],
        id="one doubt for each key",
    ),
    pytest.param(
        [statement(Condition=UNHEARD, Principal={"AWS": A})],
        [(f"external {A}", "read", KNOWN)],
        id="a condition on a named account reaches no further",
    ),
    pytest.param(
        [statement(Condition=UNHEARD, Principal={"AWS": OWN})], NOTHING, id="a condition on the own account"
    ),
    pytest.param(
        [statement(), deny(Condition=UNHEARD)],
        [("public anyone", "read", KNOWN)],
        id="a Deny's condition is not counted on",
    ),
    pytest.param(
        [statement(), deny(Condition=UNHEARD, Resource="arn:aws:s3:::acme/a/*")],
        PUBLIC_READ,
        id="a Deny in doubt about a part leaves the rest proven",
    ),
    pytest.param(
        [statement(), deny(Condition=UNHEARD, Action="s3:PutObject")],
        PUBLIC_READ,
        id="a Deny in doubt about something else",
    ),
    pytest.param(
        [statement(Action=["s3:GetObject", "s3:PutObject"]), deny(Condition=UNHEARD, Action="s3:PutObject")],
        [*PUBLIC_READ, ("public anyone", "write", KNOWN)],
        id="a part is proven, a part in doubt",
    ),
    pytest.param([statement(Condition=UNHEARD), deny()], NOTHING, id="in doubt, but denied for sure"),
    pytest.param(
        [statement(Principal={"Service": "logs.amazonaws.com"})],
        [("authenticated Amazon CloudWatch Logs for any AWS user", "read", "")],
        id="a service that anybody steers",
    ),
    pytest.param(
        [statement(Principal={"Service": "unheard.amazonaws.com"})],
        [("authenticated unheard.amazonaws.com", "read", "service_not_decided")],
        id="a service",
    ),
    pytest.param(
        [statement(Principal={"Service": "logs.amazonaws.com"}), deny()],
        NOTHING,
        id="a service that is denied with everyone",
    ),
    pytest.param(
        [statement(Principal={"Federated": "accounts.google.com"})],
        [("authenticated accounts.google.com", "read", "federated_not_decided")],
        id="a federation",
    ),
    pytest.param(
        [statement(Principal={"AWS": "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"})],
        [
            (
                "public arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1",
                "read",
                "origin_identity_not_decided",
            )
        ],
        id="CloudFront's identity",
    ),
    pytest.param(
        [statement(Resource="arn:aws:s3:::acme/${aws:username}/*")],
        [("authenticated any AWS user", "read", "")],
        id="a variable that requests without a signature lack",
    ),
    pytest.param(
        [statement(Resource=["arn:aws:s3:::acme/${aws:username}/*", "arn:aws:s3:::acme/www/*"])],
        [("authenticated any AWS user", "read", ""), ("public anyone", "read", "policy_not_decided")],
        id="a variable beside what is clear: without its value the statement may be void",
    ),
    pytest.param(
        [statement(), deny(Resource="arn:aws:s3:::acme/${aws:username}*")],
        PUBLIC_READ,
        id="a variable in a Deny",
    ),
    pytest.param(
        [statement(without="Resource", NotResource="arn:aws:s3:::${aws:username}*")],
        [("authenticated any AWS user", "read", ""), ("public anyone", "read", "policy_not_decided")],
        id="a variable in a NotResource",
    ),
    pytest.param(
        [statement(Resource="arn:a*s:s3:::acme/*")],
        [("public anyone", "read", "resource_not_understood")],
        id="a star that may run over a colon",
    ),
    pytest.param(
        [statement(Action="s3:Frobnicate")],
        [("public anyone", "", "action_not_known")],
        id="an action that we do not know",
    ),
    pytest.param(
        [statement(Action="s3:Frobnicate"), deny(Action="s3:*")], NOTHING, id="an unknown action denied"
    ),
    pytest.param(
        [statement(Action="s3:PutBucketPolicy", Resource=BUCKET)],
        NOTHING,
        id="what S3 refuses to all but the owner",
    ),
    pytest.param(
        [statement(Principal={"AWS": A}), deny(Principal={"CanonicalUser": CANONICAL})],
        [(f"external {A}", "read", "denial_unclear")],
        id="two names that may be the same account",
    ),
    pytest.param(
        [
            statement(Principal={"AWS": f"arn:aws:iam::{A}:user/ann"}),
            deny(without="Principal", NotPrincipal={"AWS": f"arn:aws:iam::{A}:user/ann"}),
        ],
        [(f"external {A}", "read", "denial_unclear")],
        id="NotPrincipal without the account",
    ),
]


@pytest.mark.parametrize(("statements", "expected"), DOUBTED)
def test_what_is_not_decided_is_in_doubt_as_widely_as_it_may_be(
    statements: list[object], expected: list[tuple[str, str, str]]
) -> None:
    assert said(read(*statements)) == expected
