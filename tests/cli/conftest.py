"""One command of the command line, run in this process, with what it printed and how it ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ajar.cli.faces import NoWindow
from ajar.cli.main import main
from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.callers import PROD_KEY, secret_of
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


@pytest.fixture
def added(ajar: Ajar, aws: AwsCloud, monkeypatch: pytest.MonkeyPatch) -> AwsCloud:
    """The company's account under a name."""
    monkeypatch.setenv("AWS_CONFIG_FILE", str(Path.home() / "config"))
    (Path.home() / "config").write_text(
        f"[profile prod]\naws_access_key_id = {PROD_KEY}\naws_secret_access_key = {secret_of(PROD_KEY)}\n"
        "region = eu-west-1\n"
    )
    assert ajar("account", "add", "prod", "aws", "--profile", "prod").code == 0
    return aws
