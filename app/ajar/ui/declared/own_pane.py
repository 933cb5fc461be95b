"""Beside what is theirs: what came of a change, what is added by hand, what may be theirs as well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ajar.model.ours import Offered
from ajar.ui.blocks import ENTRIES, Stack, section, told
from ajar.ui.declared.own_form import OwnForm
from ajar.ui.details.prose import Prose
from ajar.ui.look.chip_label import BeforeAfter
from ajar.ui.look.tinted import IconButton
from ajar.ui.scrolling import Scrolling
from ajar.ui.tab_order import order_keys
from ajar.words import ours
from ajar.words.language import marked, translated
from ajar.words.plain import plain
from ajar.worker.protocol import Otherwise


class OwnPane(QFrame):
    """Emits `taken` with what is offered and taken; it scrolls inside itself."""

    taken = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.form = OwnForm()
        self._came, self._offers, self._scroll = Stack(), Stack(), Scrolling()
        page = QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(18, 14, 14, 16)
        inner.setSpacing(18)
        for part in (self._came, self.form, self._offers):
            inner.addWidget(part)
        inner.addStretch(1)
        self._scroll.show_page(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self._scroll)
        self._came.hide()

    def show_offers(self, offered: Sequence[Offered]) -> None:
        """Offer these."""
        rows = [self._offer(one) for one in offered[:ENTRIES]]
        heading = translated(marked("May be yours, too"))
        self._offers.fill([section(heading, rows, len(offered))] if rows else [])
        order_keys((self._came, self.form, self._offers))

    def show_otherwise(self, otherwise: Sequence[Otherwise]) -> None:
        """Tell what stands otherwise because of the last change."""
        rows = list(_rows(otherwise[:ENTRIES]))
        self._came.fill([section(ours.moved(otherwise), rows, len(otherwise))])
        self._scroll.to_top()

    def forget(self) -> None:
        """What came of the last change is old news."""
        self._came.fill([])

    def _offer(self, offered: Offered) -> QWidget:
        own = offered.own
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        what = f"{ours.kind(own.kind)}: {plain(own.value)}"
        row.addWidget(told("house", "muted", Prose(what), Prose(ours.offer(offered), look="muted")), 1)
        take = IconButton("plus", translated(marked("Mine")))
        take.setAccessibleName(translated(marked("Call mine: {what}")).format(what=what))
        take.clicked.connect(partial(self._take, offered))
        row.addWidget(take, alignment=Qt.AlignmentFlag.AlignTop)
        return box

    def _take(self, offered: Offered) -> None:
        self.taken.emit(offered.own)


def _rows(otherwise: Sequence[Otherwise]) -> Iterator[QWidget]:
    for one in otherwise:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 2, 0, 4)
        column.setSpacing(4)
        column.addWidget(Prose(f"{plain(one.after.name)} · {plain(one.after.account_name)}"))
        column.addWidget(BeforeAfter(one.before, one.after))
        yield box
