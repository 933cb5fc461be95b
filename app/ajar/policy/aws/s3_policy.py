"""A bucket's policy: whom it lets in, and to do what, after its own denials.

Each Allow is asked for each kind of people what it leaves them; a request shows what is proven, and the
evaluator has allowed it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache

from ajar.model.access import Audience, Capability
from ajar.model.exposure import Evidence, Unknown
from ajar.model.facts import Reason, Value
from ajar.model.grant import Grant
from ajar.policy.aws.answering import Confirmed
from ajar.policy.aws.aws_public import aws_calls_public
from ajar.policy.aws.evaluator.policies import Word, evaluate
from ajar.policy.aws.guarded import Guarded
from ajar.policy.aws.language import Effect, Policy, Statement, parse_policy
from ajar.policy.aws.left import Left
from ajar.policy.aws.near import Near
from ajar.policy.aws.outsiders import visitors
from ajar.policy.aws.principals import Form, Match, covers
from ajar.policy.aws.remainder import Decider
from ajar.policy.aws.request import Request
from ajar.policy.aws.rules import Doubt, Rule, Rules, rules_of
from ajar.policy.aws.s3_denials import NO_DENIALS, Denials
from ajar.policy.aws.shown import Shown
from ajar.policy.aws.solver.requirements import EPOCH, TIME
from ajar.policy.aws.visitor import Visitor
from ajar.policy.confined import beginnings
from ajar.policy.document import Problem, place

_TOLD = 20  # problems of one text; past that, more of them say nothing new

_SERVICE, _MAYBE_SERVICE = "policy_lets_in_service", "policy_may_let_in_service"
SERVICE_CODES = frozenset({_SERVICE, _MAYBE_SERVICE})
"""The evidence of grants to AWS's own services, which RestrictPublicBuckets lets through."""

