"""The check of request bodies, place by place."""

from __future__ import annotations

import pytest

from ajar.demo.gcp.shapes import Shape, problems

SHAPE: Shape = {"name": str, "count": int, "on": bool, "items": [{"id": str}], "labels": {"*": str}}


def test_what_fits_has_no_problems() -> None:
    good = {"name": "a", "count": 3, "on": True, "items": [{"id": "x"}, {}], "labels": {"any": "thing"}}
    assert list(problems(good, SHAPE)) == []
    assert list(problems({"name": None, "items": None}, SHAPE)) == []


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ({"name": 1}, "body.name: expected str, got int"),
        ({"count": True}, "body.count: expected int, got bool"),
        ({"count": "3"}, "body.count: expected int, got str"),
        ({"on": 1}, "body.on: expected bool, got int"),
        ({"items": {}}, "body.items: expected a list"),
        ({"items": [{}, {"no": 1}]}, "body.items[1]: unknown name 'no'"),
        ({"items": ["x"]}, "body.items[0]: expected an object"),
        ({"labels": {"a": 1}}, "body.labels.a: expected str, got int"),
        ({"other": 1}, "body: unknown name 'other'"),
    ],
)
def test_a_problem_is_named_with_its_place(value: object, sentence: str) -> None:
    assert list(problems(value, SHAPE)) == [sentence]
