"""The file: private, shared by programs, migrated with a copy, and never harmed when it cannot be used."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs
import pytest

from ajar.store import (
    Store,
    StoreBusy,
    StoreFull,
    StoreNotWritable,
    default_path,
    findings,
    open_store,
    runs,
)
from invented import MORNING, finding

WRITER = """
import sys
from pathlib import Path

sys.path.insert(0, {tests!r})
from invented import MORNING, finding
from ajar.store import findings, open_store, runs

with open_store(Path({path!r})) as store:
    run = runs.begin(store, MORNING)
    for number in range(40):
        findings.keep(store, run, [finding(f"{who}-{{number}}")], "prod")
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "share" / "ajar" / "ajar.db"


def keep(store: Store, *names: str) -> None:
    findings.keep(store, runs.begin(store, MORNING), [finding(name) for name in names], "prod")


def names(path: Path) -> set[str]:
    with open_store(path) as store:
        return {row.name for row in findings.rows(store, limit=10_000)}


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no such modes; the profile's folder is private"
)
def test_only_the_owner_may_read_the_folder_and_its_files(path: Path) -> None:
    old = os.umask(0)
    try:
        with open_store(path) as store:
            keep(store, "a")
            modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    finally:
        os.umask(old)
    assert modes == {"ajar.db": 0o600, "ajar.db-wal": 0o600, "ajar.db-shm": 0o600}
    assert path.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(sys.platform == "win32", reason="as above")
def test_a_file_that_others_could_read_is_made_private(path: Path) -> None:
    open_store(path).close()
    path.chmod(0o644)
    open_store(path).close()
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_default_place_is_the_platforms_folder_for_data() -> None:
    assert default_path() == Path(platformdirs.user_data_dir("ajar", appauthor=False)) / "ajar.db"
    with open_store() as store:
        assert store.path == default_path()
    assert default_path().parent.stat().st_mode & 0o077 == 0 or sys.platform == "win32"


def test_what_was_kept_is_there_at_the_next_start(path: Path) -> None:
    with open_store(path) as store:
        keep(store, "a", "b")
    assert names(path) == {"a", "b"}


def test_a_writer_does_not_stop_readers_and_they_see_whole_transactions(path: Path) -> None:
    with open_store(path) as one, open_store(path) as other:
        keep(one, "a")
        with one.writing() as connection:
            connection.execute("DELETE FROM finding")
            assert [row.name for row in findings.rows(other)] == ["a"]
        assert findings.rows(other) == []


def test_two_programs_write_side_by_side_from_the_first_moment(path: Path) -> None:
    def program(who: str) -> subprocess.Popen[bytes]:
        source = WRITER.format(tests=str(Path(__file__).parents[1]), path=str(path), who=who)
        return subprocess.Popen([sys.executable, "-c", source], stderr=subprocess.PIPE)

    programs = [program(who) for who in ("one", "two", "three")]
    errors = [each.communicate(timeout=50)[1] for each in programs]
    assert errors == [b"", b"", b""]
    assert names(path) == {f"{who}-{number}" for who in ("one", "two", "three") for number in range(40)}


def test_many_threads_share_one_store(path: Path) -> None:
    with open_store(path) as store:
        threads = [threading.Thread(target=keep, args=(store, f"t{n}", f"u{n}")) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(findings.rows(store)) == 16


def test_a_program_that_does_not_let_go_is_told_of(path: Path) -> None:
    with (
        open_store(path) as holder,
        open_store(path, patience=0.05) as waiter,
        holder.writing(),
        pytest.raises(StoreBusy, match="close other Ajars"),
    ):
        keep(waiter, "a")
    assert names(path) == set()


def test_a_transaction_that_fails_keeps_nothing_and_the_store_goes_on(path: Path) -> None:
    def fails(store: Store) -> None:
        with store.writing() as connection:
            connection.execute("INSERT INTO run (started) VALUES ('x')")
            raise ZeroDivisionError

    with open_store(path) as store:
        with pytest.raises(ZeroDivisionError):
            fails(store)
        with store.reading() as connection:
            assert connection.execute("SELECT COUNT(*) FROM run").fetchone() == (0,)
        keep(store, "a")
    assert names(path) == {"a"}


def test_a_full_disk_is_told_and_loses_nothing_that_was_kept(path: Path) -> None:
    with open_store(path) as store:
        keep(store, "a")
        with store.reading() as connection:
            (pages,) = connection.execute("PRAGMA page_count").fetchone()
            connection.execute(f"PRAGMA max_page_count = {pages + 10}")
        with pytest.raises(StoreFull, match="no room left"):
            keep(store, *(f"b{number}" for number in range(findings.BATCH)))
        assert [row.name for row in findings.rows(store)] == ["a"]
        keep(store, "c")
    assert names(path) == {"a", "c"}


@contextmanager
def nobody() -> Iterator[None]:
    """As a user to whom permissions apply, also where the tests run as root."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are set otherwise there")
def test_a_read_only_home_is_told_with_what_to_do() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        home.chmod(0o555)
        with nobody(), pytest.raises(StoreNotWritable, match=r"check the permissions.*not remembered"):
            open_store(home / "share/ajar/ajar.db")
        assert list(home.iterdir()) == []
        home.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="as above")
def test_a_file_that_may_only_be_read_is_told() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ajar.db"
        open_store(path).close()
        path.chmod(0o444)
        Path(folder).chmod(0o555)
        with nobody(), pytest.raises(StoreNotWritable):
            open_store(path)
        Path(folder).chmod(0o755)


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreNotWritable):
        open_store(tmp_path)
