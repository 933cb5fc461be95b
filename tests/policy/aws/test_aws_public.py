"""AWS's own word for a policy: each example of its page by name, each rule, and what the page leaves open."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ajar.demo.aws.stranger import is_public
from ajar.policy.aws.aws_public import aws_calls_public
from ajar.policy.aws.keys import Holder, key
from ajar.policy.aws.language import Policy, parse_policy
from s3_policies import KEYS, A, deny, statement

VPC = "vpc-91237329"
POINT = "arn:aws:s3:us-west-2:123456789012:accesspoint"
TRAIL = {"Service": "cloudtrail.amazonaws.com"}
ORG = "o-abcdefghij"
IN_OUR_ORG = {"StringEquals": {"aws:PrincipalOrgID": ORG}}


def policy(*statements: dict[str, Any], version: str = "2012-10-17") -> Policy:
    """A policy, which is one that AWS would take."""
    parsed = parse_policy(json.dumps({"Version": version, "Statement": list(statements)}))
    assert isinstance(parsed, Policy), parsed
    return parsed


def word(*statements: dict[str, Any], version: str = "2012-10-17", point: bool = False) -> bool | None:
    """AWS's word for a policy of these statements."""
    return aws_calls_public(policy(*statements, version=version), of_access_point=point)


def under(operator: str, key: str, *values: object) -> bool | None:
    """AWS's word for an Allow for anyone under this condition."""
    return word(statement(Condition={operator: {key: list(values)}}))


def test_the_pages_example_of_a_bare_star_is_public() -> None:
    assert word(statement(Principal="*", Resource=KEYS, Action="s3:PutObject")) is True


def test_the_pages_example_of_a_network_by_a_wildcard_is_public() -> None:
    assert under("StringLike", "aws:SourceVpc", "vpc-*") is True


def test_the_pages_example_of_a_network_by_its_fixed_id_is_not_public() -> None:
    assert under("StringEquals", "aws:SourceVpc", VPC) is False


def test_the_pages_earlier_example_of_a_web_sign_in_is_public() -> None:
    assert word(statement(Principal={"Federated": "graph.facebook.com"}, Action="s3:PutObject")) is True


def test_the_pages_example_of_three_statements_is_public_by_the_third_and_not_without_it() -> None:
    trail = statement(Principal=TRAIL, Action="s3:PutObject")
    account_2 = statement(Principal={"AWS": A})
    assert word(trail, account_2, statement()) is True
    assert word(trail, account_2) is False


def test_the_pages_example_of_half_of_the_internet_is_public() -> None:
    assert under("IpAddress", "aws:SourceIp", "0.0.0.0/1") is True


def test_the_pages_example_of_all_access_points_of_one_account_is_not_public_in_a_buckets_policy() -> None:
    condition = {"StringLike": {"s3:DataAccessPointArn": f"{POINT}/*"}}
    assert word(statement(Condition=condition)) is False
    assert word(statement(Condition=condition), point=True) is True


def test_the_pages_example_of_an_action_that_s3_does_not_have_is_public() -> None:
    assert word(statement(Action="s3:NotASupportedAction")) is True


@pytest.mark.parametrize(
    "principal",
    [
        pytest.param({"AWS": A}, id="account"),
        pytest.param({"AWS": f"arn:aws:iam::{A}:root"}, id="root"),
        pytest.param({"AWS": f"arn:aws:iam::{A}:user/JohnDoe"}, id="user"),
        pytest.param({"AWS": f"arn:aws:iam::{A}:role/JohnDoe"}, id="role"),
        pytest.param({"AWS": f"arn:aws:sts::{A}:assumed-role/JohnDoe/now"}, id="session"),
        pytest.param(
            {"AWS": ["arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"]}, id="oai"
        ),
        pytest.param({"AWS": "AIDAQQQQQQQQQQQQQQQQQ"}, id="deleted"),
        pytest.param({"CanonicalUser": "ab" * 32}, id="canonical id"),
        pytest.param(TRAIL, id="service"),
    ],
)
def test_a_fixed_principal_is_not_public_and_neither_is_it_under_a_condition(principal: object) -> None:
    assert word(statement(Principal=principal)) is False
    tagged = {"StringEquals": {"s3:ExistingObjectTag/public": "yes"}}
    assert word(statement(Principal=principal, Condition=tagged)) is False


@pytest.mark.parametrize("principal", ["*", {"AWS": "*"}, {"AWS": [A, "*"]}])
def test_a_star_among_the_principals_is_public(principal: object) -> None:
    assert word(statement(Principal=principal)) is True


