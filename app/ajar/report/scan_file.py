"""Reading and writing `ajar.scan/1`: the whole file, one line a finding, and the JSON Schema of both."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from ajar import __version__
from ajar.model.finding import Finding
from ajar.model.run import AccountSummary, Run
from ajar.model.scan import SCHEMA, FindingRecord, ScanFile, Tool, record
from ajar.words.verdict import spoken

LARGEST = 2 * 1024 * 1024 * 1024
"""Bytes of a scan file that are read; 100,000 findings with facts are a tenth of it."""


class UnreadableScan(Exception):
    """The file is no scan file that this program understands; the text says what to do."""


class _Head(msgspec.Struct):
    """What says of which form a document is; the rest is looked at once that is known."""

    schema: Any = None


def told(finding: Finding, *, facts: bool) -> FindingRecord:
    """The finding as the file has it, with the sentences of its codes."""
    entry = record(finding, facts=facts)
    return msgspec.structs.replace(entry, exposure=spoken(entry.exposure))


def document(run: Run, findings: Iterable[Finding], *, facts: bool) -> bytes:
    """The whole run as one JSON document, indented, ending with a line end."""
    whole = ScanFile(
        tool=Tool(name="ajar", version=__version__),
        started=run.started,
        finished=run.finished,
        accounts=run.accounts,
        resources=tuple(told(finding, facts=facts) for finding in findings),
    )
    return indented(whole)


def indented(value: ScanFile | FindingRecord) -> bytes:
    """The value as JSON for people to read, ending with a line end."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def line(entry: FindingRecord) -> bytes:
    """One finding as one line of JSON."""
    return msgspec.json.encode(entry) + b"\n"


def last_line(accounts: Iterable[AccountSummary]) -> bytes:
    """The accounts' summary, as the last line of a file of lines."""
    return msgspec.json.encode({"schema": SCHEMA, "accounts": list(accounts)}) + b"\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of the file, made from the very types that are written."""
    made = msgspec.json.decode(msgspec.json.encode(msgspec.json.schema(ScanFile)))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": SCHEMA, **made}


def read(path: Path) -> ScanFile:
    """The scan that this file holds. Raises UnreadableScan."""
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableScan(f"{path} is too large to be a scan file.")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableScan(f"{path} cannot be read: {error.strerror}.") from error
    _look_at_schema(path, data)
    try:
        return msgspec.json.decode(data, type=ScanFile)
    except msgspec.DecodeError as error:
        raise UnreadableScan(f"{path} is not of the form {SCHEMA}: {error}.") from error


def _look_at_schema(path: Path, data: bytes) -> None:
    try:
        found = msgspec.json.decode(data, type=_Head).schema
    except msgspec.ValidationError:
        found = None  # JSON, but no object
    except (ValueError, RecursionError) as error:
        raise UnreadableScan(
            f"{path} is not a scan file: it is no JSON, or it was cut off. "
            "Make one with `ajar scan ... --facts --format json --output FILE`."
        ) from error
    if found == SCHEMA:
        return
    if isinstance(found, str) and found.startswith("ajar.scan/"):
        raise UnreadableScan(f"{path} was written by a newer Ajar ({found}): update this one to read it.")
    raise UnreadableScan(f'{path} is not a scan file: its "schema" is not {SCHEMA}.')
