"""What a bucket's policy lets a content network fetch for one of its distributions, and where in the bucket.

Who asks, for whom and with what is known but for the target, so that the statements that are about such a
request are found one by one, and a target that they leave is searched for; the evaluator confirms it.

Sources, under https://docs.aws.amazon.com/ and read 2026-11-24: "Restrict access to an Amazon S3 origin"
(AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html), for who asks, and "AWS
global condition context keys" (IAM/latest/UserGuide/reference_policies_condition-keys.html), for what comes
along with a request of a service.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ajar.policy.aws.evaluator.logic import every
from ajar.policy.aws.evaluator.policies import Word, evaluate
from ajar.policy.aws.evaluator.statements import applies
from ajar.policy.aws.guarded import Guarded
from ajar.policy.aws.keys import Holder, key
from ajar.policy.aws.language import VERSIONS, Condition, Effect, Patterns, Policy, Statement
from ajar.policy.aws.patterns import Budget, OverBudget, witness
from ajar.policy.aws.request import Caller, Request
from ajar.policy.aws.services import CONTENT_NETWORK

Context = Mapping[str, tuple[str, ...]]

STEPS = 100_000
"""Steps that all that is asked of one bucket's policy may take; past them it is not decided."""
_STEPS_A_STATEMENT = 10
"""What it takes to find out what a statement is about, in such steps."""

_ADDRESS = "13.32.0.1"
"""One of the content network's own: "Locations and IP address ranges of CloudFront edge servers", read
2026-11-24, https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html."""
_BY_ADDRESS = "aws:sourceip"
_ANYTHING = Patterns(("*",))
_VARIABLE = re.compile(r"\$\{[^}]*\}")