def test_everyone_but_some_is_public() -> None:
    assert word(statement(without="Principal", NotPrincipal={"AWS": A})) is True


def test_what_is_denied_does_not_count() -> None:
    assert word(statement(), deny(Action="s3:*")) is True
    assert word(deny()) is False


def test_a_provider_in_an_account_is_left_open_by_the_page() -> None:
    assert word(statement(Principal={"Federated": f"arn:aws:iam::{A}:saml-provider/Okta"})) is None


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("aws:SourceArn", "arn:aws:sns:eu-west-1:123456789012:topic"),
        ("aws:SourceVpc", VPC),
        ("aws:SourceVpce", "vpce-1a2b3c4d"),
        ("aws:SourceOwner", "123456789012"),
        ("aws:SourceAccount", "123456789012"),
        ("aws:userid", "AIDAQQQQQQQQQQQQQQQQQ"),
        ("s3:DataAccessPointArn", f"{POINT}/one"),
        ("s3:DataAccessPointAccount", "123456789012"),
        ("aws:PrincipalOrgID", ORG),
        ("aws:PrincipalArn", f"arn:aws:iam::{A}:role/reader"),
        ("aws:PrincipalAccount", A),
    ],
)
def test_each_listed_key_fixes_by_a_fixed_value_and_by_no_other(key: str, value: str) -> None:
    for operator in ("StringEquals", "StringLike", "StringEqualsIgnoreCase", "ForAnyValue:StringEquals"):
        assert under(operator, key, value) is False, operator
        assert under(operator, key.upper(), value) is False, operator
    assert under("StringNotEquals", key, value) is True
    assert under("StringNotLike", key, value) is True
    assert under("Null", key, "false") is True
    assert under("StringEquals", key, "${aws:username}") is True
    assert under("StringEquals", key, value, "${aws:username}") is True


@pytest.mark.parametrize(
    ("operator", "key", "value"),
    [
        ("StringLike", "aws:SourceVpc", "vpc-???"),
        ("ArnLike", "aws:SourceArn", "arn:aws:sns:*:123456789012:*"),
        ("ArnEquals", "aws:SourceArn", "arn:aws:sns:*:123456789012:*"),
        ("StringLike", "aws:SourceAccount", "1*"),
        ("StringLike", "aws:PrincipalOrgID", "o-*"),
        ("StringLike", "aws:userid", "AROAQQQQQQQQQQQQQQQQQ:*"),
        ("StringLike", "s3:DataAccessPointArn", "arn:aws:s3:us-west-2:*:accesspoint/one"),
        ("StringLike", "s3:DataAccessPointArn", "*"),
        ("StringLike", "aws:PrincipalAccount", "*"),
        ("ArnLike", "aws:PrincipalArn", "**"),
        ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/deployer"),
        ("StringLike", "aws:PrincipalAccount", "11112222333?"),
        ("StringLike", "aws:Unheard", "*"),
    ],
)
def test_a_wildcard_is_no_fixed_value(operator: str, key: str, value: str) -> None:
    assert under(operator, key, value) is True


def test_one_value_that_is_not_fixed_is_enough() -> None:
    assert under("StringLike", "aws:SourceVpc", VPC, "vpc-*") is True
    assert under("IpAddress", "aws:SourceIp", "198.51.100.0/24", "0.0.0.0/0") is True


@pytest.mark.parametrize(
    ("addresses", "expected"),
    [
        ("198.51.100.7", False),
        ("198.51.100.0/24", False),
        ("54.0.0.0/8", False),
        ("54.0.0.0/7", True),
        ("0.0.0.0/0", True),
        ("10.0.0.0/8", False),
        ("172.16.0.0/12", False),
        ("192.168.0.0/16", False),
        ("2001:db8::1", False),
        ("2001:db8::/32", False),
        ("2001:db8::/31", True),
        ("fd00::/8", True),
        ("::/0", True),
    ],
)
def test_an_address_range_counts_up_to_8_and_32_bits(addresses: str, *, expected: bool) -> None:
    assert under("IpAddress", "aws:SourceIp", addresses) is expected


def test_ranges_that_are_together_the_whole_internet_are_not_public_to_aws() -> None:
    assert under("IpAddress", "aws:SourceIp", *(f"{first}.0.0.0/8" for first in range(256))) is False


def test_all_addresses_but_some_are_public() -> None:
    assert under("NotIpAddress", "aws:SourceIp", "198.51.100.0/24") is True


