"""The reading of a whole policy and the referee of single requests check each other.

Whatever is said to be open, the referee lets through by the very request that shows it; and whoever searches
with all requests of a small alphabet gets nothing that is neither proven nor in doubt.
"""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings

from s3_matches import unconfirmed, unforeseen
from s3_random_policies import policies

FEW = settings(max_examples=60, deadline=None)


@FEW
@given(policies())
def test_every_witness_is_let_through(policy: dict[str, Any]) -> None:
    assert not unconfirmed(json.dumps(policy))


@FEW
@given(policies())
def test_nobody_gets_what_is_neither_proven_nor_in_doubt(policy: dict[str, Any]) -> None:
    assert not unforeseen(json.dumps(policy))
