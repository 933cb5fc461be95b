"""The laws of a bucket's verdict on generated facts: total, never narrower for knowing less, always told."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from ajar.model.access import State
from ajar.model.exposure import Caveat, Evidence, Exposure, Gate, Unknown
from ajar.model.facts import Fact, Facts, Reason, Unread
from ajar.model.ours import Ours
from ajar.providers.aws.s3_bucket.verdict import judge
from ajar.words import SENTENCES, say
from clouds.s3_facts import (
    ACCOUNT,
    ALL_USERS,
    AWS_USERS,
    BUCKET,
    CONDITIONAL,
    FLAGS,
    NOT_ASKED,
    OTHER,
    READ,
    READ_AND_LIST,
    SHARED,
    STRANGE_ID,
    acl,
    allow,
    facts,
    policy,
)

AT = datetime(2026, 11, 24, tzinfo=UTC)
OURS = Ours(accounts=frozenset({ACCOUNT}))
DENIED = Unread(reason=Reason.DENIED, permission="s3:GetBucketPolicy")
ENFORCED = "BucketOwnerEnforced"
NEW_GROUP = "http://acs.amazonaws.com/groups/new"
SITE = {"IndexDocument": {"Suffix": "index.html"}}
SERVICE = allow({"Service": "cloudfront.amazonaws.com"}, "s3:GetObject")
Told = Evidence | Gate | Caveat | Unknown


def judged(**given: object) -> Exposure:
    """The verdict on a bucket of which this is known."""
    return judge(BUCKET, facts(**given), OURS, AT)


STATEMENTS = st.sampled_from(
    [
        READ,
        READ_AND_LIST,
        SHARED,
        CONDITIONAL,
        SERVICE,
        allow("*", "s3:*") | {"Effect": "Deny"},
        allow({"AWS": ACCOUNT}, "s3:*"),
        allow({"AWS": "*"}, "s3:PutObject"),
        allow({"CanonicalUser": STRANGE_ID}, "s3:GetObject"),
        allow({"Federated": "example.com"}, "s3:GetObject"),
        allow({"AWS": OTHER}, "s3:GetObject", Condition={"Bool": {"aws:SecureTransport": "true"}}),
        {"Effect": "Allow"},
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
BLOCKS = st.none() | st.fixed_dictionaries(
    {}, optional=dict.fromkeys(FLAGS, st.booleans() | st.text(max_size=2))
)
GRANTEES = st.sampled_from([ALL_USERS, AWS_USERS, STRANGE_ID, NEW_GROUP])
PERMISSIONS = st.sampled_from(["READ", "WRITE", "FULL_CONTROL", "NEW"])
VALUES = {
    "account_block": BLOCKS,
    "bucket_block": BLOCKS,
    "ownership": st.sampled_from([None, ENFORCED, "ObjectWriter", "BucketOwnerPreferred"]),
    "acl": st.lists(st.tuples(GRANTEES, PERMISSIONS), max_size=3).map(lambda grants: acl(*grants)),
    "policy": st.none() | st.lists(STATEMENTS, max_size=3).map(lambda several: policy(*several)),
    "website": st.sampled_from([None, SITE]),
}
READINGS = {
    name: (values | JSON | st.text(max_size=30)).map(Fact) | st.just(DENIED) | st.just(NOT_ASKED)
    for name, values in VALUES.items()
}


@given(st.fixed_dictionaries(READINGS))
def test_a_verdict_comes_out_of_any_facts(known: dict[str, object]) -> None:
    assert judged(**known).at_most.width >= judged(**known).audience.width


def narrower(after: Exposure, before: Exposure) -> bool:
    """Whether a verdict moved to less than was said before."""
    same = (after.state, after.at_most) == (before.state, before.at_most)
    wider = after.at_most.width > before.at_most.width
    held = (before.state, after.state) == (State.CLOSED, State.SHIELDED)
    unknown = after.state is State.UNKNOWN and after.at_most.width >= before.at_most.width
    return not (same or wider or held or unknown)


@given(st.fixed_dictionaries(READINGS), st.sampled_from(sorted(READINGS)))
def test_reading_less_never_says_less(known: dict[str, object], lost: str) -> None:
    before, after = judged(**known), judged(**known | {lost: DENIED})
    assert not narrower(after, before)


@given(st.fixed_dictionaries(READINGS))
def test_nothing_but_the_known_settings_decides(known: dict[str, object]) -> None:
    more: Facts = {**facts(**known), "tags": {BUCKET.id: Fact({"owner": "*"})}, "other": {"x": DENIED}}
    assert judge(BUCKET, more, OURS, AT) == judged(**known)


@given(st.fixed_dictionaries(READINGS))
def test_everything_that_is_said_has_a_sentence_that_is_filled(known: dict[str, object]) -> None:
    found = judged(**known)
    parts: tuple[tuple[Told, ...], ...] = (found.evidence, found.gates, found.caveats, found.unknown)
    told = [(one.code, one.args) for part in parts for one in part]
    codes = {code for code, _ in told} | {f"gate_{gate.gate}" for gate in found.gates}
    assert codes <= set(SENTENCES)
    assert not [code for code, args in told if "…" in say(code, args) and "…" not in str(args)]
