"""Where calls go: never where a variable of the environment would lead a person's credentials."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from ajar.demo.gcp.cloud import GoogleCloud
from ajar.demo.gcp.state import World
from ajar.demo.http_server import Request
from ajar.model.account import Demo, GcpAdc, GcpImpersonate, GcpKey, Login
from ajar.model.credentials import Credentials, Secret
from ajar.providers.gcp.session import open_sessions
from ajar.providers.gcp.session.connection import Wire
from ajar.providers.gcp.session.endpoints import Endpoints, from_environment, loopback
from ajar.providers.gcp.session.login import SignedIn
from ajar.providers.gcp.session.patience import Patience
from ajar.providers.gcp.session.sdk import Token
from ajar.providers.kind import CloudError, NoCredentials, Off
from providers.gcp.conftest import HASTE, PROJECT

SERVICES = ("storage", "cloudresourcemanager", "orgpolicy", "iam")


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:8080",
        "http://127.9.9.9:1",
        "http://[::1]:8080",
        "http://localhost:8080/",
        "https://127.0.0.1",
    ],
)
def test_an_address_of_this_machine_is_taken(address: str) -> None:
    assert loopback(address, "X") == address.rstrip("/")


@pytest.mark.parametrize(
    "address",
    [
        "http://example.com",
        "http://10.0.0.5:8080",
        "http://127.0.0.1.example.com",
        "http://127.0.0.1@example.com",
        "http://user@127.0.0.1",
        "http://example.com#127.0.0.1",
        "http://0.0.0.0:80",
        "http://169.254.169.254",
        "http://127.0.0.1:notaport",
        "http://[::1",
        "http://2130706433",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "http://127.0.0.1:8080/path",
        "127.0.0.1:8080",
        "localhost",
        "\u2100",
    ],
)
def test_any_other_address_is_refused_in_one_line_that_says_what_to_do(address: str) -> None:
    with pytest.raises(NoCredentials) as caught:
        from_environment({"AJAR_GCP_ENDPOINT": address})
    assert "AJAR_GCP_ENDPOINT" in caught.value.message
    assert "remove it or correct it" in caught.value.message
    assert "\n" not in caught.value.message


def test_without_variables_every_service_is_googles() -> None:
    endpoints = from_environment({})
    assert not endpoints.emulator
    assert [endpoints.of(service) for service in SERVICES] == [
        f"https://{service}.googleapis.com" for service in SERVICES
    ]


def test_one_variable_leads_every_service_to_an_emulator() -> None:
    endpoints = from_environment({"AJAR_GCP_ENDPOINT": "http://127.0.0.1:9/"})
    assert endpoints.emulator
    assert {endpoints.of(service) for service in SERVICES} == {"http://127.0.0.1:9"}


@pytest.mark.parametrize("given", ["emulator:4443", "http://emulator:4443", "http://emulator:4443/"])
def test_the_storage_emulator_is_storage_alone_and_google_is_not_asked_beside_it(given: str) -> None:
    endpoints = from_environment({"STORAGE_EMULATOR_HOST": given})
    assert endpoints.emulator
    assert endpoints.of("storage") == "http://emulator:4443"
    for service in SERVICES[1:]:
        with pytest.raises(Off):
            endpoints.of(service)


def test_storages_own_variable_wins_for_storage() -> None:
    endpoints = from_environment(
        {"STORAGE_EMULATOR_HOST": "127.0.0.1:1", "AJAR_GCP_ENDPOINT": "http://127.0.0.1:2"}
    )
    assert endpoints.of("storage") == "http://127.0.0.1:1"
    assert endpoints.of("iam") == "http://127.0.0.1:2"


LOGINS: list[Login] = [
    GcpAdc(projects=(PROJECT,)),
    GcpKey(client_email="a@b", projects=(PROJECT,)),
    GcpImpersonate(service_account="a@b", projects=(PROJECT,)),
]


@pytest.mark.parametrize("login", LOGINS, ids=lambda login: type(login).__name__)
@pytest.mark.parametrize("variable", ["STORAGE_EMULATOR_HOST", "AJAR_GCP_ENDPOINT"])
def test_an_emulator_is_shown_no_credentials(
    url: str, requests_seen: list[Request], login: Login, variable: str
) -> None:
    credentials = Credentials(login, Secret(key_file()))
    (session,) = open_sessions(credentials, {variable: url}, HASTE)
    with pytest.raises(CloudError):
        session.call("storage.buckets.getIamPolicy", bucket="finch-web-assets")
    session.close()
    assert requests_seen
    assert not [request for request in requests_seen if "Authorization" in request.headers]


@pytest.mark.parametrize("name", ["STORAGE_EMULATOR_HOST", "API_ENDPOINT_OVERRIDE"])
def test_the_library_cannot_be_led_away_with_real_credentials(
    url: str, requests_seen: list[Request], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    elsewhere = "http://127.0.0.1:9"  # the discard port: nobody listens
    monkeypatch.setenv(name, elsewhere)
    # Credentials and an address as a real sign-in has them, but for the address being the fake's.
    wire = Wire(SignedIn(Token(token="demo")), Endpoints(storage=url, others=url), HASTE)
    assert wire.storage.api_endpoint == url
    assert wire.storage.bucket("finch-web-assets").exists(retry=None)
    assert [request.headers["Authorization"] for request in requests_seen] == ["Bearer demo"]
    wire.http.close()


def test_a_real_sign_in_always_names_googles_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", "http://127.0.0.1:9")
    wire = Wire(SignedIn(Token(token="x")), from_environment({}), Patience())
    assert wire.storage.api_endpoint == "https://storage.googleapis.com"
    wire.http.close()


def test_the_demo_reads_no_variable_and_no_file(
    url: str, requests_seen: list[Request], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password hunter2\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(tmp_path / "missing.json"))
    for name in ("STORAGE_EMULATOR_HOST", "AJAR_GCP_ENDPOINT", "HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    (session,) = open_sessions(Credentials(Demo(url=url, key="demo")), patience=HASTE)
    assert session.demo
    assert session.account == PROJECT
    assert session.call("storage.buckets.get", bucket="finch-web-assets")
    session.close()
    assert {request.headers["Authorization"] for request in requests_seen} == {"Bearer demo"}


def test_a_password_of_netrc_never_takes_the_tokens_place(
    url: str, requests_seen: list[Request], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login somebody password hunter2\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    wire = Wire(SignedIn(Token(token="demo")), Endpoints(storage=url, others=url), HASTE)
    wire.http.get(f"{url}/v3/projects:search")
    wire.http.close()
    assert requests_seen[-1].headers["Authorization"] == "Bearer demo"


def test_a_demo_elsewhere_than_on_this_machine_is_refused() -> None:
    with pytest.raises(NoCredentials, match="the demo's address"):
        open_sessions(Credentials(Demo(url="https://demo.example.com", key="demo")))


def test_without_credentials_one_line_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoCredentials, match="gcloud auth application-default login"):
        open_sessions(Credentials(GcpAdc()), {})


DAMAGED = {
    "empty": b"",
    "not json": b"hello",
    "another type": b'{"type": "authorized_user"}',
    "unknown type": b'{"type": "surprise"}',
    "a list": b"[]",
    "wrong encoding": '{"type": "service_account"}'.encode("utf-16"),
}


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED)
def test_damaged_default_credentials_are_told_in_one_line(
    text: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "credentials.json"
    path.write_bytes(text)
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(path))
    with pytest.raises(NoCredentials) as caught:
        open_sessions(Credentials(GcpAdc(projects=(PROJECT,))), {})
    assert "gcloud auth application-default login" in caught.value.message
    assert "\n" not in caught.value.message


def key_file(**changes: object) -> str:
    """A made-up service account's key as Google gives it."""
    pem = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    info = {
        "type": "service_account",
        "project_id": PROJECT,
        "private_key_id": "0",
        "private_key": pem.decode(),
        "client_email": f"scan@{PROJECT}.iam.gserviceaccount.com",
        "client_id": "1",
        "token_uri": "https://oauth2.googleapis.com/token",
    }
    return json.dumps({**info, **changes})


