"""The report's tables: the accounts, what could not be read, all the rest, the caveats, and the changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ajar.model.journal import JournalEntry
from ajar.model.run import AccountSummary
from ajar.report.handover import Entry, Handover
from ajar.report.page.element import Markup, element, table, text, together
from ajar.report.page.standing import chipped
from ajar.words import say
from ajar.words.handed_over import changed, ended, moment, stood
from ajar.words.table import where
from ajar.words.troubles import Missing, missing_of
from ajar.words.verdict import listed, provider

_NAMED = 3


def accounts(report: Handover) -> Markup:
    """Which accounts were looked at, by whom, and whether all of each could be read."""
    return _table(
        "report_accounts",
        ("report_account", "report_identity", "report_resources", "report_read"),
        (_account(report, account) for account in report.scan.accounts),
    )


def _account(report: Handover, account: AccountSummary) -> tuple[str, ...]:
    name = " · ".join(dict.fromkeys(part for part in (account.name, account.id) if part))
    whole = say("report_complete" if account.complete else "report_incomplete")
    root = element("p", say("report_root")) if account.root else ""
    return (
        f"{provider(account.provider)}: {name}",
        together([element("code", account.identity), root]),
        f"{len(report.of_account(account)):,}",
        whole,
    )


def gaps(report: Handover) -> Markup:
    """What could not be read, in each account: why, the missing permission, and what that means."""
    lacks = [
        (account, one)
        for account in report.scan.accounts
        for one in missing_of([account], [entry.row for entry in report.of_account(account)])
    ]
    if not lacks:
        return Markup()
    headings = ("report_what", "report_account", "report_why", "report_missing", "report_effect")
    return _table("report_unchecked", headings, (_gap(account, one) for account, one in lacks))


def _gap(account: AccountSummary, one: Missing) -> tuple[str, ...]:
    name = account.name or account.id or provider(account.provider)
    return one.what, name, one.why, element("code", one.permission) if one.permission else "", one.effect


def rest(entries: Iterable[Entry]) -> Markup:
    """A row for each: its name, where it is, how it stands, and when it was read."""
    headings = ("report_name", "report_standing", "report_read")
    return _table("report_rest", headings, map(_row, entries))


def _row(entry: Entry) -> tuple[str, ...]:
    name = together([element("bdi", entry.row.name), element("div", where(entry.row), class_="quiet")])
    return name, chipped(entry.row), moment(entry.row.read_at)


def caveats(entries: Iterable[Entry]) -> Markup:
    """Each caveat once, with the resources that it is about."""
    about: dict[str, list[str]] = {}
    for entry in entries:
        for caveat in entry.finding.exposure.caveats:
            about.setdefault(say(caveat.code, caveat.args), []).append(entry.row.name)
    if not about:
        return Markup()
    rows = ((says, _about(names)) for says, names in about.items())
    return _table("report_caveats", ("report_caveats", "report_resources"), rows)


def _about(names: list[str]) -> Markup:
    rest_of = len(names) - _NAMED
    if rest_of <= 0:
        return text(listed(names))
    return text(f"{', '.join(names[:_NAMED])} {say('report_more', {'count': f'{rest_of:,}'})}")


def changes(entries: Iterable[JournalEntry]) -> Markup:
    """What was changed, when, by which credentials, and how it ended."""
    headings = ("report_name", "report_change", "report_when", "report_by", "report_ended")
    return _table("report_changes", headings, map(_change, entries))


def _change(entry: JournalEntry) -> Iterator[str]:
    resource = entry.plan.resource
    place = " · ".join(part for part in (entry.account or resource.account, resource.region) if part)
    yield together([element("bdi", resource.name), element("div", place, class_="quiet")])
    yield changed(entry)
    yield moment(entry.at)
    yield element("code", entry.by)
    before, after = stood(entry.before), stood(entry.after)
    verdicts = f"{before} → {after}" if before and after else ""
    yield together([ended(entry), element("div", verdicts, class_="quiet") if verdicts else ""])


def _table(caption: str, headings: Iterable[str], rows: Iterable[Iterable[str]]) -> Markup:
    return table(say(caption), map(say, headings), rows)
