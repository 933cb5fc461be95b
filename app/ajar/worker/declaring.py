"""What the person declares in the window: what is open on purpose, and what is theirs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from ajar.jobs.audit import now
from ajar.jobs.calling_ours import call_not_ours, call_ours, offered
from ajar.jobs.declaring import (
    Mistaken,
    anothers,
    declare_stored,
    declared,
    drafted,
    drop,
    exception_of,
    person,
    take,
)
from ajar.jobs.keeping import Named, mark_ended
from ajar.jobs.whose import Rejudged, judge_stored, seen_otherwise
from ajar.model.account import Source
from ajar.model.kept import Kept
from ajar.model.ours import Own
from ajar.model.row import Row, row
from ajar.report import kept_file
from ajar.store import Store, StoreError, findings, kept, ours
from ajar.words import say
from ajar.words.verdict import sentence
from ajar.worker import protocol
from ajar.worker.outbox import FULL
from ajar.worker.since import told_since

Everything = tuple[tuple[Kept, ...], tuple[Own, ...]]


class Declaring:
    """Answers what the window asks of exceptions and of what is theirs.

    `store` gives the store once it is open, `shown` makes of a row what the window shows, and `sources` are
    the ways to sign in that this computer has.
    """

    def __init__(
        self,
        tell: Callable[[protocol.Event], None],
        store: Callable[[], Store],
        shown: Callable[[Row], Row],
        sources: Callable[[], Sequence[Source]],
    ) -> None:
        """Ask nothing yet."""
        self._tell, self._store, self._shown, self._sources = tell, store, shown, sources
        self._judging = threading.Lock()

    # --- what is open on purpose ---

    def exceptions(self, request: protocol.AskExceptions) -> None:
        """What is open on purpose, and how each stands."""
        del request
        self._tell_exceptions()

    def draft(self, request: protocol.AskDraft) -> None:
        """What would be declared of a resource, or was."""
        store, today = self._store(), now().date()
        earlier = exception_of(store, request.account, request.resource)
        exception = earlier.exception if earlier else None
        name, says, trouble = (earlier.name if earlier else request.resource), "", ""
        finding = findings.finding(store, request.account, request.resource)
        if finding is not None:
            name, says = finding.resource.name, sentence(finding.resource, finding.exposure)
            if exception is None and finding.exposure.at_most.outside:
                exception = drafted(finding, person(), today)
        if exception is None:
            trouble = say("keep_nothing_open" if finding else "keep_gone", {"name": name})
        self._tell(
            protocol.Draft(
                account=request.account,
                resource=request.resource,
                provider=finding.resource.provider if finding else "",
                name=name,
                says=says,
                exception=exception,
                before=earlier is not None,
                trouble=trouble,
            )
        )

    def declare(self, request: protocol.Declare) -> None:
        """Keep a resource open on purpose, or say what is wrong with that."""
        account, resource = request.account, request.resource
        try:
            declare_stored(self._store(), account, resource, request.exception, now().date())
        except Mistaken as error:
            self._tell(protocol.Answered(request="Declare", mistakes=error.mistakes))
            return
        except StoreError as error:
            self._tell(protocol.Failed(request="Declare", says=str(error)))
            return
        finding = findings.finding(self._store(), account, resource)
        if finding is not None:
            self._tell_found([(findings.name_of(self._store(), finding), finding)])
        self._tell_exceptions()
        self._tell(protocol.Answered(request="Declare"))

    def withdraw(self, request: protocol.Withdraw) -> None:
        """Forget what was declared of a resource."""
        try:
            found = drop(self._store(), request.account, request.resource, now().date())
        except StoreError as error:
            self._tell(protocol.Failed(request="Withdraw", says=str(error)))
            return
        self._tell_found(found)
        self._tell_exceptions()

    def export(self, request: protocol.Export) -> None:
        """Put the exceptions into a file."""
        found = kept.everything(self._store())
        wrong: tuple[str, ...] = ()
        try:
            kept_file.save(Path(request.file), found)
        except kept_file.WrongFile as error:
            wrong = tuple(str(error).splitlines())
        number = 0 if wrong else len(found)
        self._tell(protocol.Filed(file=request.file, imported=False, number=number, mistakes=wrong))

    def take(self, request: protocol.Import) -> None:
        """Take the exceptions of a file, all or none."""
        today = now().date()
        try:
            new = kept_file.load(Path(request.file), today)
            earlier = anothers(self._store(), new)
            found = take(self._store(), new, today)
        except (kept_file.WrongFile, StoreError) as error:
            wrong = tuple(str(error).splitlines())
            self._tell(protocol.Filed(file=request.file, imported=True, mistakes=wrong))
            return
        self._tell_found(found)
        self._tell_exceptions()
        self._tell(protocol.Filed(file=request.file, imported=True, number=len(new), replaced=earlier))

    def end(self) -> None:
        """Let what has ended since it was read cover nothing any more, before the rows are told."""
        try:
            mark_ended(self._store(), now().date())
        except StoreError as error:
            self._tell(protocol.Failed(request="Start", says=str(error)))

    # --- what is theirs ---

    def ours(self, request: protocol.AskOurs) -> None:
        """What is called theirs, and what may be."""
        del request
        self._tell_ours()

    def call(self, request: protocol.CallOurs) -> None:
        """Call something theirs, or no longer, and tell what stands otherwise because of it."""
        job = call_not_ours if request.no_longer else call_ours
        try:
            with self._judging:
                moved = job(self._store(), request.own)
        except Mistaken as error:
            self._tell(protocol.Answered(request="CallOurs", mistakes=error.mistakes))
            return
        except StoreError as error:
            self._tell(protocol.Failed(request="CallOurs", says=str(error)))
            return
        self._tell_moved(moved)
        self._tell_ours()
        otherwise = tuple(
            protocol.Otherwise(before=self._shown(before), after=self._shown(after))
            for before, after in seen_otherwise(moved)
        )
        self._tell(protocol.Answered(request="CallOurs", otherwise=otherwise))

    # --- what was declared while a check ran ---

    def everything(self) -> Everything | None:
        """All that is declared now; None where it cannot be read."""
        try:
            return kept.everything(self._store()), ours.everything(self._store())
        except StoreError:
            return None

    def catch_up(self, before: Everything | None) -> None:
        """Judge what was found again where something else is declared now: the check did not know of it."""
        try:
            if self.everything() != before:
                with self._judging:
                    self._tell_moved(judge_stored(self._store()))
            self._tell_exceptions()
            self._tell_ours()
        except StoreError as error:
            self._tell(protocol.Failed(request="AskExceptions", says=str(error)))

    # --- what is told ---

    def _tell_exceptions(self) -> None:
        self._tell(protocol.Exceptions(found=declared(self._store(), now().date())))

    def _tell_ours(self) -> None:
        found = offered(self._store(), self._sources())
        self._tell(protocol.OursKnown(own=ours.everything(self._store()), offered=found))

    def _tell_moved(self, moved: Iterable[Rejudged]) -> None:
        self._tell_found((one.account_name, one.after) for one in moved)

    def _tell_found(self, found: Iterable[Named]) -> None:
        rows = [self._shown(row(finding, name)) for name, finding in found]
        for start in range(0, len(rows), FULL):
            self._tell(protocol.Rows(rows=tuple(rows[start : start + FULL])))
        if rows:
            self._tell(told_since(self._store()))
