"""Hostile texts: whatever stands in a policy's place, the reading ends, soon, and never as nothing at all."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ajar.model.access import Capability
from ajar.model.facts import Reason
from ajar.policy.aws.language import Policy, parse_policy
from ajar.policy.aws.s3_policy import read_policy
from s3_policies import BUCKET, KEYS, A, deny, guarded, read, read_text, statement

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
GOOD = json.dumps(
    {
        "Version": "2012-10-17",
        "Id": "mine",
        "Statement": [
            statement(Sid="one", Action=["s3:Get*", "s3:ListBucket"], Resource=[BUCKET, KEYS]),
            deny(Principal={"AWS": [A]}, Condition={"Bool": {"aws:SecureTransport": "false"}}),
        ],
    }
)


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:  # noqa: ANN401 - any JSON
    """The way to every value in the tree."""
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(inner for key, member in below for inner in paths(member, (*path, key)))]


def put(value: Any, path: tuple[Any, ...], new: Any) -> Any:  # noqa: ANN401 - any JSON
    """The tree with something else at that place."""
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = put(value[path[0]], path[1:], new)
    return copy


def answers(text: object) -> None:
    """Read it, and see that what AWS would refuse is a grant in doubt."""
    reading = read_text(text)
    if text is not None and not (isinstance(text, str) and isinstance(parse_policy(text), Policy)):
        (grant,) = reading.grants
        assert grant.doubts[0].reason is Reason.MALFORMED
        assert grant.evidence.code == "policy_malformed"


@given(JSON)
def test_any_json_in_the_place_of_the_text(value: object) -> None:
    answers(value)


@given(JSON)
def test_any_json_as_the_text(value: object) -> None:
    answers(json.dumps(value))


@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    answers(text)


@settings(max_examples=300)
@given(st.sampled_from(paths(json.loads(GOOD))), JSON)
def test_any_json_in_any_place_of_a_policy(path: tuple[Any, ...], value: object) -> None:
    answers(json.dumps(put(json.loads(GOOD), path, value)))


@settings(max_examples=300)
@given(st.integers(0, len(GOOD)), st.integers(0, 10), st.text(max_size=4))
def test_a_policy_with_a_part_cut_out_or_put_in(at: int, size: int, text: str) -> None:
    answers(GOOD[:at] + text + GOOD[at + size :])


@given(st.text(alphabet="ab*?/:${}", max_size=12), st.text(alphabet="ab*?/:${}", max_size=12))
def test_any_pattern_as_bucket_and_as_resource(bucket: str, resource: str) -> None:
    text = json.dumps({"Version": "2012-10-17", "Statement": statement(Resource=f"arn:{resource}")})
    owner = f"arn:{bucket}"
    read_policy(text, guarded(owner, account=""))


def test_without_an_account_of_its_own_a_bucket_keeps_no_grant_back() -> None:
    text = json.dumps(
        {"Version": "2012-10-17", "Statement": statement(Principal={"CanonicalUser": "ab" * 32})}
    )
    reading = read_policy(text, guarded(account=""))
    assert [grant.who for grant in reading.grants] == [("ab" * 32,)]


MARKS = "abcdefghijklmnopqrstuvwxyz0123456789"
NUMBERS = [f"{number:012d}" for number in range(1300)]
HEAVY = [
    pytest.param(
        [statement(Principal={"AWS": NUMBERS[:600]}), deny(Principal={"AWS": NUMBERS[::2]})], id="names"
    ),
    pytest.param([statement(), deny(without="Principal", NotPrincipal={"AWS": NUMBERS})], id="all but names"),
    pytest.param(
        [
            statement(Principal={"AWS": number}, Action="s3:*", Resource=[BUCKET, KEYS])
            for number in NUMBERS[:100]
        ],
        id="many statements",
    ),
    pytest.param(
        [statement(), *(deny(Resource=f"{BUCKET}/*{mark}{'?' * 15}*") for mark in MARKS)],
        id="denials by form",
    ),
    pytest.param(
        [
            statement(),
            *(
                deny(without="Resource", NotResource=[f"{BUCKET}/*{mark}{'?' * at}*", f"{BUCKET}/*q?{mark}"])
                for at, mark in enumerate(MARKS)
            ),
        ],
        id="denials of all but a form",
    ),
    pytest.param(
        [
            *(statement(Resource=f"{BUCKET}/{mark}*") for mark in MARKS),
            *(deny(without="Resource", NotResource=f"{BUCKET}/*{mark}{'?' * 9}*") for mark in MARKS),
        ],
        id="many searches",
    ),
    pytest.param(
        [statement(Resource=f"{BUCKET}/{'*a?' * 2500}"), deny(Resource=f"{BUCKET}/{'*?a' * 2500}")],
        id="stars",
    ),
    pytest.param([statement(Action=[f"s3:*{x}*{y}*" for x in MARKS for y in MARKS])], id="actions"),
    pytest.param([statement(Action=[f"s3:Z{x}{y}" for x in MARKS for y in MARKS])], id="strange actions"),
]


@pytest.mark.parametrize("statements", HEAVY)
def test_a_policy_made_to_be_slow_is_read_within_a_second(statements: list[object]) -> None:
    text = json.dumps({"Version": "2012-10-17", "Statement": statements})
    started = time.process_time()
    reading = read_text(text)
    assert time.process_time() - started < 1
    assert reading.grants or reading.absences


TANGLE = [
    deny(without="Resource", NotResource=[f"{BUCKET}/*{mark}{'?' * at}*", f"{BUCKET}/*q?{mark}"])
    for at, mark in enumerate(MARKS)
]


def test_a_search_that_is_given_up_is_in_doubt() -> None:
    (grant,) = read(statement(), *TANGLE).grants
    assert [doubt.reason for doubt in grant.doubts] == [Reason.BUDGET]


@pytest.mark.parametrize("turned", [1, -1])
def test_a_search_that_is_given_up_leaves_other_statements_decided(turned: int) -> None:
    simple = statement(Action="s3:ListBucket", Resource=BUCKET)
    grants = read(*[statement(), *TANGLE, simple][::turned]).grants
    assert sorted(len(grant.doubts) for grant in grants) == [0, 1]
    (proven,) = [grant for grant in grants if not grant.doubts]
    assert proven.capabilities == {Capability.LIST}
