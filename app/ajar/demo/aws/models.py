"""The services as botocore's models describe them: protocol, operations, and which request means which."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote

from botocore.exceptions import UnknownServiceError
from botocore.loaders import create_loader
from botocore.model import ServiceModel

if TYPE_CHECKING:
    from collections.abc import Mapping

# botocore ships no types: these name what its models hand out, and a value of any of their plain types.
Shape = Any
Value = Any

PLACEHOLDER = re.compile(r"\\\{(\w+)(\\\+)?\\\}")


@dataclass(frozen=True, slots=True)
class Wire:
    """A request as far as HTTP goes: S3's bucket is in the path, wherever the client put it."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    form: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Route:
    """One operation of a REST service: how its requests look."""

    operation: str
    method: str
    path: re.Pattern[str]
    query: tuple[tuple[str, str], ...]
    required: tuple[tuple[str, str], ...]

    def fits(self, wire: Wire) -> bool:
        """Whether the request has this operation's method and path, its query words and required fields."""
        return (
            self.method == wire.method
            and self.path.match(wire.path) is not None
            and all(
                name in wire.query and (not value or wire.query[name] == value) for name, value in self.query
            )
            and all(
                name in (wire.headers if place == "header" else wire.query) for place, name in self.required
            )
        )

    def rank(self) -> tuple[int, int]:
        """Return what to sort by: the route that asks for the most is tried first."""
        return (-len(self.query) - len(self.required), -len(self.path.pattern))


class Service:
    """One service's model, with its operations found by request."""

    def __init__(self, name: str, model: Shape) -> None:
        """Build the routes once; the most particular one comes first."""
        self.name = name
        self.model = model
        self.protocol: str = model.resolved_protocol
        self.namespace: str = model.metadata.get("xmlNamespace", "")
        self._routes: list[Route] = []
        if self.protocol.startswith("rest"):
            self._routes = sorted(
                (_route(model.operation_model(name)) for name in model.operation_names), key=Route.rank
            )

    def find(self, wire: Wire) -> tuple[str, dict[str, str]]:
        """Return the operation's name and the values in its path; `?` when the request fits none."""
        if self.protocol in {"query", "ec2"}:
            return wire.form.get("Action", "?"), {}
        if self.protocol == "json":
            return wire.headers.get("X-Amz-Target", "?").rpartition(".")[2], {}
        for route in self._routes:
            if route.fits(wire):
                match = route.path.match(wire.path)
                values = match.groupdict() if match else {}
                return route.operation, {name: unquote(value) for name, value in values.items()}
        return "?", {}

    def operation(self, name: str) -> Shape:
        """Return botocore's model of the operation."""
        return self.model.operation_model(name)


@cache
def service(name: str) -> Service | None:
    """Return the service of that name, loaded once; None when botocore knows none."""
    try:
        loaded = create_loader().load_service_model(name, "service-2")
    except UnknownServiceError:
        return None
    return Service(name, ServiceModel(loaded, name))


def _route(operation: Shape) -> Route:
    path, _, query = operation.http["requestUri"].partition("?")
    members = operation.input_shape.members if operation.input_shape else {}
    required = operation.input_shape.required_members if operation.input_shape else ()
    places = [(members[name].serialization.get("location"), name) for name in required]
    return Route(
        operation.name,
        operation.http["method"],
        re.compile(f"^{PLACEHOLDER.sub(_group, re.escape(path))}/?$"),
        tuple(parse_qsl(query, keep_blank_values=True)),
        tuple(
            (place, members[name].serialization.get("name", name))
            for place, name in places
            if place in {"header", "querystring"}
        ),
    )


def _group(placeholder: re.Match[str]) -> str:
    return f"(?P<{placeholder[1]}>{'.+' if placeholder[2] else '[^/]+'})"
