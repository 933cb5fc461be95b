"""Signing in: every login, what is half configured, and a demo that nothing of this machine reaches."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from botocore.loaders import Loader

from ajar.demo.aws.company.callers import (
    EXTERNAL_ID,
    PROD_KEY,
    PROD_ROLE_KEY,
    STAGING_AUDIT_ROLE,
    STAGING_KEY,
    secret_of,
    token_of,
)
from ajar.demo.aws.company.prod import PROD
from ajar.demo.aws.company.staging import STAGING
from ajar.demo.aws.errors import AwsError
from ajar.model.account import AwsAmbient, AwsKeys, AwsProfile, AwsRole, Demo, Login
from ajar.model.credentials import Credentials, Secret
from ajar.providers.aws.session import AwsSession, open_account
from ajar.providers.aws.session.patience import Patience
from ajar.providers.kind import Denied, Expired, NoCredentials, Unreachable

if TYPE_CHECKING:
    from ajar.demo.aws.cloud import AwsCloud
    from ajar.demo.call import Call

    Entry = Callable[..., AwsSession]

QUICK = Patience(connect=0.5, read=2.0, first=0.001, longest=0.002)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the AWS tools' files, named by the environment as a person would."""
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    return tmp_path


@pytest.fixture
def sign_in(url: str, monkeypatch: pytest.MonkeyPatch, files: Path) -> Iterator[Entry]:
    """Sign in with the fake as the configured address of AWS."""
    assert files.exists()
    monkeypatch.setenv("AWS_ENDPOINT_URL", url)
    made: list[AwsSession] = []

    def enter(login: Login, secret: str | None = None) -> AwsSession:
        made.extend(open_account(Credentials(login, Secret(secret) if secret else None), QUICK))
        return made[-1]

    yield enter
    for session in made:
        session.close()


def keys_of(key: str) -> str:
    """A key as the credentials file has it."""
    token = token_of(key)
    lines = [f"aws_access_key_id = {key}", f"aws_secret_access_key = {secret_of(key)}"]
    return "\n".join(lines + ([f"aws_session_token = {token}"] if token else []))


def test_keys_sign_in_with_their_secret(sign_in: Entry) -> None:
    session = sign_in(AwsKeys(PROD_KEY), secret_of(PROD_KEY))
    assert (session.account, session.demo) == (PROD, False)


def test_keys_without_their_secret_say_so(sign_in: Entry) -> None:
    with pytest.raises(NoCredentials, match="secret access key is missing"):
        sign_in(AwsKeys(PROD_KEY))


def test_keys_do_not_care_for_a_profile_of_the_environment(
    sign_in: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "missing")
    assert sign_in(AwsKeys(PROD_KEY), secret_of(PROD_KEY)).account == PROD


def test_a_profile_brings_its_credentials_and_its_region(sign_in: Entry, files: Path) -> None:
    (files / "credentials").write_text(f"[staging]\n{keys_of(STAGING_KEY)}\n")
    (files / "config").write_text("[profile staging]\nregion = eu-central-1\n")
    session = sign_in(AwsProfile("staging"))
    assert session.account == STAGING
    assert session._entered.region == "eu-central-1"


def test_the_environment_is_enough(sign_in: Entry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", PROD_ROLE_KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", secret_of(PROD_ROLE_KEY))
    monkeypatch.setenv("AWS_SESSION_TOKEN", str(token_of(PROD_ROLE_KEY)))
    monkeypatch.setenv("AWS_REGION", "eu-west-2")
    session = sign_in(AwsAmbient())
    assert session.account == PROD
    assert session._entered.region == "eu-west-2"


def test_a_profile_that_is_not_there_says_which(sign_in: Entry) -> None:
    with pytest.raises(NoCredentials, match="nowhere"):
        sign_in(AwsProfile("nowhere"))


def test_no_credentials_at_all_says_what_to_do(sign_in: Entry) -> None:
    with pytest.raises(NoCredentials, match="aws configure"):
        sign_in(AwsAmbient())


