"""Objects: listing, reading, uploading and deleting, by the real client and by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import requests
from google.api_core import exceptions
from google.cloud import storage

from ajar.demo.gcp.state import World

Ask = Callable[..., requests.Response]
UPLOAD = "/upload/storage/v1/b/{}/o?uploadType=media&name={}"


def test_the_client_lists_by_prefix_and_delimiter(client: storage.Client) -> None:
    found = client.list_blobs("finch-datasets", delimiter="/", retry=None)
    assert [blob.name for blob in found] == ["README.md"]
    assert found.prefixes == {"internal/", "partners/", "shared/"}
    assert [
        b.name for b in client.list_blobs("finch-datasets", prefix="shared/", page_size=1, retry=None)
    ] == [
        "shared/LICENSE.txt",
        "shared/finch-bench-sample.csv",
    ]


@pytest.mark.parametrize("data", [b"", b"plain", b"\r\n--x\r\n\x00\xff\n"])
def test_what_the_client_uploads_comes_back(client: storage.Client, data: bytes) -> None:
    blob = client.bucket("finch-web-staging").blob("a folder/b & c.bin")
    blob.metadata = {"by": "test"}
    blob.upload_from_string(data, content_type="application/x-test", retry=None)
    again = client.bucket("finch-web-staging").blob(blob.name)
    assert again.download_as_bytes(retry=None) == data
    again.reload(retry=None)
    assert (again.content_type, again.size, again.metadata) == (
        "application/x-test",
        len(data),
        {"by": "test"},
    )


def test_a_part_of_an_object_can_be_read(client: storage.Client, ask: Ask) -> None:
    blob = client.bucket("finch-web-assets").blob("robots.txt")
    assert blob.download_as_bytes(start=0, end=9, retry=None) == b"User-agent"
    answer = ask("GET", "/finch-web-assets/robots.txt", token=None, headers={"Range": "bytes=0-3"})
    assert (answer.status_code, answer.headers["Content-Range"]) == (206, "bytes 0-3/23")
    assert ask("GET", "/finch-web-assets/robots.txt", headers={"Range": "bytes=99-"}).status_code == 416


def test_a_new_object_starts_with_the_default_list_and_its_uploader(ask: Ask) -> None:
    ask("POST", UPLOAD.format("finch-press-embargo", "new.txt"), data=b"soon")
    found = ask("GET", "/storage/v1/b/finch-press-embargo/o/new.txt?projection=full").json()
    entries = {(e["entity"], e["role"]) for e in found["acl"]}
    assert {("allUsers", "READER"), ("user-ana@marrowfinch.example", "OWNER")} <= entries
    assert ask("GET", "/finch-press-embargo/new.txt", token=None).text == "soon"


def test_the_default_list_counts_for_new_objects_alone(ask: Ask) -> None:
    ask("DELETE", "/storage/v1/b/finch-press-embargo/defaultObjectAcl/allUsers")
    ask("POST", UPLOAD.format("finch-press-embargo", "later.txt"), data=b"later")
    assert ask("GET", "/finch-press-embargo/later.txt", token=None).status_code == 403
    assert ask("GET", "/finch-press-embargo/finch-4/briefing-slots.csv", token=None).status_code == 200


def test_an_object_is_deleted_once(client: storage.Client) -> None:
    blob = client.bucket("tmp_lena_test2").blob("hello.txt")
    blob.delete(retry=None)
    with pytest.raises(exceptions.NotFound):
        blob.delete(retry=None)


@pytest.mark.parametrize(
    ("token", "bucket", "status"),
    [
        ("demo", "finch-web-assets", 404),
        (None, "finch-web-assets", 401),
        (None, "finch-model-cards-draft", 404),
    ],
)
def test_only_who_may_list_learns_that_an_object_is_missing(
    ask: Ask, token: str, bucket: str, status: int
) -> None:
    assert ask("GET", f"/storage/v1/b/{bucket}/o/no.txt", token=token).status_code == status


def test_a_stranger_writes_only_where_a_role_lets_him(ask: Ask, made: World) -> None:
    path = UPLOAD.format("finch-web-staging", "x.txt")
    assert ask("POST", path, token=None, data=b"1").status_code == 401
    made.buckets["finch-web-staging"].bindings.append(
        {"role": "roles/storage.objectCreator", "members": ["allUsers"]}
    )
    assert ask("POST", path, token=None, data=b"1").status_code == 200
    # To replace it he would have to be allowed to delete it.
    assert ask("POST", path, token=None, data=b"2").status_code == 401
    assert ask("DELETE", "/storage/v1/b/finch-web-staging/o/x.txt", token=None).status_code == 401


@pytest.mark.parametrize(
    ("end", "body", "kind"),
    [
        ("uploadType=resumable&name=x", b"", "text/plain"),
        ("uploadType=media", b"x", "text/plain"),
        ("uploadType=multipart", b"--b\r\n\r\n{}\r\n--b--", "multipart/related; boundary=b"),
        ("uploadType=multipart", b"--b\r\n\r\n{\r\n--b\r\n\r\nx\r\n--b--", "multipart/related; boundary=b"),
        (
            "uploadType=multipart",
            b'--b\r\n\r\n{"a": 1}\r\n--b\r\n\r\nx\r\n--b--',
            "multipart/related; boundary=b",
        ),
        ("uploadType=multipart", b"{}", "application/json"),
    ],
)
def test_an_upload_that_is_wrong_stores_nothing(
    ask: Ask, made: World, end: str, body: bytes, kind: str
) -> None:
    before = set(made.buckets["finch-web-staging"].objects)
    path = f"/upload/storage/v1/b/finch-web-staging/o?{end}"
    assert ask("POST", path, data=body, headers={"Content-Type": kind}).status_code == 400
    assert set(made.buckets["finch-web-staging"].objects) == before


def test_an_earlier_generation_is_gone(ask: Ask) -> None:
    assert ask("GET", "/storage/v1/b/finch-web-assets/o/robots.txt?generation=1").status_code == 404
