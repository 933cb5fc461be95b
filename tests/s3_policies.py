"""Bucket policies for tests: statements in short, and what is read of them in short."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from ajar.model.ours import Ours
from ajar.policy.aws.guarded import Guarded
from ajar.policy.aws.s3_policy import PolicyReading, read_policy
from ajar.words import SENTENCES

BUCKET = "arn:aws:s3:::acme"
KEYS = f"{BUCKET}/*"
OWN, A, B, MINE = "111122223333", "222233334444", "333344445555", "444455556666"
CANONICAL = "ab" * 32
AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
OURS = Ours(accounts=frozenset({MINE}), canonical_ids=frozenset({"cd" * 32}))


def guarded(bucket: str = BUCKET, account: str = OWN) -> Guarded:
    """The bucket that a policy stands before."""
    return Guarded(setting="policy", owner=bucket, arn=bucket, account=account, ours=OURS, at=AT)


def statement(effect: str = "Allow", *, without: str = "", **members: object) -> dict[str, Any]:
    """An Allow for anyone to read, or what differs from it; `without` leaves an element out."""
    whole = {"Effect": effect, "Principal": "*", "Action": "s3:GetObject", "Resource": KEYS, **members}
    return {name: member for name, member in whole.items() if name not in without.split()}


def deny(*, without: str = "", **members: object) -> dict[str, Any]:
    """A Deny of reading, or what differs from it."""
    return statement("Deny", without=without, **members)


def read(*statements: object, version: str = "2012-10-17", bucket: str = BUCKET) -> PolicyReading:
    """The reading of a policy of these statements."""
    return read_text(json.dumps({"Version": version, "Statement": list(statements)}), bucket)


def read_text(text: object, bucket: str = BUCKET) -> PolicyReading:
    """The reading of a policy's text; every code that it speaks of has a sentence."""
    reading = read_policy(text, guarded(bucket))
    codes = {grant.evidence.code for grant in reading.grants}
    codes |= {doubt.code for grant in reading.grants for doubt in grant.doubts}
    assert codes | {absence.code for absence in reading.absences} <= set(SENTENCES)
    return reading


def said(reading: PolicyReading) -> list[tuple[str, str, str]]:
    """The grants in short: audience and who, capabilities, what is in doubt."""
    return [
        (
            f"{grant.audience.value} {' '.join(grant.who)}",
            " ".join(sorted(capability.value for capability in grant.capabilities)),
            " ".join(doubt.code for doubt in grant.doubts),
        )
        for grant in reading.grants
    ]


PUBLIC_READ = [("public anyone", "read", "")]
ALL = "admin delete list read settings write"
NOTHING: list[tuple[str, str, str]] = []

VPC = {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}
