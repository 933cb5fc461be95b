"""The laws of looking up who did it, over every kind: reading calls only, and denied is never nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.state import Denial
from ajar.demo.call import Call
from ajar.demo.gcp.cloud import WRITES
from ajar.demo.gcp.state import Denial as GoogleDenial
from ajar.jobs.who import who
from ajar.model.facts import Reason
from ajar.providers import PROVIDERS
from ajar.providers.kind import Kind
from ajar.providers.reader import reader
from clouds.fakes import Served, served

KINDS = [kind for provider in PROVIDERS for kind in provider.kinds]
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
READS = ("Describe", "Get", "List", "Lookup")


@pytest.fixture
def cloud(kind: Kind) -> Iterator[Served]:
    """The company's cloud of this kind's provider, as nobody has touched it."""
    with served(kind.provider) as found:
        yield found


def changes(call: Call) -> bool:
    """Whether a call changes something."""
    return call.operation in WRITES if "." in call.operation else not call.operation.startswith(READS)


@every_kind
def test_looking_up_who_did_it_only_reads_and_finds_something(kind: Kind, cloud: Served) -> None:
    session, now = cloud.sessions[0], datetime.now(UTC)
    resources = list(kind.list(reader(session)))
    cloud.cloud.calls.clear()
    told = [who(reader(session), kind, resource, now) for resource in resources]
    assert [call for call in cloud.cloud.calls if changes(call)] == []
    assert any(one.deeds for one in told)
    assert all(one.notes for one in told)
    for one in told:
        times = [deed.at for deed in one.deeds]
        assert times == sorted(times, reverse=True)
        assert all(now - timedelta(days=90) <= at <= now for at in times)


@every_kind
def test_a_log_that_may_not_be_read_is_not_known_with_a_permission_of_the_trail(
    kind: Kind, cloud: Served
) -> None:
    assert kind.trail is not None
    session = cloud.sessions[0]
    resource = next(iter(kind.list(reader(session))))
    if isinstance(cloud.cloud, AwsCloud):
        denials = cloud.cloud.world.accounts[session.account].denials
        denials.update(Denial(name) for name in kind.trail.permissions)
    else:
        cloud.cloud.world.denials.update(
            GoogleDenial("ana@marrowfinch.example", name) for name in kind.trail.permissions
        )
    told = who(reader(session), kind, resource, datetime.now(UTC))
    assert told.deeds == ()
    assert {one.reason for one in told.unseen} == {Reason.DENIED}
    assert {one.permission for one in told.unseen} <= set(kind.trail.permissions)


@every_kind
def test_what_a_scan_asks_for_has_nothing_of_the_trail(kind: Kind) -> None:
    assert kind.trail is not None
    scan = {*kind.permissions, *(name for setting in kind.settings for name in setting.permissions)}
    assert set(kind.trail.permissions) - scan in (
        {"cloudtrail:LookupEvents"},
        {"logging.logEntries.list"},
    )
