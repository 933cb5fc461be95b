"""The ways in which the fake refuses a call, in the two JSON forms that Google's APIs use."""

from __future__ import annotations

import json
from typing import Any

from ajar.demo.http_server import Response

JSON_HEADERS = {"Content-Type": "application/json; charset=UTF-8"}

# The canonical code that goes with each HTTP status: "API design guide, errors",
# https://cloud.google.com/apis/design/errors, read 2026-11-24.
_CODES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ABORTED",
    412: "FAILED_PRECONDITION",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
}


class GoogleError(Exception):
    """A refusal: its HTTP status, Google's reason (`notFound`, `conditionNotMet`...) and a sentence.

    `at` is the request header that is to blame, where Google names one; `details` belongs to the newer form.
    """

    def __init__(
        self,
        status: int,
        reason: str,
        message: str,
        *,
        at: str = "",
        details: list[dict[str, Any]] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.reason = reason
        self.message = message
        self.at = at
        self.details = details or []


class HtmlPage(Exception):
    """An answer that is no API's: a proxy or a captive portal that answers HTML."""

    def __init__(self, status: int, html: str) -> None:
        super().__init__(html)
        self.response = Response(status, {"Content-Type": "text/html; charset=UTF-8"}, html.encode())


def not_found(what: str = "The specified bucket does not exist.") -> GoogleError:
    """Return the refusal for a thing that is not there."""
    return GoogleError(404, "notFound", what)


def precondition(
    message: str = "At least one of the pre-conditions you specified did not hold.",
) -> GoogleError:
    """Return the refusal for a write that no longer fits what is there."""
    return GoogleError(412, "conditionNotMet", message, at="If-Match")


def invalid(message: str) -> GoogleError:
    """Return the refusal for a call that is wrong in itself."""
    return GoogleError(400, "invalid", message)


def denied(caller: str | None, permission: str, what: str) -> GoogleError:
    """Return the refusal for want of a permission: 401 for a caller without credentials, else 403.

    `what` names the thing as Google's sentence does: "the Google Cloud Storage bucket".
    """
    hint = f"Permission '{permission}' denied on resource (or it may not exist)."
    message = f"{caller or 'Anonymous caller'} does not have {permission} access to {what}. {hint}"
    if caller is None:
        return GoogleError(401, "required", message, at="Authorization")
    return GoogleError(403, "forbidden", message)


def bad_credentials() -> GoogleError:
    """Return the refusal for a token that Google does not know, or no longer."""
    return GoogleError(401, "authError", "Invalid Credentials", at="Authorization")


def service_disabled(service: str, project: str) -> GoogleError:
    """Return the refusal for an API that is switched off in the project (its number)."""
    message = f"{service} has not been used in project {project} before or it is disabled."
    info = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "SERVICE_DISABLED",
        "domain": "googleapis.com",
        "metadata": {"service": service, "consumer": f"projects/{project}"},
    }
    return GoogleError(403, "accessNotConfigured", message, details=[info])


def rate_limited() -> GoogleError:
    """Return the refusal for calls that come too fast."""
    return GoogleError(429, "rateLimitExceeded", "The rate of requests to this resource is too high.")


def unavailable() -> GoogleError:
    """Return the refusal of a service that is down for the moment."""
    return GoogleError(503, "backendError", "We encountered an internal error. Please try again.")


def as_json(error: GoogleError, api: str) -> Response:
    """Return the refusal as the API answers it: Cloud Storage keeps an older form than the others."""
    body: dict[str, Any] = {"code": error.status, "message": error.message}
    if api == "storage":
        item = {"message": error.message, "domain": "global", "reason": error.reason}
        if error.at:
            item |= {"locationType": "header", "location": error.at}
        body["errors"] = [item]
    else:
        body["status"] = _CODES.get(error.status, "UNKNOWN")
    if error.details:
        body["details"] = error.details
    return Response(error.status, JSON_HEADERS, json.dumps({"error": body}).encode())
