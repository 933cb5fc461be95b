"""One resource: the one function that reads it, and the one that judges it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from ajar.jobs.offers import closing
from ajar.model.change import Change
from ajar.model.exposure import Exposure
from ajar.model.facts import Fact, Facts, Reading, Reason, Unread
from ajar.model.finding import Finding
from ajar.model.ours import Ours
from ajar.model.resource import Owner, Resource
from ajar.providers.foreseen import judged_once
from ajar.providers.kind import (
    Busy,
    CloudError,
    Denied,
    Expired,
    Gone,
    Kind,
    Malformed,
    Off,
    Reader,
    Setting,
)

TAGS = "tags"
"""The setting that names the resource's labels: it goes into the resource, since it lets nobody in."""


def examine(
    reader: Reader, kind: Kind, resource: Resource, ours: Ours, at: datetime, *, second_opinion: bool = False
) -> Finding:
    """Read one resource and judge it. Audit, preview, verification and undo all come through here.

    What cannot be read becomes Unread. `second_opinion` asks for the provider's own word, too. Raises Gone
    where the resource vanished, and Expired where the credentials ended, since then nothing more can be said
    of anything.
    """
    facts: dict[str, dict[str, Reading]] = {}
    for setting in (*kind.settings, *(kind.opinions if second_opinion else ())):
        owners = setting.of(resource, facts)
        if owners:
            facts[setting.name] = {owner.id: _read(reader, setting, owner) for owner in owners}
    return judged(kind, _tagged(resource, facts), facts, ours, at)


def examine_as_if(
    reader: Reader, kind: Kind, finding: Finding, changes: Iterable[Change], ours: Ours
) -> Finding:
    """The finding as it would read with these changes made: the preview.

    What was read is taken as it is, and what only then plays a part is read now: who a statement lets in may
    hang on settings that did not matter without it. Raises Gone and Expired.
    """
    after = {(change.setting, change.owner.id): Fact(change.after) for change in changes}
    facts: dict[str, dict[str, Reading]] = {}
    for setting in kind.settings:
        known = finding.facts.get(setting.name, {})
        readings = {
            owner.id: after.get((setting.name, owner.id))
            or known.get(owner.id)
            or _read(reader, setting, owner)
            for owner in setting.of(finding.resource, facts)
        }
        if readings and setting.name != TAGS:
            facts[setting.name] = readings
    exposure = kind.judge(finding.resource, facts, ours, finding.read_at)
    return msgspec.structs.replace(finding, facts=facts, exposure=exposure, fixes=())


def judged(kind: Kind, resource: Resource, facts: Facts, ours: Ours, at: datetime) -> Finding:
    """The finding that these facts make: the verdict, and the fixes that would narrow it."""
    plain = {name: dict(owners) for name, owners in facts.items()}
    exposure = judged_once(kind.judge, resource, plain, ours, at)
    return _with_fixes(kind, Finding(resource=resource, facts=plain, exposure=exposure, read_at=at), ours)


def _with_fixes(kind: Kind, finding: Finding, ours: Ours) -> Finding:
    return msgspec.structs.replace(finding, fixes=closing(kind, finding, ours))


def judged_anew(kind: Kind, before: Finding, ours: Ours, at: datetime, *, same_program: bool) -> Finding:
    """The finding that a stored one's facts make now.

    Where the same program comes to the same verdict as of the same time, it offers the same fixes, so that
    they are not looked for again.
    """
    exposure = kind.judge(before.resource, before.facts, ours, at)
    if same_program and at == before.read_at and silent(exposure) == silent(before.exposure):
        return msgspec.structs.replace(before, exposure=exposure)
    return _with_fixes(kind, msgspec.structs.replace(before, exposure=exposure, read_at=at), ours)


def silent(exposure: Exposure) -> Exposure:
    """The exposure without its sentences, which follow from its codes: what two verdicts are compared by."""
    parts = ("gates", "evidence", "caveats", "unknown")
    silent = {
        part: tuple(msgspec.structs.replace(one, says="") for one in getattr(exposure, part))
        for part in parts
    }
    return msgspec.structs.replace(exposure, **silent)


def _read(reader: Reader, setting: Setting, owner: Owner) -> Reading:
    try:
        return setting.read(reader, owner)
    except (Gone, Expired):
        raise
    except CloudError as error:
        return unread(error)


def unread(error: CloudError) -> Unread:
    """Why a setting is not known, made from the call that failed."""
    reasons = {Denied: Reason.DENIED, Busy: Reason.BUSY, Malformed: Reason.MALFORMED, Off: Reason.UNSUPPORTED}
    reason = reasons.get(type(error), Reason.UNREACHABLE)
    return Unread(reason=reason, permission=error.permission, message=error.message)


def _tagged(resource: Resource, facts: dict[str, dict[str, Reading]]) -> Resource:
    """The resource with the labels that were read; where they were not, the reading stays in the facts."""
    read = facts.get(TAGS, {}).get(resource.id)
    if not isinstance(read, Fact):
        return resource
    del facts[TAGS]
    if not isinstance(read.value, dict):
        return resource
    return msgspec.structs.replace(resource, tags={str(k): str(v) for k, v in read.value.items()})
