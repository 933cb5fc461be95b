"""Secrets in parts, on a keychain with the limit and the habits of Windows' Credential Manager."""

from __future__ import annotations

import itertools

import keyring.errors
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend

from ajar.model.credentials import Secret
from ajar.vault import KeychainFailed, Vault
from ajar.vault.keychain import WINDOWS_LIMIT, Keychain

LIMIT = 1280
"""What Windows holds, in UTF-16 characters."""


class WindowsError(Exception):
    """As pywintypes.error: no kin of keyring's errors."""


class CredentialManager(KeyringBackend):
    """keyring's Windows backend over a dict: one item a target, capitals aside, and the same moving about."""

    priority = 5

    def __init__(self, breaks_after: int | None = None) -> None:
        """Hold nothing, and fail the write after so many; None never fails."""
        self.targets: dict[str, tuple[str, str]] = {}
        self.writes_left = breaks_after

    def get_password(self, service: str, username: str) -> str | None:
        """As the real one: the service's item, or the one that was moved aside."""
        held = self.targets.get(service.lower())
        if held is None or held[0] != username:
            held = self.targets.get(f"{username}@{service}".lower())
        return held[1] if held else None

    def set_password(self, service: str, username: str, password: str) -> None:
        """As the real one: what stands there is moved aside first, whosoever it is."""
        held = self.targets.get(service.lower())
        if held:
            self._write(f"{held[0]}@{service}", held)
        self._write(service, (username, password))

    def delete_password(self, service: str, username: str) -> None:
        """As the real one: both places."""
        deleted = False
        for target in (service.lower(), f"{username}@{service}".lower()):
            if target in self.targets and self.targets[target][0] == username:
                self._count()
                del self.targets[target]
                deleted = True
        if not deleted:
            raise keyring.errors.PasswordDeleteError(service)

    def _write(self, target: str, held: tuple[str, str]) -> None:
        if len(held[1].encode("utf-16-le")) > 2 * LIMIT:
            raise WindowsError(1783, "CredWrite", "The stub received bad data.")
        self._count()
        self.targets[target.lower()] = held

    def _count(self) -> None:
        if self.writes_left == 0:
            raise WindowsError(8, "CredWrite", "Not enough memory resources are available.")
        self.writes_left = None if self.writes_left is None else self.writes_left - 1


def vault_on(backend: CredentialManager) -> Vault:
    return Vault(lambda: Keychain(backend, "Windows Credential Manager", WINDOWS_LIMIT), 20)


def revealed(vault: Vault, account: str = "acme") -> str | None:
    secret = vault.secret(account)
    return None if secret is None else secret.reveal()


def texts_in(backend: CredentialManager) -> str:
    """All that is in the keychain, but for our own first lines."""
    return "".join(text.rpartition("\n")[2] for _, text in backend.targets.values())


def key(length: int, first: str = "k") -> str:
    return first + "".join(str(number) for number in range(length))[: length - 1]


@pytest.mark.parametrize("length", [1, 40, 1000, 1205, 1206, 1280, 1281, 2361, 10_000])
def test_a_key_that_is_longer_than_an_item_comes_back_whole(length: int) -> None:
    backend = CredentialManager()
    vault_on(backend).keep("acme", Secret(key(length)))
    assert revealed(vault_on(backend)) == key(length)


@given(st.text(min_size=1, max_size=3000).filter(str.strip))
def test_any_text_fits(text: str) -> None:
    vault = vault_on(CredentialManager())
    vault.keep("acme", Secret(text))
    assert revealed(vault) == text


def test_keys_of_all_lengths_replace_each_other_and_leave_no_stale_part() -> None:
    lengths = [40, 10_000, 2361, 1500, 5000, 40]
    for one, other in itertools.permutations(lengths, 2):
        backend = CredentialManager()
        vault = vault_on(backend)
        vault.keep("acme", Secret(key(one)))
        vault.keep("acme", Secret(key(other, "n")))
        assert revealed(vault) == key(other, "n")
        assert sorted(texts_in(backend)) == sorted(key(other, "n"))
        vault.forget("acme")
        assert backend.targets == {}


def test_two_accounts_share_no_item() -> None:
    backend = CredentialManager()
    vault = vault_on(backend)
    vault.keep("acme", Secret(key(2361)))
    vault.keep("acme-web", Secret(key(2361, "w")))
    vault.forget("acme")
    assert (revealed(vault), revealed(vault, "acme-web")) == (None, key(2361, "w"))


@pytest.mark.parametrize("before", [40, 2361, 10_000])
@pytest.mark.parametrize("after", [40, 2361, 10_000])
def test_a_write_that_breaks_off_anywhere_leaves_one_whole_key(before: int, after: int) -> None:
    whole: set[str | None] = set()
    for writes in range(60):
        backend = CredentialManager()
        vault = vault_on(backend)
        vault.keep("acme", Secret(key(before)))
        backend.writes_left = writes
        try:
            vault.keep("acme", Secret(key(after, "n")))
        except KeychainFailed:
            backend.writes_left = None
            whole.add(revealed(vault))
            assert revealed(vault) in {key(before), key(after, "n")}
            vault.keep("acme", Secret("short"))
            assert texts_in(backend) == "short"
            vault.keep("acme", Secret(key(after, "n")))
        backend.writes_left = None
        assert revealed(vault) == key(after, "n")
        vault.forget("acme")
        assert backend.targets == {}
    assert key(before) in whole


@pytest.mark.parametrize("part", [1, 2, 3])
def test_a_part_that_is_lost_or_changed_is_told_and_never_returned(part: int) -> None:
    for change in ("", "another text"):
        backend = CredentialManager()
        vault = vault_on(backend)
        vault.keep("acme", Secret(key(2361)))
        name = next(target for target in backend.targets if target.startswith(f"ajar part a{part}"))
        backend.targets[name] = ("acme", change)
        with pytest.raises(KeychainFailed, match="acme in the keychain is not whole: enter it again"):
            vault.secret("acme")
        del backend.targets[name]
        with pytest.raises(KeychainFailed, match="not whole"):
            vault.secret("acme")


@pytest.mark.parametrize("item", ["", "key", "ajar/1 x a 0\n", "ajar/2 0 a 0\nkey", "ajar/1 0 a 0\nkey"])
def test_an_item_that_is_not_ours_is_told_and_can_be_replaced(item: str) -> None:
    backend = CredentialManager()
    backend.targets["ajar: acme"] = ("acme", item)
    vault = vault_on(backend)
    with pytest.raises(KeychainFailed, match="not whole"):
        vault.secret("acme")
    vault.keep("acme", Secret("key"))
    assert revealed(vault) == "key"
