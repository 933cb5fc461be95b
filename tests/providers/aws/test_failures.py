"""Every way in which a call fails has its own error, one sentence, and no secret in it."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from botocore import exceptions as sdk

from ajar.demo.aws.company.callers import EXPIRED_KEY, HALF_CONFIGURED_KEY, PROD_KEY, WRONGLY_SIGNED_KEY
from ajar.demo.aws.errors import AwsError, RawAnswer
from ajar.demo.http_server import Drop, Response
from ajar.model.account import Demo
from ajar.model.credentials import Credentials
from ajar.providers.aws.session import open_account
from ajar.providers.aws.session.failures import Asked, failure, one_line
from ajar.providers.aws.session.patience import Patience
from ajar.providers.kind import (
    Absent,
    Busy,
    CloudError,
    Denied,
    Expired,
    Gone,
    Malformed,
    NoCredentials,
    Refused,
    Unreachable,
)

if TYPE_CHECKING:
    from ajar.demo.aws.cloud import AwsCloud
    from ajar.demo.call import Call
    from ajar.providers.aws.session import AwsSession

    Opener = Callable[..., AwsSession]

QUICK = Patience(connect=0.3, read=0.3, first=0.001, longest=0.002)
PAGE = Response(
    200, {"Content-Type": "text/html; charset=utf-8"}, b"<html><body>Welcome, guest</body></html>"
)
NO_XML = Response(200, {"Content-Type": "text/xml"}, b"<GetCallerIdentityResponse><br>")
FORBIDDEN = Response(403, {"Content-Type": "text/html"}, b"\n <!DOCTYPE html><html>Blocked by the proxy")
BAD_GATEWAY = Response(502, {"Content-Type": "text/html"}, b"<html>Bad gateway</html>")


def read(session: AwsSession) -> object:
    """One ordinary call."""
    return session.call("s3:GetBucketAcl", Bucket="marrow-legacy-uploads")


def write(session: AwsSession) -> object:
    """One ordinary write."""
    return session.call("s3:PutBucketPolicy", region="eu-west-1", Bucket="marrow-www", Policy="{}")


def always(cloud: AwsCloud, error: Exception) -> None:
    """Answer every call to S3 with this error."""

    def hook(call: Call) -> None:
        if call.service == "s3":
            raise error

    cloud.before.append(hook)


@pytest.mark.parametrize(
    ("code", "status", "meant"),
    [
        ("AccessDenied", 403, Denied),
        ("AccessDeniedException", 400, Denied),
        ("UnauthorizedOperation", 403, Denied),
        ("AllAccessDisabled", 403, Denied),
        ("OptInRequired", 403, Denied),
        ("SomethingNew", 403, Denied),
        ("ExpiredToken", 400, Expired),
        ("ExpiredTokenException", 400, Expired),
        ("RequestExpired", 400, Expired),
        ("InvalidAccessKeyId", 403, NoCredentials),
        ("InvalidClientTokenId", 403, NoCredentials),
        ("UnrecognizedClientException", 400, NoCredentials),
        ("SignatureDoesNotMatch", 403, NoCredentials),
        ("RequestTimeTooSkewed", 403, NoCredentials),
        ("SlowDown", 503, Busy),
        ("Throttling", 400, Busy),
        ("ThrottlingException", 400, Busy),
        ("SomethingNew", 503, Busy),
        ("SomethingNew", 429, Busy),
        ("InternalError", 500, Unreachable),
        ("SomethingNew", 504, Unreachable),
        ("NoSuchBucket", 404, Gone),
        ("NoSuchWebsiteConfiguration", 404, Malformed),
        ("NotImplemented", 501, Malformed),
        ("MethodNotAllowed", 405, Malformed),
        ("InvalidRequest", 400, Malformed),
    ],
)
def test_what_a_read_is_answered_with(
    opened: Opener, cloud: AwsCloud, code: str, status: int, meant: type[CloudError]
) -> None:
    session = opened()
    always(cloud, AwsError(code, "said by AWS", status))
    with pytest.raises(CloudError) as failed:
        read(session)
    assert type(failed.value) is meant
    assert failed.value.permission == ("s3:GetBucketAcl" if meant is Denied else "")


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("MalformedPolicy", 400),
        ("AccessControlListNotSupported", 400),
        ("InvalidBucketAclWithObjectOwnership", 400),
        ("MethodNotAllowed", 405),
        ("NotImplemented", 501),
    ],
)
def test_a_write_that_is_not_taken_is_refused(
    opened: Opener, cloud: AwsCloud, code: str, status: int
) -> None:
    session = opened()
    always(cloud, AwsError(code, "said by AWS", status))
    with pytest.raises(Refused):
        write(session)


@pytest.mark.parametrize("code", ["InvalidClientTokenId", "AuthFailure", "UnrecognizedClientException"])
def test_a_region_that_is_switched_off_is_denied_and_not_empty(
    opened: Opener, cloud: AwsCloud, code: str
) -> None:
    session = opened()
    always(cloud, AwsError(code, "", 403))
    with pytest.raises(Denied, match="switched the region off"):
        session.call("s3:GetBucketAcl", region="me-south-1", Bucket="marrow-www")


def test_credentials_that_are_revoked_meanwhile_are_not_a_region_switched_off(
    opened: Opener, cloud: AwsCloud
) -> None:
    session = opened()
    del cloud.world.keys[PROD_KEY]
    with pytest.raises(NoCredentials):
        session.call("s3:GetBucketAcl", region="eu-west-1", Bucket="marrow-www")


@pytest.mark.parametrize("answer", [PAGE, FORBIDDEN], ids=["page", "forbidden"])
def test_a_web_page_in_the_place_of_an_answer_is_malformed(
    opened: Opener, cloud: AwsCloud, answer: Response
) -> None:
    session = opened()
    always(cloud, RawAnswer(answer))
    with pytest.raises(Malformed, match="web page"):
        read(session)


def test_a_page_that_tells_of_a_fault_is_tried_again(opened: Opener, cloud: AwsCloud) -> None:
    session = opened()
    always(cloud, RawAnswer(BAD_GATEWAY))
    cloud.calls.clear()
    with pytest.raises(Unreachable):
        read(session)
    assert len(cloud.calls) == 3


def test_an_answer_that_is_no_xml_is_malformed(cloud: AwsCloud, url: str) -> None:
    def hook(_: Call) -> None:
        raise RawAnswer(NO_XML)

    cloud.before.append(hook)
    with pytest.raises(Malformed, match="could not be read"):
        open_account(Credentials(Demo(url=url, key=PROD_KEY)), QUICK)


def test_a_page_is_never_an_empty_account(opened: Opener, cloud: AwsCloud) -> None:
    session = opened()
    always(cloud, RawAnswer(PAGE))
    with pytest.raises(Malformed):
        list(session.pages("s3:ListBuckets", MaxBuckets=10))
    with pytest.raises(Malformed):
        session.call("s3:GetBucketPolicy", region="eu-west-1", Bucket="marrow-www")


def test_a_connection_that_breaks_is_unreachable(opened: Opener, cloud: AwsCloud) -> None:
    session = opened()
    always(cloud, Drop())
    with pytest.raises(Unreachable):
        read(session)


def test_an_answer_that_does_not_come_is_unreachable_in_time(opened: Opener, cloud: AwsCloud) -> None:
    session = opened(patience=QUICK)
    cloud.before.append(lambda _: time.sleep(2))
    started = time.monotonic()
    with pytest.raises(Unreachable, match="in time"):
        read(session)
    assert time.monotonic() - started < 2


def test_nobody_there_is_unreachable() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(Unreachable):
            open_account(Credentials(Demo(url=url, key=PROD_KEY)), QUICK)


@contextmanager
def listening(answer: bytes) -> Iterator[str]:
    """Somebody who sends these bytes to whoever connects, and resets."""
    over = threading.Event()

    def answer_each(server: socket.socket) -> None:
        while not over.is_set():
            with contextlib.suppress(TimeoutError):
                connection, _ = server.accept()
                with connection:
                    connection.recv(65536)
                    connection.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        thread = threading.Thread(target=answer_each, args=(server,))
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        over.set()
        thread.join()


@pytest.mark.parametrize("answer", [b"", b"SSH-2.0-x\r\n"])
def test_what_is_no_http_is_unreachable(answer: bytes) -> None:
    with listening(answer) as url, pytest.raises(Unreachable):
        open_account(Credentials(Demo(url=url, key=PROD_KEY)), QUICK)


@pytest.mark.parametrize(
    ("key", "meant", "says"),
    [
        (EXPIRED_KEY, Expired, "have expired"),
        (HALF_CONFIGURED_KEY, NoCredentials, "does not know this access key"),
        ("AKIANOBODY0000000000", NoCredentials, "does not know this access key"),
        (WRONGLY_SIGNED_KEY, NoCredentials, "secret access key is not the one"),
    ],
)
def test_credentials_with_something_wrong(url: str, key: str, meant: type[CloudError], says: str) -> None:
    with pytest.raises(meant, match=says):
        open_account(Credentials(Demo(url=url, key=key)), QUICK)


ASKED = Asked(operation="s3:GetBucketAcl", region="eu-west-1", sign_in="run `aws sso login --profile p`")


@pytest.mark.parametrize(
    ("error", "meant", "says"),
    [
        (sdk.NoCredentialsError(), NoCredentials, "aws configure"),
        (
            sdk.PartialCredentialsError(provider="env", cred_var="aws_secret_access_key"),
            NoCredentials,
            "Half",
        ),
        (sdk.ProfileNotFound(profile="nope"), NoCredentials, "nope"),
        (sdk.ConfigParseError(path="/home/ana/.aws/config"), NoCredentials, "configuration"),
        (sdk.InvalidRegionError(region_name="!!"), NoCredentials, "configuration"),
        (sdk.NoRegionError(), NoCredentials, "configuration"),
        (sdk.UnauthorizedSSOTokenError(), Expired, "aws sso login --profile p"),
        (sdk.SSOTokenLoadError(error_msg="gone"), Expired, "aws sso login --profile p"),
        (sdk.TokenRetrievalError(provider="sso", error_msg="over"), Expired, "aws sso login --profile p"),
        (sdk.LoginRefreshRequired(), Expired, "aws sso login --profile p"),
        (sdk.CredentialRetrievalError(provider="process", error_msg="hunter2"), NoCredentials, "fetched"),
        (FileNotFoundError("credential program"), NoCredentials, "fetched"),
        (ValueError("Invalid endpoint: x"), NoCredentials, "configuration"),
        (sdk.EndpointConnectionError(endpoint_url="https://x"), Unreachable, "network"),
        (sdk.ConnectTimeoutError(endpoint_url="https://x"), Unreachable, "in time"),
        (sdk.ReadTimeoutError(endpoint_url="https://x"), Unreachable, "in time"),
        (sdk.ProxyConnectionError(proxy_url="http://user:hunter2@proxy"), Unreachable, "proxy"),
        (sdk.SSLError(endpoint_url="https://x", error="self signed"), Unreachable, "AWS_CA_BUNDLE"),
        (sdk.ConnectionClosedError(endpoint_url="https://x"), Unreachable, "broke off"),
        (sdk.ParamValidationError(report="Invalid bucket name"), Malformed, "arguments"),
        (sdk.ChecksumError(checksum_type="crc32", expected_checksum="a", actual_checksum="b"), Malformed, ""),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_what_fails_on_this_machine(error: Exception, meant: type[CloudError], says: str) -> None:
    found = failure(error, ASKED)
    assert type(found) is meant
    assert says in found.message
    assert "hunter2" not in found.message


def test_a_role_that_may_not_be_taken_names_that_permission() -> None:
    answer = {"Error": {"Code": "AccessDenied", "Message": "no"}, "ResponseMetadata": {"HTTPStatusCode": 403}}
    found = failure(sdk.ClientError(answer, "AssumeRole"), ASKED)
    assert isinstance(found, Denied)
    assert found.permission == "sts:AssumeRole"


def test_a_code_of_another_call_is_not_the_absence_that_was_meant() -> None:
    answer = {"Error": {"Code": "NoSuchThing"}, "ResponseMetadata": {"HTTPStatusCode": 404}}
    asked = Asked(operation="s3:GetBucketAcl", region="", sign_in="", absent=("NoSuchThing",))
    assert isinstance(failure(sdk.ClientError(answer, "GetBucketAcl"), asked), Absent)
    assert isinstance(failure(sdk.ClientError(answer, "AssumeRole"), asked), Malformed)


def test_what_aws_says_of_a_signature_is_not_repeated() -> None:
    canonical = "The Canonical String should have been x-amz-security-token:IQoJb3JpZ2luX2VjEXAMPLE"
    answer = {"Error": {"Code": "SignatureDoesNotMatch", "Message": canonical}, "ResponseMetadata": {}}
    assert "IQoJ" not in failure(sdk.ClientError(answer, "GetBucketAcl"), ASKED).message


def test_a_message_is_one_plain_line_without_a_whole_key_id() -> None:
    text = one_line("User AKIAIOSFODNN7EXAMPLE\n\x1b[31mred\x00 " + "x" * 1000)
    assert text.startswith("User AKIA…MPLE [31mred x")
    assert text.isprintable()
    assert len(text) <= 300
