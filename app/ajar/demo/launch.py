"""The demo cloud as its user sees it: started, its accounts, and ended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from types import TracebackType
from typing import Self

import msgspec

from ajar.demo.aws.company.callers import PROD_KEY, STAGING_KEY
from ajar.model.account import Account, Demo
from ajar.model.row import Row

PATIENCE = 20.0
"""Seconds that the demo cloud has to answer; it takes about 0.4."""

DEFAULT_SEED = 42


STORY = "arn:aws:s3:::marrow-launch-drafts"


def story_first(row: Row) -> Row:
    """The row as the demo shows it: the story that Ajar began with stands above whatever else is open.

    Once it is declared open on purpose it is as quiet as any other.
    """
    return msgspec.structs.replace(row, rank=0) if row.id == STORY and row.on_purpose is None else row


class DemoFailed(Exception):
    """The demo cloud did not start; the text says what it said."""


class DemoCloud:
    """The made-up company's cloud in a child process, which ends when this one does."""

    def __init__(self, seed: int = DEFAULT_SEED) -> None:
        """Start it and wait for its addresses. Raises DemoFailed."""
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module, and a number
            [sys.executable, "-m", "ajar.demo.cloud", "--seed", str(seed)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_clean(),
        )
        try:
            self.urls = self._addresses()
        except BaseException:
            self.close()
            raise

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The company's accounts, each with a made-up key that only this process's cloud knows.

        Fixes are allowed on all of them: here nothing can be broken.
        """
        aws, google = self.urls["aws"], self.urls["gcp"]
        logins = {
            "marrow-prod": ("aws", Demo(url=aws, key=PROD_KEY)),
            "marrow-staging": ("aws", Demo(url=aws, key=STAGING_KEY)),
            "finch-web": ("gcp", Demo(url=google, key="demo", projects=("finch-web",))),
        }
        return tuple(
            Account(name=name, provider=provider, login=login, fix=login)
            for name, (provider, login) in logins.items()
        )

    def close(self) -> None:
        """End it: it goes when its standard input is closed, and is made to go after two seconds."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        try:
            self._process.wait(2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _addresses(self) -> dict[str, str]:
        watch = threading.Timer(PATIENCE, self._process.kill)
        watch.start()
        try:
            line = self._process.stdout.readline() if self._process.stdout else b""
        finally:
            watch.cancel()
        if not line:
            message = "The demo cloud did not start: see what it wrote above."
            raise DemoFailed(message)
        return {str(name): str(url) for name, url in json.loads(line).items()}


def _clean() -> dict[str, str]:
    """The environment without anything that names a real account: the fakes need none of it."""
    prefixes = ("AWS_", "GOOGLE_", "CLOUDSDK_", "STORAGE_EMULATOR", "AJAR_")
    return {name: value for name, value in os.environ.items() if not name.startswith(prefixes)}
