"""`ajar scan`: what is open in these accounts, as a table, a document, or a line a finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from ajar.cli import declared, exits, notices, options, targets
from ajar.cli.again import judged_again
from ajar.cli.baseline import LAST, Earlier, of_file, of_store
from ajar.cli.exits import fail, wrong
from ajar.cli.options import Format, On
from ajar.cli.running import Outcome, carry_out
from ajar.cli.sink import Sink
from ajar.jobs.audit import Target
from ajar.model.run import entered
from ajar.store import Store, open_store
from ajar.vault import open_vault
from ajar.words.since import since as words_since


def scan(  # noqa: PLR0913 - the options of CONTRACT.md, one parameter each
    cloud: options.AnyCloud = None,
    *,
    profile: options.Profile = None,
    region: options.Regions = None,
    project: options.Projects = None,
    all_projects: options.AllProjects = False,
    account: options.Accounts = None,
    all_accounts: options.AllAccounts = False,
    from_file: options.FromFile = None,
    as_of_now: options.AsOfNow = False,
    kind: options.Kinds = None,
    only: options.Only = None,
    format_: options.ScanFormat = Format.TABLE,
    output: options.Output = None,
    facts: options.WithFacts = False,
    quiet: options.Quiet = False,
    baseline: options.Baseline = None,
    fail_on: options.FailOn = None,
    notify: options.Notify = False,
    second_opinion: options.SecondOpinion = False,
) -> None:
    """Say what is open, to whom, and what could not be checked. Nothing is changed.

    Exit codes: 0 nothing is open and everything was read; 1 could not run; 2 the call is wrong; 3 something
    is open; 4 something could not be checked; 130 cancelled.
    """
    narrow = targets.Narrow(tuple(kind or ()), tuple(region or ()), second_opinion=second_opinion)
    ambient = targets.Ambient(cloud, profile, tuple(project or ()), everything=all_projects)
    _check_one_source(from_file is not None, cloud is not None, bool(account) or all_accounts)
    sink = Sink(format_, output, facts=facts, only=tuple(only or ()), quiet=quiet)
    with notices.of_failure(wanted=notices.asked(baseline, wanted=notify)):
        against = _earlier(baseline, fail_on, (account or []) if account or all_accounts else None)
        if from_file is not None:
            outcome = _from(from_file, narrow, sink, as_of_now=as_of_now)
        else:
            outcome = _asked(ambient, tuple(account or ()), narrow, sink)
        held = _Held(against, only_new=fail_on is not On.ANY, whole=not narrow.any, notify=notify)
        _finish(outcome, sink, held)


@dataclass(frozen=True)
class _Held:
    """What a scan is held against; None is nothing. `only_new` is what the exit code counts then.

    `notify` says whether the desktop is told what is new.
    """

    against: Earlier | None
    only_new: bool
    whole: bool
    notify: bool


def _check_baseline(baseline: str | None, fail_on: On | None, *, added: bool) -> None:
    if fail_on is On.NEW and baseline is None:
        wrong("--fail-on new wants a --baseline: a scan file, or last.")
    if baseline == LAST and not added:
        wrong("--baseline last is for accounts that were added: say --account NAME or --all-accounts.")


def _earlier(baseline: str | None, fail_on: On | None, names: Sequence[str] | None) -> Earlier | None:
    """The check that the baseline names; None without one. Raises UnreadableScan and StoreError.

    `names` are the added accounts that are scanned, none for all; None where it is no added account.
    """
    _check_baseline(baseline, fail_on, added=names is not None)
    if baseline is None:
        return None
    if baseline != LAST:
        return of_file(Path(baseline))
    with open_store() as store:
        return of_store(store, names or ())


def _check_one_source(*named: bool) -> None:
    if sum(named) != 1:
        wrong("say what to look at, one of: aws, gcp, --account NAME, --all-accounts, --from FILE.")


def _from(path: Path, narrow: targets.Narrow, sink: Sink, *, as_of_now: bool) -> Outcome:
    if narrow.regions:
        wrong("--region goes with a cloud; --from reads the file alone.")
    if narrow.second_opinion:
        wrong("--second-opinion asks a cloud; --from reads the file alone, with the opinions that it has.")
    outcome = judged_again(path, narrow.kinds, as_of_now=as_of_now)
    for name, finding in outcome.findings:
        sink.judged(name, finding)
    return outcome


def _asked(ambient: targets.Ambient, names: Sequence[str], narrow: targets.Narrow, sink: Sink) -> Outcome:
    """The scan of a cloud by what its own tools find, or of added accounts."""
    if ambient.cloud is not None:
        return _read([targets.of_cloud(ambient, narrow)], None, narrow, sink)
    return _added(names, narrow, sink)


def _added(names: Sequence[str], narrow: targets.Narrow, sink: Sink) -> Outcome:
    with open_store() as store:
        return _read(targets.of_names(store, open_vault(), names, narrow), store, narrow, sink)


def _read(wanted: Sequence[Target], store: Store | None, narrow: targets.Narrow, sink: Sink) -> Outcome:
    known = None if store is not None else declared.known_exceptions()
    return carry_out(
        wanted, store=store, filtered=narrow.any, quiet=sink.quiet, kept=known, judged=sink.judged
    )


def _check_entered(outcome: Outcome) -> None:
    """End with what to do where no account could be entered at all: then nothing was scanned."""
    if outcome.cancelled or not outcome.accounts or any(map(entered, outcome.accounts)):
        return
    reasons = [error.message.rstrip(".") for account in outcome.accounts for error in account.errors]
    fail("; ".join(dict.fromkeys(reasons)) + ".")


def _finish(outcome: Outcome, sink: Sink, held: _Held) -> None:
    """Write what is left to write, say what is new, and end with the promised code."""
    _check_entered(outcome)
    findings, accounts = [finding for _, finding in outcome.findings], outcome.accounts
    against = held.against if outcome.kept else None
    if against is not held.against:
        typer.echo("ajar: so it is not held against the last check, and all of it counts.", err=True)
    since = None if against is None else against.since(outcome, whole=held.whole)
    if since is None:
        sink.finish(outcome)
    else:
        new = since.new(findings)
        sink.finish(outcome, new, since.lacking)
        if not sink.quiet or new:
            typer.echo(words_since(since.when, since.counts()), err=True)
        if held.only_new:
            findings, accounts = new, list(since.lacking)
    if outcome.cancelled:
        raise typer.Exit(exits.CANCELLED)
    if held.notify:
        notices.of_check(outcome, since)
    raise typer.Exit(exits.code((finding.exposure for finding in findings), accounts))
