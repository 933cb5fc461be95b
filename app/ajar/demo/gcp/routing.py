"""A served method as data (where it is, what it takes), and the request as its handler is given it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from ajar.demo.gcp.errors import GoogleError, invalid, not_found
from ajar.demo.gcp.shapes import NOTHING, Shape
from ajar.demo.gcp.state import Bucket, Project, World
from ajar.demo.http_server import Request, Response

Answer = dict[str, Any] | Response | None


@dataclass(frozen=True, slots=True)
class Ask:
    """One call as a handler sees it: its caller (None without credentials), path, query and JSON body."""

    world: World
    caller: str | None
    method: str
    parts: dict[str, str]
    query: dict[str, list[str]]
    body: dict[str, Any]
    request: Request

    def option(self, name: str, default: str = "") -> str:
        """Return a query parameter's text, or the default where it was not sent."""
        return self.query.get(name, [default])[0]

    def number(self, name: str, default: int) -> int:
        """Return a query parameter as a number. Raises GoogleError (400) when it is none."""
        text = self.option(name, str(default))
        if not text.isdecimal():
            raise invalid(f"Invalid unsigned integer value: '{text}'.")
        return int(text)

    @property
    def base(self) -> str:
        """Return what links in answers begin with: the caller's own address, so that none leads elsewhere."""
        return f"http://{self.request.host or '127.0.0.1'}"

    def bucket(self) -> Bucket:
        """Return the bucket that the path names. Raises GoogleError (404) when there is none."""
        found = self.world.buckets.get(self.parts["bucket"])
        if found is None:
            raise not_found()
        return found

    def project_of(self, bucket: Bucket) -> Project:
        """Return the project that the bucket is in."""
        return self.world.projects[bucket.project]


@dataclass(frozen=True)
class Route:
    """One method that is served. `writes` is true where it changes something; `query` names what it takes.

    `target` names the path or query parameter that says what the call is about, for the record of calls.
    """

    id: str
    verb: str
    path: str
    handler: Callable[[Ask], Answer]
    query: tuple[str, ...] = ()
    body: Shape = field(default_factory=lambda: NOTHING)
    target: str = "bucket"
    writes: bool = False

    @property
    def api(self) -> str:
        """Return the API that the method belongs to, as its id begins: `storage`, `iam`..."""
        return self.id.partition(".")[0]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Return what the percent-encoded path must look like, a group for each of its parameters."""
        pieces = re.split(r"\{(\w+)\}", self.path)
        parts = [f"(?P<{p}>[^/]+?)" if odd % 2 else re.escape(p) for odd, p in enumerate(pieces)]
        return re.compile("".join(parts))

    def match(self, verb: str, path: str) -> dict[str, str] | None:
        """Return the path's parameters, decoded, or None when it is another method's path."""
        found = self.pattern.fullmatch(path) if verb == self.verb else None
        return {name: unquote(text) for name, text in found.groupdict().items()} if found else None


def find(routes: Iterable[Route], verb: str, path: str) -> tuple[Route, dict[str, str]] | None:
    """Return the route that serves a path with the path's parameters, or None."""
    for route in routes:
        parts = route.match(verb, path)
        if parts is not None:
            return route, parts
    return None


def page(names: Sequence[str], token: str, size: int) -> tuple[Sequence[str], str]:
    """Return one page of sorted names and the token of the next one, empty on the last page.

    Raises GoogleError (400) for a token that is not ours.
    """
    after = _decode(token) if token else ""
    rest = [name for name in names if name > after] if after else names
    if len(rest) <= size:
        return rest, ""
    return rest[:size], base64.urlsafe_b64encode(rest[size - 1].encode()).decode()


def _decode(token: str) -> str:
    try:
        return base64.b64decode(token, altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise GoogleError(400, "invalid", f"Invalid page token: {token}") from error
