"""`ajar undo`: what a fix changed is put back to the byte, with the same care, and only once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.callers import STAGING_KEY, secret_of
from ajar.demo.aws.errors import AwsError
from ajar.demo.call import Call
from ajar.model.account import Account, AwsAmbient
from ajar.model.journal import JournalState
from ajar.store import accounts, journal, open_store

Ajar = Callable[..., Any]
NAME = "marrow-launch-drafts"
STORY, OTHER = f"s3://{NAME}", "s3://marrow-drafts-archive"


def _states() -> list[JournalState]:
    with open_store() as store:
        return [entry.state for entry in journal.entries(store)]


def test_a_fix_is_put_back_to_the_byte_with_a_warning(ajar: Ajar, aws: AwsCloud) -> None:
    before = aws.world.buckets[NAME].policy
    ajar("fix", STORY, "--yes")
    done = ajar("undo", "1", "--yes")
    assert (done.code, aws.world.buckets[NAME].policy) == (0, before)
    assert "This opens it to anyone on the internet again." in done.err
    assert "It is open again" in done.out
    assert _states() == [JournalState.VERIFIED, JournalState.UNDONE]


def test_without_a_yes_nothing_is_put_back(ajar: Ajar, aws: AwsCloud) -> None:
    ajar("fix", STORY, "--yes")
    assert (ajar("undo", "1").code, aws.world.buckets[NAME].policy) == (2, None)


@pytest.mark.usefixtures("aws")
def test_what_was_put_back_or_never_made_cannot_be_put_back(ajar: Ajar) -> None:
    ajar("fix", STORY, "--yes")
    ajar("undo", "1", "--yes")
    again = ajar("undo", "1", "--yes")
    assert (again.code, "It was put back already." in again.err) == (1, True)
    assert ajar("undo", "7", "--yes").code == 1
    assert ajar("undo", "one", "--yes").code == 1


def test_what_was_not_made_has_nothing_to_put_back(ajar: Ajar, aws: AwsCloud) -> None:
    def refuse(call: Call) -> None:
        if call.operation == "DeleteBucketPolicy":
            raise AwsError("AccessDenied", "Access Denied", 403)

    aws.before.append(refuse)
    ajar("fix", STORY, "--yes")
    done = ajar("undo", "1", "--yes")
    assert (done.code, "nothing to put back" in done.err) == (1, True)


def test_what_somebody_else_changed_since_is_five_and_shows_both(ajar: Ajar, aws: AwsCloud) -> None:
    policy = str(aws.world.buckets[NAME].policy)
    ajar("fix", STORY, "--yes")
    aws.world.buckets[NAME].policy = policy.replace("AgencyNeedsThis", "TheyNeedIt")
    done = ajar("undo", "1", "--yes")
    assert done.code == 5
    assert "somebody else has changed it" in done.err
    assert "TheyNeedIt" in done.err
    assert "TheyNeedIt" in str(aws.world.buckets[NAME].policy)


def test_what_was_deleted_since_is_told(ajar: Ajar, aws: AwsCloud) -> None:
    ajar("fix", STORY, "--yes")
    del aws.world.buckets[NAME]
    done = ajar("undo", "1", "--yes")
    assert (done.code, "was deleted meanwhile" in done.err) == (1, True)


def test_several_are_put_back_and_one_that_cannot_be_does_not_stop_the_rest(
    ajar: Ajar, aws: AwsCloud
) -> None:
    before = aws.world.buckets["marrow-drafts-archive"].policy
    ajar("fix", STORY, OTHER, "--yes")
    del aws.world.buckets[NAME]
    done = ajar("undo", "1", "2", "--yes")
    assert (done.code, aws.world.buckets["marrow-drafts-archive"].policy) == (1, before)
    assert ajar("undo", "1", "2", "--yes").code == 1


WHOLE = ("--yes", "--confirm", "111122223333")


@pytest.mark.usefixtures("aws")
def test_what_else_it_touches_is_judged_with_what_is_called_ours(ajar: Ajar) -> None:
    assert ajar("fix", STORY, "--fix", "block_account_public_access", *WHOLE).code == 0
    ajar("ours", "add", "account", "999988887777")
    done = ajar("undo", "1", *WHOLE)
    touched = [line for line in done.err.splitlines() if "marrow-partner-drop" in line]
    assert (done.code, [("Only your organization" in line, "outsiders" in line) for line in touched]) == (
        0,
        [(True, False)],
    )


def test_an_account_that_was_removed_is_named(ajar: Ajar, aws: AwsCloud) -> None:
    with open_store() as store:
        accounts.add(store, Account(name="prod", provider="aws", login=AwsAmbient(), fix=AwsAmbient()))
    assert ajar("fix", STORY, "--account", "prod", "--yes").code == 0
    with open_store() as store:
        accounts.remove(store, "prod")
    done = ajar("undo", "1", "--yes")
    assert (done.code, aws.world.buckets[NAME].policy) == (1, None)
    assert "no account named prod" in done.err


def test_an_account_that_is_read_only_again_is_two(ajar: Ajar, aws: AwsCloud) -> None:
    with open_store() as store:
        accounts.add(store, Account(name="prod", provider="aws", login=AwsAmbient(), fix=AwsAmbient()))
        ajar("fix", STORY, "--account", "prod", "--yes")
        accounts.replace(store, Account(name="prod", provider="aws", login=AwsAmbient()))
    assert (ajar("undo", "1", "--yes").code, aws.world.buckets[NAME].policy) == (2, None)


def test_credentials_of_another_account_put_back_nothing(
    ajar: Ajar, aws: AwsCloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    ajar("fix", STORY, "--yes")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", STAGING_KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", secret_of(STAGING_KEY))
    done = ajar("undo", "1", "--yes")
    assert (done.code, aws.world.buckets[NAME].policy) == (1, None)
    assert "do not reach account 111122223333" in done.err
