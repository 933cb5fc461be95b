"""Every way in which boto3 fails, as one of Ajar's errors with one sentence that holds no secret."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from botocore import exceptions as sdk
from botocore.parsers import ResponseParserError

from ajar.providers.aws.permissions import permission
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

# "Error responses - Amazon Simple Storage Service",
# https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html;
# "Common Errors - AWS Security Token Service",
# https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html;
# "Error codes for the Amazon EC2 API",
# https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html; all read 2026-11-24.
EXPIRED = {"ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired"}
UNKNOWN_KEY = {
    "AuthFailure",
    "IncompleteSignature",
    "IncompleteSignatureException",
    "InvalidAccessKeyId",
    "InvalidClientTokenId",
    "InvalidSecurity",
    "InvalidSignatureException",
    "InvalidToken",
    "MissingAuthenticationToken",
    "MissingAuthenticationTokenException",
    "SignatureDoesNotMatch",
    "UnrecognizedClientException",
}
CLOCK = {"RequestTimeTooSkewed"}
DENIED = {
    "AccountProblem",
    "AllAccessDisabled",
    "AuthorizationError",
    "NotAuthorized",
    "NotSignedUp",
    "OptInRequired",
    "SubscriptionRequiredException",
    "UnauthorizedAccess",
    "UnauthorizedOperation",
}
BUSY = {
    "BandwidthLimitExceeded",
    "EC2ThrottledException",
    "OperationAborted",
    "PriorRequestNotComplete",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "ServiceUnavailable",
    "SlowDown",
    "ThrottledException",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
}
GONE = {"NoSuchAccessPoint", "NoSuchBucket", "NoSuchMultiRegionAccessPoint"}
MEANS: dict[str, type[CloudError]] = (
    dict.fromkeys(DENIED, Denied) | dict.fromkeys(BUSY, Busy) | dict.fromkeys(GONE, Gone)
)
SIGN_IN_ENDED = (
    sdk.SSOError,
    sdk.TokenRetrievalError,
    sdk.NoAuthTokenError,
    sdk.LoginError,
    sdk.RefreshWithMFAUnsupportedError,
)
CONFIGURATION = (
    sdk.ConfigParseError,
    sdk.ConfigNotFound,
    sdk.InvalidConfigError,
    sdk.UnknownCredentialError,
    sdk.InvalidRegionError,
    sdk.InvalidDefaultsMode,
    sdk.InvalidProxiesConfigError,
    sdk.NoRegionError,
    sdk.ProfileNotFound,
    sdk.EndpointProviderError,
    sdk.BaseEndpointResolverError,
    ValueError,
)
NO_ANSWER = (sdk.HTTPClientError, sdk.ConnectionError, sdk.IncompleteReadError)

FAILURES = (sdk.BotoCoreError, sdk.ClientError, ResponseParserError, ValueError, OSError)
"""What boto3 raises while it signs in or calls; anything else is a mistake of ours and is not caught."""

Model = Any  # botocore ships no types

_KEY_ID = re.compile(r"\b(A[A-Z]{3})[A-Z0-9]{8,124}([A-Z0-9]{4})\b")
_LONGEST = 300
_START = 200  # bytes of an answer that show what it is


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The call that failed. `sign_in` says what to do when its credentials are over."""

    operation: str
    region: str
    sign_in: str
    read: bool = True
    absent: tuple[str, ...] = ()


def failure(error: Exception, asked: Asked) -> CloudError:
    """The error of ours that this error of boto3's means."""
    if isinstance(error, sdk.ClientError):
        return _answered(error.response, asked, str(error.operation_name))
    if isinstance(error, ResponseParserError):
        return Malformed(f"The answer to {asked.operation} could not be read: is this address AWS?")
    if isinstance(error, SIGN_IN_ENDED):
        return Expired(f"The sign-in at AWS has ended: {asked.sign_in}.")
    if isinstance(error, NO_ANSWER):
        return Unreachable(_no_answer(error, asked))
    return _before_the_call(error, asked)


def refuse_page(operation_model: Model, response_dict: dict[str, Any], **_: object) -> None:
    """Raise Malformed for an answer that is a web page: a portal or a proxy spoke, and not AWS.

    For botocore's `before-parse`, which would read an empty answer out of a page that is XML by chance. A
    page that tells of a server's fault is left to its status: it may pass.
    """
    if response_dict["status_code"] >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return
    body = response_dict["body"]
    if isinstance(body, bytes) and body[:_START].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        name = operation_model.name
        raise Malformed(
            f"{name} was answered with a web page, and not by AWS: "
            "sign in to the network, or check the proxy settings."
        )


