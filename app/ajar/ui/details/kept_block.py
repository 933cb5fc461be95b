"""What was declared of a resource, below its verdict: that it covers it, or what keeps it from that."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ajar.model.exposure import Exposure
from ajar.model.kept import CODES, Kept, KeptState, standing
from ajar.ui.details.prose import Prose
from ajar.ui.look.kept import of_standing
from ajar.ui.look.tinted import Icon, IconButton
from ajar.words import kept as words
from ajar.words import say
from ajar.words.language import marked, translated
from ajar.words.plain import plain
from ajar.words.verdict import day


class KeptBlock(QFrame):
    """Hidden where nothing was declared."""

    change = Signal()
    withdraw = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._icon = Icon("pin", "unchecked", 16)
        self._title, self._against = Prose(look="heading"), Prose()
        self._why, self._by = Prose(), Prose(look="muted")
        self._change = IconButton("pencil", translated(marked("Change...")), look="link")
        self._withdraw = IconButton("", translated(marked("No longer on purpose...")), look="link")
        self._change.clicked.connect(self.change)
        self._withdraw.clicked.connect(self.withdraw)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._icon)
        top.addWidget(self._title, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._change)
        buttons.addWidget(self._withdraw)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 4)
        column.setSpacing(4)
        column.addLayout(top)
        for line in (self._against, self._why, self._by):
            column.addWidget(line)
        column.addLayout(buttons)
        self.hide()

    def show_kept(self, kept: Kept | None, exposure: Exposure) -> None:
        """Show what was declared, and how this exposure stands to it."""
        self.setVisible(kept is not None)
        if kept is None:
            return
        said = kept.exception
        against = [one for one in exposure.caveats if one.code in CODES]
        state = standing(against)
        covered = state is KeptState.COVERED
        self._title.say(words.until(said) if covered else words.state(state))
        self._icon.show_icon(*of_standing(state))
        self._against.say(plain(" ".join(say(one.code, one.args) for one in against)))
        self._against.setVisible(bool(against))
        self._why.say(said.reason)
        by = marked("{who}, until {day}. At most: {what}")
        self._by.say(
            translated(by).format(who=plain(said.by), day=day(said.until), what=words.at_most(said, ""))
        )
