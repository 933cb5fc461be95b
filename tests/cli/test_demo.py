"""`ajar demo`: the made-up company as a table, with no credentials read and none sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Ajar = Callable[..., Any]


def test_the_table_shows_the_story_and_ends_with_zero(ajar: Ajar) -> None:
    done = ajar("demo", "--table")
    assert done.code == 0
    assert "marrow-launch-drafts" in done.out
    assert "no cloud is called" in done.out
    first = next(line for line in done.out.splitlines() if line.startswith("Anyone"))
    assert "marrow-launch-drafts" in first


def test_a_hostile_environment_changes_nothing(ajar: Ajar, monkeypatch: pytest.MonkeyPatch) -> None:
    calm = ajar("demo", "--table").out
    for name, value in {
        "AWS_PROFILE": "no-such-profile",
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
        "AWS_ACCESS_KEY_ID": "AKIAREALREALREAL",
        "AWS_SECRET_ACCESS_KEY": "real",
        "HTTP_PROXY": "http://127.0.0.1:9",
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "STORAGE_EMULATOR_HOST": "http://127.0.0.1:9",
        "AJAR_GCP_ENDPOINT": "http://127.0.0.1:9",
        "GOOGLE_APPLICATION_CREDENTIALS": "/no/such/file",
    }.items():
        monkeypatch.setenv(name, value)
    assert ajar("demo", "--table").out == calm


def test_without_a_display_and_without_the_window_the_table_is_still_shown(
    ajar: Ajar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    done = ajar("demo")
    assert done.code == 0
    assert "marrow-launch-drafts" in done.out
