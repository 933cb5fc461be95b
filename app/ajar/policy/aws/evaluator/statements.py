"""Whether a statement is about a request: its principals, actions, resources and conditions, one by one.

Sources, under https://docs.aws.amazon.com/IAM/latest/UserGuide/ and read 2026-11-24: "AWS JSON policy
elements: Principal" (reference_policies_elements_principal.html), "... NotPrincipal"
(reference_policies_elements_notprincipal.html), "IAM JSON policy elements: Action"
(reference_policies_elements_action.html), "... Resource" (reference_policies_elements_resource.html).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from ajar.policy.aws.evaluator.conditions import Context, holds
from ajar.policy.aws.evaluator.globs import ANY_RUN, beginning, fits, fits_arn, marked
from ajar.policy.aws.evaluator.logic import every, opposite, some
from ajar.policy.aws.evaluator.variables import Lost, filled
from ajar.policy.aws.language import Patterns, Statement
from ajar.policy.aws.principals import Form, Principal, Principals
from ajar.policy.aws.request import Caller, Request

_ARN_PARTS = 6


def applies(statement: Statement, request: Request, *, variables: bool) -> bool | None:
    """Whether the statement is about the request; None where the documentation does not tell.

    `variables` says whether the policy's version knows them.
    """
    return every(_parts(statement, request, variables=variables))


def _parts(statement: Statement, request: Request, *, variables: bool) -> Iterator[bool | None]:
    yield means_action(statement.actions, request.action)
    yield means_resource(statement.resources, request.resource, request.context, variables=variables)
    yield means_caller(statement.principals, request.caller)
    for condition in statement.conditions:
        yield holds(condition, request.context, variables=variables)


@lru_cache(maxsize=8192)
def means_action(patterns: Patterns, action: str) -> bool:
    """Whether the action is among these, in whatever case it is written."""
    low = action.lower()
    found = any(fits(low, marked(one.lower())) for one in patterns.listed)
    return found is not patterns.negated


def means_resource(patterns: Patterns, arn: str, context: Context, *, variables: bool) -> bool | None:
    """Whether the resource is among these.

    A variable that has no value leaves the statement either without that resource or without any force.
    """
    if not any("$" in one or arn.startswith(beginning(one)) for one in patterns.listed):
        return patterns.negated
    answers = [_is_resource(one, arn, context, variables=variables) for one in patterns.listed]
    found = some(
        None if answer is Lost.UNDOCUMENTED else answer for answer in answers if answer is not Lost.MISSING
    )
    answer = opposite(found) if patterns.negated else found
    return None if answer and Lost.MISSING in answers else answer


def _is_resource(pattern: str, arn: str, context: Context, *, variables: bool) -> bool | Lost | None:
    """A star within one of an ARN's first parts may, for all that is said, run over its end or not."""
    asked = variables and "${" in pattern
    if asked and any("${" in part for part in pattern.split(":", _ARN_PARTS - 1)[: _ARN_PARTS - 1]):
        return None  # only "in the resource portion of the ARN"
    wanted = filled(pattern, context, wildcards=True) if asked else marked(pattern)
    if isinstance(wanted, Lost):
        return wanted
    if not fits(arn, wanted):
        return False
    first = wanted.split(":", _ARN_PARTS - 1)[: _ARN_PARTS - 1]
    unclear = any(ANY_RUN in part[:-1] for part in first)
    return fits_arn(arn, wanted) or None if unclear else True


def means_caller(principals: Principals, caller: Caller) -> bool | None:
    """Whether the caller is among these; one without an ARN is the root user of his account."""
    if principals.negated:
        return opposite(_spared(principals.listed, caller))
    return some(_is(one, caller) for one in principals.listed)


def _spared(listed: tuple[Principal, ...], caller: Caller) -> bool | None:
    """Whether a NotPrincipal that lists these leaves the caller out.

    Of a user the account is to be listed as well, of a session its role and the account: where one of them is
    not, "the policy might deny access". An Allow is taken at its word: it "allows all principals except".
    """
    named = [one for one in listed if _is(one, caller) is not False]
    kind = _kind(caller.arn)
    if not named or kind not in _WITHIN_ACCOUNTS or any(one.form is Form.EVERYONE for one in named):
        return some(_is(one, caller) for one in listed)
    itself = any(one.name == caller.arn for one in named)
    account = any(one.form in {Form.ACCOUNT, Form.CANONICAL} and _is(one, caller) for one in named)
    role = kind != "assumed-role" or any(_kind(one.name) == "role" for one in named)
    return True if itself and account and role else None


def _is(one: Principal, caller: Caller) -> bool | None:
    """Whether the principal that a policy names is the caller, or whoever the caller acts as."""
    return _BY_FORM[one.form](one, caller)


def _by_account(one: Principal, caller: Caller) -> bool | None:
    """An account is all of its principals; which account a canonical id belongs to is not told."""
    if caller.account:
        return caller.account == one.account
    return None if caller.canonical_id else False


def _by_identity(one: Principal, caller: Caller) -> bool | None:
    """A role is all of its sessions, and a session is one that a caller named by the role may be in.

    A federated user acts for a user that the ARN does not tell.
    """
    if one.name == caller.arn:
        return True
    if caller.account != one.account:
        return False
    kind, listed = _kind(caller.arn), _kind(one.name)
    if (listed, kind) == ("role", "assumed-role"):
        return _last(one.name) == caller.arn.split("/")[1]
    if (listed, kind) == ("assumed-role", "role"):
        return None if one.name.split("/")[1] == _last(caller.arn) else False
    return None if (listed, kind) == ("user", "federated-user") else False


def _by_canonical_id(one: Principal, caller: Caller) -> bool | None:
    """An account by another name: of a caller whose own is not known it may be the account's."""
    if caller.canonical_id:
        return caller.canonical_id == one.name
    return None if caller.account or caller.arn else False


def _by_federation(one: Principal, caller: Caller) -> bool | None:
    """Who came in through a provider has a session, and its ARN does not tell by which."""
    if caller.arn == one.name:
        return True
    return None if _kind(caller.arn) in {"assumed-role", "federated-user"} else False


_BY_FORM: dict[Form, Callable[[Principal, Caller], bool | None]] = {
    Form.EVERYONE: lambda _one, _caller: True,
    Form.ACCOUNT: _by_account,
    Form.IDENTITY: _by_identity,
    Form.ORIGIN_IDENTITY: lambda one, caller: caller.arn == one.name,
    Form.CANONICAL: _by_canonical_id,
    Form.SERVICE: lambda one, caller: caller.service == one.name,
    Form.FEDERATED: _by_federation,
    Form.DELETED: lambda _one, _caller: False,  # an id that nobody has any more
}
_WITHIN_ACCOUNTS = {"user", "role", "assumed-role", "federated-user"}


def _kind(arn: str) -> str:
    """What a principal's ARN is of: "user", "role", "assumed-role", "federated-user", "root"; else empty."""
    parts = arn.split(":", _ARN_PARTS - 1)
    return parts[-1].partition("/")[0] if len(parts) == _ARN_PARTS else ""


def _last(arn: str) -> str:
    """The name at the end, without the path before it."""
    return arn.rpartition("/")[2]
