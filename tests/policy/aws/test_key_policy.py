"""Whom a key's policy lets decrypt: what reading an object takes besides the bucket's own word."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ajar.policy.aws.key_policy import lets_decrypt
from ajar.policy.aws.principals import (
    NOBODY_SIGNED_IN,
    SIGNED_IN_STRANGER,
    Form,
    Principal,
    Requester,
)

OWN, OTHER, THIRD = "111122223333", "999988887777", "333344445555"
KEY = f"arn:aws:kms:eu-west-1:{OWN}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
ACCOUNT = Requester(Principal(Form.ACCOUNT, OTHER, OTHER))
USER = Requester(Principal(Form.IDENTITY, f"arn:aws:iam::{OTHER}:user/reader", OTHER))
CANONICAL = Requester(Principal(Form.CANONICAL, "ab" * 32))


def allow(principal: object, *actions: str, effect: str = "Allow", **more: object) -> dict[str, Any]:
    """A statement of a key's policy."""
    return {"Effect": effect, "Principal": principal, "Action": list(actions), "Resource": "*", **more}


OWN_ROOT = allow({"AWS": f"arn:aws:iam::{OWN}:root"}, "kms:*")
OTHERS_MAY = allow({"AWS": OTHER}, "kms:Decrypt", "kms:DescribeKey")


def asked(requester: Requester, *statements: dict[str, Any], account: str = OTHER) -> bool | None:
    """Whether a policy of these statements lets the requester decrypt."""
    text = json.dumps({"Version": "2012-10-17", "Statement": [OWN_ROOT, *statements]})
    return lets_decrypt(text, KEY, "eu-west-1", requester, account)


def test_the_policy_that_a_key_begins_with_lets_in_nobody_else() -> None:
    assert asked(ACCOUNT) is False
    assert asked(SIGNED_IN_STRANGER, account="") is False


@pytest.mark.parametrize("requester", [ACCOUNT, USER])
def test_a_named_account_is_let_in(requester: Requester) -> None:
    assert asked(requester, OTHERS_MAY) is True
    assert asked(SIGNED_IN_STRANGER, OTHERS_MAY, account="") is False


def test_a_key_for_everyone_lets_in_whoever_signs() -> None:
    anyone = allow("*", "kms:decrypt")
    assert asked(SIGNED_IN_STRANGER, anyone, account="") is True
    assert asked(ACCOUNT, anyone) is True
    assert asked(NOBODY_SIGNED_IN, anyone, account="") is False


def test_a_right_to_anything_else_is_none_to_decrypt() -> None:
    assert asked(ACCOUNT, allow({"AWS": OTHER}, "kms:Encrypt", "kms:GenerateDataKey*")) is False
    elsewhere = allow({"AWS": OTHER}, "kms:Decrypt") | {"Resource": f"{KEY}0"}
    assert asked(ACCOUNT, elsewhere) is False


def test_all_but_some_actions_are_taken_at_their_word() -> None:
    but = allow({"AWS": OTHER})
    del but["Action"]
    assert asked(ACCOUNT, but | {"NotAction": "kms:Delete*"}) is True
    assert asked(ACCOUNT, but | {"NotAction": "kms:*"}) is False


def test_a_denial_wins() -> None:
    assert asked(ACCOUNT, OTHERS_MAY, allow("*", "kms:*", effect="Deny")) is False
    assert asked(ACCOUNT, OTHERS_MAY, allow({"AWS": THIRD}, "kms:*", effect="Deny")) is True


def test_a_key_that_aws_keeps_for_s3_is_for_the_own_account_alone() -> None:
    own = {"StringEquals": {"kms:CallerAccount": OWN, "kms:ViaService": "s3.eu-west-1.amazonaws.com"}}
    kept = allow({"AWS": "*"}, "kms:Decrypt", Condition=own)
    assert asked(ACCOUNT, kept) is False
    assert asked(SIGNED_IN_STRANGER, kept, account="") is False


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"StringEquals": {"kms:CallerAccount": OTHER}}, True),
        ({"StringEquals": {"KMS:calleraccount": [OWN, OTHER]}}, True),
        ({"StringLike": {"kms:ViaService": "s3.*.amazonaws.com"}}, True),
        ({"StringEquals": {"kms:ViaService": "s3.*.amazonaws.com"}}, False),
        ({"StringEquals": {"kms:ViaService": "ec2.eu-west-1.amazonaws.com"}}, False),
        ({"StringEquals": {"aws:PrincipalOrgID": "o-1"}}, None),
        ({"StringLike": {"kms:EncryptionContext:aws:s3:arn": "*"}}, None),
        ({"StringNotEquals": {"kms:CallerAccount": OTHER}}, None),
        ({"StringEquals": {"kms:CallerAccount": "${aws:PrincipalAccount}"}}, None),
    ],
)
def test_only_the_service_and_the_account_are_decided(
    condition: dict[str, Any], *, expected: bool | None
) -> None:
    assert asked(ACCOUNT, allow("*", "kms:Decrypt", Condition=condition)) is expected
    turned = asked(ACCOUNT, OTHERS_MAY, allow("*", "kms:*", effect="Deny", Condition=condition))
    assert turned is (None if expected is None else not expected)


def test_what_the_names_do_not_tell_is_not_decided() -> None:
    assert asked(CANONICAL, OTHERS_MAY, account="") is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"Statement": []}', '{"Statement": [{"Effect": "Maybe"}]}'])
def test_what_is_no_policy_is_not_decided(text: str) -> None:
    assert lets_decrypt(text, KEY, "eu-west-1", ACCOUNT, OTHER) is None
