"""The house holds: every import contract is kept, and each one breaks when it is broken."""

from __future__ import annotations

import contextlib
import importlib
import io
import re
import shutil
import sys
import tomllib
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[1]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
    "contracts"
]
NAMES = {contract["name"] for contract in CONTRACTS}
PURE = "Deciding is pure"
LAYERS = "Layers point down"
WINDOW = "The window knows the nouns, the words and the messages"
HANDED = "A kind is handed its reader and never imports a session"

# Where a line is added, the line, and the contract that must catch it.
VIOLATIONS = [
    ("ajar.model", "from ajar import words", LAYERS),
    ("ajar.words", "from ajar import policy", LAYERS),
    ("ajar.policy", "from ajar.providers import kind", LAYERS),
    ("ajar.providers.kind", "from ajar import store", LAYERS),
    ("ajar.store", "from ajar import vault", LAYERS),
    ("ajar.jobs", "from ajar import demo", LAYERS),
    ("ajar.jobs", "from ajar import worker", LAYERS),
    ("ajar.report", "from ajar import demo", LAYERS),
    ("ajar.worker", "from ajar import cli", LAYERS),
    ("ajar.ui", "from ajar import cli", LAYERS),
    ("ajar.model", "if TYPE_CHECKING:\n    from ajar import jobs", LAYERS),
    ("ajar.leftovers", "", LAYERS),
    ("ajar.providers.gcp", "from ajar.providers import aws", "Providers do not know each other"),
    ("ajar.jobs", "import PySide6.QtCore", "Only ui knows Qt"),
    ("ajar.worker.protocol", "from PySide6 import QtCore", "Only ui knows Qt"),
    ("ajar.ui", "from ajar import jobs", WINDOW),
    ("ajar.ui", "from ajar import store", WINDOW),
    ("ajar.ui", "from ajar import policy", WINDOW),
    ("ajar.ui", "from ajar import demo", WINDOW),
    ("ajar.ui", "from ajar.worker import serve", WINDOW),
    ("ajar.worker.protocol", "from ajar import vault", WINDOW),
    ("ajar.providers.aws.s3_bucket", "import boto3", "Only the AWS session knows boto3"),
    ("ajar.jobs", "from botocore.exceptions import ClientError", "Only the AWS session knows boto3"),
    ("ajar.providers.gcp", "import google.auth", "Only the Google session knows Google's libraries"),
    ("ajar.vault", "import requests", "Only the Google session knows Google's libraries"),
    ("ajar.cli", "import keyring", "Only the vault knows the keychain"),
    ("ajar.jobs", "import sqlite3", "Only the store knows SQLite"),
    ("ajar.policy", "import os", PURE),
    ("ajar.model", "import logging", PURE),
    ("ajar.words", "from pathlib import Path", PURE),
    ("ajar.providers.aws.s3_bucket", "import time", PURE),
    ("ajar.providers.gcp.gcs_bucket", "from urllib.request import urlopen", PURE),
    ("ajar.providers.kind", "import socket", PURE),
    ("ajar.providers.aws.s3_bucket", "from ajar.providers.aws import session", HANDED),
    ("ajar.providers.gcp.gcs_bucket", "from ajar.providers.gcp import session", HANDED),
    ("ajar.model.resource", "from ajar.model import leftovers", "No cycles"),
]


def check(source_root: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bool]:
    """Whether the package under `source_root` keeps each contract, by the contract's name."""
    monkeypatch.syspath_prepend(source_root)
    monkeypatch.setenv("COLUMNS", "200")  # one line a contract
    for name in [name for name in sys.modules if name == "ajar" or name.startswith("ajar.")]:
        monkeypatch.delitem(sys.modules, name)
    importlib.invalidate_caches()
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    verdicts = re.findall(r"^(.+) (KEPT|BROKEN)(?: \(.*\))?$", said.getvalue(), re.MULTILINE)
    assert {name for name, _ in verdicts} == NAMES, said.getvalue()
    return {name: verdict == "KEPT" for name, verdict in verdicts}


def add(source_root: Path, module: str, line: str) -> None:
    """Add a line to a module, be it a file, a folder or not there yet."""
    place = source_root.joinpath(*module.split("."))
    folder = place / "__init__.py"
    path = folder if folder.exists() else place.with_suffix(".py")
    text = path.read_text() if path.exists() else '"""Added by a test."""\n'
    path.write_text(f"{text}\n{line}\n")


def test_every_contract_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    assert check(ROOT / "app", monkeypatch) == dict.fromkeys(NAMES, True)


@pytest.mark.parametrize(
    ("module", "line", "contract"), VIOLATIONS, ids=[f"{m} gets {line!r}" for m, line, _ in VIOLATIONS]
)
def test_a_broken_contract_is_caught(
    module: str, line: str, contract: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source_root = tmp_path / "app"
    shutil.copytree(ROOT / "app", source_root, ignore=shutil.ignore_patterns("__pycache__"))
    if line.endswith("leftovers"):
        add(source_root, f"{module.rpartition('.')[0]}.leftovers", f"from {module} import Resource")
    add(source_root, module, line)
    assert not check(source_root, monkeypatch)[contract]


def test_each_contract_is_broken_by_some_case() -> None:
    assert {contract for _, _, contract in VIOLATIONS} == NAMES
