"""Which profiles are offered as one click, and which are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from ajar.model.account import AwsProfile
from ajar.providers.aws import PROVIDER

CONFIG = """
[profile keys]
region = eu-west-1
aws_access_key_id = AKIAEXAMPLE
aws_secret_access_key = not-to-be-shown

[profile region-only]
region = eu-west-1

[profile company]
sso_session = acme
sso_account_id = 111122223333
sso_role_name = ReadOnly

[sso-session acme]
sso_start_url = https://acme.awsapps.com/start
sso_region = eu-west-1

[profile client]
role_arn = arn:aws:iam::444455556666:role/Audit
source_profile = keys
"""


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An AWS configuration of its own."""
    path = tmp_path / "config"
    path.write_text(CONFIG)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(path))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    return path


@pytest.mark.usefixtures("config")
def test_each_profile_that_can_sign_in_is_offered_with_what_is_special_about_it() -> None:
    found = {source.name: source for source in PROVIDER.sources()}
    assert set(found) == {"keys", "company", "client"}
    assert found["company"].login == AwsProfile("company")
    assert found["company"].note == "SSO https://acme.awsapps.com/start"
    assert found["client"].note == "arn:aws:iam::444455556666:role/Audit"


@pytest.mark.usefixtures("config")
def test_the_account_that_a_profile_names_is_told() -> None:
    reached = {source.name: source.reaches for source in PROVIDER.sources()}
    assert reached == {"keys": (), "company": ("111122223333",), "client": ("444455556666",)}


@pytest.mark.parametrize("arn", ["arn:aws:iam::role/Audit", "arn", "arn:aws:iam::44445555666x:role/A"])
def test_a_role_that_names_no_account_reaches_none(config: Path, arn: str) -> None:
    config.write_text(f"[profile client]\nrole_arn = {arn}\nsource_profile = keys\n")
    assert [source.reaches for source in PROVIDER.sources()] == [()]


@pytest.mark.usefixtures("config")
def test_no_secret_of_a_profile_is_in_what_is_offered() -> None:
    assert "not-to-be-shown" not in repr(PROVIDER.sources())


def test_a_file_that_is_no_configuration_offers_nothing(config: Path) -> None:
    config.write_text("[[[")
    assert PROVIDER.sources() == ()
