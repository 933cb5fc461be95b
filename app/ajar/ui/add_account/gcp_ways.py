"""The ways to sign in to Google Cloud: what stores nothing first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from ajar.model.account import GcpAdc, GcpImpersonate, GcpKey, Login, Source
from ajar.ui.add_account.fields import Command, Fields, line
from ajar.ui.add_account.keeping import Keeping
from ajar.ui.labels import Label
from ajar.words.language import marked, translated
from ajar.words.plain import plain
from ajar.worker.protocol import Ready

_LARGEST = 64 * 1024  # bytes; a service account's key has some 2,400
_LOGIN = "gcloud auth application-default login"


class AdcWay(QWidget):
    """The login that Google's own tools left on this computer."""

    changed = Signal()
    title = marked("Your own login on this computer (application default credentials)")

    def __init__(self, ready: Ready) -> None:
        super().__init__()
        del ready
        self._found, self._command = Label(look="muted", wrap=True), Command(_LOGIN)
        self._projects = _projects()
        fields = Fields(self)
        fields.below(self._found)
        fields.below(self._command)
        fields.put(translated(marked("Projects")), self._projects)
        self._projects.textChanged.connect(lambda _text: self.changed.emit())
        self.show_sources(())

    def show_sources(self, sources: Sequence[Source]) -> None:
        """Say whether there is such a login, and else how to get one."""
        found = next((source for source in sources if isinstance(source.login, GcpAdc)), None)
        if found is None:
            self._found.say(translated(marked("None was found on this computer. This command signs you in:")))
        else:
            note = f" ({plain(found.note)})" if found.note else ""
            said = translated(marked("Found: {name}")).format(name=plain(found.name))
            self._found.say(said + note)
        self._command.setVisible(found is None)

    def login(self) -> Login | None:
        """The login, on these projects."""
        return GcpAdc(named(self._projects.text()))


class ImpersonateWay(QWidget):
    """A service account, impersonated by one's own login."""

    changed = Signal()
    title = marked("Impersonate a service account with your own login")

    def __init__(self, ready: Ready) -> None:
        super().__init__()
        del ready
        self._email = line("ajar@project-id.iam.gserviceaccount.com")
        self._projects = _projects()
        fields = Fields(self)
        fields.put(translated(marked("Service account")), self._email)
        fields.put(translated(marked("Projects")), self._projects)
        for field in (self._email, self._projects):
            field.textChanged.connect(lambda _text: self.changed.emit())

    def show_sources(self, sources: Sequence[Source]) -> None:
        """The login is taken as it is found when it is tried."""

    def login(self) -> Login | None:
        """The service account; None until its address is entered."""
        email = self._email.text().strip()
        return GcpImpersonate(email, named(self._projects.text())) if "@" in email[1:-1] else None


class KeyFileWay(QWidget):
    """A service account's key file, which is read when it is chosen."""

    changed = Signal()
    title = marked("A service account's key file")

    def __init__(self, ready: Ready) -> None:
        super().__init__()
        self._text = self._email = ""
        self._choose = QPushButton(translated(marked("Choose the file...")))
        self._choose.setAutoDefault(False)
        self._choose.clicked.connect(self._pick)
        self._said = Label(look="muted", wrap=True)
        self._projects, self._keeping = _projects(), Keeping(ready)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._choose)
        row.addWidget(self._said, 1)
        fields = Fields(self)
        fields.put(translated(marked("Key file")), box)
        box.setAccessibleName("")
        self._choose.setAccessibleName(translated(marked("Choose the key file")))
        fields.below(self._keeping)
        fields.put(translated(marked("Projects")), self._projects)
        self._projects.textChanged.connect(lambda _text: self.changed.emit())
        self._keeping.changed.connect(self.changed)

    def show_sources(self, sources: Sequence[Source]) -> None:
        """Nothing of this computer is used."""

    def _pick(self) -> None:
        said = translated(marked("Choose the key file"))
        name, _ = QFileDialog.getOpenFileName(self, said, "", f"{translated(marked('JSON files'))} (*.json)")
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Take the key from this file; where it is none, say so."""
        self._text = self._email = ""
        try:
            with path.open("rb") as file:
                content = file.read(_LARGEST + 1)
            self._email = _client_email(content)
            self._text = content.decode()
            self._said.say(self._email)
        except OSError as error:
            why = error.strerror or str(error)
            self._said.say(translated(marked("The file could not be read: {why}")).format(why=why))
        except ValueError:
            no_key = marked("This is not a service account's key: choose the file as Google gave it.")
            self._said.say(translated(no_key))
        self.changed.emit()

    def login(self) -> Login | None:
        """Whose key it is; None until one was read."""
        return GcpKey(self._email, named(self._projects.text())) if self._text else None

    def secret(self) -> str:
        """The key."""
        return self._text

    def for_session(self) -> bool | None:
        """Whether it stays in memory only; None until it is clear where it can go."""
        return self._keeping.for_session()

    def forget(self) -> None:
        """Keep nothing of the file."""
        self._text = self._email = ""
        self._said.say("")


def named(text: str) -> tuple[str, ...]:
    """The projects in a text with commas, each once; none means all."""
    return tuple(dict.fromkeys(part for part in text.replace(",", " ").split() if part))


def _client_email(content: bytes) -> str:
    """Whose key it is. Raises ValueError where it is none."""
    if len(content) > _LARGEST:
        raise ValueError("too large for a key")
    try:
        key = json.loads(content)
    except RecursionError:
        raise ValueError("nested too deep for a key") from None
    email = key.get("client_email") if isinstance(key, dict) else None
    if not isinstance(email, str) or not email or "private_key" not in key:
        raise ValueError("no key")
    return email


def _projects() -> QLineEdit:
    return line(translated(marked("All that it can see; or names with commas between them")))
