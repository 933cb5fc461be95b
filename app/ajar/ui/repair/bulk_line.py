"""One resource of many that are to be fixed: what would be done, where it leads, and what came of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ajar.model.change import Consequence, Plan, Topic
from ajar.model.row import Row
from ajar.ui.blocks import Stack
from ajar.ui.details.prose import Prose
from ajar.ui.labels import tip
from ajar.ui.look.chip_label import BeforeAfter
from ajar.ui.look.choices import CheckBox
from ajar.ui.look.tinted import Icon
from ajar.ui.repair.state_looks import of_entry
from ajar.words.journal import journal_state, outcome
from ajar.words.language import counted, marked, translated
from ajar.words.plain import plain
from ajar.words.repair import consequence, falls_short, fix_title, stands, touches
from ajar.words.table import where
from ajar.worker.protocol import Foreseen, Moved, Wanted

_LONGEST, _WARNINGS = 40, 3


class BulkLine(QFrame):
    """Shows the line; `toggled` tells that it was ticked or unticked."""

    toggled = Signal()

    def __init__(self, row: Row) -> None:
        super().__init__()
        self.row = row
        self.plan: Plan | None = None
        self.setProperty("look", "card")
        name = plain(row.name)
        self._box = CheckBox(name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…")
        self._box.setToolTip(tip(row.id))
        self._box.setEnabled(False)
        self._box.toggled.connect(lambda _on: self.toggled.emit())
        self._icon = Icon("clock", "muted", 16)
        self._where, self._said, self._chips = Prose(where(row), look="muted"), Prose(), Stack()
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._box)
        top.addWidget(self._where, 1)
        top.addWidget(self._icon)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self._chips)
        column.addWidget(self._said)
        self._chips.fill([])
        self._said.say(translated(marked("Looking up what it would do")))

    @property
    def wanted(self) -> Wanted:
        """What the worker is asked about it: the first fix that closes it."""
        return Wanted(account_name=self.row.account_name, account=self.row.account, resource=self.row.id)

    @property
    def ticked(self) -> bool:
        """Whether it is to be fixed."""
        return self._box.isChecked() and self.plan is not None

    def show_foreseen(self, event: Foreseen) -> None:
        """Show what would be done; where there is nothing to do, say why."""
        preview = event.preview
        if preview is None or event.trouble or not event.allowed:
            not_allowed = translated(marked("Fixes are not allowed on this account."))
            self.show_trouble(event.trouble or not_allowed)
            return
        self.plan = preview.plan
        resource = preview.plan.resource
        self._chips.fill([BeforeAfter(stands(resource, preview.before), stands(resource, preview.after))])
        parts = (fix_title(preview.plan.fix), falls_short(preview), touches(preview))
        lines = [" · ".join(part for part in parts if part), *_warnings(preview.consequences)]
        self._said.say("\n".join(lines))
        self._icon.show_icon("check", "muted")
        self._box.setEnabled(True)
        self._box.setChecked(True)

    def show_trouble(self, trouble: str) -> None:
        """Say why it cannot be fixed now."""
        self._box.setChecked(False)
        self._box.setEnabled(False)
        self._icon.show_icon("circle-alert", "anyone")
        self._said.say(trouble)

    def begin(self) -> None:
        """What is ticked stays so while it is made."""
        self._box.setEnabled(False)
        if self.ticked:
            self._said.say(translated(marked("Waits for its turn")))
            self._icon.show_icon("clock", "muted")

    def show_broken(self) -> None:
        """Nothing more is heard of it."""
        self._said.say(translated(marked("How far this came is not known yet: see the journal.")))
        self._icon.show_icon("circle-alert", "holders")

    def show_moved(self, event: Moved) -> None:
        """Show how far it is, or how it ended."""
        entry = event.entry
        if entry is None:
            nothing = translated(marked("Nothing was changed."))
            self._said.say(f"{nothing} {event.trouble}")
            self._icon.show_icon("x", "unchecked")
            return
        self._icon.show_icon(*of_entry(entry))
        if not event.over:
            self._said.say(journal_state(entry))
            return
        parts = (entry.message or outcome(entry), event.trouble, entry.heard)
        self._said.say(" ".join(part for part in parts if part))
        if entry.after is not None:
            resource = entry.plan.resource
            before = stands(resource, entry.before) if entry.before is not None else None
            self._chips.fill([BeforeAfter(before, stands(resource, entry.after))])


def _warnings(found: tuple[Consequence, ...]) -> list[str]:
    """What may break, and how much could not be looked up."""
    breaks = [
        consequence(one) for one in found if one.topic is Topic.BREAKS and one.known and not one.reassures
    ]
    unknown = sum(1 for one in found if not one.known)
    said = breaks[:_WARNINGS]
    rest = len(breaks) - _WARNINGS
    if rest > 0:
        said.append(counted("And {n} more that may break.", "And {n} more that may break.", rest))
    if unknown:
        said.append(
            counted("{n} thing could not be looked up.", "{n} things could not be looked up.", unknown)
        )
    return said
