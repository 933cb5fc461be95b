"""Trying again is bounded: for a call, and for a whole session on a dead network."""

from __future__ import annotations

import time

import pytest

from ajar.providers.aws.session.patience import Patience, Retries
from ajar.providers.kind import Busy, CloudError, Denied, Malformed, Unreachable

QUICK = Patience(first=0.0, longest=0.0, budget=4)


class Calls:
    """A call that fails some times before it succeeds."""

    def __init__(self, error: CloudError, times: int) -> None:
        self.error, self.times, self.sent, self.slowed = error, times, 0, 0

    def __call__(self) -> str:
        self.sent += 1
        if self.sent <= self.times:
            raise self.error
        return "answer"

    def slow(self) -> None:
        self.slowed += 1


def test_a_busy_provider_is_waited_for_and_heard() -> None:
    calls = Calls(Busy(), 3)
    assert Retries(QUICK).read(calls, calls.slow) == "answer"
    assert (calls.sent, calls.slowed) == (4, 3)


@pytest.mark.parametrize(
    ("error", "sent"),
    [(Busy("b"), 8), (Unreachable("u"), 3), (Denied("d"), 1), (Malformed("m"), 1)],
    ids=lambda value: type(value).__name__ if isinstance(value, CloudError) else "",
)
def test_each_failure_has_its_bound(error: CloudError, sent: int) -> None:
    calls = Calls(error, 1000)
    with pytest.raises(type(error)):
        Retries(QUICK).read(calls, calls.slow)
    assert calls.sent == sent


def sent_by(retries: Retries, failing: int) -> int:
    """How often one more call is sent."""
    calls = Calls(Unreachable(), failing)
    try:
        retries.read(calls, calls.slow)
    except Unreachable:
        return calls.sent
    return calls.sent


def test_a_dead_network_is_given_up_by_the_whole_session() -> None:
    retries = Retries(QUICK)
    assert [sent_by(retries, 1000) for _ in range(4)] == [3, 3, 1, 1]


def test_successes_give_the_patience_back() -> None:
    retries = Retries(QUICK)
    while sent_by(retries, 1000) > 1:
        pass
    for _ in range(30):
        sent_by(retries, 0)
    assert sent_by(retries, 1000) > 1


@pytest.mark.parametrize("error", [Busy(), Unreachable()])
def test_closing_ends_a_wait_at_once(error: CloudError) -> None:
    retries = Retries(Patience(first=60.0, longest=60.0))
    calls = Calls(error, 1000)

    def close_then_fail() -> str:
        retries.close()
        return calls()

    started = time.monotonic()
    with pytest.raises(type(error)):
        retries.read(close_then_fail, calls.slow)
    assert time.monotonic() - started < 5


def test_delays_grow_up_to_the_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    retries = Retries(Patience(first=1.0, longest=4.0))

    def wait(delay: float) -> bool:
        waited.append(delay)
        return False

    monkeypatch.setattr(retries._closed, "wait", wait)
    calls = Calls(Busy(), 1000)
    with pytest.raises(Busy):
        retries.read(calls, calls.slow)
    longest = [1.0, 2.0, 4.0, 4.0, 4.0, 4.0, 4.0]
    assert len(waited) == len(longest)
    assert all(most / 2 <= delay <= most for delay, most in zip(waited, longest, strict=True))
