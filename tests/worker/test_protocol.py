"""The pipe: every message comes out as it went in, however the bytes arrive."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ajar.model.account import Account, AwsKeys
from ajar.model.run import Progress
from ajar.worker import protocol

MESSAGES = [
    protocol.Start(),
    protocol.Scan(accounts=("a", "b")),
    protocol.Scan(second_opinion=True),
    protocol.Check(name="a", provider="aws", login=AwsKeys("AKIA"), secret="s"),
    protocol.Add(account=Account(name="a", provider="aws", login=AwsKeys("AKIA"))),
]


@given(st.lists(st.sampled_from(MESSAGES), max_size=5), st.lists(st.integers(1, 40), min_size=1, max_size=50))
def test_messages_survive_any_cutting_of_the_stream(
    messages: list[protocol.Request], cuts: list[int]
) -> None:
    stream = b"".join(protocol.frame(message) for message in messages)
    frames, place = protocol.Frames(), 0
    found: list[bytes] = []
    for cut in cuts:
        found += frames.feed(stream[place : place + cut])
        place += cut
    found += frames.feed(stream[place:])
    assert [protocol.requests.decode(body) for body in found] == messages


def test_an_event_is_no_request_and_comes_back_as_itself() -> None:
    event = protocol.Working(progress=Progress(done=1, found=2))
    [body] = protocol.Frames().feed(protocol.frame(event))
    assert protocol.events.decode(body) == event


def test_something_else_on_the_pipe_is_told_from_a_message() -> None:
    with pytest.raises(protocol.Broken):
        list(protocol.Frames().feed(b"Traceback (most recent call last)"))
