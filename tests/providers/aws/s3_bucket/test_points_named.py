"""Which access points of others a policy speaks of: one for each pattern, and it fits."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ajar.policy.aws.guarded import Guarded
from ajar.policy.aws.patterns import matches
from ajar.providers.aws.s3_bucket.points_named import ANYBODY, Named, points_named
from clouds.s3_facts import ACCOUNT, BUCKET, OTHER, allow, policy

GUARDED = Guarded(
    setting="policy",
    owner=BUCKET.id,
    arn=BUCKET.id,
    account=ACCOUNT,
    region="eu-west-1",
    at=datetime(2026, 11, 24, tzinfo=UTC),
)


def named(key: str, *values: str) -> tuple[Named, ...]:
    """Those that a policy with this condition speaks of, but for the one of nobody in particular."""
    text = policy(allow("*", "*", Condition={"StringLike": {key: list(values)}}))
    anybody, *others = points_named(text, GUARDED)
    assert (anybody.whose, anybody.account not in {ACCOUNT, OTHER}) == (ANYBODY, True)
    assert anybody.arn == f"arn:aws:s3:eu-west-1:{anybody.account}:accesspoint/any"
    return tuple(others)


@pytest.mark.parametrize(
    ("value", "whose"),
    [(OTHER, OTHER), ("1234*", ANYBODY), ("12?456789012", ANYBODY), ("*12", ANYBODY), ("1*2*3", ANYBODY)],
)
def test_an_account_that_fits_is_tried(value: str, whose: str) -> None:
    [found] = named("s3:DataAccessPointAccount", value)
    assert found.whose == whose
    assert matches(value, found.account)
    assert len(found.account) == 12
    assert found.arn == f"arn:aws:s3:eu-west-1:{found.account}:accesspoint/any"


@pytest.mark.parametrize("value", [ACCOUNT, "123", "partner", "1234567890123", "?"])
def test_what_fits_no_other_account_is_left_out(value: str) -> None:
    assert named("s3:DataAccessPointAccount", value) == ()


@pytest.mark.parametrize(
    ("value", "whose"),
    [
        (f"arn:aws:s3:eu-west-1:{OTHER}:accesspoint/share", OTHER),
        (f"arn:aws:s3:us-east-1:{OTHER}:accesspoint/share", OTHER),
        (f"arn:aws:s3::{OTHER}:accesspoint/m1.mrap", OTHER),
        (f"arn:aws:s3:*:{OTHER}:accesspoint/team-*", OTHER),
        (f"arn:*:s3:eu-*:{OTHER}:accesspoint/te?m", OTHER),
        (f"arn:aws:s3:eu-west-1:{OTHER}:*", OTHER),
        ("arn:aws:s3:*:*:accesspoint/team-*", ANYBODY),
        ("arn:aws:s3:*:12*:accesspoint/*", ANYBODY),
        ("*:accesspoint/team-*", ANYBODY),
        ("arn:aws:s3:*", ANYBODY),
        ("*", ANYBODY),
    ],
)
def test_an_access_point_that_fits_is_tried(value: str, whose: str) -> None:
    tried = [one for one in named("S3:DataAccessPointARN", value) if matches(value, one.arn)]
    if whose == OTHER:
        assert [one.whose for one in tried] == [OTHER]
    else:
        text = policy(allow("*", "*", Condition={"ArnLike": {"s3:DataAccessPointArn": value}}))
        assert any(matches(value, one.arn) and one.whose == ANYBODY for one in points_named(text, GUARDED))


def test_each_is_tried_once_and_the_buckets_own_account_never() -> None:
    assert [one.account for one in named("s3:DataAccessPointAccount", OTHER, ACCOUNT, OTHER)] == [OTHER]
    assert named("s3:DataAccessPointArn", f"arn:aws:s3:eu-west-1:{ACCOUNT}:accesspoint/own") == ()


@pytest.mark.parametrize("text", [None, 7, "{", "[]"])
def test_a_text_that_is_no_policy_names_none(text: object) -> None:
    assert [one.whose for one in points_named(text, GUARDED)] == [ANYBODY]
