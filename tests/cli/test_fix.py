"""`ajar fix`: nothing without a yes, each resource with its own result, and the promised exit codes."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ajar.cli import asking
from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.errors import AwsError
from ajar.demo.aws.state import ALL_USERS, Grant, blocked
from ajar.demo.call import Call
from ajar.model.account import Account, AwsAmbient, AwsProfile
from ajar.model.journal import JournalState
from ajar.store import accounts, default_path, findings, journal, open_store
from ajar.words.repair import to_type_for

Ajar = Callable[..., Any]
NAME = "marrow-launch-drafts"
STORY = f"s3://{NAME}"
OTHER = "s3://marrow-drafts-archive"
WRITES = ("Put", "Delete")


def _writes(aws: AwsCloud) -> list[str]:
    return [call.operation for call in aws.calls if call.operation.startswith(WRITES)]


def _states() -> list[JournalState]:
    with open_store() as store:
        return [entry.state for entry in journal.entries(store)]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A terminal at which this is typed, as an answer to whatever is asked."""

    def answer(text: str) -> None:
        monkeypatch.setattr(asking, "_can_ask", lambda: True)
        monkeypatch.setattr("typer.prompt", lambda *_args, **_named: text)
        monkeypatch.setattr("typer.confirm", lambda *_args, **_named: text == "y")

    return answer


def test_made_and_verified_is_zero_and_says_how_to_undo(ajar: Ajar, aws: AwsCloud) -> None:
    done = ajar("fix", STORY, "--yes")
    assert done.code == 0
    assert "Closed. Nobody outside gets in." in done.out
    assert "ajar undo 1" in done.out
    assert aws.world.buckets[NAME].policy is None
    assert _states() == [JournalState.VERIFIED]


def test_without_a_terminal_and_a_yes_it_is_refused_with_two(ajar: Ajar, aws: AwsCloud) -> None:
    done = ajar("fix", STORY)
    assert (done.code, _writes(aws), _states()) == (2, [], [])
    assert "--yes" in done.err


@pytest.mark.parametrize("answer", ["n", ""])
def test_who_does_not_agree_changes_nothing(
    ajar: Ajar, aws: AwsCloud, typed: Callable[[str], None], answer: str
) -> None:
    typed(answer)
    done = ajar("fix", STORY)
    assert (done.code, _writes(aws), _states()) == (2, [], [])


def test_who_agrees_at_the_terminal_needs_no_option(
    ajar: Ajar, aws: AwsCloud, typed: Callable[[str], None]
) -> None:
    typed("y")
    assert ajar("fix", STORY).code == 0
    assert _writes(aws) == ["DeleteBucketPolicy"]


def test_several_at_once_want_words_to_be_typed(
    ajar: Ajar, aws: AwsCloud, typed: Callable[[str], None]
) -> None:
    typed("y")
    assert ajar("fix", STORY, OTHER).code == 2
    assert _writes(aws) == []
    typed(to_type_for(2))
    assert ajar("fix", STORY, OTHER).code == 0
    assert len(_states()) == 2


@pytest.mark.usefixtures("aws")
def test_the_same_resource_named_twice_is_fixed_once(ajar: Ajar) -> None:
    assert ajar("fix", STORY, STORY, f"arn:aws:s3:::{NAME}", "--yes").code == 0
    assert _states() == [JournalState.VERIFIED]


def test_a_stranger_is_asked_where_it_is_to_be_proved(ajar: Ajar, aws: AwsCloud) -> None:
    done = ajar("fix", STORY, "--yes", "--prove")
    assert done.code == 0
    strangers = [call for call in aws.calls if call.account is None]
    with open_store() as store:
        [entry] = journal.entries(store)
    assert bool(strangers) is bool(entry.heard)


def _refuse(aws: AwsCloud, *names: str) -> None:
    def refuse(call: Call) -> None:
        if call.operation.startswith(WRITES) and (not names or call.resource in names):
            raise AwsError("AccessDenied", "Access Denied", 403)

    aws.before.append(refuse)


def test_who_may_read_and_not_write_is_told_the_permission_with_one(ajar: Ajar, aws: AwsCloud) -> None:
    before = aws.world.buckets[NAME].policy
    _refuse(aws)
    done = ajar("fix", STORY, "--yes")
    assert done.code == 1
    assert "s3:DeleteBucketPolicy" in done.out
    assert aws.world.buckets[NAME].policy == before
    assert _states() == [JournalState.NOT_MADE]


