"""Whom and what a policy names: principals, and what its conditions speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ajar.policy.aws.language import Condition, Policy
from ajar.policy.aws.principals import Form, Principal
from ajar.policy.aws.solver.worlds import NETWORK_KEYS

_ACCOUNT = re.compile(r"[0-9]{12}")
_ORGANIZATION = re.compile(r"(o-[a-z0-9]+)(?:/.*)?", re.DOTALL | re.IGNORECASE)
_UNIQUE = re.compile(r"((?:AIDA|AROA)[A-Z0-9]+)(?::.*)?", re.DOTALL)
_ACCOUNTS = {"aws:principalaccount", "aws:sourceaccount", "aws:sourceowner"}
_ARNS = {"aws:principalarn", "aws:sourcearn"}
_ORGANIZATIONS = {
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
}
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
_ENDPOINT_OF = "aws:vpceaccount"
_ARN_ACCOUNT = 4  # which part of an ARN names the account


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What one policy names, as far as it tells people apart.

    `services` holds the empty name where any service may be meant. `by_network` says that it tells the
    internet from other networks, some of them by the accounts and organizations that are behind them.
    """

    principals: tuple[Principal, ...]
    accounts: frozenset[str]
    account_patterns: frozenset[str]
    organizations: frozenset[str]
    unique_ids: frozenset[str]
    vpcs: frozenset[str]
    endpoints: frozenset[str]
    services: tuple[str, ...]
    by_network: bool
    behind_accounts: frozenset[str]
    behind_organizations: frozenset[str]


def named_by(policy: Policy) -> Named:
    """All that the policy names, in Allows and Denies."""
    conditions = [one for statement in policy.statements for one in statement.conditions]
    principals = tuple(dict.fromkeys(p for s in policy.statements for p in s.principals.listed))
    told = [(one.key.lower(), value) for one in conditions for value in one.values]
    keys = {one.key.lower() for one in conditions}
    found = frozenset(_accounts(told))
    by_principal = {one.account for one in principals if one.account}
    return Named(
        principals=principals,
        accounts=frozenset(one for one in found if _ACCOUNT.fullmatch(one)) | by_principal,
        account_patterns=frozenset(one for one in found if "*" in one or "?" in one),
        organizations=frozenset(_organizations(told, _ORGANIZATIONS)),
        unique_ids=frozenset(_unique_ids(told)),
        vpcs=frozenset(value for name, value in told if name == "aws:sourcevpc" and _exact(value)),
        endpoints=frozenset(value for name, value in told if name == "aws:sourcevpce" and _exact(value)),
        services=_services(principals, conditions, keys),
        by_network=bool(keys & NETWORK_KEYS),
        behind_accounts=frozenset(
            v for name, v in told if name == "aws:vpceaccount" and _ACCOUNT.fullmatch(v)
        ),
        behind_organizations=frozenset(_organizations(told, {"aws:vpceorgid", "aws:vpceorgpaths"})),
    )


def _services(
    principals: tuple[Principal, ...], conditions: list[Condition], keys: set[str]
) -> tuple[str, ...]:
    names = [one.name for one in principals if one.form is Form.SERVICE]
    asked = [v for c in conditions if c.key.lower() == "aws:principalservicename" for v in c.values]
    any_one = [""] if keys & _SERVICE_KEYS else []
    return tuple(dict.fromkeys([*names, *(one for one in asked if _exact(one)), *any_one]))


def _accounts(told: list[tuple[str, str]]) -> Iterator[str]:
    for name, value in told:
        if name in _ACCOUNTS:
            yield value
        elif name in _ARNS and value.count(":") >= _ARN_ACCOUNT:
            yield value.split(":")[_ARN_ACCOUNT]
        elif name == "aws:userid" and _ACCOUNT.fullmatch(value.partition(":")[0]):
            yield value.partition(":")[0]


def _organizations(told: list[tuple[str, str]], keys: set[str]) -> Iterator[str]:
    for name, value in told:
        found = _ORGANIZATION.fullmatch(value) if name in keys else None
        if found:
            yield found[1].lower()


def _unique_ids(told: list[tuple[str, str]]) -> Iterator[str]:
    for name, value in told:
        found = _UNIQUE.fullmatch(value) if name == "aws:userid" else None
        if found:
            yield found[1]


def _exact(value: str) -> bool:
    return not {"*", "?", "$"} & set(value)
