"""The screens of fixing, with made-up previews and entries, for pictures and for the walks over widgets."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ajar.model.change import Preview
from ajar.model.journal import JournalEntry, JournalState
from ajar.ui.main_window import MainWindow
from ajar.ui.repair.allow_dialog import AllowDialog
from ajar.ui.repair.bulk_dialog import BulkDialog
from ajar.ui.repair.preview_dialog import PreviewDialog, Subject
from ajar.worker import protocol
from ajar.worker.protocol import Foreseen, Moved, Wanted
from ui import company, invented_repairs

NAMES = ("preview", "narrow", "shared", "undo", "looking", "result", "still_open", "changed", "bulk", "allow")
"""The dialogs, each opened by `open_dialog`."""
WANTED = Wanted(account_name=company.PROD, account=company.IDS[company.PROD], resource="x")


def open_dialog(window: MainWindow, name: str) -> None:
    """Open this dialog on the window, without any worker."""
    if name == "bulk":
        _bulk(window)
    elif name == "allow":
        dialog = AllowDialog(company.ACCOUNTS[0].account, protocol.Ready(version="1"), window)
        dialog.choose(2)
        dialog.open()
    else:
        _preview(window, name)


def _preview(window: MainWindow, name: str) -> None:
    subject = Subject(name="acme-db-backups", account_name=company.PROD, wanted=WANTED)
    if name == "undo":
        subject = Subject(name="acme-db-backups", account_name=company.PROD, entry="1")
    dialog = PreviewDialog(subject, window, ask_outside=True)
    dialog.open()
    dialog.ask()
    if name == "looking":
        return
    dialog.show_foreseen(_answer(name))
    for event in _moves(name):
        dialog.confirm.confirmed.emit() if not dialog.under_way else None
        dialog.show_moved(event)


def _answer(name: str) -> Foreseen:
    previews: dict[str, Preview] = {
        "shared": invented_repairs.account_preview(),
        "undo": invented_repairs.undo_preview(),
        "narrow": msgspec.structs.replace(
            invented_repairs.preview(after=invented_repairs.OPEN),
            plan=msgspec.structs.replace(
                invented_repairs.statement_plan(),
                fix="narrow_to_accounts",
                chosen={"accounts": "993812042210,123456789012"},
            ),
        ),
    }
    shown = previews.get(name, invented_repairs.preview())
    if name == "undo":
        return Foreseen(entry="1", preview=shown, allowed=True)
    return Foreseen(wanted=WANTED, preview=shown, offers=invented_repairs.OFFERS, allowed=True)


def _moves(name: str) -> Iterator[Moved]:
    states = {
        "result": JournalState.VERIFIED,
        "still_open": JournalState.STILL_OPEN,
        "changed": JournalState.CHANGED_ELSEWHERE,
    }
    if name in states:
        entry: JournalEntry = invented_repairs.entry(states[name])
        drift = invented_repairs.drift(entry.plan) if name == "changed" else ()
        yield Moved(place=0, entry=entry, over=True, drift=drift)


def _bulk(window: MainWindow) -> None:
    rows = [row for row in company.ROWS if row.account_name == company.PROD][:5]
    dialog = BulkDialog(rows, window, ask_outside=False)
    dialog.open()
    for line in dialog._lines[:-1]:
        preview = invented_repairs.preview(invented_repairs.statement_plan(line.row.name))
        dialog.show_foreseen(Foreseen(wanted=line.wanted, preview=preview, allowed=True))
    trouble = "There is no fix for it: nobody outside gets in."
    dialog.show_foreseen(Foreseen(wanted=dialog._lines[-1].wanted, trouble=trouble))


def show_journal(window: MainWindow) -> None:
    """Show the journal with an entry for most ways to end."""
    entries = invented_repairs.ENTRIES
    window.fixing.keeper._by_itself = False
    window._work.journal.emit(protocol.Journal(entries=entries, unfinished=("3",)))
    window.pages.open_journal()
