"""The demo's fake clouds served in this process, and sessions of the real clients on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.callers import PROD_KEY, STAGING_KEY
from ajar.demo.aws.world import world as aws_world
from ajar.demo.gcp.cloud import GoogleCloud
from ajar.demo.gcp.world import world as google_world
from ajar.demo.http_server import serve
from ajar.jobs.sign_in import provider
from ajar.model.account import Demo
from ajar.model.credentials import Credentials
from ajar.providers.kind import Session

SEED = 42
PROJECT = "finch-web"


@dataclass(frozen=True)
class Served:
    """A fake cloud that answers, and the sessions that a scan of the company opens on it."""

    cloud: AwsCloud | GoogleCloud
    url: str
    sessions: Sequence[Session]


@contextmanager
def served(name: str) -> Iterator[Served]:
    """The company's accounts with this provider, fresh."""
    with _aws() if name == "aws" else _google() as found:
        try:
            yield found
        finally:
            for session in found.sessions:
                session.close()


@contextmanager
def _aws() -> Iterator[Served]:
    cloud = AwsCloud(aws_world(SEED))
    with serve(cloud.handle) as server:
        sessions = [session for key in (PROD_KEY, STAGING_KEY) for session in _open("aws", server.url, key)]
        yield Served(cloud, server.url, sessions)


@contextmanager
def _google() -> Iterator[Served]:
    cloud = GoogleCloud(google_world(SEED))
    with serve(cloud.handle) as server:
        yield Served(cloud, server.url, _open("gcp", server.url, "demo"))


def _open(name: str, url: str, key: str) -> Sequence[Session]:
    projects = (PROJECT,) if name == "gcp" else ()
    return provider(name).open(Credentials(Demo(url=url, key=key, projects=projects)))
