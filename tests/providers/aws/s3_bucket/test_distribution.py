"""The form of a distribution, read by many threads of a program that has just begun."""

from __future__ import annotations

import subprocess
import sys

AT_ONCE = """
import sys
import threading

from ajar.model.facts import Fact
from ajar.providers.aws.s3_bucket.distribution import distributions_in

sys.setswitchinterval(1e-6)
behavior = {"PathPattern": "*", "Origins": ["o"], "Signed": False, "AllowedMethods": ["GET"]}
flags = dict.fromkeys(("Enabled", "Staging", "TenantsOnly", "Certificates"), False)
names = {"Id": "E1", "ARN": "a", "DomainName": "d", "Aliases": [], "MayRefuse": []}
found = Fact([{**names, **flags, "Origins": [{"Id": "o"}], "Behaviors": [behavior]}])
told, together = [], threading.Barrier(32)

def read():
    together.wait()
    told.append(len(distributions_in(found)))

threads = [threading.Thread(target=read) for _ in range(32)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
sys.exit(0 if told == [1] * 32 else 1)
"""


def test_threads_that_read_the_first_ones_at_once_do_not_crash_the_program() -> None:
    # Two of three such programs crashed before the form was worked out at the import.
    codes = [subprocess.run([sys.executable, "-c", AT_ONCE], check=False).returncode for _ in range(6)]
    assert codes == [0] * 6
