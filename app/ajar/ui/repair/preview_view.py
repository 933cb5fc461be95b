"""A preview as it is read before it is confirmed: where it leads, what is written, and what to know of it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ajar.model.change import Preview
from ajar.ui.blocks import told
from ajar.ui.details.prose import Prose
from ajar.ui.labels import Label
from ajar.ui.look.chip_label import BeforeAfter
from ajar.ui.look.tinted import Icon
from ajar.ui.repair.changes_view import ChangesView
from ajar.ui.repair.consequences_view import told_of
from ajar.ui.repair.touched_view import touched_section
from ajar.words.repair import falls_short, in_order, reopens, stands, touches
from ajar.words.verdict import sentence


def shown(preview: Preview) -> Iterator[QWidget]:
    """The parts of a preview, in the order of the eye."""
    plan = preview.plan
    warning = reopens(preview) if plan.undoes else ""
    if warning:
        yield _danger(warning)
    yield _verdict(preview)
    if touches(preview):
        yield touched_section(preview)
    yield ChangesView(in_order(plan), plan.resource, plan.changes)
    yield from told_of(preview)


def _verdict(preview: Preview) -> QWidget:
    resource = preview.plan.resource
    lines: list[QWidget] = [
        BeforeAfter(stands(resource, preview.before), stands(resource, preview.after)),
        Prose(sentence(resource, preview.after)),
    ]
    short = falls_short(preview)
    if short:
        lines.append(told("circle-alert", "holders", Prose(short)))
    box = QFrame()
    box.setProperty("look", "card")
    column = QHBoxLayout(box)
    column.setContentsMargins(12, 10, 12, 10)
    column.addWidget(told("shield-check", "muted", *lines), 1)
    return box


def _danger(warning: str) -> QWidget:
    box = QFrame()
    box.setProperty("look", "danger")
    row = QHBoxLayout(box)
    row.setContentsMargins(12, 8, 12, 8)
    row.setSpacing(8)
    row.addWidget(Icon("triangle-alert", "on_filled", 18))
    row.addWidget(Label(warning, wrap=True), 1)
    return box
