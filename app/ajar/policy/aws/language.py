"""The grammar of a resource policy: from the text to typed statements, or to all that AWS would refuse in it.

Sources, all under https://docs.aws.amazon.com/IAM/latest/UserGuide/ and read 2026-11-24: "Grammar of the IAM
JSON policy language" (reference_policies_grammar.html) and "IAM JSON policy elements reference"
(reference_policies_elements.html). A resource policy wants a principal in each statement, and S3 a resource
("Bucket policies for Amazon S3", https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from ajar.policy.aws.conditions import KEY_TWICE, refused_key, refused_operator, refused_value, twice, unclear
from ajar.policy.aws.operators import Operator, operator
from ajar.policy.aws.principals import EVERYONE, Principal, Principals, principal
from ajar.policy.document import Node, Problem, parse

VERSIONS = ("2008-10-17", "2012-10-17")
"""The first is meant where none is written; variables are variables only in the second."""

_POLICY = {"Version", "Id", "Statement"}
_EITHER = {"Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource"}
_STATEMENT = {"Sid", "Effect", "Condition"} | _EITHER
_ACTION = re.compile(r"\*|[A-Za-z0-9*?-]+:[A-Za-z0-9*?]+")
_RESOURCE = re.compile(r"\*|arn:.+", re.DOTALL)


class Effect(Enum):
    """What a statement does to the requests that it is about."""

    ALLOW = "Allow"
    DENY = "Deny"


@dataclass(frozen=True, slots=True)
class Patterns:
    """A statement's Action or Resource, or its NotAction or NotResource where `negated`."""

    listed: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """One operator on one key, as it is written; numbers and Booleans as text.

    `span` and `spans` are the places of its values, together and one by one. `parsed` is the operator taken
    apart, and `problem` the code of why it is not documented what the condition means: one of
    `conditions.unclear`, or `condition_key_twice`; nothing may be decided from a condition that has one.
    """

    operator: str
    key: str
    values: tuple[str, ...]
    pointer: str
    span: tuple[int, int]
    parsed: Operator | None = None
    spans: tuple[tuple[int, int], ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement, with its place in the text.

    `places` are those of its elements by their names as they are written ("NotAction"): of the element's
    value, without its name.
    """

    pointer: str
    span: tuple[int, int]
    sid: str
    effect: Effect
    principals: Principals
    actions: Patterns
    resources: Patterns
    conditions: tuple[Condition, ...]
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Policy:
    """A whole policy that AWS would take."""

    version: str
    id: str
    statements: tuple[Statement, ...]
    span: tuple[int, int]


class _Refused(Exception):
    """What AWS would not take; it ends the reading of the statement that it is in."""

    def __init__(self, code: str, node: Node, **args: str) -> None:
        super().__init__(code)
        self.problem = Problem(code, node.pointer, node.span, args)


@lru_cache(maxsize=16)
def parse_policy(text: str) -> Policy | tuple[Problem, ...]:
    """The policy, or what is wrong with it: the first problem of each statement, one at least. Never raises.

    Codes: those of `document.parse`, and `policy_wrong_type` {element, expected}, `policy_wrong_value`
    {element, value}, `policy_missing` {element}, `policy_not_known` {element}, `policy_both` {element}.
    """
    root = parse(text)
    if isinstance(root, Problem):
        return (root,)
    try:
        members = _members(root, "policy", _POLICY)
        version = _version(members.get("Version"))
        name = _text(members["Id"], "Id") if "Id" in members else ""
        nodes = _several(_needed(root, members, "Statement"), "Statement", "object")
    except _Refused as refused:
        return (refused.problem,)
    read = [_statement_or_problem(node) for node in nodes]
    problems = tuple(one for one in read if isinstance(one, Problem))
    statements = tuple(one for one in read if isinstance(one, Statement))
    return problems or Policy(version, name, statements, root.span)


def _statement_or_problem(node: Node) -> Statement | Problem:
    try:
        return _statement(node)
    except _Refused as refused:
        return refused.problem


def _statement(node: Node) -> Statement:
    members = _members(node, "Statement", _STATEMENT)
    effect = _needed(node, members, "Effect")
    if _text(effect, "Effect") not in {"Allow", "Deny"}:
        raise _wrong_value(effect, "Effect")
    return Statement(
        pointer=node.pointer,
        span=node.span,
        sid=_text(members["Sid"], "Sid") if "Sid" in members else "",
        effect=Effect(effect.value),
        principals=_principals(_either(node, members, "Principal")),
        actions=_patterns(_either(node, members, "Action"), _ACTION),
        resources=_patterns(_either(node, members, "Resource"), _RESOURCE),
        conditions=tuple(_conditions(members["Condition"])) if "Condition" in members else (),
        places={name: member.span for name, member in members.items()},
    )


def _version(node: Node | None) -> str:
    if node is None:
        return VERSIONS[0]
    version = _text(node, "Version")
    if version not in VERSIONS:
        raise _wrong_value(node, "Version")
    return version


def _members(node: Node, element: str, known: set[str]) -> Mapping[str, Node]:
    """The members of an object that may have these and no others."""
    if not isinstance(node.value, Mapping):
        raise _Refused("policy_wrong_type", node, element=element, expected="object")
    for name, member in node.value.items():
        if name not in known:
            raise _Refused("policy_not_known", member, element=name)
    return node.value


def _needed(parent: Node, members: Mapping[str, Node], element: str) -> Node:
    if element not in members:
        raise _Refused("policy_missing", parent, element=element)
    return members[element]


@dataclass(frozen=True, slots=True)
class _Element:
    node: Node
    name: str
    negated: bool


def _either(parent: Node, members: Mapping[str, Node], name: str) -> _Element:
    """The element or its Not form, of which there is exactly one."""
    other = f"Not{name}"
    if name in members and other in members:
        raise _Refused("policy_both", members[other], element=name)
    if other in members:
        return _Element(members[other], other, negated=True)
    return _Element(_needed(parent, members, name), name, negated=False)


def _several(node: Node, element: str, expected: str) -> tuple[Node, ...]:
    """The node, or the nodes of the array, of which there is at least one."""
    if not isinstance(node.value, tuple):
        return (node,)
    if not node.value:
        raise _Refused("policy_wrong_type", node, element=element, expected=expected)
    return node.value


def _text(node: Node, element: str) -> str:
    if not isinstance(node.value, str):
        raise _Refused("policy_wrong_type", node, element=element, expected="text")
    return node.value


def _wrong_value(node: Node, element: str) -> _Refused:
    value = node.value if isinstance(node.value, str) else ""
    return _Refused("policy_wrong_value", node, element=element, value=value)


def _patterns(element: _Element, form: re.Pattern[str]) -> Patterns:
    listed: list[str] = []
    for one in _several(element.node, element.name, "text"):
        listed.append(_text(one, element.name))
        if not form.fullmatch(listed[-1]):
            raise _wrong_value(one, element.name)
    return Patterns(tuple(dict.fromkeys(listed)), element.negated)


def _principals(element: _Element) -> Principals:
    node = element.node
    if node.value == "*":
        return Principals((EVERYONE,), element.negated)
    if not isinstance(node.value, Mapping):
        raise _wrong_value(node, element.name)
    listed = [
        _principal(form, one)
        for form, member in node.value.items()
        for one in _several(member, f"{element.name}.{form}", "text")
    ]
    if not listed:
        raise _Refused("policy_wrong_type", node, element=element.name, expected="object")
    return Principals(tuple(dict.fromkeys(listed)), element.negated)


def _principal(form: str, node: Node) -> Principal:
    named = principal(form, _text(node, form))
    if named is None:
        raise _wrong_value(node, "Principal")
    return named


def _conditions(node: Node) -> Iterator[Condition]:
    for written, keys in _object(node, "Condition").items():
        if refused_operator(written):
            raise _Refused("policy_wrong_value", keys, element="Condition", value=written)
        members = _object(keys, written, empty=False)
        same = twice(members)
        for key, value in members.items():
            if refused_key(key):
                raise _Refused("policy_wrong_value", value, element=written, value=key)
            yield _condition(written, key, value, twice=key in same)


def _condition(written: str, key: str, node: Node, *, twice: bool) -> Condition:
    parsed = operator(written)
    nodes = node.value if isinstance(node.value, tuple) else (node,)
    values = tuple(_value(one, key) for one in nodes)
    for one, value in zip(nodes, values, strict=True):
        if refused_value(parsed, value):
            raise _Refused("policy_wrong_value", one, element=key, value=value)
    fractions = any(isinstance(one.value, float) for one in nodes)
    return Condition(
        operator=written,
        key=key,
        values=values,
        pointer=node.pointer,
        span=node.span,
        parsed=parsed,
        spans=tuple(one.span for one in nodes),
        problem=unclear(parsed, values, fractions=fractions) or (KEY_TWICE if twice else ""),
    )


def _object(node: Node, element: str, *, empty: bool = True) -> Mapping[str, Node]:
    if not isinstance(node.value, Mapping) or not (node.value or empty):
        raise _Refused("policy_wrong_type", node, element=element, expected="object")
    return node.value


def _value(node: Node, key: str) -> str:
    value = node.value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    raise _Refused("policy_wrong_type", node, element=key, expected="text")
