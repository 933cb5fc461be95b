"""Whom and what a policy names: principals, and the ids its conditions speak of, whole or as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ajar.policy.aws.language import Condition, Policy
from ajar.policy.aws.principals import Form, Principal
from ajar.policy.aws.solver.worlds import NETWORK_KEYS

_ACCOUNT = re.compile(r"[0-9]{12}")
_ORGANIZATION = re.compile(r"o-[a-z0-9]+")
_UNIQUE = re.compile(r"(?:AIDA|AROA)[A-Z0-9]+")
_ANY = re.compile(r"[^*?$]+")
_ACCOUNTS = {"aws:principalaccount", "aws:sourceaccount", "aws:sourceowner"}
_ARNS = {"aws:principalarn", "aws:sourcearn"}
_ORGANIZATIONS = {
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
}
_BEHIND_ACCOUNTS = {"aws:vpceaccount"}
_BEHIND_ORGANIZATIONS = {"aws:vpceorgid", "aws:vpceorgpaths"}
_SERVICE_KEYS = {
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "aws:sourceowner",
    "aws:principalisawsservice",
    "aws:principalservicename",
    "aws:principalservicenameslist",
}
_OF_ONE_IDENTITY = {"aws:principalarn", "aws:principaltype", "aws:userid", "aws:username"}
_OF_ONE_ORGANIZATION = {"aws:principalorgid", "aws:principalorgpaths"}
_VARIABLE = re.compile(r"\$\{([A-Za-z0-9]+:[^},\s]+)")
_ARN_ACCOUNT = 4  # which part of an ARN names the account


@dataclass(frozen=True, slots=True)
class Ids:
    """Ids of one sort: those that are named whole, and the patterns with wildcards."""

    whole: frozenset[str]
    patterns: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What one policy names, as far as it tells people apart.

    `services` holds the empty name where any service may be meant. `by_network` says that it tells the
    internet from other networks, some of them by the accounts and organizations that are `behind` them.
    `by_identity` says that it asks more than one thing of what a principal is called, and `by_organization`
    that it asks for both an organization and a place in one: such answers hang together.
    """

    principals: tuple[Principal, ...]
    asked_accounts: frozenset[str]
    accounts: Ids
    organizations: Ids
    unique_ids: Ids
    vpcs: Ids
    endpoints: Ids
    behind_accounts: Ids
    behind_organizations: Ids
    services: tuple[str, ...]
    by_network: bool
    by_identity: bool
    by_organization: bool

    @property
    def untold(self) -> bool:
        """Whether it tells people apart by more patterns than can be looked at."""
        sorts = (self.accounts, self.organizations, self.vpcs, self.endpoints)
        return any(len(ids.patterns) > TOLD_APART for ids in sorts)


TOLD_APART = 5
"""Patterns of one sort of ids of which each set is looked at; of more, each alone, none, and all."""


def named_by(policy: Policy) -> Named:
    """All that the policy names, in Allows and Denies."""
    conditions = [one for statement in policy.statements for one in statement.conditions]
    principals = tuple(dict.fromkeys(p for s in policy.statements for p in s.principals.listed))
    told = [(one.key.lower(), value) for one in conditions for value in one.values]
    keys = {one.key.lower() for one in conditions} | set(_variables(policy))
    accounts = _ids(_accounts(told), _ACCOUNT)
    by_principal = frozenset(one.account for one in principals if one.account)
    behind = _ids(_of(told, _BEHIND_ACCOUNTS), _ACCOUNT)
    return Named(
        principals=principals,
        asked_accounts=accounts.whole,
        accounts=Ids(accounts.whole | by_principal, accounts.patterns | behind.patterns),
        organizations=_organizations(told, _ORGANIZATIONS | _BEHIND_ORGANIZATIONS),
        unique_ids=_ids((one.partition(":")[0] for one in _of(told, {"aws:userid"})), _UNIQUE),
        vpcs=_ids(_of(told, {"aws:sourcevpc"}), _ANY),
        endpoints=_ids(_of(told, {"aws:sourcevpce"}), _ANY),
        behind_accounts=behind,
        behind_organizations=_organizations(told, _BEHIND_ORGANIZATIONS),
        services=_services(principals, conditions),
        by_network=bool(keys & NETWORK_KEYS),
        by_identity=_asks_who(policy, keys & _OF_ONE_IDENTITY),
        by_organization=keys >= _OF_ONE_ORGANIZATION,
    )


def _asks_who(policy: Policy, keys: set[str]) -> bool:
    """Whether what it asks of a principal's names hangs together: with each other, or with whom it spares."""
    spares = any(statement.principals.negated for statement in policy.statements)
    return len(keys) > 1 or (bool(keys) and spares)


def _variables(policy: Policy) -> Iterator[str]:
    """The keys that its variables stand for, in lower case."""
    for statement in policy.statements:
        values = (value for condition in statement.conditions for value in condition.values)
        for text in (*statement.resources.listed, *values):
            yield from (found.lower() for found in _VARIABLE.findall(text))


def _ids(found: Iterable[str], form: re.Pattern[str]) -> Ids:
    listed = frozenset(one for one in found if "$" not in one)
    patterns = frozenset(one for one in listed if "*" in one or "?" in one)
    return Ids(frozenset(one for one in listed - patterns if form.fullmatch(one)), patterns)


def _of(told: list[tuple[str, str]], keys: set[str]) -> Iterator[str]:
    return (value for name, value in told if name in keys)


def _organizations(told: list[tuple[str, str]], keys: set[str]) -> Ids:
    """Organizations by their ids, which paths begin with; those have small letters only."""
    return _ids((value.partition("/")[0].lower() for value in _of(told, keys)), _ORGANIZATION)


def _accounts(told: list[tuple[str, str]]) -> Iterator[str]:
    """Accounts by themselves, in ARNs, and as the unique ids of their root users."""
    for name, value in told:
        if name in _ACCOUNTS:
            yield value
        elif name in _ARNS and value.count(":") >= _ARN_ACCOUNT:
            yield value.split(":")[_ARN_ACCOUNT]
        elif name == "aws:userid" and not value[:1].isalpha():
            yield value.partition(":")[0]


def _services(principals: tuple[Principal, ...], conditions: list[Condition]) -> tuple[str, ...]:
    """The services that it names; any one may be meant where it asks about one, or for no network at all."""
    names = [one.name for one in principals if one.form is Form.SERVICE]
    asked = [v for c in conditions if c.key.lower() == "aws:principalservicename" for v in c.values]
    any_one = [""] if any(map(_may_mean_service, conditions)) else []
    return tuple(dict.fromkeys([*names, *(one for one in asked if _ANY.fullmatch(one)), *any_one]))


def _may_mean_service(condition: Condition) -> bool:
    name = condition.key.lower()
    return name in _SERVICE_KEYS or (name in NETWORK_KEYS and condition.operator == "Null")
