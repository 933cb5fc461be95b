"""A made-up cloud of chests that can be changed: in an order, guarded, shown late, and failed at any call.

A chest has a lid (open to anyone who looks) and a lock (loose to anyone who takes), which can be made fast
only on a shut lid; a notice shows the lid from another side, and guests go in and out one by one. The gate of
the account stands before them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from ajar.model.access import Audience, Capability
from ajar.model.change import Change, Choice, Consequence, Option, Topic
from ajar.model.exposure import Evidence, Exposure, Gate, GateState, Unknown, Witness
from ajar.model.facts import Fact, Facts, Unread, Value, reading
from ajar.model.grant import Grant
from ajar.model.ours import Ours
from ajar.model.resource import Owner, Resource, itself
from ajar.policy.verdict import decide
from ajar.providers.kind import (
    Ahead,
    CannotPlan,
    Chosen,
    Denied,
    Fix,
    Gone,
    Identity,
    Kind,
    Knock,
    Meter,
    Moved,
    Provider,
    Reader,
    Refused,
    Session,
    Setting,
)

MORNING = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
ACCOUNT = Owner(id="account:1", name="1", shared="account")


def chest(name: str = "a") -> Resource:
    """The chest of this name."""
    return Resource(provider="memory", account="1", kind="chest", name=name, id=f"chest:{name}")


@dataclass
class Time:
    """A clock that only moves when somebody sleeps."""

    at: datetime = MORNING
    slept: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        """The time."""
        return self.at

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.slept.append(seconds)
        self.at += timedelta(seconds=seconds)


class Chests:
    """`before` and `after` see each call and how often it was made; they may change things, and may raise.

    `after` is called when a write has taken effect and before it is answered. A write to a setting in `late`
    shows only after so many seconds.
    """

    provider = "memory"
    demo = True

    def __init__(self, time: Time, **lids: str | None) -> None:
        self.time = time
        self.account = "1"
        self.values: dict[str, str | None] = {"gate account:1": None}
        for name, lid in lids.items():
            self.values |= {f"lid chest:{name}": lid, f"lock chest:{name}": "loose"}
        self.versions = dict.fromkeys(self.values, 1)
        self.guests: dict[str, list[str]] = {f"chest:{name}": [] for name in lids}
        self.late: dict[str, float] = {}
        self.old: dict[str, tuple[datetime, str | None]] = {}
        self.before: Callable[[str, int], None] = lambda _call, _number: None
        self.after: Callable[[str, int], None] = lambda _call, _number: None
        self.calls: list[str] = []
        self.closed = 0
        self.meter: Meter | None = None

    def identity(self) -> Identity:
        """Ana, of this account."""
        self._count("identity")
        return Identity(name="user/ana", ours=Ours(accounts=frozenset({self.account})))

    def call(
        self, operation: str, /, *, region: str = "", absent: Sequence[str] = (), **arguments: Value
    ) -> Mapping[str, Any]:
        """Read or write one setting of one owner."""
        del region, absent
        what = f"{operation.removeprefix('put_')} {arguments['owner']}"
        number = self._count(f"{operation} {arguments['owner']}")
        if operation in ("guests", "put_in", "put_out"):
            return self._guests(operation, str(arguments["owner"]), arguments.get("guest"))
        if what not in self.values:
            raise Gone(f"there is no {what}")
        if not operation.startswith("put_"):
            return {"value": self._shown(what), "token": str(self.versions[what])}
        self._put(what, arguments["value"], arguments["token"])
        self.after(self.calls[-1], number)
        return {}

    def from_outside(self, operation: str, /, *, region: str = "", **arguments: Value) -> Mapping[str, Any]:
        """Look into a chest as a stranger."""
        del region
        name = str(arguments["name"])
        self._count(f"outside {operation} {name}")
        if self.values.get(f"lid {name}") != "open" or self.values["gate account:1"] == "shut":
            raise Denied("kept out")
        return {}

    def pages(
        self, operation: str, /, *, region: str = "", **arguments: Value
    ) -> Iterator[Mapping[str, Any]]:
        """All chests on one page."""
        del region, arguments
        self._count(operation)
        names = [what.removeprefix("lid chest:") for what in self.values if what.startswith("lid ")]
        yield {"names": names}

    def close(self) -> None:
        """Count that it was closed."""
        self.closed += 1

    def puts(self) -> list[str]:
        """The writes that were sent."""
        return [call for call in self.calls if call.startswith("put_")]

    def set(self, what: str, value: str | None) -> None:
        """Change something as somebody else does."""
        shown = self._shown(what)
        until = self.time.now() + timedelta(seconds=self.late.get(what.partition(" ")[0], 0.0))
        self.old[what] = (until, shown)
        self.values[what] = value
        self.versions[what] += 1

    def burn(self, name: str = "a") -> None:
        """Delete a chest as somebody else does."""
        for what in [what for what in self.values if what.endswith(f":{name}") and "chest" in what]:
            del self.values[what]

    def _guests(self, operation: str, owner: str, guest: Value) -> Mapping[str, Any]:
        if operation == "put_in":
            self.guests[owner].append(str(guest))
        if operation == "put_out":
            self.guests[owner].remove(str(guest))
        return {"value": sorted(self.guests.get(owner, []))}

    def _put(self, what: str, value: Value, token: Value) -> None:
        if token not in (None, str(self.versions[what])):
            raise Moved("the token is of another version")
        name = what.partition(" ")[2]
        if what.startswith("lock ") and value == "fast" and self.values[f"lid {name}"] == "open":
            raise Refused("shut the lid first")
        if what.startswith("lid ") and value == "open" and self.values[f"lock {name}"] == "fast":
            raise Refused("it is locked")
        self.set(what, value)

    def _shown(self, what: str) -> str | None:
        until, old = self.old.get(what, (self.time.now(), None))
        return old if self.time.now() < until else self.values[what]

    def _count(self, call: str) -> int:
        self.calls.append(call)
        number = self.calls.count(call)
        self.before(call, number)
        return number


def _list(reader: Reader) -> Iterator[Resource]:
    for page in reader.pages("list"):
        yield from (chest(name) for name in page["names"])


def _read(name: str) -> Callable[[Reader, Owner], Fact]:
    def read(reader: Reader, owner: Owner) -> Fact:
        answer = reader.call(name, owner=owner.id)
        return Fact(answer["value"], token=answer["token"])

    return read


def _write(name: str) -> Callable[[Session, Owner, Value, Value, str | None], None]:
    def write(session: Session, owner: Owner, before: Value, after: Value, token: str | None) -> None:
        if before != after:
            session.call(f"put_{name}", owner=owner.id, value=after, token=token)

    return write


def _read_notice(reader: Reader, owner: Owner) -> Fact:
    lid = _read("lid")(reader, owner)
    return Fact("all may look" if lid.value == "open" else "for us", token=lid.token)


def _write_notice(session: Session, owner: Owner, before: Value, after: Value, token: str | None) -> None:
    lids = {"all may look": "open", "for us": None}
    _write("lid")(session, owner, lids[before], lids[after], token)


def _read_guests(reader: Reader, owner: Owner) -> Fact:
    return Fact(reader.call("guests", owner=owner.id)["value"])


def _write_guests(session: Session, owner: Owner, before: Value, after: Value, token: str | None) -> None:
    """One call for each who goes or comes."""
    del token
    for guest in sorted(set(before) - set(after)):
        session.call("put_out", owner=owner.id, guest=guest)
    for guest in sorted(set(after) - set(before)):
        session.call("put_in", owner=owner.id, guest=guest)


def _own(resource: Resource, _facts: Facts) -> tuple[Owner, ...]:
    return (itself(resource),)


def _judge(resource: Resource, facts: Facts, _ours: Ours, _at: datetime) -> Exposure:
    gate = reading(facts, "gate", ACCOUNT.id)
    shut = GateState.UNKNOWN
    if not isinstance(gate, Unread):
        shut = GateState.SHUT if gate is not None and gate.value == "shut" else GateState.OPEN
    ways = {"lid": ("open", Capability.READ), "lock": ("loose", Capability.WRITE)}
    grants, absences = [], []
    for name, (opens, capability) in ways.items():
        fact = reading(facts, name, resource.id)
        evidence = Evidence(setting=name, owner=resource.id, code=name)
        doubts: tuple[Unknown, ...] = ()
        if isinstance(fact, Unread):
            doubts = (Unknown(setting=name, reason=fact.reason, owner=resource.id),)
        elif fact is None or fact.value != opens:
            absences.append(evidence)
            continue
        grants.append(
            Grant(
                audience=Audience.PUBLIC,
                capabilities=frozenset({capability}),
                evidence=evidence,
                who=("anyone",),
                gates=(Gate(gate="gate", state=shut, code="gate", setting="gate", owner=ACCOUNT.id),),
                doubts=doubts,
                witness=Witness(who="anyone", action=name, target=resource.id),
            )
        )
    return decide(grants, absences=absences)


def _changed(facts: Facts, owner: Owner, setting: str, after: str | None) -> tuple[Change, ...]:
    fact = reading(facts, setting, owner.id)
    if not isinstance(fact, Fact) or fact.value == after:
        return ()
    return (Change(owner=owner, setting=setting, before=fact.value, after=after),)


def _shut(
    resource: Resource, facts: Facts, _ours: Ours, _at: datetime, _chosen: Chosen
) -> tuple[Change, ...]:
    return _changed(facts, itself(resource), "lid", None)


def _bolt(
    resource: Resource, facts: Facts, _ours: Ours, _at: datetime, _chosen: Chosen
) -> tuple[Change, ...]:
    return (
        *_changed(facts, itself(resource), "lid", None),
        *_changed(facts, itself(resource), "lock", "fast"),
    )


def _close_gate(
    _resource: Resource, facts: Facts, _ours: Ours, _at: datetime, _chosen: Chosen
) -> tuple[Change, ...]:
    return _changed(facts, ACCOUNT, "gate", "shut")


def _name_it(
    resource: Resource, facts: Facts, _ours: Ours, _at: datetime, chosen: Chosen
) -> tuple[Change, ...]:
    if not chosen["name"]:
        raise CannotPlan("choose_something", name="name")
    return _changed(facts, itself(resource), "lid", f"for {chosen['name']}")


def _names(_resource: Resource, _facts: Facts, _ours: Ours, _at: datetime) -> tuple[Choice, ...]:
    return (Choice(name="name", options=(Option(value="bea"),), free=True, sample="bea"),)


def _ahead(reader: Reader, ahead: Ahead) -> Iterator[Consequence]:
    yield Consequence(
        topic=Topic.BREAKS,
        code="looked",
        args={"provider": reader.provider, "after": ahead.after.exposure.state.value},
    )


def _knock(session: Session, resource: Resource) -> Knock:
    try:
        session.from_outside("look", name=resource.id)
    except Denied:
        return Knock("a look", let_in=False)
    return Knock("a look", let_in=True)


def _until(_before: Value, after: Value, at: datetime) -> datetime | None:
    return at + timedelta(days=90) if after == "fast" else None


CHEST = Kind(
    name="chest",
    provider="memory",
    list=_list,
    settings=(
        Setting(
            name="gate", of=lambda _resource, _facts: (ACCOUNT,), read=_read("gate"), write=_write("gate")
        ),
        Setting(
            name="lid",
            of=_own,
            read=_read("lid"),
            write=_write("lid"),
            settle=3.0,
            mirrors=frozenset({"notice"}),
        ),
        Setting(
            name="notice",
            of=_own,
            read=_read_notice,
            write=_write_notice,
            settle=3.0,
            mirrors=frozenset({"lid"}),
        ),
        Setting(name="lock", of=_own, read=_read("lock"), write=_write("lock"), undo_until=_until),
        Setting(name="guests", of=_own, read=_read_guests, write=_write_guests, settle=1.0),
    ),
    judge=_judge,
    fixes=(
        Fix(name="name_it", plan=_name_it, choices=_names),
        Fix(name="shut", plan=_shut),
        Fix(name="bolt", plan=_bolt),
        Fix(name="close_gate", plan=_close_gate),
    ),
    look_ahead=_ahead,
    knock=_knock,
)


def provider_of(*sessions: Chests) -> Provider:
    """The cloud as a provider whose every sign-in reaches these accounts."""

    def enter(_credentials: object) -> Sequence[Session]:
        return sessions

    def permissions(kinds: Sequence[Kind], /, *, fix: bool = False, who: bool = False) -> str:
        return f"{len(kinds)} kinds, {fix}, {who}"

    return Provider(name="memory", title="Memory", kinds=(CHEST,), open=enter, permissions=permissions)
