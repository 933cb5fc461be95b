"""The ways to sign in, from the options of `ajar account add`, and how each is told in a line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import msgspec

from ajar.cli.exits import fail, wrong
from ajar.cli.options import Cloud
from ajar.jobs.sign_in import provider
from ajar.model.account import (
    Account,
    AwsAmbient,
    AwsKeys,
    AwsProfile,
    AwsRole,
    Demo,
    GcpAdc,
    GcpImpersonate,
    GcpKey,
    Login,
)
from ajar.model.credentials import Secret


@dataclass(frozen=True)
class Given:
    """What was said on the command line."""

    cloud: Cloud
    profile: str | None
    sso: str | None
    access_key_id: str | None
    role_arn: str | None
    external_id: str
    adc: bool
    key_file: Path | None
    impersonate: str | None
    projects: list[str]


def login(given: Given) -> tuple[Login, Secret | None]:
    """The way to sign in, and the secret where a file holds it. Ends the program on a call that is wrong."""
    aws = [given.profile, given.sso, given.access_key_id, given.role_arn, given.external_id]
    google = [given.adc, given.key_file, given.impersonate, given.projects]
    if given.cloud is Cloud.AWS:
        if any(google):
            wrong("--adc, --key-file, --impersonate and --project are Google Cloud's.")
        return _aws(given), None
    if any(aws):
        wrong("--profile, --sso, --access-key-id, --role-arn and --external-id are AWS's.")
    return _google(given)


def login_to_fix(
    account: Account, profile: str | None, role: str | None, external_id: str, impersonate: str | None
) -> Login:
    """How fixes on this account are signed in to: as it is read, or as the options say.

    Ends the program on a call that is wrong. A role is assumed with what the account is read with.
    """
    if account.provider == Cloud.GCP.value:
        if profile or role or external_id:
            wrong("--fix-profile, --fix-role and --external-id are AWS's.")
        if impersonate is None:
            return account.login
        return GcpImpersonate(impersonate, projects=getattr(account.login, "projects", ()))
    if impersonate:
        wrong("--fix-impersonate is Google Cloud's.")
    if external_id and not role:
        wrong("--external-id goes with --fix-role.")
    source: Login = AwsProfile(profile) if profile else account.login
    if role is None:
        return source
    if not (role.startswith("arn:") and ":role/" in role):
        wrong(f"{role} is no role's ARN: write arn:aws:iam::ACCOUNT:role/NAME.")
    if isinstance(source, AwsRole):
        source = source.source
    if not isinstance(source, AwsAmbient | AwsProfile | AwsKeys):
        wrong("these credentials cannot assume a role.")
    return AwsRole(role_arn=role, external_id=external_id, source=source)


def _aws(given: Given) -> Login:
    if sum(map(bool, (given.profile, given.sso, given.access_key_id))) > 1:
        wrong("say one of --profile, --sso and --access-key-id.")
    source: AwsAmbient | AwsProfile | AwsKeys = AwsAmbient()
    if given.profile:
        source = AwsProfile(given.profile)
    elif given.sso:
        source = AwsProfile(_sso_profile(given.sso))
    elif given.access_key_id:
        source = AwsKeys(given.access_key_id)
    if given.role_arn:
        return AwsRole(given.role_arn, given.external_id, source)
    if given.external_id:
        wrong("--external-id goes with --role-arn.")
    if isinstance(source, AwsAmbient):
        wrong("say how to sign in: --profile, --sso, --access-key-id or --role-arn.")
    return source


def _sso_profile(start_url: str) -> str:
    """The one profile of this computer with this start URL."""
    found = [
        source.login.profile
        for source in provider("aws").sources()
        if isinstance(source.login, AwsProfile) and start_url.rstrip("/") in source.note
    ]
    if not found:
        fail(f"no profile here has the start URL {start_url}: make one with `aws configure sso`.")
    if len(found) > 1:
        fail(f"several profiles have that start URL; name one with --profile: {', '.join(found)}.")
    return found[0]


def _google(given: Given) -> tuple[Login, Secret | None]:
    if sum(map(bool, (given.adc, given.key_file, given.impersonate))) != 1:
        wrong("say one of --adc, --key-file and --impersonate.")
    projects = tuple(given.projects)
    if given.adc:
        return GcpAdc(projects), None
    if given.impersonate:
        return GcpImpersonate(given.impersonate, projects), None
    return _key(given.key_file or Path(), projects)


def _key(path: Path, projects: tuple[str, ...]) -> tuple[Login, Secret]:
    try:
        text = path.read_text(encoding="utf-8")
        email = json.loads(text)["client_email"]
    except OSError as error:
        fail(f"{path} cannot be read: {error.strerror}.")
    except (ValueError, KeyError, TypeError):
        fail(f"{path} is not a service account's key: download one in the console as JSON.")
    return GcpKey(str(email), projects), Secret(text)


def summary(way: Login) -> str:
    """How this way to sign in is told in a line; nothing of it is secret."""
    if isinstance(way, AwsRole):
        return f"role {way.role_arn} on {summary(way.source)}"
    said = {
        AwsAmbient: "what the AWS tools find",
        AwsProfile: "profile {profile}",
        AwsKeys: "access key {access_key_id}",
        GcpAdc: "application default credentials",
        GcpKey: "key of {client_email}",
        GcpImpersonate: "impersonating {service_account}",
        Demo: "the demo",
    }
    return said[type(way)].format_map(msgspec.structs.asdict(way))
