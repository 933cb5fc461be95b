"""The reading of a whole policy and the referee of single requests check each other.

Whatever is said to be open, the referee lets through by the very request that shows it; and whoever searches
with all requests of a small alphabet gets nothing that is neither proven nor in doubt.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings

from s3_alphabet import ORGANIZATION
from s3_matches import overrated, unconfirmed, unforeseen
from s3_policies import BUCKET, CANONICAL, MINE, A, deny, statement
from s3_random_policies import policies

FEW = settings(max_examples=60, deadline=None)


@FEW
@given(policies())
def test_every_witness_is_let_through(policy: dict[str, Any]) -> None:
    assert not unconfirmed(json.dumps(policy))


@FEW
@given(policies())
def test_nobody_gets_what_is_neither_proven_nor_in_doubt(policy: dict[str, Any]) -> None:
    assert not unforeseen(json.dumps(policy))


THROUGH = {"StringEquals": {"aws:SourceVpce": "vpce-theirs"}}
ANN = f"arn:aws:iam::{A}:user/ann"
OWN_FOLDER = f"{BUCKET}/${{aws:username}}"
EVERYTHING: dict[str, Any] = {"Action": "s3:*", "Resource": [BUCKET, f"{BUCKET}/*"]}
ONCE_WRONG = {
    "a named user by somebody's network": [statement(Principal={"AWS": ANN}, Condition=THROUGH)],
    "a named account by somebody's network": [statement(Principal={"AWS": A}, Condition=THROUGH)],
    "a canonical id by somebody's network": [
        statement(Principal={"CanonicalUser": CANONICAL}, Condition=THROUGH)
    ],
    "a role asked for where a user of its account is named": [
        statement(**EVERYTHING, Condition={"ArnLike": {"aws:PrincipalArn": f"arn:aws:iam::{A}:role/reader"}}),
        statement(Principal={"AWS": ANN}, Action="s3:PutObject"),
    ],
    "a time that every request has": [
        statement(**EVERYTHING, Condition={"Null": {"aws:CurrentTime": "true"}}),
        statement(without="Resource", Action="s3:*", NotResource=OWN_FOLDER),
    ],
    "a capability that another statement's request shows": [
        statement(Resource=f"{BUCKET}/*"),
        statement(without="Resource", Action="s3:Get*", NotResource=OWN_FOLDER),
    ],
    "a role that has no user's name": [
        statement(
            Resource=OWN_FOLDER, Condition={"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/reader"}}
        )
    ],
    "an organization's path with a star": [
        statement(Condition={"ForAnyValue:StringEquals": {"aws:PrincipalOrgPaths": "o-theirs00001/r-1/*"}})
    ],
    "an organization without a path": [
        statement(
            Condition={
                "Null": {"aws:PrincipalOrgID": "false"},
                "ForAnyValue:StringLikeIfExists": {"aws:PrincipalOrgPaths": "o-theirs00001/r-2/"},
            }
        )
    ],
    "a capability that a variable's default shows, and another statement's variable may void": [
        statement(Resource=f"{BUCKET}/${{aws:username, 'a'}}*"),
        statement(
            without="Resource Principal",
            NotPrincipal={"AWS": ANN},
            Action="s3:Get*",
            NotResource=OWN_FOLDER,
            Condition={"Null": {"aws:PrincipalIsAWSService": "true"}},
        ),
    ],
    "a user's name of one letter": [
        statement(
            Action="s3:*",
            Resource=f"{BUCKET}/?",
            Condition={"Null": {"aws:PrincipalArn": "false"}},
        ),
        deny(without="Action Resource", NotAction="s3:Get*", NotResource=OWN_FOLDER),
    ],
    "an account of ours in our organization": [
        statement(
            Principal={"AWS": MINE},
            Condition={"StringEquals": {"aws:PrincipalOrgID": ORGANIZATION}},
        ),
    ],
    "a pattern that is no ARN": [
        statement(**EVERYTHING, Condition={"ArnEquals": {"aws:PrincipalArn": "*"}}),
        statement(),
    ],
}


@pytest.mark.parametrize("name", ONCE_WRONG)
def test_what_was_once_read_otherwise_is_not_again(name: str) -> None:
    text = json.dumps({"Version": "2012-10-17", "Statement": ONCE_WRONG[name]})
    assert (unforeseen(text), unconfirmed(text), overrated(text)) == ([], [], [])
