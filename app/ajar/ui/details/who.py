"""Who changed a resource: a button that has the provider's log looked through, and what was found there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ajar.model.deed import Deed, Deeds, Unseen
from ajar.model.resource import Resource
from ajar.ui.blocks import ENTRIES, Fold, section, told
from ajar.ui.details.prose import Prose
from ajar.ui.details.sections import permission_line
from ajar.ui.look.tinted import IconButton
from ajar.words import say
from ajar.words.deeds import below, counts, did, heading, lines, older, unseen
from ajar.words.journal import date_and_time
from ajar.words.language import marked, translated
from ajar.words.plain import plain
from ajar.worker.protocol import Who

Copy = Callable[[str, str], None]

_QUIET = marked("Asked of the cloud's own log of changes, when you want it.")


class WhoSection(QWidget):
    """Asks for the answer when the button is pressed; another resource takes the last answer away."""

    asked = Signal(str, str, str)
    """Who changed this is wanted: the account's name, its id, the resource's id."""
    changed = Signal()
    """Other widgets are in it than before."""

    def __init__(self, copy: Copy) -> None:
        super().__init__()
        self._copy = copy
        self._which: tuple[str, str, str] | None = None
        self._answer: Deeds | None = None
        self._waiting = False
        self._ask = IconButton("user")
        self._ask.clicked.connect(self.press)
        self._copy_all = IconButton("file-text", translated(marked("Copy these lines")), look="link")
        self._copy_all.clicked.connect(self._copy_lines)
        self._body = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._body)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self._ask)
        buttons.addWidget(self._copy_all)
        buttons.addStretch(1)
        self._column.addLayout(buttons)
        self.show_for("", None)

    def show_for(self, account_name: str, resource: Resource | None) -> None:
        """Be about this resource from now on, with nothing asked of it yet; hidden where nobody can be."""
        self._which = (account_name, resource.account, resource.id) if resource and account_name else None
        self._show(None)
        self.setVisible(self._which is not None)

    def show_answer(self, event: Who) -> None:
        """Show this answer, unless it is to an earlier question."""
        if self._waiting and self._which is not None and self._which[1:] == (event.account, event.resource):
            self._show(event.told, event.trouble)

    def give_up(self, says: str) -> None:
        """Say that no answer comes, where one is waited for."""
        if self._waiting:
            self._show(None, says)

    def parts(self) -> tuple[QWidget, ...]:
        """Its parts from top to bottom, for the keyboard's way through them."""
        return self._body, self._ask, self._copy_all

    def press(self) -> None:
        """Ask, unless an answer is on its way."""
        if self._which is not None and not self._waiting:
            self._waiting = True
            self._ask.setText(translated(marked("Looking...")))
            self.asked.emit(*self._which)

    def _show(self, answer: Deeds | None, trouble: str = "") -> None:
        self._answer, self._waiting = answer, False
        again = answer is not None or bool(trouble)
        self._ask.setText(translated(marked("Look again") if again else marked("Who changed it?")))
        self._copy_all.setVisible(answer is not None)
        rows = list(self._rows(answer)) if answer else [_said(trouble)]
        body = section(translated(marked("Who changed it")), rows, len(answer.deeds) if answer else 0)
        self._column.replaceWidget(self._body, body)
        self._body.hide()
        self._body.deleteLater()
        self._body = body
        self.changed.emit()

    def _rows(self, answer: Deeds) -> Iterator[QWidget]:
        yield Prose(heading(answer))
        if older(answer):
            yield told("info", "muted", Prose(older(answer), look="muted"))
        last = {one.permission: one for one in answer.unseen if one.permission}
        for one in answer.unseen:
            yield self._unseen(one, offer=last.get(one.permission) is one)
        for deed in answer.deeds[:ENTRIES]:
            yield _deed(deed)
        notes = [Prose(plain(say(note.code, note.args)), look="muted") for note in answer.notes]
        if notes:
            yield Fold(translated(marked("What the log does not tell")), notes)

    def _unseen(self, one: Unseen, *, offer: bool) -> QWidget:
        """One part that is not known; the permission is offered once, below the last that lacks it."""
        shown: list[QWidget] = [Prose(unseen(one))]
        if offer:
            shown.append(permission_line(one.permission, self._copy))
        return told("circle-help", "unchecked", *shown)

    def _copy_lines(self) -> None:
        if self._answer is not None and self._which is not None:
            text = "\n".join(lines(self._which[0], self._answer))
            self._copy(text, translated(marked("who changed it")))


def _said(trouble: str) -> QWidget:
    if trouble:
        return told("circle-alert", "unchecked", Prose(plain(trouble)))
    return Prose(translated(_QUIET), look="muted")


def _deed(deed: Deed) -> QWidget:
    """What was done, who did it and from where; what may have changed the verdict stands out."""
    when = f"{date_and_time(deed.at)} · {did(deed)}"
    shown = [Prose(when), Prose(below(deed), look="muted")]
    if counts(deed):
        then = translated(marked("In the time in which it came to stand like this"))
        shown.insert(1, Prose(then, tint="holders"))
    return told("clock" if deed.failed else "user", "holders" if counts(deed) else "muted", *shown)
