"""The long run of texts in a policy's place: none makes the grammar or the reading raise, hang or forget."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings

from ajar.policy.aws.language import Policy, parse_policy
from ajar.policy.aws.s3_policy import read_policy
from policy_texts import huge, texts
from s3_policies import guarded

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1200)]
TEXTS = 30_000
LIMIT = 1.0  # seconds that any text may take


def test_no_text_makes_the_reading_raise_hang_or_forget() -> None:
    seen: Counter[str] = Counter()
    slowest = 0.0

    @settings(max_examples=TEXTS, deadline=None, database=None, suppress_health_check=[*HealthCheck])
    @given(texts())
    def reads(text: str) -> None:
        nonlocal slowest
        began = time.perf_counter()
        parsed, reading = parse_policy(text), read_policy(text, guarded())
        slowest = max(slowest, time.perf_counter() - began)
        seen["policies" if isinstance(parsed, Policy) else "refused"] += 1
        assert reading.grants or reading.absences or isinstance(parsed, Policy)
        if not isinstance(parsed, Policy):
            assert [one.doubts[0].code for one in reading.grants] == [parsed[0].code]

    reads()
    print(f"fuzz: {dict(seen)}, slowest {slowest * 1000:.0f} ms")  # noqa: T201 - printing is what a bench does
    assert slowest < LIMIT


@pytest.mark.parametrize("name", huge(0))
def test_a_text_far_past_what_s3_takes_is_answered_in_time(name: str) -> None:
    text = huge(1_000_000)[name]
    began = time.perf_counter()
    parse_policy(text)
    taken = time.perf_counter() - began
    print(f"fuzz: a million characters of {name}: {taken * 1000:.0f} ms")  # noqa: T201 - as above
    assert taken < 10
