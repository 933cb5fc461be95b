"""Who is known: a name beside the number, from a table of which each entry says where it comes from."""

from __future__ import annotations

import json
import re
from importlib.resources import files

import pytest

from ajar.model.access import Audience
from ajar.model.ours import Ours
from ajar.policy.aws.s3_acl import CLOUDFRONT_LOGS
from ajar.policy.aws.services import SERVICES
from ajar.policy.gcp.members import Home, party
from ajar.words import say
from ajar.words.known_principals import AGENTS, KNOWN, all_named, known, named
from ajar.words.verdict import who

DATADOG, NOBODY = "464622532012", "210987654321"
TABLE = json.loads((files("ajar.words") / "known_principals.json").read_text("utf-8"))


def test_each_entry_names_its_page_and_each_account_stands_there_once() -> None:
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", TABLE["read"])
    agents = TABLE["service_agents"]
    elsewhere = [entry for entry in agents["agents"] if "source" in entry]
    entries = [*TABLE["accounts"], *TABLE["canonical_ids"], *TABLE["emails"], agents, *elsewhere]
    assert all(re.fullmatch(r"https://\S+", entry["source"]) for entry in entries)
    ids = [one for entry in TABLE["accounts"] for one in entry["accounts"]]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[0-9]{12}", one) for one in ids)
    assert len(KNOWN) == len(ids) + len(TABLE["canonical_ids"]) + len(TABLE["emails"])
    assert len(AGENTS) == sum(len(entry["domains"]) for entry in agents["agents"])


def test_entries_stand_in_the_order_of_their_names() -> None:
    for entries in (TABLE["accounts"], TABLE["service_agents"]["agents"], TABLE["emails"]):
        titles = [entry["title"] for entry in entries]
        assert titles == sorted(set(titles), key=str.lower)


def test_the_domains_of_googles_agents_are_those_at_which_nobody_else_makes_accounts() -> None:
    home = Home(projects=frozenset({"100"}), ours=Ours())
    for domain in AGENTS:
        found = party(f"serviceAccount:service-100@{domain}", home)
        assert found is not None
        assert found.audience is Audience.PRIVATE, domain


def test_the_accounts_of_awss_own_services_have_the_names_of_the_services() -> None:
    for service in SERVICES.values():
        assert {KNOWN.get(account) for account in service.accounts} <= {service.title}
    assert KNOWN[CLOUDFRONT_LOGS] == "CloudFront's log delivery"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (DATADOG, f"Datadog ({DATADOG})"),
        (f"arn:aws:iam::{DATADOG}:role/x", f"Datadog (arn:aws:iam::{DATADOG}:role/x)"),
        (
            f"arn:aws-cn:sts::{DATADOG}:assumed-role/x/y",
            f"Datadog (arn:aws-cn:sts::{DATADOG}:assumed-role/x/y)",
        ),
        (CLOUDFRONT_LOGS, f"CloudFront's log delivery ({CLOUDFRONT_LOGS})"),
        (
            "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1ABC",
            "CloudFront's origin access identity E1ABC",
        ),
        (
            "serviceAccount:p7-x@gcp-sa-cloud-sql.iam.gserviceaccount.com",
            "Cloud SQL Service Agent (serviceAccount:p7-x@gcp-sa-cloud-sql.iam.gserviceaccount.com)",
        ),
        (
            "group:cloud-storage-analytics@google.com",
            "Cloud Storage's log delivery (group:cloud-storage-analytics@google.com)",
        ),
        (
            "serviceAccount:service-7@cloud-cdn-fill.iam.gserviceaccount.com",
            "Cloud CDN's cache fill (serviceAccount:service-7@cloud-cdn-fill.iam.gserviceaccount.com)",
        ),
        (
            "serviceAccount:logpush@cloudflare-data.iam.gserviceaccount.com",
            "Cloudflare (serviceAccount:logpush@cloudflare-data.iam.gserviceaccount.com)",
        ),
        (
            "serviceAccount:other@cloudflare-data.iam.gserviceaccount.com",
            "serviceAccount:other@cloudflare-data.iam.gserviceaccount.com",
        ),
        (
            "user:x@gcp-sa-cloud-sql.iam.gserviceaccount.com",
            "user:x@gcp-sa-cloud-sql.iam.gserviceaccount.com",
        ),
        (NOBODY, NOBODY),
        ("any AWS user", "any AWS user"),
        (f"arn:aws:s3:::{DATADOG}", f"arn:aws:s3:::{DATADOG}"),
        ("", ""),
    ],
)
def test_a_name_is_told_with_whom_people_know(name: str, expected: str) -> None:
    assert named(name) == expected


def test_several_names_are_told_each() -> None:
    assert all_named(f"{NOBODY}, {DATADOG}") == f"{NOBODY}, Datadog ({DATADOG})"
    assert known(NOBODY) == ""


def test_sentences_and_headlines_tell_the_names() -> None:
    assert f"Datadog ({DATADOG})" in say("policy_lets_in_accounts", {"who": DATADOG})
    assert f"Datadog ({DATADOG})" in who("aws", Audience.EXTERNAL, [DATADOG])