def test_one_that_fails_does_not_stop_the_rest(ajar: Ajar, aws: AwsCloud) -> None:
    _refuse(aws, NAME)
    done = ajar("fix", STORY, OTHER, "--yes")
    assert done.code == 1
    assert _states() == [JournalState.VERIFIED, JournalState.NOT_MADE]
    assert f"{NAME}: Nothing was changed" in done.out
    assert "marrow-drafts-archive: Closed" in done.out


def test_one_that_fails_stops_the_rest_where_that_is_asked(ajar: Ajar, aws: AwsCloud) -> None:
    _refuse(aws, NAME)
    done = ajar("fix", STORY, OTHER, "--yes", "--stop-at-failure")
    assert (done.code, _states()) == (1, [JournalState.NOT_MADE])
    assert "1 of 2 were left as they are" in done.err


@pytest.mark.usefixtures("aws")
def test_one_that_has_no_fix_does_not_stop_the_rest_either(ajar: Ajar) -> None:
    done = ajar("fix", "s3://marrow-invoices", STORY, "s3://marrow-no-such-bucket", "--yes")
    assert (done.code, _states()) == (1, [JournalState.VERIFIED])
    assert "There is no fix for marrow-invoices" in done.err
    assert "marrow-no-such-bucket" in done.err
    assert ajar("fix", "s3://marrow-invoices", OTHER, "--yes", "--stop-at-failure").code == 1
    assert len(_states()) == 1
    assert ajar("fix", "s3://marrow-invoices", "s3://marrow-invoices-2", "--yes").code == 1


def test_changed_by_somebody_else_after_the_plan_is_five_and_shows_both(ajar: Ajar, aws: AwsCloud) -> None:
    bucket, seen = aws.world.buckets[NAME], []

    def theirs(call: Call) -> None:
        seen.append(call.operation)
        if call.operation == "GetBucketPolicy" and seen.count(call.operation) == 3:
            bucket.policy = str(bucket.policy).replace("AgencyNeedsThis", "TheyNeedIt")

    aws.before.append(theirs)
    done = ajar("fix", STORY, "--yes")
    assert (done.code, _writes(aws)) == (5, [])
    assert '-            "Sid": "AgencyNeedsThis",' in done.out
    assert '+            "Sid": "TheyNeedIt",' in done.out
    assert "TheyNeedIt" in str(bucket.policy)


def test_deleted_after_the_plan_is_five(ajar: Ajar, aws: AwsCloud) -> None:
    seen = []

    def burn(call: Call) -> None:
        seen.append(call.operation)
        if call.operation == "GetBucketPolicy" and seen.count(call.operation) == 3:
            del aws.world.buckets[NAME]

    aws.before.append(burn)
    done = ajar("fix", STORY, "--yes")
    assert (done.code, _writes(aws)) == (5, [])
    assert "was deleted meanwhile" in done.out


def test_made_with_another_way_in_left_is_three(ajar: Ajar, aws: AwsCloud) -> None:
    seen: list[str] = []

    def theirs(call: Call) -> None:
        """Somebody puts another public policy there, after ours was seen to be gone."""
        seen.append(call.operation)
        if "DeleteBucketPolicy" in seen and call.operation == "GetBucketOwnershipControls":
            aws.world.buckets[NAME].policy = policy

    policy = aws.world.buckets[NAME].policy
    aws.before.append(theirs)
    done = ajar("fix", STORY, "--yes")
    assert (done.code, _states()) == (3, [JournalState.STILL_OPEN])
    assert "still open" in done.out


def test_a_write_of_which_nothing_is_known_is_four_and_is_looked_up(ajar: Ajar, aws: AwsCloud) -> None:
    sent: list[str] = []

    def dark(call: Call) -> None:
        if sent:
            raise AwsError("AccessDenied", "Access Denied", 403)
        if call.operation == "DeleteBucketPolicy":
            sent.append(call.operation)
            raise AwsError("InternalError", "We encountered an internal error.", 500)

    aws.before.append(dark)
    done = ajar("fix", STORY, "--yes")
    assert (done.code, _states()) == (4, [JournalState.WRITING])
    assert "`ajar journal` looks up how far it came" in done.out


def test_ctrl_c_ends_it_after_the_call_under_way_with_130(ajar: Ajar, aws: AwsCloud) -> None:
    def interrupt(call: Call) -> None:
        if call.operation == "DeleteBucketPolicy":
            os.kill(os.getpid(), signal.SIGINT)

    aws.before.append(interrupt)
    done = ajar("fix", STORY, OTHER, "--yes")
    assert done.code == 130
    assert "stopping after the call" in done.err
    assert "1 of 2 were left as they are" in done.err
    assert _states() == [JournalState.VERIFIED], "what was under way is finished, and in the journal"


