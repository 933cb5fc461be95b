"""The session against the fake Google Cloud: what comes back, and what each kind of failure becomes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from ajar.demo.call import Call
from ajar.demo.gcp import errors
from ajar.demo.gcp.cloud import GoogleCloud
from ajar.demo.gcp.state import World
from ajar.demo.http_server import Drop, Request, Response
from ajar.providers.gcp.session import GcpSession
from ajar.providers.gcp.session.failures import CHANGED
from ajar.providers.gcp.session.patience import Patience
from ajar.providers.kind import (
    Absent,
    Busy,
    CloudError,
    Denied,
    Expired,
    Gone,
    Malformed,
    Moved,
    Off,
    Refused,
    Unreachable,
)
from providers.gcp.conftest import PROJECT, Opener

ASSETS = "finch-web-assets"
POLICY = "storage.buckets.getIamPolicy"


class Count:
    """A meter that remembers."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.slowed: list[str] = []

    def called(self, operation: str, region: str) -> None:
        assert region == ""
        self.calls.append(operation)

    def throttled(self, operation: str, region: str) -> None:
        assert region == ""
        self.slowed.append(operation)


def failing(times: int, error: Callable[[], Exception]) -> Callable[[Call], None]:
    """A hook that fails the next calls, then lets all through."""
    left = iter(range(times))

    def hook(_: Call) -> None:
        if next(left, None) is not None:
            raise error()

    return hook


def always(error: Callable[[], Exception]) -> Callable[[Call], None]:
    """A hook that fails every call."""
    return failing(10_000, error)


def test_a_policy_comes_with_its_conditions(session: GcpSession) -> None:
    answer = session.call(POLICY, bucket="finch-contracts-2026")
    assert answer["version"] == 3
    assert [b["condition"]["title"] for b in answer["bindings"] if "condition" in b] == [
        "until signing",
        "summer cover",
    ]


