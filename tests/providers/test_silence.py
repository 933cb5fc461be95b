"""A cloud that stays silent is given up: a scan's end does not depend on how much there is to read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ajar.providers.aws.session import patience as aws
from ajar.providers.gcp.session import patience as gcp
from ajar.providers.kind import Busy, CloudError, Denied, Unreachable
from ajar.providers.silence import Silence


class Clock:
    """A clock that goes on by as much as each call takes."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def quick_aws(clock: Clock) -> Callable[[Callable[[], str]], str]:
    retries = aws.Retries(aws.Patience(first=0.0, longest=0.0, clock=clock))
    return lambda once: retries.read(once, lambda: None, "eu-west-1")


def quick_google(clock: Clock) -> Callable[[Callable[[], str]], str]:
    retries = gcp.Retries(gcp.Patience(first=0.0, longest=0.0, clock=clock, sleep=lambda _: None))
    return lambda once: retries.read(once, lambda: None)


@pytest.mark.parametrize("cloud", [quick_aws, quick_google])
@pytest.mark.parametrize("failure", [Unreachable, Busy])
def test_a_thousand_calls_to_a_dead_cloud_take_no_longer_than_a_few(
    cloud: Callable[[Clock], Callable[[Callable[[], str]], str]], failure: type[CloudError]
) -> None:
    clock = Clock()
    read = cloud(clock)

    def hang() -> str:
        clock.now += 20
        raise failure("no answer in time")

    for _ in range(1_000):
        with pytest.raises(failure if clock.now < 40 else (Unreachable, failure)):
            read(hang)
    assert clock.now <= 60


def test_what_is_given_up_says_what_to_do() -> None:
    silence = Silence(40, Clock())
    silence.failed("", -50)
    with pytest.raises(Unreachable, match="check the network"):
        silence.check("eu-west-1")


def test_a_call_that_failed_itself_says_how() -> None:
    silence = Silence(40, Clock())
    silence.failed("eu-west-1", -50)
    with pytest.raises(Busy, match="slow down"):
        silence.check("eu-west-1", Busy("slow down"))


def test_one_silent_region_costs_no_other() -> None:
    silence = Silence(40, Clock())
    silence.failed("ap-east-1", -50)
    silence.answered("eu-west-1")
    silence.check("eu-west-1")
    with pytest.raises(Unreachable):
        silence.check("ap-east-1")


def test_an_answer_ends_the_silence() -> None:
    silence = Silence(40, Clock())
    silence.failed("eu-west-1", -50)
    silence.answered("eu-west-1")
    silence.check("eu-west-1")


@pytest.mark.parametrize("cloud", [quick_aws, quick_google])
def test_a_refusal_is_an_answer(cloud: Callable[[Clock], Callable[[Callable[[], str]], str]]) -> None:
    clock = Clock()
    read = cloud(clock)
    sent = []

    def refuse_or_hang() -> str:
        sent.append(clock.now)
        clock.now += 20
        raise Unreachable if len(sent) % 2 else Denied

    for _ in range(20):
        with pytest.raises(Denied):
            read(refuse_or_hang)
    assert len(sent) == 40


def test_failures_that_are_far_apart_are_no_silence_until_the_last_one() -> None:
    clock = Clock()
    silence = Silence(40, clock)
    clock.now = 1.0
    silence.failed("eu-west-1", 0.0)
    clock.now = 500.0
    silence.check("eu-west-1")
