"""The ways into AWS that this computer already has: the profiles of the AWS tools' files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import botocore.session
from botocore.exceptions import BotoCoreError

from ajar.model.account import AwsProfile, Source

# What a profile needs one of, to be a way in; a section with a region alone is none. "Configuration and
# credential file settings", https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html,
# read 2026-11-24.
_SIGN_IN = frozenset(
    {
        "aws_access_key_id",
        "credential_process",
        "login_session",
        "role_arn",
        "sso_account_id",
        "web_identity_token_file",
    }
)

_ID = re.compile(r"\d{12}", re.ASCII)
_ACCOUNT = 4
"""Where in an ARN the account stands."""


def sources() -> tuple[Source, ...]:
    """Each profile that can sign in, in the order of the files; none where they cannot be read."""
    try:
        config = botocore.session.Session().full_config
    except BotoCoreError:
        return ()
    return tuple(_found(config.get("profiles", {}), config.get("sso_sessions", {})))


def _found(
    profiles: Mapping[str, Mapping[str, str]], sso_sessions: Mapping[str, Mapping[str, str]]
) -> Iterator[Source]:
    for name, profile in profiles.items():
        if _SIGN_IN & profile.keys():
            yield Source(
                provider="aws",
                name=name,
                login=AwsProfile(name),
                note=_note(profile, sso_sessions),
                reaches=tuple(_accounts(profile)),
            )


def _accounts(profile: Mapping[str, str]) -> Iterator[str]:
    """The account that a profile leads to: whose role it takes on, or else where single sign-on leads.

    "Configuration and credential file settings",
    https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html; "Amazon Resource Names (ARNs)",
    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html; both read 2026-11-24.
    """
    arn = profile.get("role_arn", "").split(":")
    for account in (arn[_ACCOUNT] if len(arn) > _ACCOUNT else "", profile.get("sso_account_id", "")):
        if _ID.fullmatch(account):
            yield account
            return


def _note(profile: Mapping[str, str], sso_sessions: Mapping[str, Mapping[str, str]]) -> str:
    """What is special about it: the address where one signs in, or the role that it takes on."""
    session = sso_sessions.get(profile.get("sso_session", ""), {})
    start = profile.get("sso_start_url") or session.get("sso_start_url")
    if start:
        return f"SSO {start}"
    return profile.get("role_arn", "")
