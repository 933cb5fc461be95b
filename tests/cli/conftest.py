"""One command of the command line, run in this process, with what it printed and how it ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ajar.cli.faces import NoWindow
from ajar.cli.main import main
from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.gcp.cloud import GoogleCloud
from clouds import company


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str


class NoFaces:
    """A machine without the window's part."""

    def window(self, *, demo: bool, seed: int) -> int:
        """There is none."""
        raise NoWindow(f"no window here (demo {demo}, seed {seed})")

    def picture(self, path: Path, *, seed: int) -> None:
        """There is none."""
        raise NoWindow(f"no picture {path} here (seed {seed})")

    def self_test(self) -> None:
        """There is none."""
        raise NoWindow("no window here")


Ajar = Callable[..., Done]


@pytest.fixture
def ajar(capfd: pytest.CaptureFixture[str]) -> Ajar:
    """Run `ajar` with these arguments."""

    def run(*arguments: str) -> Done:
        code = main(list(arguments), NoFaces())
        out, err = capfd.readouterr()
        return Done(code, out, err)

    return run


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


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of the test's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path
