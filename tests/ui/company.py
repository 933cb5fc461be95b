"""A small made-up company for the window's tests: one row for every way to stand, and names to be wary of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from ajar.model.access import Audience, Capability, State
from ajar.model.account import Account, AwsProfile, GcpAdc
from ajar.model.exposure import Exposure, Reach
from ajar.model.finding import Finding
from ajar.model.resource import Resource
from ajar.model.row import Row
from ajar.model.run import AccountSummary, ScanError, Trouble
from ajar.worker.protocol import AccountState

NOW = datetime.now(UTC)
READ = (Capability.LIST, Capability.READ)
PROD, WEB = "Acme production", "acme-web"
IDS = {PROD: "421109387756", WEB: "acme-web-1"}
HOSTILE = "<b>bold</b>\u202egnp.exe\x1b[2J" + "x" * 1000


def row(name: str, **changed: Any) -> Row:  # noqa: ANN401 - any field of Row
    account = changed.pop("account_name", PROD)
    fields: dict[str, Any] = {
        "provider": "aws" if account == PROD else "gcp",
        "account": IDS.get(account, account),
        "account_name": account,
        "region": "eu-west-1",
        "kind": "s3_bucket" if account == PROD else "gcs_bucket",
        "name": name,
        "id": f"arn:aws:s3:::{name}",
        "read_at": NOW - timedelta(minutes=4),
        "rank": 800,
        "state": State.CLOSED,
        "audience": Audience.PRIVATE,
        "at_most": Audience.PRIVATE,
    }
    return Row(**{**fields, **changed})


def standing(state: State, audience: Audience, rank: int, capabilities: tuple[Capability, ...] = READ) -> Any:  # noqa: ANN401 - fields of Row
    return {
        "state": state,
        "audience": audience,
        "at_most": audience,
        "rank": rank,
        "capabilities": capabilities,
    }


OPEN = standing(State.OPEN, Audience.PUBLIC, 104)
ROWS = (
    row("acme-db-backups", caveats=1, tags={"team": "press"}, **OPEN),
    row("www-drafts", account_name=WEB, **OPEN),
    row("orders-replica", **standing(State.OPEN, Audience.INTERNET, 205, (Capability.CONNECT,))),
    row("shared-exports", **standing(State.OPEN, Audience.AUTHENTICATED, 304)),
    row(
        "legacy-uploads",
        account_name=WEB,
        missing="storage.buckets.getIamPolicy",
        **{**standing(State.UNKNOWN, Audience.PRIVATE, 400, ()), "at_most": Audience.PUBLIC},
    ),
    row("partner-drop", who=("993812042210",), **standing(State.SHARED, Audience.EXTERNAL, 504)),
    row("exports-held", held_by=2, **standing(State.SHIELDED, Audience.PRIVATE, 608, ())),
    row("ours-only", **standing(State.CLOSED, Audience.ORGANIZATION, 704)),
    row("invoices", region="us-east-1"),
    row("old-news", read_at=NOW - timedelta(days=3)),
    row(HOSTILE, id="arn:aws:s3:::hostile"),
)
DENIED = ScanError(what="list gcs_bucket", reason=Trouble.DENIED, permission="storage.buckets.list")
ACCOUNTS = (
    AccountState(
        account=Account(name=PROD, provider="aws", login=AwsProfile(profile="prod"), ids=(IDS[PROD],)),
        summaries=(AccountSummary(provider="aws", id=IDS[PROD], name=PROD, identity="user/ana"),),
        checked=NOW - timedelta(minutes=4),
    ),
    AccountState(
        account=Account(name=WEB, provider="gcp", login=GcpAdc(), ids=(IDS[WEB],)),
        summaries=(AccountSummary(provider="gcp", id=IDS[WEB], name=WEB, complete=False, errors=(DENIED,)),),
        checked=NOW - timedelta(minutes=4),
    ),
    AccountState(account=Account(name="Northpixel (client)", provider="aws", login=AwsProfile(profile="n"))),
)


def finding(shown: Row) -> Finding:
    """Details that go with a row, as far as a test of the window needs them."""
    fields = ("provider", "account", "region", "kind", "name", "id")
    reach = Reach(audience=shown.audience, who=shown.who, capabilities=shown.capabilities)
    exposure = Exposure(
        state=shown.state,
        audience=shown.audience,
        at_most=shown.at_most,
        capabilities=shown.capabilities,
        all=(reach,) if shown.capabilities else (),
    )
    resource = Resource(**{name: getattr(shown, name) for name in fields})
    return Finding(resource=resource, facts={}, exposure=exposure, read_at=shown.read_at)


def many(number: int) -> list[Row]:
    """Rows of every state, mixed, in the order that a scan would find them."""
    kinds = [
        OPEN,
        *(standing(s, Audience.PRIVATE, r, ()) for s, r in ((State.UNKNOWN, 400), (State.CLOSED, 808))),
    ]
    return [
        row(f"bucket-{n * 7919 % number:06}-{n % 97}", **kinds[min(n % 10, 2)], tags={"n": str(n)})
        for n in range(number)
    ]
