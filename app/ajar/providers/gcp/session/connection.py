"""Open connections to Google Cloud: one session for each project, over one shared pool of connections."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from ajar.model.account import Demo
from ajar.model.credentials import Credentials
from ajar.model.facts import Value
from ajar.providers.gcp.session import buckets, rest, sdk
from ajar.providers.gcp.session.endpoints import Endpoints, from_environment, loopback
from ajar.providers.gcp.session.failures import Asked, failure, told
from ajar.providers.gcp.session.login import SignedIn, anonymous, projects_of, sign_in
from ajar.providers.gcp.session.patience import Patience, Retries
from ajar.providers.gcp.session.projects import identity_of, visible_projects
from ajar.providers.kind import Denied, Identity, Meter, NoCredentials

POOL = 32
"""Connections kept open: as many as the audit has threads; beyond requests' 10 each would connect anew."""

_AGENT = "ajar"


class Wire:
    """What the sessions of one sign-in share: credentials, addresses, and the pool of connections."""

    def __init__(self, signed_in: SignedIn, endpoints: Endpoints, patience: Patience) -> None:
        """Make the two clients; no call is made yet."""
        self.signed_in = signed_in
        self.endpoints = endpoints
        self.retries = Retries(patience)
        self.timeout = (patience.connect, patience.read)
        self.http = _http(signed_in, alone=endpoints.emulator)
        self.stranger = _stranger(alone=endpoints.emulator)
        # `_http` is called private by the library, and is the way its maintainers name for a larger pool.
        # The project is always given with a call; here it only keeps the library from looking for one.
        self.storage = sdk.StorageClient(
            project="-",
            credentials=signed_in.credentials,
            _http=self.http,
            client_info=sdk.ClientInfo(user_agent=_AGENT),
            client_options={"api_endpoint": endpoints.of("storage")},
        )
        # Without this the library asks for a bucket once more, from a thread of its own and with its own
        # retries, after each first call and each 404, for the sake of traces that nobody reads here (3.17).
        self.storage._bucket_metadata_cache = None  # noqa: SLF001 - there is no public switch for all of it
        self._users = 0
        self._lock = threading.Lock()

    def take(self) -> None:
        """One more session uses the pool."""
        with self._lock:
            self._users += 1

    def give_back(self) -> None:
        """One session fewer; the last one closes the connections."""
        with self._lock:
            self._users -= 1
            if self._users > 0:
                return
        self.http.close()
        self.stranger.close()


