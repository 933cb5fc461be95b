"""Tokens, hooks, refusals and what is not served."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
import requests
from google.api_core import exceptions
from google.auth.exceptions import RefreshError
from google.auth.transport.requests import AuthorizedSession
from google.cloud import storage

from ajar.demo.call import Call
from ajar.demo.gcp.cloud import GoogleCloud
from ajar.demo.gcp.errors import HtmlPage, rate_limited, unavailable
from ajar.demo.gcp.state import Denial, World
from ajar.demo.http_server import Drop

Ask = Callable[..., requests.Response]
ANA = "ana@marrowfinch.example"
POLICY = "/storage/v1/b/finch-web-assets/iam"


def test_the_real_client_lists_the_buckets(client: storage.Client, cloud: GoogleCloud) -> None:
    names = [bucket.name for bucket in client.list_buckets(retry=None)]
    assert {"finch-web-assets", "finch-press-embargo", "tmp_lena_test2"} <= set(names)
    assert names == sorted(names)
    assert cloud.unserved == set()


def test_every_call_is_remembered(ask: Ask, cloud: GoogleCloud) -> None:
    ask("GET", POLICY)
    ask("GET", "/storage/v1/b?project=finch-web", token=None)
    ask("GET", "/v3/projects:search", token="expired")
    ask("GET", "/finch-web-assets/index.html", token="outsider")
    assert cloud.calls == [
        Call("storage", "storage.buckets.getIamPolicy", "", ANA, "finch-web-assets"),
        Call("storage", "storage.buckets.list", "", None, "finch-web"),
        Call("cloudresourcemanager", "cloudresourcemanager.projects.search", "", None, ""),
        Call("xml", "storage.objects.get", "", "somebody@mail.example", "finch-web-assets"),
    ]


@pytest.mark.parametrize("token", ["expired", "never-given-out"])
def test_a_token_that_is_not_good_any_more_is_refused(ask: Ask, token: str) -> None:
    answer = ask("GET", POLICY, token=token)
    assert answer.status_code == 401
    assert answer.json()["error"]["errors"][0]["reason"] == "authError"


def test_the_real_session_cannot_refresh_a_bare_token(session: tuple[AuthorizedSession, str]) -> None:
    authorized, url = session
    authorized.credentials.token = "expired"
    with pytest.raises(RefreshError):
        authorized.get(url + POLICY)


def test_a_world_may_take_strangers_for_somebody_as_emulators_do(ask: Ask, made: World) -> None:
    assert ask("GET", POLICY, token=None).status_code == 401
    made.guest = ANA
    assert ask("GET", POLICY, token=None).status_code == 200


def test_a_denied_read_names_the_caller_and_the_permission(client: storage.Client) -> None:
    sentence = f"{ANA} does not have storage.buckets.getIamPolicy access to the Google Cloud Storage bucket"
    with pytest.raises(exceptions.Forbidden, match=sentence):
        client.bucket("finch-hr-records").get_iam_policy(requested_policy_version=3, retry=None)


@pytest.mark.parametrize("what", ["storage.buckets.list", "storage.buckets.get"])
@pytest.mark.parametrize("on", ["finch-web", "*"])
def test_a_denial_counts_for_a_project_or_for_everything(ask: Ask, made: World, what: str, on: str) -> None:
    made.denials.add(Denial(ANA, what, on))
    path = "/storage/v1/b?project=finch-web" if what.endswith("list") else "/storage/v1/b/finch-web-assets"
    answer = ask("GET", path)
    assert answer.status_code == 403
    assert what in answer.json()["error"]["message"]


def test_a_bucket_that_is_not_there_is_404(client: storage.Client) -> None:
    with pytest.raises(exceptions.NotFound, match="The specified bucket does not exist"):
        client.get_bucket("finch-no-such-bucket", retry=None)


def test_an_api_that_is_off_says_so_in_googles_words(ask: Ask, made: World) -> None:
    made.switched_off.add(("finch-web", "orgpolicy.googleapis.com"))
    path = "/v2/projects/finch-web/policies/storage.publicAccessPrevention:getEffectivePolicy"
    error = ask("GET", path).json()["error"]
    assert (error["code"], error["status"]) == (403, "PERMISSION_DENIED")
    assert error["details"][0]["reason"] == "SERVICE_DISABLED"
    assert error["details"][0]["metadata"]["service"] == "orgpolicy.googleapis.com"
    assert ask("GET", "/v1/projects/finch-web").status_code == 200


def test_a_switched_off_storage_is_told_by_bucket_too(ask: Ask, made: World) -> None:
    made.switched_off.add(("finch-web", "storage.googleapis.com"))
    assert ask("GET", POLICY).json()["error"]["errors"][0]["reason"] == "accessNotConfigured"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/storage/v1/b?project=finch-web&publicOnly=true", "publicOnly"),
        (f"{POLICY}?requestedPolicyVersion=3", "requestedPolicyVersion"),
        ("/v3/projects:search?filter=x", "filter"),
        ("/finch-web-assets/index.html?acl", "acl"),
    ],
)
def test_an_unknown_query_parameter_is_refused_and_noted(
    ask: Ask, cloud: GoogleCloud, path: str, name: str
) -> None:
    answer = ask("GET", path)
    assert answer.status_code == 400
    assert f"Unknown name {name}" in answer.text
    assert [entry.rpartition("?")[2] for entry in cloud.unserved] == [name]


@pytest.mark.parametrize(
    "body",
    [
        {"iamConfiguration": {"publicAccess": "none"}},
        {"labels": {"env": 3}},
        {"labels": ["env"]},
        {"acl": {"entity": "allUsers"}},
        {"iamConfiguration": {"uniformBucketLevelAccess": {"enabled": "yes"}}},
        {"colour": "red"},
    ],
)
def test_a_body_that_google_does_not_know_is_refused(ask: Ask, made: World, body: dict[str, Any]) -> None:
    before = made.buckets["finch-web-assets"].metageneration
    assert ask("PATCH", "/storage/v1/b/finch-web-assets", json=body).status_code == 400
    assert made.buckets["finch-web-assets"].metageneration == before


@pytest.mark.parametrize(
    ("verb", "path", "body", "status"),
    [
        ("GET", "/storage/v1/b?project=nobodys", None, 404),
        ("GET", "/storage/v1/b?project=finch-web&maxResults=many", None, 400),
        ("GET", "/storage/v1/b/finch-web-assets?projection=half", None, 400),
        ("GET", "/storage/v1/b/finch-web-assets?ifMetagenerationMatch=99", None, 412),
        ("GET", "/storage/v1/b/finch-web-assets/iam/testPermissions", None, 400),
        ("GET", "/storage/v1/b/finch-web-assets?fields=a;b", None, 400),
        ("PUT", POLICY, {"version": 7, "bindings": []}, 400),
        ("POST", "/v1/organizations:search", {"filter": "x"}, 400),
    ],
)
def test_a_call_that_is_wrong_in_itself_is_refused(
    ask: Ask, verb: str, path: str, body: dict[str, Any] | None, status: int
) -> None:
    assert ask(verb, path, json=body).status_code == status


@pytest.mark.parametrize("text", ["{", "[]", '"x"'])
def test_a_body_that_is_no_json_object_is_refused(ask: Ask, text: str) -> None:
    assert ask("PATCH", "/storage/v1/b/finch-web-assets", data=text).status_code == 400


@pytest.mark.parametrize(
    ("verb", "path"),
    [
        ("POST", "/storage/v1/b"),
        ("GET", "/bigquery/v2/projects/finch-web/datasets"),
        ("PUT", "/finch-web-assets/index.html"),
        ("GET", "/"),
    ],
)
def test_what_is_not_served_is_501_and_noted(ask: Ask, cloud: GoogleCloud, verb: str, path: str) -> None:
    assert ask(verb, path).status_code == 501
    assert cloud.unserved == {f"{verb} {path}"}


def test_a_hook_may_refuse_a_few_times(client: storage.Client, cloud: GoogleCloud) -> None:
    faults = [rate_limited(), unavailable()]

    def fail(_: Call) -> None:
        if faults:
            raise faults.pop(0)

    cloud.before.append(fail)
    bucket = client.bucket("finch-web-assets")
    with pytest.raises(exceptions.TooManyRequests):
        bucket.reload(retry=None)
    with pytest.raises(exceptions.ServiceUnavailable):
        bucket.reload(retry=None)
    bucket.reload(retry=None)
    assert len(cloud.calls) == 3


def test_a_rate_limit_has_googles_reason(ask: Ask, cloud: GoogleCloud) -> None:
    def fail(_: Call) -> None:
        raise rate_limited()

    cloud.before.append(fail)
    answer = ask("GET", POLICY)
    assert (answer.status_code, answer.json()["error"]["errors"][0]["reason"]) == (429, "rateLimitExceeded")
    assert ask("GET", "/v1/projects").json()["error"]["status"] == "RESOURCE_EXHAUSTED"
    assert "<Code>SlowDown</Code>" in ask("GET", "/finch-web-assets/index.html").text


def test_a_hook_may_answer_html(ask: Ask, cloud: GoogleCloud) -> None:
    def portal(_: Call) -> None:
        raise HtmlPage(200, "<h1>Hotel Adler: please sign in</h1>")

    cloud.before.append(portal)
    answer = ask("GET", POLICY)
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "Hotel Adler" in answer.text


def test_a_hook_may_cut_the_connection(ask: Ask, cloud: GoogleCloud) -> None:
    def cut(_: Call) -> None:
        raise Drop

    cloud.before.append(cut)
    with pytest.raises(requests.ConnectionError):
        ask("GET", POLICY)


def test_a_hook_that_sleeps_holds_up_its_own_call_alone(ask: Ask, cloud: GoogleCloud) -> None:
    def wait(call: Call) -> None:
        if call.resource == "finch-web-backups":
            time.sleep(0.2)

    cloud.before.append(wait)
    begun = time.monotonic()
    ask("GET", "/storage/v1/b/finch-web-backups")
    assert time.monotonic() - begun >= 0.2


def test_links_in_answers_lead_to_the_fake_alone(ask: Ask, url: str) -> None:
    for path in ("/storage/v1/b/finch-press-embargo?projection=full", "/storage/v1/b/finch-datasets/o"):
        text = ask("GET", path).text
        assert "googleapis.com" not in text
        assert url in text
