"""Every case in tests/cases/aws_s3 is judged as its page documents; a README there says how to add one."""

from __future__ import annotations

from pathlib import Path

import pytest

from ajar.providers.aws.s3_bucket import KIND
from s3_cases import CASES, Case, decided, differences, facts_of, load

AT_LEAST = 80


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
