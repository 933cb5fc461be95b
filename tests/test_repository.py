"""The repository's frame: the lock, the versions, the commands and the reasons agree with each other."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
LEFT_BY_TOOLS = {
    ".git",
    ".hypothesis",
    ".import_linter_cache",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".venv",
    "__pycache__",
    "build",
    "dist",
    "out",
}


def written() -> list[Path]:
    """Every text file of the repository, but the lock and what tools leave behind."""
    found: list[Path] = []
    for folder, below, names in os.walk(ROOT):
        below[:] = [name for name in below if name not in LEFT_BY_TOOLS]
        found += [Path(folder, name) for name in names if not name.startswith(".coverage")]
    return [path for path in found if path.name != "uv.lock" and b"\0" not in path.read_bytes()[:1024]]


def dependencies() -> set[str]:
    """The names of all direct dependencies, of the program, its extras and its groups."""
    project = PROJECT["project"]
    groups = [
        project["dependencies"],
        *project["optional-dependencies"].values(),
        *PROJECT["dependency-groups"].values(),
    ]
    return {re.split(r"[<>=!~;\[ ]", wanted)[0] for group in groups for wanted in group}


def test_the_lock_names_no_host_but_the_public_index() -> None:
    hosts = set(re.findall(r"\w+://([^/\"]+)", (ROOT / "uv.lock").read_text(encoding="utf-8")))
    assert hosts == {"pypi.org", "files.pythonhosted.org"}
    assert {p["source"].get("registry", "") for p in LOCK["package"]} == {"https://pypi.org/simple", ""}


def test_the_lock_is_in_step_with_the_project() -> None:
    [ours] = [package for package in LOCK["package"] if package["name"] == "ajar"]
    metadata = ours["metadata"]
    locked = {wanted["name"] for wanted in metadata["requires-dist"]}
    locked |= {wanted["name"] for group in metadata["requires-dev"].values() for wanted in group}
    assert locked == {name.lower() for name in dependencies()}
    assert ours["version"] == PROJECT["project"]["version"]


def test_the_range_of_python_is_the_same_everywhere() -> None:
    lowest, above = re.findall(r"\d+\.(\d+)", PROJECT["project"]["requires-python"])
    supported = [f"3.{minor}" for minor in range(int(lowest), int(above))]
    assert PROJECT["tool"]["ruff"]["target-version"] == f"py3{lowest}"
    assert LOCK["requires-python"].replace(" ", "") == PROJECT["project"]["requires-python"]
    script = (ROOT / "packaging/find-python.sh").read_text(encoding="utf-8")
    assert f"(3, {lowest}) <= sys.version_info[:2] < (3, {above})" in script
    assert re.findall(r"python(3\.\d+)", script) == supported[::-1]
    assert f"(3, {lowest}) <= sys.version_info[:2] < (3, {above})" in (
        ROOT / "packaging/environment.sh"
    ).read_text(encoding="utf-8")
    for text in (README, CONTRIBUTING):
        assert set(re.findall(r"Python (3\.\d+)", text)) <= set(supported)
    assert f"Python {supported[0]}" in README


def test_the_commands_that_are_written_down_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    for text, least in ((README, {"demo", "test"}), (CONTRIBUTING, {"test", "lint", "bench", "look"})):
        commands = "\n".join(re.findall(r"`[^`]+`|^    .+$", text, re.MULTILINE))
        assert least <= set(re.findall(r"\bmake ([a-z]+)\b", commands)) <= targets


def test_ci_runs_the_readmes_test_command() -> None:
    assert "\nexec make test " in (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert os.access(ROOT / ".ci/run", os.X_OK)


def test_every_dependency_has_its_reason_written_down() -> None:
    chapter = CONTRIBUTING.partition("## Why each dependency is here")[2]
    reasons = dict(re.findall(r"^- `([\w.-]+)`: (.+)$", chapter, re.MULTILINE))
    assert set(reasons) == dependencies()


def test_every_ignored_rule_has_its_reason_written_down() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    rules = re.findall(r'^ +"[A-Z]+\d+",(.*)$', text, re.MULTILINE)
    assert len(rules) > 10
    assert [rule for rule in rules if not re.fullmatch(r" +# \S.+", rule)] == []


def test_no_file_names_a_place_of_one_machine() -> None:
    places = ["/" + name + "/" for name in ("work", "root", "tmp")] + ["/opt/" + "wheels", "/opt/" + "pypi"]
    assert [(found.name, place) for found in written() for place in places if place in text_of(found)] == []


def test_no_file_names_the_host_of_a_package_registry() -> None:
    host = re.compile(
        r"https?://[^/\s\"'`]*(pypi|pythonhosted|npmjs|crates\.io|proxy\.golang|artifactory|nexus)"
    )
    here = Path(__file__)
    assert [found.name for found in written() if found != here and host.search(text_of(found))] == []


def text_of(path: Path) -> str:
    """The text of a file; what is not UTF-8 in it is left out."""
    return path.read_text(encoding="utf-8", errors="ignore")


@pytest.mark.skipif(sys.platform != "linux", reason="the script asks dpkg")
def test_the_system_packages_script_does_nothing_where_nothing_is_missing(tmp_path: Path) -> None:
    script = ROOT / "packaging/debian/system-packages.sh"
    lists = r'^(?:window|display|fonts|checks)="(.+)"$'
    wanted = re.findall(lists, script.read_text(encoding="utf-8"), re.MULTILINE)
    names = " ".join(wanted).split()
    answer = "\n".join(f"installed {name}" for name in names)
    assert asked(script, tmp_path, answer) == ""
    renamed = answer.replace("libglib2.0-0", "libglib2.0-0t64 libglib2.0-0 (= 2.84), other")
    assert asked(script, tmp_path, renamed) == ""
    removed = answer.replace("installed xvfb", "config-files xvfb").replace("installed dbus", "")
    assert asked(script, tmp_path, removed) == "xvfb dbus"


def asked(script: Path, folder: Path, answer: str) -> str:
    """What the script finds missing where dpkg-query gives this answer."""
    tool = folder / "dpkg-query"
    tool.write_text(f"#!/bin/sh\ncat <<'END'\n{answer}\nEND\n", encoding="utf-8")
    tool.chmod(0o755)
    path = f"{folder}:{os.environ['PATH']}"
    done = subprocess.run(
        [script, "test", "--print"],
        env={"PATH": path},
        capture_output=True,
        text=True,
        check=True,
        timeout=20,
    )
    return done.stdout.strip()
