"""`ajar undo`: put back what a fix changed, with the same preview and care, the change turned round."""

from __future__ import annotations

from functools import partial

import typer

from ajar.cli import options
from ajar.cli.asking import Consent, refused
from ajar.cli.exits import fail, wrong
from ajar.cli.making import CHANGED, Confirmed, drift_lines, make_all, passed_over, worst
from ajar.cli.shown import preview_lines
from ajar.jobs.audit import Target
from ajar.jobs.fixing import Wish, account_of, entered, site_at
from ajar.jobs.preview import ChangedSince, preview_undo, whole_account
from ajar.jobs.sign_in import FixesNotAllowed, Way, provider, to_fix, unstored
from ajar.jobs.verify import verify
from ajar.jobs.whose import said_of
from ajar.model.change import Preview
from ajar.model.journal import JournalEntry
from ajar.providers.kind import CannotPlan, CloudError, Gone, NoCredentials
from ajar.store import Store, StoreError, journal, open_store
from ajar.vault import open_vault
from ajar.words import say


def undo(
    ids: options.JournalIds,
    *,
    yes: options.Yes = False,
    confirm: options.Confirm = None,
    prove: options.Prove = False,
) -> None:
    """Put back what fixes changed, as the journal has it. It may open a resource again, and says so.

    Exit codes as of `fix`.
    """
    try:
        with open_store() as store:
            entries = [_entry(store, name) for name in dict.fromkeys(ids)]
            ways = [_way(store, entry) for entry in entries]
            codes: list[int] = []
            previews: list[tuple[Preview, Way]] = []
            for entry, way in zip(entries, ways, strict=True):
                with passed_over(codes, of=len(ways)):
                    one = _preview(store, entry, way)
                    typer.echo("\n".join(preview_lines(one, way.account)) + "\n", err=True)
                    previews.append((one, way))
            if not previews:
                raise typer.Exit(worst(codes))
            why = refused([one for one, _ in previews], Consent(yes=yes, confirmed=confirm))
            if why:
                wrong(why)
            plans = [Confirmed(Wish(plan=one.plan, ask_outside=prove), way) for one, way in previews]
            raise typer.Exit(worst([*codes, make_all(store, plans, stop_at_failure=False)]))
    except StoreError as error:
        fail(str(error))


def _entry(store: Store, name: str) -> JournalEntry:
    found = journal.entry(store, name)
    if found is None:
        fail(f"the journal has no entry {name!r}: see `ajar journal`.")
    return found


def _way(store: Store, entry: JournalEntry) -> Way:
    """How it is signed in to: the account's credentials for fixes, or those that the fix was made with."""
    if not entry.account:
        return unstored(entry.plan.resource.provider, entry.login)
    try:
        return to_fix(account_of(store, entry.account), open_vault())
    except FixesNotAllowed as error:
        wrong(str(error))
    except NoCredentials as error:
        fail(error.message)


def _preview(store: Store, entry: JournalEntry, way: Way) -> Preview:
    resource = entry.plan.resource
    cloud = provider(resource.provider)
    said = said_of(store, way.account)
    try:
        with entered(way, resource.account) as session:
            site = site_at(session, resource, said)
            target = Target(way.account, cloud.name, way.open, cloud.kinds, ours=said)
            whole = partial(whole_account, target, resource.account)
            return preview_undo(site, verify(site, resource), entry, whole)
    except Gone:
        fail(say("repair_gone", {"name": resource.name}))
    except CloudError as error:
        fail(error.message)
    except ChangedSince as error:
        typer.echo(f"ajar: {entry.id}: {say(error.code, error.args_of_code)}", err=True)
        for line in drift_lines(error.drift):
            typer.echo(line, err=True)
        raise typer.Exit(CHANGED) from error
    except CannotPlan as error:
        fail(f"{entry.id}: {say(error.code, error.args_of_code)}")
