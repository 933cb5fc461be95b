"""What the content network hands out of a bucket: a distribution that may read it serves it to its viewers.

A distribution asks the bucket with a signature of its own, so that the public access blocks do not stop it:
a policy that names a service for one SourceArn is not public, and where one is, RestrictPublicBuckets lets
through "AWS service principals" ("Blocking public access to your Amazon S3 storage",
https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html). Whoever asks
the distribution is not asked for anything, unless a behavior wants signed URLs or cookies ("Serve private
content with signed URLs and signed cookies",
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PrivateContent.html); both read 2026-11-24.
That other customers' distributions may read it, too, where the policy does not say whose, is the policy's own
grant; here are the account's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ajar.model.access import Audience, Capability
from ajar.model.exposure import Caveat, Evidence, Gate, GateState, Unknown, Witness
from ajar.model.facts import Fact, Facts, Reason, Unread
from ajar.model.grant import Grant
from ajar.model.ours import Ours
from ajar.model.resource import Resource
from ajar.policy.aws.aws_public import aws_calls_public
from ajar.policy.aws.content_network import (
    NOTHING,
    STEPS,
    Fetched,
    Fetcher,
    Question,
    by_control,
    by_identity,
    question,
)
from ajar.policy.aws.guarded import Guarded
from ajar.policy.aws.language import Policy
from ajar.policy.aws.patterns import Budget, matches
from ajar.policy.aws.principals import ANONYMOUS, STRANGER_ADDRESS
from ajar.policy.aws.services import CONTENT_NETWORK, SERVICES, origin_identity_arn
from ajar.policy.verdict import is_proven
from ajar.providers.aws.s3_bucket.by_policy import guarded
from ajar.providers.aws.s3_bucket.distribution import (
    CONTROL,
    IDENTITY,
    POINT,
    Behavior,
    Distribution,
    Origin,
    distributions_in,
)
from ajar.providers.aws.s3_bucket.distributions import SETTING, policy_for_network
from ajar.providers.aws.s3_bucket.gates import known, policy_gates
from ajar.providers.aws.s3_bucket.origin_access import LIST, NEVER, ROOT, SIGNING, known_distributions
from ajar.providers.aws.s3_bucket.unseen_network import unseen_grants

CDN = "cdn"
"""The door that these grants pass."""

# What a viewer's request comes to at the bucket, the first of them the one that a witness shows.
_OBJECTS = (
    (Capability.READ, "GET", "s3:GetObject"),
    (Capability.WRITE, "PUT", "s3:PutObject"),
    (Capability.DELETE, "DELETE", "s3:DeleteObject"),
)
_ACTIONS = (*(action for _, _, action in _OBJECTS), LIST)


def content_network_grants(resource: Resource, facts: Facts, ours: Ours, at: datetime) -> Iterator[Grant]:
    """What the account's own distributions hand out of the bucket, each behind its gates.

    What cannot be seen of the network leaves it in doubt. Nothing where the policy names no content network,
    or is not known: then it may hold any grant, and that is said as it is.
    """
    policy = policy_for_network(resource, facts)
    if policy is None:
        return
    at_bucket = guarded(resource, facts, ours, at)
    budget = Budget(STEPS)
    found = distributions_in(known(facts, SETTING, resource.id))
    yield from unseen_grants(resource, facts, at_bucket, policy, found, budget)
    if isinstance(found, Unread):
        return
    for distribution in found:
        for origin in distribution.origins:
            if origin.access in (CONTROL, IDENTITY, POINT):
                fetcher = _fetcher(at_bucket, distribution, origin)
                asked = {one: question(policy, fetcher, one, budget) for one in _ACTIONS}
                yield from _Way(resource, facts, policy, distribution, origin, asked).grants()


def by_itself(grants: Iterable[Grant]) -> Iterator[Grant]:
    """The policy's grants but for those to origin access identities, which are looked at here instead."""
    for grant in grants:
        if not any(doubt.code == "origin_identity_not_decided" for doubt in grant.doubts):
            yield grant


def beside(says: Iterable[Evidence], grants: Sequence[Grant]) -> Iterator[Evidence]:
    """What explains that the policy gives nothing, without what these grants turn out to be wrong."""
    let_in = {grant.evidence.pointer for grant in grants}
    for one in says:
        if not let_in or (one.code != "policy_lets_in_nobody" and one.pointer not in let_in):
            yield one


