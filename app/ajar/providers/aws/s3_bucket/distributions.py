"""The content network's distributions that have a bucket as an origin: whether they matter, and how read.

Sources, under https://docs.aws.amazon.com/ and read 2026-11-24: "DistributionSummary"
(cloudfront/latest/APIReference/API_DistributionSummary.html), "Origin domain" in "Origin settings"
(AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html), "Restrict access to an Amazon S3
origin" (AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

import msgspec

from ajar.model.facts import Fact, Facts, Value, reading
from ajar.model.resource import Owner, Resource, itself
from ajar.policy.aws.language import Effect, Policy, Statement, parse_policy
from ajar.policy.aws.principals import Form, Principal
from ajar.policy.aws.services import service
from ajar.providers.aws.s3_bucket.asking import member
from ajar.providers.aws.s3_bucket.distribution import (
    ANONYMOUS,
    CONTROL,
    IDENTITY,
    POINT,
    Behavior,
    Distribution,
    Origin,
)
from ajar.providers.kind import Malformed, Reader, Setting

SETTING = "distributions"

# "Amazon S3 website endpoints" and "Amazon Simple Storage Service endpoints and quotas", under
# https://docs.aws.amazon.com/general/latest/gr/s3.html, read 2026-11-24.
_REST = re.compile(r"\.s3(?:[.-](?:dualstack\.)?[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?")
_POINT = re.compile(
    r".+(?:-s3alias\.s3[.-][a-z0-9-]+|\.mrap\.accesspoint\.s3-global)\.amazonaws\.com(?:\.cn)?"
)
"""Of access points, which do not tell their buckets: "Access point aliases", read 2026-11-24,
https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-naming.html."""
_WEBSITE = re.compile(r"\.s3-website[.-][a-z0-9-]+\.amazonaws\.com(?:\.cn)?")
_HINTS = re.compile(
    r"cloudfront|aws:source(?:arn|account|org|owner)|aws:principal(?:isaws|service)|\\u", re.IGNORECASE
)
"""Without any of these no policy names a content network."""
_OF_ANY_SERVICE = {
    "aws:principalisawsservice",
    "aws:sourceaccount",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "aws:sourceowner",
}
_OF_ONE_SERVICE = {"aws:principalservicename", "aws:principalservicenameslist", "aws:sourcearn"}
_MAY_NAME = re.compile(r"cloudfront|^[*?]|^arn:[^:]*:[^:]*[*?]", re.IGNORECASE)
_SIGNERS = ("TrustedSigners", "TrustedKeyGroups")
_BY_FUNCTION = ("FunctionAssociations", "LambdaFunctionAssociations")


def the_bucket_if_served(resource: Resource, facts: Facts) -> tuple[Owner, ...]:
    """The bucket, where its policy names the content network; of all others nothing is asked."""
    policy = reading(facts, "policy", resource.id)
    served = isinstance(policy, Fact) and names_content_network(policy.value)
    return (itself(resource),) if served else ()


def names_content_network(text: Value) -> bool:
    """Whether an Allow of this policy names a content network: its service, or an identity of its own.

    One to everybody names it where a condition asks for what only requests of services have. A text that is
    no policy names nobody; what it may do is in doubt for everyone as it is.
    """
    return isinstance(text, str) and _HINTS.search(text) is not None and _names(text)


def policy_for_network(resource: Resource, facts: Facts) -> Policy | None:
    """The bucket's policy, where it was read and names a content network."""
    policy = reading(facts, "policy", resource.id)
    if not isinstance(policy, Fact) or not names_content_network(policy.value):
        return None
    read = parse_policy(policy.value)
    return read if isinstance(read, Policy) else None


@lru_cache(maxsize=512)
def _names(text: str) -> bool:
    policy = parse_policy(text)
    allows = (
        (one for one in policy.statements if one.effect is Effect.ALLOW) if isinstance(policy, Policy) else ()
    )
    return any(
        any(map(_is_content_network, one.principals.listed))
        or (one.principals.wild() and _asks_for_service(one))
        for one in allows
    )


def _asks_for_service(statement: Statement) -> bool:
    """Whether a condition is about on whose behalf a service asks, and may be about this one."""
    return any(
        one.key.lower() in _OF_ANY_SERVICE
        or (one.key.lower() in _OF_ONE_SERVICE and any(map(_MAY_NAME.search, one.values)))
        for one in statement.conditions
    )


def _is_content_network(one: Principal) -> bool:
    if one.form is Form.SERVICE:
        known = service(one.name)
        return known is not None and known.serves
    return one.form is Form.ORIGIN_IDENTITY


def read_distributions(reader: Reader, owner: Owner) -> Fact:
    """The distributions that have the bucket as an origin, in the order of their ids; empty without any.

    Each is a Distribution in plain types. Those of access points are among them, to whatever bucket. The list
    is the account's, and is asked for once in a run.
    """
    found = [_distribution(one, owner.name) for one in _all(reader)]
    kept = sorted((one for one in found if one.origins), key=lambda one: one.id)
    return Fact(msgspec.to_builtins(kept))


