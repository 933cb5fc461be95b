"""What is said before a change reads as sentences, whatever stands in them."""

from __future__ import annotations

import re

import pytest

from ajar.words import say
from ajar.words.aws_ahead import SENTENCES

FIELDS = {
    "address",
    "count",
    "days",
    "domain",
    "id",
    "ids",
    "looked",
    "names",
    "public",
    "service",
    "services",
    "total",
    "who",
}


def test_the_codes_are_sorted_and_begin_alike() -> None:
    assert list(SENTENCES) == sorted(SENTENCES)
    assert all(code.startswith("ahead_") for code in SENTENCES)


@pytest.mark.parametrize("code", SENTENCES)
def test_each_is_a_sentence_with_fields_that_are_known(code: str) -> None:
    text = SENTENCES[code]
    assert set(re.findall(r"{(\w+)}", text)) <= FIELDS
    assert text.endswith(".")
    assert text[0].isupper() or text[0] == "{"
    assert "  " not in text


def test_names_that_are_known_are_told_by_them() -> None:
    assert "Datadog (464622532012)" in say("ahead_outsiders_out", {"who": "464622532012"})
