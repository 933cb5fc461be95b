"""The demo cloud's process: one line of addresses, loopback only, gone when its parent is."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

LOOPBACK = "0100007F"


@pytest.fixture
def process() -> Iterator[subprocess.Popen[str]]:
    """The demo cloud, running."""
    command = [sys.executable, "-m", "ajar.demo.cloud", "--seed", "3"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as started:
        yield started
        started.kill()


def _addresses(process: subprocess.Popen[str]) -> dict[str, str]:
    assert process.stdout is not None
    found = json.loads(process.stdout.readline())
    assert isinstance(found, dict)
    return found


def _get(url: str, path: str) -> int:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def test_it_prints_both_addresses_and_answers_at_both(process: subprocess.Popen[str]) -> None:
    found = _addresses(process)
    assert found.keys() == {"aws", "gcp"}
    assert _get(found["aws"], "/marrow-launch-drafts") == http.client.OK
    assert _get(found["gcp"], "/storage/v1/b/finch-web-assets/o") in {401, 403}


def test_it_ends_when_stdin_closes(process: subprocess.Popen[str]) -> None:
    _addresses(process)
    assert process.poll() is None
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(timeout=10) == 0


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="the table of sockets is Linux's")
def test_it_listens_on_loopback_only(process: subprocess.Popen[str]) -> None:
    found = _addresses(process)
    own = {int(urlsplit(url).port or 0) for url in found.values()}
    assert own == {port for address, port in _listening(process.pid) if address == LOOPBACK}
    assert {address for address, _ in _listening(process.pid)} == {LOOPBACK}


def _listening(process: int) -> list[tuple[str, int]]:
    sockets = set()
    for link in Path(f"/proc/{process}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed since it was listed
            sockets.add(link.readlink().name)
    found = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{process}/net/{table}").read_text().splitlines()[1:]:
            columns = line.split()
            if columns[3] == "0A" and f"socket:[{columns[9]}]" in sockets:
                address, port = columns[1].split(":")
                found.append((address, int(port, 16)))
    return found


def test_it_is_ready_soon(process: subprocess.Popen[str]) -> None:
    started = time.monotonic()
    _addresses(process)
    assert time.monotonic() - started < 5  # it takes about 0.4 s on an idle machine
