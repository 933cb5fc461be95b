"""Every served method is one of Google's: its path, its parameters and what its body may hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ajar.demo.gcp.cloud import COMMON, ROUTES, WRITES
from ajar.demo.gcp.routing import Route
from ajar.demo.gcp.shapes import Shape
from demo.gcp.documents import Documents

JSON_NAMES = {str: "string", bool: "boolean", int: "integer"}
every_route = pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.verb} {route.path}")


@every_route
def test_a_route_is_a_method_of_googles(route: Route, documents: Documents) -> None:
    assert documents.method(route)["id"] == route.id


@every_route
def test_each_query_parameter_is_in_the_documents(route: Route, documents: Documents) -> None:
    method = documents.method(route)
    in_query = {name for name, p in method.get("parameters", {}).items() if p["location"] == "query"}
    assert set(route.query) <= in_query
    required = {name for name in in_query if method["parameters"][name].get("required")}
    assert required <= set(route.query)
    assert documents.of(route)["parameters"].keys() >= COMMON


@every_route
def test_each_body_property_is_in_the_documents(route: Route, documents: Documents) -> None:
    schema = documents.method(route).get("request", {"type": "object"})
    assert list(differences(route.body, schema, documents.of(route)["schemas"])) == []


def differences(
    shape: Shape, schema: dict[str, Any], schemas: dict[str, Any], at: str = "$"
) -> Iterator[str]:
    """A sentence for each place where a declared shape says something else than Google's schema."""
    if "$ref" in schema:
        schema = schemas[schema["$ref"]]
    if isinstance(shape, type):
        if JSON_NAMES[shape] != schema["type"]:
            yield f"{at}: {schema['type']}"
    elif isinstance(shape, list):
        assert schema["type"] == "array"
        yield from differences(shape[0], schema["items"], schemas, f"{at}[]")
    else:
        assert schema["type"] == "object"
        for name, inner in shape.items():
            found = (
                schema.get("additionalProperties") if name == "*" else schema.get("properties", {}).get(name)
            )
            if found is None:
                yield f"{at}: no {name}"
            else:
                yield from differences(inner, found, schemas, f"{at}.{name}")


@every_route
def test_what_writes_says_so(route: Route) -> None:
    reads_by_post = {
        "cloudresourcemanager.organizations.search",
        "cloudresourcemanager.projects.getAncestry",
        "logging.entries.list",
    }
    assert (route.id in WRITES) == (route.verb != "GET" and route.id not in reads_by_post)


def test_a_method_that_google_does_not_have_is_noticed(documents: Documents) -> None:
    with pytest.raises(AssertionError, match="no method"):
        documents.method(Route("storage.buckets.open", "GET", "/storage/v1/b/{bucket}", lambda _: None))


def test_an_answer_that_google_would_not_give_is_noticed(documents: Documents) -> None:
    route = next(r for r in ROUTES if r.id == "storage.buckets.get")
    wrong = {"name": 3, "iamConfiguration": {"publicAccess": "no"}}
    found = list(documents.wrong_with(wrong, documents.method(route)["response"], route))
    assert found == ["$.name: 3 is no string", "$.iamConfiguration: unknown property publicAccess"]
