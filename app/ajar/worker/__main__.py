"""The worker process: `python -m ajar.worker`, started by the window."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from ajar.worker.serve import serve, serve_repairs, take_pipe


def main(arguments: list[str] | None = None) -> None:
    """Serve the window at the other end of the pipe until it is gone."""
    parser = argparse.ArgumentParser(prog="ajar.worker")
    parser.add_argument("--demo", action="store_true")
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--repairs", action="store_true")
    parser.add_argument("--store", type=Path)
    chosen = parser.parse_args(arguments)
    pipe = take_pipe()
    if chosen.repairs:
        serve_repairs(sys.stdin.buffer, pipe, chosen.store, demo=chosen.demo)
    else:
        serve(sys.stdin.buffer, pipe, chosen.seed if chosen.demo else None)
    # Calls under way may wait for a network that does not answer; nobody is left to hear of them.
    sys.stderr.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
