"""The company's clouds as a scan file has them: read and judged once, by the real clients and judges."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache

import msgspec

from ajar.jobs.examine import examine
from ajar.jobs.offers import closing
from ajar.model.run import AccountSummary, ScanError, Trouble
from ajar.model.scan import FindingRecord, ScanFile, Tool, record
from ajar.providers import PROVIDERS
from ajar.providers.reader import reader
from clouds.fakes import served

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
LACK = ScanError(
    what="s3_bucket in ap-northeast-1",
    region="ap-northeast-1",
    reason=Trouble.DENIED,
    permission="s3:GetBucketPublicAccessBlock",
)


@cache
def company_scan() -> ScanFile:
    """Every bucket and access point of both clouds, with facts and with what closes it."""
    records = tuple(_records())
    accounts = dict.fromkeys((one.provider, one.account) for one in records)
    return ScanFile(
        tool=Tool(name="ajar", version="0.1.0"),
        started=AT,
        finished=AT,
        accounts=tuple(
            AccountSummary(
                provider=provider,
                id=account,
                name=f"Acme {account}",
                identity=f"ana of {account}",
                complete=provider != "aws",
                errors=(LACK,) if provider == "aws" else (),
            )
            for provider, account in accounts
        ),
        resources=records,
    )


def _records() -> Iterator[FindingRecord]:
    for provider in PROVIDERS:
        with served(provider.name) as cloud:
            for session in cloud.sessions:
                ours, once = session.identity().ours, reader(session)
                for kind in provider.kinds:
                    for resource in kind.list(once):
                        finding = examine(once, kind, resource, ours, AT)
                        fixes = closing(kind, finding, ours)
                        yield record(msgspec.structs.replace(finding, fixes=fixes), facts=True)


def repeated(scan: ScanFile, number: int) -> ScanFile:
    """The scan with so many resources: its own again and again, under other names."""
    many = [
        msgspec.structs.replace(one, name=f"{one.name}-{turn}", id=f"{one.id}-{turn}")
        for turn in range(number // len(scan.resources) + 1)
        for one in scan.resources
    ]
    return msgspec.structs.replace(scan, resources=tuple(many[:number]))
