"""What a person chooses for a fix of an AWS policy, what is offered to choose from, and what is no choice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ajar.model.change import Choice, Option
from ajar.policy.aws.language import Policy, parse_policy
from ajar.policy.aws.solver.ranges import common, public, ranges_of, union, wide
from ajar.policy.aws.strange import strange_account
from ajar.policy.aws.values import network
from ajar.providers.aws.s3_bucket.fixes.case import Case
from ajar.providers.kind import CannotPlan, Chosen

ACCOUNTS, ADDRESSES, ORGANIZATION = "accounts", "addresses", "organization"
"""The names of the choices."""

SAMPLE_ADDRESS = "203.0.113.7/32"
"""Of a network that is set aside for examples."""

_ACCOUNT = re.compile(r"[0-9]{12}", re.ASCII)
_ORGANIZATION = re.compile(r"o-[a-z0-9]{10,32}", re.ASCII)
"""The form of an id ("Organization", read 2026-11-24,
https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html)."""
_PRINCIPAL_ACCOUNT = "aws:principalaccount"


def account_choice(case: Case) -> Choice:
    """Accounts: one's own, and those that the policy names already.

    It is tried out with one that is nobody's in particular: others may be let in by it, too.
    """
    named = [one for one in dict.fromkeys(_accounts(case)) if _ACCOUNT.fullmatch(one)]
    return Choice(
        name=ACCOUNTS,
        options=tuple(Option(value=one) for one in named),
        several=True,
        free=True,
        sample=strange_account(named),
    )


def address_choice(case: Case) -> Choice:
    """Networks: one's own, where any are known."""
    own = sorted(case.ours.addresses)
    return Choice(
        name=ADDRESSES,
        options=tuple(Option(value=one) for one in own),
        several=True,
        free=True,
        sample=SAMPLE_ADDRESS,
    )


def organization_choice(case: Case) -> Choice | None:
    """One of one's own organizations; None where there are not several to choose from."""
    own = organizations(case)
    if len(own) < 2:  # noqa: PLR2004 - one alone is no choice
        return None
    return Choice(name=ORGANIZATION, options=tuple(Option(value=one) for one in own), sample=own[0])


def organizations(case: Case) -> tuple[str, ...]:
    """One's own organizations of AWS, sorted."""
    return tuple(sorted(one for one in case.ours.organizations if _ORGANIZATION.fullmatch(one)))


def chosen_accounts(chosen: Chosen) -> tuple[str, ...]:
    """The accounts that were chosen. Raises CannotPlan for none, and for what is no account's id."""
    found = tuple(_listed(chosen, ACCOUNTS))
    for one in found:
        if not _ACCOUNT.fullmatch(one):
            raise CannotPlan("fix_no_account_id", value=one)
    return found


def chosen_addresses(chosen: Chosen) -> tuple[str, ...]:
    """The networks that were chosen, in CIDR form.

    Raises CannotPlan for none, for what is no network, for one without a public address (a request over the
    internet has none of these), and for so many that they are the internet.
    """
    found = tuple(_listed(chosen, ADDRESSES))
    networks = [network(one) for one in found]
    for text, one in zip(found, networks, strict=True):
        if one is None:
            raise CannotPlan("fix_no_network", value=text)
        if not common(ranges_of([one]), public()):
            raise CannotPlan("fix_network_not_public", value=text)
    if wide(common(union(ranges_of(one for one in networks if one is not None)), public())):
        raise CannotPlan("fix_addresses_too_wide", addresses=", ".join(found))
    return tuple(dict.fromkeys(str(one) for one in networks))


def chosen_organization(case: Case, chosen: Chosen) -> str:
    """The organization that was chosen; the only one where there is no choice. Raises CannotPlan for none."""
    own = organizations(case)
    if len(own) == 1:
        return own[0]
    name = chosen.get(ORGANIZATION, "").strip()
    if not name:
        raise CannotPlan("fix_nothing_chosen", choice=ORGANIZATION)
    if name not in own:
        raise CannotPlan("fix_not_your_organization", value=name)
    return name


def _listed(chosen: Chosen, name: str) -> Iterator[str]:
    """The values of a choice, which stand with commas between; each once. Raises CannotPlan for none."""
    values = list(dict.fromkeys(one.strip() for one in chosen.get(name, "").split(",") if one.strip()))
    if not values:
        raise CannotPlan("fix_nothing_chosen", choice=name)
    yield from values


def _accounts(case: Case) -> Iterable[str]:
    """Accounts that may be meant, one's own first; no list names one by its number."""
    yield case.resource.account
    yield from sorted(case.ours.accounts)
    text = case.text()
    policy = parse_policy(text) if text else None
    for statement in policy.statements if isinstance(policy, Policy) else ():
        yield from (one.account for one in statement.principals.listed)
        for condition in statement.conditions:
            if condition.key.lower() == _PRINCIPAL_ACCOUNT:
                yield from condition.values