def test_a_key_is_taken_without_a_call() -> None:
    secret = Secret(key_file())
    (session,) = open_sessions(Credentials(GcpKey("scan@x", projects=(PROJECT,)), secret), {})
    assert session.account == PROJECT
    assert not session.demo
    session.close()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not a JSON file"),
        (key_file()[:200], "not a JSON file"),
        ("[" * 100_000, "not a JSON file"),
        ('"text"', "not a service account"),
        (json.dumps({"type": "authorized_user"}), "a file of type authorized_user"),
        (json.dumps({"type": "evil\n\x1b[31m"}), "a file of type evil"),
        (key_file(private_key="-----BEGIN PRIVATE KEY-----\nMIIE"), "damaged or cut short"),
        (key_file(private_key=base64.b64encode(b"no").decode()), "damaged or cut short"),
        (key_file(private_key=7), "damaged or cut short"),
        (json.dumps({"type": "service_account"}), "damaged or cut short"),
        (key_file(universe_domain="evil.example"), "another cloud"),
    ],
)
def test_a_key_that_cannot_be_used_is_told_in_one_line_without_the_key(text: str, says: str) -> None:
    with pytest.raises(NoCredentials, match=says) as caught:
        open_sessions(Credentials(GcpKey("scan@x"), Secret(text)), {})
    assert caught.value.message.isprintable()
    assert "BEGIN" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_a_key_that_is_not_there_is_told() -> None:
    with pytest.raises(NoCredentials, match="not there"):
        open_sessions(Credentials(GcpKey("scan@x")), {})


@pytest.mark.parametrize("many", [False, True])
def test_a_world_without_projects_asks_for_one(
    url: str, made: World, cloud: GoogleCloud, *, many: bool
) -> None:
    made.projects[PROJECT].owners.clear()
    with pytest.raises(NoCredentials, match="name the project"):
        open_sessions(Credentials(Demo(url=url, key="demo" if many else "outsider")), patience=HASTE)
    assert [call.operation for call in cloud.calls] == ["cloudresourcemanager.projects.search"]
