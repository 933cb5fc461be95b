"""Makes boto3's clients, one a service and region, each with Ajar's own time-outs and addresses."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import boto3
from botocore import UNSIGNED
from botocore.config import Config

from ajar.providers.aws.session.failures import refuse_page
from ajar.providers.aws.session.patience import Patience
from ajar.providers.aws.session.signing_in import SignedIn

Client = Any  # boto3 ships no types
Settings = Any

CONNECTIONS = 64
"""What a client keeps open: no fewer than the threads that share it, or the rest reconnect each time."""

USER_AGENT = f"ajar Boto3/{boto3.__version__}"
"""What CloudTrail shows. boto3's own would tell more of this machine, and is put together twice a call."""

_WITHOUT_CREDENTIALS = {"signature_version": UNSIGNED}


def settings(patience: Patience, *, tries: int = 1, **more: object) -> Settings:
    """What a client is made with: one attempt, as trying again is the session's; checksums where due."""
    return Config(
        connect_timeout=patience.connect,
        read_timeout=patience.read,
        retries={"mode": "standard", "total_max_attempts": tries},
        max_pool_connections=CONNECTIONS,
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        user_agent=USER_AGENT,
        **more,
    )


class Clients:
    """The clients of one session, each made when it is first asked for; safe to ask from many threads."""

    def __init__(self, signed_in: SignedIn, patience: Patience) -> None:
        """Make none yet."""
        self._signed_in = signed_in
        self._patience = patience
        self._session = boto3.Session(botocore_session=signed_in.core)
        self._made: dict[tuple[str, str, bool], Client] = {}
        self._lock = threading.Lock()

    def client(self, service: str, region: str, *, signed: bool = True) -> Client:
        """The client; raises botocore's errors for a configuration that it will not take.

        One that is not `signed` sends no credentials, as a stranger's does not.
        """
        key = (service, region, signed)
        found = self._made.get(key)
        if found is not None:
            return found
        with self._lock:  # boto3 makes clients in one thread at a time only
            found = self._made.get(key)
            if found is None:
                found = self._made[key] = self._make(service, region, {} if signed else _WITHOUT_CREDENTIALS)
            return found

    def close(self) -> None:
        """Give back every connection."""
        with self._lock:
            for client in self._made.values():
                client.close()

    def _make(self, service: str, region: str, more: Mapping[str, Any]) -> Client:
        make = self._make_for_demo if self._signed_in.demo else self._make_for_real
        client = make(service, region, more)
        client.meta.events.register("before-parse", refuse_page)
        return client

    def _make_for_real(self, service: str, region: str, more: Mapping[str, Any]) -> Client:
        """A client at AWS, or at the address that the person configured in its place."""
        endpoint = self._signed_in.endpoint(service)
        style = {"addressing_style": "path"} if endpoint else None
        client = self._session.client(
            service,
            region_name=region,
            endpoint_url=endpoint,
            config=settings(self._patience, s3=style, **more),
        )
        if endpoint:
            client.meta.events.register("before-call", keeps_the_host(endpoint))
        return client

    def _make_for_demo(self, service: str, region: str, more: Mapping[str, Any]) -> Client:
        """A client whose every request goes to the demo cloud as its proxy, under the names that AWS has."""
        url = self._signed_in.demo
        config = settings(
            self._patience,
            proxies={"http": url, "https": url},
            ignore_configured_endpoint_urls=True,
            s3={
                "addressing_style": "auto",
                "us_east_1_regional_endpoint": "regional",
                "use_arn_region": False,
            },
            **more,
        )
        return self._session.client(service, region_name=region, use_ssl=False, config=config)


def keeps_the_host(endpoint: str) -> Callable[..., None]:
    """A handler that sends a call to the endpoint's own host, whatever was put before its name.

    S3 Control's rules put the account id before any host, which only names at AWS can bear.
    """
    own = urlsplit(endpoint).netloc

    def keep(params: dict[str, Any], **_: Any) -> None:  # noqa: ANN401 - botocore hands over what it has
        url = urlsplit(params["url"])
        if url.netloc != own and url.netloc.endswith(f".{own}"):
            params["url"] = urlunsplit(url._replace(netloc=own))

    return keep
