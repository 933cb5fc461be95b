"""The clouds that Ajar knows: one folder each, and the contract that all of them keep."""

from __future__ import annotations

from ajar.providers import aws, gcp
from ajar.providers.kind import Provider

PROVIDERS: tuple[Provider, ...] = (aws.PROVIDER, gcp.PROVIDER)
"""Sorted by name."""
