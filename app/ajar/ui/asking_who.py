"""Who changed a resource, asked of the worker for the section that shows it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ajar.ui.details.who import WhoSection
from ajar.ui.work import Work
from ajar.words.language import marked, translated
from ajar.worker.protocol import AskWho, Failed


class AskingWho(QObject):
    """Sends what the section asks, and gives it the answer, or says that none comes."""

    def __init__(self, work: Work, section: WhoSection) -> None:
        super().__init__(section)
        self._work, self._section = work, section
        section.asked.connect(self._send)
        work.who.connect(section.show_answer)
        work.failed.connect(self._failed)
        work.died.connect(lambda _report: self._give_up())

    def _send(self, account_name: str, account: str, resource: str) -> None:
        if self._work.reads:
            self._work.send(AskWho(account_name=account_name, account=account, resource=resource))
        else:
            self._give_up()

    def _failed(self, event: Failed) -> None:
        if event.request == AskWho.__name__:
            self._section.give_up(event.says)

    def _give_up(self) -> None:
        self._section.give_up(translated(marked("The part of Ajar that reads the clouds has stopped.")))
