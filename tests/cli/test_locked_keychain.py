"""A night in which the keychain is locked: told, waited for once, and what needs no key is checked."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import secretstorage

from ajar.cli import account, scan
from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.callers import PROD_KEY, secret_of
from ajar.model.credentials import Secret
from ajar.vault import open_vault
from secret_services import gnome_keyring, nobody_answers

Ajar = Callable[..., Any]
NIGHT = ("scan", "--all-accounts", "--baseline", "last", "--quiet")
KEYS = ("keys", "more-keys")

pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")  # keyring leaves one


@pytest.fixture
def locked(
    ajar: Ajar, added: AwsCloud, own_data: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[AwsCloud]:
    """Two accounts with keys in a keychain beside one with a profile, checked once; then it is locked."""
    with gnome_keyring(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(own_data / "data"))  # the keychain has a home of its own
        monkeypatch.setattr(account, "_asked", lambda: Secret(secret_of(PROD_KEY)))
        for name in KEYS:
            assert ajar("account", "add", name, "aws", "--access-key-id", PROD_KEY).code == 0
        assert ajar("scan", "--all-accounts", "--quiet").code == 3
        with closing(secretstorage.dbus_init()) as connection:
            secretstorage.get_default_collection(connection).lock()
        yield added
    for thread in [one for one in threading.enumerate() if one.name == "keychain"]:
        thread.join(20)  # its question ended with the bus
    gc.collect()  # what keyring left is told here, and not in the middle of another test


@pytest.mark.usefixtures("locked")
def test_what_needs_no_key_is_checked_and_the_rest_is_told(ajar: Ajar) -> None:
    done = ajar(*NIGHT)
    assert (done.code, done.out) == (4, "")
    told = [line for line in done.err.splitlines() if line.startswith("!")]
    assert sorted(line.split(":")[0] for line in told) == [f"! {name}" for name in KEYS]
    assert all("keychain is locked" in line and "Signing in to the desktop" in line for line in told)
    assert not any("not accepted" in line for line in told)
    assert ajar(*NIGHT).code == 4  # the same again is no reason to be quiet


def test_what_opened_meanwhile_is_found_all_the_same(ajar: Ajar, locked: AwsCloud) -> None:
    locked.world.buckets["marrow-app-config"].policy = (
        '{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject",'
        '"Resource":"arn:aws:s3:::marrow-app-config/*"}}'
    )
    done = ajar(*NIGHT)
    assert (done.code, "marrow-app-config" in done.out, "keychain is locked" in done.out) == (3, True, True)


@pytest.mark.usefixtures("locked")
def test_where_every_account_needs_it_nothing_ran(ajar: Ajar) -> None:
    done = ajar("scan", "--account", "keys", "--account", "more-keys", "--baseline", "last", "--quiet")
    assert (done.code, done.out) == (1, "")
    assert done.err.count("keychain is locked") == 1
    assert len(done.err.splitlines()) == 1


@pytest.mark.usefixtures("locked")
def test_a_question_that_nobody_sees_is_waited_for_once(ajar: Ajar, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "open_vault", partial(open_vault, 3))
    with nobody_answers():
        began = time.monotonic()
        done = ajar("scan", "--account", "keys", "--account", "more-keys", "--baseline", "last")
        took = time.monotonic() - began
    assert (done.code, done.err.count("did not answer within 3 seconds")) == (1, 1)
    assert 3 <= took < 6
