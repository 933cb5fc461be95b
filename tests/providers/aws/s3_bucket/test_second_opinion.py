"""AWS's own opinion of a policy: asked for only on demand, compared, and never what decides."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.errors import AwsError, RawAnswer
from ajar.demo.aws.state import Denial
from ajar.demo.call import Call
from ajar.demo.http_server import Response
from ajar.jobs.examine import examine, judged
from ajar.model.account import Demo
from ajar.model.credentials import Credentials
from ajar.model.exposure import Caveat
from ajar.model.facts import Fact, Reading, Reason, Unread
from ajar.model.finding import Finding
from ajar.model.ours import Ours
from ajar.providers.aws.s3_bucket import KIND
from ajar.providers.aws.s3_bucket.second_opinion import ANALYZER, STATUS
from ajar.providers.aws.s3_bucket.verdict import judge
from ajar.providers.aws.session import AwsSession, open_account
from ajar.providers.aws.session.patience import Patience
from ajar.providers.reader import reader
from ajar.words import SENTENCES, say
from clouds.s3_facts import ACCOUNT, BUCKET, CONDITIONAL, READ, SHARED, facts, policy

AT = datetime(2026, 11, 24, tzinfo=UTC)
OURS = Ours(accounts=frozenset({ACCOUNT}))
HASTE = Patience(connect=2.0, read=5.0, first=0.001, longest=0.002)
ASKED = {"GetBucketPolicyStatus", "CheckNoPublicAccess"}
S3, ACCESS_ANALYZER = "GetBucketPolicyStatus", "Access Analyzer"


def opinions(caveats: tuple[Caveat, ...]) -> list[tuple[str, ...]]:
    """What is told of second opinions, in short."""
    told = [caveat for caveat in caveats if caveat.code.startswith("second_opinion_")]
    return [(caveat.code.removeprefix("second_opinion_"), *caveat.args.values()) for caveat in told]


def examined(session: AwsSession, name: str, *, second_opinion: bool = True) -> Finding:
    """A bucket of the company's, read with a second opinion."""
    found = {resource.name: resource for resource in KIND.list(reader(session))}
    return examine(reader(session), KIND, found[name], OURS, AT, second_opinion=second_opinion)


def said(text: object, **given: Reading) -> list[tuple[str, ...]]:
    """What is told of second opinions on a bucket with this policy, of which these are given."""
    owners = {name: {BUCKET.id: value} for name, value in given.items()}
    return opinions(judge(BUCKET, {**facts(policy=text), **owners}, OURS, AT).caveats)


def test_nothing_is_asked_unless_it_is_wanted(session: AwsSession, cloud: AwsCloud) -> None:
    finding = examined(session, "marrow-launch-drafts", second_opinion=False)
    assert opinions(finding.exposure.caveats) == []
    assert {STATUS, ANALYZER} & set(finding.facts) == set()
    assert ASKED & {call.operation for call in cloud.calls} == set()


def test_two_more_calls_are_made_of_a_bucket_with_a_policy_and_none_of_one_without(
    session: AwsSession, cloud: AwsCloud
) -> None:
    finding = examined(session, "marrow-launch-drafts")
    assert [call.operation for call in cloud.calls if call.operation in ASKED] == sorted(ASKED, reverse=True)
    assert len([call for call in cloud.calls if call.operation == "GetBucketPolicy"]) == 1
    assert finding.facts[STATUS] == {finding.resource.id: Fact(True)}
    assert finding.facts[ANALYZER] == {finding.resource.id: Fact("FAIL")}
    cloud.world.buckets["marrow-launch-drafts"].policy = None
    cloud.calls.clear()
    assert opinions(examined(session, "marrow-launch-drafts").exposure.caveats) == []
    assert ASKED & {call.operation for call in cloud.calls} == set()


def test_the_demos_own_evaluator_and_ajar_read_every_policy_of_the_company_alike(
    session: AwsSession, cloud: AwsCloud
) -> None:
    heard = 0
    for resource in list(KIND.list(reader(session))):
        finding = examine(reader(session), KIND, resource, OURS, AT, second_opinion=True)
        told = opinions(finding.exposure.caveats)
        readable = isinstance(finding.facts["policy"][resource.id], Fact)
        assert len(told) == (2 if readable and cloud.world.buckets[resource.name].policy else 0)
        assert {code for code, *_ in told} <= {"agrees"}, (resource.name, told)
        heard += len(told)
    assert heard > 10
    assert cloud.unserved == set()


def test_an_opinion_changes_nothing_of_the_verdict_nor_of_the_fixes(session: AwsSession) -> None:
    plain = examined(session, "marrow-launch-drafts", second_opinion=False)
    asked = examined(session, "marrow-launch-drafts")
    assert asked.fixes == plain.fixes != ()
    assert opinions(asked.exposure.caveats) == [
        ("agrees", S3, "public", "public"),
        ("agrees", ACCESS_ANALYZER, "public", "public"),
    ]
    left = {name: owners for name, owners in asked.facts.items() if name not in (STATUS, ANALYZER)}
    assert judged(KIND, asked.resource, left, OURS, AT) == plain


