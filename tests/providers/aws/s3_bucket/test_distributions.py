"""What is read of the content network, by the real client from the fake: of which buckets, and how much."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company import policies
from ajar.demo.aws.company.prod import CDN_ORIGIN, DISTRIBUTION, PAID_DOWNLOADS, PROD
from ajar.demo.aws.distributions import Behavior, Distribution
from ajar.demo.aws.state import Denial
from ajar.jobs.examine import examine
from ajar.model.access import Audience, Capability, State
from ajar.model.facts import Fact, Unread
from ajar.model.finding import Finding
from ajar.model.ours import Ours
from ajar.model.resource import Owner
from ajar.providers.aws.s3_bucket import KIND, buckets
from ajar.providers.aws.s3_bucket.distribution import distributions_in
from ajar.providers.aws.s3_bucket.distributions import is_of, names_content_network, read_distributions
from ajar.providers.aws.session import AwsSession
from ajar.providers.kind import Malformed, Reader
from ajar.providers.reader import reader

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
OURS = Ours(accounts=frozenset({PROD}))
IDENTITY = "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E7"


def finding(once: Reader, name: str = CDN_ORIGIN) -> Finding:
    """What is found of one bucket of the company's."""
    (resource,) = [one for one in buckets(once) if one.name == name]
    return examine(once, KIND, resource, OURS, AT)


def asked(cloud: AwsCloud) -> list[str]:
    """CloudFront's operations that were called, in their order."""
    return [call.operation for call in cloud.calls if call.service == "cloudfront"]


def test_the_companys_origin_is_open_through_the_content_network_alone(session: AwsSession) -> None:
    found = finding(reader(session)).exposure
    assert (found.state, found.audience, found.capabilities) == (
        State.OPEN,
        Audience.PUBLIC,
        (Capability.READ,),
    )
    assert [way.through for way in found.ways] == ["cdn"]
    assert not found.unknown


def test_its_witness_gets_through(session: AwsSession, cloud: AwsCloud) -> None:
    witness = finding(reader(session)).exposure.witness
    assert witness is not None
    domain = cloud.world.distributions[DISTRIBUTION].domain
    assert witness.target.startswith(f"https://{domain}/")


REDUCED = {
    "Id": DISTRIBUTION,
    "ARN": f"arn:aws:cloudfront::{PROD}:distribution/{DISTRIBUTION}",
    "Aliases": ["a.example", "b.example"],
    "Enabled": True,
    "Staging": False,
    "TenantsOnly": False,
    "Certificates": False,
    "MayRefuse": ["WebACL", "GeoRestriction"],
    "Origins": [
        {"Id": CDN_ORIGIN, "OriginPath": "/site", "Website": False, "Access": "identity", "AccessId": "E7"}
    ],
    "Behaviors": [
        {"PathPattern": "a/*", "Origins": [CDN_ORIGIN], "Signed": True, "AllowedMethods": ["GET", "HEAD"]},
        {"PathPattern": "b/*", "Origins": [], "Signed": False, "AllowedMethods": ["GET", "HEAD"]},
        {"PathPattern": "*", "Origins": [CDN_ORIGIN], "Signed": False, "AllowedMethods": ["GET", "HEAD"]},
    ],
}


def test_a_distribution_is_reduced_to_what_decides(session: AwsSession, cloud: AwsCloud) -> None:
    found = Distribution(
        DISTRIBUTION,
        PROD,
        CDN_ORIGIN,
        "eu-west-1",
        identity="E7",
        path="/site",
        aliases=("b.example", "a.example"),
        behaviors=(Behavior("a/*", signed=True), Behavior("b/*", elsewhere=True), Behavior()),
        web_acl="arn:aws:wafv2:acl",
        countries=("AQ",),
    )
    cloud.world.distributions[DISTRIBUTION] = found
    read = finding(reader(session)).facts["distributions"][f"arn:aws:s3:::{CDN_ORIGIN}"]
    (one,) = msgspec.to_builtins(distributions_in(read))
    assert one == {**REDUCED, "DomainName": found.domain}


