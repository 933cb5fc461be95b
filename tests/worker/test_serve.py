"""A real worker process over its pipe: the demo, a store of its own, and its end with its window."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.model.access import State
from ajar.model.account import Account, AwsAmbient, AwsProfile
from ajar.model.row import Row
from ajar.store import accounts, open_store
from ajar.worker import protocol
from clouds import company

Kind = TypeVar("Kind", bound=protocol.Event)
PATIENCE = 30.0


class Window:
    """The other end of the pipe."""

    def __init__(self, *arguments: str) -> None:
        """Start a worker."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "ajar.worker", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=dict(os.environ),
        )
        self._frames = protocol.Frames()
        self._events: deque[protocol.Event] = deque()

    def ask(self, request: protocol.Request) -> None:
        """Send a request."""
        assert self.process.stdin
        self.process.stdin.write(protocol.frame(request))
        self.process.stdin.flush()

    def next(self) -> protocol.Event:
        """The next event."""
        assert self.process.stdout
        while not self._events:
            data = os.read(self.process.stdout.fileno(), 65536)
            assert data, "the worker ended"
            self._events.extend(protocol.events.decode(body) for body in self._frames.feed(data))
        return self._events.popleft()

    def until(self, kind: type[Kind]) -> tuple[Kind, list[protocol.Event]]:
        """The next event of this kind, and what came before it."""
        before: list[protocol.Event] = []
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            event = self.next()
            if isinstance(event, kind):
                return event, before
            before.append(event)
        raise AssertionError(kind)

    def rows(self) -> list[Row]:
        """What Start or Remove tells of the table."""
        rows: list[Row] = []
        while True:
            event, _ = self.until(protocol.Rows)
            rows += event.rows
            if event.last:
                return rows

    def close(self) -> int:
        """Close the window; the worker's exit code. Closing twice does nothing more."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        try:
            return self.process.wait(10)
        finally:
            self.process.kill()
            self.process.stdout.close()


@pytest.fixture
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of the test's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data" / "ajar" / "ajar.db"


@pytest.fixture
def opened() -> Iterator[Callable[[], Window]]:
    """More workers, in the environment as it then is; all of them end with the test."""
    found: list[Window] = []

    def more() -> Window:
        found.append(Window())
        return found[-1]

    yield more
    for window in found:
        window.close()


@pytest.fixture
def demo() -> Iterator[Window]:
    """A worker on the demo cloud."""
    window = Window("--demo")
    yield window
    window.close()


@pytest.fixture
def window(own_data: Path) -> Iterator[Window]:
    """A worker on real accounts, with an empty store."""
    assert not own_data.exists()
    found = Window()
    yield found
    found.close()


def _everything(window: Window) -> tuple[list[Row], protocol.Scanned, list[protocol.Event]]:
    window.ask(protocol.Scan())
    scanned, before = window.until(protocol.Scanned)
    rows = [row for event in before if isinstance(event, protocol.Rows) for row in event.rows]
    return rows, scanned, before


def test_a_second_opinion_is_asked_for_where_the_window_wants_one(demo: Window) -> None:
    demo.ask(protocol.Start())
    demo.until(protocol.Accounts)
    for wanted in (True, False):
        demo.ask(protocol.Scan(accounts=("marrow-prod",), second_opinion=wanted))
        _, before = demo.until(protocol.Scanned)
        rows = [row for event in before if isinstance(event, protocol.Rows) for row in event.rows]
        [story] = [row for row in rows if row.name == "marrow-launch-drafts"]
        demo.ask(protocol.Ask(account=story.account, resource=story.id))
        details, _ = demo.until(protocol.Details)
        assert details.finding is not None
        told = {caveat.code for caveat in details.finding.exposure.caveats}
        assert ("second_opinion_agrees" in told) is wanted


def test_the_demo_says_that_it_is_one_and_shows_the_story(demo: Window) -> None:
    demo.ask(protocol.Start())
    ready, _ = demo.until(protocol.Ready)
    assert ready.demo
    known, _ = demo.until(protocol.Accounts)
    assert [state.account.name for state in known.accounts] == ["marrow-prod", "marrow-staging", "finch-web"]
    assert demo.rows() == []
    rows, scanned, events = _everything(demo)
    assert any(row.name == "marrow-launch-drafts" and row.state is State.OPEN for row in rows)
    assert len(scanned.accounts) == 3
    assert any(isinstance(event, protocol.Working) for event in events)
    story = next(row for row in rows if row.name == "marrow-launch-drafts")
    assert story.rank < min(row.rank for row in rows if row != story)
    demo.ask(protocol.Ask(account=story.account, resource=story.id))
    details, _ = demo.until(protocol.Details)
    assert details.finding is not None
    assert details.finding.facts["policy"]
    assert all(evidence.says for evidence in details.finding.exposure.evidence)


def test_rows_arrive_in_batches_while_the_scan_goes_on(demo: Window) -> None:
    demo.ask(protocol.Start())
    demo.rows()
    _, _, events = _everything(demo)
    batches = [event for event in events if isinstance(event, protocol.Rows) and event.rows]
    assert len(batches) > 1
    progress = [event.progress for event in events if isinstance(event, protocol.Working)]
    assert progress[-1].done == progress[-1].found


def test_the_worker_ends_with_its_window(demo: Window) -> None:
    demo.ask(protocol.Start())
    demo.until(protocol.Ready)
    assert demo.close() == 0


def test_quit_ends_it_too(demo: Window) -> None:
    demo.ask(protocol.Start())
    demo.until(protocol.Ready)
    demo.ask(protocol.Quit())
    assert demo.process.wait(10) == 0


def test_what_a_scan_found_is_there_at_the_next_start(
    window: Window, own_data: Path, monkeypatch: pytest.MonkeyPatch, opened: Callable[[], Window]
) -> None:
    with company.aws(monkeypatch):
        other = opened()
        other.ask(protocol.Start())
        assert other.rows() == []
        other.ask(protocol.Add(account=Account(name="prod", provider="aws", login=AwsAmbient())))
        known, _ = other.until(protocol.Accounts)
        assert [state.account.name for state in known.accounts] == ["prod"]
        rows, scanned, _ = _everything(other)
        [summary] = scanned.accounts
        assert [error.region for error in summary.errors] == ["ap-northeast-1"]
        assert other.close() == 0
    window.ask(protocol.Start())
    known, _ = window.until(protocol.Accounts)
    assert known.accounts[0].checked is not None
    stored = window.rows()
    assert {row.id for row in stored} == {row.id for row in rows}
    assert [row.rank for row in stored] == sorted(row.rank for row in stored)
    assert own_data.stat().st_mode & 0o777 == 0o600


def test_cancel_ends_a_scan_and_removes_no_row(
    window: Window, own_data: Path, monkeypatch: pytest.MonkeyPatch, opened: Callable[[], Window]
) -> None:
    with company.aws(monkeypatch) as cloud:
        other = opened()
        other.ask(protocol.Start())
        other.rows()
        other.ask(protocol.Add(account=Account(name="prod", provider="aws", login=AwsAmbient())))
        other.until(protocol.Accounts)
        rows, _, _ = _everything(other)
        _slow(cloud)
        other.ask(protocol.Scan())
        other.until(protocol.Working)
        began = time.monotonic()
        other.ask(protocol.Cancel())
        scanned, _ = other.until(protocol.Scanned)
        assert scanned.cancelled
        assert time.monotonic() - began < 2
        other.close()
    window.ask(protocol.Start())
    assert {row.id for row in window.rows()} == {row.id for row in rows}
    assert own_data.exists()


def _slow(cloud: AwsCloud) -> None:
    cloud.before.append(lambda _call: time.sleep(0.5))


def test_a_check_says_who_one_is_and_keeps_nothing(
    window: Window, monkeypatch: pytest.MonkeyPatch, own_data: Path, opened: Callable[[], Window]
) -> None:
    window.ask(protocol.Start())
    window.rows()
    window.ask(protocol.Check(name="x", provider="aws", login=AwsProfile("no-such-profile")))
    checked, _ = window.until(protocol.Checked)
    assert "no-such-profile" in checked.trouble
    with company.aws(monkeypatch):
        other = opened()
        other.ask(protocol.Start())
        other.rows()
        other.ask(protocol.Check(name="x", provider="aws", login=AwsAmbient()))
        checked, _ = other.until(protocol.Checked)
        assert (checked.trouble, checked.ids) == ("", ("111122223333",))
        assert "user/ana" in checked.identity
        other.close()
    with open_store(own_data) as store:
        assert accounts.all_accounts(store) == ()


def test_permissions_and_sources_are_told(window: Window) -> None:
    window.ask(protocol.Start())
    window.rows()
    window.ask(protocol.AskPermissions(provider="aws"))
    told, _ = window.until(protocol.Permissions)
    assert "s3:GetBucketPolicy" in told.text
    window.ask(protocol.Sources())
    found, _ = window.until(protocol.Found)
    assert found.sources == ()


def test_a_store_that_cannot_be_opened_is_told_and_the_scan_still_works(
    own_data: Path, monkeypatch: pytest.MonkeyPatch, opened: Callable[[], Window]
) -> None:
    own_data.parent.mkdir(parents=True)
    own_data.write_bytes(b"this is no database, and somebody may want it back")
    with company.aws(monkeypatch):
        window = opened()
        window.ask(protocol.Start())
        ready, _ = window.until(protocol.Ready)
        assert str(own_data) in ready.store_trouble
        window.rows()
        window.ask(protocol.Add(account=Account(name="prod", provider="aws", login=AwsAmbient())))
        rows, _, _ = _everything(window)
        assert rows
        window.close()
    assert own_data.read_bytes().startswith(b"this is no database")


def test_a_mistake_costs_one_request(window: Window) -> None:
    window.ask(protocol.Start())
    window.rows()
    window.ask(protocol.AskPermissions(provider="no-such-cloud"))
    failed, _ = window.until(protocol.Failed)
    assert failed.request == "AskPermissions"
    window.ask(protocol.AskPermissions(provider="gcp"))
    window.until(protocol.Permissions)


def test_the_demo_signs_in_to_no_real_account_and_keeps_none(
    demo: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo.ask(protocol.Start())
    demo.rows()
    with company.aws(monkeypatch) as real:
        demo.ask(protocol.Check(name="x", provider="aws", login=AwsAmbient()))
        checked, _ = demo.until(protocol.Checked)
        assert "demo" in checked.trouble
        demo.ask(protocol.Add(account=Account(name="x", provider="aws", login=AwsAmbient())))
        failed, _ = demo.until(protocol.Failed)
        assert failed.request == "Add"
        known, _ = demo.until(protocol.Accounts)
        assert "x" not in [state.account.name for state in known.accounts]
        assert not real.calls


def test_whoever_hears_that_a_scan_is_over_may_ask_for_the_next_at_once(demo: Window) -> None:
    demo.ask(protocol.Start())
    demo.rows()
    for _ in range(3):
        _, _, events = _everything(demo)
        assert not [event for event in events if isinstance(event, protocol.Failed)]


def test_a_second_scan_beside_the_first_is_refused_in_words(demo: Window) -> None:
    demo.ask(protocol.Start())
    demo.rows()
    demo.ask(protocol.Scan())
    demo.ask(protocol.Scan())
    failed, _ = demo.until(protocol.Failed)
    assert failed.request == "Scan"
    demo.until(protocol.Scanned)
