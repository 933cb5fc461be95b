"""What a run counts while it goes: calls, progress, and what an account's summary will say."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from ajar.model.facts import Reason, Unread
from ajar.model.finding import Finding
from ajar.model.ours import Ours
from ajar.model.run import AccountSummary, Progress, ScanError, Trouble
from ajar.providers.kind import (
    Busy,
    CloudError,
    Denied,
    Expired,
    Identity,
    Kind,
    Malformed,
    NoCredentials,
    NoSecret,
    Session,
)

ABOVE = "organization"
"""What an owner above the account is shared with: not being able to read it is a caveat, and no gap."""

_TROUBLE: dict[type[CloudError], Trouble] = {
    Denied: Trouble.DENIED,
    Expired: Trouble.EXPIRED,
    Busy: Trouble.BUSY,
    Malformed: Trouble.MALFORMED,
    NoCredentials: Trouble.CREDENTIALS,
    NoSecret: Trouble.KEYCHAIN,
}
_UNREAD = {Reason.DENIED: Trouble.DENIED, Reason.BUSY: Trouble.BUSY, Reason.MALFORMED: Trouble.MALFORMED}


class Traffic:
    """How far the whole run is; told by its threads, read by whoever shows the progress."""

    def __init__(self) -> None:
        """Start at nothing."""
        self._lock = threading.Lock()
        self._progress = Progress()
        self._listing = 0
        self._shown = time.monotonic()

    def progress(self) -> Progress:
        """How far it is now."""
        with self._lock:
            self._shown = time.monotonic()
            return msgspec.structs.replace(self._progress, listed=self._listing == 0)

    def due(self, seconds: float) -> bool:
        """Whether so long has passed since the progress was last shown."""
        return time.monotonic() - self._shown >= seconds

    def add(self, **counts: int) -> None:
        """Count."""
        with self._lock:
            more = {name: getattr(self._progress, name) + count for name, count in counts.items()}
            self._progress = msgspec.structs.replace(self._progress, **more)

    def at(self, region: str) -> None:
        """A call goes to this region; "" says nothing of where."""
        if region:
            with self._lock:
                self._progress = msgspec.structs.replace(self._progress, where=region)

    def found(self) -> None:
        """One more resource is known."""
        self.add(found=1)

    def through(self) -> None:
        """One more resource is read."""
        self.add(done=1)

    def listing(self, more: int) -> None:
        """A list began (1) or ended (-1)."""
        with self._lock:
            self._listing += more


@dataclass
class _Region:
    """How many resources of one kind were found in one region, and how many gave nothing away."""

    found: int = 0
    denied: int = 0
    first: Unread | None = None


class Tally:
    """What will be said of one account; also the meter of its session."""

    def __init__(self, name: str, session: Session, traffic: Traffic, said: Ours) -> None:
        """Take the session's meter over; `said` is what the person calls their own there."""
        self._lock = threading.Lock()
        self._name, self._session, self._traffic, self._said = name, session, traffic, said
        self._errors: dict[tuple[str, str, str], ScanError] = {}
        self._listed: set[str] = set()
        self._faults = 0
        self._gone: set[str] = set()
        self._regions: dict[tuple[str, str], _Region] = {}
        self._calls = 0
        self._open = 0
        self._identity = Identity(name="")
        self.over = False
        session.meter = self

    def called(self, operation: str, region: str) -> None:
        """One call was sent."""
        del operation
        with self._lock:
            self._calls += 1
        self._traffic.add(calls=1)
        self._traffic.at(region)

    def throttled(self, operation: str, region: str) -> None:
        """The provider asked to slow down."""
        del operation
        self._traffic.add(throttled=1)
        self._traffic.at(region)

    def begun(self) -> None:
        """One more piece of work was handed to the pool."""
        with self._lock:
            self._open += 1

    def finished(self) -> bool:
        """One piece of work is over; whether it was the last."""
        with self._lock:
            self._open -= 1
            return self._open == 0

    def identify(self) -> Ours:
        """Ask who the credentials are; what is ours by that alone. Raises as Session.identity does."""
        self._identity = self._session.identity()
        return self._identity.ours

    def trouble(self, what: str, error: CloudError) -> None:
        """Something wider than one resource could not be read."""
        self._enter(_entry(what, error))

    def expired(self, error: Expired) -> None:
        """The credentials ended: nothing more is asked of this account."""
        self.over = True
        self.trouble("sign in", error)

    def fault(self, fault: BaseException) -> None:
        """A mistake of our own cost one piece of work: it is told, and the others go on."""
        with self._lock:
            self._faults += 1
        self._enter(_entry("ajar", fault))

    def list_complete(self, kind: str) -> None:
        """Every resource of this kind is known."""
        with self._lock:
            self._listed.add(kind)

    def vanished(self, resource: str) -> None:
        """A resource was listed, and was no more when it was read."""
        with self._lock:
            self._gone.add(resource)

    def note(self, kind: Kind, finding: Finding) -> None:
        """Count what was denied, and enter what many resources share and could not be read."""
        self._note_region(kind, finding)
        for setting in kind.settings:
            readings = finding.facts.get(setting.name, {})
            unread = {owner: r for owner, r in readings.items() if isinstance(r, Unread)}
            if not unread:
                continue
            self._traffic.add(denied=sum(r.reason is Reason.DENIED for r in unread.values()))
            for owner in setting.of(finding.resource, finding.facts):
                if owner.id in unread and owner.shared not in (None, ABOVE):
                    self._share(f"{setting.name} of {owner.name}", unread[owner.id])

    def _note_region(self, kind: Kind, finding: Finding) -> None:
        """Remember whether anything at all of the resource's own could be read in its region."""
        own = [
            readings[finding.resource.id]
            for readings in finding.facts.values()
            if finding.resource.id in readings
        ]
        refused = [
            reading for reading in own if isinstance(reading, Unread) and reading.reason is Reason.DENIED
        ]
        with self._lock:
            place = self._regions.setdefault((kind.name, finding.resource.region), _Region())
            place.found += 1
            if refused and len(refused) == len(own):
                place.denied += 1
                place.first = place.first or refused[0]

    def listed(self) -> frozenset[str]:
        """The kinds of which every resource was listed, and then judged or seen to be gone."""
        with self._lock:
            return frozenset() if self.over or self._faults else frozenset(self._listed)

    def summary(self, *, cut: bool) -> AccountSummary:
        """What is to be said now; `cut` where the run was ended before it was through."""
        with self._lock:
            errors = (*self._errors.values(), *self._shut_regions())
            return AccountSummary(
                provider=self._session.provider,
                id=self._session.account,
                name=self._name,
                organization=self._identity.organization,
                complete=not errors and not cut,
                calls=self._calls,
                gone=len(self._gone),
                errors=errors,
                identity=self._identity.name,
                root=self._identity.root,
                ours=self._identity.ours,
                said=self._said,
            )

    def _shut_regions(self) -> Iterator[ScanError]:
        """The regions where not one resource of a kind would be read: that is wider than the resources."""
        for (kind, region), place in self._regions.items():
            if region and place.first is not None and place.denied == place.found:
                yield ScanError(
                    what=f"{kind} in {region}",
                    region=region,
                    reason=Trouble.DENIED,
                    permission=place.first.permission,
                    message=place.first.message,
                )

    def _share(self, what: str, unread: Unread) -> None:
        reason = _UNREAD.get(unread.reason, Trouble.UNREACHABLE)
        self._enter(ScanError(what=what, reason=reason, permission=unread.permission, message=unread.message))

    def _enter(self, error: ScanError) -> None:
        with self._lock:
            self._errors.setdefault((error.what, error.reason.value, error.permission), error)


def _entry(what: str, error: BaseException) -> ScanError:
    if not isinstance(error, CloudError):
        said = f"{type(error).__name__}: {error}"[:300]
        return ScanError(what=what, reason=Trouble.FAULT, message=said)
    reason = _TROUBLE.get(type(error), Trouble.UNREACHABLE)
    return ScanError(what=what, reason=reason, permission=error.permission, message=error.message)


def not_entered(provider: str, name: str, error: BaseException | None) -> AccountSummary:
    """What is said of an account that could not be signed in to; no error means that it was not tried."""
    errors = () if error is None else (_entry("sign in", error),)
    return AccountSummary(provider=provider, id="", name=name, complete=False, errors=errors)
