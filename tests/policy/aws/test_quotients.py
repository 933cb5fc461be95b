"""What a pattern leaves of a text whose beginning is known, against the pattern itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ajar.policy.aws.patterns import matches
from ajar.policy.aws.quotients import quotient


@given(
    pattern=st.text("ab*?", max_size=7),
    beginning=st.text("ab", max_size=4),
    rest=st.text("ab", max_size=4),
)
def test_the_rest_matches_exactly_where_the_whole_does(pattern: str, beginning: str, rest: str) -> None:
    left = quotient(pattern, beginning)
    assert left is not None
    assert any(matches(one, rest) for one in left) is matches(pattern, beginning + rest)


@pytest.mark.parametrize(
    ("pattern", "beginning", "left"),
    [
        ("*", "arn:x/", ("*",)),
        ("arn:x/*", "arn:x/", ("*",)),
        ("arn:x/object/a?", "arn:x/object/", ("a?",)),
        ("arn:y/*", "arn:x/", ()),
        ("arn:x", "arn:x", ("",)),
        ("arn:x/${aws:username}/*", "arn:x/", ("${aws:username}/*",)),
        ("arn:${aws:username}/*", "arn:x/", None),
        ("arn:*${aws:username}", "arn:x/", None),
        ("arn:y${aws:username}", "arn:x/", ()),
    ],
)
def test_a_variable_within_the_beginning_leaves_it_open(
    pattern: str, beginning: str, left: tuple[str, ...] | None
) -> None:
    assert quotient(pattern, beginning) == left
