"""The fake Google Cloud: from a request past the hooks and the checks to its method, and to an answer."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, quote

from ajar.demo.call import Call
from ajar.demo.gcp import (
    access_lists,
    audit_log,
    bucket_policy,
    buckets,
    folders,
    governance,
    objects,
    public_url,
    resource_manager,
    traffic,
)
from ajar.demo.gcp.errors import (
    JSON_HEADERS,
    GoogleError,
    HtmlPage,
    as_json,
    bad_credentials,
    invalid,
    service_disabled,
)
from ajar.demo.gcp.fields import partial
from ajar.demo.gcp.routing import Answer, Ask, Route, find
from ajar.demo.gcp.shapes import problems
from ajar.demo.gcp.state import World
from ajar.demo.http_server import Request, Response

ROUTES: tuple[Route, ...] = (
    *bucket_policy.ROUTES,
    *buckets.ROUTES,
    *access_lists.ROUTES,
    *folders.ROUTES,
    *objects.ROUTES,
    *resource_manager.ROUTES,
    *governance.ROUTES,
    *traffic.ROUTES,
    *audit_log.ROUTES,
)
# Parameters that every method takes; the first two are acted upon, the others tell nothing that matters here.
COMMON = frozenset({"alt", "fields", "prettyPrint", "key", "quotaUser"})
# The methods that change something; all others only read.
WRITES = frozenset(route.id for route in ROUTES if route.writes)
_FORBIDDEN, _DENIED = 403, 7  # by HTTP and by google.rpc
INVALID_CREDENTIALS = "(invalid credentials)"
_MEDIA = re.compile(r"/(?:upload|download)(?=/storage/v1/)")
# First pieces of a path that are an API's, served or not. (`v1` is too short for a bucket's name.)
_RESERVED = frozenset(
    {"storage", "upload", "download", "batch", "bigquery", "sql", "oauth2", "token", "resumable"}
)


class GoogleCloud:
    """A fake Google Cloud over a world. `handle` is called from many threads at a time.

    `before` holds functions that see each call first, outside of the lock: they may sleep, raise GoogleError
    for a refusal, HtmlPage for an answer that is no API's, or Drop to cut the connection. `calls` has every
    call in order: the API (`xml` for public URLs), the method's id, who called by address (None without good
    credentials) and the bucket, project or organization. `unserved` has what was asked for and is not served
    here: a test may hold it against the empty set.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.before: list[Callable[[Call], None]] = []
        self.calls: list[Call] = []
        self.unserved: set[str] = set()
        self._lock = threading.RLock()

    def handle(self, request: Request) -> Response:
        """Answer one request. Raises Drop when a hook does."""
        api = "storage"
        caller = _caller(self.world, request)
        try:
            route, parts, api = self._find(request)
            return self._answer(request, route, parts, api)
        except HtmlPage as page:
            return page.response
        except GoogleError as error:
            if api == "xml":
                return public_url.as_xml(error, signed_in=caller is not None)
            return as_json(error, api)

    def _find(self, request: Request) -> tuple[Route, dict[str, str], str]:
        path = _MEDIA.sub("", request.path)
        found = find(ROUTES, request.method, path)
        if found:
            return *found, found[0].api
        first, _, rest = path.lstrip("/").partition("/")
        if first not in _RESERVED and re.fullmatch(r"[a-z0-9][a-z0-9._-]+[a-z0-9]", first):
            # An object's slashes stand in its URL as they are; a route's parameter has none.
            plain = f"/{first}/{quote(rest, safe='%')}" if rest else f"/{first}"
            found = find((*public_url.OBJECT_ROUTES, *public_url.ROUTES), request.method, plain)
            if found:
                return *found, "xml"
        self.unserved.add(f"{request.method} {path}")
        raise GoogleError(501, "notImplemented", f"This fake does not serve {request.method} {path}")

    def _answer(self, request: Request, route: Route, parts: dict[str, str], api: str) -> Response:
        caller = _caller(self.world, request)
        query = parse_qs(request.query, keep_blank_values=True)
        target = parts.get(route.target) or query.get(route.target, [""])[0]
        known = caller if caller != INVALID_CREDENTIALS else None
        call = Call(api, route.id, region="", account=known, resource=target)
        self.calls.append(call)
        for hook in list(self.before):
            hook(call)
        if caller == INVALID_CREDENTIALS:
            raise bad_credentials()
        self._check_query(route, query)
        ask = Ask(self.world, caller, route.id, parts, query, _body(request, route), request)
        with self._lock:
            _check_switched_on(ask, target, route.api)
            answer = self._handled(route, ask, target)
        return _response(answer, ask.option("fields"))

    def _handled(self, route: Route, ask: Ask, target: str) -> Answer:
        """What the method answers; what it changes, or refuses to, is written down."""
        try:
            answer = route.handler(ask)
        except GoogleError as error:
            if route.writes and error.status == _FORBIDDEN:
                audit_log.write_down(self.world, route, ask.caller, target, code=_DENIED)
            raise
        if route.writes:
            audit_log.write_down(self.world, route, ask.caller, target, code=0)
        return answer

    def _check_query(self, route: Route, query: dict[str, list[str]]) -> None:
        known = COMMON | set(route.query)
        if route.id == "storage.objects.insert":
            known |= {"uploadType"}
        unknown = sorted(query.keys() - known)
        if unknown:
            self.unserved |= {f"{route.id}?{name}" for name in unknown}
            raise invalid(f"Unknown name {', '.join(unknown)}: Cannot bind query parameter.")


def _caller(world: World, request: Request) -> str | None:
    authorization = request.headers.get("Authorization")
    if authorization is None:
        return world.guest
    scheme, _, token = authorization.partition(" ")
    known = world.tokens.get(token) if scheme.lower() == "bearer" else None
    return known or INVALID_CREDENTIALS


def _body(request: Request, route: Route) -> dict[str, Any]:
    if not request.body or request.path.startswith("/upload/"):
        return {}
    try:
        body = json.loads(request.body)
    except ValueError as error:
        raise GoogleError(400, "parseError", "Parse Error") from error
    if not isinstance(body, dict):
        raise invalid("Invalid JSON payload received: the root must be an object.")
    wrong = list(problems(body, route.body))
    if wrong:
        raise invalid(f"Invalid JSON payload received. {'; '.join(wrong)}")
    return body


def _check_switched_on(ask: Ask, target: str, api: str) -> None:
    # What a call about no project is counted against: the header that names one, or the caller's first.
    if not ask.world.switched_off or ask.caller is None:
        return
    bucket = ask.world.buckets.get(target)
    named = bucket.project if bucket else target or ask.request.headers.get("X-Goog-User-Project", "")
    owned = sorted(p.id for p in ask.world.projects.values() if ask.caller in p.owners)
    project = ask.world.project(named or (owned or [""])[0])
    service = f"{api}.googleapis.com"
    if project and (project.id, service) in ask.world.switched_off:
        raise service_disabled(service, project.number)


def _response(answer: Answer, fields: str) -> Response:
    if isinstance(answer, Response):
        return answer
    if answer is None:
        return Response(204)
    wanted = partial(answer, fields) if fields else answer
    return Response(200, JSON_HEADERS, json.dumps(wanted).encode())
