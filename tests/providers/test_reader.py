"""The reader that asks once: answers and failures alike, without keeping alive what came with a failure."""

from __future__ import annotations

import gc
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from ajar.providers.kind import Absent, Denied
from ajar.providers.reader import reader
from clouds.memory import Memory


def test_the_same_question_is_asked_once_by_however_many_threads() -> None:
    cloud = Memory({"a": "open"})
    cloud.delay = 0.05
    asking = reader(cloud)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: asking.call("lid", name="a"), range(8)))
    assert answers == [{"value": "open"}] * 8
    assert cloud.calls == ["lid a"]


def test_a_failure_is_told_to_everybody_whole() -> None:
    cloud = Memory({"a": "open"})
    cloud.delay = 0.05
    cloud.fails["lid"] = Denied("no", "box:GetLid")
    asking = reader(cloud)
    together = threading.Barrier(8)

    def ask(_number: int) -> tuple[str, str]:
        together.wait()
        with pytest.raises(Denied) as told:
            asking.call("lid", name="a")
        return told.value.message, told.value.permission

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(8))) == {("no", "box:GetLid")}
    assert cloud.calls == ["lid a"]


def test_what_came_with_a_failure_goes_at_once() -> None:
    class Body:
        pass

    class Remote(Memory):
        seen: weakref.ref[Body]

        def call(self, *_: object, **__: object) -> dict[str, object]:
            body = Body()
            self.seen = weakref.ref(body)
            raise Absent("not set")

    cloud = Remote({})
    asking = reader(cloud)
    gc.disable()
    try:
        with suppress(Absent):  # pytest.raises would keep the error, and all that hangs on it
            asking.call("lid", name="a")
        assert cloud.seen() is None
    finally:
        gc.enable()
