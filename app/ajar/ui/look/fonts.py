"""The faces: the system's own for the interface, and one of fixed width without ligatures for evidence."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

# A screen that is not there has no system face; these two are the ones that pictures are made with.
_WITHOUT_A_SYSTEM = ("offscreen", "minimal")
_INTERFACE, _FIXED, _SIZE = "Inter", "DejaVu Sans Mono", 10.0


def interface(scale: float = 1.0) -> QFont:
    """The face of the interface, `scale` times the system's size."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if QGuiApplication.platformName() in _WITHOUT_A_SYSTEM:
        font = QFont(_INTERFACE if _INTERFACE in QFontDatabase.families() else font.family())
        font.setPointSizeF(_SIZE)
    font.setPointSizeF(font.pointSizeF() * scale)
    return font


def fixed() -> QFont:
    """The face for evidence, a little smaller than the interface; `:::` and `!=` stay what they are."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    if QGuiApplication.platformName() in _WITHOUT_A_SYSTEM and _FIXED in QFontDatabase.families():
        font = QFont(_FIXED)
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setFixedPitch(True)
    font.setPointSizeF(QGuiApplication.font().pointSizeF() * 0.95)
    for feature in ("liga", "calt", "clig", "dlig"):
        font.setFeature(QFont.Tag(feature), 0)
    return font


def sized(font: QFont, factor: float, *, bold: bool = False) -> QFont:
    """A copy of this size in relation to it, set bold where asked."""
    copy = QFont(font)
    copy.setPointSizeF(font.pointSizeF() * factor)
    if bold:
        copy.setWeight(QFont.Weight.DemiBold)
    return copy
