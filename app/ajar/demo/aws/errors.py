"""The ways in which the fake refuses a call, with the codes that AWS uses for each protocol."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ajar.demo.http_server import Response

# The S3 codes are from "Error responses - Amazon Simple Storage Service",
# https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html, read 2026-11-24.
STATUS = {
    "AccessControlListNotSupported": HTTPStatus.BAD_REQUEST,
    "AccessDenied": HTTPStatus.FORBIDDEN,
    "AuthFailure": HTTPStatus.UNAUTHORIZED,
    "AccessDeniedException": HTTPStatus.BAD_REQUEST,
    "AWSOrganizationsNotInUseException": HTTPStatus.BAD_REQUEST,
    "ExpiredToken": HTTPStatus.BAD_REQUEST,
    "ExpiredTokenException": HTTPStatus.BAD_REQUEST,
    "FakeBug": HTTPStatus.INTERNAL_SERVER_ERROR,
    "InternalError": HTTPStatus.INTERNAL_SERVER_ERROR,
    "InvalidAccessKeyId": HTTPStatus.FORBIDDEN,
    "InvalidClientTokenId": HTTPStatus.FORBIDDEN,
    "MissingAuthenticationToken": HTTPStatus.FORBIDDEN,
    "NoSuchAccessPoint": HTTPStatus.NOT_FOUND,
    "NoSuchAccessPointPolicy": HTTPStatus.NOT_FOUND,
    "NoSuchBucket": HTTPStatus.NOT_FOUND,
    "NoSuchBucketPolicy": HTTPStatus.NOT_FOUND,
    "NoSuchMultiRegionAccessPoint": HTTPStatus.NOT_FOUND,
    "NoSuchKey": HTTPStatus.NOT_FOUND,
    "NoSuchPublicAccessBlockConfiguration": HTTPStatus.NOT_FOUND,
    "NoSuchTagSet": HTTPStatus.NOT_FOUND,
    "NoSuchWebsiteConfiguration": HTTPStatus.NOT_FOUND,
    "NotImplemented": HTTPStatus.NOT_IMPLEMENTED,
    "OwnershipControlsNotFoundError": HTTPStatus.NOT_FOUND,
    "PermanentRedirect": HTTPStatus.MOVED_PERMANENTLY,
    "RequestLimitExceeded": HTTPStatus.SERVICE_UNAVAILABLE,
    "ServiceUnavailable": HTTPStatus.SERVICE_UNAVAILABLE,
    "SignatureDoesNotMatch": HTTPStatus.FORBIDDEN,
    "SlowDown": HTTPStatus.SERVICE_UNAVAILABLE,
    "UnauthorizedOperation": HTTPStatus.FORBIDDEN,
    "UnrecognizedClientException": HTTPStatus.BAD_REQUEST,
}

# The one refusal that each protocol words in its own way.
DENIED = {
    "ec2": "UnauthorizedOperation",
    "json": "AccessDeniedException",
    "rest-json": "AccessDeniedException",
}
EXPIRED = {"ec2": "RequestExpired", "json": "ExpiredTokenException", "rest-json": "ExpiredTokenException"}
UNKNOWN_KEY = {
    "ec2": "AuthFailure",
    "json": "UnrecognizedClientException",
    "query": "InvalidClientTokenId",
    "rest-json": "UnrecognizedClientException",
}


class AwsError(Exception):
    """An answer that says no: the code as AWS spells it, its sentence, the HTTP status (400 by default)."""

    def __init__(self, code: str, message: str = "", status: int | None = None) -> None:
        """Take the status that belongs to the code where none is given."""
        super().__init__(code, message)
        self.code = code
        self.message = message or code
        self.status = int(status or STATUS.get(code, HTTPStatus.BAD_REQUEST))


class FakeBug(AwsError):
    """The fake itself is wrong: answered as a 500 that no test can overlook."""

    def __init__(self, message: str) -> None:
        """Say what was wrong, for the person who reads the test's output."""
        super().__init__("FakeBug", message)


class RawAnswer(Exception):
    """Raised by a hook to answer with exactly this, such as a proxy's page of HTML."""

    def __init__(self, response: Response) -> None:
        """Keep the answer as it is to be sent."""
        super().__init__(response.status)
        self.response = response


def denied(protocol: str, arn: str, action: str, resource: str) -> AwsError:
    """Return AWS's refusal for a signed caller whose own policies do not allow the action."""
    message = (
        f'User: {arn} is not authorized to perform: {action} on resource: "{resource}" '
        f"because no identity-based policy allows the {action} action"
    )
    return AwsError(DENIED.get(protocol, "AccessDenied"), message)


def expired(protocol: str) -> AwsError:
    """Return AWS's refusal of a session token that is over."""
    return AwsError(EXPIRED.get(protocol, "ExpiredToken"), "The provided token has expired.")


def unknown_key(protocol: str) -> AwsError:
    """Return AWS's refusal of an access key that does not exist, or that lacks its session token."""
    if protocol in UNKNOWN_KEY:
        return AwsError(UNKNOWN_KEY[protocol], "The security token included in the request is invalid.")
    message = "The AWS Access Key Id you provided does not exist in our records."
    return AwsError("InvalidAccessKeyId", message)
