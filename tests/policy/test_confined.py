"""Files that a grant is confined to, by how their names begin."""

from __future__ import annotations

import pytest

from ajar.model.access import Audience, Capability
from ajar.model.exposure import Reach
from ajar.policy.confined import beginnings, common, covers

READ, LIST = Capability.READ, Capability.LIST


def reach(*within: str, can: Capability = READ) -> Reach:
    return Reach(audience=Audience.PUBLIC, capabilities=(can,), within=within)


@pytest.mark.parametrize(
    ("found", "left"),
    [
        ([], ()),
        (["public/", "assets/"], ("assets/", "public/")),
        (["public/", "public/img/", "pub"], ("pub",)),
        (["public/", ""], ()),
    ],
)
def test_what_another_covers_is_left_out_and_every_name_is_all(
    found: list[str], left: tuple[str, ...]
) -> None:
    assert beginnings(found) == left


def test_what_names_have_in_common_is_their_beginning() -> None:
    assert common(["public/a", "public/b"]) == "public/"
    assert common(["a"]) == "a"
    assert common(["a", "b"]) == ""
    assert common([]) == ""


def test_a_reach_is_covered_where_all_that_it_gets_at_begins_so() -> None:
    assert covers(("public/",), reach("public/img/", "public/css/"))
    assert covers(("public/", "assets/"), reach("assets/"))
    assert not covers(("public/",), reach("public/", "private/"))
    assert not covers(("public/",), reach())
    assert covers((), reach())


def test_what_is_no_file_is_confined_by_no_name() -> None:
    assert covers(("public/",), reach(can=LIST))
