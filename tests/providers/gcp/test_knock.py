"""One request as a stranger makes it: nobody's credentials go with it, and a refusal is told as such."""

from __future__ import annotations

from pathlib import Path

import pytest

from ajar.demo.call import Call
from ajar.demo.gcp import cloud as fake
from ajar.demo.gcp import errors
from ajar.demo.gcp.cloud import GoogleCloud
from ajar.demo.gcp.company import ADMIN, OUTSIDER
from ajar.demo.gcp.state import Denial, World
from ajar.demo.http_server import Drop, Request
from ajar.jobs.examine import examine
from ajar.jobs.offers import planned
from ajar.model.account import GcpAdc
from ajar.model.change import undone
from ajar.model.credentials import Credentials
from ajar.providers.gcp.gcs_bucket import KIND
from ajar.providers.gcp.gcs_bucket.knock import knock
from ajar.providers.gcp.session import GcpSession, open_sessions
from ajar.providers.kind import Busy, CloudError, Denied, Gone, Knock, Malformed, Unreachable
from ajar.providers.reader import reader
from clouds.applying import apply
from providers.gcp.conftest import AT, HASTE, OURS, PROJECT, bucket

LIST = "storage.objects.list"
CARDS = "finch-model-cards-draft"
ASSETS = "finch-web-assets"


def test_an_open_bucket_lets_a_stranger_in_and_is_asked_once(session: GcpSession, cloud: GoogleCloud) -> None:
    assert knock(session, bucket(CARDS)) == Knock(f"{LIST} gs://{CARDS}", let_in=True)
    assert [(call.operation, call.account) for call in cloud.calls] == [(LIST, None)]


def test_a_bucket_that_is_read_and_not_listed_is_asked_for_one_object(
    session: GcpSession, cloud: GoogleCloud
) -> None:
    found = knock(session, bucket(ASSETS))
    assert found.let_in
    assert found.asked.startswith(f"storage.objects.get gs://{ASSETS}/")
    assert [(call.operation, call.account) for call in cloud.calls] == [
        (LIST, None),
        (LIST, ADMIN),
        ("storage.objects.get", None),
    ]
    assert not fake.WRITES & {call.operation for call in cloud.calls}


@pytest.mark.parametrize("name", ["finch-training-logs", "finch-web-backups", "agency-handover"])
def test_a_bucket_that_is_shut_lets_no_stranger_in(session: GcpSession, name: str) -> None:
    assert not knock(session, bucket(name)).let_in


def test_a_bucket_without_objects_is_told_by_its_list(session: GcpSession, made: World) -> None:
    made.buckets["finch-web-backups"].objects.clear()
    assert knock(session, bucket("finch-web-backups")) == Knock(
        f"{LIST} gs://finch-web-backups", let_in=False
    )


def test_a_fix_shuts_strangers_out_and_its_undo_lets_them_in_again(session: GcpSession) -> None:
    found = examine(reader(session), KIND, bucket(CARDS), OURS, AT)
    changes = planned(KIND, found, "remove_members", OURS, {}).changes
    assert knock(session, found.resource).let_in
    apply(session, KIND, changes, sleep=lambda _: None)
    assert not knock(session, found.resource).let_in
    apply(session, KIND, undone(changes), sleep=lambda _: None)
    assert knock(session, found.resource).let_in


def test_where_no_object_can_be_named_it_is_not_known(session: GcpSession, made: World) -> None:
    made.denials.add(Denial(ADMIN, LIST, ASSETS))
    with pytest.raises(Denied) as caught:
        knock(session, bucket(ASSETS))
    assert caught.value.permission == LIST


@pytest.mark.usefixtures("url")
def test_a_stranger_carries_no_credentials_not_even_those_of_a_netrc(
    session: GcpSession,
    requests_seen: list[Request],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login me password mine\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(netrc))
    assert session.from_outside(LIST, bucket=CARDS, maxResults=1)["items"]
    (seen,) = requests_seen
    assert "Authorization" not in seen.headers
    assert "Cookie" not in seen.headers
    assert seen.headers["User-Agent"] == "ajar"
    session.call(LIST, bucket=CARDS)
    assert "Authorization" in requests_seen[-1].headers


def test_a_stranger_before_an_emulator_is_whoever_it_takes_strangers_for(url: str, made: World) -> None:
    (session,) = open_sessions(
        Credentials(GcpAdc((PROJECT,))), environment={"AJAR_GCP_ENDPOINT": url}, patience=HASTE
    )
    assert knock(session, bucket(CARDS)).let_in
    made.guest = OUTSIDER
    with pytest.raises(Denied) as caught:
        session.from_outside(LIST, bucket="agency-handover")
    assert caught.value.permission == LIST
    session.close()


@pytest.mark.parametrize(
    ("status", "reason"), [(401, "required"), (401, "authError"), (403, "forbidden"), (403, "insufficient")]
)
def test_a_stranger_who_is_refused_is_denied_and_never_expired(
    session: GcpSession, cloud: GoogleCloud, status: int, reason: str
) -> None:
    def refuse(_: Call) -> None:
        raise errors.GoogleError(status, reason, "Anonymous caller has no access.")

    cloud.before.append(refuse)
    with pytest.raises(Denied):
        session.from_outside(LIST, bucket=CARDS)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (Drop(), Unreachable),
        (errors.unavailable(), Unreachable),
        (errors.rate_limited(), Busy),
        (errors.HtmlPage(200, "<html>sign in</html>"), Malformed),
        (errors.HtmlPage(403, "<html>blocked</html>"), Malformed),
    ],
)
def test_no_answer_is_neither_let_in_nor_kept_out_and_is_asked_once(
    session: GcpSession, cloud: GoogleCloud, error: Exception, kind: type[CloudError]
) -> None:
    def fail(_: Call) -> None:
        raise error

    cloud.before.append(fail)
    with pytest.raises(kind):
        knock(session, bucket(CARDS))
    assert len(cloud.calls) == 1


def test_a_bucket_that_is_gone_is_gone(session: GcpSession, made: World) -> None:
    del made.buckets[CARDS]
    with pytest.raises(Gone):
        knock(session, bucket(CARDS))
