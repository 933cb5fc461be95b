"""The table for spreadsheets: a line a finding, columns that stay, and nothing that would be run."""

from __future__ import annotations

import csv
import io

import msgspec
import pytest

from ajar.model.run import AccountSummary
from ajar.model.scan import ScanFile, Tool, record
from ajar.report.rows_csv import COLUMNS, defused, document
from clouds.company_scan import company_scan
from verdicts import ACCOUNT, HOSTILE, READ_AT, bucket, closed, denied, held_twice, open_by_policy, shared

PROMISED = (
    "state,audience,at_most,can,name,kind,provider,account,account_name,region,says,who,why,until,unknown,"
    "missing_permissions,held_by,closes_it,worth_knowing,on_purpose_until,account_complete,read,id"
)


def rows(scan: ScanFile) -> list[dict[str, str]]:
    text = document(scan).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def whole(*names: str, complete: bool = True) -> ScanFile:
    """One finding of each state, or closed ones of these names."""
    findings = [bucket(name=name) for name in names] or [
        *(open_by_policy(), denied(), shared(), held_twice(), closed())
    ]
    return ScanFile(
        tool=Tool(name="ajar", version="0.1.0"),
        started=READ_AT,
        finished=READ_AT,
        accounts=(AccountSummary(provider="aws", id=ACCOUNT, name="Acme", complete=complete),),
        resources=tuple(record(finding, facts=True) for finding in findings),
    )


def test_the_columns_are_the_promised_ones_in_their_order() -> None:
    assert ",".join(COLUMNS) == PROMISED
    assert document(whole()).startswith(b"\xef\xbb\xbf" + PROMISED.encode() + b"\r\n")


def test_each_finding_is_one_line_and_what_matters_first_comes_first() -> None:
    assert [row["state"] for row in rows(whole())] == ["open", "unknown", "shared", "shielded", "closed"]
    assert document(whole()).count(b"\r\n") == 6
    assert document(whole()).count(b"\n") == 6


def test_a_line_says_what_is_open_to_whom_why_and_since_when_it_is_known() -> None:
    first = rows(whole())[0]
    assert first["can"] == "list; read"
    assert first["says"].startswith("Anyone on the internet can list this bucket")
    assert first["why"] == "This statement lets in anyone, without signing in."
    assert first["account_name"] == "Acme"
    assert first["read"] == "2026-11-23T10:00:00+00:00"
    assert first["id"] == "arn:aws:s3:::acme-db-backups"


def test_what_is_not_known_names_its_permission_and_what_holds_is_named() -> None:
    _, unknown, outsiders, held, _ = rows(whole())
    assert unknown["unknown"] == "policy: denied"
    assert unknown["missing_permissions"] == "s3:GetBucketPolicy"
    assert unknown["at_most"] == "public"
    assert len(outsiders["who"].split("; ")) == 12
    assert "bucket_block" in held["held_by"]


@pytest.mark.parametrize(("complete", "says"), [(True, "yes"), (False, "no")])
def test_each_line_says_whether_its_account_was_read_whole(complete: bool, says: str) -> None:  # noqa: FBT001 - the case
    assert {row["account_complete"] for row in rows(whole(complete=complete))} == {says}
    unheard = msgspec.structs.replace(whole(), accounts=())
    assert {row["account_complete"] for row in rows(unheard)} == {""}


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\uff1d1", '=HYPERLINK("http://x","y")'],
)
def test_what_would_begin_a_formula_is_defused(cell: str) -> None:
    assert defused(cell).startswith("'")
    [row] = rows(whole(cell))
    assert row["name"].startswith("'")


@pytest.mark.parametrize("cell", ["acme", "a=b", "1-2", ""])
def test_what_begins_no_formula_stays_as_it_is(cell: str) -> None:
    assert defused(cell) == cell


@pytest.mark.parametrize("name", [HOSTILE, 'a"b,c;d', "a\r\nb", "a,\n=1", "\u202etxt.exe", "\x00", "grüße"])
def test_a_hostile_name_stays_in_its_cell_and_is_printable(name: str) -> None:
    [row] = rows(whole(name))
    assert row["state"] == "closed"
    assert row["id"].startswith("arn:aws:s3:::")
    assert all(value.isprintable() for value in row.values())
    assert document(whole(name)).count(b"\r\n") == 2


def test_the_whole_company_is_in_it() -> None:
    assert sorted(row["id"] for row in rows(company_scan())) == sorted(r.id for r in company_scan().resources)
