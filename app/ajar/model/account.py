"""Accounts as the person added them: names and ways to sign in, never a secret."""

from __future__ import annotations

import msgspec


class AwsAmbient(msgspec.Struct, frozen=True, tag_field="way", tag="aws_ambient"):
    """Credentials as the AWS tools find them (environment, default profile, instance role)."""


class AwsProfile(msgspec.Struct, frozen=True, tag_field="way", tag="aws_profile"):
    """A named profile of the AWS configuration files, SSO profiles among them."""

    profile: str


class AwsKeys(msgspec.Struct, frozen=True, tag_field="way", tag="aws_keys"):
    """An access key; its secret half is in the vault, or in memory for the session."""

    access_key_id: str


class AwsRole(msgspec.Struct, frozen=True, tag_field="way", tag="aws_role"):
    """A role to assume, on top of another way to sign in; an external id is no secret to AWS."""

    role_arn: str
    external_id: str = ""
    source: AwsAmbient | AwsProfile | AwsKeys = AwsAmbient()


class GcpAdc(msgspec.Struct, frozen=True, tag_field="way", tag="gcp_adc"):
    """Application default credentials; no projects means all that they can see."""

    projects: tuple[str, ...] = ()


class GcpKey(msgspec.Struct, frozen=True, tag_field="way", tag="gcp_key"):
    """A service account's key, which is in the vault whole; `client_email` says whose it is."""

    client_email: str
    projects: tuple[str, ...] = ()


class GcpImpersonate(msgspec.Struct, frozen=True, tag_field="way", tag="gcp_impersonate"):
    """A service account impersonated by the application default credentials."""

    service_account: str
    projects: tuple[str, ...] = ()


class Demo(msgspec.Struct, frozen=True, tag_field="way", tag="demo"):
    """A made-up account of the demo cloud at a loopback address; `key` is made up as well."""

    url: str
    key: str
    projects: tuple[str, ...] = ()


Login = AwsAmbient | AwsProfile | AwsKeys | AwsRole | GcpAdc | GcpKey | GcpImpersonate | Demo

WITH_SECRET = (AwsKeys, GcpKey)
"""The logins that need something from the vault."""


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """What the person added under a name; `ids` are the provider's ids that it was seen to reach.

    `fix` is how fixes are signed in to; None means that the person has not allowed any: it is only read.
    """

    name: str
    provider: str
    login: Login
    ids: tuple[str, ...] = ()
    identity: str = ""
    fix: Login | None = None


def needs_secret(login: Login) -> bool:
    """Whether signing in this way takes something out of the vault."""
    return isinstance(login, WITH_SECRET) or (
        isinstance(login, AwsRole) and isinstance(login.source, AwsKeys)
    )


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A way to sign in that this computer already has; `note` says what is special about it.

    `reaches` are the ids of the accounts that its configuration names.
    """

    provider: str
    name: str
    login: Login
    note: str = ""
    reaches: tuple[str, ...] = ()
