"""The session: calls, pages, who it is, what the meter hears, and that a write is sent once."""

from __future__ import annotations

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from ajar.demo.aws.company.callers import PROD_ROOT_KEY, STAGING_KEY
from ajar.demo.aws.company.prod import PROD
from ajar.demo.aws.company.staging import STAGING
from ajar.demo.aws.distributions import Distribution
from ajar.demo.aws.errors import AwsError, RawAnswer
from ajar.demo.http_server import Response
from ajar.providers.aws import PROVIDER
from ajar.providers.kind import Absent, Busy, Denied, Malformed, Session, Unreachable

if TYPE_CHECKING:
    from collections.abc import Callable

    from ajar.demo.aws.cloud import AwsCloud
    from ajar.demo.call import Call
    from ajar.providers.aws.session import AwsSession

    Opener = Callable[..., AwsSession]

LIST_ONLY = "marrow-legacy-uploads"
"""A bucket in us-east-1 that has no policy."""


class Heard:
    """A meter that counts."""

    def __init__(self) -> None:
        self.calls: Counter[tuple[str, str]] = Counter()
        self.slowed: Counter[str] = Counter()

    def called(self, operation: str, region: str) -> None:
        self.calls[operation, region] += 1

    def throttled(self, operation: str, region: str) -> None:
        del region
        self.slowed[operation] += 1


def failing(cloud: AwsCloud, code: str, times: int, status: int | None = None, only: str = "s3") -> list[str]:
    """Make the next calls of a service fail; the list grows by each operation that was asked."""
    asked: list[str] = []

    def hook(call: Call) -> None:
        if call.service == only:
            asked.append(call.operation)
            if len(asked) <= times:
                raise AwsError(code, "", status)

    cloud.before.append(hook)
    return asked


def test_a_session_keeps_the_contract(session: AwsSession) -> None:
    kept: Session = session
    assert (kept.provider, kept.account, kept.demo) == ("aws", PROD, True)


def test_an_answer_holds_nothing_but_the_answer(session: AwsSession) -> None:
    answer = session.call("s3:GetBucketPolicy", region="eu-west-1", Bucket="marrow-www")
    assert list(answer) == ["Policy"]


def test_a_request_tells_nothing_of_this_machine(session: AwsSession) -> None:
    sent: list[str] = []
    client = session._clients.client("s3", "eu-west-1")
    client.meta.events.register("before-send", lambda request, **_: sent.append(str(request.headers)))
    session.call("s3:GetBucketAcl", region="eu-west-1", Bucket="marrow-www")
    assert "ajar Boto3/" in sent[0]
    assert not [word for word in ("linux", "lang/", "x86", "cfg/") if word in sent[0].lower()]


def test_a_code_is_absent_only_for_the_caller_that_named_it(session: AwsSession) -> None:
    with pytest.raises(Absent):
        session.call(
            "s3:GetBucketPolicy", region="us-east-1", Bucket=LIST_ONLY, absent=("NoSuchBucketPolicy",)
        )
    with pytest.raises(Malformed):
        session.call("s3:GetBucketPolicy", region="us-east-1", Bucket=LIST_ONLY)


