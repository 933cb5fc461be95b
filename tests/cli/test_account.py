"""`ajar account`: tried before it is saved, listed without secrets, forgotten whole."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.callers import EXTERNAL_ID, PROD_AUDIT_ROLE, PROD_KEY, PROD_ROOT_KEY, secret_of

Ajar = Callable[..., Any]


@pytest.fixture
def profile(tmp_path: Path, aws: AwsCloud, monkeypatch: pytest.MonkeyPatch) -> str:
    """A named profile with the company's key."""
    assert PROD_KEY in aws.world.keys
    path = tmp_path / "aws-config"
    path.write_text(
        f"[profile acme]\nregion = eu-west-1\naws_access_key_id = {PROD_KEY}\n"
        f"aws_secret_access_key = {secret_of(PROD_KEY)}\n"
    )
    monkeypatch.setenv("AWS_CONFIG_FILE", str(path))
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    return "acme"


def test_an_account_is_added_listed_checked_scanned_and_removed(ajar: Ajar, profile: str) -> None:
    added = ajar("account", "add", "prod", "aws", "--profile", profile)
    assert added.code == 0, added.err
    assert "user/ana" in added.out
    listed = ajar("account", "list")
    assert "prod" in listed.out
    assert "never" in listed.out
    assert ajar("account", "check", "prod").code == 0
    assert ajar("scan", "--account", "prod").code == 3
    assert ajar("scan", "--all-accounts").code == 3
    assert "never" not in ajar("account", "list").out
    assert ajar("explain", "marrow-launch-drafts").code == 3
    assert ajar("account", "remove", "prod").code == 0
    assert "No account was added yet" in ajar("account", "list").out
    assert ajar("explain", "marrow-launch-drafts").code == 1


def test_the_same_name_twice_is_refused(ajar: Ajar, profile: str) -> None:
    assert ajar("account", "add", "prod", "aws", "--profile", profile).code == 0
    again = ajar("account", "add", "prod", "aws", "--profile", profile)
    assert again.code == 1
    assert "already" in again.err


def test_a_role_is_assumed_on_top_of_a_profile(ajar: Ajar, profile: str) -> None:
    options = ("--profile", profile, "--role-arn", PROD_AUDIT_ROLE, "--external-id", EXTERNAL_ID)
    added = ajar("account", "add", "audit", "aws", *options)
    assert added.code == 0, added.err
    assert "AjarAudit" in added.out


def test_credentials_that_do_not_work_are_not_saved(ajar: Ajar, profile: str) -> None:
    assert profile
    done = ajar("account", "add", "lost", "aws", "--profile", "no-such-profile")
    assert done.code == 1
    assert "no-such-profile" in done.err
    assert "No account was added yet" in ajar("account", "list").out


@pytest.mark.usefixtures("aws")
def test_an_access_key_without_a_keychain_says_what_to_install_and_saves_nothing(
    ajar: Ajar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    monkeypatch.setattr(sys, "stdin", io.StringIO(secret_of(PROD_KEY) + "\n"))
    done = ajar("account", "add", "keys", "aws", "--access-key-id", PROD_KEY)
    assert done.code == 1
    assert "gnome-keyring" in done.err
    assert secret_of(PROD_KEY) not in done.out + done.err
    assert "No account was added yet" in ajar("account", "list").out


@pytest.mark.usefixtures("aws")
def test_the_root_user_is_warned_about(ajar: Ajar, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "aws-config"
    path.write_text(
        f"[profile root]\nregion = eu-west-1\naws_access_key_id = {PROD_ROOT_KEY}\n"
        f"aws_secret_access_key = {secret_of(PROD_ROOT_KEY)}\n"
    )
    monkeypatch.setenv("AWS_CONFIG_FILE", str(path))
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    done = ajar("account", "add", "root", "aws", "--profile", "root")
    assert done.code == 0
    assert "root user" in done.out


@pytest.mark.parametrize(
    "call",
    [
        ("add", "x", "aws"),
        ("add", "x", "aws", "--adc"),
        ("add", "x", "aws", "--profile", "a", "--access-key-id", "b"),
        ("add", "x", "aws", "--external-id", "e"),
        ("add", "x", "gcp"),
        ("add", "x", "gcp", "--profile", "a"),
        ("add", "x", "gcp", "--adc", "--impersonate", "s"),
    ],
    ids=" ".join,
)
def test_a_wrong_call_is_two(ajar: Ajar, call: tuple[str, ...]) -> None:
    done = ajar("account", *call)
    assert done.code == 2
    assert done.err.strip()


@pytest.mark.parametrize("text", [None, "{}", "no json"], ids=["missing", "empty", "garbage"])
def test_a_key_file_that_is_none_is_told(ajar: Ajar, tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "key.json"
    if text is not None:
        path.write_text(text)
    done = ajar("account", "add", "x", "gcp", "--key-file", str(path))
    assert done.code == 1
    assert len(done.err.splitlines()) == 1


@pytest.mark.usefixtures("aws")
def test_what_is_no_role_is_not_kept_for_fixes(ajar: Ajar, profile: str) -> None:
    ajar("account", "add", "prod", "aws", "--profile", profile)
    done = ajar("account", "allow", "prod", "--fix-role", "fixer")
    assert done.code == 2
    assert "arn:aws:iam::ACCOUNT:role/NAME" in done.err
    assert "not allowed" in ajar("account", "list").out