def test_an_answer_that_differs_is_shown_as_such(session: AwsSession, cloud: AwsCloud) -> None:
    def claim(call: Call) -> None:
        if call.operation == "GetBucketPolicyStatus":
            body = b"<PolicyStatus><IsPublic>FALSE</IsPublic></PolicyStatus>"
            raise RawAnswer(Response(200, {"Content-Type": "application/xml"}, body))

    cloud.before.append(claim)
    finding = examined(session, "marrow-launch-drafts")
    assert opinions(finding.exposure.caveats)[0] == ("differs", S3, "not public", "public")
    assert finding.exposure.state.value == "open"


def test_an_opinion_that_is_denied_is_told_and_is_no_reason_for_unknown(
    session: AwsSession, cloud: AwsCloud
) -> None:
    plain = examined(session, "marrow-launch-drafts", second_opinion=False)
    cloud.world.accounts[session.account].denials |= {
        Denial("access-analyzer:CheckNoPublicAccess"),
        Denial("s3:GetBucketPolicyStatus"),
    }
    finding = examined(session, "marrow-launch-drafts")
    assert opinions(finding.exposure.caveats) == [
        ("not_read", S3, "s3:GetBucketPolicyStatus"),
        ("not_read", ACCESS_ANALYZER, "access-analyzer:CheckNoPublicAccess"),
    ]
    assert finding.exposure.state is plain.exposure.state
    assert finding.exposure.unknown == plain.exposure.unknown


def test_a_policy_that_went_meanwhile_has_no_opinion(session: AwsSession, cloud: AwsCloud) -> None:
    def gone(call: Call) -> None:
        if call.operation == "GetBucketPolicyStatus":
            raise AwsError("NoSuchBucketPolicy")

    cloud.before.append(gone)
    finding = examined(session, "marrow-launch-drafts")
    assert finding.facts[STATUS] == {finding.resource.id: Fact(None)}
    assert opinions(finding.exposure.caveats) == [("agrees", ACCESS_ANALYZER, "public", "public")]


def test_an_answer_of_no_form_is_not_taken_for_a_word(session: AwsSession, cloud: AwsCloud) -> None:
    def answer(call: Call) -> None:
        if call.operation == "CheckNoPublicAccess":
            raise RawAnswer(Response(200, {"Content-Type": "application/json"}, b'{"result": "PERHAPS"}'))

    cloud.before.append(answer)
    told = opinions(examined(session, "marrow-launch-drafts").exposure.caveats)
    assert told[1] == ("not_read", ACCESS_ANALYZER, "malformed")


DENIED = Unread(reason=Reason.DENIED, permission="s3:GetBucketPolicyStatus")


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        (policy(READ), {STATUS: Fact(True)}, [("agrees", S3, "public", "public")]),
        (policy(SHARED), {STATUS: Fact(False)}, [("agrees", S3, "not public", "not public")]),
        (policy(SHARED), {STATUS: Fact(True)}, [("differs", S3, "public", "not public")]),
        (policy(READ), {ANALYZER: Fact("PASS")}, [("differs", ACCESS_ANALYZER, "not public", "public")]),
        (policy(SHARED), {ANALYZER: Fact("PASS")}, [("agrees", ACCESS_ANALYZER, "not public", "not public")]),
        (policy(CONDITIONAL), {STATUS: Fact(True)}, [("alone", S3, "public", "not decided")]),
        (policy(READ), {STATUS: DENIED}, [("not_read", S3, "s3:GetBucketPolicyStatus")]),
        (policy(READ), {STATUS: Unread(reason=Reason.BUSY)}, [("not_read", S3, "busy")]),
        (policy(READ), {STATUS: Fact("yes")}, [("not_read", S3, "malformed")]),
        (policy(READ), {ANALYZER: Fact([True])}, [("not_read", ACCESS_ANALYZER, "malformed")]),
        (policy(READ), {STATUS: Fact(None)}, []),
        (policy(READ), {}, []),
    ],
)
def test_each_opinion_is_held_against_awss_own_definition(
    text: str, given: dict[str, Reading], expected: list[tuple[str, ...]]
) -> None:
    assert said(text, **given) == expected


def test_every_word_on_opinions_has_a_sentence_that_names_who_said_it() -> None:
    for code in ("agrees", "alone", "differs", "not_read"):
        assert f"second_opinion_{code}" in SENTENCES
        assert "GetBucketPolicyStatus" in say(f"second_opinion_{code}", {"who": "GetBucketPolicyStatus"})


def test_moto_is_of_the_same_opinion_and_what_it_does_not_serve_is_told(moto: str) -> None:
    (session,) = open_account(Credentials(Demo(url=moto, key="AKIAMOTO")), HASTE)
    session.call("s3:CreateBucket", region="us-east-1", Bucket="opinionated")
    assert opinions(examined(session, "opinionated").exposure.caveats) == []
    for principal, word in (("*", "public"), ({"AWS": "111122223333"}, "not public")):
        line = {**READ, "Principal": principal, "Resource": "arn:aws:s3:::opinionated/*"}
        session.call("s3:PutBucketPolicy", region="us-east-1", Bucket="opinionated", Policy=policy(line))
        assert opinions(examined(session, "opinionated").exposure.caveats) == [
            ("agrees", S3, word, word),
            ("not_read", ACCESS_ANALYZER, "unreachable"),
        ]
    session.close()