# Whose keys may or may not be on a request that a viewer makes the network send: what he put into his own,
# what the object itself is like, and what of the bucket's place is not known. All others that are not told
# here are never there.
_NOT_TOLD = {Holder.CALLER, Holder.CONTENT, Holder.TARGET, Holder.SERVICE}
_NEVER_THERE = ("s3:dataaccesspoint", "s3:accesspointnetworkorigin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetcher:
    """The content network as it asks for somebody: its caller, and the contexts that it may come with."""

    caller: Caller
    contexts: tuple[Context, ...]


@dataclass(frozen=True, slots=True)
class Fetched:
    """Whether the policy lets it through to some target: that target, and the statement that does.

    None where it is not decided; then there is a statement that may, unless that was given up (`over`).
    """

    allowed: bool | None
    target: str = ""
    statement: Statement | None = None
    over: bool = False


NOTHING = Fetched(allowed=False)


def by_control(guarded: Guarded, distribution: str, account: str, organization: str = "") -> Fetcher:
    """The service, as it asks on behalf of this distribution (an ARN), which is of that account.

    The organization is the account's, where it is known; of the guarded one's own it is ours, if that is one.
    """
    whose: dict[str, tuple[str, ...]] = {
        "aws:sourcearn": (distribution,),
        "aws:sourceaccount": (account,),
        "aws:principalisawsservice": ("true",),
        "aws:principalservicename": (CONTENT_NETWORK,),
        "aws:principalservicenameslist": (CONTENT_NETWORK,),
    }
    own = guarded.ours.organizations if account == guarded.account else frozenset({organization} - {""})
    if len(own) == 1:
        whose["aws:sourceorgid"] = tuple(own)
    return Fetcher(caller=Caller(service=CONTENT_NETWORK), contexts=_contexts(guarded, whose))


def by_identity(guarded: Guarded, arn: str) -> Fetcher:
    """One of its origin access identities, whichever distribution it asks for."""
    whose = {"aws:principalarn": (arn,), "aws:principalisawsservice": ("false",)}
    return Fetcher(caller=Caller(account="cloudfront", arn=arn), contexts=_contexts(guarded, whose))


def _contexts(guarded: Guarded, whose: Context) -> tuple[Context, ...]:
    """What comes along with each request; whether the network's own address does is not told."""
    common = {
        **_at(guarded.at),
        "aws:resourceaccount": (guarded.account,),
        "s3:resourceaccount": (guarded.account,),
        "aws:securetransport": ("true",),
        "aws:viaawsservice": ("false",),
        "s3:authtype": ("REST-HEADER",),
        "s3:signatureversion": ("AWS4-HMAC-SHA256",),
        "s3:tlsversion": ("1.2",),
        **({"aws:requestedregion": (guarded.region,)} if guarded.region else {}),
        **guarded.context,
        **whose,
    }
    return common, {**common, _BY_ADDRESS: (_ADDRESS,)}


def _at(moment: datetime) -> dict[str, tuple[str, ...]]:
    return {
        "aws:currenttime": (moment.strftime("%Y-%m-%dT%H:%M:%SZ"),),
        "aws:epochtime": (str(int(moment.timestamp())),),
    }


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """One action of the content network's: the statements that are, or may be, about it, whatever its target.

    `budget` is shared by all that is asked of the policy; without statements there is nothing to search.
    """

    policy: Policy
    fetcher: Fetcher
    action: str
    budget: Budget
    about: tuple[tuple[Statement, bool | None], ...]

    def fetched(self, within: Sequence[Sequence[str]], barred: Sequence[str] = ()) -> Fetched:
        """Whether it gets through to some target that matches each group of `within` and nothing barred."""
        best = NOTHING
        region = _Region(tuple(within), tuple(barred))
        for allow, answer in self.about:
            if self.budget.left < 0:
                return Fetched(None, statement=allow, over=True)
            if allow.effect is Effect.ALLOW:
                found = self._search(allow, answer, region.part(allow.resources))
                if found.allowed:
                    return found
                best = found if found.allowed is None else best
        return best

    def _search(self, allow: Statement, answer: bool | None, region: _Region) -> Fetched:  # noqa: FBT001 - an answer
        """A target beyond every Deny that is, or may be, about it; else one beyond those that surely are."""
        if not self.budget.spend(_STEPS_A_STATEMENT * len(self.about)):
            return Fetched(None, statement=allow, over=True)
        surely = maybe = region
        for deny, denied in self.about:
            if deny.effect is Effect.DENY:
                surely = surely.part(deny.resources, meant=False)
                if denied and not _has_variables(deny.resources):
                    maybe = maybe.part(deny.resources, meant=False)
        target = witness(surely.groups, surely.barred, self.budget)
        if isinstance(target, str) and answer and self._confirmed(allow, target):
            return Fetched(allowed=True, target=target, statement=allow)
        if target is None and surely != maybe:
            target = witness(maybe.groups, maybe.barred, self.budget)
        if target is None:
            return NOTHING
        return Fetched(None, statement=allow, over=isinstance(target, OverBudget))

    def _confirmed(self, allow: Statement, target: str) -> bool:
        if _has_variables(allow.resources):
            return False
        requests = (
            Request(caller=self.fetcher.caller, action=self.action, resource=target, context=context)
            for context in self.fetcher.contexts
        )
        return all(evaluate(self.policy, request).word is Word.ALLOW for request in requests)


def question(policy: Policy, fetcher: Fetcher, action: str, budget: Budget) -> Question:
    """What the policy is asked when the content network does this; over budget all of it is in doubt."""
    if budget.spend(_STEPS_A_STATEMENT * len(policy.statements)):
        answers = [(one, _is_about(one, policy, fetcher, action)) for one in policy.statements]
    else:
        answers = [(one, None) for one in policy.statements]
    return Question(policy, fetcher, action, budget, tuple(one for one in answers if one[1] is not False))


@dataclass(frozen=True, slots=True)
class _Region:
    """The targets that match a pattern of each group, and none of those that are barred."""

    groups: tuple[Sequence[str], ...]
    barred: tuple[str, ...]

    def part(self, resources: Patterns, *, meant: bool = True) -> _Region:
        """The part that these resources mean, or do not; variables in them may stand for anything."""
        listed = tuple(_VARIABLE.sub("*", one) for one in resources.listed)
        if resources.negated is meant:
            return _Region(self.groups, (*self.barred, *listed))
        return _Region((*self.groups, listed), self.barred)


def _has_variables(resources: Patterns) -> bool:
    return any("${" in one for one in resources.listed)


def _is_about(statement: Statement, policy: Policy, fetcher: Fetcher, action: str) -> bool | None:
    """Whether the statement is about such a request, whatever its target; None where that is not known."""
    told = fetcher.contexts[0]
    open_ = [one for one in statement.conditions if _is_open(one, told, action)]
    closed = tuple(one for one in statement.conditions if one not in open_)
    bare = replace(statement, resources=_ANYTHING, conditions=closed)
    answers = set(_answers(bare, policy, fetcher, action))
    if len(answers) > 1:
        return None
    return every((*answers, *(None for _ in open_)))


def _answers(bare: Statement, policy: Policy, fetcher: Fetcher, action: str) -> Iterator[bool | None]:
    by_address = any(one.key.lower() == _BY_ADDRESS for one in bare.conditions)
    for context in fetcher.contexts if by_address else fetcher.contexts[:1]:
        request = Request(caller=fetcher.caller, action=action, resource="*", context=context)
        yield applies(bare, request, variables=policy.version == VERSIONS[1])


def _is_open(condition: Condition, told: Context, action: str) -> bool:
    """Whether it asks for what may or may not be on such a request."""
    name = condition.key.lower()
    if name in told or name.startswith(_NEVER_THERE):
        return False
    known = key(name)
    if known is None:
        return True
    carried = known.actions is None or action in known.actions
    return carried and known.held in _NOT_TOLD
