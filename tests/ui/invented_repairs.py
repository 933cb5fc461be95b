"""Previews and journal entries made up for the window's tests and pictures, with all that they can tell."""

from __future__ import annotations

import json
from datetime import timedelta

import msgspec

from ajar.model.access import Audience, Capability, State
from ajar.model.account import AwsProfile
from ajar.model.change import (
    Access,
    Change,
    Choice,
    Consequence,
    Offer,
    Option,
    Plan,
    Preview,
    Topic,
    Touched,
)
from ajar.model.exposure import Exposure, Reach
from ajar.model.journal import JournalEntry, JournalState, in_short
from ajar.model.resource import Owner, Resource
from ui import company

READ = (Capability.LIST, Capability.READ)
OPEN = Exposure(
    state=State.OPEN,
    audience=Audience.PUBLIC,
    at_most=Audience.PUBLIC,
    capabilities=READ,
    all=(Reach(audience=Audience.PUBLIC, who=("anyone",), capabilities=READ),),
)
CLOSED = Exposure(state=State.CLOSED)
PARTNER = {"AWS": "arn:aws:iam::993812042210:root"}
STATEMENTS: dict[str, dict[str, object]] = {
    "Ours": {"Effect": "Allow", "Principal": PARTNER, "Action": "s3:PutObject"},
    "TempShare": {"Effect": "Allow", "Principal": "*", "Action": ["s3:GetObject", "s3:ListBucket"]},
}
FLAGS = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
OFFERS = (
    Offer(fix="remove_statement"),
    Offer(
        fix="narrow_to_accounts",
        choices=(
            Choice(
                name="accounts",
                options=(Option(value="993812042210", name="Northpixel"), Option(value="421109387756")),
                several=True,
                free=True,
                sample="123456789012",
            ),
        ),
    ),
    Offer(fix="block_account_public_access", shared="account"),
    Offer(
        fix="narrow_to_addresses", closes=False, choices=(Choice(name="addresses", free=True, several=True),)
    ),
)


def resource(name: str = "acme-db-backups") -> Resource:
    return Resource(
        provider="aws",
        account=company.IDS[company.PROD],
        region="eu-west-1",
        kind="s3_bucket",
        name=name,
        id=f"arn:aws:s3:::{name}",
    )


def policy(*names: str) -> str:
    files = "arn:aws:s3:::acme-db-backups/*"
    statements = [{"Sid": name, **STATEMENTS[name], "Resource": files} for name in names]
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def statement_plan(name: str = "acme-db-backups") -> Plan:
    what = resource(name)
    owner = Owner(id=what.id, name=what.name, region=what.region)
    block = Change(
        owner=owner,
        setting="bucket_block",
        before=dict.fromkeys(FLAGS, False),
        after={**dict.fromkeys(FLAGS, False), "BlockPublicAcls": True},
    )
    text = Change(owner=owner, setting="policy", before=policy("Ours", "TempShare"), after=policy("Ours"))
    return Plan(fix="remove_statement", resource=what, changes=(block, text))


def account_plan() -> Plan:
    account = company.IDS[company.PROD]
    owner = Owner(id=account, name=account, shared="account")
    on = Change(owner=owner, setting="account_block", before=None, after=dict.fromkeys(FLAGS, True))
    return Plan(fix="block_account_public_access", resource=resource(), changes=(on,))


def consequence(topic: Topic, says: str, *, fine: bool = False, permission: str = "") -> Consequence:
    return Consequence(
        topic=topic,
        code="invented",
        says=says,
        known=not permission,
        reassures=fine,
        permission=permission,
    )


CONSEQUENCES = (
    consequence(Topic.BREAKS, "The website www.acme.example is served from it, and will stop."),
    consequence(
        Topic.BREAKS,
        "Whether it was used in the last 14 days.",
        permission="cloudwatch:GetMetricData",
    ),
    consequence(Topic.BREAKS, "It is no origin of a CloudFront distribution.", fine=True),
    consequence(Topic.ACCESS, "The role backup-writer keeps what its own policy gives it."),
    consequence(Topic.UNDO, "Nothing above the account would refuse the policy as it is now.", fine=True),
)


def preview(plan: Plan | None = None, after: Exposure = CLOSED) -> Preview:
    everyone = Access(audience=Audience.PUBLIC, who=("anyone",), loses=READ)
    partner = Access(audience=Audience.EXTERNAL, who=("993812042210",), keeps=(Capability.WRITE,))
    return Preview(
        plan=plan or statement_plan(),
        read_at=company.NOW,
        before=OPEN,
        after=after,
        closes=after.state is not State.OPEN,
        access=(everyone, partner),
        consequences=CONSEQUENCES,
    )


def account_preview() -> Preview:
    touched = (
        Touched(resource=resource("www-drafts"), before=OPEN, after=CLOSED),
        Touched(resource=resource("invoices"), before=CLOSED, after=CLOSED),
        Touched(resource=resource("old-news"), before=CLOSED, after=CLOSED),
    )
    return msgspec.structs.replace(preview(account_plan()), touched=touched, complete=False)


def undo_preview() -> Preview:
    plan = statement_plan()
    back = tuple(change.turned_round() for change in reversed(plan.changes))
    return Preview(
        plan=msgspec.structs.replace(plan, changes=back, undoes="1"),
        read_at=company.NOW,
        before=CLOSED,
        after=OPEN,
        closes=False,
        access=(Access(audience=Audience.PUBLIC, who=("anyone",), gains=READ),),
    )


def entry(
    state: JournalState = JournalState.VERIFIED, number: int = 1, plan: Plan | None = None
) -> JournalEntry:
    plan = plan or statement_plan()
    ended = state in (JournalState.VERIFIED, JournalState.STILL_OPEN, JournalState.UNDONE)
    after = OPEN if state is JournalState.STILL_OPEN else CLOSED
    return JournalEntry(
        id=str(number),
        account=company.PROD,
        login=AwsProfile(profile="prod"),
        plan=plan,
        at=company.NOW - timedelta(minutes=10 * number),
        by="arn:aws:iam::421109387756:user/ana",
        state=state,
        steps=(JournalState.MADE,) * len(plan.changes) if ended else (state,) * len(plan.changes),
        before=in_short(OPEN),
        after=in_short(after) if ended else None,
        heard="HEAD a.txt without a login was refused at 14:09." if state is JournalState.VERIFIED else "",
        ended=company.NOW if ended else None,
    )


ENTRIES = (
    entry(JournalState.WRITING, 3, statement_plan("orders-replica")),
    entry(JournalState.VERIFIED, 1),
    entry(JournalState.STILL_OPEN, 2, statement_plan("www-drafts")),
    entry(JournalState.NOT_MADE, 4, statement_plan("partner-drop")),
    entry(JournalState.CHANGED_ELSEWHERE, 5, account_plan()),
    entry(JournalState.UNDONE, 6, statement_plan("old-news")),
)
"""One entry for most ways to end; the first is unfinished."""


def drift(plan: Plan) -> tuple[Change, ...]:
    """What somebody else made of the last setting of a plan meanwhile: from what it was planned from."""
    last = plan.changes[-1]
    return (msgspec.structs.replace(last, after=policy("TempShare")),)
