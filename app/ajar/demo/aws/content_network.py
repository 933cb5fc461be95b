"""The fake's content network: CloudFront's calls, and what its viewers get of the buckets behind it.

Like the rest of the fake it shares no line with the judges: which behavior a path meets, whether it wants a
signed address and what the bucket says to CloudFront is found out here once more.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from ajar.demo.aws import s3_object
from ajar.demo.aws.access import Caller, check
from ajar.demo.aws.answers import failure, success
from ajar.demo.aws.conditions import like
from ajar.demo.aws.errors import AwsError
from ajar.demo.aws.models import service
from ajar.demo.aws.stranger import Visitor
from ajar.demo.http_server import Response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ajar.demo.aws.distributions import Behavior, Distribution
    from ajar.demo.aws.inputs import Given
    from ajar.demo.aws.state import World
    from ajar.demo.http_server import Request

Answer = dict[str, Any]
PAGE = 100
SERVICE = "cloudfront.amazonaws.com"
IDENTITY = "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity "
_MADE = datetime(2024, 1, 22, 9, 30, tzinfo=UTC)

# What a request of a viewer comes to at the origin, by its method, for an object.
_OPERATIONS = {"GET": "GetObject", "HEAD": "HeadObject", "PUT": "PutObject", "DELETE": "DeleteObject"}


def list_distributions(world: World, caller: Caller, given: Given) -> Answer:
    """List the account's distributions, a page at a time."""
    own = [one for one in sorted(world.distributions.values(), key=_by_id) if one.account == _account(caller)]
    size, after = min(int(given.get("MaxItems", PAGE)), PAGE), given.get("Marker", "")
    left = [one for one in own if one.id > after]
    page = left[:size]
    answer: Answer = {
        "Marker": after,
        "MaxItems": size,
        "IsTruncated": len(left) > size,
        "Quantity": len(page),
        "Items": [_summary(one) for one in page],
    }
    if answer["IsTruncated"]:
        answer["NextMarker"] = page[-1].id
    return {"DistributionList": answer}


def distribution_config(world: World, caller: Caller, given: Given) -> Answer:
    """Return one distribution's configuration. Raises NoSuchDistribution."""
    found = world.distributions.get(given["Id"])
    if found is None or found.account != _account(caller):
        raise AwsError("NoSuchDistribution", "The specified distribution does not exist.", 404)
    config = {name: value for name, value in _summary(found).items() if name in _IN_BOTH}
    return {"DistributionConfig": config | {"CallerReference": found.id, "DefaultRootObject": found.root}}


def origin_access_control(world: World, caller: Caller, given: Given) -> Answer:
    """Return one origin access control. Raises NoSuchOriginAccessControl."""
    for one in world.distributions.values():
        if one.control == given["Id"] and one.account == _account(caller):
            config = {
                "Name": one.bucket,
                "SigningProtocol": "sigv4",
                "SigningBehavior": one.signing,
                "OriginAccessControlOriginType": "s3",
            }
            return {"OriginAccessControl": {"Id": one.control, "OriginAccessControlConfig": config}}
    raise AwsError("NoSuchOriginAccessControl", "The origin access control does not exist.", 404)


def identities(world: World, caller: Caller, given: Given) -> Answer:
    """List the origin access identities that the account's distributions come with."""
    own = {one.identity for one in world.distributions.values() if one.account == _account(caller)} - {""}
    items = [{"Id": one, "S3CanonicalUserId": _canonical(one), "Comment": ""} for one in sorted(own)]
    listed = {"Marker": given.get("Marker", ""), "MaxItems": PAGE, "IsTruncated": False, **_listed(items)}
    return {"CloudFrontOriginAccessIdentityList": listed}


def named(world: World, host: str) -> Distribution | None:
    """Return the distribution that answers under this host name; None where none does."""
    name = host.partition(":")[0].lower()
    return next((one for one in world.distributions.values() if name in (one.domain, *one.aliases)), None)


def view(world: World, distribution: Distribution, request: Request) -> Response:
    """Answer a viewer, who is never more than a stranger."""
    path = request.path or "/"
    if path == "/" and distribution.root:
        path = f"/{distribution.root}"
    behavior = next(one for one in distribution.behaviors if _fits(path, one))
    if not distribution.enabled or behavior.signed or request.method not in behavior.methods:
        return _refused("AccessDenied")
    if behavior.elsewhere:
        return Response(200, {"Content-Type": "text/plain"}, b"from another origin\n")
    return _fetched(world, distribution, request, unquote(f"{distribution.path}{path}").removeprefix("/"))