class GcpSession:
    """One project of Google Cloud. The protocol is `ajar.providers.kind.Session`."""

    provider = "gcp"

    def __init__(self, wire: Wire, project: str, *, demo: bool = False) -> None:
        """Take the project's id, or what stands for it while the projects are looked for."""
        self.demo = demo
        self.meter: Meter | None = None
        self._wire = wire
        self._project = project
        self._closed = False
        wire.take()

    @property
    def account(self) -> str:
        """The project's id."""
        return self._project

    def call(
        self, operation: str, /, *, region: str = "", absent: Sequence[str] = (), **arguments: Value
    ) -> Mapping[str, Any]:
        """As Reader.call: arguments by the names of Google's JSON API, `body` for what it takes as a body.

        `absent` are Google's reasons and codes (`notFound`, `NOT_FOUND`).
        """
        asked, once = self._prepared(operation, absent, arguments)
        if asked.write:
            self._tell(operation, region)
            return told(asked, once)

        def attempt() -> Mapping[str, Any]:
            self._tell(operation, region)
            return told(asked, once)

        return self._wire.retries.read(attempt, partial(self._slowed, operation, region))

    def from_outside(self, operation: str, /, *, region: str = "", **arguments: Value) -> Mapping[str, Any]:
        """As Session.from_outside, for the operations that go over REST."""
        method = rest.METHODS[operation]
        asked = Asked(operation, method.permission)

        def once() -> Mapping[str, Any]:
            self._tell(operation, region)
            wire = self._wire
            base = wire.endpoints.of(method.service)
            response = rest.send(wire.stranger, wire.timeout, base, method, arguments)
            if response.status_code == requests.codes.unauthorized:
                raise Denied(f"{operation}: Google asks for a sign-in", method.permission)
            if not response.ok:
                raise failure(asked, response)
            return rest.answer(response)

        return told(asked, once)

    def pages(
        self, operation: str, /, *, region: str = "", **arguments: Value
    ) -> Iterator[Mapping[str, Any]]:
        """As Reader.pages; each page is tried again by itself."""
        token: str | None = None
        while True:
            page = self.call(operation, region=region, **_following(arguments, token))
            yield page
            token = page.get("nextPageToken")
            if not token:
                return

    def identity(self) -> Identity:
        """Who the credentials are, and what is ours by that: the project, its organization where readable."""
        return identity_of(self, self._wire.signed_in.name)

    def close(self) -> None:
        """As Session.close; closing twice does nothing."""
        if not self._closed:
            self._closed = True
            self._wire.give_back()

    def _prepared(
        self, operation: str, absent: Sequence[str], arguments: Mapping[str, Any]
    ) -> tuple[Asked, Any]:
        again = self._wire.signed_in.again
        if operation in buckets.OPERATIONS:
            asked = Asked(
                operation, buckets.PERMISSIONS[operation], operation in buckets.WRITES, tuple(absent), again
            )
            return asked, partial(
                buckets.OPERATIONS[operation], self._wire.storage, self._wire.timeout, **arguments
            )
        method = rest.METHODS[operation]
        asked = Asked(operation, method.permission, method.write, tuple(absent), again)
        return asked, partial(self._rest, asked, method, arguments)

    def _rest(self, asked: Asked, method: rest.Method, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        response = rest.send(
            self._wire.http, self._wire.timeout, self._wire.endpoints.of(method.service), method, arguments
        )
        if not response.ok:
            raise failure(asked, response)
        return rest.answer(response)

    def _tell(self, operation: str, region: str) -> None:
        if self.meter is not None:
            self.meter.called(operation, region)

    def _slowed(self, operation: str, region: str) -> None:
        if self.meter is not None:
            self.meter.throttled(operation, region)


def open_sessions(
    credentials: Credentials,
    environment: Mapping[str, str] | None = None,
    patience: Patience | None = None,
) -> tuple[GcpSession, ...]:
    """Sign in, and open one session for each project: those that are named, else all that can be seen.

    `environment` stands in for the process's own. Raises NoCredentials, Expired, Denied or Unreachable.
    """
    login = credentials.login
    if isinstance(login, Demo):
        # The demo is decided by the login alone: no variable can lead it elsewhere, or make it look real.
        url = loopback(login.url, "the demo's address")
        wire = Wire(sign_in(credentials), Endpoints(url, url, emulator=True), patience or Patience())
        return _sessions(wire, login.projects, demo=True)
    endpoints = from_environment(os.environ if environment is None else environment)
    signed_in = anonymous() if endpoints.emulator else sign_in(credentials)
    try:
        wire = Wire(signed_in, endpoints, patience or Patience())
    except ValueError as error:  # the library's check of the cloud that credentials belong to
        raise NoCredentials("the credentials are for another cloud than googleapis.com") from error
    return _sessions(wire, projects_of(login), demo=False)


def _sessions(wire: Wire, named: Sequence[str], *, demo: bool) -> tuple[GcpSession, ...]:
    if not named:
        looking = GcpSession(wire, "")
        wire.take()  # so that the pool outlives the look-up
        try:
            named = visible_projects(looking, wire.signed_in.project)
            return tuple(GcpSession(wire, project, demo=demo) for project in named)
        finally:
            looking.close()
            wire.give_back()
    return tuple(GcpSession(wire, project, demo=demo) for project in dict.fromkeys(named))


def _stranger(*, alone: bool) -> requests.Session:
    """A session that sends nobody's credentials, not even what a person's .netrc has for the host."""
    http = requests.Session()
    http.headers["User-Agent"] = _AGENT
    http.auth = _as_it_is
    http.max_redirects = 0
    http.trust_env = not alone
    return http


def _http(signed_in: SignedIn, *, alone: bool) -> Any:  # noqa: ANN401 - google-auth's class is Any here
    http = sdk.AuthorizedSession(signed_in.credentials)
    for scheme in ("https://", "http://"):
        http.mount(scheme, HTTPAdapter(pool_connections=POOL, pool_maxsize=POOL))
    http.headers["User-Agent"] = _AGENT
    # Without this, requests would put a password from a person's .netrc in the place of the token.
    http.auth = _as_it_is
    # Google's APIs never lead elsewhere; a network's sign-in page does.
    http.max_redirects = 0
    if alone:
        http.trust_env = False
    return http


def _following(arguments: Mapping[str, Value], token: str | None) -> Mapping[str, Value]:
    """The arguments with the token of the page that is wanted, where this list takes it."""
    if "body" not in arguments:
        return {**arguments, "pageToken": token}
    return {**arguments, "body": {**arguments["body"], **({"pageToken": token} if token else {})}}


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request
