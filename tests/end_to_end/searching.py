"""Where a run may have left a secret: in its files, and in how its processes look from outside."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from pathlib import Path

WINDOW = 24
"""A piece of this many characters is as good as the whole to somebody who searches."""


def pieces(secret: str) -> list[bytes]:
    """What gives the secret away: any piece of it, as it is, in UTF-16 or in base64."""
    whole = secret.encode()
    last = max(len(secret) - WINDOW, 0)
    plain = [secret[start : start + WINDOW] for start in (*range(0, last, WINDOW // 2), last)]
    coded = [base64.b64encode(whole[shift:])[4 : 4 + WINDOW] for shift in range(3)]
    return [piece.encode(form) for piece in plain for form in ("utf-8", "utf-16-le")] + coded


def found(secrets: Iterable[str], places: Iterable[tuple[str, bytes]]) -> list[str]:
    """The names of the places that hold a piece of a secret."""
    wanted = [piece for secret in secrets for piece in pieces(secret)]
    return [name for name, data in places if any(piece in data for piece in wanted)]


def files(*folders: Path) -> Iterator[tuple[str, bytes]]:
    """Every file under these folders."""
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                yield str(path), path.read_bytes()


def running() -> frozenset[int]:
    """The ids of all processes that are there now."""
    return frozenset(int(folder.name) for folder in Path("/proc").glob("[0-9]*"))


def processes(root: int, older: frozenset[int] = frozenset()) -> Iterator[tuple[str, bytes]]:
    """The command line and the environment of this process and of all below it, as others may read them.

    Those of `older` are passed over: what an earlier test left running (Python's own helper of its process
    pools, say) has that test's environment.
    """
    below = {root}
    for folder in sorted(Path("/proc").glob("[0-9]*"), key=lambda path: int(path.name)):
        try:
            parent = int((folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
            if parent not in below and int(folder.name) not in below:
                continue
            if int(folder.name) in older and int(folder.name) != root:
                continue
            below.add(int(folder.name))
            for name in ("cmdline", "environ"):
                yield f"{name} of {folder.name}", (folder / name).read_bytes()
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue  # it ended meanwhile, or it is another person's
