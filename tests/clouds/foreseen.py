"""Changes before they are made: to a bucket or an access point of made-up facts, or of the company's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from ajar.jobs.examine import examine, judged
from ajar.jobs.foresee import foresee
from ajar.model.change import Change, Consequence
from ajar.model.facts import Facts, Value
from ajar.model.finding import Finding
from ajar.model.ours import Ours
from ajar.model.resource import Owner, Resource, itself
from ajar.providers.aws import KINDS
from ajar.providers.aws.s3_bucket.asking import account_of
from ajar.providers.kind import Ahead, Kind, Reader
from ajar.words import SENTENCES
from clouds.s3_facts import ACCOUNT, BUCKET

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
OURS = Ours(accounts=frozenset({ACCOUNT}))
BY_NAME = {kind.name: kind for kind in KINDS}


class Unasked:
    """A reader for what needs no call: each one fails the test."""

    provider = "aws"
    account = ACCOUNT

    def call(
        self, operation: str, /, *, region: str = "", absent: Sequence[str] = (), **arguments: Value
    ) -> Mapping[str, Any]:
        raise AssertionError((operation, region, absent, arguments))

    def pages(
        self, operation: str, /, *, region: str = "", **arguments: Value
    ) -> Iterator[Mapping[str, Any]]:
        raise AssertionError((operation, region, arguments))


def found(reader: Reader, name: str, kind: str = "s3_bucket", ours: Ours = OURS) -> Finding:
    """What is found of one of the company's."""
    (resource,) = [one for one in BY_NAME[kind].list(reader) if one.name == name]
    return examine(reader, BY_NAME[kind], resource, ours, AT)


def of_facts(facts: Facts, resource: Resource = BUCKET, ours: Ours = OURS) -> Finding:
    """The finding that made-up facts come to."""
    return judged(BY_NAME[resource.kind], resource, facts, ours, AT)


def changed(finding: Finding, *, ours: Ours = OURS, at: datetime = AT, **after: Value) -> Ahead:
    """These settings changed to these values, in their order, with what that leads to."""
    changes = tuple(_change(finding, setting, value) for setting, value in after.items())
    foreseen = foresee(_kind(finding), finding, changes, ours)
    return Ahead(finding=finding, changes=changes, after=foreseen, ours=ours, at=at)


def codes(told: Iterable[Consequence]) -> list[str]:
    """The codes without their beginning, each of which has its sentence."""
    given = list(told)
    for one in given:
        assert one.code in SENTENCES, one.code
        SENTENCES[one.code].format(**one.args)
        assert not (one.reassures and not one.known)
    return [one.code.removeprefix("ahead_") for one in given]


def _kind(finding: Finding) -> Kind:
    return BY_NAME[finding.resource.kind]


def _owner(resource: Resource, setting: str) -> Owner:
    return account_of(resource) if setting == "account_block" else itself(resource)


def _change(finding: Finding, setting: str, value: Value) -> Change:
    owner = _owner(finding.resource, setting)
    known = finding.facts.get(setting, {}).get(owner.id)
    return Change(owner=owner, setting=setting, before=getattr(known, "value", None), after=value)
