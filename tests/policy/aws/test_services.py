"""The services that bucket policies name: every one has a source, and every form of a name finds it."""

from __future__ import annotations

import re

import pytest

from ajar.policy.aws.services import (
    CONTENT_NETWORK,
    SERVICES,
    Service,
    origin_identity,
    service,
    service_of_account,
)

SOURCE = re.compile(r".+, https://docs\.aws\.amazon\.com/\S+")


def known(name: str) -> Service:
    found = service(name)
    assert found is not None, name
    return found


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_service_has_a_title_a_source_and_the_day_it_was_read(name: str) -> None:
    one = SERVICES[name]
    assert one.name == name
    assert one.title
    assert SOURCE.fullmatch(one.source)
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", one.read)


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_service_is_found_by_its_name(name: str) -> None:
    assert known(name) is SERVICES[name]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("logs.us-west-2.amazonaws.com", "logs.amazonaws.com"),
        ("logs.cn-north-1.amazonaws.com.cn", "logs.amazonaws.com"),
        ("cloudtrail.amazonaws.com.cn", "cloudtrail.amazonaws.com"),
        ("guardduty.me-south-1.amazonaws.com", "guardduty.amazonaws.com"),
        ("redshift.us-gov-west-1.amazonaws.com", "redshift.amazonaws.com"),
        ("logging.s3.amazonaws.com", "logging.s3.amazonaws.com"),
        ("CloudFront.amazonaws.com", "cloudfront.amazonaws.com"),
        ("config.us-iso-east-1.c2s.ic.gov", "config.amazonaws.com"),
    ],
)
def test_regions_partitions_and_case_do_not_hide_a_service(written: str, name: str) -> None:
    assert known(written).name == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "cloudfront",
        "nobody.amazonaws.com",
        "cloudfront.example.com",
        "cloudfront.amazonaws.com.example.com",
        "evilcloudfront.amazonaws.com",
        "cloudfront.amazonaws.com\n",
        "us-east-1.amazonaws.com",
    ],
)
def test_what_is_not_in_the_table_is_not_known(name: str) -> None:
    assert service(name) is None


def test_the_content_network_alone_serves_what_it_reads() -> None:
    assert [name for name, one in SERVICES.items() if one.serves] == [CONTENT_NETWORK]


def test_a_service_that_writes_to_its_customers_own_buckets_only_is_not_steered() -> None:
    assert [name for name, one in SERVICES.items() if not one.steered] == ["logging.s3.amazonaws.com"]


def test_the_old_accounts_of_a_service_lead_to_it() -> None:
    balancing = service_of_account("127311923021")
    trail = service_of_account("903692715234")
    assert balancing is not None
    assert trail is not None
    assert balancing.title == "Elastic Load Balancing"
    assert trail.title == "AWS CloudTrail"
    assert service_of_account("111122223333") is None


def test_old_accounts_are_accounts_and_belong_to_one_service_each() -> None:
    accounts = [account for one in SERVICES.values() for account in one.accounts]
    assert len(accounts) == len(set(accounts)) > 30
    assert all(re.fullmatch(r"[0-9]{12}", account) for account in accounts)


@pytest.mark.parametrize(
    ("arn", "identity"),
    [
        ("arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1ABCDEF2GHIJK", "E1ABCDEF2GHIJK"),
        ("arn:aws-cn:iam::cloudfront:user/CloudFront Origin Access Identity E2", "E2"),
        ("arn:aws:iam::cloudfront:user/somebody", None),
        ("arn:aws:iam::111122223333:user/CloudFront Origin Access Identity E1", None),
        ("", None),
    ],
)
def test_an_origin_access_identity_is_told_by_its_arn(arn: str, identity: str | None) -> None:
    assert origin_identity(arn) == identity
