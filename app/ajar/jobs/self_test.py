"""Whether all parts are there: each provider's client is made, without a call."""

from __future__ import annotations

from collections.abc import Iterator

from ajar.model.account import Demo
from ajar.model.credentials import Credentials
from ajar.providers import PROVIDERS

NOWHERE = "http://127.0.0.1:9"
"""An address where nothing listens (the discard port): the clients are made for it and never used."""


def clients() -> Iterator[str]:
    """A line for each provider whose client could be made; raises what the SDK raises where it could not."""
    for provider in PROVIDERS:
        login = Demo(url=NOWHERE, key="self-test", projects=("self-test",))
        for session in provider.open(Credentials(login)):
            session.close()
        yield f"{provider.title}: its client can be made"
