"""Every request that outsiders can make over a small alphabet: who asks, for what, and what they can say.

It is what a policy is searched with by brute force: the values that the policy names, one that it does not,
and none, for each key that it speaks of. Written apart from the solver, which it checks.
"""

from __future__ import annotations

import ipaddress
import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ajar.model.ours import Ours
from ajar.policy.aws.actions import ACTIONS, Place
from ajar.policy.aws.evaluator.statements import means_action, means_caller, means_resource
from ajar.policy.aws.guarded import Guarded
from ajar.policy.aws.keys import key
from ajar.policy.aws.language import VERSIONS, Effect, Policy, Statement
from ajar.policy.aws.request import Caller, Request
from ajar.policy.aws.values import moment, network
from s3_policies import AT, BUCKET, CANONICAL, MINE, OWN, A, B
from s3_requests import NOBODY, root, session, user

STRANGER, UNTOLD = "777788889999", "888899990000"
"""Accounts that no policy names; but for the second's canonical id."""
ORGANIZATION, THEIRS, FOREIGN = "o-ours0000001", "o-theirs00001", "o-foreign0001"
ENDPOINT, FOREIGN_ENDPOINT = "vpce-ours", "vpce-0foreign"
OURS = Ours(accounts=frozenset({MINE}), organizations=frozenset({ORGANIZATION}))
SERVICE = Caller(service="any.amazonaws.com")
"""Any service of AWS that acts for somebody."""
OF_SERVICES = {
    "principalaccount": "999900001111",
    "principalarn": "arn:aws:iam::999900001111:role/of-aws",
    "principaltype": "AssumedRole",
    "userid": "AROAOFAWS:any",
}
"""What every signed request carries, and of a service's nobody is told."""
FRESH, STRANGE_ID = "zz", "ee" * 32
GUARDED = Guarded(
    setting="policy",
    owner=BUCKET,
    arn=BUCKET,
    account=OWN,
    at=AT,
    region="eu-west-1",
    ours=OURS,
    vpcs=frozenset({"vpc-ours"}),
    endpoints=frozenset({ENDPOINT}),
)
_PLACES = {one.name: one.place for one in ACTIONS}
ASKED = ("s3:ListBucket", "s3:GetObject", "s3:PutObject", "s3:DeleteObject")
CAPABILITIES = {one.name: one.capability for one in ACTIONS if one.name in ASKED and one.capability}

Context = dict[str, tuple[str, ...]]
Part = Mapping[str, tuple[str, ...]]
"""Some keys of a context, with no values for one that is missing."""


def identity_of(caller: Caller) -> Context:
    """What follows from who asks, but for organizations and tags.

    "IAM policy elements: Variables and tags", the principal key values, read 2026-11-24,
    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html; a session's
    aws:PrincipalArn is its role's ("AWS global condition context keys", the same day).
    """
    if caller.service:
        return {
            "aws:principalisawsservice": ("true",),
            "aws:principalservicename": (caller.service,),
            **{f"aws:{name}": (value,) for name, value in OF_SERVICES.items()},
        }
    if not caller.signed:
        anonymous = ("anonymous",)
        return {
            "aws:principalaccount": anonymous,
            "aws:userid": anonymous,
            "aws:principaltype": ("Anonymous",),
        }
    return _identity_of_somebody(caller)


def _identity_of_somebody(caller: Caller) -> Context:
    kind, _, name = caller.arn.rpartition(":")[2].partition("/")
    told = {
        "user": {"type": "User", "userid": "AIDAEXAMPLE", "username": name.rpartition("/")[2]},
        "role": {"type": "AssumedRole", "userid": "AROAEXAMPLE:any"},
        "assumed-role": {"type": "AssumedRole", "userid": f"AROAEXAMPLE:{name.rpartition('/')[2]}"},
        "federated-user": {"type": "FederatedUser", "userid": f"{caller.account}:{name}"},
        "root": {"type": "Account", "userid": caller.account},
    }[kind]
    arn = (
        f"arn:aws:iam::{caller.account}:role/{name.partition('/')[0]}"
        if kind == "assumed-role"
        else caller.arn
    )
    found = {
        f"aws:{name if name.startswith('user') else f'principal{name}'}": (v,) for name, v in told.items()
    }
    return {
        **found,
        "aws:principalaccount": (caller.account,),
        "aws:principalarn": (arn,),
        "aws:principalisawsservice": ("false",),
    }


