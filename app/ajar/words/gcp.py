"""What is said about this provider's grants, gates and caveats, by their codes, sorted."""

from __future__ import annotations

SENTENCES: dict[str, str] = {}