def one_line(text: str) -> str:
    """The text without line breaks and control characters, its key ids shortened, and not too long."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    short = _KEY_ID.sub(r"\1…\2", " ".join(plain.split()))
    return short if len(short) <= _LONGEST else f"{short[: _LONGEST - 1]}…"


def _answered(response: dict[str, Any], asked: Asked, operation: str) -> CloudError:
    """The meaning of an error that AWS sent; what it says of credentials is never repeated."""
    code = str(response.get("Error", {}).get("Code", ""))
    message = one_line(str(response.get("Error", {}).get("Message", "")) or code)
    if code in asked.absent and operation == asked.operation.partition(":")[2]:
        return Absent(message)
    if code in EXPIRED | UNKNOWN_KEY | CLOCK:
        return _credentials(code, asked)
    meaning = MEANS.get(code)
    if meaning is None:
        status = int(response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
        meaning = Denied if code.startswith("AccessDenied") else _by_status(status, asked)
    if meaning is Denied:
        return Denied(message, "sts:AssumeRole" if operation == "AssumeRole" else permission(asked.operation))
    return meaning(message)


def _by_status(status: int, asked: Asked) -> type[CloudError]:
    """What an error whose code says nothing to us means, by the class that HTTP puts it in."""
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return Denied
    if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        return Busy
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR and status != HTTPStatus.NOT_IMPLEMENTED:
        return Unreachable
    return Malformed if asked.read else Refused


def _credentials(code: str, asked: Asked) -> CloudError:
    if code in EXPIRED:
        return Expired(f"The AWS credentials have expired: {asked.sign_in}.")
    if code in CLOCK:
        return NoCredentials(
            "AWS refuses the signature because this computer's clock is wrong: set the clock."
        )
    if code in {"SignatureDoesNotMatch", "InvalidSignatureException"}:
        return NoCredentials(
            "The secret access key is not the one that belongs to this access key: enter it again."
        )
    return NoCredentials("AWS does not know this access key: check it, or make a new one.")


def _no_answer(error: Exception, asked: Asked) -> str:
    where = f"{asked.operation} in {asked.region}" if asked.region else asked.operation
    if isinstance(error, sdk.ReadTimeoutError | sdk.ConnectTimeoutError):
        return f"AWS did not answer {where} in time: check the network."
    if isinstance(error, sdk.ProxyConnectionError):
        return f"The proxy on the way to AWS did not let {where} through: check the proxy settings."
    if isinstance(error, sdk.SSLError):
        return (
            f"No trusted connection to AWS for {where}: check the proxy and the certificates (AWS_CA_BUNDLE)."
        )
    if isinstance(error, sdk.ConnectionError):
        return f"AWS could not be reached for {where}: check the network."
    return f"The connection broke off during {where}: check the network."


def _configuration(error: Exception) -> str:
    if isinstance(error, sdk.ProfileNotFound):
        name = one_line(str(error.kwargs["profile"]))
        return f"There is no AWS profile named {name}: `aws configure list-profiles` lists those that are."
    return f"The AWS configuration is not usable: {one_line(str(error)).rstrip('.')}."


def _before_the_call(error: Exception, asked: Asked) -> CloudError:
    """The meaning of what fails on this machine: credentials or configuration that are not usable."""
    if isinstance(error, sdk.NoCredentialsError):
        return NoCredentials(
            "No AWS credentials were found: run `aws configure sso` or `aws configure`, or choose a profile."
        )
    if isinstance(error, sdk.PartialCredentialsError):
        return NoCredentials(f"Half of the AWS credentials is missing: {one_line(str(error)).rstrip('.')}.")
    if isinstance(error, sdk.ParamValidationError):
        return Malformed(f"{asked.operation} does not take these arguments: {one_line(str(error))}")
    if isinstance(error, CONFIGURATION):
        return NoCredentials(_configuration(error))
    if isinstance(error, sdk.CredentialRetrievalError | sdk.MetadataRetrievalError | OSError):
        # What a credential program wrote is not repeated: it may hold a secret.
        return NoCredentials(
            "The credentials could not be fetched: the program or service that gives them failed."
        )
    return Malformed(one_line(str(error)))
