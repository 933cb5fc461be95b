"""The report has the window's colours, and its text stands out from every ground that it is put on."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from ajar.report.page.colours import DARK, LIGHT, variables
from ajar.report.page.style import SHEET
from ajar.ui.look import tokens

BOTH = pytest.mark.parametrize(
    ("colours", "theirs"), [(LIGHT, tokens.LIGHT), (DARK, tokens.DARK)], ids=["light", "dark"]
)


@BOTH
def test_the_colours_are_the_windows(colours: Mapping[str, str], theirs: tokens.Tokens) -> None:
    for name, colour in colours.items():
        if name.endswith("_chip"):
            assert colour == theirs.tone(name.removesuffix("_chip")).chip
        elif f"{name}_chip" in colours:
            assert colour == theirs.tone(name).ink
        else:
            assert colour == getattr(theirs, name)


def test_both_sets_name_the_same_colours_and_the_sheet_uses_no_other() -> None:
    assert set(LIGHT) == set(DARK)
    rules = SHEET.replace(variables(LIGHT), "").replace(variables(DARK), "")
    assert "#" not in rules
    assert "rgb" not in rules
    for part in rules.split("var(--")[1:]:
        name = part.partition(")")[0].replace("-", "_")
        assert name in {*LIGHT, "ink", "ground"}
