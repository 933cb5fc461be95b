"""The fake's content network: CloudFront's calls as boto3 makes them, and what its viewers get."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company import policies
from ajar.demo.aws.company.callers import OUTSIDER_KEY
from ajar.demo.aws.company.prod import CDN_ORIGIN, DISTRIBUTION, PAID_DISTRIBUTION, PROD, WWW_DISTRIBUTION
from ajar.demo.aws.distributions import Behavior, Distribution
from ajar.demo.aws.state import Denial

Client = Callable[..., Any]
Stranger = Callable[..., tuple[int, bytes]]
FILE = "/assets/site.css"
EVERY_METHOD = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")


@pytest.fixture
def distribution(cloud: AwsCloud) -> Distribution:
    """The company's distribution before its origin."""
    return cloud.world.distributions[DISTRIBUTION]


@pytest.fixture
def viewer(stranger: Stranger, distribution: Distribution) -> Callable[..., int]:
    """A viewer of the distribution: `viewer(path, method, body)` gives the status."""

    def ask(path: str = FILE, method: str = "GET", body: bytes | None = None) -> int:
        return stranger(method, path, body, {"Host": distribution.domain})[0]

    return ask


def allowed(cloud: AwsCloud, *actions: str, source: str = "", **more: object) -> None:
    """Give the bucket a policy for CloudFront alone, for one distribution or for whichever."""
    condition = {"StringEquals": {"aws:SourceArn": source}} if source else {}
    cloud.world.buckets[CDN_ORIGIN].policy = policies.text(
        policies.allow(
            CDN_ORIGIN,
            more.get("principal", {"Service": "cloudfront.amazonaws.com"}),
            list(actions),
            "Cdn",
            Condition=condition,
        )
    )


def test_the_account_lists_its_distributions_and_nobody_elses(client: Client, cloud: AwsCloud) -> None:
    cloud.world.distributions["EOTHER"] = Distribution("EOTHER", "999988887777", "elsewhere")
    found = client("cloudfront").list_distributions()["DistributionList"]
    assert (found["Quantity"], found["IsTruncated"]) == (3, False)
    by_id = {item["Id"]: item for item in found["Items"]}
    www, paid, one = by_id[WWW_DISTRIBUTION], by_id[PAID_DISTRIBUTION], by_id[DISTRIBUTION]
    assert www["Origins"]["Items"][0]["OriginAccessControlId"] == ""
    assert paid["ARN"] == f"arn:aws:cloudfront::{PROD}:distribution/{PAID_DISTRIBUTION}"
    assert paid["DefaultCacheBehavior"]["TrustedKeyGroups"]["Enabled"]
    assert one["ARN"] == f"arn:aws:cloudfront::{PROD}:distribution/{DISTRIBUTION}"
    assert one["Origins"]["Items"][0]["DomainName"] == f"{CDN_ORIGIN}.s3.eu-west-1.amazonaws.com"
    assert one["DefaultCacheBehavior"]["TrustedKeyGroups"] == {"Enabled": False, "Quantity": 0}
    assert client("cloudfront", OUTSIDER_KEY).list_distributions()["DistributionList"]["Quantity"] == 0


def test_a_long_list_comes_in_pages(client: Client, cloud: AwsCloud) -> None:
    for number in range(250):
        name = f"E{number:012d}"
        cloud.world.distributions[name] = Distribution(name, PROD, "bucket", control="E3")
    pages = client("cloudfront").get_paginator("list_distributions").paginate()
    ids = [one["Id"] for page in pages for one in page["DistributionList"]["Items"]]
    assert len(ids) == len(set(ids)) == 253


def test_a_distributions_root_and_its_control_are_told(client: Client) -> None:
    network = client("cloudfront")
    config = network.get_distribution_config(Id=DISTRIBUTION)["DistributionConfig"]
    assert config["DefaultRootObject"] == "index.html"
    control = config["Origins"]["Items"][0]["OriginAccessControlId"]
    told = network.get_origin_access_control(Id=control)["OriginAccessControl"]
    assert told["OriginAccessControlConfig"]["SigningBehavior"] == "always"


@pytest.mark.parametrize("call", ["get_distribution_config", "get_origin_access_control"])
def test_what_is_not_there_is_not_found(client: Client, call: str) -> None:
    with pytest.raises(ClientError) as error:
        getattr(client("cloudfront"), call)(Id="ENOTHING")
    assert error.value.response["Error"]["Code"].startswith("NoSuch")


