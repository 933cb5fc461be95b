"""The fake Google Cloud on loopback, held against Google's discovery documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from google.auth.transport.requests import AuthorizedSession
from google.cloud import storage
from google.oauth2.credentials import Credentials

from ajar.demo.gcp.cloud import GoogleCloud
from ajar.demo.gcp.state import World
from ajar.demo.gcp.world import world
from ajar.demo.http_server import Request, Response, serve
from demo.gcp.documents import Checked, Documents


@pytest.fixture(scope="session")
def documents() -> Documents:
    """Google's documents, each read once in a run."""
    return Documents()


@pytest.fixture
def made() -> World:
    """The company's world, fresh."""
    return world(1)


@pytest.fixture
def cloud(made: World) -> GoogleCloud:
    """A fake over the world."""
    return GoogleCloud(made)


class Switch:
    """One server for the whole run, since starting and stopping one takes longer than most tests."""

    def __init__(self) -> None:
        self.handler: Callable[[Request], Response] | None = None

    def __call__(self, request: Request) -> Response:
        assert self.handler, f"no test is running: {request.path}"
        return self.handler(request)


@pytest.fixture(scope="session")
def switch() -> Iterator[tuple[Switch, str]]:
    """The server's switch and its address."""
    found = Switch()
    with serve(found) as server:
        yield found, server.url


@pytest.fixture
def url(cloud: GoogleCloud, documents: Documents, switch: tuple[Switch, str]) -> Iterator[str]:
    """The fake's address; at the end nothing may have gone in or out that is not in Google's documents."""
    checked = Checked(cloud, documents)
    switch[0].handler = checked
    yield switch[1]
    switch[0].handler = None
    assert checked.violations == []


@pytest.fixture
def ask(url: str) -> Iterator[Callable[..., requests.Response]]:
    """A function that sends one request: verb, path, and the token (None for a stranger)."""
    with requests.Session() as session:
        session.trust_env = False

        def send(verb: str, path: str, token: str | None = "demo", **more: Any) -> requests.Response:  # noqa: ANN401 - what requests takes
            headers = {"Authorization": f"Bearer {token}"} if token else {}
            return session.request(
                verb, url + path, headers=headers | more.pop("headers", {}), timeout=10, **more
            )

        yield send


@pytest.fixture
def client(url: str) -> Iterator[storage.Client]:
    """The real client library, signed in as the company's admin."""
    found = storage.Client(
        project="finch-web", client_options={"api_endpoint": url}, credentials=Credentials(token="demo")
    )
    # The library asks for buckets by itself, in threads of its own, to name them in traces that nobody takes.
    found._bucket_metadata_cache = None
    yield found
    found.close()


@pytest.fixture
def session(url: str) -> Iterator[tuple[AuthorizedSession, str]]:
    """The real authorized session of google-auth, and the address to send it to."""
    found = AuthorizedSession(Credentials(token="demo"))
    yield found, url
    found.close()
