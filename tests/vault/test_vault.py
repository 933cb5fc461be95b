"""The vault on a real Secret Service: what is kept is read back, and what is forgotten is gone."""

from __future__ import annotations

import gc
import importlib
import string
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import pytest
import secretstorage

from ajar.model.account import Account, AwsAmbient, AwsKeys, AwsProfile, AwsRole, GcpKey
from ajar.model.credentials import Secret
from ajar.vault import KeychainLocked, NoKeychain, SecretMissing, Vault, VaultError, open_vault
from secret_services import SecretService, gnome_keyring

LENGTHS = [1, 40, 999, 1000, 1001, 1280, 2361, 10_000]


@pytest.fixture
def service() -> Iterator[SecretService]:
    with gnome_keyring() as running:
        yield running


@pytest.fixture
def vault(service: SecretService) -> Vault:
    assert service.home.exists()
    return open_vault(patience=20)


def text_of(length: int) -> str:
    return (string.printable * (length // len(string.printable) + 1))[:length]


def items() -> int:
    """How many items the keychain has."""
    with closing(secretstorage.dbus_init()) as connection:
        return len(list(secretstorage.get_default_collection(connection).get_all_items()))


def lock() -> None:
    with closing(secretstorage.dbus_init()) as connection:
        secretstorage.get_default_collection(connection).lock()


def revealed(secret: Secret | None) -> str | None:
    return None if secret is None else secret.reveal()


@pytest.mark.parametrize("length", LENGTHS)
def test_a_secret_of_any_length_comes_back_as_it_was(vault: Vault, length: int) -> None:
    text = text_of(length)
    vault.keep("acme", Secret(text))
    assert revealed(open_vault().secret("acme")) == text


def test_letters_of_every_language_come_back(vault: Vault) -> None:
    text = "ключ\n钥匙\t🔑\0 end " * 200
    vault.keep("büro 🏢", Secret(text))
    assert revealed(vault.secret("büro 🏢")) == text


def test_an_account_takes_one_item_here_however_long_its_key_is(vault: Vault) -> None:
    vault.keep("acme", Secret(text_of(10_000)))
    vault.keep("acme", Secret(text_of(2361)))
    assert items() == 1


def test_accounts_do_not_see_each_others_secrets(vault: Vault) -> None:
    for name in ("acme", "acme-web", "Ajar part a1: acme"):
        vault.keep(name, Secret(f"of {name}"))
    vault.forget("acme")
    assert [revealed(vault.secret(name)) for name in ("acme", "acme-web")] == [None, "of acme-web"]
    assert revealed(vault.secret("Ajar part a1: acme")) == "of Ajar part a1: acme"


def test_what_is_forgotten_leaves_nothing(vault: Vault) -> None:
    vault.keep("acme", Secret(text_of(10_000)))
    vault.forget("acme")
    assert items() == 0
    assert vault.secret("acme") is None


def test_forgetting_what_is_not_there_is_no_error(vault: Vault) -> None:
    vault.forget("acme")
    assert items() == 0


def test_the_keychain_is_called_what_its_users_call_it(vault: Vault) -> None:
    assert vault.where() == "GNOME Keyring"


@pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")  # keyring leaves one when it is locked
def test_a_locked_keychain_says_so_and_keeps_what_it_has(vault: Vault) -> None:
    vault.keep("acme", Secret("first"))
    lock()
    with pytest.raises(KeychainLocked, match="unlock it and try again"):
        vault.secret("acme")
    with pytest.raises(KeychainLocked):
        vault.keep("acme", Secret("second"))
    with pytest.raises(KeychainLocked):
        vault.forget("acme")
    gc.collect()
    assert items() == 1


@pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")  # as above
@contextmanager
def nobody_at_the_desk() -> Iterator[threading.Event]:
    """Plays the window that asks for the keychain's password, where nobody looks at it: it never answers.

    The event is set when it was asked.
    """
    jeepney = importlib.import_module("jeepney")  # it brings no types
    blocking = importlib.import_module("jeepney.io.blocking")
    asked = threading.Event()
    with closing(blocking.open_dbus_connection("SESSION")) as connection:
        request = jeepney.message_bus.RequestName("org.gnome.keyring.SystemPrompter")
        assert connection.send_and_get_reply(request).body == (1,)
        over = threading.Event()

        def listen() -> None:
            while not over.is_set():
                try:
                    message = connection.receive(timeout=0.1)
                except TimeoutError:
                    continue
                if message.header.message_type is jeepney.MessageType.method_call:
                    asked.set()

        listener = threading.Thread(target=listen)
        listener.start()
        try:
            yield asked
        finally:
            over.set()
            listener.join(20)


@pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")  # as above
def test_at_night_a_whole_list_of_accounts_waits_for_nobody_once() -> None:
    with gnome_keyring():
        vault = open_vault(patience=2)
        vault.keep("acme", Secret("key"))
        lock()
        began = time.monotonic()
        with nobody_at_the_desk() as asked, ThreadPoolExecutor(4) as pool:
            waiting = [pool.submit(vault.secret, "acme") for _ in range(24)]
            told = [one.exception() for one in waiting]
            assert asked.is_set()
        assert {type(one) for one in told} == {KeychainLocked}
        assert time.monotonic() - began < 8  # and not six times two seconds
    for thread in [one for one in threading.enumerate() if one.name == "keychain"]:
        thread.join(20)  # its question ended with the bus
    gc.collect()


def test_a_keychain_that_went_away_is_no_keychain() -> None:
    with gnome_keyring():
        vault = open_vault(patience=20)
        vault.keep("acme", Secret("key"))
    with pytest.raises(VaultError, match="install gnome-keyring"):
        vault.secret("acme")
    gc.collect()


def test_a_session_secret_is_used_first_and_touches_no_keychain(vault: Vault) -> None:
    vault.keep_for_session("acme", Secret("for now"))
    assert revealed(vault.secret("acme")) == "for now"
    assert items() == 0
    assert open_vault().secret("acme") is None


def test_keeping_a_secret_replaces_the_sessions(vault: Vault) -> None:
    vault.keep_for_session("acme", Secret("for now"))
    vault.keep("acme", Secret("for good"))
    assert revealed(vault.secret("acme")) == "for good"


def test_forgetting_takes_the_sessions_secret_too(vault: Vault) -> None:
    vault.keep("acme", Secret("for good"))
    vault.keep_for_session("acme", Secret("for now"))
    vault.forget("acme")
    assert vault.secret("acme") is None


def test_without_a_keychain_a_session_secret_is_kept_and_forgotten() -> None:
    vault = open_vault(patience=20)
    vault.keep_for_session("acme", Secret("for now"))
    assert revealed(vault.secret("acme")) == "for now"
    vault.forget("acme")
    with pytest.raises(NoKeychain):
        vault.secret("acme")


def test_credentials_carry_the_secret_of_a_login_that_needs_one(vault: Vault) -> None:
    key = Account(name="acme", provider="gcp", login=GcpKey(client_email="a@b.iam"))
    role = Account(name="role", provider="aws", login=AwsRole(role_arn="arn", source=AwsKeys("AKIA")))
    vault.keep("acme", Secret("{}"))
    vault.keep("role", Secret("half"))
    assert revealed(vault.credentials(key).secret) == "{}"
    assert vault.credentials(key).login == key.login
    assert revealed(vault.credentials(role).secret) == "half"


@pytest.mark.parametrize("login", [AwsAmbient(), AwsProfile("prod"), AwsRole(role_arn="arn")])
def test_a_login_without_a_secret_needs_no_keychain(login: AwsAmbient | AwsProfile | AwsRole) -> None:
    account = Account(name="acme", provider="aws", login=login)
    assert open_vault(patience=20).credentials(account).secret is None


def test_a_secret_that_is_missing_is_named_with_its_account(vault: Vault) -> None:
    with pytest.raises(SecretMissing, match="acme"):
        vault.credentials(Account(name="acme", provider="aws", login=AwsKeys("AKIA")))
