"""Signing in to Google: each way that a person may have chosen, as credentials of Google's library."""

from __future__ import annotations

import json
import warnings
from dataclasses import dataclass
from typing import Any

from ajar.model.account import Demo, GcpAdc, GcpImpersonate, GcpKey, Login
from ajar.model.credentials import Credentials, Secret
from ajar.providers.gcp.session import sdk
from ajar.providers.gcp.session.failures import not_signed_in, one_line
from ajar.providers.kind import NoCredentials

# IAM decides what the credentials may do; the read-only scopes of Cloud Storage do not reach bucket policies.
# "OAuth 2.0 scopes", https://cloud.google.com/storage/docs/oauth-scopes, read 2026-11-24.
SCOPES = ("https://www.googleapis.com/auth/cloud-platform",)
SIGN_IN = "Run: gcloud auth application-default login"
NEW_KEY = "Make a new key for the service account and add it again"
_PUBLIC_CLOUD = "googleapis.com"


@dataclass(frozen=True)
class SignedIn:
    """Credentials, whose they are (empty where the library does not know), and their own project (likewise).

    `again` is the sentence that says what to do when they are no longer accepted.
    """

    credentials: Any
    name: str = ""
    project: str = ""
    again: str = ""


def sign_in(given: Credentials) -> SignedIn:
    """Make the credentials. Raises NoCredentials, Expired, Denied or Unreachable."""
    login = given.login
    try:
        if isinstance(login, Demo):
            return SignedIn(sdk.Token(token=login.key), again="Start the demo again")
        if isinstance(login, GcpAdc):
            return _default()
        if isinstance(login, GcpImpersonate):
            return _impersonated(login)
        if isinstance(login, GcpKey):
            return _key(given.secret)
    except sdk.AuthError as error:
        raise not_signed_in(error, SIGN_IN) from error
    raise NoCredentials(f"not a way to sign in to Google Cloud: {type(login).__name__}")


def anonymous() -> SignedIn:
    """No credentials at all: what an emulator is shown."""
    return SignedIn(sdk.Anonymous(), name="an emulator, not signed in")


def projects_of(login: Login) -> tuple[str, ...]:
    """The projects that the person named; none means all that can be seen."""
    return login.projects if isinstance(login, GcpAdc | GcpKey | GcpImpersonate | Demo) else ()


def _default() -> SignedIn:
    try:
        with warnings.catch_warnings():
            # The library warns of a missing quota project; a refused call will say so itself.
            warnings.simplefilter("ignore", UserWarning)
            credentials, project = sdk.default_credentials(scopes=SCOPES)
    except sdk.DefaultCredentialsError as error:
        raise NoCredentials(f"no usable Google credentials on this computer. {SIGN_IN}") from error
    except (AttributeError, OSError, ValueError, KeyError, TypeError) as error:
        raise NoCredentials(f"the file with the Google credentials is damaged. {SIGN_IN}") from error
    return _signed_in(credentials, str(project or ""), SIGN_IN)


def _impersonated(login: GcpImpersonate) -> SignedIn:
    source = _default()
    credentials = sdk.Impersonated(
        source_credentials=source.credentials,
        target_principal=login.service_account,
        target_scopes=list(SCOPES),
    )
    return SignedIn(credentials, name=login.service_account, project=source.project, again=SIGN_IN)


def _key(secret: Secret | None) -> SignedIn:
    if secret is None:
        raise NoCredentials(f"the service account's key is not there. {NEW_KEY}")
    info = _parsed(secret.reveal())
    try:
        credentials = sdk.service_account_key(info, scopes=SCOPES)
    except (ValueError, KeyError, TypeError, AttributeError):
        # Without the cause: it may quote the key.
        raise NoCredentials(f"the service account's key is damaged or cut short. {NEW_KEY}") from None
    return _signed_in(credentials, str(info.get("project_id", "")), NEW_KEY)


def _parsed(text: str) -> dict[str, Any]:
    try:
        info = json.loads(text)
    except (ValueError, RecursionError):
        raise NoCredentials(
            "the key is not a JSON file of a service account: choose the file as Google gave it"
        ) from None
    kind = info.get("type") if isinstance(info, dict) else None
    if kind != "service_account":
        named = f"a file of type {one_line(kind)[:40]}" if isinstance(kind, str) else "another file"
        raise NoCredentials(
            f"this is {named}, not a service account's key: choose the file as Google gave it"
        )
    if info.get("universe_domain", _PUBLIC_CLOUD) != _PUBLIC_CLOUD:
        raise NoCredentials("the key is for another cloud than googleapis.com, which Ajar does not know")
    found: dict[str, Any] = info
    return found


def _signed_in(credentials: Any, project: str, again: str) -> SignedIn:  # noqa: ANN401 - the library has many classes
    name = getattr(credentials, "service_account_email", "") or getattr(credentials, "account", "")
    # A virtual machine's account is called "default" until the first call.
    return SignedIn(credentials, name="" if name == "default" else str(name), project=project, again=again)
