"""Every screen of the window, opened with the demo's data, for pictures and for the walks over widgets."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any

import msgspec
from PySide6.QtCore import QEventLoop, QTimer, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ajar.model.access import Capability, State
from ajar.model.account import AwsProfile, Source
from ajar.model.moved import Moved
from ajar.model.run import Progress
from ajar.ui.application import application
from ajar.ui.look.fonts import interface
from ajar.ui.look.palette import Choice, dress
from ajar.ui.main_window import MainWindow
from ajar.ui.remembered import Remembered
from ajar.ui.repair.making import Outcome
from ajar.ui.table.rows import Show
from ajar.ui.work import Work, worker_command
from ajar.worker import protocol
from ui import declared_screens
from ui.declared_screens import open_declared, show_kept, show_moved, show_own
from ui.repair_screens import NAMES, open_dialog, show_journal

Size = tuple[int, int]
Screen = Callable[[Size], QWidget]
_PATIENCE = 60_000
_SETTLE = 350


class Stage:
    """A window on the demo whose check is over, brought to one screen after the other."""

    def __init__(self, look: str) -> None:
        self._app = application()
        self._app.setFont(interface())
        dress(self._app, Choice(look))
        self._work = Work(worker_command(demo=True, seed=42))
        self.window = MainWindow(self._work, Remembered(None))
        loop = QEventLoop()
        self._work.scanned.connect(loop.quit)
        self._work.died.connect(sys.stderr.write)
        self._work.died.connect(loop.quit)
        QTimer.singleShot(_PATIENCE, loop.quit)
        self._work.start()
        self.window.show()
        loop.exec()

    def screens(self) -> Iterator[tuple[str, Screen]]:
        """Each screen's name, and what opens it at a size."""
        yield "main", self._main
        yield "unknown", self._unknown
        yield "who", partial(self._who, "marrow-launch-drafts")
        yield "who_denied", partial(self._who, "marrow-staging-exports")
        yield "who_nobody", partial(self._who, "marrow-partner-drop")
        yield "none", self._no_match
        yield "new", self._new
        yield "missing", self._missing
        yield "scanning", self._scanning
        yield "settings", self._settings
        yield "stopped", self._stopped
        yield "keys", lambda size: self._opened(size, self.window.show_keys)
        yield "add_aws", lambda size: self._opened(size, lambda: self.window.add_account("aws"))
        yield "add_gcp", lambda size: self._opened(size, lambda: self.window.add_account("gcp"))
        yield "crash", lambda size: self._opened(size, lambda: self.window.watch.show("Traceback\n  line"))
        for name in NAMES:
            yield name, partial(self._dialog, name)
        yield "many", self._many
        yield "outcome", self._outcome
        yield "no_journal", self._no_journal
        yield "journal", self._journal
        for name in declared_screens.NAMES:
            yield name, partial(self._declared, name)
        yield "no_kept", lambda size: self._shown(size, lambda: show_kept(self.window, ()))
        yield "kept", lambda size: self._shown(size, lambda: show_kept(self.window))
        yield "no_ours", lambda size: self._shown(size, lambda: show_own(self.window, (), ()))
        yield "ours", lambda size: self._shown(size, lambda: show_own(self.window))
        yield "ours_moved", lambda size: self._shown(size, lambda: show_moved(self.window))
        yield "meant", self._meant
        yield "wider", lambda size: self._meant(size, Capability.READ)
        yield "first", self._first_run

    def done(self) -> None:
        """Leave the screen again."""
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                widget.reject()
        window = self.window
        if window.pages.aside:
            window.leave_aside()
        window.results.close_errors()
        window.results.take_since(protocol.Since())
        window.results.clear_filter()
        window.results.notice.say("")
        window.results.outcome.say("")
        window.results.table.choose_first()
        window.results.progress.hide()

    def close(self) -> None:
        """End the window and its worker."""
        self.window.close()

    def _at(self, size: Size) -> QWidget:
        self.window.resize(*size)
        QTest.qWait(_SETTLE)
        return self.window

    def _opened(self, size: Size, act: Callable[[], None]) -> QWidget:
        self._at(size)
        act()
        QTest.qWait(_SETTLE)
        shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
        assert shown, "no dialog is open"
        return shown[-1]

    def _main(self, size: Size) -> QWidget:
        return self._at(size)

    def _unknown(self, size: Size) -> QWidget:
        self.window.results.tiles.choose(State.UNKNOWN)
        self.window.results.table.setCurrentIndex(self.window.results.model.index(0, 0))
        return self._at(size)

    def _who(self, name: str, size: Size) -> QWidget:
        """The answer to who changed it, scrolled into sight."""
        self._at(size)
        model, details = self.window.results.model, self.window.results.details
        place = next(n for n in range(model.rowCount()) if model.row_at(n).name == name)
        self.window.results.table.setCurrentIndex(model.index(place, 0))
        QTest.qWait(_SETTLE)
        loop = QEventLoop()
        self._work.who.connect(loop.quit)
        QTimer.singleShot(_PATIENCE, loop.quit)
        details.who.press()
        loop.exec()
        QTest.qWait(_SETTLE)
        details.scroll_to(details.who)
        return self._at(size)

    def _no_match(self, size: Size) -> QWidget:
        self.window.results.bar.field.setText("nothing is called so")
        return self._at(size)

    def _new(self, size: Size) -> QWidget:
        results = self.window.results
        rows = [results.model.row_at(place) for place in (0, 2, 9)]
        how = (Moved.OPENED, Moved.UNCHECKED, Moved.CLOSED)
        moves = tuple((row.account, row.id, moved) for row, moved in zip(rows, how, strict=True))
        when = datetime(2026, 11, 17, 3, 30, tzinfo=UTC)
        results.take_since(
            protocol.Since(accounts=(protocol.AccountSince(name="marrow-prod", when=when, moves=moves),))
        )
        results.show_only(Show.MOVED)
        results.table.choose_first()
        return self._at(size)

    def _missing(self, size: Size) -> QWidget:
        self.window.results.warning.act.emit()
        return self._at(size)

    def _scanning(self, size: Size) -> QWidget:
        progress = self.window.results.progress
        progress.begin()
        now = Progress(done=212, found=430, denied=3, listed=True, where="eu-west-1", calls=900)
        progress.show_progress(now)
        return self._at(size)

    def _settings(self, size: Size) -> QWidget:
        self.window.open_settings()
        return self._at(size)

    def _dialog(self, name: str, size: Size) -> QWidget:
        return self._opened(size, lambda: open_dialog(self.window, name))

    def _many(self, size: Size) -> QWidget:
        self.window.results.table.selectAll()
        return self._at(size)

    def _outcome(self, size: Size) -> QWidget:
        said = "acme-db-backups: Closed. Nobody outside gets in. A request without a login was refused."
        self.window.fixing.show_outcome(Outcome(said, well=True, entry="1"))
        return self._at(size)

    def _no_journal(self, size: Size) -> QWidget:
        self._work.journal.emit(protocol.Journal(entries=()))
        self.window.open_journal()
        return self._at(size)

    def _journal(self, size: Size) -> QWidget:
        show_journal(self.window)
        self.window.journal.choose("1")
        return self._at(size)

    def _declared(self, name: str, size: Size) -> QWidget:
        return self._opened(size, lambda: open_declared(self.window, name))

    def _shown(self, size: Size, act: Callable[[], None]) -> QWidget:
        act()
        return self._at(size)

    def _meant(self, size: Size, *able: Capability) -> QWidget:
        """The first row, declared open on purpose by the real worker: as it is, or at most so wide."""
        row = self.window.results.table.row()
        assert row is not None
        asked = protocol.AskDraft(account=row.account, resource=row.id)
        said = self._answer(asked, self._work.draft).exception
        said = msgspec.structs.replace(said, reason=declared_screens.EXCEPTION.reason)
        said = msgspec.structs.replace(said, capabilities=able or said.capabilities)
        self._answer(
            protocol.Declare(account=row.account, resource=row.id, exception=said), self._work.answered
        )
        self.window.results.choose(row.account, row.id)
        return self._at(size)

    def _answer(self, request: protocol.Request, signal: SignalInstance) -> Any:  # noqa: ANN401 - any event
        told: list[Any] = []
        signal.connect(told.append)
        self._work.send(request)
        while not told:
            QTest.qWait(_SETTLE)
        signal.disconnect(told.append)
        return told[0]

    def _stopped(self, size: Size) -> QWidget:
        self._work.died.emit("The worker ended with code 3.")
        return self._at(size)

    def _first_run(self, size: Size) -> QWidget:
        note = "single sign-on"
        source = Source(provider="aws", name="acme-prod", login=AwsProfile(profile="acme-prod"), note=note)
        self._work.ready.emit(protocol.Ready(version="0.1.0", keychain="GNOME Keyring"))
        self._work.accounts.emit(protocol.Accounts(accounts=()))
        self._work.rows.emit(protocol.Rows(fresh=True, last=True))
        QTest.qWait(_SETTLE)
        self._work.found.emit(protocol.Found(sources=(source,)))
        return self._at(size)
