"""What the person calls their own: put into the store, judged again by it, and what may be theirs as well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from ajar.jobs.declaring import Mistaken
from ajar.jobs.whose import Rejudged, judge_stored
from ajar.model.account import Account, Source
from ajar.model.mistake import Mistake
from ajar.model.ours import Offered, Own, OwnKind
from ajar.model.own_value import spelled
from ajar.model.run import AccountSummary
from ajar.store import Store, accounts, ours, runs


def checked(store: Store, one: Own) -> Own:
    """The same as it is kept: in its one spelling. Raises Mistaken."""
    value = spelled(one.kind, one.value)
    wrong = [value] if isinstance(value, Mistake) else []
    known = accounts.account(store, one.account) if one.account else None
    if one.account and known is None:
        wrong.append(Mistake(about="account", code="own_unknown_account", args={"name": one.account}))
    if wrong or isinstance(value, Mistake):
        raise Mistaken(*wrong)
    account = known.name if known is not None else ""
    return msgspec.structs.replace(one, value=value, name=one.name.strip(), account=account)


def call_ours(store: Store, one: Own) -> tuple[Rejudged, ...]:
    """Call this theirs, and judge what was found again: what stands otherwise. Raises Mistaken."""
    ours.put(store, checked(store, one))
    return judge_stored(store)


def call_not_ours(store: Store, one: Own) -> tuple[Rejudged, ...]:
    """Call it theirs no longer, whatever its name. Raises Mistaken, also where it was not called so.

    It may count in an account that was removed since.
    """
    value = spelled(one.kind, one.value)
    if isinstance(value, Mistake):
        raise Mistaken(value)
    if not ours.remove(store, msgspec.structs.replace(one, value=value)):
        raise Mistaken(Mistake(about="value", code="own_not_there", args={"value": one.value}))
    return judge_stored(store)


def offered(store: Store, sources: Iterable[Source]) -> tuple[Offered, ...]:
    """What may be theirs as well, each with why: what is known of the added accounts, and of these profiles.

    What counts already in every account, because it is called theirs or because each knows it by itself, is
    not offered.
    """
    added = accounts.all_accounts(store)
    seen = {account.name: _summaries(store, account) for account in added}
    known = {account.name: _known(account, seen[account.name]) for account in added}
    taken = {(one.kind, one.value) for one in ours.everything(store) if not one.account}
    found: list[Offered] = []
    for one in (*_of_accounts(added, seen), *_of_profiles(sources)):
        what = (one.own.kind, one.own.value)
        everywhere = bool(known) and all(what in each for each in known.values())
        if what not in taken and not everywhere:
            taken.add(what)
            found.append(one)
    return tuple(found)


_What = tuple[OwnKind, str]


def _summaries(store: Store, account: Account) -> tuple[AccountSummary, ...]:
    last = runs.last_run(store, account.name)
    return last.accounts if last else ()


def _known(account: Account, summaries: Iterable[AccountSummary]) -> set[_What]:
    """What an account knows by itself to be theirs, as far as it was seen."""
    found: set[_What] = {(OwnKind.ACCOUNT, value) for value in account.ids}
    for one in summaries:
        found |= {(OwnKind.ACCOUNT, value) for value in (one.id, *one.ours.accounts)}
        found |= {(OwnKind.ORGANIZATION, value) for value in one.ours.organizations}
        found |= {(OwnKind.DOMAIN, value) for value in one.ours.domains}
    return found


def _of_accounts(added: Iterable[Account], seen: dict[str, tuple[AccountSummary, ...]]) -> Iterator[Offered]:
    for account in added:
        summaries = seen[account.name]
        organizations = {one.organization for one in summaries if one.organization}
        domains = {domain for one in summaries for domain in one.ours.domains}
        for kind, values in (
            (OwnKind.ACCOUNT, account.ids or tuple(one.id for one in summaries)),
            (OwnKind.ORGANIZATION, sorted(organizations)),
            (OwnKind.DOMAIN, sorted(domains)),
        ):
            for value in values:
                own = Own(kind=kind, value=value, name=account.name)
                yield Offered(own=own, code=f"offered_{kind.value}", args={"name": account.name})


def _of_profiles(sources: Iterable[Source]) -> Iterator[Offered]:
    for source in sources:
        for value in source.reaches:
            own = Own(kind=OwnKind.ACCOUNT, value=value, name=source.name)
            yield Offered(own=own, code="offered_profile", args={"name": source.name})
