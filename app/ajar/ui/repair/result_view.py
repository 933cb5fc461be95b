"""How far a change is, and how it ended: each setting with its state, and then the outcome in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ajar.model.change import Change, Plan
from ajar.model.journal import FAILED, JournalEntry, JournalState
from ajar.ui.blocks import Stack, section, told
from ajar.ui.details.prose import Prose
from ajar.ui.look.chip_label import BeforeAfter
from ajar.ui.repair.changes_view import ChangesView
from ajar.ui.repair.state_looks import of_entry, of_state
from ajar.words.journal import journal_state, outcome, settled, step_state, to_do
from ajar.words.language import marked, translated
from ajar.words.repair import stands
from ajar.words.settings import title


class ResultView(QWidget):
    """Shows a plan while it is made, and what came of it."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self._plan = plan
        self._bar = QProgressBar(textVisible=False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(translated(marked("The change is being made")))
        self._stack, self._more = Stack(), Stack()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for widget in (self._bar, self._stack, self._more):
            column.addWidget(widget)
        self.show_state(None)

    def show_broken(self, entry: JournalEntry | None, trouble: str) -> None:
        """Nothing more is heard of it: what was heard last is shown, and never that nothing was changed."""
        if entry is not None:
            self.show_state(entry, trouble, over=True)
            return
        self._bar.hide()
        unknown = translated(marked("Whether it was begun is not known yet."))
        self._stack.fill([told("circle-alert", "holders", Prose(unknown, look="heading"), Prose(trouble))])

    def show_state(self, entry: JournalEntry | None, trouble: str = "", *, over: bool = False) -> None:
        """Show how far it is; no entry means that nothing was begun, for the reason that `trouble` says."""
        self._bar.setVisible(not over)
        widgets: list[QWidget] = []
        if over:
            widgets.append(_ending(entry, trouble))
        if entry is not None or not over:
            states = settled(entry) if entry is not None else ()
            widgets.append(section(translated(marked("Step by step")), list(_steps(self._plan, states))))
        if not over and entry is None:
            waiting = marked("Reading the settings again, to be sure that they are as they were shown.")
            widgets.append(told("search", "accent", Prose(translated(waiting))))
        if over and entry is not None and entry.state is not JournalState.CHANGED_ELSEWHERE:
            made = marked("What was planned") if entry.state in FAILED else marked("Before and after")
            widgets.append(ChangesView(translated(made), self._plan.resource, self._plan.changes))
        self._stack.fill(widgets)

    def show_drift(self, both: Sequence[Change]) -> None:
        """Show both values of what somebody else has changed: as it was planned from, and as it is now."""
        if both:
            heading = translated(marked("As it was when this was planned, and as it is now"))
            self._more.fill([ChangesView(heading, self._plan.resource, both)])


def _ending(entry: JournalEntry | None, trouble: str) -> QWidget:
    if entry is None:
        nothing = translated(marked("Nothing was changed."))
        return told("x", "unchecked", Prose(nothing, look="heading"), Prose(trouble))
    # What happened says it better than the outcome of all such entries.
    lines: list[QWidget] = [Prose(journal_state(entry) if entry.message else outcome(entry), look="heading")]
    lines += [Prose(text) for text in (entry.message, trouble, entry.heard) if text]
    if to_do(entry):
        lines.append(Prose(to_do(entry), look="muted"))
    if entry.after is not None:
        before = stands(entry.plan.resource, entry.before) if entry.before is not None else None
        lines.append(BeforeAfter(before, stands(entry.plan.resource, entry.after)))
    return told(*of_entry(entry), *lines)


def _steps(plan: Plan, states: tuple[JournalState, ...]) -> Iterator[QWidget]:
    for number, change in enumerate(plan.changes):
        state = states[number] if number < len(states) else JournalState.PLANNED
        said = translated(marked("{setting}: {state}"))
        yield told(
            *of_state(state), Prose(said.format(setting=title(change.setting), state=step_state(state)))
        )
