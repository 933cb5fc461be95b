"""A setting as the screen writes it, and the places of its parts there."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ajar.model.written import written
from ajar.policy.written import span_of

ACL = {"Owner": {"ID": "abc"}, "Grants": [{"Permission": "READ"}, {"Permission": "schreibe ä"}]}


def test_a_text_is_shown_as_it_is() -> None:
    assert written('{"a":  1}') == '{"a":  1}'


def test_anything_else_is_shown_as_indented_json_with_its_own_letters() -> None:
    assert written(ACL).splitlines()[1] == '  "Owner": {'
    assert "schreibe ä" in written(ACL)


@pytest.mark.parametrize(("pointer", "part"), [("/Grants/1", ACL["Grants"]), ("/Owner/ID", None), ("", ACL)])
def test_a_span_holds_just_what_the_pointer_names(pointer: str, part: object) -> None:
    span = span_of(ACL, pointer)
    assert span is not None
    shown = json.loads(written(ACL)[slice(*span)])
    expected = {"/Grants/1": {"Permission": "schreibe ä"}, "/Owner/ID": "abc", "": part}
    assert shown == expected[pointer]


def test_a_span_in_a_policy_text_is_a_span_of_that_very_text() -> None:
    text = '{"Statement":   [ {"Sid": "a"} ]}'
    span = span_of(text, "/Statement/0")
    assert span is not None
    assert text[slice(*span)] == '{"Sid": "a"}'


@pytest.mark.parametrize("value", [ACL, "no JSON", None, 5])
def test_what_is_not_there_has_no_place(value: object) -> None:
    assert span_of(value, "/Grants/7") is None


def test_a_value_nested_beyond_all_measure_is_shown_as_nothing() -> None:
    value: Any = []
    for _ in range(100_000):
        value = [value]
    assert written(value) == ""
    assert span_of(value, "/0") is None