def test_the_account_is_asked_once_in_a_run(session: AwsSession, cloud: AwsCloud) -> None:
    for number in range(250):
        name = f"E{number:012d}"
        cloud.world.distributions[name] = Distribution(name, PROD, "elsewhere")
    text = policies.text(policies.allow("b", {"Service": "cloudfront.amazonaws.com"}, policies.READ, "Cdn"))
    for name in ("marrow-www", "marrow-logs", "marrow-finance"):
        cloud.world.buckets[name].policy = text
    once = reader(session)
    for resource in buckets(once):
        examine(once, KIND, resource, OURS, AT)
    assert asked(cloud).count("ListDistributions") == 3  # its three pages
    assert asked(cloud).count("GetOriginAccessControl") == 2  # each of the two that there are


def test_nothing_is_asked_for_buckets_that_name_no_content_network(
    session: AwsSession, cloud: AwsCloud
) -> None:
    once = reader(session)
    for resource in buckets(once):
        if resource.name not in (CDN_ORIGIN, PAID_DOWNLOADS):
            examine(once, KIND, resource, OURS, AT)
    assert asked(cloud) == []


def test_what_may_not_be_listed_is_unread_with_its_permission(session: AwsSession, cloud: AwsCloud) -> None:
    cloud.world.accounts[PROD].denials.add(Denial("cloudfront:*"))
    found = finding(reader(session))
    read = found.facts["distributions"][found.resource.id]
    assert isinstance(read, Unread)
    assert read.permission == "cloudfront:ListDistributions"
    assert found.exposure.state is State.UNKNOWN
    (doubt,) = found.exposure.unknown
    assert (doubt.permission, doubt.args) == ("cloudfront:ListDistributions", {"who": DISTRIBUTION})


def test_the_root_is_asked_for_where_the_policy_lets_it_list(session: AwsSession, cloud: AwsCloud) -> None:
    bucket = cloud.world.buckets[CDN_ORIGIN]
    service = {"Service": "cloudfront.amazonaws.com"}
    bucket.policy = policies.text(policies.allow(CDN_ORIGIN, service, policies.READ_AND_LIST, "Cdn"))
    with_root = finding(reader(session))
    assert "GetDistributionConfig" in asked(cloud)
    assert not lists(with_root)
    cloud.world.distributions[DISTRIBUTION].root = ""
    assert lists(finding(reader(session)))


def lists(found: Finding) -> bool:
    return any(Capability.LIST in way.capabilities for way in found.exposure.ways if way.through == "cdn")


def test_an_identity_of_the_accounts_own_serves_what_its_distribution_does(
    session: AwsSession, cloud: AwsCloud
) -> None:
    cloud.world.buckets[CDN_ORIGIN].policy = policies.text(
        policies.allow(CDN_ORIGIN, {"AWS": IDENTITY}, policies.READ, "Cdn")
    )
    assert finding(reader(session)).exposure.state is State.UNKNOWN  # it is none of the account's
    distribution = cloud.world.distributions[DISTRIBUTION]
    distribution.control, distribution.identity = "", "E7"
    assert finding(reader(session)).exposure.state is State.OPEN
    distribution.enabled = False
    assert finding(reader(session)).exposure.state is State.SHIELDED


@pytest.mark.parametrize(
    ("domain", "bucket", "known"),
    [
        ("b.s3.amazonaws.com", "b", True),
        ("b.s3.eu-west-1.amazonaws.com", "b", True),
        ("b.s3-eu-west-1.amazonaws.com", "b", True),
        ("b.s3.dualstack.eu-west-1.amazonaws.com", "b", True),
        ("b.s3.cn-north-1.amazonaws.com.cn", "b", True),
        ("b.s3-website-eu-west-1.amazonaws.com", "b", True),
        ("b.s3-website.eu-central-1.amazonaws.com", "b", True),
        ("my.b.s3.amazonaws.com", "my.b", True),
        ("Old_Name.s3.amazonaws.com", "Old_Name", True),
        ("my.b.s3.amazonaws.com", "b", False),
        ("bb.s3.amazonaws.com", "b", False),
        ("b.s3.amazonaws.com.example.com", "b", False),
        ("b.example.com", "b", False),
        ("b", "b", False),
        ("", "b", False),
    ],
)
def test_an_origin_is_known_by_its_address(domain: str, bucket: str, *, known: bool) -> None:
    assert is_of(domain, bucket) is known


