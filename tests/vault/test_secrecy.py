"""What a run with a secret leaves behind: every file, the log and every traceback are searched for it."""

from __future__ import annotations

import base64
import io
import secrets
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import pytest
from keyring.backend import KeyringBackend
from rich.console import Console
from rich.traceback import Traceback

from ajar.model.account import Account, GcpKey
from ajar.model.credentials import Secret
from ajar.vault import KeychainFailed, Vault, VaultError, open_vault
from ajar.vault.keychain import Keychain
from secret_services import gnome_keyring

RUN = """
import faulthandler, logging, sys
from pathlib import Path
from types import TracebackType

log = Path.home() / "ajar.log"
logging.basicConfig(filename=log, level=logging.DEBUG)
crashes = (Path.home() / "crash.txt").open("w")
faulthandler.enable(crashes)

from ajar.model.credentials import Secret
from ajar.vault import open_vault

secret = Secret(sys.stdin.read())
vault = open_vault(20)
vault.keep("acme", secret)
logging.info("kept %s", secret)
read = open_vault(20).secret("acme")
assert read.reveal() == secret.reveal()
logging.info("read %r", read)
if "forget" in sys.argv:
    vault.forget("acme")
    logging.info("forgotten")
faulthandler.dump_traceback(crashes)
"""
WINDOW = 24
"""A piece of this many characters is as good as the whole to somebody who searches."""


def pieces(secret: str) -> list[bytes]:
    """What gives the secret away: any piece of it, as it is, in UTF-16 or in base64."""
    whole = secret.encode()
    plain = [secret[start : start + WINDOW] for start in range(0, len(secret) - WINDOW + 1, WINDOW // 2)]
    coded = [base64.b64encode(whole[shift:])[4 : 4 + WINDOW] for shift in range(3)]
    return [piece.encode(form) for piece in plain for form in ("utf-8", "utf-16-le")] + coded


def giving_away(secret: str, folder: Path) -> list[str]:
    """The files under a folder that hold a piece of the secret."""
    wanted = pieces(secret)
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(piece in path.read_bytes() for piece in wanted)
    ]


@pytest.fixture(params=[40, 2361], ids=["access key", "service account key"])
def secret(request: pytest.FixtureRequest) -> str:
    return secrets.token_urlsafe(2 * request.param)[: request.param]


@pytest.mark.parametrize("words", [[], ["forget"]], ids=["kept", "forgotten"])
def test_no_file_and_no_log_of_a_run_holds_the_secret(secret: str, words: list[str]) -> None:
    with gnome_keyring() as service:
        command = [sys.executable, "-X", "dev", "-c", RUN, *words]
        run = subprocess.run(command, input=secret, capture_output=True, text=True, timeout=50, check=True)
        assert giving_away(secret, service.home) == []
        assert not any(piece in (run.stdout + run.stderr).encode() for piece in pieces(secret))
        assert "Secret(***)" in (service.home / "ajar.log").read_text(encoding="utf-8")
        assert (service.home / "crash.txt").read_text(encoding="utf-8")
        assert (service.home / "share/keyrings/login.keyring").exists()


@pytest.mark.parametrize("form", [str, lambda text: base64.b64encode(text.encode()).decode()])
def test_the_search_finds_a_secret_that_is_there(
    secret: str, form: Callable[[str], str], tmp_path: Path
) -> None:
    (tmp_path / "settings.json").write_text(f'{{"key": "{form(secret)}"}}', encoding="utf-8")
    (tmp_path / "innocent.json").write_text("{}", encoding="utf-8")
    assert giving_away(secret, tmp_path) == ["settings.json"]


class Refusing(KeyringBackend):
    """A backend that raises with the secret in its variables and in what it says."""

    priority = 5

    def __init__(self, secret: str) -> None:
        """Hold this secret, whose header does not fit it."""
        self._secret = secret

    def get_password(self, service: str, username: str) -> str | None:
        """Give out something of which only the form is ours."""
        return f"ajar/1 0 a {service} {username}\n{self._secret}".replace("Ajar: ", "")

    def set_password(self, service: str, username: str, password: str) -> None:
        """Say too much."""
        raise RuntimeError(f"cannot store {password} for {username} in {service}")


def shown(error: BaseException) -> str:
    """The error with its causes, contexts and all variables, as the most talkative reporters show them."""
    standard = traceback.TracebackException.from_exception(error, capture_locals=True)
    standard.__suppress_context__ = False
    page = Console(file=io.StringIO(), width=4000)
    rich = Traceback.from_exception(
        type(error), error, error.__traceback__, show_locals=True, locals_max_string=10**6
    )
    with page.capture() as captured:
        page.print(rich)
    return "".join(standard.format()) + captured.get()


def tells(error: BaseException, secret: str) -> bool:
    """Whether a piece of the secret is in what the reporters show of the error."""
    text = shown(error)
    return any(piece.decode("latin-1") in text for piece in pieces(secret))


def refused_keep(vault: Vault, secret: Secret) -> None:
    vault.keep("acme", secret)


def refused_read(vault: Vault, _secret: Secret) -> None:
    vault.secret("acme")


def fault_while_signing_in(vault: Vault, secret: Secret) -> None:
    vault.keep_for_session("acme", secret)
    account = Account(name="acme", provider="gcp", login=GcpKey(client_email="a@b.iam"))
    credentials = vault.credentials(account)
    raise KeychainFailed(f"with {credentials} in its variables")


@pytest.mark.parametrize("fault", [refused_keep, refused_read, fault_while_signing_in])
def test_no_traceback_holds_the_secret(fault: Callable[[Vault, Secret], None], secret: str) -> None:
    vault = Vault(lambda: Keychain(Refusing(secret), "refusing"), 20)
    with pytest.raises(VaultError) as caught:
        fault(vault, Secret(secret))
    caught.value.__traceback__ = trace_after_this_test(caught.value)
    assert "Secret(***)" in shown(caught.value)
    assert not tells(caught.value, secret)


def trace_after_this_test(error: BaseException) -> TracebackType:
    """The traceback from below the test, whose own variables hold the secret on purpose."""
    assert error.__traceback__ is not None
    assert error.__traceback__.tb_next is not None
    return error.__traceback__.tb_next


def test_no_traceback_of_a_keychain_that_went_away_holds_the_secret(secret: str) -> None:
    with gnome_keyring():
        vault = open_vault(20)
        vault.where()
    kept = Secret(secret)
    with pytest.raises(VaultError) as caught:
        vault.keep("acme", kept)
    caught.value.__traceback__ = trace_after_this_test(caught.value)
    assert not tells(caught.value, secret)


def test_the_search_finds_a_secret_in_the_variables_of_a_cause(secret: str) -> None:
    vault = Vault(lambda: Keychain(Refusing(secret), "refusing"), 20)

    def store(text: str) -> None:
        try:
            vault.keep("acme", Secret(text))
        except VaultError:
            raise KeychainFailed("refused") from None

    with pytest.raises(KeychainFailed) as caught:
        store(secret)
    caught.value.__traceback__ = trace_after_this_test(caught.value)
    assert tells(caught.value, secret)
