"""The ways to sign in to AWS: what stores nothing first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ajar.model.account import AwsKeys, AwsRole, Login, Source
from ajar.ui.add_account.fields import Command, Fields, SourceChoice, line
from ajar.ui.add_account.keeping import Keeping
from ajar.ui.labels import Label
from ajar.words.language import marked, translated
from ajar.worker.protocol import Ready

# "IAM identifiers", https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html,
# read 2026-11-24.
_ROLE = re.compile(r"arn:aws[a-z-]*:iam::[0-9]{12}:role/.+")


class ProfileWay(QWidget):
    """A profile of the AWS tools; single sign-on is one, too."""

    changed = Signal()
    title = marked("A profile on this computer, single sign-on too")

    def __init__(self, ready: Ready) -> None:
        super().__init__()
        del ready
        self._profile = SourceChoice()
        self._profile.changed.connect(self._say)
        self._note, self._none = Label(look="muted", wrap=True), Label(look="muted", wrap=True)
        self._command = Command("aws configure sso")
        fields = Fields(self)
        fields.put(translated(marked("Profile")), self._profile)
        fields.below(self._note)
        fields.below(self._none)
        fields.below(self._command)
        self.show_sources(())

    def show_sources(self, sources: Sequence[Source]) -> None:
        """Offer the profiles that were found."""
        self._profile.show_sources(sources)
        found = self._profile.count() > 0
        none = marked("None was found on this computer. This makes one for single sign-on:")
        self._none.say("" if found else translated(none))
        self._none.setVisible(not found)
        self._command.setVisible(not found)

    def _say(self) -> None:
        self._note.say(self._profile.note)
        self._note.setVisible(bool(self._profile.note))
        self.changed.emit()

    def login(self) -> Login | None:
        """The profile; None where none is chosen."""
        return self._profile.login()


class RoleWay(QWidget):
    """A role to assume, on top of a profile."""

    changed = Signal()
    title = marked("Assume a role")

    def __init__(self, ready: Ready, *, example: str = "ajar-read") -> None:
        super().__init__()
        del ready
        self._arn = line(f"arn:aws:iam::123456789012:role/{example}")
        self._external = line()
        self._source = SourceChoice()
        self._wrong = Label(look="muted", wrap=True)
        fields = Fields(self)
        fields.put(translated(marked("ARN of the role")), self._arn)
        fields.below(self._wrong)
        fields.put(translated(marked("External ID, where it asks for one")), self._external)
        fields.put(translated(marked("Profile that assumes it")), self._source)
        for field in (self._arn, self._external):
            field.textChanged.connect(lambda _text: self._say())
        self._source.changed.connect(self._say)
        self._say()

    def show_sources(self, sources: Sequence[Source]) -> None:
        """Offer the profiles that were found."""
        self._source.show_sources(sources)

    def _say(self) -> None:
        arn = self._arn.text().strip()
        wrong = bool(arn) and not _ROLE.fullmatch(arn)
        self._wrong.say(translated(marked("A role's ARN looks like the one shown in grey.")) if wrong else "")
        self._wrong.setVisible(wrong)
        self.changed.emit()

    def login(self) -> Login | None:
        """The role; None where its ARN is none, or no profile is chosen."""
        arn, source = self._arn.text().strip(), self._source.login()
        if source is None or not _ROLE.fullmatch(arn):
            return None
        return AwsRole(role_arn=arn, external_id=self._external.text().strip(), source=source)


class KeysWay(QWidget):
    """An access key, whose secret half goes into the keychain or stays in memory."""

    changed = Signal()
    title = marked("Access keys")

    def __init__(self, ready: Ready) -> None:
        super().__init__()
        self._id, self._secret = line("AKIA…"), line(secret=True)
        self._keeping = Keeping(ready)
        fields = Fields(self)
        fields.put(translated(marked("Access key ID")), self._id)
        fields.put(translated(marked("Secret access key")), self._secret)
        fields.below(self._keeping)
        for field in (self._id, self._secret):
            field.textChanged.connect(lambda _text: self.changed.emit())
        self._keeping.changed.connect(self.changed)

    def show_sources(self, sources: Sequence[Source]) -> None:
        """Nothing of this computer is used."""

    def login(self) -> Login | None:
        """The key's public half; None until both halves are entered."""
        key = self._id.text().strip()
        return AwsKeys(key) if key and self.secret() else None

    def secret(self) -> str:
        """The key's secret half."""
        return self._secret.text().strip()

    def for_session(self) -> bool | None:
        """Whether it stays in memory only; None until it is clear where it can go."""
        return self._keeping.for_session()

    def forget(self) -> None:
        """Empty the field, its history of changes with it."""
        self._secret.setText("")