@pytest.mark.parametrize(
    ("principal", "effect", "named"),
    [
        ({"Service": "cloudfront.amazonaws.com"}, "Allow", True),
        ({"Service": ["s3.amazonaws.com", "cloudfront.amazonaws.com"]}, "Allow", True),
        ({"AWS": IDENTITY}, "Allow", True),
        ({"Service": "cloudfront.amazonaws.com"}, "Deny", False),
        ({"Service": "cloudtrail.amazonaws.com"}, "Allow", False),
        ("*", "Allow", False),
    ],
)
def test_a_policy_names_the_network_by_its_service_or_an_identity(
    principal: object, effect: str, *, named: bool
) -> None:
    text = policies.text(policies.allow("b", principal, policies.READ, "cloudfront") | {"Effect": effect})
    assert names_content_network(text) is named
    assert names_content_network(text.replace("cloudfront", "\\u0063loudfront")) is named


@pytest.mark.parametrize(
    ("condition", "named"),
    [
        ({"ArnLike": {"aws:SourceArn": "arn:aws:cloudfront::1:distribution/E1"}}, True),
        ({"ArnLike": {"AWS:sourceARN": "arn:aws:*:*:1:*"}}, True),
        ({"ArnLike": {"aws:SourceArn": "*"}}, True),
        ({"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:1:*"}}, False),
        ({"StringEquals": {"aws:SourceAccount": "1"}}, True),
        ({"StringEquals": {"aws:PrincipalServiceName": "cloudfront.amazonaws.com"}}, True),
        ({"StringEquals": {"aws:PrincipalServiceName": "sns.amazonaws.com"}}, False),
        ({"StringEquals": {"aws:SourceVpce": "vpce-1"}}, False),
        ({"StringEquals": {"aws:PrincipalOrgID": "o-1"}}, False),
    ],
)
def test_a_policy_for_everybody_names_it_where_only_services_get_in(
    condition: dict[str, Any], *, named: bool
) -> None:
    text = policies.text(policies.allow("b", "*", policies.READ, "Any", Condition=condition))
    assert names_content_network(text) is named


@pytest.mark.parametrize("text", [None, 7, "", "cloudfront", '{"Service": "cloudfront.amazonaws.com"}'])
def test_what_is_no_policy_names_nobody(text: object) -> None:
    assert not names_content_network(text)


class Answering:
    """A reader that gives these answers, one after the other."""

    provider, account = "aws", PROD

    def __init__(self, *answers: dict[str, Any]) -> None:
        self.answers = list(answers)
        self.given: list[dict[str, Any]] = []

    def call(self, _operation: str, /, **given: Any) -> dict[str, Any]:  # noqa: ANN401 - arguments are any JSON
        self.given.append(given)
        return self.answers.pop(0)

    def pages(self, operation: str, /, **given: Any) -> Any:  # noqa: ANN401 - as above
        raise AssertionError(operation, given)


OWNER = Owner(id="arn:aws:s3:::b", name="b")


def page(*items: dict[str, Any], marker: str = "") -> dict[str, Any]:
    """One page of distributions."""
    more = {"IsTruncated": True, "NextMarker": marker} if marker else {"IsTruncated": False}
    return {"DistributionList": {**more, "Items": list(items)}}


def item(**more: object) -> dict[str, Any]:
    """A distribution as CloudFront lists it, with the bucket and another server as its origins."""
    return {
        "Id": "E1",
        "ARN": "arn:aws:cloudfront::1:distribution/E1",
        "Enabled": True,
        "Origins": {
            "Items": [
                {"Id": "s3", "DomainName": "b.s3.amazonaws.com", "OriginAccessControlId": "E3"},
                {"Id": "app", "DomainName": "app.example.com"},
            ]
        },
        "DefaultCacheBehavior": {"TargetOriginId": "app"},
        **more,
    }


