"""What a reading tells beside its grants: witness, evidence, absences, and what is no policy at all."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from ajar.model.access import Audience, Capability
from ajar.model.facts import Reason
from ajar.model.grant import Grant
from s3_policies import BUCKET, PUBLIC_READ, A, deny, read, read_text, said, statement


def test_a_variable_is_plain_text_in_the_old_version() -> None:
    literal = statement(Resource="arn:aws:s3:::acme/${aws:username}/*")
    reading = read(literal, version="2008-10-17")
    assert said(reading) == PUBLIC_READ
    assert witness_of(reading.grants[0]) == "arn:aws:s3:::acme/${aws:username}/any"


def test_a_condition_is_named_with_its_operator_and_key() -> None:
    (grant,) = read(statement(), deny(Condition={"StringNotEquals": {"aws:Unheard": "of"}})).grants
    (doubt,) = grant.doubts
    assert doubt.reason is Reason.CONDITION
    assert doubt.args == {"operator": "StringNotEquals", "key": "aws:Unheard"}


def witness_of(grant: Grant) -> str:
    """The target of the grant's witness."""
    assert grant.witness is not None
    return grant.witness.target


@pytest.mark.parametrize(
    ("statements", "target"),
    [
        ([statement()], "arn:aws:s3:::acme/any"),
        ([statement(Resource="arn:aws:s3:::acme/drafts/*.pdf")], "arn:aws:s3:::acme/drafts/any.pdf"),
        ([statement(), deny(Resource="arn:aws:s3:::acme/a*")], "arn:aws:s3:::acme/b"),
        (
            [statement(), deny(without="Resource", NotResource="arn:aws:s3:::acme/www/*")],
            "arn:aws:s3:::acme/www/any",
        ),
        ([statement(Action="s3:ListBucket", Resource="*")], "arn:aws:s3:::acme"),
    ],
)
def test_the_witness_is_within_what_is_allowed_and_not_denied(statements: list[object], target: str) -> None:
    (grant,) = read(*statements).grants
    assert witness_of(grant) == target


def test_a_stranger_stands_for_anyone_and_a_named_account_for_itself() -> None:
    anyone, account = (read(statement(Principal=who)).grants[0].witness for who in ("*", {"AWS": A}))
    assert anyone is not None
    assert (anyone.who, anyone.action, anyone.source) == (
        "anyone, not signed in",
        "s3:GetObject",
        "93.184.216.34",
    )
    assert account is not None
    assert account.who == f"arn:aws:iam::{A}:root"


def test_a_bucket_in_china_is_read_with_its_own_arn() -> None:
    reading = read(statement(Resource="arn:aws-cn:s3:::acme/*"), bucket="arn:aws-cn:s3:::acme")
    assert said(reading) == PUBLIC_READ


@pytest.mark.parametrize("partition", ["aws-cn", "aws-eusc", "aws-us-gov"])
def test_a_resource_in_another_partition_is_in_doubt_and_never_nothing(partition: str) -> None:
    named = f"arn:{partition}:s3:::acme/*"
    assert said(read(statement(Resource=named))) == [("public anyone", "read", "resource_not_understood")]
    denied = read(statement(), deny(Resource=named))
    assert [len(grant.doubts) for grant in denied.grants] == [1]


def test_evidence_points_at_the_statement_in_the_text() -> None:
    text = json.dumps({"Statement": [deny(Resource=BUCKET), statement(Sid="Open")]}, indent=4)
    (grant,) = read_text(text).grants
    assert grant.evidence.pointer == "/Statement/1"
    assert grant.evidence.span is not None
    assert json.loads(text[slice(*grant.evidence.span)])["Sid"] == "Open"


def test_an_absent_policy_is_an_absence() -> None:
    reading = read_text(None)
    assert reading.grants == ()
    assert [absence.code for absence in reading.absences] == ["policy_not_set"]
    assert reading.aws_calls_public is False


