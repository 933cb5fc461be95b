"""Turns an account's way to sign in into a botocore session; a demo's reads nothing of this machine's."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from functools import cache
from typing import Any, NoReturn

import botocore.session
from botocore import exceptions as sdk
from botocore.configprovider import ConfiguredEndpointProvider
from botocore.credentials import AssumeRoleCredentialFetcher, Credentials, DeferredRefreshableCredentials
from botocore.loaders import Loader

from ajar.model.account import AwsKeys, AwsProfile, AwsRole, Demo, Login
from ajar.model.credentials import Credentials as Given
from ajar.model.credentials import Secret
from ajar.providers.kind import NoCredentials

# At DEBUG botocore logs what STS answers, session tokens and all, and the headers that carry them. Whoever
# switches on every log of this program must not find a way in among them.
logging.getLogger("botocore").setLevel(logging.INFO)

Core = Any  # botocore ships no types
Settings = Any

SESSION_NAME = "ajar"
"""What a role's owner reads in CloudTrail."""
FALLBACK_REGION = "us-east-1"


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """A botocore session of a login, its own region, and what to do when its credentials are over.

    `demo` is the demo cloud's address, empty for a real account; `role` is to be assumed on top.
    """

    core: Core
    region: str
    sign_in: str
    demo: str = ""
    role: AwsRole | None = None

    def fetch(self, config: Settings) -> None:
        """Get the credentials now, so that what is wrong is said now.

        `config` is for the calls of botocore's own that this takes, now and when they are renewed.
        """
        self.core.set_default_client_config(config)
        if self.core.get_credentials() is None:
            raise sdk.NoCredentialsError
        if self.role is not None:
            _assume(self.core, self.role, self.region)
        self.core.get_credentials().get_frozen_credentials()

    def endpoint(self, service: str) -> str | None:
        """The address that the person's configuration names for a service; None where AWS's own is meant.

        Variables and files as the AWS tools read them: "Service-specific endpoints",
        https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html, read 2026-11-24.
        """
        if self.core.get_config_variable("ignore_configured_endpoint_urls"):
            return None
        configured = ConfiguredEndpointProvider(
            full_config=self.core.full_config,
            scoped_config=self.core.get_scoped_config(),
            client_name=service,
        ).provide()
        return str(configured) if configured else None


def signed_in(given: Given) -> SignedIn:
    """The session for this login, its credentials not fetched yet.

    Raises botocore's own errors, and NoCredentials for a login without its secret.
    """
    if isinstance(given.login, Demo):
        return _demo(given.login)
    source = given.login.source if isinstance(given.login, AwsRole) else given.login
    core = _core(source, given.secret)
    region = core.get_config_variable("region") or os.environ.get("AWS_REGION") or FALLBACK_REGION
    role = given.login if isinstance(given.login, AwsRole) else None
    return SignedIn(core=core, region=region, sign_in=_advice(core, source), role=role)


def _core(login: Login, secret: Secret | None) -> Core:
    """A botocore session with the login's credentials, not yet fetched."""
    if isinstance(login, AwsKeys):
        if secret is None:
            raise NoCredentials("The secret access key is missing: enter it again.")
        # A profile that the environment names must neither lend its settings to these keys nor break them.
        core = botocore.session.Session(session_vars={"profile": (None, None, None, None)})
        core.set_credentials(login.access_key_id, secret.reveal())
        return core
    core = botocore.session.Session(profile=login.profile if isinstance(login, AwsProfile) else None)
    by_role = core.get_component("credential_provider").get_provider("assume-role")
    by_role._prompter = _no_code  # noqa: SLF001 - botocore would read the code from a terminal that is not there
    return core


def _no_code(_question: str) -> NoReturn:
    raise NoCredentials(
        "This profile asks for an MFA code, which cannot be entered here: sign in with `aws sso login`, "
        "or choose a profile with temporary credentials."
    )


def _assume(core: Core, login: AwsRole, region: str) -> None:
    """Put the role in the place of the credentials that assume it; botocore renews it, in memory only."""

    def creator(service: str, **arguments: object) -> Core:
        return core.create_client(service, region_name=region, **arguments)

    arguments = {"RoleSessionName": SESSION_NAME}
    if login.external_id:
        arguments["ExternalId"] = login.external_id
    fetcher = AssumeRoleCredentialFetcher(
        creator, core.get_credentials(), login.role_arn, extra_args=arguments
    )
    assumed = DeferredRefreshableCredentials(refresh_using=fetcher.fetch_credentials, method="assume-role")
    core._credentials = assumed  # noqa: SLF001 - the one place that every client takes them from


@cache
def _models() -> Core:
    """Botocore's own models of the services, read once; nobody's additions to them are looked for."""
    return Loader(extra_search_paths=[Loader.BUILTIN_DATA_PATH], include_default_search_paths=False)


def _demo(login: Demo) -> SignedIn:
    """A session of made-up credentials; no variable and no file of this machine has a say in it."""
    unset = {
        name: (None, None, default, convert)
        for name, (_, _, default, convert) in botocore.session.Session.SESSION_VARIABLES.items()
    }
    unset["config_file"] = unset["credentials_file"] = (None, None, os.devnull, None)
    core = botocore.session.Session(session_vars=unset)
    core.register_component("data_loader", _models())
    core._credentials = Credentials(login.key, "demo", method="demo")  # noqa: SLF001 - as in _assume
    return SignedIn(core=core, region=FALLBACK_REGION, sign_in="start the demo again", demo=login.url)


def _advice(core: Core, login: Login) -> str:
    """What the person does when the credentials are over, as the end of a sentence."""
    scoped = core.get_scoped_config()
    profile = core.profile
    named = f" --profile {profile}" if profile else ""
    if "sso_session" in scoped or "sso_start_url" in scoped:
        return f"run `aws sso login{named}`"
    if "login_session" in scoped:
        return f"run `aws login{named}`"
    return "enter a new access key" if isinstance(login, AwsKeys) else "get new ones, then scan again"