def test_half_of_the_credentials_says_that_half_is_missing(
    sign_in: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", PROD_KEY)
    with pytest.raises(NoCredentials, match="Half"):
        sign_in(AwsAmbient())


def test_a_temporary_key_without_its_token_is_not_known(
    sign_in: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", PROD_ROLE_KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", secret_of(PROD_ROLE_KEY))
    with pytest.raises(NoCredentials, match="does not know this access key"):
        sign_in(AwsAmbient())


@pytest.mark.parametrize(
    "text", ["[profile", "[default]\nregion = !!\n", "[default]\nrole_arn = arn\nsource_profile = gone\n"]
)
def test_a_configuration_that_is_not_usable_says_so(sign_in: Entry, files: Path, text: str) -> None:
    (files / "config").write_text(text)
    (files / "credentials").write_text(f"[other]\n{keys_of(PROD_KEY)}\n")
    with pytest.raises(NoCredentials):
        sign_in(AwsAmbient())


SSO_SESSION = """[profile corp]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Audit
[sso-session corp]
sso_start_url = https://corp.example/start
sso_region = eu-west-1
"""
SSO_LEGACY = """[profile corp]
sso_start_url = https://corp.example/start
sso_region = eu-west-1
sso_account_id = 111122223333
sso_role_name = Audit
"""


@pytest.mark.parametrize("text", [SSO_SESSION, SSO_LEGACY], ids=["session", "legacy"])
def test_an_sso_session_that_has_ended_says_how_to_begin_it(sign_in: Entry, files: Path, text: str) -> None:
    (files / "config").write_text(text)
    with pytest.raises(Expired, match="run `aws sso login --profile corp`"):
        sign_in(AwsProfile("corp"))


def test_a_program_that_hands_out_credentials_is_used(sign_in: Entry, files: Path) -> None:
    given = {"Version": 1, "AccessKeyId": PROD_KEY, "SecretAccessKey": secret_of(PROD_KEY)}
    (files / "given.json").write_text(json.dumps(given))
    program = f"{sys.executable} -c 'print(open(\"{files / 'given.json'}\").read())'"
    (files / "config").write_text(f"[default]\ncredential_process = {program}\n")
    assert sign_in(AwsAmbient()).account == PROD


def test_what_a_program_writes_when_it_fails_is_not_repeated(sign_in: Entry, files: Path) -> None:
    program = f"{sys.executable} -c 'raise SystemExit(\"hunter2\")'"
    (files / "config").write_text(f"[default]\ncredential_process = {program}\n")
    with pytest.raises(NoCredentials) as failed:
        sign_in(AwsAmbient())
    assert "hunter2" not in failed.value.message


def test_a_profile_that_asks_for_a_code_does_not_wait_for_it(sign_in: Entry, files: Path) -> None:
    (files / "credentials").write_text(f"[source]\n{keys_of(PROD_KEY)}\n")
    (files / "config").write_text(
        f"[profile audit]\nrole_arn = {STAGING_AUDIT_ROLE}\nsource_profile = source\n"
        f"mfa_serial = arn:aws:iam::{PROD}:mfa/ana\n"
    )
    with pytest.raises(NoCredentials, match="MFA"):
        sign_in(AwsProfile("audit"))


def test_a_role_is_assumed_on_top_with_its_external_id(sign_in: Entry, cloud: AwsCloud) -> None:
    login = AwsRole(STAGING_AUDIT_ROLE, EXTERNAL_ID, AwsKeys(PROD_KEY))
    session = sign_in(login, secret_of(PROD_KEY))
    assert session.account == STAGING
    assert session.identity().name == f"arn:aws:sts::{STAGING}:assumed-role/AjarAudit/ajar"
    assert [call.operation for call in cloud.calls].count("AssumeRole") == 1


def test_a_fault_that_passes_does_not_cost_the_role(sign_in: Entry, cloud: AwsCloud) -> None:
    asked: list[str] = []

    def hook(call: Call) -> None:
        asked.append(call.operation)
        if len(asked) == 1:
            raise AwsError("InternalError")

    cloud.before.append(hook)
    login = AwsRole(STAGING_AUDIT_ROLE, EXTERNAL_ID, AwsKeys(PROD_KEY))
    assert sign_in(login, secret_of(PROD_KEY)).account == STAGING
    assert asked == ["AssumeRole", "AssumeRole", "GetCallerIdentity"]


@pytest.mark.usefixtures("sign_in")
def test_signing_in_does_not_wait_for_ever(cloud: AwsCloud) -> None:
    cloud.before.append(lambda _: time.sleep(3))
    started = time.monotonic()
    login = AwsRole(STAGING_AUDIT_ROLE, EXTERNAL_ID, AwsKeys(PROD_KEY))
    with pytest.raises(Unreachable, match="in time"):
        open_account(Credentials(login, Secret(secret_of(PROD_KEY))), Patience(read=0.2, tries=2))
    assert time.monotonic() - started < 2.5


def test_a_role_without_its_external_id_is_denied(sign_in: Entry) -> None:
    with pytest.raises(Denied) as denied:
        sign_in(AwsRole(STAGING_AUDIT_ROLE, source=AwsKeys(PROD_KEY)), secret_of(PROD_KEY))
    assert denied.value.permission == "sts:AssumeRole"


def test_assumed_credentials_are_written_nowhere(sign_in: Entry, cloud: AwsCloud, tmp_path: Path) -> None:
    login = AwsRole(STAGING_AUDIT_ROLE, EXTERNAL_ID, AwsKeys(PROD_KEY))
    sign_in(login, secret_of(PROD_KEY))
    tokens = [str(key.token) for key in cloud.world.keys.values() if key.token]
    written = [path.read_text() for home in (tmp_path, Path.home()) for path in home.rglob("*.json")]
    assert not [token for token in tokens if any(token in text for text in written)]


def test_a_custom_endpoint_keeps_its_host_also_for_s3_control(sign_in: Entry, cloud: AwsCloud) -> None:
    session = sign_in(AwsKeys(PROD_KEY), secret_of(PROD_KEY))
    cloud.world.accounts[PROD].block = {"IgnorePublicAcls": True}
    answer = session.call("s3control:GetPublicAccessBlock", AccountId=PROD)
    assert answer["PublicAccessBlockConfiguration"]["IgnorePublicAcls"] is True
    answer = session.call("s3:GetBucketPolicy", region="eu-west-1", Bucket="marrow-www")
    assert "marrow-www" in answer["Policy"]


def test_a_service_may_have_an_endpoint_of_its_own(
    sign_in: Entry, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = sign_in(AwsKeys(PROD_KEY), secret_of(PROD_KEY))
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", url)
    assert session.call("s3:GetBucketAcl", region="eu-west-1", Bucket="marrow-www")
    with pytest.raises(Unreachable):
        session.call("s3control:GetPublicAccessBlock", AccountId=PROD)


def test_an_endpoint_that_is_no_address_says_so(sign_in: Entry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "nonsense")
    with pytest.raises(NoCredentials, match="configuration"):
        sign_in(AwsKeys(PROD_KEY), secret_of(PROD_KEY))


HOSTILE = {
    "AWS_ACCESS_KEY_ID": "AKIAREALREALREALREAL",
    "AWS_CA_BUNDLE": "/nowhere",
    "AWS_CONFIG_FILE": "/nowhere",
    "AWS_CSM_ENABLED": "true",
    "AWS_DATA_PATH": "/nowhere",
    "AWS_DEFAULTS_MODE": "nonsense",
    "AWS_DEFAULT_REGION": "!!",
    "AWS_ENDPOINT_URL": "http://127.0.0.1:1/elsewhere",
    "AWS_ENDPOINT_URL_S3": "http://127.0.0.1:1/elsewhere",
    "AWS_MAX_ATTEMPTS": "many",
    "AWS_PROFILE": "missing",
    "AWS_REQUEST_CHECKSUM_CALCULATION": "nonsense",
    "AWS_RETRY_MODE": "nonsense",
    "AWS_S3_US_EAST_1_REGIONAL_ENDPOINT": "nonsense",
    "AWS_S3_USE_ARN_REGION": "nonsense",
    "AWS_SECRET_ACCESS_KEY": "real",
    "AWS_SESSION_TOKEN": "real",
    "AWS_SHARED_CREDENTIALS_FILE": "/nowhere",
    "AWS_STS_REGIONAL_ENDPOINTS": "legacy",
    "AWS_USE_DUALSTACK_ENDPOINT": "true",
    "AWS_USE_FIPS_ENDPOINT": "true",
    "HTTPS_PROXY": "http://127.0.0.1:1",
    "HTTP_PROXY": "http://127.0.0.1:1",
    "NO_PROXY": "*",
    "REQUESTS_CA_BUNDLE": "/nowhere",
}


def test_nothing_of_the_environment_reaches_a_demo(
    url: str, cloud: AwsCloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloud.world.accounts[PROD].block = {"IgnorePublicAcls": True}
    for name, value in HOSTILE.items():
        monkeypatch.setenv(name, value)
    before = dict(os.environ)
    (session,) = open_account(Credentials(Demo(url=url, key=PROD_KEY)), QUICK)
    session.identity()
    for region, name in (("eu-west-1", "marrow-www"), ("us-east-1", "marrow-legacy-uploads")):
        session.call("s3:GetBucketAcl", region=region, Bucket=name)
    session.call("s3control:GetPublicAccessBlock", AccountId=PROD)
    session.close()
    assert dict(os.environ) == before
    assert {call.account for call in cloud.calls} == {PROD}
    assert session.demo


def test_no_file_of_the_person_reaches_a_demo(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Path.home() / ".aws"
    home.mkdir(exist_ok=True)
    models = home / "models" / "sts" / "2011-06-15"
    models.mkdir(parents=True)
    monkeypatch.setattr(Loader, "CUSTOMER_DATA_PATH", str(home / "models"))
    files = [home / "config", home / "credentials", models / "service-2.json"]
    try:
        for file in files:
            file.write_text("[default\nregion = !!\nendpoint_url = http://127.0.0.1:1\n")
        (session,) = open_account(Credentials(Demo(url=url, key=PROD_KEY)), QUICK)
        assert session.account == PROD
        session.close()
    finally:
        shutil.rmtree(home)


def test_a_demo_is_known_by_its_connection_and_nothing_else(sign_in: Entry, url: str) -> None:
    (demo,) = open_account(Credentials(Demo(url=url, key=PROD_KEY)), QUICK)
    real = sign_in(AwsKeys(PROD_KEY), secret_of(PROD_KEY))
    assert (demo.demo, real.demo) == (True, False)
    demo.close()
