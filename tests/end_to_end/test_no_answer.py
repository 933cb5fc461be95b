"""No network, an endpoint that is no cloud, a cloud that falters: told in a sentence, and soon over."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.errors import AwsError
from ajar.demo.call import Call
from ajar.demo.http_server import Drop, Response, serve
from ajar.model.account import Account, AwsAmbient
from ajar.worker import protocol
from end_to_end.programs import Done, Window, ajar, every_interpreter, one_sentence

PAGE = Response(200, {"Content-Type": "text/html"}, b"<html><body>Welcome to the hotel</body></html>")
IMPATIENT = """
import importlib.util, sys

class Finder:
    def find_spec(self, name, path=None, target=None):
        if not name.startswith("ajar.providers.") or not name.endswith(".session.patience"):
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        sys.meta_path.insert(0, self)
        run = spec.loader.exec_module

        def executed(module):
            run(module)
            bounds = module.Patience.__init__.__kwdefaults__
            bounds.update(connect=0.5, read=0.5, first=0.05, longest=0.1, silence=1.0)

        spec.loader.exec_module = executed
        return spec

sys.meta_path.insert(0, Finder())
"""
"""Gives the arguments of Patience smaller defaults than a person's."""

NO_NAMES = """
import socket

def none(host, *_args, **_named):
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

socket.getaddrinfo = none
"""


@pytest.fixture
def impatient(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The variables that make every time-out short."""
    with every_interpreter(tmp_path / "impatient", IMPATIENT) as variables:
        yield variables


@pytest.fixture
def deaf() -> Iterator[str]:
    """An address that takes every connection and never answers."""
    with socket.create_server(("127.0.0.1", 0), backlog=200) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def nobody() -> str:
    """An address at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


def both(*google_s: str, url: str, **variables: str) -> list[Done]:
    """A scan of each cloud at this address, side by side."""
    with ThreadPoolExecutor(2) as pool:
        google = pool.submit(ajar, "scan", "gcp", *google_s, AJAR_GCP_ENDPOINT=url, **variables)
        aws = pool.submit(ajar, "scan", "aws", AWS_ENDPOINT_URL=url, **variables)
        return [aws.result(), google.result()]


def could_not_run(done: list[Done], *words: str) -> None:
    for one in done:
        assert one.code == 1
        said = one_sentence(one)
        assert any(word in said for word in words), said


@pytest.mark.usefixtures("aws")
def test_no_network_is_one_sentence() -> None:
    could_not_run(both("--project", "finch-web", url=nobody()), "check the network", "no connection")


@pytest.mark.usefixtures("aws")
def test_no_name_service_is_one_sentence(tmp_path: Path) -> None:
    with every_interpreter(tmp_path / "deaf", NO_NAMES) as variables:
        done = ajar("scan", "aws", AWS_ENDPOINT_URL="https://s3.example.test", **variables)
    could_not_run([done], "check the network")


@pytest.mark.usefixtures("aws")
def test_a_page_in_the_clouds_place_is_one_sentence() -> None:
    with serve(lambda _request: PAGE) as server:
        could_not_run(both(url=server.url), "sign in to the network")


@pytest.mark.usefixtures("aws")
def test_an_endpoint_that_hangs_is_given_up(deaf: str, impatient: dict[str, str]) -> None:
    done = both(url=deaf, **impatient)
    could_not_run(done, "in time")
    assert max(one.seconds for one in done) < 25  # a busy machine; with the default patience it takes 45


FALTERS: dict[str, Callable[[], object]] = {
    "hangs": lambda: time.sleep(30),
    "resets": lambda: (_ for _ in ()).throw(Drop()),
    "500": lambda: (_ for _ in ()).throw(AwsError("InternalError")),
    "503": lambda: (_ for _ in ()).throw(AwsError("SlowDown")),
}


@pytest.mark.parametrize("how", ["hangs", "503"])
def test_a_cloud_that_falters_after_its_list_leaves_buckets_unknown_and_never_closed(
    aws: AwsCloud, impatient: dict[str, str], how: str
) -> None:
    def falter(call: Call) -> None:
        if call.service == "s3" and call.operation != "ListBuckets":
            FALTERS[how]()

    aws.before.append(falter)
    done = ajar("scan", "aws", "--format", "json", **impatient)
    assert done.code == 4
    assert done.err == ""
    resources = json.loads(done.out)["resources"]
    states = [one["exposure"]["state"] for one in resources if one["kind"] == "s3_bucket"]
    assert len(states) > 20
    assert set(states) == {"unknown"}
    assert done.seconds < 25


def test_a_cloud_that_is_slow_for_a_while_is_waited_for_and_seen_waiting(aws: AwsCloud) -> None:
    refused: list[Call] = []

    def slow_down(call: Call) -> None:
        if call.operation == "GetBucketPolicy" and len(refused) < 30:
            refused.append(call)
            raise AwsError("SlowDown")

    with Window() as window:
        window.started()
        window.ask(protocol.Add(account=Account(name="prod", provider="aws", login=AwsAmbient())))
        window.until(protocol.Accounts)
        calm, _, _ = window.scanned()
        aws.before.append(slow_down)
        ended, rows, events = window.scanned()
    assert len(refused) == 30
    assert ended.accounts[0].errors == calm.accounts[0].errors
    assert not [row for row in rows if row.missing == "busy"]
    held = [event.progress.throttled for event in events if isinstance(event, protocol.Working)]
    assert max(held) == 30


def test_a_hiccup_is_not_seen_at_all(aws: AwsCloud) -> None:
    seen: dict[str, str] = {}

    def hiccup(call: Call) -> None:
        if call.operation == "GetBucketPolicy" and call.resource not in seen and len(seen) < 6:
            seen[call.resource] = how = ("500", "resets")[len(seen) % 2]
            FALTERS[how]()

    aws.before.append(hiccup)
    done = ajar("scan", "aws")
    assert (done.code, len(seen)) == (3, 6)
    assert "no answer" not in done.out
