"""Google's discovery documents, and a handler that holds every call and every answer against them."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import googleapiclient

from ajar.demo.gcp.cloud import ROUTES, GoogleCloud
from ajar.demo.gcp.routing import Route, find
from ajar.demo.http_server import Request, Response

JSON_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "any": object,
}


class Documents:
    """Google's discovery documents as google-api-python-client ships them, and the checks against them."""

    @functools.cache  # noqa: B019 - one for the whole run
    def document(self, name: str) -> dict[str, Any]:
        """The document of an API: `storage.v1`."""
        folder = Path(next(iter(googleapiclient.__path__))) / "discovery_cache/documents"
        loaded: dict[str, Any] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        return loaded

    def of(self, route: Route) -> dict[str, Any]:
        """The document that a route's method stands in."""
        version = re.match(r"/(?:storage/|compute/)?(v\d)", route.path)
        assert version
        return self.document(f"{route.api}.{version[1]}")

    def method(self, route: Route) -> dict[str, Any]:
        """The method in Google's own words; fails when there is none of that id, verb and path."""
        document = self.of(route)
        methods = {m["id"]: m for m in walk(document)}
        assert route.id in methods, f"{route.id} is no method of Google's"
        found = methods[route.id]
        path = f"/{document['servicePath']}{found.get('flatPath', found['path'])}"
        assert (found["httpMethod"], anonymous(path)) == (route.verb, anonymous(route.path))
        return found

    def wrong_with(self, value: object, schema: dict[str, Any], route: Route, at: str = "$") -> Iterator[str]:
        """A sentence for each place where a JSON value does not fit a schema of the route's document."""
        if "$ref" in schema:
            schema = self.of(route)["schemas"][schema["$ref"]]
        kind = schema.get("type")
        if kind == "object" and isinstance(value, dict):
            for name, item in value.items():
                inner = schema.get("properties", {}).get(name) or schema.get("additionalProperties")
                if inner is None:
                    yield f"{at}: unknown property {name}"
                elif item is not None:
                    yield from self.wrong_with(item, inner, route, f"{at}.{name}")
        elif kind == "array" and isinstance(value, list):
            for index, item in enumerate(value):
                yield from self.wrong_with(item, schema["items"], route, f"{at}[{index}]")
        elif not isinstance(value, JSON_TYPES.get(str(kind), ())) or (
            isinstance(value, bool) and kind != "boolean"
        ):
            yield f"{at}: {value!r} is no {kind}"
        elif value not in schema.get("enum", [value]):
            yield f"{at}: {value!r} is none of {schema['enum']}"


def walk(resource: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every method below a resource of a discovery document."""
    yield from resource.get("methods", {}).values()
    for inner in resource.get("resources", {}).values():
        yield from walk(inner)


def anonymous(path: str) -> str:
    """A path template without the names of its parameters."""
    return re.sub(r"\{[^}]*\}", "{}", path)


class Checked:
    """The fake's handler, which notes whatever goes in or out and is not in the documents."""

    def __init__(self, cloud: GoogleCloud, documents: Documents) -> None:
        self.cloud = cloud
        self.documents = documents
        self.violations: list[str] = []
        self.answered: set[str] = set()

    def __call__(self, request: Request) -> Response:
        answer = self.cloud.handle(request)
        found = find(ROUTES, request.method, re.sub(r"^/(upload|download)", "", request.path))
        if found and answer.status in range(200, 300):
            self.answered.add(found[0].id)
            self.violations += self.problems(found[0], request, answer)
        return answer

    def problems(self, route: Route, request: Request, answer: Response) -> Iterator[str]:
        """What is wrong with a call that went well."""
        method = self.documents.method(route)
        known = method.get("parameters", {}).keys() | self.documents.of(route)["parameters"].keys()
        yield from (f"{route.id}: parameter {name}" for name in parse_qs(request.query).keys() - known)
        uploaded = request.path.startswith("/upload/")
        if request.body and not uploaded:
            sent = json.loads(request.body)
            yield from self.documents.wrong_with(sent, method["request"], route, f"{route.id} request")
        if "json" in answer.headers.get("Content-Type", "") and "alt=media" not in request.query:
            got = json.loads(answer.body)
            yield from self.documents.wrong_with(got, method["response"], route, f"{route.id} response")
