"""The dialog that adds an account, after its credentials were tried.

What is added is exactly what was tested: any change asks for a new test. A secret is in its field and on its
way to the worker, and nowhere else; the field is emptied as soon as the account is kept or the dialog closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ajar.model.account import Account, AwsProfile, Login
from ajar.ui.add_account.fields import line
from ajar.ui.add_account.outcome import Outcome
from ajar.ui.add_account.ways import PROVIDERS, Ways
from ajar.ui.labels import Label
from ajar.ui.look.tinted import IconButton
from ajar.ui.scrolling import Scrolling
from ajar.ui.work import Work
from ajar.words.language import marked, translated
from ajar.words.plain import plain
from ajar.words.verdict import provider as provider_title
from ajar.worker import protocol

_numbers = count(1)


@dataclass(frozen=True)
class Entered:
    """What would be tested, or was; its secret shows nowhere."""

    provider: str
    login: Login
    secret: str

    def __repr__(self) -> str:
        """Without the secret."""
        return f"Entered({self.provider}, {self.login})"


class AddAccountDialog(QDialog):
    """Asks how to sign in, tries it, and adds the account."""

    added = Signal(str)
    """The name of the account that was added; the window then reads it."""

    def __init__(self, work: Work, ready: protocol.Ready, parent: QWidget) -> None:
        super().__init__(parent)
        self._work, self._ready = work, ready
        self._asked: tuple[str, Entered] | None = None
        self._tested: tuple[Entered, protocol.Checked] | None = None
        self._adding = ""
        self._own_name = False
        self.setWindowTitle(translated(marked("Add an account")))
        self._make()
        self._lay_out()
        self._connect()
        self.show_provider("aws")
        work.send(protocol.Sources())
        self.ways.focus_first()

    def _make(self) -> None:
        self._providers, self._pages = QButtonGroup(self), QStackedWidget()
        self._ways = {name: Ways(name, self._ready) for name in PROVIDERS}
        for number, (name, ways) in enumerate(self._ways.items()):
            button = QPushButton(provider_title(name))
            button.setCheckable(True)
            button.setProperty("look", "side")
            button.setAutoDefault(False)
            self._providers.addButton(button, number)
            self._pages.addWidget(ways)
        self._policy = IconButton(
            "clipboard-copy", translated(marked("Copy least-privilege policy")), look="link"
        )
        self._outcome = Outcome()
        self._name = line(translated(marked("Filled in by the test")))
        self._name.setMaxLength(100)
        self._name.setAccessibleName(translated(marked("Name in Ajar")))
        self._test = IconButton("log-in", translated(marked("Test")))
        self._cancel = QPushButton(translated(marked("Cancel")))
        self._add = IconButton("plus", translated(marked("Add")), look="primary")
        for button in (self._policy, self._test, self._cancel, self._add):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        only = marked("Ajar only reads. What is entered here goes to your cloud, and nowhere else.")
        column.addWidget(Label(translated(only), look="muted", wrap=True))
        column.addLayout(_row(*self._providers.buttons(), None))
        scroll, page = Scrolling(), self._page()
        scroll.show_page(page)
        column.addWidget(scroll, 1)
        column.addWidget(self._outcome)
        label = Label(self._name.accessibleName())
        label.setBuddy(self._name)
        column.addLayout(_row(label, self._name))
        column.addLayout(_row(self._test, None, self._cancel, self._add))
        edges = column.contentsMargins()
        bar = scroll.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(page.minimumSizeHint().width() + edges.left() + edges.right() + bar)
        self.resize(620, 560)

    def _page(self) -> QWidget:
        page = QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.addWidget(self._pages)
        inner.addWidget(self._policy, alignment=Qt.AlignmentFlag.AlignLeft)
        inner.addStretch()
        return page

    def _connect(self) -> None:
        work = self._work
        for signal, slot in (
            (work.checked, self._checked),
            (work.found, self._found),
            (work.failed, self._failed),
            (work.accounts, self._accounts),
            (work.permissions, self._permissions),
            (work.died, self._died),
        ):
            signal.connect(slot)
        self._providers.idClicked.connect(lambda number: self.show_provider(list(self._ways)[number]))
        for ways in self._ways.values():
            ways.changed.connect(self._changed)
        self._name.textEdited.connect(self._name_edited)
        self._policy.clicked.connect(lambda: work.send(protocol.AskPermissions(provider=self.ways.provider)))
        self._test.clicked.connect(self._test_or_stop)
        self._cancel.clicked.connect(self.reject)
        self._add.clicked.connect(self._add_tested)

    # --- what is entered ---

    @property
    def ways(self) -> Ways:
        """The ways to sign in that are shown."""
        return list(self._ways.values())[self._pages.currentIndex()]

    def show_provider(self, provider: str) -> None:
        """Open on this provider's ways to sign in: "aws" or "gcp"."""
        number = list(self._ways).index(provider)
        self._providers.button(number).setChecked(True)
        self._pages.setCurrentIndex(number)
        self._changed()

    def entered(self) -> Entered | None:
        """What stands in the fields; None where it is not complete."""
        login = self.ways.login()
        return Entered(self.ways.provider, login, self.ways.secret()) if login is not None else None

    def _changed(self) -> None:
        """Something else is entered than was tested, or is being tested."""
        entered = self.entered()
        if self._asked is not None and self._asked[1] != entered:
            self._asked = None
        if self._tested is not None and self._tested[0] != entered:
            self._tested = None
            if not self._own_name:
                self._name.clear()
        if self._ready.demo:
            demo = marked("This is the demo, which signs in nowhere. Real accounts are added in Ajar itself.")
            self._outcome.show_note(translated(demo))
        elif self._asked is None and self._tested is None:
            self._outcome.show_nothing()
        self._refresh()

    def _name_edited(self) -> None:
        self._own_name = bool(self._name.text())
        self._refresh()

    def _refresh(self) -> None:
        testing, adding = self._asked is not None, bool(self._adding)
        self._test.setText(translated(marked("Stop")) if testing else translated(marked("Test")))
        can = testing or self.entered() is not None
        self._test.setEnabled(can and not adding and not self._ready.demo)
        named, placed = bool(self._name.text().strip()), self.ways.for_session() is not None
        self._add.setEnabled(self._tested is not None and named and placed and not adding)

    # --- the test ---

    def _test_or_stop(self) -> None:
        if self._asked is not None:
            self._asked = None
            self._outcome.show_note(translated(marked("Stopped.")))
            self._refresh()
            return
        entered = self.entered()
        if entered is None or self._ready.demo:
            return
        asked = (
            f"{translated(marked('New account'))} {next(_numbers)}"  # an answer to an older test is not ours
        )
        self._asked, self._tested = (asked, entered), None
        self._outcome.show_testing()
        self._refresh()
        self._work.check(asked, entered.provider, entered.login, entered.secret)

    def _checked(self, event: protocol.Checked) -> None:
        if self._asked is None or event.name != self._asked[0]:
            return
        entered, self._asked = self._asked[1], None
        if event.trouble:
            self._outcome.show_trouble(event.trouble)
        elif not event.ids:
            none = marked("The credentials were accepted, but they reach no account or project: name one.")
            self._outcome.show_trouble(translated(none))
        else:
            self._tested = (entered, event)
            self._outcome.show_checked(entered.provider, event)
            if not self._own_name:
                self._name.setText(suggested(entered.login, event))
        self._refresh()

    # --- adding ---

    def _add_tested(self) -> None:
        if self._tested is None or self._tested[0] != self.entered():
            return
        entered, event = self._tested
        name, for_session = self._name.text().strip(), self.ways.for_session()
        self._adding = name
        account = Account(
            name=name, provider=entered.provider, login=entered.login, ids=event.ids, identity=event.identity
        )
        self._work.add(account, entered.secret, for_session=bool(for_session))
        self._refresh()

    def _accounts(self, event: protocol.Accounts) -> None:
        if self._adding and self._adding in {state.account.name for state in event.accounts}:
            name, self._adding = self._adding, ""
            self.accept()
            self.added.emit(name)

    def _failed(self, event: protocol.Failed) -> None:
        if self._adding and event.request == protocol.Add.__name__:
            self._adding = ""
            self._outcome.show_trouble(event.says)
            self._refresh()

    def _died(self, _report: str) -> None:
        self._asked, self._adding = None, ""
        stopped = marked("The part of Ajar that signs in has stopped. Close this, and start it again.")
        self._outcome.show_trouble(translated(stopped))
        self._refresh()

    # --- the rest ---

    def _found(self, event: protocol.Found) -> None:
        for ways in self._ways.values():
            ways.show_sources(event.sources)

    def _permissions(self, event: protocol.Permissions) -> None:
        QApplication.clipboard().setText(event.text)
        if self._asked is None and self._tested is None:
            copied = marked("Copied. Give it to the identity that Ajar signs in as.")
            self._outcome.show_note(translated(copied))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button it is on, and tests elsewhere; it never adds by itself. Escape cancels."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        if isinstance(focused, QPushButton):
            focused.click()
        elif self._asked is None and self._tested is None and self._test.isEnabled():
            self._test.click()

    def done(self, result: int) -> None:
        """Close, and keep no secret."""
        self._asked = self._tested = None
        for ways in self._ways.values():
            ways.forget()
        super().done(result)


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    """Widgets beside each other; None is room between them."""
    row = QHBoxLayout()
    for widget in widgets:
        if widget is None:
            row.addStretch()
        else:
            row.addWidget(widget)
    return row


def suggested(login: Login, event: protocol.Checked) -> str:
    """A name for the account: the profile's, or else the account or project, or else who one is."""
    if isinstance(login, AwsProfile):
        return plain(login.profile)
    return plain(event.ids[0] if len(event.ids) == 1 else event.identity)[:100]
