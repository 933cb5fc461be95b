"""The report to hand over: one page that needs nothing else, runs nothing, and takes no text for markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ajar.model.journal import JournalEntry
from ajar.model.scan import ScanFile
from ajar.report.handover import Entry, Handover, handover
from ajar.report.page import tables
from ajar.report.page.element import Markup, element, items, together
from ajar.report.page.finding import Room, article
from ajar.report.page.standing import shapes
from ajar.report.page.style import POLICY, SHEET
from ajar.words import say
from ajar.words.handed_over import moment
from ajar.words.summary import Group, count, extent, headline

QUOTED = 150_000
"""Characters of settings' texts that a page quotes; what comes after them is said to be left out."""

IN_FULL = 450_000
"""Characters of articles; the findings after them, which matter less, are told in brief."""


@dataclass(frozen=True)
class _Section:
    """A part under a heading; `number` is what is counted in it, None where nothing is."""

    anchor: str
    heading: str
    content: Markup
    number: int | None = None


def document(scan: ScanFile, changes: Sequence[JournalEntry] = ()) -> bytes:
    """The page of a scan and of what was changed in its accounts. Raises UnreadableScan.

    The verdicts are those of the file, as of when it was made.
    """
    report = handover(scan, changes)
    sections = [section for section in _sections(report) if section.content]
    title = f"{say('report_title')}: {_headline(report)}"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", title),
        element("style", Markup(SHEET)),
    )
    body = element("body", shapes(), _top(report, sections), element("main", *map(_placed, sections)))
    page = element("html", head, Markup("\n"), body, lang="en")
    return f"<!DOCTYPE html>\n{page}\n".encode()


def _headline(report: Handover) -> str:
    rows = [entry.row for entry in report.entries]
    return headline(count(rows), incomplete=not report.complete)


def _top(report: Handover, sections: Iterable[_Section]) -> Markup:
    scan = report.scan
    counts = count(entry.row for entry in report.entries)
    tool = f"{scan.tool.name} {scan.tool.version}"
    read = {"started": moment(scan.started), "finished": moment(scan.finished), "tool": tool}
    links = (_link(section) for section in sections if section.number is not None)
    parts = [
        element("p", say("report_title"), class_="kicker"),
        element("h1", _headline(report)),
        element("p", extent(counts, len(scan.accounts))),
        element("p", f"{say('report_written', read)} {say('report_then')}", class_="quiet"),
    ]
    if report.entries and not any(entry.finding.facts for entry in report.entries):
        parts.append(element("p", say("report_no_facts"), class_="quiet"))
    contents = element("nav", items(links, class_="counts"), aria_label=say("report_contents"))
    return element("header", *parts, contents)


def _link(section: _Section) -> Markup:
    number = element("strong", f"{section.number:,}")
    return element("a", number, Markup(" "), section.heading, href=f"#{section.anchor}")


def _placed(section: _Section) -> Markup:
    heading = element("h2", section.heading, id=section.anchor)
    return element("section", heading, section.content, aria_labelledby=section.anchor)


def _sections(report: Handover) -> Iterator[_Section]:
    room = Room(QUOTED, IN_FULL)
    yield _Section("accounts", say("report_accounts"), tables.accounts(report))
    yield _articles("open", "report_open", report.among(Group.STRANGERS), room, always=True)
    yield _articles("reached", "report_reached", report.among(Group.REACHABLE), room)
    yield _unchecked(report, room)
    yield _articles("shared", "report_shared", report.among(Group.SHARED), room)
    yield _articles("shielded", "report_shielded", report.among(Group.SHIELDED), room)
    yield _articles("purpose", "report_on_purpose", report.among(Group.ON_PURPOSE), room)
    closed = report.among(Group.CLOSED)
    yield _Section("rest", say("report_rest"), tables.rest(closed) if closed else Markup(), len(closed))
    yield _Section("caveats", say("report_caveats"), _caveats(report))
    made = tables.changes(report.changes) if report.changes else Markup()
    yield _Section("changes", say("report_changes"), made, len(report.changes))


def _unchecked(report: Handover, room: Room) -> _Section:
    """Single resources, and what is wider than one."""
    found = report.among(Group.UNKNOWN)
    gaps = tables.gaps(report)
    about = element("p", say("report_unchecked_about"), class_="quiet") if found else Markup()
    content = together([about, gaps, *(article(entry, room) for entry in found)])
    wide = sum(len(account.errors) for account in report.scan.accounts)
    return _Section("unchecked", say("report_unchecked"), content, len(found) + wide)


def _caveats(report: Handover) -> Markup:
    content = tables.caveats(report.entries)
    return (
        together([element("p", say("report_caveats_about"), class_="quiet"), content]) if content else content
    )


def _articles(
    anchor: str, code: str, entries: Sequence[Entry], room: Room, *, always: bool = False
) -> _Section:
    """A section of articles, with what is said about all of them; an empty one is there if `always`."""
    content = together(article(entry, room) for entry in entries)
    if not content and always:
        content = element("p", say("report_nothing"))
    elif content and anchor == "shielded":
        content = together([element("p", say("report_shielded_about"), class_="quiet"), content])
    return _Section(anchor, say(code), content, len(entries))
