"""The dialog with a Work that only listens, for the tests to answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec

from ajar.model.account import AwsProfile, GcpAdc, Source
from ajar.ui.add_account.aws_ways import KeysWay
from ajar.ui.add_account.dialog import AddAccountDialog
from ajar.ui.work import Work
from ajar.worker import protocol

SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
KEYCHAIN = protocol.Ready(version="1", keychain="GNOME Keyring")
NO_KEYCHAIN = protocol.Ready(version="1", keychain_trouble="No keychain was found: install gnome-keyring.")
SOURCES = (
    Source(provider="aws", name="acme-prod", login=AwsProfile("acme-prod"), note="SSO"),
    Source(provider="gcp", name="ana@acme.example", login=GcpAdc()),
)


class Heard(Work):
    """A Work without a worker: what is asked is kept, and the test answers."""

    def __init__(self) -> None:
        super().__init__(["no worker"])
        self.asked: list[protocol.Request] = []

    def send(self, request: protocol.Request) -> None:
        self.asked.append(request)

    def last(self, kind: type[protocol.Check] = protocol.Check) -> protocol.Check:
        return [request for request in self.asked if isinstance(request, kind)][-1]


@dataclass
class Table:
    """The dialog, who it asks, and what it said it added."""

    work: Heard
    dialog: AddAccountDialog
    added: list[str] = field(default_factory=list)

    def choose(self, provider: str, way: int) -> object:
        self.dialog.show_provider(provider)
        self.dialog.ways.choose(way)
        return self.dialog.ways.way

    def test(self, **answer: object) -> None:
        self.dialog._test.click()
        self.answer(**answer)

    def answer(self, **answer: object) -> None:
        good = {"identity": "user/ana", "ids": ("421109387756",)}
        event = {"message": "Checked", "name": self.work.last().name, **(answer or good)}
        self.work.checked.emit(msgspec.convert(event, protocol.Checked))

    def keys(self, secret: str = SECRET) -> KeysWay:
        way = self.choose("aws", 2)
        assert isinstance(way, KeysWay)
        way._id.setText("AKIAIOSFODNN7EXAMPLE")
        way._secret.setText(secret)
        return way

    @property
    def sent(self) -> protocol.Add:
        [add] = [request for request in self.work.asked if isinstance(request, protocol.Add)]
        return add

    @property
    def said(self) -> str:
        return self.dialog._outcome.said()


Lay = Callable[..., Table]