def _all(reader: Reader) -> Iterator[Mapping[str, Value]]:
    """Every distribution of the account. Page by page as plain calls, which a reader remembers."""
    more: dict[str, Value] = {}
    while True:
        page = member(reader.call("cloudfront:ListDistributions", **more), "DistributionList", dict)
        yield from _structures({"": page}, "")
        last, marker = more.get("Marker"), page.get("NextMarker") if page.get("IsTruncated") else None
        if not marker:
            return
        if marker == last:
            raise Malformed("cloudfront:ListDistributions gave the same page twice.")
        more = {"Marker": marker}


def _distribution(item: Mapping[str, Value], bucket: str) -> Distribution:
    origins = [
        _origin(one) for one in _structures(item, "Origins") if _is_origin(str(one.get("DomainName")), bucket)
    ]
    behaviors = _structures(item, "CacheBehaviors")
    default = {**_part(item, "DefaultCacheBehavior"), "PathPattern": "*"}
    return Distribution(
        id=member(item, "Id", str),
        arn=member(item, "ARN", str),
        domain=str(item.get("DomainName", "")),
        aliases=sorted(map(str, _items(item, "Aliases"))),
        enabled=member(item, "Enabled", bool),
        staging=bool(item.get("Staging", False)),
        tenants_only=item.get("ConnectionMode") == "tenant-only",
        certificates=_part(item, "ViewerMtlsConfig").get("Mode") == "required",
        may_refuse=list(_may_refuse(item, [*behaviors, default])),
        origins=origins,
        behaviors=[_behavior(one, item, origins) for one in [*behaviors, default]],
    )


def _may_refuse(item: Mapping[str, Value], behaviors: list[Mapping[str, Value]]) -> Iterator[str]:
    if item.get("WebACLId"):
        yield "WebACL"
    if _part(_part(item, "Restrictions"), "GeoRestriction").get("RestrictionType", "none") != "none":
        yield "GeoRestriction"
    functions = (one for each in behaviors for name in _BY_FUNCTION for one in _structures(each, name))
    at_connection = _part(item, "ConnectionFunctionAssociation")
    if at_connection or any(one.get("EventType") == "viewer-request" for one in functions):
        yield "Functions"


def _origin(item: Mapping[str, Value]) -> Origin:
    control = str(item.get("OriginAccessControlId") or "")
    identity = str(_part(item, "S3OriginConfig").get("OriginAccessIdentity") or "").rpartition("/")[2]
    return Origin(
        id=str(item.get("Id", "")),
        path=str(item.get("OriginPath") or ""),
        website=_WEBSITE.search(str(item.get("DomainName"))) is not None,
        access=_access(str(item.get("DomainName")), control, identity),
        access_id=control or identity,
    )


def _access(domain: str, control: str, identity: str) -> str:
    if control and _POINT.fullmatch(domain.lower()):
        return POINT
    return CONTROL if control else IDENTITY if identity else ANONYMOUS


def _is_origin(domain: str, bucket: str) -> bool:
    return is_of(domain, bucket) or _POINT.fullmatch(domain.lower()) is not None


def _behavior(
    item: Mapping[str, Value], distribution: Mapping[str, Value], origins: list[Origin]
) -> Behavior:
    """One behavior; a group of origins sends a request on to its next one where the first fails."""
    target = item.get("TargetOriginId")
    groups = [one for one in _structures(distribution, "OriginGroups") if one.get("Id") == target]
    named = {target, *(one.get("OriginId") for group in groups for one in _structures(group, "Members"))}
    return Behavior(
        pattern=str(item.get("PathPattern", "*")),
        origins=[one.id for one in origins if one.id in named],
        signed=any(bool(_part(item, name).get("Enabled")) for name in _SIGNERS),
        methods=sorted(map(str, _items(item, "AllowedMethods"))) or ["GET", "HEAD"],
    )


def is_of(domain: str, bucket: str) -> bool:
    """Whether this host is an address of the bucket's, as an object store or as a website."""
    rest = domain.lower().removeprefix(bucket.lower())
    return rest != domain.lower() and bool(_REST.fullmatch(rest) or _WEBSITE.fullmatch(rest))


def _part(item: Mapping[str, Value], name: str) -> Mapping[str, Value]:
    found = item.get(name)
    return found if isinstance(found, Mapping) else {}


def _items(item: Mapping[str, Value], name: str) -> list[Value]:
    """The items of one of CloudFront's lists, which say how many they are and leave out an empty one."""
    found = _part(item, name).get("Items")
    return found if isinstance(found, list) else []


def _structures(item: Mapping[str, Value], name: str) -> list[Mapping[str, Value]]:
    return [one for one in _items(item, name) if isinstance(one, Mapping)]


DISTRIBUTIONS = Setting(
    name=SETTING,
    of=the_bucket_if_served,
    read=read_distributions,
    permissions=("cloudfront:ListDistributions",),
)
