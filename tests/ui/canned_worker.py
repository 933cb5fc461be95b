"""A worker that speaks the protocol from a real child process, with made-up answers: one scenario a run."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from ajar.model.access import State
from ajar.model.account import AwsProfile, Source
from ajar.model.journal import JournalState
from ajar.model.run import Progress
from ajar.worker import protocol as p
from ui import canned_declared, company, invented_repairs

READY = p.Ready(version="0.1.0", keychain="GNOME Keyring", store="canned.db")
BATCH = 100
SLOW = 1.5
"""Seconds that a change takes where it is slow."""
WITH_ROWS = ("company", "stubborn", "dies", "crashed", "dying", "elsewhere", "slow_fix")


def command(scenario: str) -> list[str]:
    """The command line of this worker."""
    tests = str(Path(__file__).parents[1])
    start = f"import sys; sys.path.insert(0, {tests!r}); from ui.canned_worker import main; main()"
    return [sys.executable, "-c", start, scenario]


def repairs(scenario: str) -> Callable[[str, bool], list[str]]:
    """The command lines of the worker that makes changes, in the same scenario."""
    return lambda store, _demo: [*command(f"repairs:{scenario}"), store]


def tell(*events: p.Event) -> None:
    os.write(1, b"".join(p.frame(event) for event in events))


def asked() -> Iterator[p.Request]:
    frames = p.Frames()
    while data := os.read(0, 65536):
        for body in frames.feed(data):
            yield p.requests.decode(body)


def begin(scenario: str) -> None:
    if scenario == "demo":
        tell(p.Ready(version="0.1.0", demo=True, store="demo.db"))
    else:
        tell(READY)
    bare = scenario == "bare"
    rows = company.ROWS if scenario in WITH_ROWS else ()
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
        offers = () if row is None or row.state is State.CLOSED else invented_repairs.OFFERS
        tell(p.Details(account=request.account, resource=request.resource, finding=found, offers=offers))
    elif isinstance(request, p.AskPermissions):
        tell(p.Permissions(provider=request.provider, text=f"policy for {request.provider}"))
    elif isinstance(request, p.Sources):
        source = Source(provider="aws", name="prod", login=AwsProfile(profile="prod"), note="SSO")
        tell(p.Found(sources=(source,)))
    elif isinstance(request, canned_declared.ASKED):
        tell(*canned_declared.answers(request))
    elif isinstance(request, p.Foresee | p.ForeseeUndo | p.AskJournal):
        _look_ahead(scenario, request)
    else:
        _account(request)


def _look_ahead(scenario: str, request: p.Foresee | p.ForeseeUndo | p.AskJournal) -> None:
    if isinstance(request, p.AskJournal):
        left = scenario == "crashed"
        tell(p.Journal(entries=invented_repairs.ENTRIES if left else (), unfinished=("3",) if left else ()))
    elif isinstance(request, p.ForeseeUndo):
        tell(p.Foreseen(entry=request.entry, preview=invented_repairs.undo_preview(), allowed=True))
    else:
        for wanted in request.wanted:
            tell(_foreseen(wanted))


def _foreseen(wanted: p.Wanted) -> p.Foreseen:
    row = next(row for row in company.ROWS if row.id == wanted.resource)
    if row.state is not State.OPEN:
        return p.Foreseen(wanted=wanted, allowed=True, trouble=f"There is no fix for {row.name}.")
    shown = invented_repairs.preview(invented_repairs.statement_plan(row.name))
    if wanted.fix == "block_account_public_access":
        shown = invented_repairs.account_preview()
    elif wanted.fix:
        plan = msgspec.structs.replace(shown.plan, fix=wanted.fix, chosen=wanted.chosen)
        shown = msgspec.structs.replace(shown, plan=plan)
    return p.Foreseen(wanted=wanted, preview=shown, offers=invented_repairs.OFFERS, allowed=True)


def _account(request: p.Request) -> None:
    if isinstance(request, p.Check):
        tell(p.Checked(name=request.name, identity="user/ana", ids=("421109387756",)))
    elif isinstance(request, p.Add):
        tell(p.Accounts(accounts=(p.AccountState(account=request.account),)))
    elif isinstance(request, p.Remove):
        left = tuple(s for s in company.ACCOUNTS if s.account.name != request.name)
        rows = tuple(r for r in company.ROWS if r.account_name != request.name)
        tell(p.Accounts(accounts=left), p.Rows(rows=rows, fresh=True), p.Rows(last=True))
    elif isinstance(request, p.Allow):
        tell(p.Accounts(accounts=tuple(_allowed(state, request) for state in company.ACCOUNTS)))


def _allowed(state: p.AccountState, request: p.Allow) -> p.AccountState:
    if state.account.name != request.name:
        return state
    account = msgspec.structs.replace(state.account, fix=request.login)
    return msgspec.structs.replace(state, account=account)


def repair(scenario: str, request: p.Request) -> None:
    if isinstance(request, p.LookUp):
        entries = tuple(
            invented_repairs.entry(JournalState.NOT_MADE, 3, entry.plan) if entry.id == "3" else entry
            for entry in invented_repairs.ENTRIES
        )
        tell(p.Journal(entries=entries, looked_up=True))
    elif isinstance(request, p.Hold):
        tell(p.Failed(request="Hold", says=f"held {len(request.secret)} characters for {request.name}"))
    elif isinstance(request, p.Make):
        for place, confirmed in enumerate(request.plans):
            _make(scenario, place, confirmed)
        tell(p.Made())


def _make(scenario: str, place: int, confirmed: p.Confirmed) -> None:
    if scenario == "dying":
        os._exit(9)
    plan, name = confirmed.plan, confirmed.plan.resource.name
    begun = invented_repairs.entry(JournalState.WRITING, place + 1, plan)
    tell(p.Moved(place=place, entry=begun))
    if scenario == "slow_fix":
        time.sleep(SLOW)
        Path(os.environ["AJAR_TEST_MADE"]).write_text(name, encoding="utf-8")
    if name == "www-drafts":
        tell(p.Moved(place=place, trouble="s3:PutBucketPolicy is not allowed.", over=True))
        return
    state = JournalState.CHANGED_ELSEWHERE if scenario == "elsewhere" else JournalState.VERIFIED
    row = next((row for row in company.ROWS if row.name == name), None)
    if row is not None and state is JournalState.VERIFIED:
        closed = company.row(name, account_name=row.account_name)
        tell(p.Rows(rows=(closed,)))
    drift = invented_repairs.drift(plan) if state is JournalState.CHANGED_ELSEWHERE else ()
    entry = invented_repairs.entry(state, place + 1, plan)
    tell(p.Moved(place=place, entry=entry, over=True, drift=drift))


def main() -> None:
    scenario = sys.argv[1]
    for request in asked():
        if isinstance(request, p.Quit):
            return
        if scenario.startswith("repairs:"):
            repair(scenario.removeprefix("repairs:"), request)
        else:
            answer(scenario, request)
