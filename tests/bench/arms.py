"""The three ways of asking that the bench compares, each in a fresh process: `python arms.py WAY URL ...`.

`audit` is Ajar's own. `loop` is a single boto3 client that makes the same calls one after the other, `pool`
as many threads as the audit has that make them and keep nothing. Each prints one line of JSON.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from ajar.demo.aws.company.callers import secret_of
from ajar.demo.aws.world import CROWD_KEY

READS = (
    "get_public_access_block",
    "get_bucket_ownership_controls",
    "get_bucket_policy",
    "get_bucket_website",
    "get_bucket_tagging",
)
CONNECTIONS = 64


def audit(url: str, threads: int, _most: int) -> dict[str, object]:
    """The real audit of the account, its SDK imported before the clock starts."""
    import ajar.providers.aws.session
    from ajar.jobs.audit import Judged
    from ajar.jobs.audit import audit as run
    from ajar.jobs.sign_in import target
    from ajar.model.account import Account, Demo
    from ajar.vault import open_vault

    account = Account(name="crowd", provider="aws", login=Demo(url=url, key=CROWD_KEY))
    wanted = [target(account, open_vault())]
    assert wanted[0].provider == ajar.providers.aws.session.PROVIDER
    gc.collect()
    first, judged = 0.0, 0
    meter = Meter()
    for event in run(wanted, threads=threads):
        if isinstance(event, Judged):
            first = first or time.monotonic()
            judged += 1
    return {**meter.read(), "first": first, "buckets": judged}


def loop(url: str, _threads: int, most: int) -> dict[str, object]:
    """The same calls in one thread, of `most` buckets."""
    asking = Plain(url)
    gc.collect()
    meter = Meter()
    names = asking.names()[:most]
    for name, region in names:
        asking.ask(name, region)
    return {**meter.read(), "first": 0.0, "buckets": len(names)}


def pool(url: str, threads: int, most: int) -> dict[str, object]:
    """The same calls in a pool of threads that keep nothing."""
    asking = Plain(url)
    gc.collect()
    meter = Meter()
    names = asking.names()[:most]
    with ThreadPoolExecutor(threads) as executor:
        list(executor.map(lambda named: asking.ask(*named), names))
    return {**meter.read(), "first": 0.0, "buckets": len(names)}


class Meter:
    """The time that passes, and this process's time on a processor, both in seconds."""

    def __init__(self) -> None:
        """Start."""
        self._wall, self._processor = time.perf_counter(), time.process_time()

    def read(self) -> dict[str, float]:
        wall, processor = time.perf_counter() - self._wall, time.process_time() - self._processor
        return {"wall": wall, "processor": processor}


class Plain:
    """boto3 as it comes, a client a region, with room for as many connections as there are threads."""

    def __init__(self, url: str) -> None:
        """Make the client that lists."""
        import boto3
        from botocore.config import Config

        self._session = boto3.Session(CROWD_KEY, secret_of(CROWD_KEY), region_name="us-east-1")
        self._url = url
        self._config = Config(max_pool_connections=CONNECTIONS, s3={"addressing_style": "path"})
        self._clients: dict[str, Any] = {}

    def names(self) -> list[tuple[str, str]]:
        """Every bucket with its region; the clients of the regions are made as well."""
        listed = self._client("us-east-1").list_buckets(MaxBuckets=10_000)["Buckets"]
        found = [(bucket["Name"], bucket["BucketRegion"]) for bucket in listed]
        for region in {region for _, region in found}:
            self._client(region)
        return found

    def ask(self, name: str, region: str) -> None:
        """Make the calls that the audit makes about one bucket."""
        from botocore.exceptions import ClientError

        client = self._client(region)
        told: dict[str, Any] = {}
        for read in READS:
            try:
                told.update(getattr(client, read)(Bucket=name))
            except ClientError:
                continue
        rules = told.get("OwnershipControls", {}).get("Rules", [])
        if not rules or rules[0]["ObjectOwnership"] != "BucketOwnerEnforced":
            told.update(client.get_bucket_acl(Bucket=name))
        if "Policy" in told or len(told.get("Grants", ())) > 1:  # all of the crowd's are for outsiders
            client.get_bucket_request_payment(Bucket=name)
            client.get_bucket_encryption(Bucket=name)

    def _client(self, region: str) -> Any:  # noqa: ANN401 - boto3 ships no types
        if region not in self._clients:
            self._clients[region] = self._session.client(
                "s3", region_name=region, endpoint_url=self._url, config=self._config
            )
        return self._clients[region]


WAYS: dict[str, Callable[[str, int, int], dict[str, object]]] = {"audit": audit, "loop": loop, "pool": pool}


def main() -> None:
    way, url, threads, most = sys.argv[1:5]
    found = WAYS[way](url, int(threads), int(most))
    print(json.dumps(found), flush=True)  # noqa: T201 - the bench reads this
    os._exit(0)


if __name__ == "__main__":
    main()
