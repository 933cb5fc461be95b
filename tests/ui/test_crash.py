"""A mistake of ours is shown as text to copy, without secrets, and the window goes on."""

from __future__ import annotations

import json
import sys

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ajar.model.account import AwsKeys
from ajar.model.credentials import Secret
from ajar.ui.crash import CrashDialog, scrubbed
from ajar.worker import protocol
from ui.conftest import Open

KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
KEYS = AwsKeys(access_key_id="AKIAIOSFODNN7EXAMPLE")
SECRETS = [
    KEY,
    f"aws_secret_access_key = {KEY}",
    "AKIAIOSFODNN7EXAMPLE",
    f"{{'secret': '{KEY}'}}",
    "password='correct horse'",
    "ya29.a0AfH6SMBx-y_z",
    "Authorization: Bearer abcdefghijkl",
    "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n-----END PRIVATE KEY-----",
    json.dumps({"private_key": "-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----\n"}),
    repr(protocol.Check(name="n", provider="aws", login=KEYS, secret="hu'n\"ter")),
]
TRACES = ("wJalr", "IOSFODNN7", "horse", "a0AfH6", "abcdefghijkl", "MIIEvQ", "hu'n", 'ter"')


@pytest.mark.parametrize("text", SECRETS)
def test_what_looks_like_a_secret_is_removed(text: str) -> None:
    cleaned = scrubbed(f"before {text} after")
    assert not [trace for trace in TRACES if trace in cleaned]
    assert cleaned.startswith("before ")


def test_an_ordinary_traceback_stays_as_it_is() -> None:
    text = 'File "app/ajar/ui/work.py", line 3, in start\n    self.send(x)\nKeyError: "acme-db-backups-2026"'
    assert scrubbed(text) == text


def test_a_vault_secret_never_tells_itself() -> None:
    assert KEY not in repr(Secret(KEY))


def test_an_exception_that_nobody_caught_is_shown_and_can_be_copied(
    opened: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    window = opened("company")
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    window.watch.install()
    fault = ValueError(f"secret={KEY}")
    sys.excepthook(ValueError, fault, None)
    qtbot.waitUntil(lambda: bool(window.findChildren(CrashDialog)))
    (dialog,) = window.findChildren(CrashDialog)
    assert "ValueError" in dialog.report
    assert KEY not in dialog.report
    assert KEY not in capsys.readouterr().err
    dialog.copy.click()
    assert QApplication.clipboard().text() == dialog.report
