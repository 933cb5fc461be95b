"""The worker's loop: requests in on standard input, events out on what was standard output."""

from __future__ import annotations

import importlib
import os
import sys
import threading
import traceback
from collections.abc import Callable
from typing import BinaryIO

from ajar.worker import protocol
from ajar.worker.core import Core

SDKS = ("ajar.providers.aws.session", "ajar.providers.gcp.session")
"""What takes long to import: done while the window paints and its person looks."""


def serve(requests: BinaryIO, events: BinaryIO, demo_seed: int | None) -> None:
    """Answer requests until Quit, or until the window closes its end; the worker ends with it."""
    _Loop(events, demo_seed).run(requests)


class _Loop:
    def __init__(self, events: BinaryIO, demo_seed: int | None) -> None:
        self._events = events
        self._lock = threading.Lock()
        self._core = Core(self.tell, demo_seed)
        # What may wait for the network or for a person gets a thread of its own; the rest goes in turn.
        self._slow: dict[type, Callable[..., None]] = {
            protocol.Check: self._core.check,
            protocol.Add: self._core.add,
            protocol.Remove: self._core.remove,
            protocol.Scan: self._core.scan,
        }
        self._quick: dict[type, Callable[..., None]] = {
            protocol.Start: self._core.start,
            protocol.Cancel: self._core.cancel,
            protocol.Ask: self._core.details,
            protocol.AskPermissions: self._core.permissions,
            protocol.Sources: self._core.sources,
        }

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
            self._core.close()

    def _handle(self, request: protocol.Request) -> None:
        slow = self._slow.get(type(request))
        if slow is not None:
            threading.Thread(target=self._answer, args=(slow, request), daemon=True).start()
            return
        self._answer(self._quick[type(request)], request)
        if isinstance(request, protocol.Start):
            threading.Thread(target=_import_sdks, daemon=True).start()

    def _answer(self, handler: Callable[..., None], request: protocol.Request) -> None:
        try:
            handler(request)
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
