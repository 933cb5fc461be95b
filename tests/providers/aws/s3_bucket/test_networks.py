"""Which networks are ours: those that EC2 lists, and no other, whatever a policy calls them."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from ajar.demo.aws.company.prod import ENDPOINT, PROD
from ajar.demo.aws.errors import AwsError
from ajar.demo.aws.state import VpcEndpoint
from ajar.jobs.examine import examine
from ajar.model.access import Audience, State
from ajar.model.exposure import Exposure
from ajar.model.facts import Fact, Reason, Unread
from ajar.model.ours import Ours
from ajar.model.resource import Owner, Resource
from ajar.providers.aws.s3_bucket import KIND
from ajar.providers.aws.s3_bucket.networks import NETWORKS, own_networks
from ajar.providers.aws.s3_bucket.verdict import judge
from ajar.providers.kind import Denied, Malformed
from ajar.providers.reader import reader
from clouds.s3_facts import ACCOUNT, BUCKET, NOT_ASKED, READ, allow, facts, policy

if TYPE_CHECKING:
    from ajar.demo.aws.cloud import AwsCloud
    from ajar.demo.call import Call
    from ajar.providers.aws.session import AwsSession

AT = datetime(2026, 11, 24, tzinfo=UTC)
PLACE = f"{ACCOUNT}/eu-west-1"
OWN = {"endpoints": [{"id": "vpce-1", "vpc": "vpc-1", "service": "s3"}], "vpcs": ["vpc-1"]}
NONE: dict[str, Any] = {"endpoints": [], "vpcs": []}
UNREAD = Unread(reason=Reason.DENIED, permission="ec2:DescribeVpcEndpoints")


def only(operator: str, key: str, value: str) -> dict[str, Any]:
    """A Deny of everything from elsewhere."""
    return {**allow("*", "s3:*"), "Effect": "Deny", "Condition": {operator: {key: value}}}


BY_ENDPOINT = policy(READ, only("StringNotEquals", "aws:SourceVpce", "vpce-1"))
BY_NETWORK = policy(READ, only("StringNotEquals", "aws:sourcevpc", "vpc-1"))
either = pytest.mark.parametrize("text", [BY_ENDPOINT, BY_NETWORK], ids=["endpoint", "network"])


def judged(text: str, networks: object) -> Exposure:
    """The verdict on a bucket with this policy, of an account with these networks."""
    known = dict(facts(policy=text))
    if networks is not NOT_ASKED:
        known["vpc_endpoints"] = {PLACE: networks if isinstance(networks, Unread) else Fact(networks)}
    return judge(BUCKET, known, Ours(accounts=frozenset({ACCOUNT})), AT)


@either
def test_what_only_the_own_network_reaches_is_closed(text: str) -> None:
    assert judged(text, OWN).state is State.CLOSED


@either
@pytest.mark.parametrize("networks", [NONE, UNREAD, NOT_ASKED, None, {"vpcs": 1, "endpoints": []}, {}, []])
def test_a_network_that_is_not_known_to_be_ours_may_be_anybodys(text: str, networks: object) -> None:
    found = judged(text, networks)
    assert (found.state, found.at_most) == (State.UNKNOWN, Audience.EXTERNAL)
    assert "network_not_known" in {unknown.code for unknown in found.unknown}


@either
def test_a_network_that_could_not_be_read_is_told_with_the_permission(text: str) -> None:
    unread = [one for one in judged(text, UNREAD).unknown if one.code == "vpc_endpoints_unread"]
    assert [(one.permission, one.owner) for one in unread] == [(UNREAD.permission, PLACE)]
    assert not [one for one in judged(text, NONE).unknown if one.setting == "vpc_endpoints"]


def test_own_networks_are_those_that_were_read() -> None:
    known = {"vpc_endpoints": {PLACE: Fact(OWN)}}
    assert own_networks(BUCKET, known) == (frozenset({"vpc-1"}), frozenset({"vpce-1"}))
    assert own_networks(BUCKET, {"vpc_endpoints": {PLACE: Fact({"endpoints": [1, {}], "vpcs": [None]})}}) == (
        frozenset(),
        frozenset(),
    )
    assert own_networks(BUCKET, {}) == (None, None)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (policy(READ), False),
        (None, False),
        (7, False),
        (BY_ENDPOINT, True),
        (BY_ENDPOINT.replace("aws:SourceVpce", "AWS:SOURCEVPCE"), True),
        (policy({**READ, "Condition": {"IpAddress": {"aws:VpcSourceIp": "10.0.0.0/8"}}}), True),
        (BY_ENDPOINT.replace("aws:SourceVpce", "aws:Source\\u0056pce"), True),
        (policy(only("StringNotEquals", "aws:SourceVpce", "vpce-1")), False),
        (BY_ENDPOINT.replace('"*"', f'{{"AWS": "{ACCOUNT}"}}'), False),
    ],
)
def test_networks_are_asked_for_where_outsiders_hang_on_them(text: object, *, asked: bool) -> None:
    owners = NETWORKS.of(BUCKET, facts(policy=text))
    assert owners == ((Owner(id=PLACE, name=PLACE, region="eu-west-1", shared="region"),) if asked else ())


def test_a_bucket_whose_region_is_not_known_tells_no_networks(session: AwsSession) -> None:
    elsewhere = Resource(
        provider="aws", account=PROD, region="", kind="s3_bucket", name="drafts", id="arn:aws:s3:::drafts"
    )
    (owner,) = NETWORKS.of(elsewhere, facts(policy=BY_ENDPOINT))
    with pytest.raises(Malformed):
        NETWORKS.read(session, owner)


OWNER = Owner(id=f"{PROD}/eu-west-1", name="", region="eu-west-1", shared="region")


def test_the_own_endpoints_of_the_region_are_read(session: AwsSession, cloud: AwsCloud) -> None:
    cloud.world.endpoints["vpce-else"] = VpcEndpoint("vpce-else", PROD, "us-east-1", "vpc-else")
    cloud.world.endpoints["vpce-theirs"] = VpcEndpoint("vpce-theirs", "999988887777", "eu-west-1", "vpc-9")
    value = NETWORKS.read(session, OWNER).value
    own = cloud.world.endpoints[ENDPOINT]
    assert value == {
        "endpoints": [{"id": ENDPOINT, "vpc": own.vpc, "service": "com.amazonaws.eu-west-1.s3"}],
        "vpcs": [own.vpc],
    }
    assert cloud.unserved == set()


def test_every_page_is_read_and_what_others_share_is_not_ours() -> None:
    asked: list[dict[str, Any]] = []

    class Pages:
        provider, account = "aws", PROD

        def call(self, operation: str, /, *, region: str = "", **arguments: Any) -> dict[str, Any]:  # noqa: ANN401 - any argument
            asked.append({"operation": operation, "region": region, **arguments})
            first = "NextToken" not in arguments
            if operation == "ec2:DescribeVpcs":
                shared = {"VpcId": "vpc-9", "OwnerId": "999988887777"}
                return {"Vpcs": [{"VpcId": "vpc-1", "OwnerId": PROD}, shared]}
            one = {"VpcEndpointId": "vpce-2" if first else "vpce-1", "VpcId": "vpc-1"}
            return {"VpcEndpoints": [one], "NextToken": "more" if first else ""}

        def pages(self, *_: object, **__: object) -> Any:  # noqa: ANN401 - never called
            raise AssertionError

    value = NETWORKS.read(Pages(), OWNER).value
    assert [one["id"] for one in value["endpoints"]] == ["vpce-1", "vpce-2"]
    assert value["vpcs"] == ["vpc-1"]
    assert {one["region"] for one in asked} == {"eu-west-1"}
    assert len(asked) == 3


def test_a_denied_read_names_its_permission(session: AwsSession, cloud: AwsCloud) -> None:
    def deny(call: Call) -> None:
        if call.service == "ec2":
            raise AwsError("UnauthorizedOperation")

    cloud.before.append(deny)
    with pytest.raises(Denied) as denied:
        NETWORKS.read(session, OWNER)
    assert denied.value.permission in NETWORKS.permissions


def _company(session: AwsSession, name: str) -> Exposure:
    once = reader(session)
    (found,) = [resource for resource in KIND.list(once) if resource.name == name]
    return examine(once, KIND, found, session.identity().ours, AT).exposure


def test_the_companys_settings_are_reached_through_its_own_endpoint_alone(
    session: AwsSession, cloud: AwsCloud
) -> None:
    assert _company(session, "marrow-app-config").state is State.CLOSED
    del cloud.world.endpoints[ENDPOINT]
    assert _company(session, "marrow-app-config").state is State.UNKNOWN


def test_many_buckets_ask_for_the_networks_once(session: AwsSession, cloud: AwsCloud) -> None:
    once = reader(session)
    cloud.calls.clear()
    for _ in range(3):
        NETWORKS.read(once, OWNER)
    assert Counter(call.operation for call in cloud.calls) == {"DescribeVpcEndpoints": 1, "DescribeVpcs": 1}