def content_network_caveats(resource: Resource, facts: Facts, grants: Iterable[Grant]) -> Iterator[Caveat]:
    """What may turn viewers away from a distribution that serves, and was not looked at; and what others do.

    Whom a distribution of another account serves cannot be seen from here.
    """
    proven = [grant for grant in grants if is_proven(grant)]
    serving = {grant.evidence.args.get("id") for grant in proven if grant.through == CDN}
    for one in known_distributions(resource, facts):
        if one.id in serving:
            for what in one.may_refuse:
                if what in _CAVEATS:
                    yield Caveat(code=_CAVEATS[what], args={"id": one.id})
    title = f"{SERVICES[CONTENT_NETWORK].title} for "
    others = {who for grant in proven if grant.audience is Audience.EXTERNAL for who in grant.who}
    for who in sorted(one for one in others if one.startswith(title)):
        yield Caveat(code="viewers_of_others", args={"who": who.removeprefix(title)})


_CAVEATS = {
    "WebACL": "viewers_web_acl",
    "GeoRestriction": "viewers_countries",
    "Functions": "viewers_functions",
}


def _fetcher(at_bucket: Guarded, distribution: Distribution, origin: Origin) -> Fetcher:
    if origin.access in (CONTROL, POINT):
        return by_control(at_bucket, distribution.arn, at_bucket.account)
    return by_identity(at_bucket, origin_identity_arn(origin.access_id, at_bucket.partition))


