"""Random bucket policies over a small alphabet of accounts, actions, resources, keys and operators."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from s3_alphabet import ENDPOINT, KEYED, ORGANIZATION, THEIRS
from s3_policies import BUCKET, CANONICAL, MINE, OWN, A, B

ANN, READER, ROOT = f"arn:aws:iam::{A}:user/ann", f"arn:aws:iam::{A}:role/reader", f"arn:aws:iam::{A}:root"

TEXT = ["StringEquals", "StringLike", "StringEqualsIgnoreCase"]
TEXT_NOT = ["StringNotEquals", "StringNotLike", "StringNotEqualsIgnoreCase"]
ARN = ["ArnLike", "ArnEquals", "ArnNotLike", "ArnNotEquals", "StringLike", "StringNotLike", "StringEquals"]
TIME = ["DateLessThan", "DateGreaterThanEquals", "DateLessThanEquals", "DateGreaterThan", "DateNotEquals"]
NUMBER = ["NumericLessThan", "NumericGreaterThanEquals", "NumericEquals", "NumericNotEquals"]
ADDRESS, FLAG = ["IpAddress", "NotIpAddress"], ["Bool"]

# Each key with the operators that are meant for it and the values that are worth a try.
KEYS: dict[str, tuple[list[str], list[str]]] = {
    "aws:SourceIp": (
        ADDRESS,
        ["0.0.0.0/1", "128.0.0.0/1", "0.0.0.0/0", "93.0.0.0/8", "8.8.8.8", "10.0.0.0/8", "2000::/3", "::/0"],
    ),
    "aws:PrincipalOrgID": (TEXT + TEXT_NOT, [ORGANIZATION, THEIRS, "o-*", "*"]),
    "aws:PrincipalArn": (
        ARN,
        [ANN, READER, f"arn:aws:iam::{A}:*", "arn:aws:iam::*:role/reader", "arn:aws:iam::*:*", "*"],
    ),
    "aws:PrincipalAccount": (TEXT + TEXT_NOT, [A, B, MINE, OWN, "2*", "*", "anonymous"]),
    "aws:PrincipalOrgPaths": (TEXT + TEXT_NOT, [f"{ORGANIZATION}/*", f"{THEIRS}/r-1/*", "*"]),
    "aws:PrincipalTag/x": (TEXT + TEXT_NOT, ["y", "n", "y*", "${aws:PrincipalAccount}"]),
    "aws:PrincipalIsAWSService": (FLAG, ["true", "false"]),
    "aws:SourceVpce": (TEXT + TEXT_NOT, [ENDPOINT, "vpce-theirs", "vpce-*"]),
    "aws:Referer": (TEXT + TEXT_NOT, ["https://a/*", "x", "X", "*"]),
    "aws:SecureTransport": (FLAG, ["true", "false"]),
    "aws:CurrentTime": (TIME, ["2026-01-01T00:00:00Z", "2026-11-24T10:00:00Z", "2030-01-01T00:00:00Z"]),
    "aws:SourceAccount": (TEXT + TEXT_NOT, [A, OWN]),
    "aws:ResourceAccount": (TEXT + TEXT_NOT, [A, OWN]),
    "s3:prefix": (TEXT + TEXT_NOT, ["", "a", "a*", "?", "*", "${aws:username}", "${aws:username, 'a'}"]),
    "s3:max-keys": (NUMBER, ["0", "10", "1000"]),
    "s3:RequestObjectTagKeys": (TEXT + TEXT_NOT, ["a", "b", "*"]),
    "s3:ExistingObjectTag/x": (TEXT + TEXT_NOT, ["y", "n"]),
}
assert set(KEYS) == set(KEYED), "the alphabet tells how each key's values come about"
MANY = {"s3:RequestObjectTagKeys", "aws:PrincipalOrgPaths"}


def some_of(*values: str, most: int = 2) -> st.SearchStrategy[list[str]]:
    """A list as a policy has it."""
    return st.lists(st.sampled_from(values), min_size=1, max_size=most, unique=True)


WHO: st.SearchStrategy[Any] = (
    st.just("*")
    | st.just("*")
    | some_of(A, ROOT, ANN, READER, f"arn:aws:iam::{B}:root", MINE, OWN, "*").map(
        lambda names: {"AWS": names}
    )
    | st.just({"CanonicalUser": CANONICAL})
)
NOT_WHO: st.SearchStrategy[Any] = some_of(A, ANN, READER, B, MINE).map(lambda names: {"AWS": names})
ACTIONS = some_of(
    "s3:*", "*", "s3:Get*", "s3:getobject", "s3:PutObject", "s3:ListBucket", "s3:*Object", "s3:Delete?bject"
)
TAILS = st.text(alphabet="ab*?", max_size=3).map(f"{BUCKET}/{{}}".format)
VARIABLE = st.sampled_from([f"{BUCKET}/${{aws:username}}", f"{BUCKET}/${{aws:username, 'a'}}*"])
RESOURCE = st.sampled_from([BUCKET, f"{BUCKET}/*", "*", f"{BUCKET}*"]) | TAILS | VARIABLE
RESOURCES = st.lists(RESOURCE, min_size=1, max_size=2, unique=True)


@st.composite
def lines(draw: st.DrawFn) -> tuple[str, str, list[str]]:
    """One line of a condition: an operator, a key and its values."""
    key = draw(st.sampled_from(sorted(KEYS)))
    operators, values = KEYS[key]
    chosen = draw(some_of(*values, most=3))
    if draw(st.integers(0, 7)) == 0:
        return "Null", key, [draw(st.sampled_from(["true", "false"]))]
    operator = draw(st.sampled_from(operators))
    often = (
        ["ForAllValues:", "ForAnyValue:"] if key in MANY else ["", "", "", "ForAllValues:", "ForAnyValue:"]
    )
    suffix = draw(st.sampled_from(["", "", "IfExists"]))
    return draw(st.sampled_from(often)) + operator + suffix, key, chosen


@st.composite
def statements(draw: st.DrawFn) -> dict[str, Any]:
    """A statement in any of its forms."""
    effect = draw(st.sampled_from(["Allow", "Allow", "Deny"]))
    without = [draw(st.integers(0, 5)) == 0 for _ in range(3)]
    condition: dict[str, dict[str, list[str]]] = {}
    for operator, key, values in draw(st.lists(lines(), max_size=3)):
        condition.setdefault(operator, {})[key] = values
    return {
        "Effect": effect,
        **({"NotPrincipal": draw(NOT_WHO)} if without[0] else {"Principal": draw(WHO)}),
        ("NotAction" if without[1] else "Action"): draw(ACTIONS),
        ("NotResource" if without[2] else "Resource"): draw(RESOURCES),
        **({"Condition": condition} if condition else {}),
    }


@st.composite
def policies(draw: st.DrawFn) -> dict[str, Any]:
    """A policy that AWS would take."""
    version = draw(st.sampled_from(["2012-10-17", "2012-10-17", "2012-10-17", "2008-10-17"]))
    return {"Version": version, "Statement": draw(st.lists(statements(), min_size=1, max_size=3))}
