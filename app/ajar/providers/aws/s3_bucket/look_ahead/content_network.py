"""Whether CloudFront distributions of the account stop serving what is in the bucket.

Sources, under https://docs.aws.amazon.com/ and read 2026-11-24: "Restrict access to an Amazon S3 origin"
(AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html): without an access
control or an identity a distribution asks as anyone does, and a website's endpoint takes neither.
"OriginAccessControlConfig" (cloudfront/latest/APIReference/API_OriginAccessControlConfig.html): a control may
be told to sign nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ajar.model.change import Consequence, Topic
from ajar.model.facts import Fact, Facts, Unread, reading
from ajar.model.resource import Owner, Resource, itself
from ajar.policy.aws.evaluator.policies import Word, evaluate
from ajar.policy.aws.language import Policy
from ajar.policy.aws.request import Caller, Request
from ajar.policy.aws.services import CONTENT_NETWORK, origin_identity_arn
from ajar.providers.aws.s3_bucket.aws_says import aws_word
from ajar.providers.aws.s3_bucket.distribution import (
    CONTROL,
    IDENTITY,
    POINT,
    Distribution,
    Origin,
    distributions_in,
)
from ajar.providers.aws.s3_bucket.distributions import SETTING, read_distributions
from ajar.providers.aws.s3_bucket.gates import POLICY
from ajar.providers.aws.s3_bucket.look_ahead.bearing import blocked, changes, policy_of, shuts_out, turned_on
from ajar.providers.aws.s3_bucket.look_ahead.lookup import Lookup, reassurance, trouble, unknown
from ajar.providers.aws.s3_bucket.origin_access import NEVER, read_control
from ajar.providers.kind import Ahead, Malformed, Reader


def content_network(reader: Reader, ahead: Ahead) -> Iterator[Consequence]:
    """What becomes of each distribution that is on and has the bucket as an origin."""
    if not (shuts_out(ahead) or changes(ahead, "policy") or turned_on(ahead, POLICY)):
        return
    serving = [one for one in _distributions(reader, ahead) if one.enabled]
    if not serving:
        yield reassurance(Topic.BREAKS, "ahead_no_distribution")
    for one in serving:
        for origin in one.origins:
            yield from _becomes(reader, ahead, one, origin)


def _distributions(reader: Reader, ahead: Ahead) -> tuple[Distribution, ...]:
    """The bucket's distributions: as its facts have them, or looked up."""
    resource = ahead.finding.resource
    read = reading(ahead.finding.facts, SETTING, resource.id)
    if not isinstance(read, Fact):
        read = read_distributions(reader, itself(resource))
    found = distributions_in(read)
    if isinstance(found, Unread):
        raise Malformed("The distributions are not in the form that they are kept in.")
    return found


def _becomes(
    reader: Reader, ahead: Ahead, distribution: Distribution, origin: Origin
) -> Iterator[Consequence]:
    args = {
        "id": distribution.id,
        "domain": ", ".join(distribution.aliases) or distribution.domain,
    }
    if origin.access == POINT:
        yield unknown(Topic.BREAKS, "ahead_distribution_by_point", **args)
    elif not _signs(reader, origin):
        if shuts_out(ahead):
            yield trouble(Topic.BREAKS, "ahead_distribution_unsigned", **args)
    else:
        yield from _signed(ahead, _Asking(distribution, origin), args)


def _signs(reader: Reader, origin: Origin) -> bool:
    """Whether it asks with a signature; a control that is gone, or told so, makes none."""
    if origin.access != CONTROL:
        return origin.access == IDENTITY
    read = read_control(reader, Owner(id=origin.access_id, name=origin.access_id))
    return read.value not in (None, NEVER)


@dataclass(frozen=True)
class _Asking:
    """A distribution as it asks one of its origins."""

    distribution: Distribution
    origin: Origin

    def request(self, resource: Resource) -> Request:
        """What it asks the bucket for."""
        partition, account = self.distribution.arn.split(":")[1], self.distribution.arn.split(":")[4]
        context = {"aws:securetransport": ("true",), "aws:principalisawsservice": ("true",)}
        if self.origin.access == CONTROL:
            caller = Caller(service=CONTENT_NETWORK)
            context["aws:principalservicename"] = (CONTENT_NETWORK,)
            context |= {"aws:sourcearn": (self.distribution.arn,), "aws:sourceaccount": (account,)}
        else:
            caller = Caller(arn=origin_identity_arn(self.origin.access_id, partition))
            context = {"aws:securetransport": ("true",)}
        key = f"{self.origin.path}/any".removeprefix("/")
        return Request(caller=caller, action="s3:GetObject", resource=f"{resource.id}/{key}", context=context)


def _signed(ahead: Ahead, asking: _Asking, args: dict[str, str]) -> Iterator[Consequence]:
    """What becomes of one that signs: it lives by what the policy says to it, before and after."""
    resource = ahead.finding.resource
    before = _word(ahead.finding.facts, resource, asking)
    after = _word(ahead.after.facts, resource, asking)
    if before in (Word.NEITHER, Word.DENY):
        return
    if after is Word.ALLOW:
        yield reassurance(Topic.BREAKS, "ahead_distribution_goes_on", **args)
    elif after is Word.NOT_KNOWN or before is Word.NOT_KNOWN:
        yield unknown(Topic.BREAKS, "ahead_distribution_undecided", **args)
    else:
        yield trouble(Topic.BREAKS, "ahead_distribution_stops", **args)


def _word(facts: Facts, resource: Resource, asking: _Asking) -> Word:
    """What the policy says to it; whether a block holds back an origin identity is not documented."""
    policy = policy_of(facts, resource)
    if policy is None:
        return Word.NEITHER
    if not isinstance(policy, Policy):
        return Word.NOT_KNOWN
    word = evaluate(policy, asking.request(resource)).word
    held = blocked(facts, resource, POLICY) is not False and aws_word(resource, facts) is not False
    return Word.NOT_KNOWN if word is Word.ALLOW and held and asking.origin.access == IDENTITY else word


CONTENT_NETWORKS = Lookup(
    name="distributions",
    look=content_network,
    permissions=("cloudfront:GetOriginAccessControl", "cloudfront:ListDistributions"),
)
