"""The colours: enough contrast on every ground, computed from the one table of tokens."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtGui import QColor, QPalette

from ajar.model.access import Audience, State
from ajar.ui.look.palette import palette
from ajar.ui.look.standing import Look, look
from ajar.ui.look.style import sheet
from ajar.ui.look.tokens import DARK, LIGHT, Tokens
from ajar.ui.repair.diff_box import TONES as TONES_OF_A_DIFF
from ui import company

TEXT, CONTROL = 4.5, 3.0
TONES = ("anyone", "holders", "outsiders", "closed", "unchecked")
BOTH = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(int(colour[n : n + 2], 16) / 255) for n in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def grounds(colours: Tokens) -> list[str]:
    return [colours.window, colours.surface, colours.sidebar, colours.select, colours.hover]


@BOTH
def test_text_can_be_read_on_every_ground(colours: Tokens) -> None:
    chips = [colours.tone(name).chip for name in TONES]
    for ground in (*grounds(colours), *chips):
        assert contrast(colours.text, ground) >= TEXT
        assert contrast(colours.accent, ground) >= TEXT
    for ground in grounds(colours):
        assert contrast(colours.muted, ground) >= TEXT
    assert contrast(colours.on_filled, colours.accent) >= TEXT


@BOTH
def test_the_edge_of_a_control_can_be_seen_on_every_ground(colours: Tokens) -> None:
    for ground in grounds(colours):
        assert contrast(colours.control, ground) >= CONTROL


@BOTH
@pytest.mark.parametrize("name", TONES)
def test_a_chip_can_be_read_filled_tinted_and_hollow(colours: Tokens, name: str) -> None:
    tone = colours.tone(name)
    for ground in (*grounds(colours), tone.chip):
        assert contrast(tone.ink, ground) >= TEXT
    assert contrast(colours.on_filled, tone.ink) >= TEXT


@BOTH
@pytest.mark.parametrize("name", sorted({*TONES_OF_A_DIFF.values()}))
def test_a_line_of_a_diff_can_be_read_on_its_colour(colours: Tokens, name: str) -> None:
    assert contrast(colours.text, colours.tone(name).chip) >= TEXT


@BOTH
def test_a_strip_can_be_read_on_its_colour_and_its_links_too(colours: Tokens) -> None:
    for name in ("closed", "holders", "anyone"):
        assert contrast(colours.text, colours.tone(name).chip) >= TEXT
        assert contrast(colours.accent, colours.tone(name).chip) >= TEXT


def test_no_two_kinds_of_standing_differ_by_colour_alone() -> None:
    kinds: list[Look] = [
        *(look(company.row("x", state=State.OPEN, audience=a)) for a in STRANGERS),
        *(look(company.row("x", state=state)) for state in State if state is not State.OPEN),
        look(company.row("x", audience=Audience.ORGANIZATION)),
        look(company.row("x", on_purpose=company.NOW.date())),
    ]
    for one, other in combinations(kinds, 2):
        assert one.icon != other.icon


STRANGERS = (Audience.PUBLIC, Audience.INTERNET, Audience.AUTHENTICATED)


@BOTH
def test_palette_and_style_sheet_take_every_colour_from_the_tokens(colours: Tokens) -> None:
    made = palette(colours)
    assert made.color(QPalette.ColorRole.Window) == QColor(colours.window)
    assert made.color(QPalette.ColorRole.PlaceholderText) == QColor(colours.muted)
    text = sheet(colours)
    assert "$" not in text
    known = {getattr(colours, name) for name in vars(colours) if isinstance(getattr(colours, name), str)}
    known |= {part for name in TONES for part in (colours.tone(name).ink, colours.tone(name).chip)}
    used = {word.rstrip(";") for word in text.replace("\n", " ").split() if word.startswith("#")}
    assert {word for word in used if len(word) == 7} <= known
