"""What is asked and told of who changed a resource."""

from __future__ import annotations

from ajar.model.deed import Deeds
from ajar.worker.protocol.message import Message


class AskWho(Message, frozen=True, kw_only=True):
    """Who changed this resource, from the provider's own log: answered by Who. Nothing is changed."""

    account_name: str
    account: str
    resource: str


class Who(Message, frozen=True, kw_only=True):
    """What the log tells. `told` is None where it could not be asked, and `trouble` then says why."""

    account: str
    resource: str
    told: Deeds | None = None
    trouble: str = ""
