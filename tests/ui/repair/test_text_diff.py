"""The diff of a setting's text: whole, in order, safe to read, and the same text when put together again."""

from __future__ import annotations

import json
import time

from hypothesis import given
from hypothesis import strategies as st

from ajar.ui.repair.text_diff import GONE, NEW, SAME, diff, has_two_forms, lines
from ui import invented_repairs

TEXTS = st.lists(st.sampled_from(["a", "b", "  }", "", "c: d"]), min_size=1, max_size=12).map("\n".join)


@given(TEXTS, TEXTS)
def test_what_stays_and_goes_is_the_old_text_and_what_stays_and_comes_the_new(one: str, other: str) -> None:
    found = diff(one, other, laid_out=False)
    assert "\n".join(line.text for line in found if line.mark in (SAME, GONE)) == one
    assert "\n".join(line.text for line in found if line.mark in (SAME, NEW)) == other


def test_a_policy_on_one_line_is_compared_as_people_would_write_it() -> None:
    before, after = invented_repairs.policy("Ours", "TempShare"), invented_repairs.policy("Ours")
    found = diff(before, after, laid_out=True)
    gone = [line.text.strip() for line in found if line.mark == GONE]
    assert '"Sid": "TempShare",' in gone
    assert not any("Ours" in line for line in gone)
    assert has_two_forms(before, after)
    assert [line.mark for line in diff(before, after, laid_out=False)] == [GONE, NEW]


def test_there_is_one_form_where_the_text_is_as_people_write_it() -> None:
    assert not has_two_forms("BucketOwnerEnforced", None)
    assert not has_two_forms({"BlockPublicAcls": True}, None)


def test_what_is_not_set_says_so() -> None:
    assert lines(None, laid_out=True) == ["(not set)"]


def test_a_hostile_text_is_spelled_out() -> None:
    assert lines("a\u202eb\x1b[2J", laid_out=True) == ["a\\u202eb\\x1b[2J"]


def test_a_long_list_of_members_is_compared_at_once() -> None:
    members = [f"user:{n}@acme.example" for n in range(1500)]
    one, other = {"members": members}, {"members": [*members[:700], *members[701:]]}
    began = time.perf_counter()
    found = diff(one, other, laid_out=True)
    assert time.perf_counter() - began < 2
    assert [line.text.strip() for line in found if line.mark == GONE] == ['"user:700@acme.example",']
    assert json.loads("\n".join(line.text for line in found if line.mark != GONE)) == other