def test_a_policy_that_gives_nobody_outside_anything_says_so_and_what_denies() -> None:
    reading = read(statement(), deny())
    assert [absence.code for absence in reading.absences] == ["statement_denied", "policy_lets_in_nobody"]
    assert reading.absences[0].pointer == "/Statement/0"


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ({"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}, "statement_conditions_shut"),
        ({"DateLessThan": {"aws:CurrentTime": "2026-11-24T09:00:00Z"}}, "statement_ended"),
        (
            {
                "DateLessThan": {"aws:CurrentTime": "2026-11-24T09:00:00Z"},
                "IpAddress": {"aws:SourceIp": "10.0.0.0/8"},
            },
            "statement_conditions_shut",
        ),
    ],
)
def test_what_stops_a_statement_is_said(condition: dict[str, object], code: str) -> None:
    reading = read(statement(Condition=condition))
    assert [absence.code for absence in reading.absences] == [code, "policy_lets_in_nobody"]
    assert reading.absences[0].pointer == "/Statement/0"


def test_a_statement_that_ended_says_when() -> None:
    reading = read(statement(Condition={"DateLessThan": {"aws:CurrentTime": "2026-09-30T00:00:00Z"}}))
    assert reading.absences[0].args["until"] == "2026-09-30"


def test_a_grant_that_ends_and_one_that_begins_say_when() -> None:
    ending = read(statement(Condition={"DateLessThan": {"aws:CurrentTime": "2027-01-01T00:00:00Z"}}))
    assert [grant.until for grant in ending.grants] == [datetime(2027, 1, 1, tzinfo=UTC)]
    later = read(statement(Condition={"DateGreaterThanEquals": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}}))
    (grant,) = later.grants
    assert (grant.evidence.code, grant.until) == ("policy_lets_in_later", None)
    assert grant.evidence.args["since"] == "2030-01-01"


@pytest.mark.parametrize("text", ["", "<html>", "[]", '{"Statement": []}', 5, {"Statement": []}, ["x"], True])
def test_what_is_no_policy_is_one_grant_in_doubt_for_everyone(text: object) -> None:
    reading = read_text(text)
    (grant,) = reading.grants
    assert grant.audience is Audience.PUBLIC
    assert grant.capabilities == frozenset[Capability]()
    assert grant.evidence.code == "policy_malformed"
    assert {doubt.reason for doubt in grant.doubts} == {Reason.MALFORMED}
    assert reading.aws_calls_public is None


def test_a_malformed_policy_says_where() -> None:
    (grant,) = read_text('{\n  "Statement": {"Effect": 1}\n}').grants
    assert grant.evidence.args["pointer"] == "/Statement/Effect"
    assert (grant.evidence.args["line"], grant.evidence.args["column"]) == ("2", "27")


def test_a_reading_tells_what_aws_calls_the_policy() -> None:
    assert read(statement(), deny()).aws_calls_public is True
    assert read(statement(Principal={"AWS": A})).aws_calls_public is False
    assert read(statement(Condition={"StringEquals": {"aws:Unheard": "of"}})).aws_calls_public is None


def test_a_content_network_reads_for_whoever_has_an_account() -> None:
    reading = read(statement(Principal={"Service": "cloudfront.amazonaws.com"}))
    assert said(reading) == [("authenticated Amazon CloudFront for any AWS user", "read", "")]


def test_a_deleted_user_or_role_is_told_as_nobody() -> None:
    found = read(statement(Principal={"AWS": ["AIDAEXAMPLE0GONE", "AROAEXAMPLE0GONE", A]}))
    assert said(found) == [(f"external {A}", "read", "")]
    (told,) = [one for one in found.absences if one.code == "principals_deleted"]
    assert (told.pointer, told.args) == ("/Statement/0", {"names": "AIDAEXAMPLE0GONE, AROAEXAMPLE0GONE"})
    denied = read(deny(Principal={"AWS": "AIDAEXAMPLE0GONE"})).absences
    assert "principals_deleted" not in {one.code for one in denied}
