"""The lookups against somebody else's AWS: what its IAM and its lists tell is read as ours is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from ajar.model.account import AwsAmbient
from ajar.model.credentials import Credentials
from ajar.model.ours import Ours
from ajar.providers.aws.s3_bucket.look_ahead import look
from ajar.providers.aws.session import AwsSession, open_account
from ajar.providers.aws.session.patience import Patience
from ajar.providers.reader import reader
from clouds.foreseen import changed, codes, found

PATIENCE = Patience(connect=2.0, read=10.0, first=0.001, longest=0.002)
NAME = "second-reading"
READ = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{NAME}/*"}


@pytest.fixture
def elsewhere(moto: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AwsSession]:
    """A session of ours on that AWS."""
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.setenv("AWS_ENDPOINT_URL", moto)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAMOTO000000EXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "made up")
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    (session,) = open_account(Credentials(AwsAmbient()), PATIENCE)
    yield session
    session.close()


def client(moto: str, service: str) -> Any:  # noqa: ANN401 - boto3 ships no types
    return boto3.client(service, region_name="us-east-1", endpoint_url=moto)


def document(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def test_what_another_aws_tells_is_read_alike(elsewhere: AwsSession, moto: str) -> None:
    s3, iam = client(moto, "s3"), client(moto, "iam")
    s3.create_bucket(Bucket=NAME)
    s3.delete_public_access_block(Bucket=NAME)
    s3.put_bucket_policy(Bucket=NAME, Policy=document({**READ, "Sid": "Open", "Principal": "*"}))
    s3.put_object(Bucket=NAME, Key="one.txt", Body=b"", ACL="public-read")
    s3.put_object(Bucket=NAME, Key="two.txt", Body=b"")
    for name in ("direct", "grouped", "nobody"):
        iam.create_user(UserName=name)
    iam.put_user_policy(UserName="direct", PolicyName="Own", PolicyDocument=document(READ))
    iam.create_group(GroupName="Readers")
    made = iam.create_policy(PolicyName="Shared", PolicyDocument=document(READ))["Policy"]["Arn"]
    iam.attach_group_policy(GroupName="Readers", PolicyArn=made)
    iam.add_user_to_group(GroupName="Readers", UserName="grouped")

    ours = Ours(accounts=frozenset({elsewhere.account}))
    ahead = changed(found(reader(elsewhere), NAME, ours=ours), ours=ours, policy=None)
    given = list(look(reader(elsewhere), ahead))
    said = dict(zip(codes(given), (one.args for one in given), strict=True))
    assert said["files_stay_public"] == {"public": "1", "looked": "2"}
    assert said["own_lose"] == {"names": "nobody", "count": "1", "total": "3"}
    assert said["own_keep"]["names"] == "direct, grouped"
    # That AWS knows no filters of metrics, and answers as a bucket without any.
    assert list(said) == [
        "website_off",
        "no_distribution",
        "files_stay_public",
        "requests_not_counted",
        "own_lose",
        "own_keep",
        "undo_possible",
    ]
