"""Whether this computer's login for application default credentials is offered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ajar.model.account import GcpAdc
from ajar.providers.gcp import PROVIDER


def test_a_login_in_the_tools_own_folder_is_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLOUDSDK_CONFIG", str(tmp_path))
    written = {"type": "authorized_user", "refresh_token": "not-to-be-shown"}
    (tmp_path / "application_default_credentials.json").write_text(json.dumps(written))
    [source] = PROVIDER.sources()
    assert source.login == GcpAdc()
    assert source.note == "your own login"
    assert "not-to-be-shown" not in repr(source)


@pytest.mark.parametrize("text", ["", "[]", "{", None], ids=["empty", "list", "torn", "none"])
def test_what_is_no_login_is_not_offered(
    text: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "adc.json"
    if text is not None:
        path.write_text(text)
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(path))
    assert PROVIDER.sources() == ()