@pytest.mark.parametrize(
    ("operator", "key", "value"),
    [
        ("StringEquals", "s3:ExistingObjectTag/public", "yes"),
        ("StringEquals", "aws:PrincipalTag/team", "blue"),
        ("StringEquals", "aws:Referer", "https://example.com/"),
        ("StringEquals", "aws:ResourceAccount", "123456789012"),
        ("Bool", "aws:SecureTransport", "true"),
        ("Bool", "aws:SecureTransport", "whatever that is"),
        ("ForAllValues:StringEquals", "aws:RequestTag/team", "blue"),
        ("DateLessThan", "aws:CurrentTime", "2020-01-01T00:00:00Z"),
        ("StringLike", "s3:prefix", "home/"),
    ],
)
def test_a_key_that_says_nothing_of_who_or_where_from_fixes_nothing(
    operator: str, key: str, value: str
) -> None:
    assert under(operator, key, value) is True


@pytest.mark.parametrize(
    ("operator", "key", "value"),
    [
        pytest.param("StringEquals", "aws:SourceOrgID", ORG, id="a key that is newer than the list"),
        pytest.param("StringEquals", "aws:PrincipalOrgPaths", f"{ORG}/r-1/", id="paths of an organization"),
        pytest.param("StringEquals", "aws:PrincipalAccount", "anonymous", id="the account of nobody"),
        pytest.param("IpAddress", "aws:VpcSourceIp", "10.0.0.1", id="an address within a network"),
        pytest.param("StringEquals", "aws:Unheard", "of", id="a key that nobody knows"),
        pytest.param(
            "StringEquals", "s3:x-amz-server-side-encryption-aws-kms-key-id", "k", id="no longer listed"
        ),
        pytest.param("stringequals", "aws:SourceVpc", VPC, id="an operator in another case"),
        pytest.param("IpAddress", "aws:SourceIp", "10.0.0.300", id="an address that is none"),
        pytest.param("NumericEquals", "aws:SourceAccount", 5, id="an operator for something else"),
        pytest.param("StringEquals", "aws:SourceIp", "198.51.100.7", id="an address as a text"),
        pytest.param("StringEqualsIfExists", "aws:SourceVpc", VPC, id="or without the key"),
        pytest.param("ForAllValues:StringEquals", "aws:SourceVpc", VPC, id="all values of none"),
        pytest.param("StringEquals", "aws:SourceVpc", "vpc-*", id="a star that is only a star"),
        pytest.param("StringEquals", "aws:SourceVpc", "vpc-${*}", id="a star that is written as a variable"),
        pytest.param("StringEquals", "aws:userid", "AROAQQQQQQQQQQQQQQQQQ:bob", id="one session of a role"),
        pytest.param("StringLike", "aws:PrincipalArn", f"arn:aws:iam::{A}:role/*", id="roles of one account"),
        pytest.param(
            "StringLike", "s3:DataAccessPointArn", "arn:aws:s3:*:123456789012:accesspoint/*", id="any region"
        ),
    ],
)
def test_what_the_page_leaves_open_is_left_open(operator: str, key: str, value: object) -> None:
    assert under(operator, key, value) is None


def test_no_values_are_left_open() -> None:
    assert under("StringEquals", "aws:SourceVpc") is None


def test_a_variable_of_the_first_version_is_a_text() -> None:
    line = statement(Condition={"StringEquals": {"aws:SourceVpc": "${aws:username}"}})
    assert word(line, version="2008-10-17") is False
    assert word(line) is True


def test_one_condition_that_fixes_is_enough_whatever_stands_beside_it() -> None:
    beside = {"StringLike": {"aws:Referer": "*"}, "StringEquals": {"aws:Unheard": "of"}}
    assert word(statement(Condition=beside)) is None
    assert word(statement(Condition={**beside, "IpAddress": {"aws:SourceIp": "198.51.100.7"}})) is False


def test_what_is_decided_as_public_is_so_whatever_is_left_open_beside_it() -> None:
    opened = statement(Condition={"StringEquals": {"aws:Unheard": "of"}})
    assert word(opened) is None
    assert word(opened, statement()) is True
    assert word(opened, statement(Principal={"AWS": A})) is None


def test_an_access_points_own_policy_is_not_fixed_by_access_points() -> None:
    one = statement(Condition={"StringEquals": {"s3:DataAccessPointArn": f"{POINT}/one"}})
    assert word(one, point=True) is None
    inside = {"StringLike": {"s3:DataAccessPointArn": f"{POINT}/*"}, **IN_OUR_ORG}
    assert word(statement(Condition=inside), point=True) is False
    assert word(statement(Condition=IN_OUR_ORG), point=True) is False


