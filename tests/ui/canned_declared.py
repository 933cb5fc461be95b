"""What the canned worker says of what is declared: it keeps it, as long as it lives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import msgspec

from ajar.model.access import Capability, State
from ajar.model.kept import Declared, Kept, KeptState, mistakes
from ajar.model.mistake import Mistake
from ajar.model.ours import AccessException, Offered, Own, OwnKind
from ajar.worker import protocol as p
from ui import company

ASKED = p.AskExceptions | p.AskDraft | p.Declare | p.Withdraw | p.Export | p.Import | p.AskOurs | p.CallOurs
KEPT: dict[str, Kept] = {}
OURS: list[Own] = []
OFFERED = Offered(
    own=Own(kind=OwnKind.ORGANIZATION, value="o-ab12cd34ef", name=company.PROD),
    code="offered_organization",
    args={"name": company.PROD},
)
TODAY = company.NOW.date()


def answers(request: p.Request) -> Iterator[p.Event]:
    if isinstance(request, p.AskExceptions):
        yield _exceptions()
    elif isinstance(request, p.AskDraft):
        yield _draft(request)
    elif isinstance(request, p.Declare):
        yield from _declared(request)
    elif isinstance(request, p.Withdraw):
        kept = KEPT.pop(request.resource)
        yield p.Rows(rows=(next(row for row in company.ROWS if row.id == kept.resource),))
        yield _exceptions()
    elif isinstance(request, p.Export):
        yield p.Filed(file=request.file, imported=False, number=len(KEPT))
    elif isinstance(request, p.Import):
        lines = tuple(Path(request.file).read_text(encoding="utf-8").splitlines())
        yield p.Filed(file=request.file, imported=True, number=0 if lines else 3, mistakes=lines)
    elif isinstance(request, p.AskOurs):
        yield _ours()
    elif isinstance(request, p.CallOurs):
        yield from _called(request)


def _exceptions() -> p.Exceptions:
    found = tuple(
        Declared(kept=one, provider="aws", account_name=company.PROD, state=KeptState.COVERED)
        for one in KEPT.values()
    )
    return p.Exceptions(found=found)


def _draft(request: p.AskDraft) -> p.Draft:
    row = next(row for row in company.ROWS if row.id == request.resource)
    earlier = KEPT.get(request.resource)
    likely = AccessException(
        audience=row.audience,
        capabilities=row.capabilities,
        reason="",
        by="logged-in",
        until=TODAY + timedelta(days=365),
    )
    shut = row.state is State.CLOSED
    return p.Draft(
        account=request.account,
        resource=request.resource,
        provider=row.provider,
        name=row.name,
        says="It is open.",
        exception=None if shut else earlier.exception if earlier else likely,
        before=earlier is not None,
        trouble="nobody outside gets in: there is nothing to keep open." if shut else "",
    )


def _declared(request: p.Declare) -> Iterator[p.Event]:
    wrong = tuple(mistakes(request.exception, TODAY))
    if Capability.ADMIN in request.exception.capabilities:  # something that the worker alone finds out
        wrong += (Mistake(code="keep_gone", args={"name": "it"}),)
    if wrong:
        yield p.Answered(request="Declare", mistakes=wrong)
        return
    row = next(row for row in company.ROWS if row.id == request.resource)
    KEPT[row.id] = Kept(account=row.account, resource=row.id, name=row.name, exception=request.exception)
    yield p.Rows(rows=(msgspec.structs.replace(row, on_purpose=_until(request), rank=900),))
    yield _exceptions()
    yield p.Answered(request="Declare")


def _until(request: p.Declare) -> date:
    return request.exception.until


def _ours() -> p.OursKnown:
    return p.OursKnown(own=tuple(OURS), offered=() if OFFERED.own in OURS else (OFFERED,))


def _called(request: p.CallOurs) -> Iterator[p.Event]:
    if request.own.value == "111111111111":
        yield p.Answered(request="CallOurs", mistakes=(Mistake(about="value", code="own_too_wide"),))
        return
    if request.no_longer:
        OURS.remove(request.own)
    else:
        OURS.append(request.own)
    drop = next(row for row in company.ROWS if row.name == "partner-drop")
    ours = next(row for row in company.ROWS if row.name == "ours-only")
    after = msgspec.structs.replace(drop, state=ours.state, audience=ours.audience, rank=ours.rank)
    moved = (p.Otherwise(before=drop, after=after),) if request.own.kind is OwnKind.ACCOUNT else ()
    yield _ours()
    yield p.Answered(request="CallOurs", otherwise=moved)
