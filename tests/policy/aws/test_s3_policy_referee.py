"""A referee that tries every request over a tiny alphabet agrees with what is read of a policy."""

from __future__ import annotations

import itertools
import json
import re
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ajar.model.access import Audience, Capability
from ajar.policy.aws.s3_policy import PolicyReading
from s3_policies import BUCKET, OWN, A, B, read_text

ROOT_A, ROOT_B, ANN = f"arn:aws:iam::{A}:root", f"arn:aws:iam::{B}:root", f"arn:aws:iam::{A}:user/ann"
ACTIONS = {
    "s3:ListBucket": Capability.LIST,
    "s3:GetObject": Capability.READ,
    "s3:PutObject": Capability.WRITE,
    "s3:DeleteObject": Capability.DELETE,
}
# "z" stands for every character that no pattern names.
KEYS = ["".join(marks) for size in range(1, 5) for marks in itertools.product("abz", repeat=size)]
REQUESTERS = ["anonymous", "stranger", ROOT_A, ANN, ROOT_B]


def one_or_two(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    """A list as a statement has it."""
    return st.lists(strategy, min_size=1, max_size=2, unique=True)


NAMES = one_or_two(st.sampled_from([A, ROOT_B, ANN, f"arn:aws:iam::{OWN}:root"]))
WHO: st.SearchStrategy[Any] = st.just("*") | NAMES.map(lambda names: {"AWS": names})
TAILS = st.text(alphabet="ab*?", max_size=4).map(f"{BUCKET}/{{}}".format)
RESOURCES = one_or_two(st.sampled_from([BUCKET, f"{BUCKET}*", "*"]) | TAILS)
NAMED_ACTIONS = one_or_two(
    st.sampled_from(["s3:*Object", "s3:getobject", "s3:PutObject", "s3:List*", "s3:Delete?bject", "*"])
)


@st.composite
def statements(draw: st.DrawFn) -> dict[str, Any]:
    """A statement without a condition, in any of its forms."""
    negated = st.sampled_from(["", "", "Not"])
    return {
        "Effect": draw(st.sampled_from(["Allow", "Allow", "Deny"])),
        f"{draw(negated)}Principal": draw(WHO),
        f"{draw(negated)}Action": draw(NAMED_ACTIONS),
        f"{draw(negated)}Resource": draw(RESOURCES),
    }


POLICIES = st.lists(statements(), min_size=1, max_size=4)


@cache
def expression(pattern: str) -> re.Pattern[str]:
    """The pattern's meaning, said with another engine."""
    return re.compile(re.escape(pattern).replace(r"\*", ".*").replace(r"\?", "."), re.DOTALL)


def among(statement: dict[str, Any], element: str, text: str) -> bool:
    """Whether the text is among what the element, or its Not form, means."""
    listed = statement.get(element) or statement[f"Not{element}"]
    return any(expression(one).fullmatch(text) for one in listed) is (element in statement)


def asks(statement: dict[str, Any], action: str, target: str) -> bool:
    """Whether the statement is about this action on this target."""
    folded = {
        key: [one.lower() for one in member] for key, member in statement.items() if key.endswith("Action")
    }
    return among(folded, "Action", action.lower()) and among(statement, "Resource", target)


# Where the documentation leaves it open, every way to read it is tried, each for a whole policy: whether a
# NotPrincipal spares a user whose account alone it lists, and one whom it lists without the account.
WORLDS = [(True, True), (True, False), (False, True), (False, False)]


def names(statement: dict[str, Any], requester: str, world: tuple[bool, bool]) -> bool:
    """Whether the principals mean the requester."""
    written = statement.get("Principal") or statement["NotPrincipal"]
    listed = [] if written == "*" else [ROOT_A if one == A else one for one in written["AWS"]]
    if "Principal" in statement:
        return written == "*" or requester in listed or (requester == ANN and ROOT_A in listed)
    if written != "*" and requester == ANN and (ROOT_A in listed) != (ANN in listed):
        return not world[ROOT_A in listed]
    return not (written == "*" or requester in listed)


def allowed(policy: list[dict[str, Any]], requester: str, action: str, target: str) -> set[bool]:
    """Whether the request gets through, in each way that the documentation may be read."""
    about = [one for one in policy if asks(one, action, target)]
    effects = [{one["Effect"] for one in about if names(one, requester, world)} for world in WORLDS]
    return {effect == {"Allow"} for effect in effects}


def found(reading: PolicyReading, requester: str, *, proven: bool) -> set[Capability]:
    """What the reading gives to the requester: what is proven, or all that is possible."""
    account = {ROOT_A: A, ANN: A, ROOT_B: B}.get(requester, "")
    return {
        capability
        for grant in reading.grants
        if not (proven and grant.doubts)
        and (
            grant.audience is Audience.PUBLIC
            or (grant.audience is Audience.AUTHENTICATED and requester != "anonymous")
            or account in grant.who
        )
        for capability in grant.capabilities
    }


@settings(max_examples=200)
@given(POLICIES)
def test_what_the_referee_lets_through_is_found(policy: list[dict[str, Any]]) -> None:
    reading = read_text(json.dumps({"Version": "2012-10-17", "Statement": policy}))
    for requester, (action, capability) in itertools.product(REQUESTERS, ACTIONS.items()):
        proven = capability in found(reading, requester, proven=True)
        possible = capability in found(reading, requester, proven=False)
        targets = [BUCKET] if action == "s3:ListBucket" else [f"{BUCKET}/{key}" for key in KEYS]
        for target in [] if proven else targets:
            answers = allowed(policy, requester, action, target)
            assert answers == {False} or (possible and answers == {True, False}), (requester, target)


@settings(max_examples=200)
@given(POLICIES)
def test_what_is_proven_the_referee_lets_through(policy: list[dict[str, Any]]) -> None:
    for grant in read_text(json.dumps({"Version": "2012-10-17", "Statement": policy})).grants:
        if grant.witness is not None:
            known = {"anyone, not signed in": "anonymous"}
            name = known.get(grant.witness.who, grant.witness.who)
            assert allowed(policy, name, grant.witness.action, grant.witness.target) == {True}


@settings(max_examples=200)
@given(POLICIES, st.integers(0, 3))
def test_a_key_that_nobody_knows_moves_a_verdict_only_into_doubt(
    policy: list[dict[str, Any]], which: int
) -> None:
    text = json.dumps({"Version": "2012-10-17", "Statement": policy})
    policy[which % len(policy)]["Condition"] = {"StringEquals": {"aws:Unheard": "of"}}
    plain, conditional = (
        read_text(text),
        read_text(json.dumps({"Version": "2012-10-17", "Statement": policy})),
    )
    for requester in REQUESTERS:
        assert found(plain, requester, proven=True) <= found(conditional, requester, proven=False)
