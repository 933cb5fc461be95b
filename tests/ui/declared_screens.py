"""The screens of what is declared, with made-up exceptions and things that are theirs."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from ajar.model.access import Audience, Capability
from ajar.model.exposure import Caveat
from ajar.model.kept import Declared, Kept, KeptState
from ajar.model.ours import AccessException, Offered, Own, OwnKind
from ajar.ui.declared.file_trouble import FileTrouble
from ajar.ui.declared.keep_dialog import KeepDialog
from ajar.ui.main_window import MainWindow
from ajar.worker import protocol
from ui import company

NAMES = ("keep", "keep_wrong", "file_trouble")
"""The dialogs, each opened by `open_declared`."""
EXCEPTION = AccessException(
    audience=Audience.PUBLIC,
    capabilities=(Capability.READ,),
    reason="The press kit: journalists download it without a login, asked for by marketing.",
    by="Ana",
    until=company.NOW.date() + timedelta(days=200),
)


def kept(name: str, **changed: object) -> Kept:
    row = company.row(name)
    exception = msgspec.structs.replace(EXCEPTION, **changed)
    return Kept(account=row.account, resource=row.id, name=name, exception=exception)


WIDER = Caveat(code="kept_wider", args={"outsiders": "Anyone on the internet", "can": "list this bucket"})
EXCEPTIONS = (
    Declared(
        kept=kept("acme-db-backups"),
        provider="aws",
        account_name=company.PROD,
        state=KeptState.WIDER,
        against=(WIDER,),
    ),
    Declared(kept=kept("acme-www"), provider="aws", account_name=company.PROD, state=KeptState.COVERED),
    Declared(
        kept=kept("old-press", until=company.NOW.date() - timedelta(days=9)),
        provider="aws",
        account_name=company.PROD,
        state=KeptState.ENDED,
        against=(Caveat(code="kept_ended", args={"day": "1 Jan 2026"}),),
    ),
    Declared(kept=kept("elsewhere"), state=KeptState.NOT_SEEN),
    Declared(kept=kept(company.HOSTILE), provider="aws", state=KeptState.NOT_NEEDED),
)
OWN = (
    Own(kind=OwnKind.ACCOUNT, value="993812042210", name="the agency"),
    Own(kind=OwnKind.ADDRESS, value="198.51.100.0/24", name="office", account=company.PROD),
    Own(kind=OwnKind.CANONICAL_ID, value="79" * 32),
)
OFFERED = (
    Offered(
        own=Own(kind=OwnKind.ORGANIZATION, value="o-ab12cd34ef", name=company.PROD),
        code="offered_organization",
        args={"name": company.PROD},
    ),
    Offered(
        own=Own(kind=OwnKind.ACCOUNT, value="444455556666", name="staging"),
        code="offered_profile",
        args={"name": "staging"},
    ),
)
DRAFT = protocol.Draft(
    account=company.IDS[company.PROD],
    resource="arn:aws:s3:::acme-db-backups",
    provider="aws",
    name="acme-db-backups",
    says="Anyone on the internet can list this bucket and download every file. No login is needed.",
    exception=msgspec.structs.replace(EXCEPTION, reason=""),
)


def open_declared(window: MainWindow, name: str) -> None:
    """Open this dialog on the window, without any worker."""
    if name == "file_trouble":
        lines = [f"line {number}: the audience is one of: external, public" for number in (3, 14, 25)]
        FileTrouble("Nothing was taken from open-on-purpose.toml.", lines, window).open()
        return
    assert DRAFT.exception is not None
    dialog = KeepDialog(DRAFT, DRAFT.exception, window)
    dialog.open()
    if name == "keep_wrong":
        dialog._reason.setPlainText("ok")
        dialog._by.setText("")


def show_kept(window: MainWindow, found: tuple[Declared, ...] = EXCEPTIONS) -> None:
    """Show what is open on purpose."""
    window._work.exceptions.emit(protocol.Exceptions(found=found))
    window.pages.open_kept()


def show_own(window: MainWindow, own: tuple[Own, ...] = OWN, offered: tuple[Offered, ...] = OFFERED) -> None:
    """Show what is theirs."""
    window.declaring.own_page.pane.forget()
    window._work.ours.emit(protocol.OursKnown(own=own, offered=offered))
    window.pages.open_own()


def show_moved(window: MainWindow) -> None:
    """Show what stands otherwise after a change."""
    show_own(window)
    drop = next(row for row in company.ROWS if row.name == "partner-drop")
    ours = company.row("partner-drop", **company.standing(drop.state, Audience.ORGANIZATION, 704))
    after = msgspec.structs.replace(ours, state=company.row("x").state)
    moved = (protocol.Otherwise(before=drop, after=after),)
    window._work.answered.emit(protocol.Answered(request="CallOurs", otherwise=moved))
