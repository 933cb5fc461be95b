"""The networks that are ours: a VPC or an endpoint that a policy names is our own only if EC2 lists it so.

"Controlling access from VPC endpoints with bucket policies",
https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html, read
2026-11-24: a condition on aws:SourceVpce or aws:SourceVpc names them by their ids, which tell nobody whose
they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ajar.model.exposure import Unknown
from ajar.model.facts import Fact, Facts, Unread, Value, reading
from ajar.model.resource import Owner, Resource
from ajar.providers.aws.s3_bucket.asking import member
from ajar.providers.aws.s3_bucket.outsiders import outsiders_named
from ajar.providers.kind import Malformed, Reader, Setting

PAGE = 1000
"""The most that EC2 gives at once: "DescribeVpcEndpoints",
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpoints.html, read 2026-11-24."""

_ASKS = ("accesspoint", "sourcevpc", "vpcsourceip", "\\u")  # the last may write any letter


def the_networks(resource: Resource, facts: Facts) -> tuple[Owner, ...]:
    """The account in the bucket's region, where the policy names outsiders and tells networks apart.

    An access point may answer to one network alone.
    """
    policy = reading(facts, "policy", resource.id)
    text = policy.value.lower() if isinstance(policy, Fact) and isinstance(policy.value, str) else ""
    asked = any(name in text for name in _ASKS) and outsiders_named(resource, facts)
    return (networks_of(resource),) if asked else ()


def read_networks(reader: Reader, owner: Owner) -> Fact:
    """The account's own endpoints and VPCs in the region: `{"endpoints": [{"id", ...}], "vpcs": [ids]}`.

    A VPC that another account shares with this one is not among them. Raises Malformed where the region is
    not known.
    """
    if not owner.region:
        raise Malformed("The bucket's region is not known, so that its networks could not be asked for.")
    endpoints = [
        {"id": one["VpcEndpointId"], "vpc": one.get("VpcId"), "service": one.get("ServiceName")}
        for one in _all(reader, owner, "DescribeVpcEndpoints", "VpcEndpoints")
        if one.get("OwnerId", reader.account) == reader.account
    ]
    vpcs = [
        one["VpcId"]
        for one in _all(reader, owner, "DescribeVpcs", "Vpcs")
        if one.get("OwnerId", reader.account) == reader.account
    ]
    return Fact({"endpoints": sorted(endpoints, key=lambda one: str(one["id"])), "vpcs": sorted(vpcs)})


def own_networks(resource: Resource, facts: Facts) -> tuple[frozenset[str] | None, frozenset[str] | None]:
    """The ids of the VPCs and of the endpoints that are known to be ours; None where that is not known."""
    known = reading(facts, "vpc_endpoints", networks_of(resource).id)
    if not isinstance(known, Fact) or not isinstance(known.value, Mapping):
        return None, None
    vpcs, endpoints = known.value.get("vpcs"), known.value.get("endpoints")
    if not isinstance(vpcs, list) or not isinstance(endpoints, list):
        return None, None
    return frozenset(_texts(vpcs)), frozenset(
        _texts(one.get("id") for one in endpoints if isinstance(one, Mapping))
    )


def networks_unread(resource: Resource, facts: Facts) -> Unknown | None:
    """Why it is not known which networks are ours; None where it is, or was not asked."""
    owner = networks_of(resource)
    unread = reading(facts, "vpc_endpoints", owner.id)
    if not isinstance(unread, Unread):
        return None
    return Unknown(
        setting="vpc_endpoints",
        reason=unread.reason,
        permission=unread.permission,
        owner=owner.id,
        code="vpc_endpoints_unread",
    )


def networks_of(resource: Resource) -> Owner:
    """The account in the resource's region, as the owner of its networks there."""
    place = f"{resource.account}/{resource.region}"
    return Owner(id=place, name=place, region=resource.region, shared="region")


def _all(reader: Reader, owner: Owner, operation: str, part: str) -> Iterator[Mapping[str, Value]]:
    """Every entry of a list of EC2's; each page by a call that is remembered, as many buckets ask for it."""
    more: dict[str, str] = {}
    while True:
        answer = reader.call(f"ec2:{operation}", region=owner.region, MaxResults=PAGE, **more)
        yield from member(answer, part, list)
        token = answer.get("NextToken")
        if not token or token == more.get("NextToken"):
            return
        more = {"NextToken": token}


def _texts(values: Iterable[Value]) -> Iterator[str]:
    return (value for value in values if isinstance(value, str))


NETWORKS = Setting(
    name="vpc_endpoints",
    of=the_networks,
    read=read_networks,
    permissions=("ec2:DescribeVpcEndpoints", "ec2:DescribeVpcs"),
)
