"""What a real worker on the demo does with what the person declares: exceptions, their file, and ours."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from ajar.jobs.audit import now
from ajar.model.access import Audience, Capability, State
from ajar.model.kept import KeptState
from ajar.model.ours import AccessException, Own, OwnKind
from ajar.model.row import Row
from ajar.store import findings, kept, open_store, runs
from ajar.worker import protocol as p
from end_to_end.programs import Window
from meant import WHY, meant

ACCOUNT, WWW = "111122223333", "arn:aws:s3:::marrow-www"
STORY, SHUT = "arn:aws:s3:::marrow-launch-drafts", "arn:aws:s3:::marrow-app-config"
AGENCY = Own(kind=OwnKind.ACCOUNT, value="999988887777", name="the agency")


@pytest.fixture
def demo() -> Iterator[tuple[Window, Path]]:
    """A demo worker that has read its production account, and its store."""
    with Window(start=[sys.executable, "-m", "ajar.worker", "--demo"]) as window:
        ready, _ = window.started()
        window.scanned("marrow-prod")
        yield window, Path(ready.store)


def drafted(window: Window, resource: str) -> p.Draft:
    window.ask(p.AskDraft(account=ACCOUNT, resource=resource))
    return window.until(p.Draft)[0]


def exception(window: Window, resource: str = WWW) -> AccessException:
    draft = drafted(window, resource)
    assert draft.exception is not None
    return meant(draft.exception)


def declared(window: Window, said: AccessException, resource: str = WWW) -> tuple[p.Answered, list[Row]]:
    window.ask(p.Declare(account=ACCOUNT, resource=resource, exception=said))
    answer, before = window.until(p.Answered)
    return answer, [row for event in before if isinstance(event, p.Rows) for row in event.rows]


def listed(window: Window) -> p.Exceptions:
    window.ask(p.AskExceptions())
    return window.until(p.Exceptions)[0]


def test_a_draft_is_filled_in_and_declared_and_its_row_follows(demo: tuple[Window, Path]) -> None:
    window, _ = demo
    draft = drafted(window, WWW)
    assert draft.exception is not None
    assert (draft.name, draft.before, draft.trouble) == ("marrow-www", False, "")
    assert (draft.exception.audience, draft.exception.capabilities) == (Audience.PUBLIC, (Capability.READ,))
    assert "download every file" in draft.says
    answer, rows = declared(window, meant(draft.exception))
    assert answer.mistakes == ()
    assert [(row.name, row.account_name, row.on_purpose) for row in rows] == [
        ("marrow-www", "marrow-prod", draft.exception.until)
    ]
    [one] = listed(window).found
    assert (one.kept.exception.reason, one.state, one.account_name) == (WHY, KeptState.COVERED, "marrow-prod")
    window.ask(p.Ask(account=ACCOUNT, resource=WWW))
    details, _ = window.until(p.Details)
    assert details.kept == one.kept
    assert drafted(window, WWW).before


def test_mistakes_are_told_by_field_and_nothing_is_kept(demo: tuple[Window, Path]) -> None:
    window, _ = demo
    wrong = meant(exception(window), reason="ok", until=date(2020, 1, 1))
    answer, rows = declared(window, wrong)
    assert [one.about for one in answer.mistakes] == ["reason", "until"]
    assert (rows, listed(window).found) == ([], ())


def test_what_is_shut_or_gone_has_no_draft_and_says_why(demo: tuple[Window, Path]) -> None:
    window, _ = demo
    shut = drafted(window, SHUT)
    assert (shut.exception, "nothing to keep open" in shut.trouble) == (None, True)
    gone = drafted(window, "arn:aws:s3:::no-such")
    assert (gone.exception, "check again" in gone.trouble) == (None, True)


def test_wider_than_declared_says_by_what_and_withdrawn_is_open_again(demo: tuple[Window, Path]) -> None:
    window, _ = demo
    narrow = meant(exception(window, STORY), capabilities=(Capability.READ,))
    _, rows = declared(window, narrow, STORY)
    assert [(row.on_purpose, row.rank) for row in rows] == [(None, 0)]
    [one] = listed(window).found
    assert one.state is KeptState.WIDER
    assert one.against[0].args["can"] == "list this bucket"
    window.ask(p.Withdraw(account=ACCOUNT, resource=STORY))
    told, before = window.until(p.Exceptions)
    assert told.found == ()
    assert [event for event in before if isinstance(event, p.Rows)]


def test_a_file_is_written_reviewed_and_taken_whole_or_not_at_all(
    demo: tuple[Window, Path], tmp_path: Path
) -> None:
    window, _ = demo
    file = tmp_path / "open-on-purpose.toml"
    declared(window, exception(window))
    window.ask(p.Export(file=str(file)))
    filed, _ = window.until(p.Filed)
    assert (filed.number, filed.mistakes, filed.imported) == (1, (), False)
    window.ask(p.Withdraw(account=ACCOUNT, resource=WWW))
    window.until(p.Exceptions)
    good = file.read_text(encoding="utf-8")
    file.write_text(
        good + good.replace("[[exception]]\n", '[[exception]]\npattern = "*"\n'), encoding="utf-8"
    )
    window.ask(p.Import(file=str(file)))
    filed, _ = window.until(p.Filed)
    assert len(filed.mistakes) == 2
    assert all(line.startswith("line ") for line in filed.mistakes)
    assert listed(window).found == ()
    file.write_text(good, encoding="utf-8")
    window.ask(p.Import(file=str(file)))
    filed, before = window.until(p.Filed)
    assert (filed.number, filed.mistakes) == (1, ())
    assert [row.on_purpose for event in before if isinstance(event, p.Rows) for row in event.rows] != [None]
    assert len(listed(window).found) == 1


@pytest.mark.parametrize("request_of", [p.Export, p.Import])
def test_a_file_that_cannot_be_used_is_told(
    demo: tuple[Window, Path], tmp_path: Path, request_of: type[p.Export | p.Import]
) -> None:
    window, _ = demo
    window.ask(request_of(file=str(tmp_path / "nowhere" / "x.toml")))
    filed, _ = window.until(p.Filed)
    [line] = filed.mistakes
    assert "x.toml cannot be" in line


def test_what_is_called_theirs_changes_what_was_found_and_tells_before_and_after(
    demo: tuple[Window, Path],
) -> None:
    window, store = demo
    with open_store(store) as opened:
        runs_before = runs.begin(opened, now())
    window.ask(p.CallOurs(own=AGENCY))
    answer, before = window.until(p.Answered)
    moved = {one.after.name: (one.before.state, one.after.audience) for one in answer.otherwise}
    assert moved["marrow-partner-drop"] == (State.SHARED, Audience.ORGANIZATION)
    rows = [row for event in before if isinstance(event, p.Rows) for row in event.rows]
    assert {row.name for row in rows} >= set(moved)
    [known] = [event for event in before if isinstance(event, p.OursKnown)]
    assert known.own == (AGENCY,)
    with open_store(store) as opened:
        assert runs.begin(opened, now()) == runs_before + 2
    window.ask(p.CallOurs(own=AGENCY, no_longer=True))
    answer, _ = window.until(p.Answered)
    assert {one.after.state for one in answer.otherwise} == {State.SHARED}
    window.ask(p.CallOurs(own=AGENCY, no_longer=True))
    answer, _ = window.until(p.Answered)
    assert [one.code for one in answer.mistakes] == ["own_not_there"]


def test_a_wrong_value_is_told_and_keeps_nothing(demo: tuple[Window, Path]) -> None:
    window, _ = demo
    window.ask(p.CallOurs(own=msgspec.structs.replace(AGENCY, value="99")))
    answer, _ = window.until(p.Answered)
    assert [one.about for one in answer.mistakes] == ["value"]
    window.ask(p.AskOurs())
    known, _ = window.until(p.OursKnown)
    assert known.own == ()


def test_the_demo_offers_its_own_accounts_and_reads_no_profile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config"
    config.write_text("[profile mine]\nrole_arn = arn:aws:iam::444455556666:role/Audit\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    with Window(start=[sys.executable, "-m", "ajar.worker", "--demo"]) as window:
        window.started()
        window.scanned("marrow-prod", "finch-web")
        window.ask(p.AskOurs())
        known, _ = window.until(p.OursKnown)
    offered = {one.own.value: one.code for one in known.offered}
    assert offered[ACCOUNT] == "offered_account"
    assert "444455556666" not in offered


def test_what_is_declared_while_a_check_runs_counts_when_it_is_over(demo: tuple[Window, Path]) -> None:
    window, store = demo
    said = exception(window)
    window.ask(p.Scan(accounts=("marrow-prod",)))
    window.ask(p.Declare(account=ACCOUNT, resource=WWW, exception=said))
    window.until(p.Answered)
    window.until(p.Scanned)
    with open_store(store) as opened:
        finding = findings.finding(opened, ACCOUNT, WWW)
        assert finding is not None
        assert finding.exposure.exception == said


def test_one_that_ended_is_open_again_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, demo: tuple[Window, Path]
) -> None:
    window, store = demo
    declared(window, exception(window))
    with open_store(store) as source:
        finding = findings.finding(source, ACCOUNT, WWW)
        [one] = kept.everything(source)
    assert finding is not None
    ended = msgspec.structs.replace(one.exception, until=now().date() - timedelta(days=1))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    with open_store() as own:
        kept.put(own, [msgspec.structs.replace(one, exception=ended)])
        still = msgspec.structs.replace(finding.exposure, exception=ended)
        findings.keep(own, runs.begin(own, now()), [msgspec.structs.replace(finding, exposure=still)], "p")
    with Window() as real:
        _, rows = real.started()
        assert [(row.name, row.on_purpose) for row in rows] == [("marrow-www", None)]
        [told] = listed(real).found
        assert told.state is KeptState.ENDED
