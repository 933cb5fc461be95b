"""Statements cut out of a policy's text: what is kept, is kept to the letter."""

from __future__ import annotations

import json

import pytest

from ajar.providers.aws.s3_bucket.fixes.cutting import without

PRETTY = """{
  "Version": "2012-10-17",
  "Statement": [
    {"Sid": "keep-é", "Effect": "Allow", "Principal": {"AWS": "999988887777"},
     "Action": "s3:GetObject", "Resource": "arn:aws:s3:::drafts/*"},
    {"Sid": "open", "Effect": "Allow", "Principal": "*",
     "Action": "s3:GetObject", "Resource": "arn:aws:s3:::drafts/*"},
    {"Sid": "last", "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject",
     "Resource": "arn:aws:s3:::drafts/*"}
  ]
}
"""


def test_what_is_kept_is_kept_to_the_letter() -> None:
    cut = PRETTY[PRETTY.index('    {"Sid": "open"') : PRETTY.index('    {"Sid": "last"')]
    assert without(PRETTY, {"/Statement/1"}) == PRETTY.replace(cut, "")


@pytest.mark.parametrize("kept", [[0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2], []])
def test_any_statements_can_be_cut(kept: list[int]) -> None:
    listed = json.loads(PRETTY)["Statement"]
    text = without(PRETTY, {f"/Statement/{index}" for index in range(3) if index not in kept})
    assert (None if text is None else json.loads(text)["Statement"]) == ([listed[i] for i in kept] or None)


def test_a_statement_that_stands_alone_takes_the_policy_with_it() -> None:
    assert without('{"Statement": {"Effect": "Allow"}}', {"/Statement"}) is None


@pytest.mark.parametrize("text", ["", "not JSON", "{}", '{"Statement": 5}', "[" * 9999])
def test_what_is_no_policy_is_not_cut(text: str) -> None:
    assert without(text, {"/Statement/0"}) == text