CONDITIONS: st.SearchStrategy[dict[str, Any]] = st.dictionaries(
    st.sampled_from(["StringEquals", "StringLike", "StringNotEquals", "ForAllValues:StringEquals"]),
    st.dictionaries(
        st.sampled_from(["aws:SourceVpc", "aws:userid", "aws:Referer", "aws:Unheard", "aws:SourceArn"]),
        st.lists(st.sampled_from([VPC, "vpc-*", "${aws:username}", "AROAX:bob"]), min_size=1, max_size=2),
        min_size=1,
        max_size=2,
    ),
    max_size=2,
)
STATEMENTS = st.builds(
    statement,
    st.sampled_from(["Allow", "Deny"]),
    Principal=st.sampled_from(["*", {"AWS": A}, TRAIL, {"Federated": "graph.facebook.com"}]),
    Condition=CONDITIONS,
)
WIDTH = {False: 0, None: 1, True: 2}


@given(STATEMENTS, st.lists(STATEMENTS, max_size=3))
def test_another_statement_never_makes_it_less_public(
    first: dict[str, Any], others: list[dict[str, Any]]
) -> None:
    words = [word(one) for one in (first, *others)]
    assert WIDTH[word(first, *others)] == max(WIDTH[one] for one in words)


@given(STATEMENTS, CONDITIONS)
def test_another_condition_never_makes_it_more_public(
    line: dict[str, Any], more: dict[str, dict[str, list[str]]]
) -> None:
    both = {
        operator: {**more.get(operator, {}), **line["Condition"].get(operator, {})}
        for operator in {*more, *line["Condition"]}
    }
    assert WIDTH[word({**line, "Condition": both})] <= WIDTH[word(line)]


VALUES = {
    "StringLike": [
        "vpc-1",
        "vpc-*",
        "111122223333",
        "*",
        "AIDAX",
        "AROAX:*",
        "${aws:username}",
        f"{POINT}/*",
    ],
    "StringEquals": ["vpc-1", "111122223333", "AIDAX", "${aws:username}", f"{POINT}/one"],
    "ArnLike": ["arn:aws:sns:eu-west-1:111122223333:t", "arn:aws:sns:*:111122223333:t", f"{POINT}/*"],
    "IpAddress": ["54.0.0.0/8", "54.0.0.0/7", "10.0.0.1", "::/0", "2001:db8::/32"],
    "StringNotEquals": ["vpc-1"],
}
LISTED = [
    *("aws:PrincipalOrgID", "aws:SourceAccount", "aws:SourceArn", "aws:SourceOwner", "aws:SourceVpc"),
    *("aws:SourceVpce", "aws:userid", "s3:DataAccessPointAccount", "s3:DataAccessPointArn"),
    *("aws:Referer", "aws:SecureTransport", "s3:ExistingObjectTag/team"),
]


@st.composite
def _conditions(draw: st.DrawFn) -> dict[str, dict[str, list[str]]]:
    operators = draw(st.lists(st.sampled_from(list(VALUES)), unique=True, max_size=2))
    return {
        operator: {
            ("aws:SourceIp" if operator == "IpAddress" else draw(st.sampled_from(LISTED))): draw(
                st.lists(st.sampled_from(VALUES[operator]), min_size=1, max_size=2)
            )
        }
        for operator in operators
    }


@given(st.lists(STATEMENTS, min_size=1, max_size=3), st.lists(_conditions(), min_size=3, max_size=3))
@settings(max_examples=500)
def test_what_is_decided_the_demos_own_evaluator_says_as_well(
    lines: list[dict[str, Any]], conditions: list[dict[str, dict[str, list[str]]]]
) -> None:
    conditioned = [{**line, "Condition": one} for line, one in zip(lines, conditions, strict=False)]
    ours = word(*conditioned)
    text = json.dumps({"Version": "2012-10-17", "Statement": conditioned})
    assert ours is None or ours is is_public(text)


@given(STATEMENTS, st.sampled_from(["s3:GetObject", "s3:*", "s3:NotASupportedAction"]))
def test_the_action_and_the_resource_mean_nothing(line: dict[str, Any], action: str) -> None:
    assert word({**line, "Action": action, "Resource": "*"}) is word(line)


def test_the_keys_that_are_left_open_are_of_who_asks_or_where_from() -> None:
    for name in ("aws:SourceOrgID", "aws:PrincipalOrgPaths", "aws:VpcSourceIp"):
        known = key(name)
        assert known is not None
        assert known.held in {Holder.IDENTITY, Holder.SESSION, Holder.NETWORK, Holder.SERVICE}
