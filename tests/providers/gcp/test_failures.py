"""What an error of Google's sign-in becomes, with a real key against a token server on loopback."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from ajar.demo.http_server import Drop, Request, Response, serve
from ajar.model.account import GcpKey
from ajar.model.credentials import Credentials, Secret
from ajar.providers.gcp.session import failures, sdk
from ajar.providers.gcp.session.connection import GcpSession, Wire
from ajar.providers.gcp.session.endpoints import Endpoints
from ajar.providers.gcp.session.login import sign_in
from ajar.providers.kind import Denied, Expired, NoCredentials, Unreachable
from providers.gcp.conftest import HASTE, PROJECT

PEM = (
    rsa.generate_private_key(public_exponent=65537, key_size=2048)
    .private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    .decode()
)
JSON = {"Content-Type": "application/json"}
Opened = Callable[[Response | None], GcpSession]


@pytest.fixture
def keyed(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """A maker of sessions on the fake, by a key whose token server answers so; None cuts the line."""
    # google-auth asks Google, from a thread of its own, where the account may be used.
    asks = "google.oauth2.service_account.Credentials._is_regional_access_boundary_lookup_required"
    monkeypatch.setattr(asks, lambda _: False)
    closing: list[Callable[[], None]] = []

    def make(answer: Response | None) -> GcpSession:
        def handle(_: Request) -> Response:
            if answer is None:
                raise Drop
            return answer

        server = serve(handle)
        info = {
            "type": "service_account",
            "project_id": PROJECT,
            "private_key": PEM,
            "client_email": f"scan@{PROJECT}.iam.gserviceaccount.com",
            "token_uri": f"{server.url}/token",
        }
        signed_in = sign_in(Credentials(GcpKey("scan@x"), Secret(json.dumps(info))))
        session = GcpSession(Wire(signed_in, Endpoints(storage=url, others=url), HASTE), PROJECT)
        closing.extend([session.close, server.close])
        return session

    yield make
    for close in closing:
        close()


def token(status: int, **body: str | int) -> Response:
    """An answer of the token server."""
    return Response(status, JSON, json.dumps(body).encode())


def test_a_key_signs_in_and_says_whose_it_is(keyed: Opened) -> None:
    session = keyed(token(200, access_token="demo", expires_in=3600, token_type="Bearer"))
    assert session.call("storage.buckets.get", bucket="finch-web-assets")
    assert session.identity().name == f"scan@{PROJECT}.iam.gserviceaccount.com"


def test_a_key_that_was_deleted_is_expired_and_says_what_to_do(keyed: Opened) -> None:
    session = keyed(token(400, error="invalid_grant", error_description="Invalid JWT Signature."))
    with pytest.raises(Expired, match="Make a new key") as caught:
        session.call("storage.buckets.get", bucket="finch-web-assets")
    assert "JWT" not in caught.value.message


@pytest.mark.parametrize("answer", [None, Response(503, {}, b"later")])
def test_a_token_server_that_does_not_answer_is_no_ended_sign_in(
    keyed: Opened, answer: Response | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)  # google-auth waits between its own tries
    with pytest.raises(Unreachable):
        keyed(answer).call("storage.buckets.get", bucket="finch-web-assets")


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (sdk.RefreshError("invalid_grant: Token has been expired or revoked."), Expired),
        (sdk.RefreshError("Reauthentication is needed. invalid_rapt"), Expired),
        (sdk.RefreshError("Unable to acquire impersonated credentials", '{"error": 1}'), Denied),
        (sdk.TransportError("no route"), Unreachable),
        (sdk.InvalidOperation("Anonymous credentials cannot be refreshed."), NoCredentials),
        (sdk.DefaultCredentialsError("Your default credentials were not found."), NoCredentials),
    ],
)
def test_an_error_of_the_sign_in_becomes_ours(error: Exception, kind: type[Exception]) -> None:
    found = failures.not_signed_in(error, "Do this")
    assert type(found) is kind
    assert "\n" not in found.message
    assert kind is not Expired or found.message.endswith("Do this")


def test_a_text_of_the_provider_becomes_one_plain_line() -> None:
    line = failures.one_line("a\n\x1b[31mb\u202ec\t" + "x" * 1000)
    assert line.isprintable()
    assert line.startswith("a [31mb c xxx")
    assert len(line) == 301
