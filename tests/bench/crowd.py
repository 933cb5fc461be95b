"""A fake AWS account of very many buckets in a process of its own: what it costs is not counted in a bench.

`python crowd.py BUCKETS MILLISECONDS` prints its address, and then, for each line that it is given, what it
was asked so far; it ends when its standard input is closed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.models import service
from ajar.demo.aws.world import CROWD_KEY, crowd
from ajar.demo.call import Call
from ajar.demo.http_server import serve
from ajar.model.account import Account, Demo

SEED = 42
SETTINGS = ("Get", "List")
"""How the names of the calls begin that are counted for a bucket, where they name one."""


@dataclass(frozen=True)
class Asked:
    """What the fake was asked since it was last emptied.

    `calls` by operation; `of_buckets` is the most that any one bucket was asked; `first` is the moment of the
    first answer by the clock that all processes of this machine share (time.monotonic); `processor` is the
    fake's own time on a processor, in seconds.
    """

    calls: dict[str, int]
    of_buckets: int
    first: float
    processor: float

    @property
    def all(self) -> int:
        """How many calls there were."""
        return sum(self.calls.values())


class Crowd:
    """The fake in a child process, which ends with the context."""

    def __init__(self, buckets: int, milliseconds: float) -> None:
        """Start it: each call is answered after this time."""
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(buckets), str(milliseconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.url = str(self._said())

    @property
    def account(self) -> Account:
        """The account with all the buckets, as a person would have added it."""
        return Account(name="crowd", provider="aws", login=Demo(url=self.url, key=CROWD_KEY))

    def asked(self) -> Asked:
        """What it was asked since this was last called."""
        if self._process.stdin is not None:
            self._process.stdin.write("\n")
            self._process.stdin.flush()
        return Asked(**self._said())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def _said(self) -> Any:  # noqa: ANN401 - an address, or a record
        return json.loads(self._process.stdout.readline() if self._process.stdout else "")


class _Told:
    """What the fake is asked, and the wait before each answer."""

    def __init__(self, cloud: AwsCloud, seconds: float) -> None:
        self._cloud, self._seconds, self._first = cloud, seconds, 0.0
        cloud.before.append(self._wait)

    def _wait(self, _call: Call) -> None:
        time.sleep(self._seconds)
        self._first = self._first or time.monotonic()

    def tell(self) -> dict[str, object]:
        calls = list(self._cloud.calls)
        self._cloud.calls.clear()
        first, self._first = self._first, 0.0
        by_bucket = Counter(call.resource for call in calls if call.resource)
        return {
            "calls": Counter(f"{call.service}.{call.operation}" for call in calls),
            "of_buckets": max(by_bucket.values(), default=0),
            "first": first,
            "processor": time.process_time(),
        }


def main() -> None:
    cloud = AwsCloud(crowd(int(sys.argv[1]), SEED))
    told = _Told(cloud, float(sys.argv[2]) / 1000)
    for name in ("sts", "s3", "s3control", "organizations"):
        service(name)
    sys.setswitchinterval(0.001)
    with serve(cloud.handle) as server:
        print(json.dumps(server.url), flush=True)  # noqa: T201 - the one who started it reads this
        for _line in sys.stdin:
            print(json.dumps(told.tell()), flush=True)  # noqa: T201 - as above


if __name__ == "__main__":
    main()
