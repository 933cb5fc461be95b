"""What a picture of a screen must not show: cut words, a widget outside its parent, a sideways scroll bar."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QLabel,
    QScrollArea,
    QScrollBar,
    QStackedWidget,
    QWidget,
)

from ajar.ui.labels import OneLine


def complaints(window: QWidget) -> list[str]:
    """What is wrong with what the window shows now, one line each."""
    seen = [widget for widget in window.findChildren(QWidget) if widget.isVisible()]
    found: list[str] = []
    for widget in seen:
        found += [
            f"{called(widget)}: {what}" for what in (*_cut(widget), *_outside(widget), *_sideways(widget))
        ]
    return found


def called(widget: QWidget) -> str:
    """The widget in a few words, for a person who looks for it."""
    words = getattr(widget, "text", None)
    text = str(words())[:40] if callable(words) else widget.accessibleName()[:40]
    return f"{type(widget).__name__} {widget.objectName()} {text!r} {widget.width()}x{widget.height()}"


def _cut(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, OneLine):
        if widget.property("look") == "title" and _width(widget) > widget.width():
            yield f"the title needs {_width(widget)} pixels"
    elif isinstance(widget, QLabel) and widget.wordWrap():
        needed = widget.heightForWidth(widget.width())
        if needed > widget.height() + 1:
            yield f"the words need {needed} pixels of height"
    elif isinstance(widget, QLabel | QAbstractButton) and widget.text():
        least = widget.minimumSizeHint() if type(widget).__name__ == "Tile" else widget.sizeHint()
        if least.width() > widget.width() + 1 or least.height() > widget.height() + 1:
            yield f"the words need {least.width()}x{least.height()}"


def _width(label: QLabel) -> int:
    return label.fontMetrics().horizontalAdvance(label.text())


def _outside(widget: QWidget) -> Iterator[str]:
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or isinstance(widget, QScrollBar):
        return
    if isinstance(parent.parentWidget(), QAbstractScrollArea):
        return
    inside = QRect(0, 0, parent.width(), parent.height()).adjusted(-1, -1, 1, 1)
    if not isinstance(parent, QStackedWidget) and not inside.contains(widget.geometry()):
        yield f"it is outside {called(parent)}"


def _sideways(widget: QWidget) -> Iterator[str]:
    if not isinstance(widget, QAbstractScrollArea):
        return
    bar = widget.horizontalScrollBar()
    if bar.isVisible() and bar.maximum() > 0:
        yield "it scrolls sideways"
    page = widget.widget() if isinstance(widget, QScrollArea) else None
    if page is not None:
        hidden = page.minimumSizeHint().width() - widget.viewport().width()
        if hidden > 1:
            yield f"{hidden} pixels of its page cannot be reached"
