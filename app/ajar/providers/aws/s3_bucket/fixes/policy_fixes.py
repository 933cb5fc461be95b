"""The fixes of a policy, of a bucket's or an access point's, and what each leaves to choose."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from ajar.model.access import State
from ajar.model.change import Change, Choice
from ajar.model.facts import Facts
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.policy.aws.language import Statement
from ajar.policy.aws.principals import Form
from ajar.providers.aws.s3_bucket.fixes import chosen as choice
from ajar.providers.aws.s3_bucket.fixes.case import Case, Terrain
from ajar.providers.aws.s3_bucket.fixes.narrowing import ADDRESSES, Only
from ajar.providers.aws.s3_bucket.fixes.statements import Fits, all_fit, limited, removed
from ajar.providers.kind import Chosen, Fix

_AS_TEXT = ("StringEquals", "StringLike")
"""Of a value without wildcards both say the same ("IAM JSON policy elements: Condition operators", read
2026-11-24,
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html)."""

_NOT_AT_AN_ADDRESS = {Form.SERVICE, Form.ORIGIN_IDENTITY, Form.DELETED}

Planner = Callable[[Case, Chosen], "tuple[Change, ...]"]
Choosing = Callable[[Case], "tuple[Choice, ...]"]


def policy_fixes(terrain: Terrain) -> tuple[Fix, ...]:
    """The fixes of such a resource's own policy, the least invasive first."""
    return (
        fix(terrain, "remove_statement", lambda case, _: removed(case)),
        fix(terrain, "narrow_to_account", _to_account),
        fix(terrain, "narrow_to_organization", _to_organization, _organizations),
        fix(terrain, "narrow_to_accounts", _to_accounts, lambda case: (choice.account_choice(case),)),
        fix(terrain, "narrow_to_addresses", _to_addresses, lambda case: (choice.address_choice(case),)),
    )


def fix(terrain: Terrain, name: str, planner: Planner, choosing: Choosing = lambda _: ()) -> Fix:
    """A fix whose plan and choices are made of the resource as a case."""

    def case(resource: Resource, facts: Facts, ours: Ours, at: datetime) -> Case:
        return Case(terrain=terrain, resource=resource, facts=facts, ours=ours, at=at)

    def plan(
        resource: Resource, facts: Facts, ours: Ours, at: datetime, chosen: Chosen
    ) -> tuple[Change, ...]:
        return planner(case(resource, facts, ours, at), chosen)

    def choices(resource: Resource, facts: Facts, ours: Ours, at: datetime) -> tuple[Choice, ...]:
        return choosing(case(resource, facts, ours, at))

    return Fix(name=name, plan=plan, choices=choices)


def _to_account(case: Case, _: Chosen) -> tuple[Change, ...]:
    """Only one's own account, whose users and roles then live off the statement as they did.

    Everyone stays its principal: the account's root in its place would grant nobody anything that a policy of
    their own does not grant as well ("Principal for AWS account", in "AWS JSON policy elements: Principal",
    read 2026-11-24,
    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html).
    """
    own = case.resource.account
    return limited(case, Only(_AS_TEXT, "aws:PrincipalAccount", (own,)), _of_accounts({own}))


def _to_organization(case: Case, chosen: Chosen) -> tuple[Change, ...]:
    fits = _of_accounts(case.ours.accounts)
    if not choice.organizations(case) or not all_fit(case, fits):
        return ()
    name = choice.chosen_organization(case, chosen)
    return limited(case, Only(_AS_TEXT, "aws:PrincipalOrgID", (name,)), fits)


def _to_accounts(case: Case, chosen: Chosen) -> tuple[Change, ...]:
    if not _are_strangers(case) or not all_fit(case, lambda _: True):
        return ()
    accounts = choice.chosen_accounts(chosen)
    return limited(case, Only(_AS_TEXT, "aws:PrincipalAccount", accounts), _of_accounts(accounts))


def _to_addresses(case: Case, chosen: Chosen) -> tuple[Change, ...]:
    if not _are_strangers(case) or not all_fit(case, _is_at_an_address):
        return ()
    addresses = choice.chosen_addresses(chosen)
    return limited(case, Only((ADDRESSES,), "aws:SourceIp", addresses), _is_at_an_address)


def _are_strangers(case: Case) -> bool:
    """Whether strangers get in, or may: of those who are named a choice of others closes nothing."""
    return case.exposure.state in (State.OPEN, State.UNKNOWN)


def _organizations(case: Case) -> tuple[Choice, ...]:
    found = choice.organization_choice(case)
    return () if found is None else (found,)


def _of_accounts(accounts: Iterable[str]) -> Fits:
    """Whether a statement is about people of one of these accounts, among others."""
    meant = frozenset(accounts)

    def fits(statement: Statement) -> bool:
        who = statement.principals
        return who.wild() or any(one.account in meant for one in who.listed)

    return fits


def _is_at_an_address(statement: Statement) -> bool:
    """Whether it is about people who ask over the internet, and not only about AWS's own services."""
    who = statement.principals
    return who.wild() or any(one.form not in _NOT_AT_AN_ADDRESS for one in who.listed)
