"""Every case in tests/cases/aws_s3 is judged as its page documents; a README there says how to add one."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from ajar.model.access import Audience, Capability, State
from ajar.model.exposure import Exposure
from ajar.providers.aws.s3_bucket import KIND
from s3_case_facts import facts_of
from s3_case_requests import decided
from s3_cases import CASES, Asked, Case, Expected, differences, load

AT_LEAST = 150


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_verdict_is_what_the_page_says(path: Path) -> None:
    case = load(path)
    found = KIND.judge(case.resource, facts_of(case), case.ours, case.at)
    told(path, case, list(differences(case.expect, found)))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_each_request_passes_where_the_page_says_so(path: Path) -> None:
    case = load(path)
    told(path, case, list(decided(case)))


def told(path: Path, case: Case, wrong: list[str]) -> None:
    """Fail with what the case promises, where that stands, and each thing that is otherwise."""
    if wrong:
        lines = [path.name, case.says, case.source.title, case.source.url, *(f"- {line}" for line in wrong)]
        pytest.fail("\n".join(lines), pytrace=False)


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= AT_LEAST


def test_each_names_a_page_that_can_be_looked_up() -> None:
    sources = {path.name: load(path).source for path in CASES}
    assert [name for name, source in sources.items() if not source.url.startswith("https://")] == []
    assert [name for name, source in sources.items() if not source.title.strip()] == []


def test_no_two_say_the_same() -> None:
    said: dict[str, str] = {}
    for path in CASES:
        other = said.setdefault(load(path).says, path.name)
        assert other == path.name, f"{path.name} says what {other} says"


def test_a_verdict_that_differs_is_told_in_each_part() -> None:
    expected = Expected(
        state=State.OPEN,
        audience=Audience.PUBLIC,
        capabilities=[Capability.READ],
        who=["anyone"],
        held=[Audience.EXTERNAL],
        unknown=["policy_unread"],
    )
    parts = [line.split(":")[0] for line in differences(expected, Exposure(state=State.CLOSED))]
    assert parts == ["state", "audience", "at most", "capabilities", "held", "who", "unknown"]


def test_a_request_that_is_decided_otherwise_is_told() -> None:
    case = load(CASES[0].with_name("a_star_is_everybody.json"))
    asked = Asked(caller="anyone", action="s3:GetObject", target="a.txt", allowed=False)
    assert len(list(decided(msgspec.structs.replace(case, requests=[asked])))) == 1


def test_a_misspelt_part_is_no_case() -> None:
    text = CASES[0].read_bytes().replace(b'"expect"', b'"expects"')
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(text, type=Case)


def test_a_setting_that_there_is_not_is_no_fact() -> None:
    case = load(CASES[0])
    with pytest.raises(AssertionError, match="no setting of a bucket is called policies"):
        facts_of(msgspec.structs.replace(case, facts={"policies": None}))
