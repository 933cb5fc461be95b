"""The colours of the window, light and dark: the one table that palette, style sheet and painting take from.

Text has a contrast of at least 4.5 on every ground it is put on, and the edge of a control at least 3; the
tests compute it. The states differ by icon, word, fill and dash as well, never by colour alone.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tone:
    """The colours of one state: `ink` for words, icons and edges, `chip` for the ground under them."""

    ink: str
    chip: str


@dataclass(frozen=True)
class Tokens:
    """One set of colours. `on_filled` is what is written on a ground of a tone's ink, or of the accent."""

    dark: bool
    window: str
    surface: str
    sidebar: str
    line: str
    control: str
    text: str
    muted: str
    accent: str
    select: str
    hover: str
    on_filled: str
    anyone: Tone
    holders: Tone
    outsiders: Tone
    closed: Tone
    unchecked: Tone

    def tone(self, name: str) -> Tone:
        """The tone of this name: anyone, holders, outsiders, closed or unchecked."""
        tone = getattr(self, name)
        assert isinstance(tone, Tone)  # noqa: S101 - a name that is no tone is a mistake of ours
        return tone


LIGHT = Tokens(
    dark=False,
    window="#F5F6F8",
    surface="#FFFFFF",
    sidebar="#ECEFF3",
    line="#D3D9E0",
    control="#76808D",
    text="#17202B",
    muted="#525D6B",
    accent="#0B57A4",
    select="#DCE9F7",
    hover="#F0F3F7",
    on_filled="#FFFFFF",
    anyone=Tone("#A3290A", "#FDE9E2"),
    holders=Tone("#7F4A00", "#FFF0D0"),
    outsiders=Tone("#6A3D9F", "#F0E8FB"),
    closed=Tone("#0A5C68", "#DFF1F3"),
    unchecked=Tone("#4A5461", "#E9ECF0"),
)
DARK = Tokens(
    dark=True,
    window="#12161B",
    surface="#1A1F26",
    sidebar="#161A20",
    line="#333B46",
    control="#7F8A98",
    text="#E7EBF1",
    muted="#A6B0BD",
    accent="#76B7F7",
    select="#20374F",
    hover="#212832",
    on_filled="#12161B",
    anyone=Tone("#FF9F82", "#45190E"),
    holders=Tone("#F5C163", "#3B2A08"),
    outsiders=Tone("#D0B6F9", "#302249"),
    closed=Tone("#72D1DD", "#0D3136"),
    unchecked=Tone("#B7C0CC", "#2A313A"),
)
