"""The vault: secrets in the system's keychain, or in memory for the session, and nowhere else.

No text of a secret ever stands in a variable of the thread that asks, and no error carries one: a traceback
with its variables shown has nothing to tell.
"""

from __future__ import annotations

from collections.abc import Callable

from ajar.model.account import Account, needs_secret
from ajar.model.credentials import Credentials, Secret
from ajar.vault import items
from ajar.vault.keychain import Keychain, find
from ajar.vault.patience import Patience
from ajar.vault.trouble import KeychainFailed, KeychainLocked, NoKeychain, SecretMissing, VaultError

__all__ = [
    "KeychainFailed",
    "KeychainLocked",
    "NoKeychain",
    "SecretMissing",
    "Vault",
    "VaultError",
    "open_vault",
]

PATIENCE = 60.0
"""How many seconds a person has to answer the keychain's question."""


class Vault:
    """The secrets of the accounts, by the accounts' names. Safe to use from many threads, one at a time.

    Every method but `keep_for_session` may wait for a person who is asked to unlock the keychain: never call
    one in the window's thread.
    """

    def __init__(self, find_keychain: Callable[[], Keychain], patience: float, *, once: bool = False) -> None:
        """Look for the keychain when it is first needed: an account may need no secret."""
        self._find = find_keychain
        self._found: Keychain | None = None
        self._patience = Patience(patience, once=once)
        self._session: dict[str, Secret] = {}

    def where(self) -> str:
        """The name of the keychain as its users know it. Raises NoKeychain, KeychainFailed."""
        return self._patience.wait(lambda: self._keychain().name)

    def keep(self, account: str, secret: Secret) -> None:
        """Put the secret into the keychain, in the place of an earlier one. Raises VaultError.

        When it raises, an earlier secret is still there.
        """
        self._patience.wait(lambda: items.keep(self._keychain(), account, secret))
        self._session.pop(account, None)

    def keep_for_session(self, account: str, secret: Secret) -> None:
        """Keep the secret in memory until the program ends; it is used before the keychain's."""
        self._session[account] = secret

    def secret(self, account: str) -> Secret | None:
        """The account's secret; None when there is none. Raises VaultError."""
        if account in self._session:
            return self._session[account]
        return self._patience.wait(lambda: items.read(self._keychain(), account))

    def forget(self, account: str) -> None:
        """Remove every trace of the account's secret; nothing happens if there is none. Raises VaultError."""
        kept_here = self._session.pop(account, None) is not None
        try:
            self._patience.wait(lambda: items.forget(self._keychain(), account))
        except NoKeychain:
            if not kept_here:
                raise

    def credentials(self, account: Account) -> Credentials:
        """What signing in to the account takes. Raises SecretMissing, or another VaultError.

        The keychain is asked once, and only for a login that needs a secret.
        """
        if not needs_secret(account.login):
            return Credentials(account.login)
        secret = self.secret(account.name)
        if secret is None:
            raise SecretMissing(f"The key of {account.name} is not in the keychain: enter it again.")
        return Credentials(account.login, secret)

    def _keychain(self) -> Keychain:
        if self._found is None:
            self._found = self._find()
        return self._found


def open_vault(patience: float = PATIENCE, *, once: bool = False) -> Vault:
    """The vault on this system's keychain, which is looked for when it is first needed; never raises.

    `once` waits for a person no second time where the first was in vain.
    """
    return Vault(find, patience, once=once)
