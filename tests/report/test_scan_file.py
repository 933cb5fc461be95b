"""The scan file: the published schema is what is written."""

from __future__ import annotations

import json
from pathlib import Path

from ajar.report import scan_file

SCHEMAS = Path(__file__).parents[2] / "resources/schemas"


def test_the_published_schema_is_the_one_of_the_types_that_are_written() -> None:
    published = json.loads((SCHEMAS / "ajar.scan-1.json").read_text())
    assert published == scan_file.schema()
