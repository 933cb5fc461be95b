"""What the person calls theirs: in one spelling, judged again at once; what may be theirs is only offered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ajar.jobs.audit import now
from ajar.jobs.calling_ours import call_not_ours, call_ours, offered
from ajar.jobs.declaring import Mistaken
from ajar.jobs.keeping import keep_apart
from ajar.model.account import Account, AwsProfile, GcpAdc, Source
from ajar.model.ours import Ours, Own, OwnKind
from ajar.model.run import AccountSummary, Run
from ajar.store import Store, accounts, open_store, ours, runs
from verdicts import bucket, policy, statement

PARTNER = Own(kind=OwnKind.ACCOUNT, value="993812042210", name="the agency")
DROP = bucket(policy=policy(statement("Drop", {"AWS": PARTNER.value})))
PROD = Account(name="prod", provider="aws", login=AwsProfile("prod"), ids=("111122223333",))
WEB = Account(name="web", provider="gcp", login=GcpAdc(), ids=("acme-web",))
ABOVE = "424242424242"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "ajar.db") as opened:
        keep_apart(opened, [DROP], "prod")
        yield opened


def read(store: Store, *summaries: AccountSummary) -> None:
    """Note a check that came to this."""
    number = runs.begin(store, now())
    runs.finish(store, number, Run(started=now(), finished=now(), accounts=summaries))


def test_what_is_called_theirs_is_judged_again_and_back(store: Store) -> None:
    assert [one.after.resource.name for one in call_ours(store, PARTNER)] == [DROP.resource.name]
    assert call_ours(store, PARTNER) == ()
    assert len(call_not_ours(store, PARTNER)) == 1
    with pytest.raises(Mistaken) as caught:
        call_not_ours(store, PARTNER)
    assert caught.value.mistakes[0].code == "own_not_there"


def test_a_mistake_keeps_nothing_and_each_is_told(store: Store) -> None:
    wrong = Own(kind=OwnKind.ADDRESS, value="::/0", account="nobody")
    with pytest.raises(Mistaken) as caught:
        call_ours(store, wrong)
    assert [one.about for one in caught.value.mistakes] == ["value", "account"]
    assert ours.everything(store) == ()


def test_the_account_that_it_counts_in_is_kept_as_it_is_spelled(store: Store) -> None:
    accounts.add(store, PROD)
    call_ours(store, Own(kind=OwnKind.DOMAIN, value=" Acme.Example ", name=" us ", account="PROD"))
    [one] = ours.everything(store)
    assert one == Own(kind=OwnKind.DOMAIN, value="acme.example", name="us", account="prod")
    accounts.remove(store, "prod")
    call_not_ours(store, one)
    assert ours.everything(store) == ()


def test_what_is_known_of_the_accounts_is_offered_with_why(store: Store) -> None:
    accounts.add(store, PROD)
    accounts.add(store, WEB)
    own = Ours(
        accounts=frozenset({"acme-web"}),
        organizations=frozenset({ABOVE}),
        domains=frozenset({"acme.com"}),
    )
    read(store, AccountSummary(provider="aws", id="111122223333", name="prod", organization="o-ab12cd34ef"))
    read(
        store,
        AccountSummary(provider="gcp", id="acme-web", name="web", organization=ABOVE, ours=own),
    )
    told = [(one.own.kind, one.own.value, one.own.name, one.code) for one in offered(store, [])]
    assert told == [
        (OwnKind.ACCOUNT, "111122223333", "prod", "offered_account"),
        (OwnKind.ORGANIZATION, "o-ab12cd34ef", "prod", "offered_organization"),
        (OwnKind.ACCOUNT, "acme-web", "web", "offered_account"),
        (OwnKind.ORGANIZATION, ABOVE, "web", "offered_organization"),
        (OwnKind.DOMAIN, "acme.com", "web", "offered_domain"),
    ]
    call_ours(store, Own(kind=OwnKind.ACCOUNT, value="acme-web"))
    call_ours(store, Own(kind=OwnKind.ORGANIZATION, value=ABOVE, account="prod"))
    left = [one.own.value for one in offered(store, [])]
    assert left == ["111122223333", "o-ab12cd34ef", ABOVE, "acme.com"]


def test_what_the_only_account_knows_by_itself_is_not_offered(store: Store) -> None:
    accounts.add(store, PROD)
    mine = Ours(accounts=frozenset({"111122223333"}), organizations=frozenset({"o-ab12cd34ef"}))
    read(
        store,
        AccountSummary(
            provider="aws", id="111122223333", name="prod", organization="o-ab12cd34ef", ours=mine
        ),
    )
    profiles = [
        Source(provider="aws", name=name, login=AwsProfile(name), reaches=(value,))
        for name, value in (("prod", "111122223333"), ("staging", "444455556666"), ("again", "444455556666"))
    ]
    [one] = offered(store, profiles)
    assert (one.own.value, one.own.name, one.code) == ("444455556666", "staging", "offered_profile")


def test_profiles_are_offered_before_any_account_is_added(store: Store) -> None:
    source = Source(provider="aws", name="prod", login=AwsProfile("prod"), reaches=("111122223333",))
    assert [one.own.value for one in offered(store, [source])] == ["111122223333"]
