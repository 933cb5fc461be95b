"""A service account's key, with Google's own sign-in: into the keychain, a signature, and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from ajar.demo.gcp.cloud import GoogleCloud
from ajar.demo.http_server import Request, Response, serve
from end_to_end.searching import files, found
from end_to_end.test_secrets import run
from secret_services import SecretService, gnome_keyring

TOKEN = "ya29.made-up-token-of-the-tests-0123456789"
FAULT = "ajar.providers.gcp.session.connection:identity_of"


@pytest.fixture(scope="module")
def key() -> str:
    """A new key in the form that Google's files have."""
    made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return made.private_bytes(*form).decode()


def key_file(folder: Path, key: str, token_uri: str) -> Path:
    """A service account's key as Google gives it."""
    path = folder / "key.json"
    path.write_text(
        json.dumps(
            {
                "type": "service_account",
                "project_id": "finch-web",
                "private_key_id": "0123456789abcdef",
                "private_key": key,
                "client_email": "ajar@finch-web.iam.gserviceaccount.com",
                "client_id": "1",
                "token_uri": token_uri,
            }
        )
    )
    return path


@pytest.fixture
def keychain(monkeypatch: pytest.MonkeyPatch) -> Iterator[SecretService]:
    """A real keychain."""
    with gnome_keyring() as service:
        monkeypatch.setenv("TMPDIR", str(service.home))
        yield service


def body(key: str) -> str:
    """The middle of the key, of which a search must find nothing."""
    return "".join(key.splitlines()[1:-1])


def test_a_key_file_goes_into_the_keychain_and_nowhere_else(
    keychain: SecretService, google: GoogleCloud, key: str, tmp_path: Path
) -> None:
    path = key_file(tmp_path, key, "http://127.0.0.1:9/token")
    added = run(
        keychain.home, "account", "add", "web", "gcp", "--key-file", str(path), "--project", "finch-web"
    )
    assert added.code == 0, added.err
    path.unlink()
    assert run(keychain.home, "scan", "--account", "web").code == 3
    assert google.calls
    assert run(keychain.home, "scan", "--account", "web", fault=FAULT).code in (1, 4)
    assert "a mistake of ours" in (keychain.home / "all.tracebacks").read_text()
    assert found([body(key), *key.splitlines()[1:-1]], files(keychain.home)) == []


def test_google_s_sign_in_leaves_neither_the_key_nor_the_token(
    keychain: SecretService, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bytes] = []

    def token(request: Request) -> Response:
        asked.append(request.body)
        answer = {"access_token": TOKEN, "expires_in": 3600, "token_type": "Bearer"}
        return Response(200, {"Content-Type": "application/json"}, json.dumps(answer).encode())

    with serve(token) as server:
        # Google itself is out of reach: the way there leads to a proxy that lets nothing through.
        monkeypatch.setenv("HTTPS_PROXY", server.url)
        path = key_file(tmp_path, key, f"{server.url}/token")
        done = run(keychain.home, "account", "add", "web", "gcp", "--key-file", str(path))
    assert done.code == 1
    assert "proxy" in done.err
    assert len(done.err.splitlines()) == 1
    assert asked
    assert b"assertion=" in asked[0]
    secrets = [body(key), *key.splitlines()[1:-1], TOKEN, asked[0].decode().partition("assertion=")[2]]
    assert found(secrets, files(keychain.home)) == []
