"""How a secret lies in the keychain: one item, or parts where the keychain limits what an item may hold.

Windows holds 2,560 bytes an item, which are 1,280 UTF-16 characters (CRED_MAX_CREDENTIAL_BLOB_SIZE; "Lack of
support for tokens over 2500 characters", https://github.com/danieljoos/wincred/issues/18, read 2026-11-24); a
service account's key has some 2,360.

The account's item begins with a line that says where the text is: `ajar/1 COUNT SLOT SHA-256`. Where COUNT is
0 the text follows; else it is in that many items of a slot. There are two slots: new parts go into the one
that the present secret does not use, and the header, which is written last, turns from one to the other, so
that a write that breaks off leaves the present secret whole. Each item has a service name of its own, because
the Windows backend moves an older item aside when two users share one.

Everything here runs in the keychain's thread, because its variables hold the text of a secret.
"""

from __future__ import annotations

import hashlib
from itertools import count
from typing import NamedTuple

import keyring.errors

from ajar.model.credentials import Secret
from ajar.vault.keychain import Keychain
from ajar.vault.trouble import broken, failed

PART = 1000
_FORM = "ajar/1"
_SLOTS = ("a", "b")
_FIELDS = 4


class _Header(NamedTuple):
    parts: int
    slot: str
    digest: str

    def line(self) -> str:
        return f"{_FORM} {self.parts} {self.slot} {self.digest}\n"


def keep(keychain: Keychain, account: str, secret: Secret) -> None:
    """Put the secret in the place of an earlier one, which stays whole until the last write is done."""
    text = secret.reveal()
    whole = _Header(0, "a", _digest(text)).line() + text
    if keychain.limit is None:
        _write(keychain, _service(account), account, whole)
        return
    used = _header(_read(keychain, _service(account), account))
    slot = _SLOTS[1] if used is not None and used.slot == _SLOTS[0] else _SLOTS[0]
    parts = _parts(text) if _units(whole) > keychain.limit else []
    for number, part in enumerate(parts, start=1):
        _write(keychain, _service(account, f"{slot}{number}"), account, part)
    header = _Header(len(parts), slot, _digest(text)).line()
    _write(keychain, _service(account), account, header if parts else whole)
    _clear(keychain, account, slot, after=len(parts))
    _clear(keychain, account, next(other for other in _SLOTS if other != slot))


def read(keychain: Keychain, account: str) -> Secret | None:
    """The account's secret; None when there is none. Raises KeychainFailed when it is not as it was kept."""
    item = _read(keychain, _service(account), account)
    if item is None:
        return None
    header = _header(item)
    if header is None:
        raise broken(account)
    parts = [
        _read(keychain, _service(account, f"{header.slot}{number}"), account)
        for number in range(1, header.parts + 1)
    ]
    text = "".join(part or "" for part in parts) if parts else item.partition("\n")[2]
    if _digest(text) != header.digest:
        raise broken(account)
    return Secret(text)


def forget(keychain: Keychain, account: str) -> None:
    """Remove the account's item, then what parts there are, also those of a write that broke off."""
    _delete(keychain, _service(account), account)
    if keychain.limit is not None:
        for slot in _SLOTS:
            _clear(keychain, account, slot)


def _clear(keychain: Keychain, account: str, slot: str, after: int = 0) -> None:
    """Remove the parts after a number, the last first: what a break leaves has no hole and is found again."""
    stale: list[str] = []
    for number in count(after + 1):
        service = _service(account, f"{slot}{number}")
        if _read(keychain, service, account) is None:
            break
        stale.append(service)
    for service in reversed(stale):
        _delete(keychain, service, account)


def _service(account: str, part: str = "") -> str:
    return f"Ajar part {part}: {account}" if part else f"Ajar: {account}"


def _header(item: str | None) -> _Header | None:
    """What an item's first line says; None where there is no item, or not one of ours."""
    fields = (item or "").partition("\n")[0].split(" ")
    if len(fields) != _FIELDS or fields[0] != _FORM or not fields[1].isdecimal() or fields[2] not in _SLOTS:
        return None
    return _Header(int(fields[1]), fields[2], fields[3])


def _parts(text: str) -> list[str]:
    size = PART if text.isascii() else PART // 2  # one character may take two of UTF-16
    return [text[start : start + size] for start in range(0, len(text), size)]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _read(keychain: Keychain, service: str, account: str) -> str | None:
    return keychain.backend.get_password(service, account)


def _write(keychain: Keychain, service: str, account: str, text: str) -> None:
    keychain.backend.set_password(service, account, text)
    if keychain.limit is not None:
        # keyring's Windows backend has put what stood there aside under this name, also for the same user.
        _delete(keychain, f"{account}@{service}", account)


def _delete(keychain: Keychain, service: str, account: str) -> None:
    """Delete an item; each backend says in its own way that there was none, so look whether it is gone."""
    try:
        keychain.backend.delete_password(service, account)
    except keyring.errors.PasswordDeleteError:
        if _read(keychain, service, account) is not None:
            raise failed("it does not let go of an item") from None
