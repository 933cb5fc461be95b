"""Which keychain is taken: the system's own, and none rather than a file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ajar.model.credentials import Secret
from ajar.vault import NoKeychain, open_vault
from ajar.vault.keychain import find
from secret_services import bus, gnome_keyring

PLAINTEXT = '''
"""A backend as some packages bring them: it calls itself the best, and writes a file."""

from pathlib import Path

from keyring.backend import KeyringBackend


class PlaintextKeyring(KeyringBackend):
    priority = 9

    def get_password(self, service, username):
        return None

    def set_password(self, service, username, password):
        Path.home().joinpath("keyring_pass.cfg").write_text(password)

    def delete_password(self, service, username):
        return None
'''
REFUSED = [
    "keyring.backends.fail.Keyring",
    "keyring.backends.null.Keyring",
    "keyring.backends.chainer.ChainerBackend",
    "written_to_a_file.PlaintextKeyring",
]


@pytest.fixture
def _plaintext(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "written_to_a_file.py").write_text(PLAINTEXT, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)


def test_without_a_bus_there_is_no_keychain_and_it_says_what_to_do() -> None:
    assert "DBUS_SESSION_BUS_ADDRESS" not in os.environ
    with pytest.raises(NoKeychain, match=r"install gnome-keyring.*for this session"):
        open_vault(patience=20).where()


def test_a_bus_without_a_keychain_is_no_keychain() -> None:
    with bus(), pytest.raises(NoKeychain, match="none is running"):
        open_vault(patience=20).keep("acme", Secret("key"))


def test_a_keychain_that_comes_later_is_found() -> None:
    vault = open_vault(patience=20)
    with pytest.raises(NoKeychain):
        vault.where()
    with gnome_keyring():
        assert vault.where() == "GNOME Keyring"


@pytest.mark.usefixtures("_plaintext")
@pytest.mark.parametrize("backend", REFUSED)
def test_a_backend_that_is_no_system_keychain_is_refused(
    backend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with gnome_keyring() as service:
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", backend)
        with pytest.raises(NoKeychain, match="is no system keychain"):
            open_vault(patience=20).keep("acme", Secret("key"))
        assert not (service.home / "keyring_pass.cfg").exists()


@pytest.mark.usefixtures("_plaintext")
def test_a_refused_backend_is_refused_in_the_configuration_file_as_well() -> None:
    with gnome_keyring() as service:
        folder = service.home / "config/python_keyring"
        folder.mkdir(parents=True)
        text = f"[backend]\ndefault-keyring={REFUSED[-1]}\n"
        (folder / "keyringrc.cfg").write_text(text, encoding="utf-8")
        with pytest.raises(NoKeychain, match="PlaintextKeyring is configured"):
            find()


@pytest.mark.usefixtures("_plaintext")
def test_a_backend_that_nobody_configured_is_never_taken() -> None:
    __import__("written_to_a_file")
    with pytest.raises(NoKeychain, match="none is running"):
        find()


@pytest.mark.parametrize("backend", ["no.such.Backend", "keyring.backends.SecretService.Nothing", "nothing"])
def test_a_configuration_that_cannot_be_loaded_is_told(backend: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", backend)
    with pytest.raises(NoKeychain, match="configured for keyring does not work"):
        find()


def test_a_system_keychain_that_is_configured_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.SecretService.Keyring")
    with gnome_keyring():
        assert find().name == "GNOME Keyring"
