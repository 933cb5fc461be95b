"""The knock: a list without credentials first, then the headers of one file, and what was tried is said."""

from __future__ import annotations

import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.prod import PROD
from ajar.demo.aws.errors import AwsError
from ajar.demo.aws.state import Denial, blocked
from ajar.demo.call import Call
from ajar.providers.aws.s3_bucket import KIND
from ajar.providers.aws.session import AwsSession
from ajar.providers.kind import Gone, Knock, Unreachable
from ajar.providers.reader import reader


def knocked(session: AwsSession, name: str) -> Knock:
    assert KIND.knock is not None
    (bucket,) = [one for one in KIND.list(reader(session)) if one.name == name]
    return KIND.knock(session, bucket)


@pytest.mark.parametrize(
    ("name", "asked", "let_in"),
    [
        ("marrow-launch-drafts", "LIST s3://marrow-launch-drafts", True),
        ("marrow-www", "HEAD s3://marrow-www/404.html", True),
        ("marrow-finance", "HEAD s3://marrow-finance/2026/budget.csv", False),
        ("marrow-ml-checkpoints", "HEAD s3://marrow-ml-checkpoints/finch-3/loss.csv", False),
        # Nothing of it may be listed, so that there is no name to ask for.
        ("marrow-tokyo-press-archive", "LIST s3://marrow-tokyo-press-archive", False),
    ],
)
def test_a_stranger_is_let_in_or_not(session: AwsSession, name: str, asked: str, *, let_in: bool) -> None:
    assert knocked(session, name) == Knock(asked, let_in)


def test_a_bucket_that_was_closed_lets_in_nobody_any_more(session: AwsSession, cloud: AwsCloud) -> None:
    cloud.world.buckets["marrow-launch-drafts"].block = blocked()
    assert not knocked(session, "marrow-launch-drafts").let_in


def test_every_request_that_decides_is_a_strangers(session: AwsSession, cloud: AwsCloud) -> None:
    knocked(session, "marrow-www")
    calls = [(call.operation, call.account) for call in list(cloud.calls)[-3:]]
    assert calls == [("ListObjectsV2", None), ("ListObjectsV2", PROD), ("HeadObject", None)]


def test_a_bucket_without_files_has_its_list_tried_alone(session: AwsSession, cloud: AwsCloud) -> None:
    cloud.world.buckets["marrow-www"].objects.clear()
    assert knocked(session, "marrow-www") == Knock("LIST s3://marrow-www", let_in=False)


def test_a_name_that_may_not_be_asked_for_is_not_guessed(session: AwsSession, cloud: AwsCloud) -> None:
    cloud.world.accounts[PROD].denials.add(Denial("s3:ListBucket"))
    assert knocked(session, "marrow-www") == Knock("LIST s3://marrow-www", let_in=False)


@pytest.mark.parametrize(("code", "error"), [("NoSuchBucket", Gone), ("InternalError", Unreachable)])
def test_no_answer_is_neither(
    session: AwsSession, cloud: AwsCloud, code: str, error: type[Exception]
) -> None:
    def fail(call: Call) -> None:
        if call.account is None:
            raise AwsError(code)

    cloud.before.append(fail)
    with pytest.raises(error):
        knocked(session, "marrow-www")
