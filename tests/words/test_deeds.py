"""Who changed a resource, in words: an empty answer, a denied one and a cut one differ."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from ajar.model.deed import Deed, Deeds, Span, Unseen
from ajar.model.facts import Reason
from ajar.model.resource import Resource
from ajar.words.deeds import below, by, changed, counts, did, heading, lines, older, spoken, unseen

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
KEPT = AT - timedelta(days=90)
BUCKET = Resource(provider="aws", account="1", region="eu-west-1", kind="s3_bucket", name="b", id="arn")
NOBODY = Deeds(resource=BUCKET, asked=Span(since=KEPT, until=AT), kept_since=KEPT)
DEED = Deed(
    id="1",
    event="PutBucketPolicy",
    code="deed_policy_set",
    about="bucket",
    owner="b",
    at=AT,
    who="arn:aws:iam::1:user/iris",
    address="203.0.113.57",
    region="eu-west-1",
)
DENIED = Unseen(about="bucket", reason=Reason.DENIED, permission="cloudtrail:LookupEvents")


def with_(**more: object) -> Deeds:
    """The empty answer with something in it."""
    return msgspec.structs.replace(NOBODY, **more)


def test_an_empty_answer_says_what_it_may_mean() -> None:
    assert heading(NOBODY) == (
        "No such event since 26 Aug 2026: it was done before that, or through a setting of the organization."
    )


def test_a_log_that_was_not_read_is_never_told_as_an_empty_one() -> None:
    said = heading(with_(unseen=(DENIED,)))
    assert said == "Not known: the log could not be read, or not all of it."
    assert unseen(DENIED) == (
        "Who changed the bucket is not known: the log may not be read with these credentials."
    )


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason is not Reason.BUDGET])
def test_every_reason_is_told_in_a_sentence(reason: Reason) -> None:
    assert unseen(Unseen(about="project", reason=reason)).startswith("Who changed the project is not known: ")


def test_too_many_events_are_told_with_how_far_it_was_looked() -> None:
    cut = Unseen(about="bucket", reason=Reason.BUDGET, back_to=AT)
    assert unseen(cut).startswith("There are too many events of the bucket: what was done before 24 Nov 2026")


def test_a_deed_is_told_with_who_from_where_and_the_providers_own_name() -> None:
    assert did(DEED) == "Changed the bucket's policy"
    assert below(DEED) == "arn:aws:iam::1:user/iris · from 203.0.113.57, eu-west-1 · PutBucketPolicy"
    other = msgspec.structs.replace(DEED, about="account", owner="111", address="", region="")
    assert below(other) == "arn:aws:iam::1:user/iris · 111 · PutBucketPolicy"


def test_what_was_refused_is_told_as_refused_and_counts_for_nothing() -> None:
    inside = msgspec.structs.replace(DEED, in_span=True)
    refused = msgspec.structs.replace(inside, failed="AccessDenied")
    assert did(refused) == "Changed the bucket's policy (refused: AccessDenied)"
    assert (counts(inside), counts(refused), counts(DEED)) == (True, False, False)


def test_somebody_without_a_name_and_a_service_in_between_are_told() -> None:
    assert by(msgspec.structs.replace(DEED, who="")) == "somebody whom the log does not name"
    assert by(msgspec.structs.replace(DEED, through="robot")) == "arn:aws:iam::1:user/iris, through robot"


def test_hostile_text_is_spelled_out() -> None:
    hostile = msgspec.structs.replace(DEED, who="iris\u202egnp\n", event="Put\x1b[31m", failed="no\u0000")
    told = with_(deeds=(hostile,))
    for line in lines("prod", told):
        assert line.isprintable(), ascii(line)


def test_a_change_from_before_the_log_begins_is_told_as_that() -> None:
    long_ago = Span(since=KEPT - timedelta(days=2), until=KEPT)
    assert older(with_(changed=long_ago)).startswith("The log goes back to 26 Aug 2026 only")
    assert older(with_(changed=Span(since=AT, until=AT))) == ""
    assert older(NOBODY) == ""
    assert older(NOBODY, KEPT - timedelta(days=1)).startswith("The log goes back to")
    assert changed(long_ago) in heading(with_(changed=long_ago))


def test_what_counts_has_a_mark_and_the_mark_is_explained() -> None:
    inside = msgspec.structs.replace(DEED, in_span=True)
    told = list(lines("prod", with_(deeds=(inside, DEED), unseen=(DENIED,))))
    assert [line[:2] for line in told if "policy" in line and "Changed" in line] == ["* ", "  "]
    assert "* in the time in which it came to stand like this" in told
    assert any(line.endswith("(cloudtrail:LookupEvents)") for line in told)
    assert not any(line.startswith("*") for line in lines("prod", with_(deeds=(DEED,))))


def test_a_file_has_every_sentence() -> None:
    told = spoken(with_(deeds=(DEED,), unseen=(DENIED,)))
    assert (told.deeds[0].says, told.unseen[0].says) == (did(DEED), unseen(DENIED))
