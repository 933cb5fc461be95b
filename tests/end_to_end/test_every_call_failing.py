"""Every call of a real repair failed in turn: it ends as it was or as was confirmed, and says which.

The clouds are the fakes behind real HTTP, the sessions are the real ones; between them stands one that fails
the n-th call. Time does not pass: what is waited for is the other tests' concern.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.callers import PROD_KEY
from ajar.demo.aws.errors import AwsError
from ajar.demo.aws.world import world as aws_world
from ajar.demo.call import Call
from ajar.demo.gcp.cloud import WRITES as GOOGLE_WRITES
from ajar.demo.gcp.cloud import GoogleCloud
from ajar.demo.gcp.world import world as google_world
from ajar.demo.http_server import Drop, Request, Response, serve
from ajar.jobs.examine import examine
from ajar.jobs.fixing import Outcome, Wish, look_up_again, make, site_at
from ajar.jobs.offers import planned
from ajar.jobs.preview import plan_undo
from ajar.jobs.sign_in import Way, provider
from ajar.jobs.verify import Site
from ajar.model.account import AwsAmbient, Demo
from ajar.model.change import Plan
from ajar.model.credentials import Credentials
from ajar.model.facts import Value
from ajar.model.journal import JournalEntry, JournalState, is_unfinished
from ajar.model.ours import Ours
from ajar.providers.kind import (
    Busy,
    CloudError,
    Denied,
    Expired,
    Identity,
    Malformed,
    Meter,
    Session,
    Unreachable,
)
from ajar.providers.reader import reader
from ajar.store import Store, journal, open_store
from ajar.words.journal import told
from clouds import company
from end_to_end.programs import ajar

FAILURES: dict[str, tuple[CloudError, bool]] = {
    "denied": (Denied("you are not authorized", "the:Permission"), False),
    "throttled": (Busy("slow down"), False),
    "expired": (Expired("sign in again"), False),
    "no answer before": (Unreachable("it timed out"), False),
    "no answer after": (Unreachable("it timed out"), True),
    "reset after": (Unreachable("the connection broke off"), True),
    "a fault of theirs": (Unreachable("InternalError"), True),
    "an answer that is none": (Malformed("<html>"), True),
}
ONLY_WRITES = {"no answer after", "reset after", "a fault of theirs"}
"""For a call that reads these are the same as one before it."""


STORY = ("marrow-launch-drafts", "remove_statement")


class Failing:
    """A session that fails its n-th call; for `after`, a write has then taken effect."""

    def __init__(self, real: Session, number: int, error: CloudError, *, after: bool) -> None:
        self._real, self._number, self._error, self._after = real, number, error, after
        self.calls: list[str] = []
        self.failed = ""
        self.meter: Meter | None = None

    @property
    def provider(self) -> str:
        return self._real.provider

    @property
    def account(self) -> str:
        return self._real.account

    @property
    def demo(self) -> bool:
        return self._real.demo

    @demo.setter
    def demo(self, value: bool) -> None:
        raise AssertionError(value)

    def identity(self) -> Identity:
        return self._real.identity()

    def call(
        self, operation: str, /, *, region: str = "", absent: Sequence[str] = (), **arguments: Value
    ) -> Mapping[str, Any]:
        send = partial(self._real.call, operation, region=region, absent=absent, **arguments)
        answer: Mapping[str, Any] = self._one(operation, send)
        return answer

    def from_outside(self, operation: str, /, *, region: str = "", **arguments: Value) -> Mapping[str, Any]:
        send = partial(self._real.from_outside, operation, region=region, **arguments)
        answer: Mapping[str, Any] = self._one(operation, send)
        return answer

    def pages(
        self, operation: str, /, *, region: str = "", **arguments: Value
    ) -> Iterator[Mapping[str, Any]]:
        yield from self._one(operation, lambda: list(self._real.pages(operation, region=region, **arguments)))

    def close(self) -> None:
        """The real one is used again."""

    def _one(self, operation: str, send: Callable[[], Any]) -> Any:  # noqa: ANN401 - what either kind returns
        self.calls.append(operation)
        if len(self.calls) != self._number:
            return send()
        self.failed = operation
        if self._after:
            send()
        raise self._error


class Bench:
    """One bucket of a fake cloud, the real session to it, and a store."""

    def __init__(self, session: Session, store: Store, buckets: dict[str, Any], of: tuple[str, str]) -> None:
        self.session, self.store = session, store
        self._buckets, (self._name, self._fix) = buckets, of

    def state(self) -> object:
        """The bucket as it is in the cloud, but for what counts and dates its changes."""
        found = copy.deepcopy(self._buckets[self._name])
        if hasattr(found, "metageneration"):
            found.metageneration, found.updated = 1, None
        return found

    def put(self, state: object) -> None:
        """Make the bucket what it was."""
        self._buckets[self._name] = copy.deepcopy(state)

    def plan(self) -> Plan:
        """The fix, from how the bucket is now."""
        kinds = {one.name: one for one in provider(self.session.provider).kinds}
        kind = kinds["s3_bucket" if self.session.provider == "aws" else "gcs_bucket"]
        fresh = reader(self.session)
        [resource] = [one for one in kind.list(fresh) if one.name == self._name]
        site = site_at(self.session, resource, Ours())
        finding = examine(fresh, kind, resource, site.ours, site.clock())
        return planned(kind, finding, self._fix, site.ours, {})

    def make(self, plan: Plan, session: Session | None = None) -> Outcome:
        """Make it, over this session."""
        return make(self.store, self._way(session), Wish(plan=plan), told=lambda _entry: None)

    def look_up(self, entry: JournalEntry) -> JournalEntry:
        """Look it up with a cloud that answers again."""
        return look_up_again(self.store, self._way(None), entry, told=lambda _entry: None).entry

    def _way(self, session: Session | None) -> Way:
        used = session or Failing(self.session, 0, CloudError(), after=False)
        return Way(account="", login=Demo(url="", key=""), open=lambda: [used])


@contextmanager
def _aws(store: Store) -> Iterator[Bench]:
    cloud = AwsCloud(aws_world(42))
    with serve(cloud.handle) as server:
        [session] = provider("aws").open(Credentials(Demo(url=server.url, key=PROD_KEY)))
        yield Bench(session, store, cloud.world.buckets, STORY)
        session.close()


@contextmanager
def _google(store: Store) -> Iterator[Bench]:
    cloud = GoogleCloud(google_world(42))
    with serve(cloud.handle) as server:
        login = Demo(url=server.url, key="demo", projects=("finch-web",))
        [session] = provider("gcp").open(Credentials(login))
        yield Bench(session, store, cloud.world.buckets, ("finch-press-embargo", "remove_acl_entries"))
        session.close()


CLOUDS = {"aws": _aws, "gcp": _google}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "ajar.db") as store:
        yield store


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    defaults = Site.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "sleep", lambda _seconds: None)


def _check(bench: Bench, outcome: Outcome, failed: str, before: object, wanted: object) -> None:
    """The cloud, the entry, the journal and the sentence agree."""
    now, entry = bench.state(), outcome.entry
    assert now in (before, wanted), (failed, entry.state)
    if entry.state is JournalState.NOT_MADE:
        assert now == before, failed
        assert not is_unfinished(entry)
    elif entry.state is JournalState.VERIFIED:
        assert now == wanted, failed
    else:  # made, and not seen to work; or not known: then it says so, and looking it up finds out
        assert entry.state in (JournalState.MADE, JournalState.PENDING, JournalState.WRITING), (failed, entry)
        if entry.state is not JournalState.WRITING:
            assert now == wanted, failed
        assert entry.message, failed
    assert told(entry)
    assert journal.entry(bench.store, entry.id) == entry
    if is_unfinished(entry):
        found = bench.look_up(entry)
        assert found.state is (JournalState.VERIFIED if now == wanted else JournalState.NOT_MADE)
        assert not is_unfinished(found)


def _is_write(operation: str) -> bool:
    return operation in GOOGLE_WRITES or operation.partition(":")[2].startswith(("Put", "Delete"))


def _to_fail(bench: Bench, plan: Plan, failure: str) -> list[int]:
    """The places of the calls to fail, as a repair that nothing fails makes them."""
    counting = Failing(bench.session, 0, CloudError(), after=False)
    bench.make(plan, counting)
    everywhere = failure not in ONLY_WRITES
    return [n for n, call in enumerate(counting.calls, start=1) if everywhere or _is_write(call)]


@pytest.mark.timeout(120)  # some thirty repairs each
@pytest.mark.parametrize("cloud", CLOUDS)
@pytest.mark.parametrize("turned", [False, True], ids=["fix", "undo"])
@pytest.mark.parametrize("failure", FAILURES)
def test_whichever_call_fails_it_ends_as_it_was_or_as_was_confirmed(
    store: Store, cloud: str, failure: str, *, turned: bool
) -> None:
    error, after = FAILURES[failure]
    with CLOUDS[cloud](store) as bench:
        opened = bench.state()
        plan = bench.plan()
        made = bench.make(plan)
        closed = bench.state()
        assert (made.entry.state, opened != closed) == (JournalState.VERIFIED, True)
        if turned:
            plan = plan_undo(made.entry)
        else:
            bench.put(opened)
        before, wanted = (closed, opened) if turned else (opened, closed)
        numbers = _to_fail(bench, plan, failure)
        assert numbers
        for number in numbers:
            bench.put(before)
            failing = Failing(bench.session, number, error, after=after)
            outcome = bench.make(plan, failing)
            assert failing.failed
            _check(bench, outcome, f"{number}: {failing.failed}", before, wanted)


# --- over real HTTP, by the command line ---


def _dropping(cloud: AwsCloud, operation: str, *, after: bool) -> Callable[[Request], Response]:
    """The cloud with this operation cut off, before it takes effect or after."""

    def handle(request: Request) -> Response:
        seen = len(cloud.calls)
        if after:
            answer = cloud.handle(request)
            if any(call.operation == operation for call in list(cloud.calls)[seen:]):
                raise Drop
            return answer
        return cloud.handle(request)

    def drop(call: Call) -> None:
        if call.operation == operation and not after:
            raise Drop

    cloud.before.append(drop)
    return handle


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_connection_that_breaks_at_the_write_is_told_as_it_ended(
    monkeypatch: pytest.MonkeyPatch, store: Store, *, after: bool
) -> None:
    with company.aws(monkeypatch) as cloud, serve(_dropping(cloud, "DeleteBucketPolicy", after=after)) as way:
        monkeypatch.setenv("AWS_ENDPOINT_URL", way.url)
        with _session() as session:
            bench = Bench(session, store, cloud.world.buckets, STORY)
            before = bench.state()
            entry = bench.make(bench.plan(), session).entry
        sent = [call for call in cloud.calls if call.operation == "DeleteBucketPolicy"]
        assert len(sent) == 1, "a write is sent once"
        if after:
            assert (entry.state, cloud.world.buckets[STORY[0]].policy) == (JournalState.VERIFIED, None)
            assert "it had taken effect" in entry.message
        else:
            assert (entry.state, bench.state()) == (JournalState.NOT_MADE, before)
            assert "it does not show" in entry.message


def test_an_answer_that_is_lost_is_told_by_the_command_line_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    with company.aws(monkeypatch) as cloud, serve(_dropping(cloud, "DeleteBucketPolicy", after=True)) as way:
        done = ajar("fix", f"s3://{STORY[0]}", "--yes", AWS_ENDPOINT_URL=way.url)
    assert (done.code, cloud.world.buckets[STORY[0]].policy) == (0, None)
    assert "it had taken effect" in done.out


SCP = (
    "User: arn:aws:iam::111122223333:user/ana is not authorized to perform: s3:DeleteBucketPolicy on "
    'resource: "arn:aws:s3:::marrow-launch-drafts" with an explicit deny in a service control policy'
)


@pytest.mark.parametrize(
    ("code", "status", "says", "told"),
    [
        ("AccessDenied", 403, SCP, "explicit deny in a service control policy"),
        ("AccessDenied", 403, "Access Denied", "s3:DeleteBucketPolicy"),
        ("SlowDown", 503, "Please reduce your request rate.", "reduce your request rate"),
        ("InternalError", 500, "We encountered an internal error.", "internal error"),
        ("MalformedPolicy", 400, "Policies must be valid JSON.", "valid JSON"),
    ],
    ids=["service control policy", "may only read", "throttled", "their fault", "refused"],
)
def test_a_write_that_the_cloud_does_not_take_leaves_all_as_it_was_and_says_why(
    monkeypatch: pytest.MonkeyPatch, store: Store, code: str, status: int, says: str, told: str
) -> None:
    with company.aws(monkeypatch) as cloud:

        def refuse(call: Call) -> None:
            if call.operation == "DeleteBucketPolicy":
                raise AwsError(code, says, status)

        with _session() as session:
            bench = Bench(session, store, cloud.world.buckets, STORY)
            plan = bench.plan()
            before = bench.state()
            cloud.before.append(refuse)
            outcome = bench.make(plan, session)
        assert (outcome.entry.state, bench.state()) == (JournalState.NOT_MADE, before)
        assert told in outcome.entry.message


@contextmanager
def _session() -> Iterator[Session]:
    [session] = provider("aws").open(Credentials(AwsAmbient()))
    yield session
    session.close()
