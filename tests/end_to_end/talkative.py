"""Ajar's programs with every log and every traceback's variables in a file: what a reporter might send.

Run as `python talkative.py LOG FAULT program arguments...`; FAULT names a function in which a mistake is put.
"""

from __future__ import annotations

import faulthandler
import importlib
import logging
import sys
import traceback
from pathlib import Path
from typing import NoReturn

from rich.console import Console
from rich.traceback import Traceback

import ajar.vault

PATIENCE = 10.0
ENOUGH = 3
"""Tracebacks that are shown: a mistake in every bucket's way is the same one each time."""


def talk(log: Path) -> None:
    """Log everything, and show the variables of every traceback."""
    logging.basicConfig(filename=log, level=logging.DEBUG)
    faulthandler.enable(log.with_suffix(".crash").open("w"))
    page = Console(file=log.with_suffix(".tracebacks").open("a"), width=4000)

    shown: list[BaseException] = []

    def show(fault: BaseException, *_: object, **__: object) -> None:
        shown.append(fault)
        if len(shown) > ENOUGH:
            return
        told = traceback.TracebackException.from_exception(fault, capture_locals=True)
        page.print("".join(told.format()), markup=False, highlight=False)
        page.print(
            Traceback.from_exception(
                type(fault), fault, fault.__traceback__, show_locals=True, locals_max_string=10**6
            )
        )
        page.file.flush()

    tally = importlib.import_module("ajar.jobs.tally")
    entry = tally._entry

    def told_with_variables(what: str, error: BaseException) -> object:
        show(error)
        return entry(what, error)

    def show_the_present_one() -> None:
        fault = sys.exception()
        if fault is not None:
            show(fault)

    setattr(tally, "_entry", told_with_variables)  # noqa: B010 - a name that the module's type does not show
    setattr(traceback, "print_exception", show)  # noqa: B010 - as above, with fewer arguments
    setattr(traceback, "print_exc", show_the_present_one)  # noqa: B010 - as above


def put_fault(place: str) -> None:
    """Put a mistake into this function (`module:Class.function`)."""
    module, _, path = place.partition(":")
    owner: object = importlib.import_module(module)
    *above, name = path.split(".")
    for step in above:
        owner = getattr(owner, step)

    def mistaken(*_: object, **__: object) -> NoReturn:
        faulthandler.dump_traceback(all_threads=True, file=sys.stderr)
        raise RuntimeError("a mistake of ours")

    setattr(owner, name, mistaken)


def main() -> None:
    """Start the program."""
    log, fault, program, *arguments = sys.argv[1:]
    talk(Path(log))
    ajar.vault.open_vault.__defaults__ = (PATIENCE,)
    if fault != "none":
        put_fault(fault)
    sys.argv[1:] = arguments
    importlib.import_module(f"{program}.__main__").main()


if __name__ == "__main__":
    main()
