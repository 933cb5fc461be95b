"""What is read of a policy, held against what the referee says of single requests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_address

from ajar.model.access import Audience, Capability, widest
from ajar.model.exposure import Witness
from ajar.model.grant import Grant
from ajar.policy.aws.actions import ACTIONS
from ajar.policy.aws.evaluator.policies import Word, evaluate
from ajar.policy.aws.keys import key
from ajar.policy.aws.language import Policy, parse_policy
from ajar.policy.aws.principals import ANONYMOUS
from ajar.policy.aws.request import Caller, Request
from ajar.policy.aws.s3_policy import PolicyReading, read_policy
from ajar.policy.aws.values import network
from s3_alphabet import (
    CAPABILITIES,
    GUARDED,
    OURS,
    SERVICE,
    STRANGE_ID,
    Context,
    identity_of,
    outsiders,
    requests,
)
from s3_policies import AT, OWN, A, B

_LOCAL = re.compile(r"arn:aws:(?:iam|sts)::([0-9]{12}):.+")
_CANONICAL = re.compile(r"[0-9a-f]{64}")
ALWAYS: Context = {
    "aws:securetransport": ("true",),
    "aws:currenttime": (AT.strftime("%Y-%m-%dT%H:%M:%SZ"),),
    "aws:epochtime": (str(int(AT.timestamp())),),
    "aws:resourceaccount": (OWN,),
    "s3:resourceaccount": (OWN,),
}
"""What every request carries, unless a witness says otherwise."""


def unconfirmed(text: str) -> list[tuple[Witness | None, Word | None]]:
    """The witnesses that the referee does not let through, and proven grants to outsiders without one."""
    policy, reading = _both(text)
    proven = [grant for grant in reading.grants if grant.audience.outside and not grant.doubts]
    answers = [(one.witness, _word(policy, one.witness)) for one in proven]
    return [(witness, word) for witness, word in answers if word is not Word.ALLOW]


def unforeseen(text: str) -> list[Request]:
    """The first request of each outsider that gets through and that the reading neither proves nor doubts."""
    policy, reading = _both(text)
    return list(_surprises(policy, reading))


def overrated(text: str) -> list[tuple[Grant, Capability]]:
    """What is proven for outsiders without any request of the alphabet that shows it."""
    policy, reading = _both(text)
    proven = [grant for grant in reading.grants if grant.audience.outside and not grant.doubts]
    claims = [(grant, one) for grant in proven for one in grant.capabilities]
    return [claim for claim in claims if not any(_let_in(policy, *claim))]


def told(text: str) -> str:
    """The widest audience that is proven, or that nobody outside is or may be let in."""
    _, reading = _both(text)
    outside = [grant for grant in reading.grants if grant.audience.outside]
    proven = widest(grant.audience for grant in outside if not grant.doubts)
    return proven.value if proven.outside else "in doubt" if outside else "nobody"


def _let_in(policy: Policy, grant: Grant, capability: Capability) -> Iterator[bool]:
    """Whether each request of those whom the grant means, for what it gives, gets through."""
    for action in ACTIONS:
        for caller in outsiders(policy) if action.capability is capability else ():
            for request in requests(policy, caller, action.name):
                yield _means(grant, request) and evaluate(policy, request).word is Word.ALLOW


def _both(text: str) -> tuple[Policy, PolicyReading]:
    policy = parse_policy(text)
    assert isinstance(policy, Policy), policy
    return policy, read_policy(text, GUARDED)


def _word(policy: Policy, witness: Witness | None) -> Word | None:
    return evaluate(policy, asked(witness)).word if witness else None


def asked(witness: Witness) -> Request:
    """The request that a witness tells of, with what every request has."""
    caller = _caller(witness.who)
    told: Context = {name.lower(): _values(name, value) for name, value in witness.context.items()}
    source: Context = {"aws:sourceip": (witness.source,)} if witness.source else {}
    context = {**ALWAYS, **identity_of(caller), **source, **told}
    return Request(caller=caller, action=witness.action, resource=witness.target, context=context)


def _values(name: str, told: str) -> tuple[str, ...]:
    """The values of a key as a witness tells them: with a comma between several."""
    about = key(name)
    return tuple(told.split(",")) if about and about.many else (told,)


def _caller(who: str) -> Caller:
    if who == ANONYMOUS:
        return Caller()
    if _CANONICAL.fullmatch(who):
        return Caller(account="888899990000", arn="arn:aws:iam::888899990000:root", canonical_id=who)
    if " for " in who:
        name = who.partition(" for ")[0]
        return Caller(service=name) if name.endswith(".amazonaws.com") else SERVICE
    found = _LOCAL.fullmatch(who)
    assert found, who
    known = found[1] in {A, B, OWN, *OURS.accounts}
    return Caller(account=found[1], arn=who, canonical_id="" if known else STRANGE_ID)


def _surprises(policy: Policy, reading: PolicyReading) -> Iterator[Request]:
    for caller in outsiders(policy):
        for action, capability in CAPABILITIES.items():
            grants = [grant for grant in reading.grants if _about(grant, capability)]
            if not any(grant.audience is Audience.PUBLIC for grant in grants):
                one = next(_let_through(policy, caller, action, grants), None)
                if one is not None:
                    yield one


def _let_through(policy: Policy, caller: Caller, action: str, grants: list[Grant]) -> Iterator[Request]:
    for request in requests(policy, caller, action):
        foreseen = any(_means(grant, request) for grant in grants)
        if not foreseen and evaluate(policy, request).word is Word.ALLOW:
            yield request


def _about(grant: Grant, capability: Capability) -> bool:
    """Whether the grant says something of the capability; one in doubt that names none may be any."""
    return capability in grant.capabilities or bool(grant.doubts and not grant.capabilities)


def _means(grant: Grant, request: Request) -> bool:
    """Whether whoever makes the request is among those whom the grant speaks of."""
    match grant.audience:
        case Audience.PUBLIC | Audience.INTERNET:
            return True
        case Audience.AUTHENTICATED:  # a network in AWS is somebody's who has an account there
            return request.caller.signed or "aws:sourcevpce" in request.context
        case Audience.ORGANIZATION:
            theirs = set(request.context.get("aws:principalorgid", ())) & OURS.organizations
            whose = {request.caller.account, *request.context.get("aws:sourceaccount", ())}
            return bool(theirs or whose & OURS.accounts)
        case _:
            return any(_is(name, request) for who in grant.who for name in who.split(", "))


def _is(name: str, request: Request) -> bool:
    caller, context = request.caller, request.context
    known = {caller.account, caller.arn, caller.canonical_id, *context.get("aws:principalarn", ())}
    known.update(context.get("aws:sourcevpce", ()), context.get("aws:principalorgid", ()))
    known.update(f"AWS for {account}" for account in context.get("aws:sourceaccount", ()))
    within = network(name)
    source = context.get("aws:sourceip", ())
    return name in known or bool(within and any(ip_address(one) in within for one in source))
