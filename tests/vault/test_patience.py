"""Waiting for a keychain has an end, and what goes wrong in it crosses without a trace of the secret."""

from __future__ import annotations

import threading
import time

import keyring.errors
import pytest

from ajar.vault import KeychainFailed, KeychainLocked, NoKeychain
from ajar.vault.patience import Patience


def test_a_question_that_nobody_answers_ends() -> None:
    answer = threading.Event()
    began = time.monotonic()
    with pytest.raises(KeychainLocked, match=r"did not answer within 0\.1 seconds"):
        Patience(0.1).wait(answer.wait)
    assert time.monotonic() - began < 5
    answer.set()


def test_a_call_that_was_given_up_before_it_began_is_never_made() -> None:
    answer, made = threading.Event(), threading.Event()
    patience = Patience(0.1)
    for call in (answer.wait, made.set):
        with pytest.raises(KeychainLocked):
            patience.wait(call)
    answer.set()
    patience = Patience(20)
    assert patience.wait(lambda: 7) == 7
    for thread in [one for one in threading.enumerate() if one.name == "keychain"]:
        thread.join(20)
    assert not made.is_set()


def test_where_nobody_may_be_watching_a_person_is_waited_for_once() -> None:
    answer, asked = threading.Event(), threading.Event()
    patience = Patience(0.1, once=True)
    assert patience.wait(lambda: 7) == 7
    with pytest.raises(KeychainLocked):
        patience.wait(answer.wait)
    answer.set()
    with pytest.raises(KeychainLocked, match="did not answer"):
        patience.wait(asked.set)
    assert not asked.is_set()


def test_a_call_after_the_answer_goes_through() -> None:
    answer = threading.Event()
    patience = Patience(0.2)
    with pytest.raises(KeychainLocked):
        patience.wait(answer.wait)
    answer.set()
    assert patience.wait(lambda: None) is None


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (keyring.errors.NoKeyringError(), NoKeychain),
        (keyring.errors.KeyringLocked(), KeychainLocked),
        (keyring.errors.InitError("Prompt dismissed"), KeychainLocked),
        (keyring.errors.PasswordSetError("s3cret"), KeychainFailed),
        (RuntimeError("s3cret"), KeychainFailed),
        (KeychainFailed("told already"), KeychainFailed),
    ],
    ids=lambda value: getattr(value, "__name__", type(value).__name__),
)
def test_what_a_keychain_raises_becomes_ours_and_brings_nothing_along(
    raised: Exception, told: type[Exception]
) -> None:
    def call() -> None:
        raise raised from ValueError("s3cret")

    with pytest.raises(told) as caught:
        Patience(20).wait(call)
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)
    assert "s3cret" not in str(caught.value)