def outsiders(policy: Policy) -> Iterator[Caller]:
    """Somebody of each kind that a policy can tell apart, the unsigned first; nobody of the bucket's own."""
    fresh = STRANGE_ID
    yield NOBODY
    names = dict.fromkeys(["any", *_named_roles(policy)])
    for name in ("any", "a"):
        yield Caller(account=STRANGER, arn=f"arn:aws:iam::{STRANGER}:user/{name}", canonical_id=fresh)
    yield root(STRANGER, fresh)
    for name in names:
        arn = f"arn:aws:sts::{STRANGER}:assumed-role/{name}/any"
        yield Caller(account=STRANGER, arn=arn, canonical_id=fresh)
    yield from (root(A), user(A), user(A, "bob"), session(A), root(B), user(B), root(MINE), user(MINE))
    for account, known in ((STRANGER, fresh), (A, ""), (B, ""), (MINE, "")):
        yield Caller(account=account, arn=f"arn:aws:sts::{account}:federated-user/any", canonical_id=known)
    yield root(UNTOLD, CANONICAL)
    yield SERVICE


def _named_roles(policy: Policy) -> Iterator[str]:
    """The names of roles that a policy asks for in whatever account."""
    for statement in policy.statements:
        for condition in statement.conditions:
            for value in condition.values:
                named = re.fullmatch(r"arn:aws:iam::[^:]*:role/([a-z*?]+)", value)
                if named:
                    yield _instance(named[1]) or "any"


def _instance(pattern: str, run: str = FRESH) -> str:
    """A text that the pattern means."""
    return pattern.replace("*", run).replace("?", "z")


@dataclass(frozen=True)
class _Asking:
    """One caller with one action, and the conditions that may be asked of them."""

    policy: Policy
    caller: Caller
    action: str
    statements: tuple[Statement, ...]
    identity: Context = field(default_factory=dict)

    def values(self, name: str) -> tuple[str, ...]:
        """What the policy names for a key, each pattern as texts that it means, variables filled in."""
        named = dict.fromkeys(
            text
            for statement in self.statements
            for condition in statement.conditions
            if condition.key.lower() == name and condition.operator != "Null"
            for value in condition.values
            for filled in (self._filled(value),)
            for text in (_instance(filled, ""), _instance(filled), filled, filled.upper())
        )
        return tuple(named)

    def _filled(self, value: str) -> str:
        """The value with each variable as the caller's identity has it, or by its default.

        The old version of the language has none.
        """
        if self.policy.version == VERSIONS[0]:
            return value

        def fill(found: re.Match[str]) -> str:
            name, _, default = found[1].partition(", ")
            return next(iter(self.identity.get(name.lower(), ())), default.strip("'"))

        return re.sub(r"\$\{([^}]*)\}", fill, value)


def _texts(asking: _Asking, name: str) -> Iterator[Part]:
    yield from ({name: (value,)} for value in dict.fromkeys([*asking.values(name), FRESH]))
    yield {name: ()}


def _tags(asking: _Asking, name: str) -> Iterator[Part]:
    """One's own tags, of the characters that tags have ("Rules for tagging in IAM and AWS STS")."""
    found = _texts(asking, name) if asking.caller.account else [{name: ()}]
    yield from (part for part in found if not set("*?${}") & set("".join(part[name])))


def _sets(asking: _Asking, name: str) -> Iterator[Part]:
    values = [value for value in dict.fromkeys([*asking.values(name), FRESH]) if value]
    for size in range(3):
        yield from ({name: chosen} for chosen in itertools.combinations(values, size))


