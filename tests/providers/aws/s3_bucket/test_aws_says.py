"""Both words are said where AWS's and ours differ, and neither where they are the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from ajar.model.access import Audience, Capability
from ajar.model.exposure import Evidence, Unknown
from ajar.model.facts import Reason
from ajar.model.grant import Grant
from ajar.model.ours import Ours
from ajar.providers.aws.s3_bucket.aws_says import aws_says, aws_word
from ajar.providers.aws.s3_bucket.verdict import judge
from ajar.words import SENTENCES
from clouds.s3_facts import (
    ACCOUNT,
    ALL_USERS,
    BUCKET,
    NOT_ASKED,
    OTHER,
    READ,
    SHARED,
    acl,
    allow,
    block,
    facts,
    policy,
)

AT = datetime(2026, 11, 24, tzinfo=UTC)
OURS = Ours(accounts=frozenset({ACCOUNT}))
PUBLIC, NOT_PUBLIC = "aws_calls_it_public", "aws_does_not_call_it_public"
DENY_ALL = {**allow("*", "s3:*"), "Effect": "Deny"}
DENY_BUT = {"NotPrincipal": {"AWS": f"arn:aws:iam::{OTHER}:root"}, **DENY_ALL}
del DENY_BUT["Principal"]
TAGGED = {"StringEquals": {"s3:ExistingObjectTag/public": "yes"}}
RESTRICT = block("RestrictPublicBuckets")


def said(*statements: dict[str, Any], **more: object) -> list[str]:
    """Which of the two is said of a bucket with this policy."""
    found = judge(BUCKET, facts(policy=policy(*statements), **more), OURS, AT)
    return [caveat.code for caveat in found.caveats if caveat.code in (PUBLIC, NOT_PUBLIC)]


@pytest.mark.parametrize(
    "statements",
    [
        pytest.param([READ, DENY_ALL], id="a denial shuts what AWS still calls public"),
        pytest.param([allow("*", "s3:GetObject", Condition=TAGGED)], id="a tag that not every file has"),
        pytest.param([allow("*", "s3:NotASupportedAction")], id="an action that S3 does not have"),
        pytest.param(
            [allow("*", "s3:GetObject", Condition={"StringLike": {"aws:userid": "AROAQQQQQQQQQQQQQQQQQ:*"}})],
            id="the sessions of one role",
        ),
        pytest.param([READ, DENY_BUT], id="a denial leaves only a named account"),
    ],
)
def test_a_policy_that_only_aws_calls_public_says_so(statements: list[dict[str, Any]]) -> None:
    assert said(*statements) == [PUBLIC]


def test_a_policy_that_lets_strangers_in_and_is_public_says_nothing_nor_where_a_block_holds_it() -> None:
    assert said(READ) == []
    assert said(READ, account_block=RESTRICT) == []
    assert said(READ, SHARED) == []


def test_a_policy_that_names_an_account_says_nothing_nor_does_none() -> None:
    assert said(SHARED) == []
    assert said(DENY_ALL) == []
    assert [c.code for c in judge(BUCKET, facts(), OURS, AT).caveats if c.code.startswith("aws_")] == []


EIGHTS = {"IpAddress": {"aws:SourceIp": [f"{first}.0.0.0/8" for first in range(256)]}}


def test_a_policy_that_is_open_and_that_aws_does_not_call_public_says_so() -> None:
    opened = allow("*", "s3:GetObject", Condition=EIGHTS)
    assert said(opened) == said(opened, account_block=RESTRICT) == [NOT_PUBLIC]
    whole = facts(policy=policy(opened))
    assert aws_word(BUCKET, whole) is False
    evidence = Evidence(setting="policy", owner=BUCKET.id, code="policy_lets_in_anyone")
    proven = Grant(audience=Audience.PUBLIC, capabilities=frozenset({Capability.READ}), evidence=evidence)
    doubtful = replace(proven, doubts=(Unknown(setting="policy", reason=Reason.CONDITION),))
    assert [caveat.code for caveat in aws_says(BUCKET, whole, [proven])] == [NOT_PUBLIC]
    assert list(aws_says(BUCKET, whole, [doubtful])) == []
    assert list(aws_says(BUCKET, whole, [replace(proven, audience=Audience.EXTERNAL)])) == []


def test_what_the_list_gives_is_nothing_that_aws_says_of_the_policy() -> None:
    assert said(SHARED, acl=acl((ALL_USERS, "READ"))) == []


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (None, False),
        (policy(SHARED), False),
        (policy(READ), True),
        ("no policy", None),
        (5, None),
        (NOT_ASKED, None),
    ],
)
def test_the_word_is_told_of_what_was_read(known: object, *, expected: bool | None) -> None:
    assert aws_word(BUCKET, facts(policy=known)) is expected


def test_both_words_have_sentences() -> None:
    assert {PUBLIC, NOT_PUBLIC} <= set(SENTENCES)