_LATER = "policy_lets_in_later"
_CODES = {
    Audience.PUBLIC: "policy_lets_in_anyone",
    Audience.AUTHENTICATED: "policy_lets_in_aws_users",
    Audience.EXTERNAL: "policy_lets_in_accounts",
    Audience.ORGANIZATION: "policy_lets_in_ours",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyReading:
    """What a policy gives: grants without gates, and what explains that it gives nobody outside anything.

    `aws_calls_public` is AWS's own word for it, which decides when RestrictPublicBuckets acts; None where it
    is not decided. `denials` are what it takes away from what else gives something.
    """

    grants: tuple[Grant, ...] = ()
    absences: tuple[Evidence, ...] = ()
    aws_calls_public: bool | None = False
    denials: Denials = NO_DENIALS


@dataclass(frozen=True, slots=True)
class _Source:
    """Whose policy it is: what evidence and doubts say of where they come from."""

    setting: str
    owner: str

    def evidence(self, code: str, part: Statement | Policy, **args: str) -> Evidence:
        pointer = part.pointer if isinstance(part, Statement) else ""
        return Evidence(
            setting=self.setting, owner=self.owner, pointer=pointer, span=part.span, code=code, args=args
        )

    def absence(self, code: str) -> Evidence:
        return Evidence(setting=self.setting, owner=self.owner, code=code)

    def unknown(self, doubt: Doubt) -> Unknown:
        return Unknown(
            setting=self.setting,
            owner=self.owner,
            reason=doubt.reason,
            code=doubt.code,
            args=dict(doubt.args),
        )


def read_policy(text: Value, guarded: Guarded) -> PolicyReading:
    """The reading of a bucket policy's exact text; None is "no policy".

    Accounts and canonical ids of `ours` are the organization; the account's own canonical id belongs among
    them. There is one grant for each Allow and audience, one more where a part of it is in doubt, and named
    outsiders who can do different things are apart. Total: what is no policy becomes one grant in doubt, for
    everyone.
    """
    source = _Source(guarded.setting, guarded.owner)
    if text is None:
        return PolicyReading(absences=(source.absence("policy_not_set"),))
    if not isinstance(text, str):
        problem = Problem("policy_wrong_type", "", (0, 0), {"element": "policy", "expected": "text"})
        return _malformed("", (problem,), source)
    read = _read(text, guarded)
    return replace(read, denials=read.denials.unasked())


@lru_cache(maxsize=16)
def _read(text: str, guarded: Guarded) -> PolicyReading:
    """The reading of a text, remembered: one verdict, its fixes and their previews ask for it many times."""
    policy = parse_policy(text)
    if not isinstance(policy, Policy):
        return _malformed(text, policy, _Source(guarded.setting, guarded.owner))
    read = read_statements(policy, guarded)
    return replace(read, denials=read.denials.unasked())


def read_statements(policy: Policy, guarded: Guarded) -> PolicyReading:
    """The reading of a policy that is parsed already, or was put together of several."""
    source = _Source(guarded.setting, guarded.owner)
    asking = _Asking(policy, rules_of(policy, guarded.partition), visitors(policy, guarded), guarded)
    return _reading(asking, source)


@dataclass(frozen=True, slots=True)
class _Asking:
    """A policy, who is looked at, and what it is asked for."""

    policy: Policy
    rules: Rules
    people: tuple[Visitor, ...]
    guarded: Guarded

    def decider(self) -> Decider:
        """What decides, with nothing found out yet."""
        return Decider(self.rules, self.guarded, _confirming(self.policy))

    def long_ago(self) -> _Asking:
        """The same, asked at a time before all that policies speak of."""
        return replace(self, guarded=replace(self.guarded, at=datetime(1970, 1, 1, tzinfo=UTC)))

    def given(self, decider: Decider, statement: Statement) -> list[tuple[Visitor, Left]]:
        """What an Allow leaves to each of those whom it means; nothing for a Deny."""
        if statement.effect is not Effect.ALLOW:
            return []
        return _given(decider.allows(statement), decider, self.people)


def _confirming(policy: Policy) -> Confirmed:
    """The evaluator's word on a request that was found."""
    own = {statement.pointer for statement in policy.statements}

    def confirmed(visitor: Visitor, shown: Shown, rule: Rule) -> bool:
        request = Request(
            caller=visitor.caller,
            action=shown.action,
            resource=shown.target,
            context={**shown.carried(), **shown.context},
        )
        # What something else allows, the policy must not deny.
        expected = Word.ALLOW if rule.statement.pointer in own else Word.NEITHER
        return evaluate(policy, request).word in {Word.ALLOW, expected}

    return confirmed


def _malformed(text: str, problems: tuple[Problem, ...], source: _Source) -> PolicyReading:
    """One grant in doubt for everyone: what AWS would have refused says nothing of what it does."""
    doubts = tuple(
        source.unknown(Doubt(Reason.MALFORMED, problem.code, tuple(_where(text, problem).items())))
        for problem in problems[:_TOLD]
    )
    first = problems[0]
    evidence = Evidence(
        setting=source.setting,
        owner=source.owner,
        pointer=first.pointer,
        span=(first.span[0], min(first.span[1], len(text))) if text else None,
        code="policy_malformed",
        args=_where(text, first),
    )
    grant = Grant(audience=Audience.PUBLIC, capabilities=frozenset(), evidence=evidence, doubts=doubts)
    denials = Denials(unknown=doubts)
    return PolicyReading(grants=(grant,), aws_calls_public=None, denials=denials)


def _where(text: str, problem: Problem) -> dict[str, str]:
    line, column = place(text, problem.span[0])
    return {**problem.args, "pointer": problem.pointer, "line": str(line), "column": str(column)}


def _deleted(statement: Statement, source: _Source) -> Iterator[Evidence]:
    """What says of an Allow that it names a user or role that is no more: only its unique id is left."""
    gone = [one.name for one in statement.principals.listed if one.form is Form.DELETED]
    if gone and statement.effect is Effect.ALLOW and not statement.principals.negated:
        yield source.evidence("principals_deleted", statement, names=", ".join(gone))


def _reading(asking: _Asking, source: _Source) -> PolicyReading:
    policy, people, decider = asking.policy, asking.people, asking.decider()
    grants: list[Grant] = []
    absences: list[Evidence] = []
    given = [(statement, asking.given(decider, statement)) for statement in policy.statements]
    near = Near.of((one for _, lefts in given for one in lefts), asking.guarded.ours)
    for statement, lefts in given:
        within = files_within(statement, asking.guarded.arn)
        told = list(_grants(statement, [one for pair in lefts for one in near.told(*pair)], source, within))
        if not told and lefts:
            absences.extend(_absence(asking, statement, lefts, source))
        absences.extend(_deleted(statement, source))
        grants.extend(told)
    if not any(grant.audience.outside for grant in grants):
        absences.append(source.evidence("policy_lets_in_nobody", policy))
    denials = Denials(
        decider=decider,
        people=people,
        doubted=source.unknown,
        owner=source.owner,
        ours=asking.guarded.ours,
    )
    return PolicyReading(
        grants=tuple(grants),
        absences=tuple(absences),
        aws_calls_public=aws_calls_public(policy),
        denials=denials if decider.denies else NO_DENIALS,
    )


def _absence(
    asking: _Asking, statement: Statement, lefts: list[tuple[Visitor, Left]], source: _Source
) -> Iterator[Evidence]:
    """Why an Allow that means people outside lets none of them in, where it is one thing that stops them."""
    if any(left.denied for _, left in lefts):
        yield source.evidence("statement_denied", statement)
    elif statement.conditions:
        ends = list(_ends(asking, statement)) if _asks_for_time(statement) else []
        if ends:
            yield source.evidence("statement_ended", statement, until=max(ends).date().isoformat())
        else:
            yield source.evidence("statement_conditions_shut", statement)


def _ends(asking: _Asking, statement: Statement) -> Iterator[datetime]:
    """The times until which the statement let in people who are outside."""
    before = asking.long_ago()
    for _, left in before.given(before.decider(), statement):
        yield from (shown.until for shown in left.proven.values() if shown.until)


def _asks_for_time(statement: Statement) -> bool:
    return any(one.key.lower() in {TIME, EPOCH} for one in statement.conditions)


def _given(
    rules: tuple[Rule, ...], decider: Decider, people: tuple[Visitor, ...]
) -> list[tuple[Visitor, Left]]:
    """What the rules of one Allow leave to each of those whom it means, beyond what everybody has by it."""
    given: list[tuple[Visitor, Left]] = []
    common = Left()
    for visitor in people:
        doubts = _let_in(rules[0].statement, visitor)
        if doubts is not None:
            left = Left()
            for rule in rules:
                left.add(decider.left(rule, visitor, doubts, common.for_ever()))
            left.take_away(common)
            left = decider.checked(left, rules[0], visitor)
            if visitor.common:
                common.add(left.everywhere())
            given.append((visitor, left))
    return given


def _let_in(statement: Statement, visitor: Visitor) -> tuple[Doubt, ...] | None:
    """What is in doubt about the Allow's meaning this visitor at all; None where it does not."""
    match = covers(statement.principals, visitor.requester)
    if match is Match.YES:
        return visitor.doubts
    if match is Match.MAYBE and statement.principals.negated:
        unclear = Doubt(Reason.UNSUPPORTED, "not_principal_unclear", (("statement", statement.pointer),))
        return (*visitor.doubts, unclear)
    return None  # a MAYBE of a name is the same people under another name, who are looked at as such


def files_within(statement: Statement, arn: str) -> tuple[str, ...]:
    """The beginnings of the names of the files that a statement means in the bucket or access point.

    () where it may mean any. "Policy resources for Amazon S3",
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html, read 2026-11-24.
    """
    if statement.resources.negated:
        return ()
    files = f"{arn}/object/" if ":accesspoint/" in arn else f"{arn}/"
    found: list[str] = []
    for one in statement.resources.listed:
        begin = _WILD.split(one, 1)[0]
        if begin.startswith(files):
            found.append(begin.removeprefix(files))
        elif begin != one and files.startswith(begin):
            return ()
    return beginnings(found)


_WILD = re.compile(r"[*?$]")
_Same = tuple[Audience, frozenset[Capability], bool, datetime | None, datetime | None]


def _grants(
    statement: Statement,
    given: list[tuple[Visitor, Left]],
    source: _Source,
    within: tuple[str, ...],
) -> Iterator[Grant]:
    """The grants of one Allow: those who can do the same stand together."""
    proven: dict[_Same, list[tuple[Visitor, Left]]] = {}
    doubtful: dict[tuple[Audience, frozenset[Capability], bool, tuple[Doubt, ...]], list[Visitor]] = {}
    for visitor, left in given:
        for since, until, part in left.by_time():
            key = (visitor.audience, frozenset(part.proven), visitor.service, since, until)
            proven.setdefault(key, []).append((visitor, part))
        if left.possible:
            doubts = tuple(dict.fromkeys(doubt for why in left.possible.values() for doubt in why))
            doubtful.setdefault((visitor.audience, left.known(), visitor.service, doubts), []).append(visitor)
    for (audience, capabilities, service, since, until), entries in proven.items():
        names = tuple(dict.fromkeys(visitor.who for visitor, _ in entries))
        code = _SERVICE if service else _LATER if since else _CODES[audience]
        later = {"since": since.date().isoformat()} if since else {}
        yield Grant(
            audience=audience,
            capabilities=capabilities,
            evidence=source.evidence(code, statement, who=", ".join(names), sid=statement.sid, **later),
            who=names,
            witness=entries[0][1].shown().witness(entries[0][0].witness),
            until=until,
            within=within,
        )
    for (audience, capabilities, service, doubts), people in doubtful.items():
        names = tuple(dict.fromkeys(visitor.who for visitor in people))
        code = _MAYBE_SERVICE if service else "policy_may_let_in"
        yield Grant(
            audience=audience,
            capabilities=capabilities,
            evidence=source.evidence(code, statement, who=", ".join(names), sid=statement.sid),
            who=names,
            doubts=tuple(source.unknown(doubt) for doubt in doubts),
        )
