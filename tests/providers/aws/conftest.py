"""A fake AWS on loopback, and real sessions of Ajar's on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from moto.server import ThreadedMotoServer

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.callers import PROD_KEY
from ajar.demo.aws.world import world
from ajar.demo.http_server import serve
from ajar.model.account import Demo
from ajar.model.credentials import Credentials
from ajar.providers.aws.session import AwsSession, open_account
from ajar.providers.aws.session.patience import Patience

Opener = Callable[..., AwsSession]

HASTE = Patience(connect=2.0, read=2.0, first=0.001, longest=0.002)
"""The same bounds, without the waiting."""


@pytest.fixture(scope="module")
def moto() -> Iterator[str]:
    """The address of another reading of AWS, by somebody else; it has no Access Analyzer."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def cloud() -> AwsCloud:
    """The company's world, afresh."""
    return AwsCloud(world(7))


@pytest.fixture
def url(cloud: AwsCloud) -> Iterator[str]:
    """The address at which the fake answers."""
    with serve(cloud.handle) as server:
        yield server.url


@pytest.fixture
def opened(url: str) -> Iterator[Opener]:
    """A maker of sessions on the fake: `opened(key, patience)`."""
    made: list[AwsSession] = []

    def make(key: str = PROD_KEY, patience: Patience = HASTE) -> AwsSession:
        (session,) = open_account(Credentials(Demo(url=url, key=key)), patience)
        made.append(session)
        return session

    yield make
    for session in made:
        session.close()


@pytest.fixture
def session(opened: Opener) -> AwsSession:
    """A session of the demo's first account."""
    return opened()
