"""Where the files that ship beside the code are found: in the package, or in the checkout around it."""

from __future__ import annotations

from functools import cache
from pathlib import Path


def resource_file(*parts: str) -> Path:
    """The path of a file of `resources`; it need not exist."""
    return _folder().joinpath(*parts)


@cache
def _folder() -> Path:
    package = Path(__file__).resolve().parents[1]
    packaged = package / "resources"
    return packaged if packaged.is_dir() else package.parents[1] / "resources"
