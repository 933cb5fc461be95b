"""A service account's key file: read when it is chosen, and only where it is one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ajar.model.account import GcpAdc, GcpKey, Source
from ajar.ui.add_account.gcp_ways import AdcWay, KeyFileWay, named
from ajar.worker.protocol import Ready

EMAIL = "ajar@acme.iam.gserviceaccount.com"
KEY = json.dumps({"type": "service_account", "client_email": EMAIL, "private_key": "-----BEGIN made up"})


@pytest.fixture
def way(qtbot: QtBot) -> KeyFileWay:
    made = KeyFileWay(Ready(version="1", keychain="GNOME Keyring"))
    qtbot.addWidget(made)
    return made


def test_a_key_says_whose_it_is_and_shows_nothing_else(way: KeyFileWay, tmp_path: Path) -> None:
    file = tmp_path / "key.json"
    file.write_text(KEY)
    way.read(file)
    assert way.login() == GcpKey(EMAIL)
    assert way.secret() == KEY
    assert way._said.text() == EMAIL
    way.forget()
    assert (way.login(), way.secret(), way._said.text()) == (None, "", "")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no json",
        b"\xff\xfe",
        b"[]",
        b'{"client_email": 5, "private_key": "x"}',
        b'{"client_email": "a@b"}',
        b"[" * 60_000,
        b" " * 100_000 + KEY.encode(),
    ],
    ids=["empty", "text", "bytes", "list", "number", "no key", "deep", "large"],
)
def test_another_file_is_refused_in_a_sentence(way: KeyFileWay, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "key.json"
    file.write_bytes(content)
    way.read(file)
    assert way.login() is None
    assert way.secret() == ""
    assert way._said.text() == "This is not a service account's key: choose the file as Google gave it."


def test_a_file_that_is_not_there_is_told(way: KeyFileWay, tmp_path: Path) -> None:
    way.read(tmp_path / "gone.json")
    assert way._said.text() == "The file could not be read: No such file or directory"
    way.read(tmp_path)
    assert way._said.text().startswith("The file could not be read:")


def test_a_second_file_takes_the_place_of_the_first(way: KeyFileWay, tmp_path: Path) -> None:
    file = tmp_path / "key.json"
    file.write_text(KEY)
    way.read(file)
    way.read(tmp_path / "gone.json")
    assert way.login() is None


@pytest.mark.parametrize(
    ("text", "projects"),
    [("", ()), (" , ,", ()), ("a", ("a",)), ("a, b,,c a", ("a", "b", "c")), ("a b\tc", ("a", "b", "c"))],
)
def test_projects_are_named_with_commas_or_spaces_each_once(text: str, projects: tuple[str, ...]) -> None:
    assert named(text) == projects


def test_a_login_that_is_not_there_comes_with_the_command_that_makes_it(qtbot: QtBot) -> None:
    way = AdcWay(Ready(version="1"))
    qtbot.addWidget(way)
    assert not way._command.isHidden()
    assert way._command._said.text() == "gcloud auth application-default login"
    way.show_sources((Source(provider="gcp", name="ana\u202e", login=GcpAdc(), note="<b>"),))
    assert way._command.isHidden()
    assert way._found.text() == "Found: ana\\u202e (<b>)"
