"""The long run of texts in a policy's place: none makes the grammar or the reading raise, hang or forget."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings

from ajar.policy.aws.language import Policy, parse_policy
from ajar.policy.aws.s3_policy import read_policy
from dense_policies import dense
from policy_texts import huge, texts
from s3_policies import guarded

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1200)]
TEXTS = 20_000
_NUMBERS = count()
LIMIT = 1.0  # seconds that any text may take


def taken(text: str) -> float:
    """The seconds that its reading takes: of three times the least, where it was not quick at once."""
    times = [once(text)]
    if times[0] > LIMIT / 10:
        times += [once(text), once(text)]
    return min(times)


def once(text: str) -> float:
    parse_policy.cache_clear()
    nowhere_yet = replace(guarded(), owner=f"bucket {next(_NUMBERS)}")  # so that no reading is remembered
    began = time.perf_counter()
    read_policy(text, nowhere_yet)
    return time.perf_counter() - began


def test_no_text_makes_the_reading_raise_hang_or_forget() -> None:
    seen: Counter[str] = Counter()
    slowest = (0.0, "")

    @settings(max_examples=TEXTS, deadline=None, database=None, suppress_health_check=[*HealthCheck])
    @given(texts())
    def reads(text: str) -> None:
        nonlocal slowest
        parsed, reading = parse_policy(text), read_policy(text, guarded())
        slowest = max(slowest, (taken(text), text))
        seen["policies" if isinstance(parsed, Policy) else "refused"] += 1
        assert reading.grants or reading.absences
        if not isinstance(parsed, Policy):
            assert [one.doubts[0].code for one in reading.grants] == [parsed[0].code]

    reads()
    seconds, text = slowest
    print(f"fuzz: {dict(seen)}, slowest {seconds * 1000:.0f} ms: {text}")  # noqa: T201 - a bench prints
    assert seconds < LIMIT


def test_no_policy_of_full_length_takes_longer_than_a_second() -> None:
    texts = [dense(seed) for seed in range(100)]
    assert all(isinstance(parse_policy(text), Policy) for text in texts)
    times = sorted(taken(text) for text in texts)
    figures = f"median {times[50] * 1000:.0f} ms, worst {times[-1] * 1000:.0f} ms"
    print(f"fuzz: 20 kB of dense statements: {figures}")  # noqa: T201 - a bench prints
    assert times[-1] < LIMIT


@pytest.mark.parametrize("name", huge(0))
def test_a_text_far_past_what_s3_takes_is_answered_in_time(name: str) -> None:
    text = huge(1_000_000)[name]
    parse_policy.cache_clear()
    began = time.perf_counter()
    parse_policy(text)
    seconds = time.perf_counter() - began
    print(f"fuzz: a million characters of {name}: {seconds * 1000:.0f} ms")  # noqa: T201 - a bench prints
    assert seconds < 10
