"""What the worker tells of who changed a resource, signed in to for reading."""

from __future__ import annotations

from ajar.jobs.audit import now
from ajar.jobs.fixing import account_of, entered, kind_of
from ajar.jobs.sign_in import to_read
from ajar.jobs.who import changed_in, who
from ajar.model.deed import Deeds
from ajar.providers.kind import CloudError
from ajar.providers.reader import reader
from ajar.store import Store, StoreError, findings
from ajar.vault import Vault, VaultError
from ajar.words import say
from ajar.worker import protocol


def told_who(store: Store, vault: Vault, request: protocol.AskWho) -> protocol.Who:
    """The answer, or why there is none; it waits for the network."""
    told: Deeds | None = None
    trouble = ""
    try:
        told = _told(store, vault, request)
        trouble = "" if told else say("repair_gone", {"name": request.resource})
    except (CloudError, VaultError, StoreError) as error:
        trouble = str(error)
    return protocol.Who(account=request.account, resource=request.resource, told=told, trouble=trouble)


def _told(store: Store, vault: Vault, request: protocol.AskWho) -> Deeds | None:
    finding = findings.finding(store, request.account, request.resource)
    if finding is None:
        return None
    changed = changed_in(store, request.account, request.resource)
    way = to_read(account_of(store, request.account_name), vault)
    with entered(way, request.account) as session:
        resource = finding.resource
        return who(reader(session), kind_of(resource), resource, now(), changed=changed)
