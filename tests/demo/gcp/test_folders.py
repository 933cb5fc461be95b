"""Managed folders, asked through google-auth's session as Ajar will."""

from __future__ import annotations

from collections.abc import Callable

import requests
from google.auth.transport.requests import AuthorizedSession

Ask = Callable[..., requests.Response]
FOLDERS = "/storage/v1/b/finch-datasets/managedFolders"


def test_managed_folders_are_listed_in_pages(session: tuple[AuthorizedSession, str]) -> None:
    authorized, url = session
    first = authorized.get(f"{url}{FOLDERS}?pageSize=1").json()
    second = authorized.get(f"{url}{FOLDERS}?pageSize=1&pageToken={first['nextPageToken']}").json()
    assert [first["items"][0]["name"], second["items"][0]["name"]] == ["partners/", "shared/"]
    assert "nextPageToken" not in second


def test_a_bucket_without_folders_has_no_items(ask: Ask) -> None:
    assert ask("GET", FOLDERS.replace("datasets", "web-assets")).json() == {"kind": "storage#managedFolders"}


def test_a_folder_has_a_policy_of_its_own(ask: Ask) -> None:
    policy = ask("GET", f"{FOLDERS}/shared%2F/iam?optionsRequestedPolicyVersion=3").json()
    assert policy["resourceId"] == "projects/_/buckets/finch-datasets/managedFolders/shared/"
    assert policy["bindings"] == [{"role": "roles/storage.objectViewer", "members": ["allUsers"]}]
    assert ask("GET", f"{FOLDERS}/none%2F/iam").status_code == 404


def test_a_stranger_does_not_list_the_folders_of_a_closed_bucket(ask: Ask) -> None:
    assert ask("GET", FOLDERS, token=None).status_code == 401
