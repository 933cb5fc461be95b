"""The accounts in the store: unique names, the person's order, every login, and no trace once removed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ajar.model.account import (
    Account,
    AwsAmbient,
    AwsKeys,
    AwsProfile,
    AwsRole,
    GcpAdc,
    GcpImpersonate,
    GcpKey,
    Login,
)
from ajar.model.run import AccountSummary, Run
from ajar.store import NameTaken, Store, accounts, findings, history, open_store, runs
from invented import CLOSED, MORNING, OPEN, finding

LOGINS: list[Login] = [
    AwsAmbient(),
    AwsProfile("prod"),
    AwsKeys("AKIAEXAMPLE"),
    AwsRole(role_arn="arn:aws:iam::123456789012:role/audit", external_id="x", source=AwsProfile("p")),
    GcpAdc(("p", "q")),
    GcpKey(client_email="a@p.iam.gserviceaccount.com"),
    GcpImpersonate(service_account="b@p.iam.gserviceaccount.com", projects=("p",)),
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "ajar.db") as opened:
        yield opened


def account(name: str, login: Login | None = None) -> Account:
    return Account(name=name, provider="aws", login=login or AwsAmbient())


def test_accounts_of_every_login_come_back_in_the_order_they_were_added(store: Store) -> None:
    added = [account(f"{9 - place}", login) for place, login in enumerate(LOGINS)]
    for one in added:
        accounts.add(store, one)
    assert accounts.all_accounts(store) == tuple(added)


@pytest.mark.parametrize("again", ["Prod", "prod", "PROD"])
def test_a_name_is_taken_once_capitals_aside(store: Store, again: str) -> None:
    accounts.add(store, account("Prod"))
    with pytest.raises(NameTaken, match=f"named {again} already"):
        accounts.add(store, account(again, AwsProfile("other")))
    assert accounts.all_accounts(store) == (account("Prod"),)


def test_an_account_is_found_by_its_name(store: Store) -> None:
    accounts.add(store, account("Prod"))
    assert accounts.account(store, "prod") == account("Prod")
    assert accounts.account(store, "web") is None


def test_what_is_learnt_of_an_account_replaces_it_in_its_place(store: Store) -> None:
    for name in ("one", "two"):
        accounts.add(store, account(name))
    learnt = Account(name="one", provider="aws", login=AwsAmbient(), ids=("123456789012",), identity="ana")
    accounts.replace(store, learnt)
    accounts.replace(store, account("never added"))
    assert accounts.all_accounts(store) == (learnt, account("two"))


def test_removing_an_account_takes_its_rows_history_and_runs_and_leaves_the_others(store: Store) -> None:
    for number, name in enumerate(("prod", "web")):
        accounts.add(store, account(name))
        one = f"{number:012}"
        run = runs.begin(store, MORNING)
        findings.keep(store, run, [finding(name, OPEN, account=one)], name)
        findings.keep(store, run, [finding(name, CLOSED, account=one)], name)
        summary = AccountSummary(provider="aws", id=one, name=name)
        runs.finish(store, run, Run(started=MORNING, finished=MORNING, accounts=(summary,)))
    accounts.remove(store, "prod")
    assert accounts.all_accounts(store) == (account("web"),)
    assert [entry.account_name for entry in findings.rows(store)] == ["web"]
    assert history.history(store, f"{0:012}", "arn:aws:s3:::prod") == ()
    assert len(history.history(store, f"{1:012}", "arn:aws:s3:::web")) == 1
    assert runs.last_run(store, "prod") is None
    assert runs.last_run(store, "web") is not None
    accounts.add(store, account("prod"))


def test_what_was_removed_is_not_in_the_file_any_more(tmp_path: Path) -> None:
    path = tmp_path / "ajar.db"
    with open_store(path) as store:
        accounts.add(store, account("confidential-name"))
        run = runs.begin(store, MORNING)
        findings.keep(store, run, [finding("confidential-bucket", OPEN)], "confidential-name")
        summary = AccountSummary(provider="aws", id="1", name="confidential-name")
        runs.finish(store, run, Run(started=MORNING, finished=MORNING, accounts=(summary,)))
        accounts.remove(store, "confidential-name")
    assert b"confidential" not in path.read_bytes()
