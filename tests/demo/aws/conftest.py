"""A fake AWS on loopback for each test, real boto3 clients for it, and requests of people without keys."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest
from botocore.config import Config

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.callers import PROD_KEY
from ajar.demo.aws.world import world
from ajar.demo.http_server import serve

# boto3 ships no types.
Client = Any
Maker = Callable[..., Client]
Stranger = Callable[..., tuple[int, bytes]]


@pytest.fixture
def cloud() -> AwsCloud:
    """The company's world, afresh."""
    return AwsCloud(world(7))


@pytest.fixture
def url(cloud: AwsCloud) -> Iterator[str]:
    """The address at which the fake answers."""
    with serve(cloud.handle) as server:
        yield server.url


@pytest.fixture(scope="session")
def session() -> Client:
    """One session for all clients: it reads each of botocore's models once."""
    return boto3.session.Session()


@pytest.fixture
def client(cloud: AwsCloud, url: str, session: Client) -> Iterator[Maker]:
    """A maker of boto3 clients: `client(service, key, region, proxied=True)`."""
    made = []

    def make(
        service: str,
        key: str = PROD_KEY,
        region: str = "eu-west-1",
        *,
        proxied: bool = True,
        token: str | None = "",
    ) -> Client:
        known = cloud.world.keys.get(key)
        options: dict[str, Any] = {
            "retries": {"total_max_attempts": 1},
            "ignore_configured_endpoint_urls": True,
        }
        address: dict[str, Any] = {"endpoint_url": url}
        if proxied:
            options["proxies"], address = {"http": url, "https": url}, {"use_ssl": False}
        else:
            options["s3"] = {"addressing_style": "path"}
        found = session.client(
            service,
            region_name=region,
            config=Config(**options),
            aws_access_key_id=key,
            aws_secret_access_key=known.secret if known else "made up",
            aws_session_token=(known.token if known else None) if token == "" else token,
            **address,
        )
        made.append(found)
        return found

    yield make
    for one in made:
        one.close()


@pytest.fixture
def stranger(url: str) -> Stranger:
    """A request without credentials: `stranger(method, path, body, headers)` gives status and body."""

    def ask(
        method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
        try:
            connection.request(method, path, body, dict(headers or {}))
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    return ask
