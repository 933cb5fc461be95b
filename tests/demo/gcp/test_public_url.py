"""Public URLs as a stranger's browser asks them."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from urllib.parse import quote

import requests

from ajar.demo.gcp.state import StoredObject, World

Ask = Callable[..., requests.Response]
SPACE = "{http://doc.s3.amazonaws.com/2006-03-01}"


def keys(answer: requests.Response) -> list[str]:
    """The keys of a listing."""
    return [found.text or "" for found in ET.fromstring(answer.text).iter(f"{SPACE}Key")]  # noqa: S314 - our own fake's


def test_an_open_bucket_lists_in_pages(ask: Ask, made: World) -> None:
    names: list[str] = []
    marker = ""
    for _ in range(10):
        answer = ask("GET", f"/finch-model-cards-draft?max-keys=2&marker={marker}", token=None)
        names += keys(answer)
        found = ET.fromstring(answer.text).find(f"{SPACE}NextMarker")  # noqa: S314 - our own fake's
        if found is None:
            break
        marker = found.text or ""
    assert names == sorted(made.buckets["finch-model-cards-draft"].objects)


def test_a_listing_can_be_folded(ask: Ask) -> None:
    answer = ask("GET", "/finch-model-cards-draft?delimiter=/", token=None)
    assert keys(answer) == ["README.md"]
    assert "<CommonPrefixes><Prefix>finch-4/</Prefix></CommonPrefixes>" in answer.text


def test_a_strangers_refusal_is_xml_and_403(ask: Ask) -> None:
    answer = ask("GET", "/finch-hr-records/leave-2026.csv", token=None)
    assert answer.status_code == 403
    assert ET.fromstring(answer.text).findtext("Code") == "AccessDenied"  # noqa: S314 - our own fake's
    assert "Anonymous caller does not have storage.objects.get access" in answer.text


def test_missing_things_say_which(ask: Ask) -> None:
    assert "<Code>NoSuchBucket</Code>" in ask("GET", "/finch-no-such-bucket", token=None).text
    missing = ask("GET", "/finch-model-cards-draft/no.txt", token=None)
    assert (missing.status_code, "<Code>NoSuchKey</Code>" in missing.text) == (404, True)
    assert ask("GET", "/finch-web-assets/no.txt", token=None).status_code == 403


def test_a_bad_token_is_no_stranger(ask: Ask) -> None:
    assert ask("GET", "/finch-web-assets/index.html", token="expired").status_code == 401


def test_head_tells_the_size_and_sends_nothing(ask: Ask) -> None:
    answer = ask("HEAD", "/finch-web-assets/robots.txt", token=None)
    assert (answer.status_code, answer.headers["Content-Length"], answer.content) == (200, "23", b"")
    assert ask("HEAD", "/finch-press-embargo", token=None).status_code == 200
    assert ask("HEAD", "/finch-web-assets", token=None).status_code == 403


def test_strange_names_survive(ask: Ask, made: World) -> None:
    bucket = made.buckets["finch-model-cards-draft"]
    old = bucket.objects["README.md"]
    name = "a b/<i>&amp;\u202e%2F?.txt"
    bucket.objects[name] = StoredObject(b"odd", "text/plain", old.created, 5)
    assert name in keys(ask("GET", "/finch-model-cards-draft", token=None))
    path = quote(name)
    assert ask("GET", f"/finch-model-cards-draft/{path}", token=None).text == "odd"
