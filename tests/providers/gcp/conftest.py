"""The fake Google Cloud on loopback, and sessions of Ajar's on it that do not wait between two tries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from ajar.demo.gcp.cloud import GoogleCloud
from ajar.demo.gcp.state import World
from ajar.demo.gcp.world import world
from ajar.demo.http_server import Request, Response, serve
from ajar.model.account import Demo
from ajar.model.credentials import Credentials
from ajar.model.facts import Facts
from ajar.model.finding import Finding
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.providers.gcp.gcs_bucket import KIND
from ajar.providers.gcp.gcs_bucket.listing import bucket_id
from ajar.providers.gcp.session import GcpSession, open_sessions
from ajar.providers.gcp.session.patience import Patience

AT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
PROJECT = "finch-web"
NUMBER = "271828182845"
OURS = Ours(
    accounts=frozenset({PROJECT, NUMBER}),
    organizations=frozenset({"314159265358"}),
    domains=frozenset({"marrowfinch.example"}),
)
HASTE = Patience(connect=2.0, read=0.5, sleep=lambda _: None)
"""The same bounds, without the waiting."""

Opener = Callable[..., GcpSession]


class Switch:
    """One server for the whole run, since starting and stopping one takes longer than most tests."""

    def __init__(self) -> None:
        self.handler: Callable[[Request], Response] | None = None

    def __call__(self, request: Request) -> Response:
        assert self.handler, "no test is running"
        return self.handler(request)


@pytest.fixture(scope="session")
def switch() -> Iterator[tuple[Switch, str]]:
    """The server's switch and its address."""
    found = Switch()
    with serve(found) as server:
        yield found, server.url


@pytest.fixture
def made() -> World:
    """The company's world, fresh."""
    return world(3)


@pytest.fixture
def cloud(made: World) -> GoogleCloud:
    """A fake over the world."""
    return GoogleCloud(made)


@pytest.fixture
def requests_seen() -> list[Request]:
    """Every request that reached the fake, as it came."""
    return []


@pytest.fixture
def url(cloud: GoogleCloud, switch: tuple[Switch, str], requests_seen: list[Request]) -> Iterator[str]:
    """The fake's address; at the end nothing may have been asked for that it does not serve."""
    found, address = switch

    def handle(request: Request) -> Response:
        requests_seen.append(request)
        return cloud.handle(request)

    found.handler = handle
    yield address
    found.handler = None
    assert cloud.unserved == set()


@pytest.fixture
def opened(url: str) -> Iterator[Opener]:
    """A maker of sessions on the fake: `opened(key, patience)`."""
    sessions: list[GcpSession] = []

    def make(key: str = "demo", patience: Patience = HASTE) -> GcpSession:
        login = Demo(url=url, key=key, projects=(PROJECT,))
        (session,) = open_sessions(Credentials(login), patience=patience)
        sessions.append(session)
        return session

    yield make
    for session in sessions:
        session.close()


@pytest.fixture
def session(opened: Opener) -> GcpSession:
    """A session of the company's admin."""
    return opened()


def bucket(name: str) -> Resource:
    """A bucket of the company's project, as the list has it."""
    return Resource(provider="gcp", account=PROJECT, kind="gcs_bucket", name=name, id=bucket_id(name))


def judged(resource: Resource, facts: Facts, ours: Ours = OURS) -> Finding:
    """What the kind says of these facts."""
    plain = {name: dict(owners) for name, owners in facts.items()}
    return Finding(resource=resource, facts=plain, exposure=KIND.judge(resource, facts, ours, AT), read_at=AT)
