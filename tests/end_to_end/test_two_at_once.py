"""Two Ajars that fix the same bucket at once: one makes it, the other changes nothing and says why."""

from __future__ import annotations

import os
import subprocess
import threading
from pathlib import Path

import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.call import Call
from ajar.model.journal import JournalEntry, JournalState, is_unfinished
from ajar.store import journal, open_store
from end_to_end.programs import command

NAME = "marrow-launch-drafts"


def _start(home: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command("fix", f"s3://{NAME}", "--yes"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "XDG_DATA_HOME": str(home)},
    )


def _planned_at_the_same_time(aws: AwsCloud) -> None:
    """Each has read the policy for its plan before either goes on to compare it."""
    both = threading.Barrier(2)
    reads: list[str] = []
    lock = threading.Lock()

    def wait(call: Call) -> None:
        with lock:
            reads.append(call.operation)
            planned = call.operation == "GetBucketPolicy" and reads.count("GetBucketPolicy") <= 2
        if planned:
            both.wait(30)

    aws.before.append(wait)


@pytest.mark.parametrize("same", [True, False], ids=["one store", "a store each"])
def test_of_two_at_once_one_makes_it_and_the_other_leaves_it_alone(
    aws: AwsCloud, tmp_path: Path, *, same: bool
) -> None:
    _planned_at_the_same_time(aws)
    homes = [tmp_path / "one", tmp_path / ("one" if same else "two")]
    started = [_start(home) for home in homes]
    said = [process.communicate(timeout=50) for process in started]
    codes = sorted(process.returncode for process in started)
    assert codes in ([0, 5], [0, 0]), said
    assert same <= (codes == [0, 5]), "one store has one repair at a time, so that the second sees the first"
    assert aws.world.buckets[NAME].policy is None
    assert all(b"Traceback" not in err for _, err in said)
    writes = [call for call in aws.calls if call.operation == "DeleteBucketPolicy"]
    assert len(writes) == codes.count(0)
    entries: list[JournalEntry] = []
    for home in dict.fromkeys(homes):
        with open_store(home / "ajar" / "ajar.db") as store:
            entries += journal.entries(store)
    states = sorted(entry.state.value for entry in entries)
    expected = {0: JournalState.VERIFIED, 5: JournalState.CHANGED_ELSEWHERE}
    assert states == sorted(expected[code].value for code in codes)
    assert not any(is_unfinished(entry) for entry in entries)
