"""One exception in full: how its resource stands, how wide it may be, why, who says so, and until when."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ajar.model.kept import Declared, KeptState
from ajar.ui.blocks import Stack, section, told
from ajar.ui.details.prose import Prose
from ajar.ui.look.kept import of_standing
from ajar.ui.look.tinted import IconButton
from ajar.ui.scrolling import Scrolling
from ajar.ui.tab_order import order_keys
from ajar.words import kept as words
from ajar.words.language import marked, translated
from ajar.words.plain import plain
from ajar.words.verdict import day


class KeptPane(QFrame):
    """Shows an exception; it scrolls inside itself."""

    change = Signal()
    withdraw = Signal()
    show_row = Signal()
    """The resource is to be shown in the table."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._stack, self._scroll = Stack(), Scrolling()
        self._change = IconButton("pencil", translated(marked("Change...")))
        self._withdraw = IconButton("", translated(marked("No longer on purpose...")))
        self._show = IconButton("arrow-right", translated(marked("To the resource")), look="link")
        self._change.clicked.connect(self.change)
        self._withdraw.clicked.connect(self.withdraw)
        self._show.clicked.connect(self.show_row)
        page = QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(18, 14, 14, 16)
        inner.setSpacing(10)
        inner.addWidget(self._stack)
        inner.addWidget(self._show, alignment=Qt.AlignmentFlag.AlignLeft)
        inner.addStretch(1)
        self._scroll.show_page(page)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(18, 4, 14, 10)
        buttons.addWidget(self._change)
        buttons.addWidget(self._withdraw)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self._scroll, 1)
        column.addLayout(buttons)
        self.show_exception(None)

    def show_exception(self, found: Declared | None) -> None:
        """Show this one."""
        self._stack.fill(list(_parts(found)) if found is not None else [])
        for button in (self._change, self._withdraw):
            button.setVisible(found is not None)
        self._show.setVisible(found is not None and found.state is not KeptState.NOT_SEEN)
        self._scroll.to_top()
        order_keys((self._stack, self._show, self._change, self._withdraw))


def _parts(found: Declared) -> Iterator[QWidget]:
    one, said = found.kept, found.kept.exception
    head = QWidget()
    column = QVBoxLayout(head)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(Prose(one.name, look="title"))
    column.addWidget(
        Prose(f"{plain(found.account_name or one.account)} · {plain(one.resource)}", look="muted")
    )
    yield head
    lines: list[QWidget] = [Prose(words.state(found.state), look="heading")]
    if words.against(found):
        lines.append(Prose(words.against(found)))
    yield told(*of_standing(found.state), *lines)
    yield section(translated(marked("At most")), [Prose(words.at_most(said, found.provider))])
    by = translated(marked("{who}, until {day}")).format(who=plain(said.by), day=day(said.until))
    yield section(translated(marked("Why")), [Prose(said.reason), Prose(by, look="muted")])