def test_every_page_comes_once(session: AwsSession, cloud: AwsCloud) -> None:
    pages = list(session.pages("s3:ListBuckets", MaxBuckets=5))
    names = [bucket["Name"] for page in pages for bucket in page["Buckets"]]
    assert names == [bucket.name for bucket in cloud.world.buckets_of(PROD)]
    assert len(pages) == -(-len(names) // 5)
    assert all(bucket["BucketRegion"] for page in pages for bucket in page["Buckets"])


def test_a_token_may_stand_within_an_answer(session: AwsSession, cloud: AwsCloud) -> None:
    for number in range(7):
        name = f"E{number}"
        cloud.world.distributions[name] = Distribution(name, PROD, "bucket")
    pages = list(session.pages("cloudfront:ListDistributions", MaxItems="4"))
    ids = [one["Id"] for page in pages for one in page["DistributionList"]["Items"]]
    assert ids == sorted(cloud.world.distributions)
    assert len(pages) == 3


def test_a_list_without_pages_is_one_page(session: AwsSession) -> None:
    assert len(list(session.pages("s3:GetBucketTagging", region="eu-west-1", Bucket="marrow-www"))) == 1


def test_a_list_that_does_not_get_on_ends(session: AwsSession, cloud: AwsCloud) -> None:
    token = "<ContinuationToken>again</ContinuationToken>"
    body = f"<ListAllMyBucketsResult><Buckets/>{token}</ListAllMyBucketsResult>".encode()

    def hook(_: Call) -> None:
        raise RawAnswer(Response(200, {"Content-Type": "application/xml"}, body))

    cloud.before.append(hook)
    with pytest.raises(Malformed, match="twice"):
        list(session.pages("s3:ListBuckets", MaxBuckets=5))


def test_the_account_its_organization_and_its_canonical_id_are_ours(
    session: AwsSession, cloud: AwsCloud
) -> None:
    identity = session.identity()
    account = cloud.world.accounts[PROD]
    assert identity.name == f"arn:aws:iam::{PROD}:user/ana"
    assert identity.organization == account.organization
    assert identity.ours.accounts == {PROD}
    assert identity.ours.organizations == {account.organization}
    assert identity.ours.canonical_ids == {account.canonical_id}
    assert identity.ours.alone == frozenset()
    assert not identity.root


def test_the_root_user_is_recognised(opened: Opener) -> None:
    assert opened(PROD_ROOT_KEY).identity().root


def test_an_organization_that_may_not_be_asked_for_is_none(opened: Opener) -> None:
    identity = opened(STAGING_KEY).identity()
    assert (identity.organization, identity.ours.organizations) == (None, frozenset())
    assert identity.ours.alone == frozenset()


def test_an_account_outside_any_organization_has_none(opened: Opener, cloud: AwsCloud) -> None:
    cloud.world.accounts[PROD].organization = None
    identity = opened().identity()
    assert (identity.organization, identity.ours.organizations) == (None, frozenset())
    assert identity.ours.alone == {PROD}


def test_a_denied_call_names_the_permission_and_not_the_operation(
    session: AwsSession, cloud: AwsCloud
) -> None:
    failing(cloud, "AccessDenied", 1)
    with pytest.raises(Denied) as denied:
        session.call("s3:GetPublicAccessBlock", region="eu-west-1", Bucket="marrow-www")
    assert denied.value.permission == "s3:GetBucketPublicAccessBlock"


def test_the_meter_hears_each_call_and_each_request_to_slow_down(
    session: AwsSession, cloud: AwsCloud
) -> None:
    session.meter = heard = Heard()
    failing(cloud, "SlowDown", 2)
    session.call("s3:GetBucketPolicy", region="eu-west-1", Bucket="marrow-www")
    assert heard.calls == {("s3:GetBucketPolicy", "eu-west-1"): 3}
    assert heard.slowed == {"s3:GetBucketPolicy": 2}


@pytest.mark.parametrize("code", ["SlowDown", "ServiceUnavailable", "RequestLimitExceeded"])
def test_patience_with_a_busy_provider_ends(session: AwsSession, cloud: AwsCloud, code: str) -> None:
    asked = failing(cloud, code, 1000)
    with pytest.raises(Busy):
        session.call("s3:GetBucketPolicy", region="eu-west-1", Bucket="marrow-www")
    assert len(asked) == 8


def test_patience_with_a_broken_provider_ends_sooner(session: AwsSession, cloud: AwsCloud) -> None:
    asked = failing(cloud, "InternalError", 1000)
    with pytest.raises(Unreachable):
        session.call("s3:GetBucketPolicy", region="eu-west-1", Bucket="marrow-www")
    assert len(asked) == 3


def test_a_fault_that_passes_is_not_seen(session: AwsSession, cloud: AwsCloud) -> None:
    failing(cloud, "InternalError", 2)
    assert session.call("s3:GetBucketPolicy", region="eu-west-1", Bucket="marrow-www")["Policy"]


@pytest.mark.parametrize("code", ["SlowDown", "InternalError", "ServiceUnavailable"])
@pytest.mark.parametrize(
    ("operation", "arguments"),
    [
        ("s3:PutBucketPolicy", {"Policy": "{}"}),
        ("s3:DeleteBucketPolicy", {}),
        ("s3:DeletePublicAccessBlock", {}),
    ],
)
def test_a_write_is_sent_once(
    session: AwsSession, cloud: AwsCloud, operation: str, arguments: dict[str, str], code: str
) -> None:
    asked = failing(cloud, code, 1000)
    with pytest.raises((Busy, Unreachable)):
        session.call(operation, region="eu-west-1", Bucket="marrow-www", **arguments)
    assert asked == [operation.partition(":")[2]]


def test_a_bucket_that_somebody_else_made_anew_refuses(session: AwsSession, cloud: AwsCloud) -> None:
    theirs = cloud.world.buckets["marrow-www"]
    theirs.account = STAGING
    theirs.policy = json.dumps(
        {"Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": theirs.arn}}
    )
    ask = {"region": "eu-west-1", "Bucket": theirs.name}
    assert session.call("s3:GetBucketAcl", ExpectedBucketOwner=STAGING, **ask)
    with pytest.raises(Denied):
        session.call("s3:GetBucketAcl", **ask)


def test_threads_share_one_client_a_service_and_region(session: AwsSession, cloud: AwsCloud) -> None:
    def ask(number: int) -> object:
        region = ("eu-west-1", "us-east-1")[number % 2]
        name = ("marrow-www", LIST_ONLY)[number % 2]
        return session.call("s3:GetBucketAcl", region=region, Bucket=name)

    with ThreadPoolExecutor(16) as pool:
        assert len(list(pool.map(ask, range(200)))) == 200
    made = sorted((service, region) for service, region, _ in session._clients._made)
    assert made == [("s3", "eu-west-1"), ("s3", "us-east-1"), ("sts", "us-east-1")]
    assert cloud.unserved == set()


def test_a_closed_session_waits_no_longer(session: AwsSession, cloud: AwsCloud) -> None:
    asked = failing(cloud, "SlowDown", 1000)
    session.close()
    with pytest.raises(Busy):
        session.call("s3:GetBucketPolicy", region="eu-west-1", Bucket="marrow-www")
    assert len(asked) == 1


def test_the_provider_opens_one_session_for_the_account(url: str) -> None:
    from ajar.demo.aws.company.callers import PROD_KEY
    from ajar.model.account import Demo
    from ajar.model.credentials import Credentials

    (found,) = PROVIDER.open(Credentials(Demo(url=url, key=PROD_KEY)))
    assert found.account == PROD
    found.close()
