"""A worker that speaks the protocol from a real child process, with made-up answers: one scenario a run."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from ajar.model.account import AwsProfile, Source
from ajar.model.run import Progress
from ajar.worker import protocol as p
from ui import company

READY = p.Ready(version="0.1.0", keychain="GNOME Keyring")
BATCH = 100


def command(scenario: str) -> list[str]:
    """The command line of this worker."""
    tests = str(Path(__file__).parents[1])
    start = f"import sys; sys.path.insert(0, {tests!r}); from ui.canned_worker import main; main()"
    return [sys.executable, "-c", start, scenario]


def tell(*events: p.Event) -> None:
    os.write(1, b"".join(p.frame(event) for event in events))


def asked() -> Iterator[p.Request]:
    frames = p.Frames()
    while data := os.read(0, 65536):
        for body in frames.feed(data):
            yield p.requests.decode(body)


def begin(scenario: str) -> None:
    if scenario == "demo":
        tell(p.Ready(version="0.1.0", demo=True))
    else:
        tell(READY)
    bare = scenario == "bare"
    rows = company.ROWS if scenario in ("company", "stubborn", "dies") else ()
    tell(
        p.Accounts(accounts=() if bare else company.ACCOUNTS),
        p.Rows(rows=rows, fresh=True),
        p.Rows(last=True),
    )


def scan(scenario: str) -> None:
    if scenario == "dies":
        sys.stderr.write("Traceback: out of memory, secret='hunter2hunter2'\n")
        sys.stderr.flush()
        os._exit(3)
    if scenario == "babble":
        os.write(1, b"\xff\xff\xff\xffhello")
        return
    if scenario == "flood":
        flood()
    else:
        tell(p.Working(progress=Progress(done=2, found=9, calls=9)), p.Rows(rows=company.ROWS))
    if scenario not in ("stubborn", "slow"):
        tell(p.Scanned(accounts=()))


def flood() -> None:
    """Three seconds of a thousand rows a second, as the worker tells them."""
    rows = company.many(3000)
    for start in range(0, len(rows), BATCH):
        progress = Progress(done=start, found=len(rows), calls=start)
        tell(p.Rows(rows=tuple(rows[start : start + BATCH])), p.Working(progress=progress))
        time.sleep(BATCH / 1000)


def answer(scenario: str, request: p.Request) -> None:
    if isinstance(request, p.Start):
        begin(scenario)
    elif isinstance(request, p.Scan):
        scan(scenario)
    elif isinstance(request, p.Cancel) and scenario == "slow":
        tell(p.Scanned(accounts=(), cancelled=True))
    elif isinstance(request, p.Ask):
        row = next((r for r in company.ROWS if r.id == request.resource), None)
        found = None if row is None else company.finding(row)
        tell(p.Details(account=request.account, resource=request.resource, finding=found))
    elif isinstance(request, p.AskPermissions):
        tell(p.Permissions(provider=request.provider, text=f"policy for {request.provider}"))
    elif isinstance(request, p.Sources):
        source = Source(provider="aws", name="prod", login=AwsProfile(profile="prod"), note="SSO")
        tell(p.Found(sources=(source,)))
    else:
        _account(request)


def _account(request: p.Request) -> None:
    if isinstance(request, p.Check):
        tell(p.Checked(name=request.name, identity="user/ana", ids=("421109387756",)))
    elif isinstance(request, p.Add):
        tell(p.Accounts(accounts=(p.AccountState(account=request.account),)))
    elif isinstance(request, p.Remove):
        left = tuple(s for s in company.ACCOUNTS if s.account.name != request.name)
        rows = tuple(r for r in company.ROWS if r.account_name != request.name)
        tell(p.Accounts(accounts=left), p.Rows(rows=rows, fresh=True), p.Rows(last=True))


def main() -> None:
    scenario = sys.argv[1]
    for request in asked():
        if isinstance(request, p.Quit):
            return
        answer(scenario, request)
