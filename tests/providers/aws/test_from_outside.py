"""A call from outside: nothing of anybody's credentials goes along, and it is answered as a stranger's is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.callers import PROD_KEY, PROD_ROLE_KEY, secret_of, token_of
from ajar.demo.aws.errors import AwsError
from ajar.demo.call import Call
from ajar.model.account import AwsAmbient
from ajar.model.credentials import Credentials
from ajar.providers.aws.session import AwsSession, open_account
from ajar.providers.aws.session.patience import Patience
from ajar.providers.kind import Busy, Denied, Gone, Unreachable

OPEN, SHUT = "marrow-launch-drafts", "marrow-finance"
SIGNED = {"authorization", "x-amz-security-token", "x-amz-date", "x-amz-expected-bucket-owner"}
QUICK = Patience(connect=0.5, read=2.0, first=0.001, longest=0.002)


@pytest.fixture
def ambient(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AwsSession]:
    """A session as a person's: by the environment's temporary key, at the address that is configured."""
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.setenv("AWS_ENDPOINT_URL", url)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", PROD_ROLE_KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", secret_of(PROD_ROLE_KEY))
    monkeypatch.setenv("AWS_SESSION_TOKEN", str(token_of(PROD_ROLE_KEY)))
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    (session,) = open_account(Credentials(AwsAmbient()), QUICK)
    yield session
    session.close()


def sent(session: AwsSession) -> list[dict[str, str]]:
    """The headers of what is sent from outside from now on, and the address under ":url"."""
    found: list[dict[str, str]] = []

    def keep(request: object, **_: object) -> None:
        headers = {name.lower(): str(value) for name, value in vars(request)["headers"].items()}
        found.append({**headers, ":url": vars(request)["url"]})

    client = session._clients.client("s3", "eu-west-1", signed=False)
    client.meta.events.register("before-send", keep)
    return found


@pytest.mark.parametrize("name", ["session", "ambient"])
def test_no_credentials_go_along(name: str, request: pytest.FixtureRequest, cloud: AwsCloud) -> None:
    session: AwsSession = request.getfixturevalue(name)
    headers = sent(session)
    before = len(cloud.calls)
    answer = session.from_outside("s3:ListObjectsV2", region="eu-west-1", Bucket=OPEN, MaxKeys=1)
    assert len(answer["Contents"]) == 1
    assert "ResponseMetadata" not in answer
    (one,) = headers
    assert SIGNED.isdisjoint(one)
    text = " ".join(one.values())
    for key in (PROD_KEY, PROD_ROLE_KEY):
        assert not [secret for secret in (key, secret_of(key), token_of(key)) if secret and secret in text]
    (call,) = list(cloud.calls)[before:]
    assert (call.operation, call.account) == ("ListObjectsV2", None)


@pytest.mark.parametrize("name", ["session", "ambient"])
def test_whom_it_keeps_out_is_denied(name: str, request: pytest.FixtureRequest) -> None:
    session: AwsSession = request.getfixturevalue(name)
    with pytest.raises(Denied):
        session.from_outside("s3:ListObjectsV2", region="eu-west-1", Bucket=SHUT, MaxKeys=1)
    with pytest.raises(Denied):
        session.from_outside("s3:HeadObject", region="eu-west-1", Bucket=SHUT, Key="2026/budget.csv")
    with pytest.raises(Gone):
        session.from_outside("s3:ListObjectsV2", region="eu-west-1", Bucket="marrow-that-never-was")


def test_a_signed_call_after_it_is_signed_again(session: AwsSession, cloud: AwsCloud) -> None:
    session.from_outside("s3:ListObjectsV2", region="eu-west-1", Bucket=OPEN, MaxKeys=1)
    session.call("s3:ListObjectsV2", region="eu-west-1", Bucket=SHUT, MaxKeys=1)
    assert [call.account is None for call in list(cloud.calls)[-2:]] == [True, False]


@pytest.mark.parametrize(("code", "error"), [("SlowDown", Busy), ("InternalError", Unreachable)])
def test_it_is_sent_once(session: AwsSession, cloud: AwsCloud, code: str, error: type[Exception]) -> None:
    asked: list[Call] = []

    def fail(call: Call) -> None:
        asked.append(call)
        raise AwsError(code)

    cloud.before.append(fail)
    with pytest.raises(error):
        session.from_outside("s3:ListObjectsV2", region="eu-west-1", Bucket=OPEN, MaxKeys=1)
    assert len(asked) == 1


def test_the_meter_hears_it(session: AwsSession) -> None:
    heard: list[tuple[str, str]] = []

    class Heard:
        def called(self, operation: str, region: str) -> None:
            heard.append((operation, region))

        def throttled(self, operation: str, region: str) -> None:
            raise AssertionError((operation, region))

    session.meter = Heard()
    session.from_outside("s3:ListObjectsV2", region="eu-west-1", Bucket=OPEN, MaxKeys=1)
    assert heard == [("s3:ListObjectsV2", "eu-west-1")]
