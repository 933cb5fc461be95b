"""The grammar under fire: no text makes it raise or hang, and what it reads stands where it says."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ajar.policy.aws.language import Policy, Statement, parse_policy
from ajar.policy.document import Node, Problem, found, parse
from ajar.words import SENTENCES
from policy_texts import WRITTEN, bent, huge, mutated, texts, torn

LIMIT = 1.0  # seconds for a text of 200,000 characters: ten times what S3 takes, on a slow machine


def placeless(statement: Statement) -> Statement:
    """The statement without its places, for a comparison with the same one elsewhere."""
    conditions = tuple(replace(one, pointer="", span=(0, 0), spans=()) for one in statement.conditions)
    return replace(statement, pointer="", span=(0, 0), places={}, conditions=conditions)


def holds_together(text: str) -> Policy | tuple[Problem, ...]:
    """Read a text, and see that what is read stands where it says."""
    read = parse_policy(text)
    if isinstance(read, tuple):
        problems_are_told(text, read)
    else:
        places_are_true(text, read)
    return read


def problems_are_told(text: str, problems: tuple[Problem, ...]) -> None:
    assert problems
    for one in problems:
        start, end = one.span
        assert 0 <= start < end <= len(text) + 1
        assert one.code in SENTENCES
        SENTENCES[one.code].format(**one.args, line=1, column=1)


def places_are_true(text: str, policy: Policy) -> None:
    root = parse(text)
    assert isinstance(root, Node)
    assert policy.span == root.span
    for statement in policy.statements:
        node = found(root, statement.pointer)
        assert node is not None
        assert node.span == statement.span
        written = json.loads(text[slice(*statement.span)])
        assert {name: json.loads(text[slice(*place)]) for name, place in statement.places.items()} == written
        conditions_stand(text, root, statement)
        again = parse_policy(json.dumps({"Version": policy.version, "Statement": written}))
        assert isinstance(again, Policy)
        assert placeless(again.statements[0]) == placeless(statement)


def conditions_stand(text: str, root: Node, statement: Statement) -> None:
    for condition in statement.conditions:
        node = found(root, condition.pointer)
        assert node is not None
        assert node.span == condition.span
        values = [json.loads(text[slice(*span)]) for span in condition.spans]
        assert json.loads(text[slice(*condition.span)]) in (values, *values)
        assert [as_text(value) for value in values] == list(condition.values)
        assert not condition.problem or condition.problem in SENTENCES
        assert condition.parsed is None or condition.parsed.written == condition.operator
        assert condition.parsed is not None or condition.problem


def as_text(value: object) -> str:
    """What a value of a condition reads as."""
    return value if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("name", WRITTEN)
def test_what_people_write_is_read(name: str) -> None:
    for indent in (None, 4):
        assert isinstance(holds_together(json.dumps(WRITTEN[name], indent=indent)), Policy)


@settings(max_examples=300)
@given(mutated())
def test_a_policy_with_places_changed_is_read_or_refused(tree: object) -> None:
    compact, wide = json.dumps(tree), json.dumps(tree, indent=3, ensure_ascii=False)
    one, other = holds_together(compact), holds_together(wide)
    assert isinstance(one, Policy) == isinstance(other, Policy)
    if isinstance(one, tuple) and isinstance(other, tuple):
        assert [(p.code, p.pointer, p.args) for p in one] == [(p.code, p.pointer, p.args) for p in other]


@settings(max_examples=300)
@given(bent())
def test_a_policy_of_the_right_form_is_read_whatever_its_values(tree: object) -> None:
    read = holds_together(json.dumps(tree))
    if isinstance(read, tuple):
        assert {one.code for one in read} == {"policy_wrong_value"}


@settings(max_examples=300)
@given(torn())
def test_a_policy_with_pieces_torn_out_is_read_or_refused(text: str) -> None:
    holds_together(text)


@settings(max_examples=300)
@given(texts())
def test_any_text_is_read_or_refused(text: str) -> None:
    holds_together(text)


@given(st.sampled_from([*WRITTEN.values()]), st.data())
def test_every_beginning_of_a_policy_is_refused(tree: object, data: st.DataObject) -> None:
    text = json.dumps(tree)
    assert isinstance(holds_together(text[: data.draw(st.integers(0, len(text) - 1))]), tuple)


@pytest.mark.parametrize("name", WRITTEN)
def test_a_member_written_twice_is_refused_wherever_it_stands(name: str) -> None:
    text = json.dumps(WRITTEN[name])
    for first in re.finditer(r'\{(?="([^"]+)": )', text):
        (problem,) = problems(f'{text[: first.end()]}"{first[1]}": 1, {text[first.end() :]}')
        assert (problem.code, problem.args) == ("json_key_twice", {"key": first[1]})


def problems(text: str) -> tuple[Problem, ...]:
    """The problems of a text that must have some."""
    read = holds_together(text)
    assert isinstance(read, tuple)
    return read


@pytest.mark.parametrize("name", huge(0))
def test_a_huge_text_takes_no_longer_than_its_size(name: str) -> None:
    text = huge(200_000)[name]
    began = time.process_time()
    parse_policy(text)
    assert time.process_time() - began < LIMIT