def test_every_page_is_read(session: GcpSession, made: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ajar.providers.gcp.session.buckets._PAGE", 5)
    pages = list(session.pages("storage.buckets.list", project=PROJECT))
    assert len(pages) == -(-len(made.buckets) // 5)
    assert sorted(item["name"] for page in pages for item in page["items"]) == sorted(made.buckets)


def test_a_page_that_breaks_is_asked_for_again_and_no_bucket_is_lost(
    session: GcpSession, cloud: GoogleCloud, made: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ajar.providers.gcp.session.buckets._PAGE", 5)
    pages = session.pages("storage.buckets.list", project=PROJECT)
    first = next(pages)
    cloud.before.append(failing(2, Drop))
    rest = list(pages)
    assert sum(len(page["items"]) for page in (first, *rest)) == len(made.buckets)


def test_a_name_reaches_the_cloud_as_it_is(session: GcpSession, requests_seen: list[Request]) -> None:
    with pytest.raises(Gone):
        session.call("storage.buckets.get", bucket="a b/c?d#<e>")
    assert requests_seen[-1].path == "/storage/v1/b/a%20b%2Fc%3Fd%23%3Ce%3E"


def test_the_library_makes_no_call_of_its_own(session: GcpSession, cloud: GoogleCloud) -> None:
    before = threading.active_count()
    session.call(POLICY, bucket=ASSETS)
    session.call("storage.buckets.get", bucket=ASSETS)
    del cloud.world.buckets[ASSETS]
    for operation in ("storage.buckets.get", POLICY):
        with pytest.raises(Gone):
            session.call(operation, bucket=ASSETS)
    time.sleep(0.05)
    get = "storage.buckets.get"
    assert [call.operation for call in cloud.calls] == [POLICY, get, get, POLICY]
    assert threading.active_count() <= before + 1  # the server's own, for the connection


def test_a_denial_names_the_permission(session: GcpSession) -> None:
    with pytest.raises(Denied) as caught:
        session.call(POLICY, bucket="finch-hr-records")
    assert caught.value.permission == POLICY


def test_a_denial_that_names_none_gets_the_methods_own(session: GcpSession, cloud: GoogleCloud) -> None:
    cloud.before.append(always(lambda: errors.GoogleError(403, "forbidden", "Forbidden")))
    for operation, permission in (
        ("storage.bucketAccessControls.list", "storage.buckets.getIamPolicy"),
        ("storage.buckets.get", "storage.buckets.get"),
    ):
        with pytest.raises(Denied) as caught:
            session.call(operation, bucket=ASSETS)
        assert caught.value.permission == permission


def test_a_service_that_is_switched_off_is_no_denial(session: GcpSession, made: World) -> None:
    made.switched_off.add((PROJECT, "orgpolicy.googleapis.com"))
    with pytest.raises(Off):
        session.call(
            "orgpolicy.projects.policies.getEffectivePolicy",
            name=f"projects/{PROJECT}/policies/storage.publicAccessPrevention",
        )


def test_a_bucket_that_vanished_is_gone(session: GcpSession) -> None:
    with pytest.raises(Gone):
        session.call(POLICY, bucket="finch-never-was")


def test_a_role_that_is_not_there_is_absent_where_that_is_asked(session: GcpSession) -> None:
    name = f"projects/{PROJECT}/roles/none"
    with pytest.raises(Absent):
        session.call("iam.projects.roles.get", name=name, absent=("notFound", "NOT_FOUND"))
    with pytest.raises(Denied):
        session.call("iam.projects.roles.get", name=name)


def test_a_session_that_has_ended_says_what_to_do(opened: Opener) -> None:
    with pytest.raises(Expired) as caught:
        opened("expired").call("storage.buckets.get", bucket=ASSETS)
    assert caught.value.message.endswith("Start the demo again")


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (errors.rate_limited, Busy),
        (lambda: errors.GoogleError(403, "rateLimitExceeded", "Too fast"), Busy),
        (errors.unavailable, Unreachable),
        (Drop, Unreachable),
        (lambda: errors.HtmlPage(503, "<html>"), Unreachable),
    ],
)
def test_a_passing_fault_is_survived_and_a_lasting_one_is_named(
    session: GcpSession, cloud: GoogleCloud, error: Callable[[], Exception], kind: type[CloudError]
) -> None:
    cloud.before = [failing(3, error)]
    assert session.call("storage.buckets.get", bucket=ASSETS)["metageneration"]
    cloud.before = [always(error)]
    cloud.calls.clear()
    with pytest.raises(kind):
        session.call("storage.buckets.get", bucket=ASSETS)
    assert len(cloud.calls) <= 6


@pytest.mark.parametrize(
    "page",
    [
        lambda: errors.HtmlPage(200, "<html>sign in to the hotel</html>"),
        lambda: errors.HtmlPage(403, "<html>blocked</html>"),
        lambda: errors.HtmlPage(200, "[]"),
        lambda: errors.HtmlPage(200, "[" * 20_000),
        lambda: errors.HtmlPage(403, "[" * 20_000),
        lambda: errors.HtmlPage(200, '{"bindings": 7, "items": 3, "iamConfiguration": []}'),
    ],
)
@pytest.mark.parametrize(
    "operation", ["storage.buckets.getIamPolicy", "storage.bucketAccessControls.list", "storage.buckets.get"]
)
def test_what_is_no_answer_of_googles_is_malformed(
    session: GcpSession, cloud: GoogleCloud, page: Callable[[], Exception], operation: str
) -> None:
    cloud.before.append(always(page))
    with pytest.raises(Malformed) as caught:
        session.call(operation, bucket=ASSETS)
    assert "\n" not in caught.value.message
    assert len(cloud.calls) == 1


@pytest.mark.parametrize("body", ["[]", "7", "<html>", "[" * 20_000])
def test_the_other_apis_answers_are_held_to_their_form_as_well(
    session: GcpSession, cloud: GoogleCloud, body: str
) -> None:
    cloud.before.append(always(lambda: errors.HtmlPage(200, body)))
    with pytest.raises(Malformed):
        session.call("cloudresourcemanager.projects.get", name=f"projects/{PROJECT}")


@pytest.mark.parametrize(
    ("status", "kind"),
    [(400, Malformed), (404, Denied), (409, Refused), (500, Unreachable), (501, Malformed)],
)
def test_a_status_means_what_google_documents(
    session: GcpSession, cloud: GoogleCloud, status: int, kind: type[CloudError]
) -> None:
    cloud.before.append(always(lambda: errors.GoogleError(status, "odd", "Odd")))
    with pytest.raises(kind):
        session.call("cloudresourcemanager.projects.get", name=f"projects/{PROJECT}")


def test_a_network_that_leads_elsewhere_is_not_followed(opened: Opener, cloud: GoogleCloud) -> None:
    page = errors.HtmlPage(302, "")
    page.response = Response(302, {"Location": "http://127.0.0.1:9/sign-in"}, b"")

    def lead(_: Call) -> None:
        raise page

    cloud.before.append(lead)
    with pytest.raises(Malformed, match="led elsewhere"):
        opened().call("storage.buckets.get", bucket=ASSETS)


def test_an_answer_that_hangs_is_given_up(opened: Opener, cloud: GoogleCloud) -> None:
    over = threading.Event()

    def hang(_: Call) -> None:
        over.wait(5)

    cloud.before.append(hang)
    hasty = opened(patience=Patience(read=0.1, broken_tries=2, sleep=lambda _: None))
    began = time.monotonic()
    with pytest.raises(Unreachable, match="no answer in time"):
        hasty.call("storage.buckets.get", bucket=ASSETS)
    assert time.monotonic() - began < 3
    over.set()


def test_the_patience_of_a_whole_sign_in_ends(opened: Opener, cloud: GoogleCloud) -> None:
    cloud.before.append(always(Drop))
    session = opened(patience=Patience(budget=5, sleep=lambda _: None))
    for _ in range(10):
        with pytest.raises(Unreachable):
            session.call("storage.buckets.get", bucket=ASSETS)
    assert len(cloud.calls) == 15


def test_the_meter_is_told_of_calls_and_of_slowing_down(session: GcpSession, cloud: GoogleCloud) -> None:
    session.meter = count = Count()
    cloud.before.append(failing(2, errors.rate_limited))
    session.call("storage.buckets.get", bucket=ASSETS)
    assert count.calls == ["storage.buckets.get"] * 3
    assert count.slowed == ["storage.buckets.get"] * 2


@pytest.mark.parametrize("error", [errors.rate_limited, errors.unavailable, Drop])
def test_a_write_is_sent_once(
    session: GcpSession, cloud: GoogleCloud, error: Callable[[], Exception]
) -> None:
    cloud.before.append(failing(1, error))
    with pytest.raises((Busy, Unreachable)):
        session.call("storage.bucketAccessControls.delete", bucket="finch-press-embargo", entity="allUsers")
    assert len(cloud.calls) == 1


def test_a_stale_write_is_refused_and_says_why(session: GcpSession) -> None:
    with pytest.raises(Moved) as caught:
        session.call(
            "storage.buckets.patch",
            bucket=ASSETS,
            ifMetagenerationMatch="99",
            body={"iamConfiguration": {"publicAccessPrevention": "enforced"}},
        )
    assert caught.value.message == CHANGED


@pytest.mark.parametrize(
    ("status", "reason", "message", "moved"),
    [
        (412, "conditionNotMet", "At least one of the pre-conditions you specified did not hold.", True),
        (409, "ABORTED", "There were concurrent policy changes. Please retry.", True),
        (409, "conflict", "You already own this bucket.", False),
        (412, "conditionNotMet", "Public access prevention is enforced.", False),
        (412, "orgPolicyConstraintFailed", "Constraint is violated.", False),
    ],
)
def test_who_came_too_late_is_told_apart_from_who_is_refused(
    session: GcpSession, cloud: GoogleCloud, status: int, reason: str, message: str, *, moved: bool
) -> None:
    def refuse(_: Call) -> None:
        raise errors.GoogleError(status, reason, message)

    cloud.before.append(refuse)
    with pytest.raises(Refused) as caught:
        session.call("storage.buckets.patch", bucket=ASSETS, body={"labels": {"a": "b"}})
    assert isinstance(caught.value, Moved) is moved


def test_no_message_holds_the_token(opened: Opener, cloud: GoogleCloud) -> None:
    secret = "ya29.very-secret-token"
    cloud.world.tokens[secret] = "ana@marrowfinch.example"
    session = opened(secret)
    cloud.before.append(always(errors.unavailable))
    with pytest.raises(Unreachable) as caught:
        session.call(POLICY, bucket=ASSETS)
    seen = [str(error) + repr(error.__dict__) for error in chain(caught.value)]
    assert not [text for text in seen if secret in text]


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error and all that led to it."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def test_many_threads_share_one_session(session: GcpSession, cloud: GoogleCloud) -> None:
    cloud.before.append(lambda _: time.sleep(0.01))
    answers: list[int] = []

    def ask() -> None:
        answers.extend(session.call("storage.buckets.get", bucket=ASSETS)["metageneration"] for _ in range(5))

    threads = [threading.Thread(target=ask) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 80


def test_one_session_closed_leaves_its_neighbour_open(opened: Opener) -> None:
    one, other = opened(), opened()
    one.close()
    one.close()
    assert other.call("storage.buckets.get", bucket=ASSETS)