@dataclass(frozen=True, slots=True)
class _Way:
    """One distribution's way into the bucket, by one of its origins."""

    resource: Resource
    facts: Facts
    policy: Policy
    distribution: Distribution
    origin: Origin
    asked: Mapping[str, Question]

    def grants(self) -> Iterator[Grant]:
        """What anybody is served of the bucket this way; what only signed URLs get is held by that."""
        doubts = self._doubts()
        if doubts is None:
            return
        served = {signed: dict(self._served(signed=signed)) for signed in (False, True)}
        for signed, all_found in served.items():
            better = {} if not signed else served[False]
            proven = {c: one for c, one in all_found.items() if one.allowed and not _has(better, c)}
            open_ = {c: one for c, one in all_found.items() if one.allowed is None and not _has(better, c)}
            if proven:
                yield self._grant(proven, signed=signed, doubts=doubts)
            if open_:
                yield self._grant(open_, signed=signed, doubts=(*doubts, *self._undecided(open_)))

    def _served(self, *, signed: bool) -> Iterator[tuple[Capability, Fetched]]:
        """What the policy lets through of what its behaviors ask for, where they want signed URLs or not.

        The last of them is for most paths, and is looked at first.
        """
        for capability, method, action in _OBJECTS:
            best = NOTHING
            for index, one in reversed(list(enumerate(self.distribution.behaviors))):
                if self._reaches(one, method) and one.signed is signed and not best.allowed:
                    found = self._fetched(action, index)
                    best = best if found.allowed is False else found
            if best.allowed is not False:
                yield capability, best
        listed = self._listed(signed=signed)
        if listed.allowed is not False:
            yield Capability.LIST, listed

    def _reaches(self, behavior: Behavior, method: str) -> bool:
        return self.origin.id in behavior.origins and method in behavior.methods

    def _fetched(self, action: str, index: int) -> Fetched:
        """Whether the policy lets it do this to some object that the behavior of this place is for.

        What stands at the root itself is in doubt: a root object may be in its place.
        """
        own, *before = (self._keys(one) for one in self.distribution.behaviors[index::-1])
        root = f"{self.resource.id}{self.origin.path}/"
        found = self.asked[action].fetched(([own], [f"{root}?*"]), before)
        if found.allowed is not False or not self.origin.path:
            return found
        at_root = self.asked[action].fetched(([own], [root]), before)
        return NOTHING if at_root.allowed is False else Fetched(None, statement=at_root.statement)

    def _keys(self, behavior: Behavior) -> str:
        """The objects that a behavior is for, as a pattern of ARNs; a slash before its own is optional.

        "Path pattern", read 2026-11-24,
        https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
        """
        return f"{self.resource.id}{self.origin.path}/{behavior.pattern.removeprefix('/')}"

    def _listed(self, *, signed: bool) -> Fetched:
        """Whether its root lists the bucket: where no root object is in the place of the bucket's own."""
        at_root = (one for one in self.distribution.behaviors if matches(_path(one), "/"))
        first = next(at_root, None)
        if first is None or not self._reaches(first, "GET") or first.signed is not signed or self.origin.path:
            return NOTHING
        found = self.asked[LIST].fetched(([self.resource.id],))
        root = known(self.facts, ROOT, self.distribution.arn) if found.allowed is not False else Fact("")
        if isinstance(root, Unread):
            return Fetched(None, statement=found.statement)
        return NOTHING if root.value is not None else found

    def _doubts(self) -> tuple[Unknown, ...] | None:
        """What is not known of the way as a whole; None where there is none, since nothing is signed."""
        found: list[Unknown] = []
        if self.origin.access == POINT:
            found.append(self._unknown("distribution_by_access_point", SETTING, _UNSUPPORTED))
        elif self.origin.access == CONTROL:
            signing = known(self.facts, SIGNING, self.origin.access_id)
            if isinstance(signing, Fact) and signing.value in (NEVER, None):
                return None
            if isinstance(signing, Unread):
                found.append(self._unknown("origin_signing_unread", SIGNING, signing, self.origin.access_id))
        elif self._is_restricted():
            found.append(self._unknown("origin_identity_restricted", "policy", _UNSUPPORTED))
        if self.distribution.staging:
            found.append(self._unknown("distribution_staging", SETTING, _UNSUPPORTED))
        if self.distribution.tenants_only:
            found.append(self._unknown("distribution_tenants", SETTING, _UNSUPPORTED))
        return tuple(found)

    def _is_restricted(self) -> bool:
        """Whether the blocks may stop an identity: it is no service's principal, and of no account."""
        gates = policy_gates(self.resource, self.facts, public=aws_calls_public(self.policy))
        return any(gate.state is not GateState.OPEN for gate in gates)

    def _undecided(self, found: dict[Capability, Fetched]) -> Iterator[Unknown]:
        """Why these are not decided: a condition of the policy's, or for a list a root that was not read."""
        root = known(self.facts, ROOT, self.distribution.arn)
        if Capability.LIST in found and isinstance(root, Unread):
            yield self._unknown("root_object_unread", ROOT, root, self.distribution.arn)
        if set(found) != {Capability.LIST} or not isinstance(root, Unread):
            over = any(one.over for one in found.values())
            why = Unread(reason=Reason.BUDGET if over else Reason.CONDITION)
            yield self._unknown("distribution_not_decided", "policy", why)

    def _unknown(self, code: str, setting: str, why: Unread, owner: str = "") -> Unknown:
        return Unknown(
            setting=setting,
            reason=why.reason,
            permission=why.permission,
            owner=owner or self.resource.id,
            code=code,
            args={"id": self.distribution.id},
        )

    def _grant(self, found: dict[Capability, Fetched], *, signed: bool, doubts: tuple[Unknown, ...]) -> Grant:
        first = next(iter(found.values()))
        statement = first.statement
        return Grant(
            audience=Audience.PUBLIC,
            capabilities=frozenset(found),
            evidence=Evidence(
                setting="policy",
                owner=self.resource.id,
                pointer=statement.pointer if statement else "",
                span=statement.span if statement else None,
                code="policy_lets_in_distribution",
                args={"id": self.distribution.id, "domain": self.distribution.domain},
            ),
            who=("anyone",),
            gates=tuple(self._gates(signed=signed)),
            doubts=doubts,
            through=CDN,
            witness=None if doubts else self._witness(next(iter(found)), first),
        )

    def _witness(self, capability: Capability, found: Fetched) -> Witness:
        methods = {one: method for one, method, _ in _OBJECTS}
        path = found.target.removeprefix(self.resource.id).removeprefix(self.origin.path)
        return Witness(
            who=ANONYMOUS,
            action=methods.get(capability, "GET"),
            target=f"https://{self.distribution.domain}{path or '/'}",
            source=STRANGER_ADDRESS,
        )

    def _gates(self, *, signed: bool) -> Iterator[Gate]:
        enabled = self.distribution.enabled
        yield self._gate(
            "distribution", "distribution_enabled" if enabled else "distribution_disabled", enabled
        )
        yield self._gate("signed_urls", "signed_urls" if signed else "no_signed_urls", not signed)
        if self.distribution.certificates:
            yield self._gate("viewer_certificates", "viewer_certificates", open_=False)

    def _gate(self, name: str, code: str, open_: bool) -> Gate:  # noqa: FBT001 - the gate's own state
        return Gate(
            gate=name,
            state=GateState.OPEN if open_ else GateState.SHUT,
            code=code,
            args={"id": self.distribution.id, "domain": self.distribution.domain},
            setting=SETTING,
            owner=self.resource.id,
        )


_UNSUPPORTED = Unread(reason=Reason.UNSUPPORTED)


def _path(behavior: Behavior) -> str:
    return f"/{behavior.pattern.removeprefix('/')}"


def _has(found: dict[Capability, Fetched], capability: Capability) -> bool:
    """Whether anybody surely gets it without a signed URL: then it adds nothing that one gets it with one."""
    return capability in found and bool(found[capability].allowed)
