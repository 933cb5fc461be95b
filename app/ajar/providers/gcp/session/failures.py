"""What a failed call to Google means: each of its errors as one of Ajar's, in one line without secrets.

Sources, read 2026-11-24: "HTTP status and error codes for JSON",
https://cloud.google.com/storage/docs/json_api/v1/status-codes; "Errors",
https://cloud.google.com/apis/design/errors (ErrorInfo with SERVICE_DISABLED and IAM_PERMISSION_DENIED).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, TypeVar

import requests

from ajar.providers.gcp.session import sdk
from ajar.providers.kind import (
    Absent,
    Busy,
    CloudError,
    Denied,
    Expired,
    Gone,
    Malformed,
    Moved,
    NoCredentials,
    Off,
    Refused,
    Unreachable,
)

_T = TypeVar("_T")
_SLOW_DOWN = {"rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED", "RESOURCE_EXHAUSTED"}
_SWITCHED_OFF = {"accessNotConfigured", "SERVICE_DISABLED"}
_PERMISSION = re.compile(
    r"does not have ([a-z]\w*(?:\.\w+)+) access|Permission '?([a-z]\w*(?:\.\w+)+)'? denied"
)
_TRY_AGAIN = {408, 500, 502, 503, 504}
CHANGED = "it was changed elsewhere since it was read; nothing was made"
_SHOWN = 300
_LONGEST_BODY = 1_000_000


@dataclass(frozen=True)
class Asked:
    """What was asked, for the message of what went wrong: `permission` is what the method is known to need.

    `absent` are the provider's codes that mean "not set"; `again` is what to do when the sign-in has ended.
    """

    operation: str
    permission: str = ""
    write: bool = False
    absent: Collection[str] = ()
    again: str = ""


@dataclass(frozen=True)
class _Error:
    status: int
    message: str
    codes: frozenset[str]
    permission: str


def told(asked: Asked, once: Callable[[], _T]) -> _T:
    """What `once` returns; whatever Google's libraries raise in it is raised as one of the CloudErrors."""
    try:
        return once()
    except CloudError:
        raise
    except sdk.ApiError as error:
        response = error.response
        if not isinstance(response, requests.Response):
            raise Malformed(f"{asked.operation}: an answer that cannot be read") from error
        raise failure(asked, response) from error
    except sdk.AuthError as error:
        raise not_signed_in(error, asked.again) from error
    except requests.exceptions.RequestException as error:
        raise _no_answer(asked, error) from error
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError) as error:
        # The libraries index and iterate over an answer as it comes; these are what a wrong shape leads to.
        raise Malformed(f"{asked.operation}: Google's answer has not the documented form") from error


def failure(asked: Asked, response: requests.Response) -> CloudError:
    """What an answer with an error status means."""
    error = _parsed(response)
    if error is None:
        return _no_api(asked, response.status_code)
    if not error.codes.isdisjoint(asked.absent):
        return Absent(error.message)
    said = f"{asked.operation}: {error.message}"
    if error.status == requests.codes.too_many_requests or not error.codes.isdisjoint(_SLOW_DOWN):
        return Busy(said)
    if error.status == requests.codes.unauthorized:
        return Expired(f"Google no longer accepts the sign-in. {asked.again}".strip())
    if error.status == requests.codes.forbidden:
        return _forbidden(asked, error, said)
    return _other(asked, error, said)


def not_signed_in(error: Exception, again: str) -> CloudError:
    """What an error of Google's sign-in library means; its text may quote answers, and is left out."""
    if isinstance(error, sdk.TransportError) or getattr(error, "retryable", False):
        return Unreachable("no answer from Google's sign-in; look at the network connection and try again")
    if isinstance(error, sdk.RefreshError):
        text = str(error)
        if "impersonat" in text.lower():
            return Denied(
                "the service account could not be impersonated: "
                "the role Service Account Token Creator on it is needed",
                "iam.serviceAccounts.getAccessToken",
            )
        return Expired(f"the Google sign-in has ended or was withdrawn. {again}".strip())
    if isinstance(error, sdk.InvalidOperation):
        return NoCredentials("the emulator asks for a sign-in, and Ajar sends none to an emulator")
    return NoCredentials(f"the Google credentials cannot be used. {again}".strip())


