"""The worker's loop: requests in on standard input, events out on what was standard output."""

from __future__ import annotations

import importlib
import os
import sys
import threading
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO

from ajar.demo.launch import story_first
from ajar.model.row import Row
from ajar.worker import protocol
from ajar.worker.core import Core
from ajar.worker.repairs import Repairs

SDKS = ("ajar.providers.aws.session", "ajar.providers.gcp.session")
"""What takes long to import: done while the window paints and its person looks."""


def serve(requests: BinaryIO, events: BinaryIO, demo_seed: int | None) -> None:
    """Answer what only reads until Quit, or until the window closes its end; the worker ends with it."""
    loop = _Loop(events)
    core = Core(loop.tell, demo_seed)
    loop.close = core.close
    # What may wait for the network or for a person gets a thread of its own; the rest goes in turn.
    loop.slow = {
        protocol.Check: core.check,
        protocol.Add: core.add,
        protocol.Remove: core.remove,
        protocol.Scan: core.scan,
        protocol.AskWho: core.who,
        protocol.Foresee: core.planning.foresee,
        protocol.ForeseeUndo: core.planning.foresee_undo,
        protocol.Export: core.declaring.export,
        protocol.Import: core.declaring.take,
        protocol.CallOurs: core.declaring.call,
        protocol.AskOurs: core.declaring.ours,
    }
    loop.quick = {
        protocol.Start: core.start,
        protocol.Cancel: core.cancel,
        protocol.Ask: core.details,
        protocol.AskPermissions: core.permissions,
        protocol.Sources: core.sources,
        protocol.Allow: core.allow,
        protocol.AskJournal: core.planning.journal,
        protocol.AskSince: core.since,
        protocol.AskExceptions: core.declaring.exceptions,
        protocol.AskDraft: core.declaring.draft,
        protocol.Declare: core.declaring.declare,
        protocol.Withdraw: core.declaring.withdraw,
    }
    loop.run(requests)


def serve_repairs(requests: BinaryIO, events: BinaryIO, store: Path, *, demo: bool) -> None:
    """Answer what changes something until Quit, or until the window is gone; then end the call under way."""
    loop = _Loop(events)
    repairs = Repairs(loop.tell, store, story_first if demo else _as_it_is)
    loop.close = repairs.close
    loop.slow = {protocol.LookUp: repairs.look_up}
    loop.turns = {protocol.Make: repairs.expected}
    loop.quick = {protocol.StopMaking: repairs.stop, protocol.Hold: repairs.hold}
    loop.run(requests)


def _as_it_is(row: Row) -> Row:
    return row


class _Loop:
    def __init__(self, events: BinaryIO) -> None:
        self._events = events
        self._lock = threading.Lock()
        self.slow: dict[type, Callable[..., None]] = {}
        self.quick: dict[type, Callable[..., None]] = {}
        # What has to be known of before the next request is read, and is done when its turn comes.
        self.turns: dict[type, Callable[..., Callable[[], None]]] = {}
        self.close: Callable[[], None] = lambda: None

    def tell(self, event: protocol.Event) -> None:
        """Send one event; a window that is gone hears nothing, and its worker ends by itself."""
        data = protocol.frame(event)
        with self._lock:
            try:
                self._events.write(data)
                self._events.flush()
            except (BrokenPipeError, ValueError):
                return

    def run(self, requests: BinaryIO) -> None:
        frames = protocol.Frames()
        try:
            while data := os.read(requests.fileno(), 65536):
                for body in frames.feed(data):
                    request = protocol.requests.decode(body)
                    if isinstance(request, protocol.Quit):
                        return
                    self._handle(request)
        finally:
            self.close()

    def _handle(self, request: protocol.Request) -> None:
        name = type(request)
        if name in self.turns:
            self._apart(self.turns[name](request), request)
        elif name in self.slow:
            self._apart(partial(self.slow[name], request), request)
        else:
            self._answer(partial(self.quick[name], request), request)
            if isinstance(request, protocol.Start):
                threading.Thread(target=_import_sdks, daemon=True).start()

    def _apart(self, handler: Callable[[], None], request: protocol.Request) -> None:
        threading.Thread(target=self._answer, args=(handler, request), daemon=True).start()

    def _answer(self, handler: Callable[[], None], request: protocol.Request) -> None:
        try:
            handler()
        except Exception as fault:  # noqa: BLE001 - the outermost place: a mistake costs one request, and is told
            traceback.print_exc()
            says = f"Ajar made a mistake ({type(fault).__name__}). The details are in the crash report."
            self.tell(protocol.Failed(request=type(request).__name__, says=says))


def _import_sdks() -> None:
    for name in SDKS:
        importlib.import_module(name)


def take_pipe() -> BinaryIO:
    """Standard output for the protocol alone; whatever else prints goes to standard error from now on."""
    pipe = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return pipe
