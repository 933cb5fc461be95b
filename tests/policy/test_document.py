"""JSON read with its places: the same values as the standard library reads, and every problem a value."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ajar.policy.document import DEPTH, Node, Problem, found, parse, place

TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


def plain(node: Node) -> Any:  # noqa: ANN401 - any JSON
    """The values without their places."""
    if isinstance(node.value, Mapping):
        return {key: plain(member) for key, member in node.value.items()}
    if isinstance(node.value, tuple):
        return [plain(item) for item in node.value]
    return node.value


def nodes(node: Node) -> list[Node]:
    """The node and all below it."""
    below: list[Node] = []
    if isinstance(node.value, Mapping):
        below = list(node.value.values())
    elif isinstance(node.value, tuple):
        below = list(node.value)
    return [node, *(inner for one in below for inner in nodes(one))]


@given(TREES, st.sampled_from([None, 2]))
def test_it_reads_what_the_standard_library_reads(tree: object, indent: int | None) -> None:
    root = parse(json.dumps(tree, indent=indent))
    assert isinstance(root, Node)
    assert plain(root) == tree


@given(TREES)
def test_every_place_holds_its_own_value_and_is_found_by_its_pointer(tree: object) -> None:
    text = json.dumps(tree, indent=1, ensure_ascii=False)
    root = parse(text)
    assert isinstance(root, Node)
    for node in nodes(root):
        assert json.loads(text[node.start : node.end]) == plain(node)
        assert found(root, node.pointer) is node


@given(st.text(alphabet='{}[]",:\\ au019.eE+-tfn\n', max_size=40))
def test_any_text_is_a_tree_or_a_problem_just_as_the_standard_library_says(text: str) -> None:
    root = parse(text)
    try:
        expected = json.loads(text)
    except ValueError:
        assert isinstance(root, Problem)
    else:
        assert isinstance(root, Problem) or plain(root) == expected


@pytest.mark.parametrize(
    ("text", "code", "pointer", "at"),
    [
        pytest.param("", "json_wrong", "", 0, id="nothing"),
        pytest.param("<html>", "json_wrong", "", 0, id="a page"),
        pytest.param('{"a": }', "json_wrong", "/a", 6, id="no value"),
        pytest.param('{"a": 1', "json_wrong", "", 7, id="cut off"),
        pytest.param("{'a': 1}", "json_wrong", "", 1, id="single quotes"),
        pytest.param('{"a": 1,}', "json_wrong", "", 8, id="comma too many"),
        pytest.param("[1 2]", "json_wrong", "", 3, id="comma missing"),
        pytest.param("[1] x", "json_wrong", "", 4, id="something behind"),
        pytest.param("NaN", "json_wrong", "", 0, id="not a number"),
        pytest.param("[-Infinity]", "json_wrong", "/0", 1, id="infinity"),
        pytest.param('"tab\there"', "json_wrong", "", 0, id="bare control character"),
        pytest.param(r'"\ud800"', "json_wrong", "", 0, id="half a character"),
        pytest.param('{"a": 1, "a": 2}', "json_key_twice", "/a", 9, id="key twice"),
        pytest.param(r'{"a": 1, "\u0061": 2}', "json_key_twice", "/a", 9, id="key twice, once escaped"),
    ],
)
def test_a_wrong_text_is_a_problem_with_its_place(text: str, code: str, pointer: str, at: int) -> None:
    problem = parse(text)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.pointer, problem.span[0]) == (code, pointer, at)


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
def test_twenty_thousand_characters_of_nesting_are_a_problem(opening: str) -> None:
    problem = parse(opening * (20_000 // len(opening)))
    assert isinstance(problem, Problem)
    assert problem.code == "json_too_deep"


def test_the_depth_that_is_allowed_is_read() -> None:
    assert isinstance(parse("[" * DEPTH + "]" * DEPTH), Node)


def test_a_number_longer_than_python_turns_into_an_integer_is_read() -> None:
    root = parse("1" * 10_000)
    assert isinstance(root, Node)
    assert isinstance(root.value, float)


def test_a_key_with_a_slash_and_a_tilde_is_escaped_in_its_pointer() -> None:
    root = parse('{"a/b~c": 1}')
    assert isinstance(root, Node)
    node = found(root, "/a~1b~0c")
    assert node is not None
    assert node.value == 1


@pytest.mark.parametrize("pointer", ["/b", "/a/0", "/l/2", "/l/-1", "/l/x", "/l/²"])
def test_a_pointer_to_nothing_finds_nothing(pointer: str) -> None:
    root = parse('{"a": 1, "l": [1, 2]}')
    assert isinstance(root, Node)
    assert found(root, pointer) is None


def test_places_are_counted_from_one() -> None:
    assert place("ab\ncd", 0) == (1, 1)
    assert place("ab\ncd", 4) == (2, 2)
