"""Wildcards: matching as a regular expression does it, and a witness exactly where a full search has one."""

from __future__ import annotations

import itertools
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ajar.policy.aws.patterns import OVER_BUDGET, Budget, OverBudget, matches, witness

PATTERNS = st.text(alphabet="ab*?", max_size=5)
# "z" stands for every character that no pattern names.
TEXTS = ["".join(marks) for size in range(7) for marks in itertools.product("abz", repeat=size)]
PLENTY = 1_000_000


def by_expression(pattern: str, text: str) -> bool:
    """The documented meaning, said with another engine."""
    marks = {"*": ".*", "?": "."}
    expression = "".join(marks.get(mark, re.escape(mark)) for mark in pattern)
    return re.fullmatch(expression, text, re.DOTALL) is not None


@given(st.text(alphabet="ab*?", max_size=8), st.text(alphabet="ab\n", max_size=8))
def test_a_pattern_matches_what_its_meaning_says(pattern: str, text: str) -> None:
    assert matches(pattern, text) is by_expression(pattern, text)


@given(
    st.lists(st.lists(PATTERNS, min_size=1, max_size=2), min_size=1, max_size=3),
    st.lists(PATTERNS, max_size=3),
)
def test_a_witness_is_one_and_none_means_that_there_is_none(
    must: list[list[str]], must_not: list[str]
) -> None:
    def fits(text: str) -> bool:
        return all(any(by_expression(one, text) for one in group) for group in must) and not any(
            by_expression(one, text) for one in must_not
        )

    text = witness(must, must_not, Budget(PLENTY))
    if text is None:
        assert not any(fits(other) for other in TEXTS)
    else:
        assert isinstance(text, str)
        assert fits(text)


KEYS = [("arn:aws:s3:::acme/?*",)]


@pytest.mark.parametrize(
    ("must", "must_not", "expected"),
    [
        pytest.param([("*",)], [], "arn:aws:s3:::acme/any", id="everything"),
        pytest.param([("arn:aws:s3:::acme/drafts/*",)], [], "arn:aws:s3:::acme/drafts/any", id="in a prefix"),
        pytest.param([("arn:aws:s3:::acme",)], [], None, id="the bucket is no object"),
        pytest.param([("arn:aws:s3:::acme/",)], [], None, id="a key has a character"),
        pytest.param([("arn:aws:s3:::other/*",)], [], None, id="another bucket"),
        pytest.param([("*",)], ["arn:aws:s3:::acme/*"], None, id="all denied"),
        pytest.param([("*",)], ["arn:aws:s3:::*"], None, id="all of S3 denied"),
        pytest.param([("*",)], ["arn:aws:s3:::acme/a*"], "arn:aws:s3:::acme/b", id="not the first choice"),
        pytest.param(
            [("*",), ("arn:aws:s3:::acme/a*",)],
            ["arn:aws:s3:::acme/a*?"],
            "arn:aws:s3:::acme/a",
            id="only one key is left",
        ),
        pytest.param([("*",), ()], [], None, id="nothing is wanted"),
    ],
)
def test_a_witness_among_the_keys_of_a_bucket(
    must: list[tuple[str, ...]], must_not: list[str], expected: str | None
) -> None:
    assert witness([*KEYS, *must], must_not, Budget(PLENTY)) == expected


def test_a_witness_is_no_longer_than_asked() -> None:
    assert witness([("?" * 10,)], [], Budget(PLENTY), longest=9) is None
    assert witness([("?" * 10,)], [], Budget(PLENTY), longest=10) == "a" * 10
    assert witness([("*a*b*",)], ["*y*"], Budget(PLENTY), longest=2) == "ab"


def test_a_search_past_its_budget_says_so() -> None:
    must = [(f"*{mark}" + "?" * (9 + size),) for size, mark in enumerate("abcdefgh")]
    started = time.perf_counter()
    answer = witness(must, ["*any*"], Budget(20_000))
    assert answer is OVER_BUDGET
    assert isinstance(answer, OverBudget)
    assert time.perf_counter() - started < 5


def test_characters_beyond_the_ordinary_ones_are_used_when_all_those_are_named() -> None:
    named = "abcdefghijklmnopqrstuvwxyz0123456789"
    text = witness([("?",)], list(named), Budget(PLENTY))
    assert isinstance(text, str)
    assert text not in named
