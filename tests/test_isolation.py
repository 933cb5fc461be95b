"""The tests stay on this machine and in a home of their own, and one that does not fails."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import platformdirs
import pytest

from conftest import is_here

pytest_plugins = ["pytester"]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.0.3", "::1", "localhost", "", None])
def test_the_loopback_is_here(host: str | None) -> None:
    assert is_here(host)


@pytest.mark.parametrize(
    "host", ["0.0.0.1", "10.0.0.1", "169.254.169.254", "8.8.8.8", "2001:db8::1", "a.test"]
)
def test_nothing_else_is(host: str) -> None:
    assert not is_here(host)


def test_the_home_is_made_for_the_run() -> None:
    places = [
        Path.home(),
        Path(platformdirs.user_data_dir("ajar")),
        Path(platformdirs.user_config_dir("ajar")),
    ]
    assert all(place.is_relative_to(tempfile.gettempdir()) for place in places)
    assert "ajar-tests-" in os.environ["HOME"]


def test_no_variable_leads_to_an_account() -> None:
    leading = [n for n in os.environ if n.startswith(("AWS_", "GOOGLE_", "CLOUDSDK_", "STORAGE_EMULATOR"))]
    assert leading == ["AWS_EC2_METADATA_DISABLED"]


REACHING_OUT = """
import contextlib, pytest, socket, urllib.request

def datagram():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"", ("8.8.8.8", 53))

@pytest.mark.parametrize("reach", [
    datagram,
    lambda: socket.create_connection(("93.184.216.34", 80), timeout=1),
    lambda: socket.getaddrinfo("storage.googleapis.com", 443),
    lambda: urllib.request.urlopen("http://example.com", timeout=1),
])
def test_reaching_out(reach):
    with contextlib.suppress(OSError):
        reach()
"""


def test_a_test_that_reaches_out_fails_even_if_it_swallows_the_error(pytester: pytest.Pytester) -> None:
    shutil.copy(Path(__file__).with_name("conftest.py"), pytester.path)
    pytester.makepyfile(REACHING_OUT)
    pytester.runpytest_subprocess("-p", "no:randomly").assert_outcomes(passed=4, errors=4)
