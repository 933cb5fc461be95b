"""A home of the test's own, and the company's clouds as the ambient ones of the programs that it starts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.gcp.cloud import GoogleCloud
from clouds import company
from conftest import private_environment


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the programs find their modules compiled by the one that started first, as installed ones do."""
    return tmp_path_factory.mktemp("compiled")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, compiled: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the programs keep their files; without a keychain, and with warnings as a person has them."""
    for name, value in private_environment(tmp_path / "home").items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(compiled))
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.delenv("PYTHONWARNINGS", raising=False)
    return tmp_path / "home"


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[AwsCloud]:
    """The company's production account, as the ambient credentials of the AWS tools."""
    with company.aws(monkeypatch) as cloud:
        yield cloud


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch) -> Iterator[GoogleCloud]:
    """The company's Google Cloud project, at an address where no credentials are sent."""
    with company.google(monkeypatch) as cloud:
        yield cloud