def _fetched(world: World, distribution: Distribution, request: Request, key: str) -> Response:
    operation = _OPERATIONS[request.method] if key else "ListObjects"
    s3, bucket = service("s3"), world.buckets.get(distribution.bucket)
    if s3 is None or bucket is None:
        return _refused("NoSuchBucket")
    given: Given = {"Bucket": bucket.name, **({"Key": key} if key else {}), "Body": request.body}
    caller = Caller(None, bucket.region, _as(distribution))
    try:
        check(world, caller, s3, operation, given)
        answer = s3_object.OPERATIONS[f"s3.{operation}"](world, caller, given)
    except AwsError as error:
        return failure(s3, error, {})
    found = success(s3, operation, answer)
    return Response(found.status, found.headers, b"" if request.method == "HEAD" else found.body)


def _as(distribution: Distribution) -> Visitor:
    """Return whom the bucket takes CloudFront for, when it asks for this distribution."""
    if distribution.control and distribution.signing != "never":
        return Visitor(service=SERVICE, source=distribution.arn, source_account=distribution.account)
    if distribution.identity:
        return Visitor("cloudfront", IDENTITY + distribution.identity)
    return Visitor()


def _fits(path: str, behavior: Behavior) -> bool:
    return like(path, f"/{behavior.pattern.removeprefix('/')}") or behavior.pattern == "*"


def _refused(code: str) -> Response:
    return failure(service("s3"), AwsError(code, "Access Denied"), {})


def _by_id(one: Distribution) -> str:
    return one.id


def _account(caller: Caller) -> str:
    if caller.identity is None:
        raise AwsError("MissingAuthenticationToken", "Request is missing Authentication Token")
    return caller.identity.account


def _summary(one: Distribution) -> Answer:
    *first, last = (_behavior(one, behavior) for behavior in one.behaviors)
    last.pop("PathPattern")
    kind = "whitelist" if one.countries else "none"
    return {
        "Id": one.id,
        "ARN": one.arn,
        "Status": "Deployed",
        "LastModifiedTime": _MADE,
        "DomainName": one.domain,
        "Aliases": _listed(one.aliases),
        "Origins": _listed((_origin(one), _other_origin())),
        "DefaultCacheBehavior": last,
        "CacheBehaviors": _listed(first),
        "CustomErrorResponses": {"Quantity": 0},
        "Comment": one.bucket,
        "PriceClass": "PriceClass_100",
        "Enabled": one.enabled,
        "ViewerCertificate": {"CloudFrontDefaultCertificate": True},
        "Restrictions": {"GeoRestriction": {"RestrictionType": kind, **_listed(one.countries)}},
        "WebACLId": one.web_acl,
        "HttpVersion": "http2",
        "IsIPV6Enabled": True,
        "Staging": False,
    }


_IN_BOTH = {
    "Aliases",
    "Origins",
    "DefaultCacheBehavior",
    "CacheBehaviors",
    "CustomErrorResponses",
    "Comment",
    "PriceClass",
    "Enabled",
    "ViewerCertificate",
    "Restrictions",
    "WebACLId",
    "HttpVersion",
    "IsIPV6Enabled",
    "Staging",
}


def _origin(one: Distribution) -> Answer:
    identity = f"origin-access-identity/cloudfront/{one.identity}" if one.identity else ""
    return {
        "Id": one.bucket,
        "DomainName": one.origin,
        "OriginPath": one.path,
        "CustomHeaders": {"Quantity": 0},
        "S3OriginConfig": {"OriginAccessIdentity": identity},
        "OriginAccessControlId": one.control,
    }


def _other_origin() -> Answer:
    return {
        "Id": "elsewhere",
        "DomainName": "app.marrowfinch.example",
        "OriginPath": "",
        "CustomHeaders": {"Quantity": 0},
        "CustomOriginConfig": {"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "https-only"},
    }


def _behavior(one: Distribution, behavior: Behavior) -> Answer:
    return {
        "PathPattern": behavior.pattern,
        "TargetOriginId": "elsewhere" if behavior.elsewhere else one.bucket,
        "TrustedSigners": {"Enabled": False, "Quantity": 0},
        "TrustedKeyGroups": {"Enabled": behavior.signed, **_listed(["keys"] * behavior.signed)},
        "ViewerProtocolPolicy": "redirect-to-https",
        "AllowedMethods": _listed(behavior.methods),
        "Compress": True,
    }


def _canonical(identity: str) -> str:
    return hashlib.sha256(f"identity {identity}".encode()).hexdigest() + "0" * 32


def _listed(items: Iterable[object]) -> Answer:
    """Return a list as CloudFront writes it; an empty one has no items."""
    found = list(items)
    return {"Quantity": len(found), **({"Items": found} if found else {})}


OPERATIONS: dict[str, Callable[[World, Caller, Given], Answer]] = {
    "cloudfront.GetDistributionConfig": distribution_config,
    "cloudfront.GetOriginAccessControl": origin_access_control,
    "cloudfront.ListCloudFrontOriginAccessIdentities": identities,
    "cloudfront.ListDistributions": list_distributions,
}
