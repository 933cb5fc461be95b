"""`ajar schedule`: what it writes starts this installation, no secret is in it, and it can be taken back."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ajar.demo.aws.cloud import AwsCloud

if sys.platform != "linux":
    pytest.skip("here it is systemd that is asked", allow_module_level=True)

Ajar = Callable[..., Any]

# Stands in for a user's systemd, which no test can count on: it does as it is told, notes it, and refuses
# where a file says so.
SYSTEMCTL = """#!/bin/sh
echo "$@" >> "{home}/told"
test ! -e "{home}/refuses" || {{ echo "Access denied" >&2; exit 1; }}
case "$2" in
    enable) touch "{home}/on" ;;
    disable) rm -f "{home}/on" ;;
    show) if test -e "{home}/on"; then echo ActiveState=active; else echo ActiveState=inactive; fi ;;
esac
"""


@pytest.fixture
def home(own_data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home where systemd answers."""
    tools = own_data / "tools"
    tools.mkdir()
    (tools / "systemctl").write_text(SYSTEMCTL.format(home=own_data))
    (tools / "systemctl").chmod(0o700)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(own_data / "my config"))
    return own_data


def units(home: Path) -> dict[str, str]:
    folder = home / "my config/systemd/user"
    return {path.name: path.read_text() for path in folder.iterdir()} if folder.exists() else {}


def told(home: Path) -> str:
    return (home / "told").read_text()


@pytest.mark.usefixtures("added")
def test_it_is_written_and_switched_on_and_taken_back(ajar: Ajar, home: Path) -> None:
    done = ajar("schedule", "--at", "4:05")
    assert done.code == 0, done.err
    assert "Every night at 04:05, systemd starts a check of every account that was added." in done.out
    assert "Take it back:  ajar schedule --remove" in done.out
    assert set(units(home)) == {"ajar-nightly.service", "ajar-nightly.timer"}
    assert "--user enable ajar-nightly.timer\n--user restart ajar-nightly.timer\n" in told(home)
    assert ajar("schedule").code == 0
    assert "OnCalendar=*-*-* 03:30:00\n" in units(home)["ajar-nightly.timer"]
    status = ajar("schedule", "--status")
    assert (status.code, "prod was last checked: never" in status.out) == (0, True)
    assert ajar("schedule", "--remove").code == 0
    assert units(home) == {}
    assert not (home / "on").exists()
    assert "Nothing is scheduled" in ajar("schedule", "--remove").out
    assert ajar("schedule", "--status").code == 1


@pytest.mark.usefixtures("added")
def test_what_is_written_starts_this_installation_from_anywhere(ajar: Ajar, home: Path) -> None:
    ajar("schedule", "--account", "prod")
    [line] = [line for line in units(home)["ajar-nightly.service"].splitlines() if "ExecStart" in line]
    command = shlex.split(line.partition("=")[2])
    assert command[command.index("scan") :] == [
        *("scan", "--account", "prod"),
        *("--baseline", "last", "--quiet", "--notify"),
    ]
    (home / "ajar.py").write_text("raise SystemExit('not this one')")
    done = subprocess.run(
        [*command[: command.index("scan")], "--version"],
        cwd=home,
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    assert done.stdout.startswith("ajar ")


@pytest.mark.usefixtures("added")
def test_showing_it_writes_nothing_and_asks_for_nothing(ajar: Ajar, home: Path) -> None:
    done = ajar("schedule", "--show")
    assert (done.code, "[Timer]" in done.out, "enable ajar-nightly.timer" in done.out) == (0, True, True)
    assert units(home) == {}
    assert "enable" not in told(home)


@pytest.mark.usefixtures("added")
def test_what_systemd_refuses_leaves_nothing_and_is_told(ajar: Ajar, home: Path) -> None:
    tool = home / "tools/systemctl"
    tool.write_text(tool.read_text().replace("enable) touch", "enable) echo 'Access denied'; exit 1; touch"))
    done = ajar("schedule")
    assert (done.code, units(home)) == (1, {})
    assert "nothing was left behind: Access denied." in done.err


@pytest.mark.usefixtures("added")
def test_without_systemd_there_is_a_line_to_paste_and_nothing_is_called_scheduled(
    ajar: Ajar, home: Path
) -> None:
    (home / "refuses").touch()
    done = ajar("schedule", "--at", "23:59")
    assert (done.code, units(home)) == (1, {})
    assert done.out.startswith("59 23 * * * ")
    assert "crontab -e" in done.err
    assert ajar("schedule", "--show").code == 0


def test_proxies_and_places_are_passed_on_where_asked_and_secrets_never(
    ajar: Ajar, added: AwsCloud, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del added
    monkeypatch.setenv("HTTPS_PROXY", "http://[::1]:8080")
    ajar("schedule")
    assert "HTTPS_PROXY" not in units(home)["ajar-nightly.service"]
    assert 'Environment="XDG_DATA_HOME=' in units(home)["ajar-nightly.service"]
    ajar("schedule", "--pass", "HTTPS_PROXY", "--pass", "AWS_ENDPOINT_URL")
    before = units(home)
    assert 'Environment="HTTPS_PROXY=http://[::1]:8080"' in before["ajar-nightly.service"]
    monkeypatch.setenv("HTTPS_PROXY", "http://ana:word@proxy.example:8080")
    for name in ("AWS_SECRET_ACCESS_KEY", "HTTPS_PROXY", "ALL_PROXY"):
        assert ajar("schedule", "--pass", name).code == 1
    assert units(home) == before
    secret = os.environ["AWS_SECRET_ACCESS_KEY"]
    assert not [text for text in before.values() if secret in text]


@pytest.mark.parametrize("wrong", [("--at", "24:00"), ("--at", "noon"), ("--show", "--remove")])
def test_a_call_that_cannot_be_meant_is_wrong(ajar: Ajar, added: AwsCloud, wrong: tuple[str, ...]) -> None:
    del added
    assert ajar("schedule", *wrong).code == 2


@pytest.mark.usefixtures("home")
def test_without_accounts_nothing_is_scheduled(ajar: Ajar) -> None:
    done = ajar("schedule")
    assert (done.code, "no account was added yet" in done.err) == (1, True)


@pytest.mark.usefixtures("home", "added")
def test_an_account_that_is_not_known_is_not_scheduled(ajar: Ajar) -> None:
    assert ajar("schedule", "--account", "prdo").code == 1