# --- what others use as well ---


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """A change whose owner is the account: what has to be typed is its number."""
    monkeypatch.setattr(asking, "to_type", lambda _plan: "111122223333")


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("more", [(), ("--confirm", "another"), ("--confirm", "")])
def test_a_shared_owner_wants_its_name_also_where_yes_was_said(
    ajar: Ajar, aws: AwsCloud, more: tuple[str, ...]
) -> None:
    done = ajar("fix", STORY, "--yes", *more)
    assert (done.code, _writes(aws)) == (2, [])
    assert "--confirm 111122223333" in done.err


@pytest.mark.usefixtures("aws", "shared")
def test_a_shared_owner_that_is_named_is_changed(ajar: Ajar, typed: Callable[[str], None]) -> None:
    assert ajar("fix", STORY, "--yes", "--confirm", "111122223333").code == 0
    typed("111122223333")
    assert ajar("fix", OTHER).code == 0


@pytest.mark.usefixtures("shared")
def test_a_shared_owner_that_is_mistyped_is_not_changed(
    ajar: Ajar, aws: AwsCloud, typed: Callable[[str], None]
) -> None:
    typed("1111")
    assert (ajar("fix", STORY).code, _writes(aws)) == (2, [])


WHOLE = ("--fix", "block_account_public_access", "--yes", "--confirm", "111122223333")


def test_two_that_are_closed_by_the_same_block_of_the_account_are_both_closed_by_one_call(
    ajar: Ajar, aws: AwsCloud
) -> None:
    assert ajar("fix", STORY, OTHER, *WHOLE).code == 0
    assert _writes(aws) == ["PutPublicAccessBlock"]
    assert _states() == [JournalState.VERIFIED] * 2
    assert ajar("undo", "1", "2", "--yes", "--confirm", "111122223333").code == 0
    assert aws.world.accounts["111122223333"].block is None


def test_the_second_change_of_one_block_takes_nothing_of_the_first_back(ajar: Ajar, aws: AwsCloud) -> None:
    other = aws.world.buckets["marrow-drafts-archive"]
    other.policy, other.grants, other.ownership, other.block = None, (Grant(ALL_USERS, "READ"),), None, None
    assert ajar("fix", STORY, OTHER, *WHOLE).code == 0
    assert aws.world.accounts["111122223333"].block == blocked("IgnorePublicAcls", "RestrictPublicBuckets")
    with open_store() as store:
        second, first = journal.entries(store)
    assert second.plan.changes[0].before == first.plan.changes[0].after


# --- accounts that were added ---


def _added(**more: Any) -> None:  # noqa: ANN401 - an account's fields
    with open_store() as store:
        accounts.add(store, Account(name="prod", provider="aws", login=AwsAmbient(), **more))


def test_an_account_on_which_fixes_are_not_allowed_is_two(ajar: Ajar, aws: AwsCloud) -> None:
    _added()
    done = ajar("fix", STORY, "--account", "prod", "--yes")
    assert (done.code, _writes(aws)) == (2, [])
    assert "ajar account allow prod" in done.err


@pytest.mark.usefixtures("aws")
def test_an_account_on_which_they_are_is_fixed_and_its_row_is_read_anew(ajar: Ajar) -> None:
    _added(fix=AwsAmbient())
    ajar("scan", "--account", "prod")
    assert ajar("fix", NAME, "--yes").code == 0
    with open_store() as store:
        [entry] = journal.entries(store)
        assert (entry.account, entry.by.endswith("user/ana")) == ("prod", True)
        found = findings.finding(store, "111122223333", f"arn:aws:s3:::{NAME}")
    assert found is not None
    assert found.exposure.state.value != "open"


def test_credentials_for_fixes_that_do_not_work_change_nothing(ajar: Ajar, aws: AwsCloud) -> None:
    _added(fix=AwsProfile("no-such-profile"))
    done = ajar("fix", STORY, "--account", "prod", "--yes")
    assert (done.code, _writes(aws), _states()) == (1, [], [])
    assert "no-such-profile" in done.out


def test_a_journal_that_cannot_be_written_changes_nothing(ajar: Ajar, aws: AwsCloud) -> None:
    default_path().parent.mkdir(parents=True)
    default_path().write_bytes(b"no database")
    done = ajar("fix", STORY, "--yes")
    assert (done.code, _writes(aws)) == (1, [])
    assert "damaged" in done.err


def test_a_lock_that_cannot_be_made_changes_nothing(ajar: Ajar, aws: AwsCloud) -> None:
    open_store().close()
    Path(f"{default_path()}.repairing").mkdir()
    done = ajar("fix", STORY, "--yes")
    assert (done.code, _writes(aws), _states()) == (1, [], [])
    assert "not made" in done.out
