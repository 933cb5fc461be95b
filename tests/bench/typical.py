"""Policies as buckets have them, and the longest that S3 takes, each for a bucket of any name."""

from __future__ import annotations

import json
from typing import Any

from s3_policies import deny, statement

OFFICE = {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "198.51.100.0/25"]}}
ENDPOINT = {"StringNotEquals": {"aws:SourceVpce": "vpce-0a1b2c3d4e5f60718"}}
ORGANIZATION = {"StringEquals": {"aws:PrincipalOrgID": "o-mf42finch7"}}
PLAIN_HTTP = {"Bool": {"aws:SecureTransport": "false"}}
UNTIL = {"DateLessThan": {"aws:CurrentTime": "2027-03-31T00:00:00Z"}}
PARTNER = {"AWS": "arn:aws:iam::444455556666:root"}
LOGS = {"Service": "logging.s3.amazonaws.com"}
OF_OURS = {"StringEquals": {"aws:SourceAccount": "222233334444"}}
MOST = 20_480
"""Bytes of a bucket's policy at the most ("Bucket policies for Amazon S3", read 2026-11-24,
https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html)."""


def typical(bucket: str) -> dict[str, str]:
    """Ten texts by what they do, for the bucket of this ARN."""
    keys = f"{bucket}/*"

    def allow(**members: object) -> dict[str, Any]:
        return {**statement(Resource=keys), **members}

    only_tls = deny(Sid="OnlyTls", Action="s3:*", Resource=[bucket, keys], Condition=PLAIN_HTTP)
    return {
        "anyone reads": _text(allow()),
        "anyone reads by TLS": _text(allow(), only_tls),
        "TLS alone": _text(only_tls),
        "one endpoint": _text(allow(Action="s3:*"), deny(Action="s3:*", Resource=keys, Condition=ENDPOINT)),
        "for a time": _text(allow(Condition=UNTIL)),
        "the office": _text(allow(Action=["s3:GetObject", "s3:ListBucket"], Condition=OFFICE)),
        "the organization": _text(allow(Action=["s3:Get*", "s3:List*"], Condition=ORGANIZATION), only_tls),
        "a partner": _text(allow(Principal=PARTNER, Action=["s3:GetObject", "s3:PutObject"]), only_tls),
        "logs": _text(allow(Principal=LOGS, Action="s3:PutObject", Condition=OF_OURS)),
        "links": _text(allow(Condition={"StringLike": {"aws:Referer": "https://www.example.com/*"}})),
    }


def longest(bucket: str) -> dict[str, str]:
    """Texts of a hundred statements with wildcards that fill what S3 takes, for the bucket of this ARN."""
    return {
        "a hundred teams": _full([_team(bucket, number) for number in range(100)]),
        "fifty shared folders, fifty fences": _full(
            [_folder(bucket, number) for number in range(50)]
            + [_fence(bucket, number) for number in range(50)]
        ),
        "sixty accounts": _full(
            [_account(bucket, number) for number in range(60)]
            + [_private(bucket, number) for number in range(40)]
        ),
    }


def _team(bucket: str, number: int) -> dict[str, Any]:
    return statement(
        Sid=f"Team{number}",
        Principal={"AWS": "arn:aws:iam::222233334444:root"},
        Action=["s3:Get*", "s3:PutObject*"],
        Resource=f"{bucket}/teams/{number}/*/final-??.*",
    )


def _folder(bucket: str, number: int) -> dict[str, Any]:
    return statement(
        Sid=f"Folder{number}",
        Action=["s3:Get*", "s3:List*"],
        Resource=f"{bucket}/team{number}/*/x?",
        Condition={"StringLike": {"aws:Referer": f"https://team{number}.*"}},
    )


def _fence(bucket: str, number: int) -> dict[str, Any]:
    return deny(
        Sid=f"Fence{number}",
        Action="s3:*",
        Resource=f"{bucket}/team{number}/priv*",
        Condition={"NotIpAddress": {"aws:SourceIp": f"1{number}.0.0.0/8"}},
    )


def _account(bucket: str, number: int) -> dict[str, Any]:
    return statement(
        Sid=f"Account{number}",
        Principal={"AWS": f"arn:aws:iam::{333300000000 + number}:root"},
        Action=["s3:Get*", "s3:List*"],
        Resource=f"{bucket}/in/{number}/*/x?",
    )


def _private(bucket: str, number: int) -> dict[str, Any]:
    return deny(Sid=f"Private{number}", Action="s3:*", Resource=f"{bucket}/in/{number}/private*")


def _text(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def _full(statements: list[dict[str, Any]]) -> str:
    """The policy, its statements' names drawn out until it is as long as S3 takes it."""
    short = MOST - len(_text(*statements))
    assert short >= 0, short
    more = "x" * (short // len(statements))
    return _text(*({**one, "Sid": one["Sid"] + more} for one in statements))
