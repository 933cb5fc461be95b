"""The colours of the report, light and dark: those of the window, which a test holds them to."""

from __future__ import annotations

from collections.abc import Mapping

LIGHT: Mapping[str, str] = {
    "window": "#F5F6F8",
    "surface": "#FFFFFF",
    "line": "#D3D9E0",
    "control": "#76808D",
    "text": "#17202B",
    "muted": "#525D6B",
    "accent": "#0B57A4",
    "on_filled": "#FFFFFF",
    "anyone": "#A3290A",
    "anyone_chip": "#FDE9E2",
    "holders": "#7F4A00",
    "holders_chip": "#FFF0D0",
    "outsiders": "#6A3D9F",
    "outsiders_chip": "#F0E8FB",
    "closed": "#0A5C68",
    "closed_chip": "#DFF1F3",
    "unchecked": "#4A5461",
    "unchecked_chip": "#E9ECF0",
}
DARK: Mapping[str, str] = {
    "window": "#12161B",
    "surface": "#1A1F26",
    "line": "#333B46",
    "control": "#7F8A98",
    "text": "#E7EBF1",
    "muted": "#A6B0BD",
    "accent": "#76B7F7",
    "on_filled": "#12161B",
    "anyone": "#FF9F82",
    "anyone_chip": "#45190E",
    "holders": "#F5C163",
    "holders_chip": "#3B2A08",
    "outsiders": "#D0B6F9",
    "outsiders_chip": "#302249",
    "closed": "#72D1DD",
    "closed_chip": "#0D3136",
    "unchecked": "#B7C0CC",
    "unchecked_chip": "#2A313A",
}


def variables(colours: Mapping[str, str]) -> str:
    """The colours as the variables of a style sheet: `--anyone-chip:#FDE9E2`."""
    return ";".join(f"--{name.replace('_', '-')}:{value}" for name, value in colours.items())