def one_line(text: object) -> str:
    """A text of the provider's as one line of plain characters, cut where it is too long."""
    plain = "".join(c if c.isprintable() else " " for c in str(text))
    line = " ".join(plain.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def _forbidden(asked: Asked, error: _Error, said: str) -> CloudError:
    if not error.codes.isdisjoint(_SWITCHED_OFF):
        return Off(said)
    return Denied(said, error.permission or asked.permission)


def _other(asked: Asked, error: _Error, said: str) -> CloudError:
    if error.status == requests.codes.not_found:
        # Only a bucket vanishes; a project or role that is not found may be one that may not be seen.
        if asked.operation.startswith("storage.") and asked.operation != "storage.buckets.list":
            return Gone(said)
        return Denied(said, asked.permission)
    if error.status in (requests.codes.conflict, requests.codes.precondition_failed):
        return Moved(CHANGED) if _was_changed(error) else Refused(said)
    if error.status in _TRY_AGAIN:
        return Unreachable(said)
    return Refused(said) if asked.write else Malformed(said)


def _was_changed(error: _Error) -> bool:
    """Whether a write came too late: its guard no longer fits, or somebody else was writing just then.

    "Allow policies, etags", https://cloud.google.com/iam/docs/policies#etag: a conflict answers 409 with a
    sentence about concurrent policy changes. Read 2026-11-24.
    """
    if error.status == requests.codes.precondition_failed:
        return "conditionNotMet" in error.codes and "pre-condition" in error.message
    return "concurrent" in error.message.lower()


def _no_api(asked: Asked, status: int) -> CloudError:
    said = f"{asked.operation}: answered by something that is not Google's API (status {status})"
    if status >= requests.codes.internal_server_error:
        return Unreachable(said)
    return Malformed(f"{said}; a proxy or a sign-in page of the network may be in between")


def _no_answer(asked: Asked, error: requests.exceptions.RequestException) -> CloudError:
    if isinstance(error, requests.exceptions.Timeout):
        return Unreachable(f"{asked.operation}: no answer in time")
    if isinstance(error, requests.exceptions.SSLError):
        return Unreachable(f"{asked.operation}: the connection's certificate is not trusted")
    if isinstance(error, requests.exceptions.ProxyError):
        return Unreachable(f"{asked.operation}: the proxy does not let it through")
    broken = (requests.exceptions.ConnectionError, requests.exceptions.ChunkedEncodingError)
    if isinstance(error, broken):
        return Unreachable(f"{asked.operation}: no connection to Google, or it broke off")
    if isinstance(error, requests.exceptions.TooManyRedirects):
        return Malformed(f"{asked.operation}: led elsewhere; a sign-in page of the network may be in between")
    return Malformed(
        f"{asked.operation}: the answer is not Google's; sign in to the network, or check the proxy settings"
    )


def _parsed(response: requests.Response) -> _Error | None:
    """The error that the answer describes; None where it is no error of a Google API."""
    if len(response.content) > _LONGEST_BODY:
        return None
    try:
        body = response.json()
    except (RecursionError, ValueError):
        return None
    error = body.get("error") if isinstance(body, dict) else None
    if not isinstance(error, dict):
        return None
    message = one_line(error.get("message", ""))
    items = [*_dicts(error.get("errors")), *_dicts(error.get("details"))]
    codes = {str(item["reason"]) for item in items if "reason" in item} | {str(error.get("status", ""))}
    return _Error(response.status_code, message, frozenset(codes), _permission(message, items))


def _permission(message: str, items: list[dict[str, Any]]) -> str:
    for item in items:
        metadata = item.get("metadata")
        if isinstance(metadata, dict) and isinstance(metadata.get("permission"), str):
            return one_line(metadata["permission"])
    found = _PERMISSION.search(message)
    return (found[1] or found[2]) if found else ""


def _dicts(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
