"""What a policy says to a request, and which statement says it."""

from __future__ import annotations

from itertools import permutations

import pytest

from ajar.policy.aws.evaluator.policies import Word, evaluate
from s3_policies import A, deny, statement
from s3_requests import parsed, request, user

UNCLEAR = {"StringEquals": {"aws:Unheard": "of"}}
ALLOW, DENY, OTHER = statement(), deny(), statement(Action="s3:PutObject")
MAYBE_ALLOW, MAYBE_DENY = statement(Condition=UNCLEAR), deny(Condition=UNCLEAR)


@pytest.mark.parametrize(
    ("statements", "word", "decided"),
    [
        # "How AWS enforcement code logic evaluates requests": an implicit deny, an allow, an explicit deny.
        ([OTHER], Word.NEITHER, None),
        ([ALLOW, OTHER], Word.ALLOW, ALLOW),
        ([ALLOW, DENY], Word.DENY, DENY),
        ([DENY], Word.DENY, DENY),
        # What is not known decides nothing that a known answer decides anyhow.
        ([MAYBE_ALLOW], Word.NOT_KNOWN, MAYBE_ALLOW),
        ([ALLOW, MAYBE_ALLOW], Word.ALLOW, ALLOW),
        ([ALLOW, MAYBE_DENY], Word.NOT_KNOWN, MAYBE_DENY),
        ([MAYBE_ALLOW, MAYBE_DENY], Word.NOT_KNOWN, MAYBE_DENY),
        ([ALLOW, MAYBE_DENY, DENY], Word.DENY, DENY),
        ([MAYBE_ALLOW, DENY], Word.DENY, DENY),
    ],
)
def test_the_order_of_statements_does_not_matter_and_a_deny_wins(
    statements: list[dict[str, object]], word: Word, decided: dict[str, object] | None
) -> None:
    for ordered in permutations(statements):
        said = evaluate(parsed(*ordered), request())
        place = "" if decided is None else f"/Statement/{ordered.index(decided)}"
        assert (said.word, said.pointer) == (word, place)


def test_an_unknown_deny_is_told_apart_from_an_unknown_allow() -> None:
    denied, allowed = (evaluate(parsed(one), request()) for one in (MAYBE_DENY, MAYBE_ALLOW))
    assert (denied.denies, denied.allows) == (None, False)
    assert (allowed.denies, allowed.allows) == (False, None)


def test_a_variable_counts_in_the_version_that_has_them() -> None:
    mine = statement(Resource="arn:aws:s3:::acme/${aws:username}")
    asked = request(user(A), resource="arn:aws:s3:::acme/ann", aws_username="ann")
    assert evaluate(parsed(mine), asked).word is Word.ALLOW
    assert evaluate(parsed(mine, version="2008-10-17"), asked).word is Word.NEITHER
