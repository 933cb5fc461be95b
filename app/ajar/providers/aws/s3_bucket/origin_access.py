"""What more is read where it matters: how distributions sign and what is at their root, and whose identities.

Sources, under https://docs.aws.amazon.com/ and read 2026-11-24: "OriginAccessControlConfig"
(cloudfront/latest/APIReference/API_OriginAccessControlConfig.html), "Specify a default root object"
(AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html), "ListCloudFrontOriginAccessIdentities"
(cloudfront/latest/APIReference/API_ListCloudFrontOriginAccessIdentities.html).
"""

from __future__ import annotations

from functools import lru_cache

from ajar.model.facts import Fact, Facts, Unread, Value, reading
from ajar.model.resource import Owner, Resource
from ajar.policy.aws.actions import meant
from ajar.policy.aws.language import Effect, Policy, Statement, parse_policy
from ajar.policy.aws.principals import Principal
from ajar.policy.aws.services import origin_identity
from ajar.providers.aws.s3_bucket.asking import member, the_account
from ajar.providers.aws.s3_bucket.distribution import CONTROL, Distribution, distributions_in
from ajar.providers.aws.s3_bucket.distributions import SETTING
from ajar.providers.kind import Absent, Malformed, Reader, Setting

LIST = "s3:ListBucket"
NEVER = "never"
"""The signing behavior of a control that signs nothing: its distribution asks as a stranger does."""
SIGNING, ROOT, IDENTITIES = "origin_signing", "root_object", "origin_identities"
"""The settings that are read here."""


def the_controls(resource: Resource, facts: Facts) -> tuple[Owner, ...]:
    """The origin access controls with which distributions ask for what is in the bucket."""
    ids = {
        origin.access_id
        for one in known_distributions(resource, facts)
        for origin in one.origins
        if origin.access == CONTROL
    }
    return tuple(Owner(id=one, name=one, shared="origin_access_control") for one in sorted(ids))


def read_control(reader: Reader, owner: Owner) -> Fact:
    """When the control signs: "always", "no-override" or "never"; None where it is gone."""
    codes = ("NoSuchOriginAccessControl",)
    try:
        answer = reader.call("cloudfront:GetOriginAccessControl", absent=codes, Id=owner.id)
    except Absent:
        return Fact(None)
    control = member(answer, "OriginAccessControl", dict)
    return Fact(member(member(control, "OriginAccessControlConfig", dict), "SigningBehavior", str))


def the_distributions_that_may_list(resource: Resource, facts: Facts) -> tuple[Owner, ...]:
    """The distributions of the bucket, where its policy lets anybody but accounts list it.

    Only then does it matter what they answer at their root.
    """
    policy = reading(facts, "policy", resource.id)
    text = policy.value if isinstance(policy, Fact) else None
    if not isinstance(text, str) or not _lists(text):
        return ()
    found = known_distributions(resource, facts)
    return tuple(Owner(id=one.arn, name=one.id, shared="distribution") for one in found)


def read_root_object(reader: Reader, owner: Owner) -> Fact:
    """The name of what a distribution serves at its root; None: it asks the origin for its own.

    That of a bucket is the list of what is in it: a root object is there "to avoid exposing the contents".
    """
    answer = reader.call("cloudfront:GetDistributionConfig", Id=owner.name)
    return Fact(member(answer, "DistributionConfig", dict).get("DefaultRootObject") or None)


def the_account_if_identities(resource: Resource, facts: Facts) -> tuple[Owner, ...]:
    """The account, where the bucket's policy names an origin access identity: one asks whose that is."""
    policy = reading(facts, "policy", resource.id)
    text = policy.value if isinstance(policy, Fact) else None
    return the_account(resource, facts) if isinstance(text, str) and identities_named(text) else ()


def read_identities(reader: Reader, _owner: Owner) -> Fact:
    """The account's origin access identities: their ids, sorted."""
    ids: list[str] = []
    more: dict[str, Value] = {}
    while True:
        answer = reader.call("cloudfront:ListCloudFrontOriginAccessIdentities", **more)
        page = member(answer, "CloudFrontOriginAccessIdentityList", dict)
        ids += [str(one.get("Id")) for one in page.get("Items") or ()]
        last, marker = more.get("Marker"), page.get("NextMarker") if page.get("IsTruncated") else None
        if not marker:
            return Fact(sorted(ids))
        if marker == last:
            raise Malformed("cloudfront:ListCloudFrontOriginAccessIdentities gave the same page twice.")
        more = {"Marker": marker}


@lru_cache(maxsize=512)
def identities_named(text: str) -> tuple[str, ...]:
    """The ids of the origin access identities that an Allow of this policy names, sorted."""
    policy = parse_policy(text) if "cloudfront" in text.lower() or "\\u" in text else None
    if not isinstance(policy, Policy):
        return ()
    named = {origin_identity(p.name) for s in policy.statements for p in _allowed(s)}
    return tuple(sorted(one for one in named if one))


def _allowed(statement: Statement) -> tuple[Principal, ...]:
    return statement.principals.listed if statement.effect is Effect.ALLOW else ()


@lru_cache(maxsize=512)
def _lists(text: str) -> bool:
    policy = parse_policy(text)
    return isinstance(policy, Policy) and any(map(_allows_listing, policy.statements))


def _allows_listing(statement: Statement) -> bool:
    if statement.effect is not Effect.ALLOW:
        return False
    listed = any(LIST in meant(pattern) for pattern in statement.actions.listed)
    return listed is not statement.actions.negated


def known_distributions(resource: Resource, facts: Facts) -> tuple[Distribution, ...]:
    """The distributions that were read; none where they were not."""
    found = reading(facts, SETTING, resource.id)
    read = distributions_in(found) if found is not None else ()
    return () if isinstance(read, Unread) else read


ORIGIN_ACCESS = (
    Setting(
        name=SIGNING,
        of=the_controls,
        read=read_control,
        permissions=("cloudfront:GetOriginAccessControl",),
    ),
    Setting(
        name=ROOT,
        of=the_distributions_that_may_list,
        read=read_root_object,
        permissions=("cloudfront:GetDistributionConfig",),
    ),
    Setting(
        name=IDENTITIES,
        of=the_account_if_identities,
        read=read_identities,
        permissions=("cloudfront:ListCloudFrontOriginAccessIdentities",),
    ),
)
"""In the order in which they are read, after the distributions."""
