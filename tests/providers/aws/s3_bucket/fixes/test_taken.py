"""What AWS would not take back: the limit of length, and those who are deleted."""

from __future__ import annotations

import pytest

from ajar.providers.aws.s3_bucket.fixes.taken import MOST, check
from ajar.providers.kind import CannotPlan
from clouds.s3_facts import READ, allow, policy

DELETED = allow({"AWS": ["AIDAEXAMPLE", "999988887777"]}, "s3:GetObject")


def test_a_deleted_user_anywhere_in_the_text_is_refused_and_named() -> None:
    for text in (policy(READ, DELETED), policy(READ, {**DELETED, "Effect": "Deny"})):
        with pytest.raises(CannotPlan) as refused:
            check(text, text)
        assert (refused.value.code, refused.value.args_of_code) == (
            "fix_deleted_principals",
            {"names": "AIDAEXAMPLE"},
        )


def test_the_limit_counts_bytes_and_binds_only_what_grew() -> None:
    short, full = policy(READ), policy(READ) + " " * (MOST - len(policy(READ)))
    check(short, full)
    check(full + " ", full + " ")
    check(full + "  ", full + " ")
    with pytest.raises(CannotPlan) as refused:
        check(full, full + " ")
    assert refused.value.args_of_code == {"most": "20,480", "size": "20,481"}
    with pytest.raises(CannotPlan):
        check(short, policy({**READ, "Sid": "é" * (MOST // 2)}))


def test_no_policy_is_always_taken() -> None:
    check(policy(DELETED), None)
