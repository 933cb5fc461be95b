"""The long run of random policies: the reading and the referee of single requests do not disagree on one."""

from __future__ import annotations

import json
import time
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from s3_matches import overrated, told, unconfirmed, unforeseen
from s3_random_policies import policies

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1200)]
POLICIES = 10_000
LONG = settings(
    max_examples=POLICIES,
    deadline=None,
    database=None,
    suppress_health_check=[*HealthCheck],
    phases=[Phase.generate, Phase.shrink],
)


def test_no_policy_of_many_is_read_otherwise_than_its_requests_are_decided() -> None:
    seen: Counter[str] = Counter()
    began = time.perf_counter()

    @LONG
    @given(policies())
    def agree(policy: dict[str, Any]) -> None:
        text = json.dumps(policy)
        seen.update(["policies", told(text)])
        assert not unconfirmed(text)
        assert not unforeseen(text)
        assert not overrated(text)

    agree()
    taken = time.perf_counter() - began
    print(f"referee: {dict(seen)} in {taken:.0f} s")  # noqa: T201 - printing is what a bench does
    assert seen["policies"] >= POLICIES