def _organizations(asking: _Asking, _name: str) -> Iterator[Part]:
    """Any organization but ours, which its own accounts alone are in."""
    names = {} if not asking.caller.account else {THEIRS: None, FOREIGN: None}
    for name in [ORGANIZATION] if asking.caller.account == MINE else names:
        for path in (f"{name}/r-1/ou-1/", f"{name}/r-2/"):
            yield {"aws:principalorgid": (name,), "aws:principalorgpaths": (path,)}
    if asking.caller.account != MINE:
        yield {"aws:principalorgid": (), "aws:principalorgpaths": ()}


def _networks(asking: _Asking, _name: str) -> Iterator[Part]:
    """A public address, or somebody else's network: the one is missing where the other is.

    From where a service comes is not told.
    """
    if asking.caller.service:
        yield {}
        return
    found = [network(value) for value in asking.values("aws:sourceip")]
    edges = [edge for one in found if one for edge in (one[0], one[-1])]
    addresses = [ipaddress.ip_address(text) for text in ("93.184.216.34", "203.0.114.1", "2a00::1")]
    for address in dict.fromkeys([*addresses, *edges]):
        if address.is_global and not address.is_multicast:
            yield {"aws:sourceip": (str(address),), "aws:sourcevpce": ()}
    for value in dict.fromkeys([*asking.values("aws:sourcevpce"), FOREIGN_ENDPOINT]):
        if value != ENDPOINT and value in {"vpce-theirs", FOREIGN_ENDPOINT}:
            yield {"aws:sourceip": (), "aws:sourcevpce": (value,), "aws:vpcsourceip": ("10.0.0.1",)}


def _times(asking: _Asking, _name: str) -> Iterator[Part]:
    """From now on."""
    named = [moment(value) for value in asking.values("aws:currenttime")]
    near = [one + timedelta(seconds=by) for one in named if one for by in (-1, 0, 1)]
    for one in dict.fromkeys([AT, *near, AT + timedelta(days=36500)]):
        if one >= AT:
            yield {"aws:currenttime": (_written(one),), "aws:epochtime": (str(int(one.timestamp())),)}


