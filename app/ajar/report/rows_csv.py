"""The report for a spreadsheet: a line a finding, columns that stay, and no cell that is taken for a formula.

RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180, read 2026-11-24): commas, quotes doubled, lines that end
with CR LF. The mark at the beginning tells Excel that the text is UTF-8.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from enum import Enum

from ajar.model.scan import ScanFile
from ajar.report.handover import Entry, handover
from ajar.words import say
from ajar.words.plain import plain
from ajar.words.verdict import sentence, spoken

# The last four are the same signs in the width of East Asian letters, which some spreadsheets take for them.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_MARK = "\ufeff"


def document(scan: ScanFile) -> bytes:
    """Every finding as a line, what matters first, under the names of COLUMNS. Raises UnreadableScan."""
    report = handover(scan)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in report.entries:
        writer.writerow([defused(cell(entry)) for cell in COLUMNS.values()])
    return f"{_MARK}{text.getvalue()}".encode()


def defused(cell: str) -> str:
    """The cell with what is invisible spelled out, and an apostrophe before what would begin a formula.

    "CSV Injection", https://owasp.org/www-community/attacks/CSV_Injection, read 2026-11-24: a spreadsheet
    runs a cell that begins with one of these signs; spaces before it do not keep it from that everywhere.
    """
    shown = plain(cell)
    return f"'{shown}" if cell.lstrip(" ").startswith(_FORMULA) else shown


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(part for part in parts if part))


def _values(parts: Iterable[Enum]) -> str:
    return _joined(str(part.value) for part in parts)


def _says(entry: Entry) -> str:
    return sentence(entry.finding.resource, entry.finding.exposure)


def _who(entry: Entry) -> str:
    return _joined(name for reach in entry.finding.exposure.all[:1] for name in reach.who)


def _why(entry: Entry) -> str:
    exposure = spoken(entry.finding.exposure)
    return _joined(exposure.evidence[way.evidence].says for way in exposure.ways)


def _unknown(entry: Entry) -> str:
    return _joined(f"{one.setting}: {one.reason.value}" for one in entry.finding.exposure.unknown)


def _missing(entry: Entry) -> str:
    return _joined(one.permission for one in entry.finding.exposure.unknown)


def _held_by(entry: Entry) -> str:
    exposure = entry.finding.exposure
    return _joined(exposure.gates[number].gate for held in exposure.held for number in held.by)


def _caveats(entry: Entry) -> str:
    return _joined(caveat.says for caveat in spoken(entry.finding.exposure).caveats)


def _closes(entry: Entry) -> str:
    return _joined(say(f"fix_{name}") for name in entry.finding.fixes)


def _until(entry: Entry) -> str:
    until = entry.finding.exposure.until
    return until.isoformat() if until else ""


def _on_purpose(entry: Entry) -> str:
    return entry.row.on_purpose.isoformat() if entry.row.on_purpose else ""


def _complete(entry: Entry) -> str:
    return "" if entry.account is None else "yes" if entry.account.complete else "no"


COLUMNS: dict[str, Callable[[Entry], str]] = {
    "state": lambda entry: entry.row.state.value,
    "audience": lambda entry: entry.row.audience.value,
    "at_most": lambda entry: entry.row.at_most.value,
    "can": lambda entry: _values(entry.row.capabilities),
    "name": lambda entry: entry.row.name,
    "kind": lambda entry: entry.row.kind,
    "provider": lambda entry: entry.row.provider,
    "account": lambda entry: entry.row.account,
    "account_name": lambda entry: entry.row.account_name,
    "region": lambda entry: entry.row.region,
    "says": _says,
    "who": _who,
    "why": _why,
    "until": _until,
    "unknown": _unknown,
    "missing_permissions": _missing,
    "held_by": _held_by,
    "closes_it": _closes,
    "worth_knowing": _caveats,
    "on_purpose_until": _on_purpose,
    "account_complete": _complete,
    "read": lambda entry: entry.row.read_at.isoformat(),
    "id": lambda entry: entry.row.id,
}
"""What each column holds; columns are added at the end, and none is renamed.

`state`, `audience`, `at_most`, `can`, `kind`, `unknown` and `held_by` are the scan file's own words, for
filters and scripts; several values of a cell are parted by "; ". `who` are those of the widest audience. With
`account_complete` "no", the account may hold more than there are lines. Times are ISO 8601.
"""
