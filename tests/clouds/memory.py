"""A session over a dictionary, with a made-up kind of box: what a job does, without any cloud."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from ajar.model.access import Audience, Capability
from ajar.model.change import Change
from ajar.model.exposure import Caveat, Evidence, Exposure, Gate, GateState, Unknown, Witness
from ajar.model.facts import Fact, Facts, Unread, Value, reading
from ajar.model.grant import Grant
from ajar.model.ours import Ours
from ajar.model.resource import Owner, Resource, itself
from ajar.policy.verdict import decide
from ajar.providers.kind import (
    Absent,
    Chosen,
    CloudError,
    Denied,
    Fix,
    Gone,
    Identity,
    Kind,
    Meter,
    Reader,
    Session,
    Setting,
)

ACCOUNT = Owner(id="1", name="1", shared="account")


class Memory:
    """Boxes with a lid (`open` or `shut`) in an account with a gate; a call may be made to fail or wait."""

    provider = "memory"
    account = "1"
    demo = True

    def __init__(self, boxes: Mapping[str, str | None], *, gate: str | None = None) -> None:
        self.boxes: dict[str, str | None] = dict(boxes)
        self.gate = gate
        self.fails: dict[str, CloudError | Exception] = {}
        self.delay = 0.0
        self.calls: list[str] = []
        self.meter: Meter | None = None
        self._lock = threading.Lock()

    def identity(self) -> Identity:
        """Ana, of account 1."""
        self._count("identity", "")
        return Identity(name="user/ana", ours=Ours(accounts=frozenset({self.account})))

    def call(
        self, operation: str, /, *, region: str = "", absent: Sequence[str] = (), **arguments: Value
    ) -> Mapping[str, Any]:
        """Answer out of the boxes."""
        del region
        name = str(arguments.get("name", ""))
        self._count(operation, name)
        if operation == "gate":
            return self._value(self.gate, absent)
        if operation == "neighbour":
            return {"value": f"{name} is {self.boxes[name]}, I hear"}
        if operation in ("lid", "label"):
            if name not in self.boxes:
                raise Gone(name)
            return self._value(self.boxes[name] if operation == "lid" else f"label of {name}", absent)
        if operation == "put_lid":
            if self.heard(operation):
                self.boxes[name] = arguments["value"]
            return {}
        raise AssertionError(operation)

    def from_outside(self, operation: str, /, *, region: str = "", **arguments: Value) -> Mapping[str, Any]:
        """What a stranger sees: an open box, where the gate does not stand before it."""
        del region
        name = str(arguments["name"])
        self._count(f"outside {operation}", name)
        if self.boxes[name] != "open" or self.gate == "shut":
            raise Denied(name)
        return {"value": name}

    def pages(
        self, operation: str, /, *, region: str = "", **arguments: Value
    ) -> Iterator[Mapping[str, Any]]:
        """All boxes on one page."""
        del region, arguments
        self._count(operation, "")
        yield {"names": list(self.boxes)}

    def close(self) -> None:
        """Nothing is open."""

    def heard(self, operation: str) -> bool:
        """Whether a write takes effect; a deaf cloud answers and does nothing."""
        return bool(operation)

    def _value(self, value: str | None, absent: Sequence[str]) -> Mapping[str, Any]:
        if value is None and "none" in absent:
            raise Absent
        return {"value": value}

    def _count(self, operation: str, name: str) -> None:
        time.sleep(self.delay)
        with self._lock:
            self.calls.append(f"{operation} {name}".strip())
        if self.meter is not None:
            self.meter.called(operation, "here")
        failure = self.fails.get(f"{operation} {name}".strip()) or self.fails.get(operation)
        if failure is not None:
            raise failure


def _boxes(reader: Reader) -> Iterator[Resource]:
    for page in reader.pages("list"):
        for name in page["names"]:
            yield Resource(provider="memory", account=reader.account, kind="box", name=name, id=f"box:{name}")


def _read(operation: str) -> Any:  # noqa: ANN401 - a reader of any of the settings
    def read(reader: Reader, owner: Owner) -> Fact:
        arguments = {} if operation == "gate" else {"name": owner.name}
        try:
            return Fact(reader.call(operation, absent=("none",), **arguments)["value"])
        except Absent:
            return Fact(None)

    return read


def _write_lid(session: Session, owner: Owner, before: Value, after: Value, token: str | None) -> None:
    del before, token
    session.call("put_lid", name=owner.name, value=after)


def _gate(facts: Facts) -> Gate:
    fact = reading(facts, "gate", ACCOUNT.id)
    if isinstance(fact, Fact):
        state = GateState.SHUT if fact.value == "shut" else GateState.OPEN
        return Gate(gate="gate", state=state, code=f"gate_{state.value}", setting="gate", owner=ACCOUNT.id)
    assert isinstance(fact, Unread)
    return Gate(
        gate="gate",
        state=GateState.UNKNOWN,
        code="gate_unread",
        setting="gate",
        owner=ACCOUNT.id,
        reason=fact.reason,
        permission=fact.permission,
    )


def _judge(resource: Resource, facts: Facts, ours: Ours, at: object) -> Exposure:
    del ours, at
    lid = reading(facts, "lid", resource.id)
    evidence = Evidence(setting="lid", owner=resource.id, code="lid")
    said = reading(facts, "neighbour", resource.id)
    heard = (
        []
        if said is None
        else [Caveat(code="neighbour_heard" if isinstance(said, Fact) else "neighbour_silent")]
    )
    if isinstance(lid, Unread):
        doubt = Unknown(setting="lid", reason=lid.reason, permission=lid.permission, owner=resource.id)
        unread = Grant(
            audience=Audience.PUBLIC,
            capabilities=frozenset(),
            evidence=evidence,
            gates=(_gate(facts),),
            doubts=(doubt,),
        )
        return decide([unread], heard)
    if lid is None or lid.value != "open":
        return decide([], heard, absences=[evidence])
    grant = Grant(
        audience=Audience.PUBLIC,
        capabilities=frozenset({Capability.READ}),
        evidence=evidence,
        who=("anyone",),
        gates=(_gate(facts),),
        witness=Witness(who="anyone", action="look", target=resource.id),
    )
    return decide([grant], heard)


def _shut(
    resource: Resource, facts: Facts, _ours: Ours, _at: datetime, _chosen: Chosen
) -> tuple[Change, ...]:
    lid = reading(facts, "lid", resource.id)
    if not isinstance(lid, Fact) or lid.value != "open":
        return ()
    return (Change(owner=itself(resource), setting="lid", before="open", after=None),)


BOX = Kind(
    name="box",
    provider="memory",
    list=_boxes,
    settings=(
        Setting(name="gate", of=lambda _resource, _facts: (ACCOUNT,), read=_read("gate")),
        Setting(
            name="lid",
            of=lambda resource, _facts: (itself(resource),),
            read=_read("lid"),
            write=_write_lid,
            settle=0.0,
        ),
    ),
    judge=_judge,
    fixes=(Fix(name="shut", plan=_shut),),
    opinions=(
        Setting(
            name="neighbour",
            of=lambda resource, facts: (itself(resource),) if facts["lid"] else (),
            read=_read("neighbour"),
            permissions=("box:AskNeighbour",),
        ),
    ),
)
