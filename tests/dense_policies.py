"""The heaviest policies that S3 takes: full of statements that overlap, each with conditions of its own."""

from __future__ import annotations

import json
import random
from typing import Any

from ajar.policy.aws.keys import KEYS
from ajar.policy.aws.operators import OPERATORS, Family, Operator
from policy_texts import BUCKET, NEW


def dense(seed: int, size: int = 20_000) -> str:
    """A policy as long as S3 takes them, and each of its statements cuts into others."""
    luck = random.Random(seed)  # noqa: S311 - nobody's secret
    statements: list[dict[str, Any]] = []
    while len(json.dumps(statements)) < size - 500:
        statements.append(_dense_statement(luck))
    return json.dumps({"Version": luck.choice([NEW, "2008-10-17"]), "Statement": statements})


def _dense_statement(luck: random.Random) -> dict[str, Any]:
    who = f"{luck.randint(1, 40):012d}"
    return {
        "Effect": luck.choice(["Allow", "Deny"]),
        luck.choice(["Principal", "Principal", "NotPrincipal"]): luck.choice(
            ["*", {"AWS": who}, {"AWS": [who, "*"]}]
        ),
        luck.choice(["Action", "Action", "NotAction"]): luck.choice(
            ["s3:*", "s3:Get*", ["s3:ListBucket", "s3:Put*"]]
        ),
        luck.choice(["Resource", "Resource", "NotResource"]): [
            f"{BUCKET}/{_soup(luck)}" for _ in range(luck.randint(1, 3))
        ],
        "Condition": _dense_conditions(luck),
    }


def _dense_conditions(luck: random.Random) -> dict[str, Any]:
    conditions: dict[str, dict[str, list[str]]] = {}
    for _ in range(luck.randint(0, 3)):
        key = luck.choice(KEYS)
        operator = luck.choice([one for one in OPERATORS if one.family in {key.family, Family.NULL}])
        several = 1 if operator.family in {Family.FLAG, Family.NULL} else luck.randint(1, 3)
        name = f"{key.name}team" if key.name.endswith("/") else key.name
        conditions.setdefault(operator.written, {})[name] = [
            _dense_value(luck, operator) for _ in range(several)
        ]
    return conditions


def _dense_value(luck: random.Random, operator: Operator) -> str:
    return {
        Family.TEXT: _soup(luck),
        Family.ARN: f"arn:aws:iam::222233334444:role/{_soup(luck)}",
        Family.NUMBER: str(luck.randint(0, 9)),
        Family.TIME: f"20{luck.randint(20, 30)}-01-01T00:00:00Z",
        Family.ADDRESS: f"{luck.randint(1, 220)}.{luck.randint(0, 255)}.0.0/{luck.randint(1, 24)}",
        Family.BINARY: "QUI=",
    }.get(operator.family, luck.choice(["true", "false"]))


def _soup(luck: random.Random) -> str:
    return "".join(luck.choice("ab*?/") for _ in range(luck.randint(1, 8)))