def test_listing_may_be_denied(client: Client, cloud: AwsCloud) -> None:
    cloud.world.accounts[PROD].denials.add(Denial("cloudfront:List*"))
    with pytest.raises(ClientError) as error:
        client("cloudfront").list_distributions()
    assert error.value.response["Error"]["Code"] == "AccessDenied"


def test_whoever_knows_a_name_gets_the_file_through_the_network_and_not_directly(
    viewer: Callable[..., int], stranger: Stranger
) -> None:
    assert viewer() == 200
    assert viewer(method="HEAD") == 200
    assert viewer("/no/such/file") == 403
    assert viewer("/") == 403  # there is no index.html, and nothing lists
    assert stranger("GET", f"/{CDN_ORIGIN}{FILE}")[0] == 403


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({}, 200),
        ({"enabled": False}, 403),
        ({"behaviors": (Behavior(signed=True),)}, 403),
        ({"behaviors": (Behavior("/assets/*", signed=True), Behavior())}, 403),
        ({"behaviors": (Behavior("other/*", signed=True), Behavior())}, 200),
        ({"behaviors": (Behavior("*.css"), Behavior(signed=True))}, 200),
        ({"control": ""}, 403),
        ({"signing": "never"}, 403),
        ({"path": "/sub"}, 403),
    ],
)
def test_each_part_of_a_distribution_counts(
    cloud: AwsCloud, viewer: Callable[..., int], change: dict[str, Any], status: int
) -> None:
    cloud.world.distributions[DISTRIBUTION] = replace(cloud.world.distributions[DISTRIBUTION], **change)
    assert viewer() == status


def test_only_the_distribution_that_the_policy_names_is_let_in(
    cloud: AwsCloud, viewer: Callable[..., int], distribution: Distribution
) -> None:
    allowed(cloud, "s3:GetObject", source=f"{distribution.arn}X")
    assert viewer() == 403
    allowed(cloud, "s3:GetObject", source=distribution.arn)
    assert viewer() == 200
    allowed(cloud, "s3:GetObject")
    assert viewer() == 200


def test_an_origin_access_identity_reads_what_its_name_is_given(
    cloud: AwsCloud, viewer: Callable[..., int], distribution: Distribution
) -> None:
    name = "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E7"
    allowed(cloud, "s3:GetObject", principal={"AWS": name})
    assert viewer() == 403
    distribution.control, distribution.identity = "", "E7"
    assert viewer() == 200


@pytest.mark.parametrize(
    ("root", "path", "status"), [("", "", 200), ("index.html", "", 404), ("", "/a", 404)]
)
def test_the_bucket_is_listed_at_the_root_where_nothing_else_is_there(
    cloud: AwsCloud,
    viewer: Callable[..., int],
    distribution: Distribution,
    root: str,
    path: str,
    status: int,
) -> None:
    allowed(cloud, "s3:GetObject", "s3:ListBucket")
    distribution.root, distribution.path = root, path
    # The owner's own word for a file that is not there needs the right to list, as everywhere in S3.
    assert viewer("/") == status


def test_files_are_written_and_deleted_where_methods_and_policy_allow_it(
    cloud: AwsCloud, viewer: Callable[..., int], distribution: Distribution
) -> None:
    allowed(cloud, "s3:PutObject", "s3:DeleteObject")
    assert viewer("/new", "PUT", b"x") == 403
    distribution.behaviors = (Behavior(methods=EVERY_METHOD),)
    assert viewer("/new", "PUT", b"x") == 200
    assert viewer("/new", "DELETE") == 204
    allowed(cloud, "s3:GetObject")
    assert viewer("/new", "PUT", b"x") == 403


def test_a_public_block_does_not_stop_a_service_but_a_stranger(
    cloud: AwsCloud, viewer: Callable[..., int], stranger: Stranger
) -> None:
    allowed(cloud, "s3:GetObject", principal="*")
    assert viewer() == 200
    assert stranger("GET", f"/{CDN_ORIGIN}{FILE}")[0] == 403


def test_another_name_of_the_distribution_works_as_well(
    stranger: Stranger, distribution: Distribution
) -> None:
    distribution.aliases = ("cdn.marrowfinch.example",)
    assert stranger("GET", FILE, None, {"Host": "cdn.marrowfinch.example"})[0] == 200
