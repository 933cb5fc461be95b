"""What the fake AWS promises beside its answers: wrong keys, faults on order, records, its own bugs."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.exceptions import ClientError, HTTPClientError

from ajar.demo.aws import cloud as cloud_module
from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.callers import (
    EXPIRED_KEY,
    HALF_CONFIGURED_KEY,
    PROD_ROLE_KEY,
    WRONGLY_SIGNED_KEY,
)
from ajar.demo.aws.company.prod import PROD
from ajar.demo.aws.errors import AwsError, RawAnswer
from ajar.demo.call import Call
from ajar.demo.http_server import Drop, Response

Client = Callable[..., Any]
Stranger = Callable[..., tuple[int, bytes]]


def _code(error: pytest.ExceptionInfo[ClientError]) -> str:
    return str(error.value.response["Error"]["Code"])


@pytest.mark.parametrize(
    ("key", "token", "in_s3", "in_sts", "in_organizations"),
    [
        (
            "AKIANEVERMADE0000000",
            None,
            "InvalidAccessKeyId",
            "InvalidClientTokenId",
            "UnrecognizedClientException",
        ),
        (
            HALF_CONFIGURED_KEY,
            None,
            "InvalidAccessKeyId",
            "InvalidClientTokenId",
            "UnrecognizedClientException",
        ),
        (PROD_ROLE_KEY, "stale", "InvalidAccessKeyId", "InvalidClientTokenId", "UnrecognizedClientException"),
        (EXPIRED_KEY, "", "ExpiredToken", "ExpiredToken", "ExpiredTokenException"),
        (WRONGLY_SIGNED_KEY, "", "SignatureDoesNotMatch", "SignatureDoesNotMatch", "SignatureDoesNotMatch"),
    ],
)
def test_a_key_that_does_not_work_is_refused_in_each_protocols_words(
    client: Client, key: str, token: str | None, in_s3: str, in_sts: str, in_organizations: str
) -> None:
    calls = (
        (client("s3", key, token=token).list_buckets, in_s3),
        (client("sts", key, token=token).get_caller_identity, in_sts),
        (client("organizations", key, token=token).describe_organization, in_organizations),
    )
    for call, code in calls:
        with pytest.raises(ClientError) as error:
            call()
        assert _code(error) == code


def test_an_operation_that_is_not_served_answers_501_and_is_recorded(client: Client, cloud: AwsCloud) -> None:
    for ask in (client("s3").get_bucket_versioning, client("s3").get_bucket_logging):
        with pytest.raises(ClientError) as error:
            ask(Bucket="marrow-www")
        assert error.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501
    with pytest.raises(ClientError):
        client("rds").describe_db_instances()
    assert cloud.unserved == {"s3.GetBucketVersioning", "s3.GetBucketLogging", "rds.DescribeDBInstances"}


def test_a_copy_is_not_mistaken_for_a_write(client: Client, cloud: AwsCloud) -> None:
    with pytest.raises(ClientError):
        client("s3").copy_object(
            Bucket="marrow-www", Key="copy", CopySource={"Bucket": "marrow-www", "Key": "index.html"}
        )
    assert cloud.unserved == {"s3.CopyObject"}


def test_calls_are_recorded_with_account_region_and_resource(
    client: Client, stranger: Stranger, cloud: AwsCloud
) -> None:
    client("s3").get_bucket_acl(Bucket="marrow-www")
    client("sts", region="us-east-1").get_caller_identity()
    stranger("GET", "/marrow-www/index.html")
    assert list(cloud.calls) == [
        Call("s3", "GetBucketAcl", "eu-west-1", PROD, "marrow-www"),
        Call("sts", "GetCallerIdentity", "us-east-1", PROD),
        Call("s3", "GetObject", "us-east-1", None, "marrow-www"),
    ]


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ({"Bukkets": []}, b"no member Bukkets"),
        ({"Buckets": {}}, b"is no list"),
        ({"Buckets": [{"Name": 7}]}, b"is no string"),
        ({"Prefix": True}, b"is no string"),
    ],
)
def test_an_answer_that_does_not_fit_the_model_is_a_bug_that_shows(
    client: Client, monkeypatch: pytest.MonkeyPatch, answer: dict[str, object], problem: bytes
) -> None:
    monkeypatch.setitem(cloud_module.OPERATIONS, "s3.ListBuckets", lambda *_: answer)
    with pytest.raises(ClientError) as error:
        client("s3").list_buckets()
    assert _code(error) == "FakeBug"
    assert error.value.response["ResponseMetadata"]["HTTPStatusCode"] == 500
    assert problem.decode() in error.value.response["Error"]["Message"]


def test_a_word_outside_the_models_list_is_a_bug_that_shows(client: Client, cloud: AwsCloud) -> None:
    cloud.world.buckets["marrow-www"].payer = "Nobody"
    with pytest.raises(ClientError) as error:
        client("s3").get_bucket_request_payment(Bucket="marrow-www")
    assert _code(error) == "FakeBug"


def test_a_hook_may_throttle_deny_or_break_a_call(client: Client, cloud: AwsCloud) -> None:
    faults: list[Exception] = [
        AwsError("SlowDown", "Please reduce your request rate."),
        AwsError("AccessDenied"),
        RawAnswer(Response(500, {"Content-Type": "text/html"}, b"<html><h1>Oops</h1>")),
    ]

    def fail(_: Call) -> None:
        if faults:
            raise faults.pop(0)

    cloud.before.append(fail)
    s3, codes = client("s3"), []
    for _ in range(3):
        with pytest.raises(ClientError) as error:
            s3.list_buckets()
        codes.append((_code(error), error.value.response["ResponseMetadata"]["HTTPStatusCode"]))
    assert codes == [("SlowDown", 503), ("AccessDenied", 403), ("500", 500)]
    assert s3.list_buckets()["Buckets"]


def test_a_hook_may_cut_the_connection(client: Client, cloud: AwsCloud) -> None:
    def cut(_: Call) -> None:
        raise Drop

    cloud.before.append(cut)
    with pytest.raises(HTTPClientError):
        client("s3", proxied=False).list_buckets()


def test_calls_that_wait_do_not_hold_up_each_other(client: Client, cloud: AwsCloud) -> None:
    s3 = client("s3")
    s3.list_buckets()
    together = threading.Barrier(8, timeout=20)

    def meet(_: Call) -> None:
        together.wait()

    cloud.before.append(meet)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: s3.list_buckets(), range(8)))
    assert len(answers) == 8


def test_a_stranger_cannot_ask_who_they_are(stranger: Stranger) -> None:
    started = time.monotonic()
    status, body = stranger("GET", "/")
    assert (status, b"AccessDenied" in body) == (403, True)
    assert time.monotonic() - started < 5
