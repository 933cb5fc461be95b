"""The line for cron runs the command as it is, once cron has taken its own signs out of it."""

from __future__ import annotations

import subprocess
import sys
from datetime import time

import pytest

from ajar.jobs.nightly.crontab import line
from ajar.jobs.nightly.scheduler import Nightly

PRINT = "import os, sys; print(*sys.argv[1:], os.environ['P'], sep='|')"


@pytest.mark.skipif(sys.platform == "win32", reason="cron hands the line to /bin/sh")
def test_the_shell_gets_each_word_as_it_is() -> None:
    words = ("an 'account'", "50%", "$HOME `id` \\", "")
    nightly = Nightly(
        command=(sys.executable, "-c", PRINT, *words), at=time(3, 5), environment={"P": "a%b 'c'"}
    )
    minute, hour, *stars, command = line(nightly).split(" ", 5)
    assert (minute, hour, stars) == ("5", "3", ["*", "*", "*"])
    assert command.count("%") == command.count("\\%") == 2
    done = subprocess.run(
        ["/bin/sh", "-c", command.replace("\\%", "%")], capture_output=True, text=True, check=True, timeout=30
    )
    assert done.stdout.rstrip("\n") == "|".join((*words, "a%b 'c'"))
