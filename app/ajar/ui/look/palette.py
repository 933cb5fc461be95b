"""The palette in force: ours always, light or dark as the person chose or as the system is."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ajar.ui.look.style import sheet
from ajar.ui.look.tokens import DARK, LIGHT, Tokens

Role = QPalette.ColorRole


class Choice(Enum):
    """What the person chose in the settings."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class _InForce:
    """The tokens that everything is drawn with; widgets repaint on QEvent.PaletteChange."""

    tokens: Tokens = LIGHT
    choice: Choice = Choice.SYSTEM


def tokens() -> Tokens:
    """The colours in force; ask when painting, never keep them."""
    return _InForce.tokens


def choice() -> Choice:
    """What the person chose."""
    return _InForce.choice


def dress(app: QApplication, chosen: Choice) -> None:
    """Put the chosen look on every window of the application, now; System follows the system from here on."""
    first = app.property("dressed") is None
    _InForce.choice = chosen
    _wear(app)
    if first:
        app.setProperty("dressed", True)
        app.styleHints().colorSchemeChanged.connect(lambda _scheme: _wear(app))


def _wear(app: QApplication) -> None:
    wanted = _wanted(app)
    _InForce.tokens = wanted
    app.setPalette(palette(wanted))
    app.setStyleSheet(sheet(wanted))


def _wanted(app: QApplication) -> Tokens:
    if _InForce.choice is Choice.SYSTEM:
        return DARK if app.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT
    return DARK if _InForce.choice is Choice.DARK else LIGHT


def palette(colours: Tokens) -> QPalette:
    """The tokens as Qt's own widgets want them."""
    made = QPalette()
    for role, colour in {
        Role.Window: colours.window,
        Role.WindowText: colours.text,
        Role.Base: colours.surface,
        Role.AlternateBase: colours.hover,
        Role.Text: colours.text,
        Role.PlaceholderText: colours.muted,
        Role.Button: colours.surface,
        Role.ButtonText: colours.text,
        Role.BrightText: colours.anyone.ink,
        Role.Highlight: colours.accent,
        Role.HighlightedText: colours.on_filled,
        Role.Accent: colours.accent,
        Role.Link: colours.accent,
        Role.LinkVisited: colours.accent,
        Role.ToolTipBase: colours.surface,
        Role.ToolTipText: colours.text,
        Role.Light: colours.surface,
        Role.Midlight: colours.line,
        Role.Mid: colours.control,
        Role.Dark: colours.control,
        Role.Shadow: colours.control,
    }.items():
        made.setColor(role, QColor(colour))
    for role in (Role.WindowText, Role.Text, Role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.control))
    return made