def _written(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _numbers(asking: _Asking, name: str) -> Iterator[Part]:
    named = [int(value) for value in asking.values(name)]
    for value in dict.fromkeys([1, *(number + by for number in named for by in (-1, 0, 1))]):
        if value >= 0:
            yield {name: (str(value),)}
    yield from _unless_always(name)


def _flags(asking: _Asking, name: str) -> Iterator[Part]:
    """True or not; a service's request is encrypted."""
    if asking.caller.service:
        yield {name: ("true",)}
        return
    yield from ({name: (value,)} for value in ("true", "false"))
    yield from _unless_always(name)


def _unless_always(name: str) -> Iterator[Part]:
    """Without the key, if there are such requests."""
    about = key(name)
    if about is None or not about.always:
        yield {name: ()}


def _of_identity(_asking: _Asking, _name: str) -> Iterator[Part]:
    """Settled by who asks."""
    yield {}


def _behalves(asking: _Asking, name: str) -> Iterator[Part]:
    """Whom a service acts for, where it tells; nobody else's requests have that."""
    yield from ({name: (account,)} for account in (STRANGER, A, B, MINE) if asking.caller.service)
    yield {name: ()}


def _own(_asking: _Asking, name: str) -> Iterator[Part]:
    yield {name: (OWN,)}


KEYED: dict[str, Callable[[_Asking, str], Iterator[Part]]] = {
    "aws:SourceIp": _networks,
    "aws:SourceVpce": _networks,
    "aws:PrincipalOrgID": _organizations,
    "aws:PrincipalOrgPaths": _organizations,
    "aws:PrincipalArn": _of_identity,
    "aws:PrincipalAccount": _of_identity,
    "aws:PrincipalIsAWSService": _of_identity,
    "aws:PrincipalTag/x": _tags,
    "aws:Referer": _texts,
    "aws:SecureTransport": _flags,
    "aws:CurrentTime": _times,
    "aws:SourceAccount": _behalves,
    "aws:ResourceAccount": _own,
    "s3:prefix": _texts,
    "s3:max-keys": _numbers,
    "s3:RequestObjectTagKeys": _sets,
    "s3:ExistingObjectTag/x": _texts,
}
_KEYED = {name.lower(): how for name, how in KEYED.items()}
"""How the values of each key come about."""


def requests(policy: Policy, caller: Caller, action: str, most: int = 400) -> Iterator[Request]:
    """Requests of one caller which an Allow may be about, at most so many for each sort of target.

    Targets that the same statements mean are of one sort, and one of them stands for all.
    """
    about = [s for s in policy.statements if means_action(s.actions, action)]
    about = [s for s in about if means_caller(s.principals, caller) is not False]
    identity = identity_of(caller)
    seen: set[tuple[bool | None, ...]] = set()
    for target in _targets(about, identity, action):
        variables = policy.version == "2012-10-17"
        means = tuple(means_resource(s.resources, target, identity, variables=variables) for s in about)
        left = tuple(s for s, answer in zip(about, means, strict=True) if answer is not False)
        if means not in seen and any(s.effect is Effect.ALLOW for s in left):
            seen.add(means)
            asking = _Asking(policy, caller, action, left, identity)
            for context in itertools.islice(_contexts(asking), most):
                yield Request(caller=caller, action=action, resource=target, context=context)


def _targets(about: list[Statement], identity: Context, action: str) -> Iterator[str]:
    if _PLACES[action] is Place.BUCKET:
        yield BUCKET
        return
    names = ["".join(marks) for size in (1, 2, 3) for marks in itertools.product("abz", repeat=size)]
    names += [name + more for name in identity.get("aws:username", ()) for more in ("", "a")]
    yield from dict.fromkeys(f"{BUCKET}/{name}" for name in names)
    yield from (_instance(one) for s in about for one in s.resources.listed if one.startswith(f"{BUCKET}/$"))


def _contexts(asking: _Asking) -> Iterator[Context]:
    """Each combination of what can be said of the keys that are asked for, in a mixed order."""
    named = dict.fromkeys(c.key.lower() for s in asking.statements for c in s.conditions)
    if asking.caller.service:
        named["aws:sourceaccount"] = None
    if any("${aws:principaltag" in v.lower() for s in asking.statements for v in s.resources.listed):
        named["aws:principaltag/x"] = None
    ways: dict[Callable[..., Iterator[Part]] | str, list[Part]] = {}
    for name in named:
        how = _KEYED[name]
        shared = how in {_networks, _organizations}
        if _carried(name, asking.action):
            ways[how if shared else name] = list(how(asking, name))
    yield from (_joined(asking.identity, parts) for parts in _mixed(list(ways.values())))


def _carried(name: str, action: str) -> bool:
    about = key(name)
    return about is not None and (about.actions is None or action in about.actions)


def _joined(identity: Context, parts: tuple[Part, ...]) -> Context:
    found: dict[str, tuple[str, ...]] = dict(identity)
    for part in parts:
        found.update(part)
    return {name: values for name, values in found.items() if values}


def _mixed(ways: list[list[Part]]) -> Iterator[tuple[Part, ...]]:
    """Every combination once: steps of a number that has no factor in common with how many there are."""
    sizes = [len(way) for way in ways]
    whole = 1
    for size in sizes:
        whole *= size
    step = next(one for one in (7919, 7907, 7901, 1) if whole % one or whole == 1)
    for count in range(whole):
        at, chosen = (count * step) % whole, []
        for way, size in zip(ways, sizes, strict=True):
            at, index = divmod(at, size)
            chosen.append(way[index])
        yield tuple(chosen)
