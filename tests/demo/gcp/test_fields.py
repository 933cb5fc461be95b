"""Partial responses leave what was asked for and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from ajar.demo.gcp.errors import GoogleError
from ajar.demo.gcp.fields import partial

ANSWER: dict[str, Any] = {
    "kind": "k",
    "nextPageToken": "t",
    "items": [{"name": "a", "acl": [{"role": "R", "entity": "e"}], "x": {"y": 1, "z": 2}}, {"name": "b"}],
}


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        ("kind", {"kind": "k"}),
        ("nextPageToken,items/name", {"nextPageToken": "t", "items": [{"name": "a"}, {"name": "b"}]}),
        ("items(name,x/z)", {"items": [{"name": "a", "x": {"z": 2}}, {"name": "b"}]}),
        ("items(acl(role))", {"items": [{"acl": [{"role": "R"}]}, {}]}),
        ("items(*)", {"items": ANSWER["items"]}),
        ("*", ANSWER),
        ("nothing", {}),
        ("kind, nextPageToken", {"kind": "k", "nextPageToken": "t"}),
    ],
)
def test_only_what_was_asked_for_is_left(wanted: str, left: dict[str, Any]) -> None:
    assert partial(ANSWER, wanted) == left


@pytest.mark.parametrize("wanted", ["items(name", "items)", "a;b", "a,b)"])
def test_a_selection_that_cannot_be_read_is_refused(wanted: str) -> None:
    with pytest.raises(GoogleError, match="Invalid field selection"):
        partial(ANSWER, wanted)
