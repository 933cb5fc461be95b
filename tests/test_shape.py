"""The shape of the code, kept by counting: sizes, docstrings, names, and the lists of kinds."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "app").glob("**/*.py"))
TESTS = sorted((ROOT / "tests").glob("**/*.py"))
PROVIDERS = sorted(path.parent.name for path in (ROOT / "app/ajar/providers").glob("*/__init__.py"))
MODULE_LINES = 400
FUNCTION_LINES = 40
SAY_NOTHING = {"base", "common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}


def identity(path: Path) -> str:
    """A path as the ids of the cases show it."""
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", SOURCES + TESTS, ids=identity)
def test_a_module_fits_in_the_head(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MODULE_LINES
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "a module says in a sentence what it knows"
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert [f.name for f in functions if lines(f) > FUNCTION_LINES] == []


def lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function from its `def` to its end, its decorators apart."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


@pytest.mark.parametrize("path", SOURCES + TESTS, ids=identity)
def test_a_module_is_named_after_what_it_knows(path: Path) -> None:
    assert not SAY_NOTHING.intersection(path.relative_to(ROOT).with_suffix("").parts)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_kind_is_listed_once_and_in_order(provider: str) -> None:
    folder = ROOT / "app/ajar/providers" / provider
    modules = {path.stem: path for path in folder.glob("*.py")}
    modules |= {path.parent.name: path for path in folder.glob("*/__init__.py")}
    defined = sorted(name for name, path in modules.items() if defines_kind(path))
    listed = importlib.import_module(f"ajar.providers.{provider}").KINDS
    assert [kind.name for kind in listed] == defined


def defines_kind(path: Path) -> bool:
    """Whether a module assigns KIND at its top level."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == "KIND" for target in targets):
            return True
    return False


@pytest.mark.parametrize("folder", ["packaging", "resources", "tests"])
def test_what_is_no_package_does_not_become_one(folder: str) -> None:
    assert list((ROOT / folder).glob("**/__init__.py")) == []
    assert not (ROOT / "app/__init__.py").exists()


def test_every_folder_of_the_source_is_a_package() -> None:
    folders = {path.parent for path in SOURCES} - {ROOT / "app"}
    assert [identity(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_every_provider_is_found() -> None:
    assert {"aws", "gcp"} <= set(PROVIDERS)