def test_a_group_of_origins_falls_back_on_the_bucket() -> None:
    groups = {"Items": [{"Id": "group", "Members": {"Items": [{"OriginId": "app"}, {"OriginId": "s3"}]}}]}
    behavior = {"TargetOriginId": "group", "TrustedSigners": {"Enabled": False}}
    read = read_distributions(
        Answering(page(item(OriginGroups=groups, DefaultCacheBehavior=behavior))), OWNER
    )
    assert read.value[0]["Behaviors"][0]["Origins"] == ["s3"]


@pytest.mark.parametrize(
    ("more", "member", "value"),
    [
        ({"ViewerMtlsConfig": {"Mode": "required"}}, "Certificates", True),
        ({"ViewerMtlsConfig": {"Mode": "optional"}}, "Certificates", False),
        ({"ConnectionMode": "tenant-only"}, "TenantsOnly", True),
        ({"Staging": True}, "Staging", True),
        ({"ConnectionFunctionAssociation": {"Id": "f"}}, "MayRefuse", ["Functions"]),
        (
            {"Restrictions": {"GeoRestriction": {"RestrictionType": "blacklist"}}},
            "MayRefuse",
            ["GeoRestriction"],
        ),
    ],
)
def test_what_else_decides_is_read(more: dict[str, Any], member: str, value: object) -> None:
    read = read_distributions(Answering(page(item(**more))), OWNER)
    assert read.value[0][member] == value


@pytest.mark.parametrize("name", ["FunctionAssociations", "LambdaFunctionAssociations"])
@pytest.mark.parametrize(("event", "told"), [("viewer-request", ["Functions"]), ("origin-response", [])])
def test_a_function_before_the_viewer_is_told(name: str, event: str, told: list[str]) -> None:
    behavior = {"TargetOriginId": "s3", name: {"Items": [{"EventType": event}]}}
    read = read_distributions(Answering(page(item(DefaultCacheBehavior=behavior))), OWNER)
    assert read.value[0]["MayRefuse"] == told


@pytest.mark.parametrize("signers", ["TrustedSigners", "TrustedKeyGroups"])
def test_either_sort_of_signer_makes_addresses_signed(signers: str) -> None:
    behavior = {"TargetOriginId": "s3", signers: {"Enabled": True}}
    read = read_distributions(Answering(page(item(DefaultCacheBehavior=behavior))), OWNER)
    assert read.value[0]["Behaviors"][0]["Signed"] is True


def test_the_bucket_and_its_website_are_two_origins() -> None:
    site = {"Items": [{"Id": "site", "DomainName": "b.s3-website-eu-west-1.amazonaws.com"}]}
    read = read_distributions(Answering(page(item(Origins=site))), OWNER)
    (one,) = read.value[0]["Origins"]
    assert (one["Website"], one["Access"]) == (True, "none")


def test_a_distribution_of_other_servers_is_not_the_buckets() -> None:
    assert read_distributions(Answering(page(item(Origins={"Quantity": 0}))), OWNER) == Fact([])


def test_a_list_that_turns_in_circles_is_malformed() -> None:
    with pytest.raises(Malformed):
        read_distributions(Answering(page(marker="a"), page(marker="a")), OWNER)


@pytest.mark.parametrize(
    "answer", [{}, {"DistributionList": []}, page({"Id": "E1"}), page(item(Enabled="yes")), page(item(Id=7))]
)
def test_an_answer_in_another_form_is_malformed(answer: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        read_distributions(Answering(answer), OWNER)


@pytest.mark.parametrize(
    ("domain", "access"),
    [
        ("share-abcdefghijklmnopqrstuvwxyz12345678-s3alias.s3.eu-west-1.amazonaws.com", ["access_point"]),
        ("mabcdefghijkl.mrap.accesspoint.s3-global.amazonaws.com", ["access_point"]),
        ("other.s3.eu-west-1.amazonaws.com", []),
    ],
)
def test_an_access_point_may_be_one_of_the_bucket(domain: str, access: list[str]) -> None:
    origins = {"Items": [{"Id": "s3", "DomainName": domain, "OriginAccessControlId": "E3"}]}
    read = read_distributions(Answering(page(item(Origins=origins))), OWNER)
    assert [origin["Access"] for one in read.value for origin in one["Origins"]] == access
