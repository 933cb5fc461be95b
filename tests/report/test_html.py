"""The page: whole in itself, small, of one meaning for people and for browsers, whatever a cloud says."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest

from ajar.model.access import Audience, Capability, State
from ajar.model.account import AwsAmbient
from ajar.model.change import Plan
from ajar.model.exposure import Caveat, Unknown, Witness
from ajar.model.facts import Reason
from ajar.model.finding import Finding
from ajar.model.journal import JournalEntry, JournalState, in_short
from ajar.model.ours import AccessException
from ajar.model.run import AccountSummary
from ajar.model.scan import ScanFile, Tool, record
from ajar.report.html import document
from ajar.report.scan_file import UnreadableScan
from ajar.words import say
from clouds.company_scan import LACK, company_scan, repeated
from page_reader import Page, read
from verdicts import (
    ACCOUNT,
    HOSTILE,
    READ_AT,
    bucket,
    closed,
    denied,
    held_twice,
    open_by_policy,
    open_to_holders,
    policy,
    shared,
    statement,
    undecided,
)

MEGABYTE = 1_000_000
OWN = AccountSummary(provider="aws", id=ACCOUNT, name="Acme", identity="ana")
EVERY_STATE = (open_by_policy(), denied(), shared(), held_twice(), closed(), open_to_holders(), undecided())
HOSTILE_TEXTS = (
    HOSTILE,
    "</style><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "&lt;b&gt; &amp; ]]> <!-- -->",
    "\x00\x1b[31m\x07 \u200b\u2066\ufeff\ud800",
    "x" * 5_000,
)


def scan(*findings: Finding, accounts: tuple[AccountSummary, ...] = (OWN,), facts: bool = True) -> ScanFile:
    return ScanFile(
        tool=Tool(name="ajar", version="0.1.0"),
        started=READ_AT,
        finished=READ_AT,
        accounts=accounts,
        resources=tuple(record(finding, facts=facts) for finding in findings),
    )


def page(*findings: Finding, **more: Any) -> Page:  # noqa: ANN401 - what `scan` takes
    return read(document(scan(*findings, **more)))


def entry(finding: Finding, state: JournalState, **more: Any) -> JournalEntry:  # noqa: ANN401 - the entry's fields
    fields: dict[str, Any] = {
        "id": "1",
        "account": "Acme",
        "login": AwsAmbient(),
        "plan": Plan(fix="block_public_access", resource=finding.resource, changes=()),
        "at": datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
        "by": "arn:aws:iam::111122223333:user/ana",
        "state": state,
        **more,
    }
    return JournalEntry(**fields)


def test_a_thousand_findings_stay_below_a_megabyte() -> None:
    data = document(repeated(company_scan(), 1_000))
    assert len(read(data).articles) > 300
    assert len(data) < MEGABYTE


def test_a_thousand_findings_that_are_all_open_stay_below_a_megabyte_and_none_is_missing() -> None:
    one = open_by_policy()
    names = [msgspec.structs.replace(one.resource, name=f"drafts-{number:04}") for number in range(1_000)]
    data = document(scan(*(msgspec.structs.replace(one, resource=resource) for resource in names)))
    found = read(data)
    assert len(data) < MEGABYTE
    assert len(found.articles) == 1_000
    assert "in brief" not in found.articles[0]
    assert "in brief" in found.articles[-1]
    assert all(resource.name in article for resource, article in zip(names, found.articles, strict=True))


def test_where_the_quotes_become_too_many_it_is_said_and_nothing_else_is_left_out() -> None:
    long = policy(*(statement(f"Sid{number}" + "x" * 900) for number in range(3)))
    one = bucket(policy=long)
    names = [msgspec.structs.replace(one.resource, name=f"drafts-{number:02}") for number in range(100)]
    found = page(*(msgspec.structs.replace(one, resource=resource) for resource in names))
    assert len(found.articles) == 100
    assert "drafts-99" in found.text
    assert "The text is left out" in found.articles[-1]
    assert "The text is left out" not in found.articles[0]


def test_the_policy_allows_the_one_style_by_its_hash_and_nothing_else() -> None:
    found = page(*EVERY_STATE)
    digest = base64.b64encode(hashlib.sha256(found.style.encode()).digest()).decode()
    rules = found.metas["Content-Security-Policy"].split("; ")
    assert rules[:2] == ["default-src 'none'", f"style-src 'sha256-{digest}'"]
    assert "unsafe" not in found.metas["Content-Security-Policy"]
    assert "url(" not in found.style
    assert "@import" not in found.style


def test_it_says_which_accounts_were_read_by_whom_and_when() -> None:
    whole = page(*EVERY_STATE)
    assert ["AWS: Acme · 111122223333", "ana", "7", "Everything could be read"] in whole.rows
    assert "Read from 23 Nov 2026, 10:00 UTC to 23 Nov 2026, 10:00 UTC, with ajar 0.1.0." in whole.text
    root = msgspec.structs.replace(OWN, root=True)
    assert "root user's credentials" in page(accounts=(root,)).text


def test_each_state_has_its_section_and_the_headline_says_what_is_open() -> None:
    found = page(*EVERY_STATE)
    assert found.headings[0] == (1, "2 things are open to strangers")
    assert [text for level, text in found.headings if level == 2] == [
        "What was looked at",
        "Open to strangers",
        "Could not be checked",
        "Shared with named outsiders",
        "Held by a setting",
        "All the rest",
        "Worth knowing",
    ]


def test_an_open_bucket_says_who_can_do_what_why_and_what_closes_it() -> None:
    one = msgspec.structs.replace(open_by_policy(), fixes=("remove_statement",))
    [told] = page(one).articles
    assert "Anyone on the internet can list this bucket and download every file. No login is needed." in told
    assert "Bucket policy, statement 2" in told
    assert '"Sid":"TempShare"' in told
    assert "Bucket block (Open)" in told
    assert say("fix_remove_statement") in told
    assert "arn:aws:s3:::acme-db-backups" in told
    assert "team=web" in told
    assert say("report_request") in told


def test_what_nothing_of_ajars_closes_says_so() -> None:
    assert "Ajar knows no change of its own that closes it." in page(open_by_policy()).articles[0]


def test_what_could_not_be_checked_names_the_permission_and_what_that_means() -> None:
    incomplete = msgspec.structs.replace(OWN, complete=False, errors=(LACK,))
    found = page(denied(), accounts=(incomplete,))
    assert found.headings[0] == (1, "1 thing could not be checked")
    wide = ["Every S3 bucket in ap-northeast-1", "Acme", "Not allowed", LACK.permission]
    assert any(row[:4] == wide for row in found.rows)
    assert any("s3:GetBucketPolicy" in row for row in found.rows)
    assert "s3:GetBucketPolicy" in found.articles[0]


def test_an_account_that_was_not_read_whole_is_never_told_as_fine() -> None:
    incomplete = msgspec.structs.replace(OWN, complete=False, errors=(LACK,))
    found = page(closed(), accounts=(incomplete,))
    assert found.headings[0] == (1, "Nothing open to strangers in what could be read")
    counts = [text.strip() for text in found.texts[: found.texts.index("What was looked at")]]
    assert counts[counts.index("Could not be checked") - 1] == "1"
    assert "Not everything could be read" in found.text


def test_all_named_outsiders_are_named_and_very_many_are_counted() -> None:
    [told] = page(shared()).articles
    assert told.count("partner-reader") >= 12
    many = [f"arn:aws:iam::{200000000000 + number}:root" for number in range(60)]
    [told] = page(bucket(policy=policy(statement("Partners", {"AWS": many})))).articles
    assert "and 35 more" in told


def test_what_is_open_on_purpose_says_who_said_so_and_until_when() -> None:
    meant = AccessException(
        audience=Audience.PUBLIC,
        capabilities=(Capability.READ,),
        reason="The press kit.",
        by="Ana",
        until=date(2027, 1, 1),
    )
    one = open_by_policy()
    found = page(
        msgspec.structs.replace(one, exposure=msgspec.structs.replace(one.exposure, exception=meant))
    )
    assert "The press kit. Said by Ana, until 1 Jan 2027." in found.articles[0]
    assert (2, "Open on purpose") in found.headings
    assert found.headings[0] == (1, "Nothing is open to strangers")


def test_without_facts_the_page_says_why_nothing_is_quoted() -> None:
    found = page(open_by_policy(), facts=False)
    assert "TempShare" not in found.text
    assert say("report_no_facts") in found.text
    assert say("report_no_facts") not in page(open_by_policy()).text


def test_a_caveat_is_told_once_with_the_resources_that_it_is_about() -> None:
    names = ("one", "two", "three", "four", "five")
    found = page(*(bucket(name=name) for name in names))
    row = next(row for row in found.rows if row[0] == say("objects_may_have_acls"))
    assert row[1].endswith("and 2 more")


def test_what_was_changed_is_told_with_how_it_ended() -> None:
    one = open_by_policy()
    known = {"before": in_short(one.exposure), "after": in_short(closed().exposure)}
    heard = "HEAD without a login was refused at 10:00."
    made = entry(one, JournalState.VERIFIED, heard=heard, **known)
    other = msgspec.structs.replace(one, resource=msgspec.structs.replace(one.resource, account="999"))
    elsewhere = entry(other, JournalState.VERIFIED)
    undo = entry(
        one, JournalState.NOT_MADE, message="Nothing was made.", at=datetime(2026, 11, 24, tzinfo=UTC)
    )
    undo = msgspec.structs.replace(undo, plan=msgspec.structs.replace(undo.plan, undoes="1"))
    found = read(document(scan(one), [made, elsewhere, undo]))
    later, earlier = [row for row in found.rows if len(row) == 5 and row[0].startswith("acme-db-backups")]
    assert later[1] == "Put back: Block public access on this bucket"
    assert later[4] == "Not made. Nothing was made."
    assert earlier[1:4] == [
        "Block public access on this bucket",
        "23 Nov 2026, 09:30 UTC",
        "arn:aws:iam::111122223333:user/ana",
    ]
    assert earlier[4] == f"Made and checked. {heard}Open (list and read files) → Private"


@pytest.mark.parametrize("state", list(JournalState), ids=lambda state: state.value)
def test_every_end_of_a_change_has_its_words(state: JournalState) -> None:
    found = read(document(scan(open_by_policy()), [entry(open_by_policy(), state)]))
    [row] = [row for row in found.rows if row[0].startswith("acme-db-backups")]
    assert row[4] == say(f"change_{state.value}") + "."
    assert "_" not in row[4]


def test_without_changes_nothing_is_said_of_changes() -> None:
    assert (2, "What was changed") not in page(*EVERY_STATE).headings


def test_states_are_told_apart_by_their_words_and_by_their_shapes() -> None:
    chips = {(words, shape) for words, shape, _ in page(*EVERY_STATE).chips}
    assert len({words for words, _ in chips}) == len(chips)
    assert len({shape for _, shape in chips}) == len(chips) == 6
    assert all(words for words, _ in chips)


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_what_a_cloud_says_stays_plain_text_wherever_it_stands(text: str) -> None:
    one = bucket(name=text, tags={text: text}, policy=policy(statement(text), statement(text, text)))
    exposure = msgspec.structs.replace(
        one.exposure,
        caveats=(Caveat(code="objects_may_have_acls"), Caveat(code=text, args={"who": text})),
        unknown=(Unknown(setting=text, reason=Reason.DENIED, permission=text),),
        witness=Witness(who=text, action=text, target=text, context={text: text}),
    )
    hostile = msgspec.structs.replace(one, exposure=exposure, fixes=(text,))
    account = msgspec.structs.replace(OWN, name=text, identity=text, errors=(LACK,), complete=False)
    change = entry(hostile, JournalState.NOT_MADE, message=text, by=text, account=text)
    found = read(document(scan(hostile, accounts=(account,)), [change]))
    assert found.text.replace("\n", "").isprintable()
    assert max(map(len, found.texts)) < 3 * 2_000


def test_a_page_of_no_resource_at_all_says_so() -> None:
    found = page()
    assert found.headings[0] == (1, "There are no buckets here")
    assert "There is nothing here." in found.text


def test_a_verdict_that_does_not_fit_together_is_told_with_its_name() -> None:
    one = open_by_policy()
    torn = msgspec.structs.replace(one, exposure=msgspec.structs.replace(one.exposure, evidence=()))
    with pytest.raises(UnreadableScan, match="acme-db-backups does not fit together"):
        document(scan(torn))


def test_every_verdict_of_the_company_is_a_page_that_is_well_formed() -> None:
    found = read(document(company_scan()))
    assert {State(one.exposure.state) for one in company_scan().resources} == set(State)
    told = [*found.articles, *(" ".join(row) for row in found.rows)]
    assert all(any(one.name in text for text in told) for one in company_scan().resources)
