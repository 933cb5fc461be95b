"""`ajar` killed by force in the middle of a repair: at a call to the cloud, or at a note in the journal."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.callers import PROD_KEY, secret_of
from ajar.demo.aws.state import Bucket
from ajar.demo.aws.world import world
from ajar.demo.http_server import Drop, Request, Response, serve

PATIENCE = 50.0
AT_A_NOTE = """
import os, signal, sys
from ajar.store import journal

left = [int(sys.argv.pop(1))]
when = sys.argv.pop(1)

def dying(real):
    def written(*arguments):
        left[0] -= 1
        if left[0] == 0 and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        done = real(*arguments)
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return done
    return written

journal.begin, journal.note = dying(journal.begin), dying(journal.note)
from ajar.__main__ import main
main()
"""
"""A program that is `ajar`, and dies at the note of this number, before or after it is on the disk."""
A_PLAN = """
import sys
import msgspec
from ajar.jobs.fixing import Wish, make
from ajar.jobs.sign_in import unstored
from ajar.model.journal import JournalEntry
from ajar.store import open_store

entry = msgspec.json.decode(sys.argv[1], type=JournalEntry)
with open_store() as store:
    way = unstored(entry.plan.resource.provider, entry.login)
    make(store, way, Wish(plan=entry.plan), told=lambda entry: None)
"""
"""A program that makes the plan of an entry, with the ambient credentials."""


@dataclass
class Server:
    """A fake cloud's handler that kills its client when a call of this number arrives, or was answered."""

    handle: Callable[[Request], Response]
    number: int = 0
    answered: bool = False
    process: subprocess.Popen[bytes] | None = None
    seen: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, request: Request) -> Response:
        """Answer as the fake does."""
        with self._lock:
            self.seen.append(f"{request.method} {request.path}")
            dies = len(self.seen) == self.number
        if not dies:
            return self.handle(request)
        if self.answered:
            self.handle(request)
        self._kill()
        raise Drop

    def arm(self, number: int, *, answered: bool) -> None:
        """Kill at this call from now on; 0 kills nobody."""
        self.number, self.answered = number, answered
        self.seen.clear()

    def _kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()


def run(server: Server, *command: str, **variables: str) -> int:
    """Run a command that may be killed; its exit code, negative for a signal."""
    with subprocess.Popen(
        [sys.executable, *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, **variables},
    ) as process:
        server.process = process
        _, err = process.communicate(timeout=PATIENCE)
        assert b"Traceback" not in err, err.decode()
        return process.returncode


KILLED = -signal.SIGKILL


def entries(path: Path) -> int:
    """How many entries the journal has, asked without Ajar."""
    if not path.exists():
        return 0
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        try:
            (number,) = connection.execute("SELECT COUNT(*) FROM journal").fetchone()
        except sqlite3.OperationalError:  # the program is just making it
            return 0
        return int(number)


def journal(place: Place) -> dict[str, Any]:
    """The one entry, as `ajar journal` in a process of its own tells it after it looked."""
    done = subprocess.run(
        [sys.executable, "-m", "ajar", "journal", "--format", "json"],
        capture_output=True,
        env={**os.environ, **place.variables},
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    found: list[dict[str, Any]] = json.loads(done.stdout)["entries"]
    return found[0]


@dataclass(frozen=True)
class Place:
    """A fake cloud behind a server that kills, and the variables that lead a program to it."""

    cloud: AwsCloud
    server: Server
    variables: dict[str, str]
    store: Path

    def bucket(self, name: str) -> Bucket:
        """The bucket as it is in the cloud."""
        return self.cloud.world.buckets[name]


@contextmanager
def place(folder: Path) -> Iterator[Place]:
    """AWS of the company's, and a home of its own for the programs that use it."""
    cloud = AwsCloud(world(42))
    server = Server(cloud.handle)
    with serve(server) as listening:
        variables = {
            "AWS_ENDPOINT_URL": listening.url,
            "AWS_ACCESS_KEY_ID": PROD_KEY,
            "AWS_SECRET_ACCESS_KEY": secret_of(PROD_KEY),
            "AWS_REGION": "eu-west-1",
            "XDG_DATA_HOME": str(folder),
        }
        yield Place(cloud, server, variables, folder / "ajar" / "ajar.db")
