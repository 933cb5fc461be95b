"""What is shown of a setting's text: the right part, the very span, and never a stall or a crash."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ajar.model.written import written
from ajar.policy.document import Node, parse
from ajar.ui.details.excerpt import LIMIT, LONGEST, Excerpt, excerpt
from verdicts import OPEN_POLICY

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)


def place(part: str, text: str = OPEN_POLICY) -> tuple[int, int]:
    start = text.index(part)
    return start, start + len(part)


def marked(shown: Excerpt) -> str:
    assert shown.mark is not None
    return shown.text[slice(*shown.mark)]


def test_only_the_statement_that_counts_is_shown() -> None:
    shown = excerpt(OPEN_POLICY, place('"TempShare"'))
    assert json.loads(shown.text) == json.loads(OPEN_POLICY)["Statement"][1]
    assert (shown.part, shown.parts) == (2, 3)


def test_a_policy_on_one_line_is_shown_on_lines() -> None:
    assert '\n  "Principal": "*",\n' in excerpt(OPEN_POLICY, place('"*"')).text


def test_exactly_the_span_is_marked() -> None:
    assert marked(excerpt(OPEN_POLICY, place('"Principal":"*"'))) == '"Principal": "*"'


def test_the_whole_policy_keeps_the_mark() -> None:
    shown = excerpt(OPEN_POLICY, place('"TempShare"'), whole=True)
    assert json.loads(shown.text) == json.loads(OPEN_POLICY)
    assert marked(shown) == '"TempShare"'


def test_a_single_statement_is_shown_with_the_policy_around_it() -> None:
    text = '{"Statement": [{"Sid": "Only"}]}'
    assert json.loads(excerpt(text, place('"Only"', text)).text) == json.loads(text)


def test_without_a_span_all_is_shown_and_nothing_is_marked() -> None:
    shown = excerpt(OPEN_POLICY, None)
    assert (json.loads(shown.text), shown.mark, shown.parts) == (json.loads(OPEN_POLICY), None, 0)


def test_what_is_no_json_is_shown_in_its_own_lines() -> None:
    shown = excerpt("first\nse\tcond", (6, 8))
    assert (shown.text, marked(shown)) == ("first\nse    cond", "se")


def test_characters_that_cannot_be_seen_are_spelled_out_and_the_mark_stays_right() -> None:
    text = '["\u202eabc","\x7f","target"]'
    shown = excerpt(text, place('"target"', text))
    assert marked(shown) == '"target"'
    assert '"\\u202eabc"' in excerpt(text, None).text


@pytest.mark.parametrize("span", [(-1, 3), (3, 3), (5, 2), (0, 10**9)])
def test_a_span_that_is_nowhere_marks_nothing(span: tuple[int, int]) -> None:
    assert excerpt("[1, 2]", span).mark is None


@given(value=JSON, data=st.data())
def test_any_part_of_any_json_is_found_again(value: object, data: st.DataObject) -> None:
    text = json.dumps(value, ensure_ascii=data.draw(st.booleans()))
    tree = parse(text)
    if not isinstance(tree, Node):
        return
    node = data.draw(st.sampled_from(nodes(tree)))
    for whole in (True, False):
        part = marked(excerpt(text, node.span, whole=whole))
        if part.isprintable() and text.isprintable():
            assert json.loads(part) == json.loads(text[slice(*node.span)])


def nodes(node: Node) -> list[Node]:
    if isinstance(node.value, Mapping):
        below = tuple(node.value.values())
    else:
        below = node.value if isinstance(node.value, tuple) else ()
    return [node, *(deep for child in below for deep in nodes(child))]


@given(text=st.text(), start=st.integers(-2, 40), length=st.integers(-2, 40))
def test_any_text_with_any_span_is_shown(text: str, start: int, length: int) -> None:
    shown = excerpt(text, (start, start + length))
    assert all(line.isprintable() for line in shown.text.split("\n"))


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        "{" * 20_000 + '"',
        '"' + "\\" * 99_999,
        "x" * 10_000_000,
        "\u202e" * 200_000,
        json.dumps(["y" * 30_000] * 3),
        json.dumps({"bindings": [{"members": [f"user:{n}@x.example" for n in range(900)]}] * 3}),
        written([[[["deep"]]]] * 5_000),
    ],
    ids=["open", "braces", "backslashes", "long", "marks", "strings", "members", "nested"],
)
def test_a_hostile_text_is_bounded_and_quick(text: str) -> None:
    began = time.perf_counter()
    shown = excerpt(text, (5, 50))
    assert (
        time.perf_counter() - began < 2
    )  # some hundredths of a second, on a machine with nothing else to do
    assert len(shown.text) < 12 * LIMIT
    assert max(map(len, shown.text.split("\n"))) <= LONGEST + 200


def test_of_a_text_that_is_too_long_the_part_around_the_span_is_shown() -> None:
    text = "a" * 5 * LIMIT + "HERE" + "b" * 5 * LIMIT
    shown = excerpt(text, place("HERE", text))
    assert shown.cut
    assert marked(shown).replace("\n", "") == "HERE"
