"""One resource: the one function that reads it, the one that judges it, the one that foresees a change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec

from ajar.model.access import Audience, Capability
from ajar.model.change import Change
from ajar.model.exposure import Exposure
from ajar.model.facts import Fact, Facts, Reading, Reason, Unread, replaced
from ajar.model.finding import Finding
from ajar.model.ours import Ours
from ajar.model.resource import Owner, Resource
from ajar.providers.kind import (
    Busy,
    CloudError,
    Denied,
    Expired,
    Fix,
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


def judged(kind: Kind, resource: Resource, facts: Facts, ours: Ours, at: datetime) -> Finding:
    """The finding that these facts make: the verdict, and the fixes that would narrow it."""
    exposure = kind.judge(resource, facts, ours, at)
    plain = {name: dict(owners) for name, owners in facts.items()}
    return _with_fixes(kind, Finding(resource=resource, facts=plain, exposure=exposure, read_at=at), ours)


def _with_fixes(kind: Kind, finding: Finding, ours: Ours) -> Finding:
    return msgspec.structs.replace(finding, fixes=_offered(kind, _by_itself(kind, finding, ours), ours))


def judged_anew(kind: Kind, before: Finding, ours: Ours, at: datetime, *, same_program: bool) -> Finding:
    """The finding that a stored one's facts make now.

    Where the same program comes to the same verdict as of the same time, it offers the same fixes, so that
    they are not looked for again.
    """
    exposure = kind.judge(before.resource, before.facts, ours, at)
    if same_program and at == before.read_at and _silent(exposure) == _silent(before.exposure):
        return msgspec.structs.replace(before, exposure=exposure)
    return _with_fixes(kind, msgspec.structs.replace(before, exposure=exposure, read_at=at), ours)


def _silent(exposure: Exposure) -> Exposure:
    """The exposure without its sentences, which follow from its codes."""
    parts = ("gates", "evidence", "caveats", "unknown")
    silent = {
        part: tuple(msgspec.structs.replace(one, says="") for one in getattr(exposure, part))
        for part in parts
    }
    return msgspec.structs.replace(exposure, **silent)


def foresee(kind: Kind, finding: Finding, changes: Iterable[Change], ours: Ours) -> Finding:
    """The finding as it would read with these changes made, by the same judge: the preview.

    A setting that then plays no part any more (the ACL of a bucket whose owner is enforced) is not read, so
    it is left out here as well; and so is a second opinion, which is of what was there before.
    """
    facts: Facts = finding.facts
    for change in changes:
        facts = replaced(facts, change.setting, change.owner.id, Fact(change.after))
    kept = _in_play(kind, finding.resource, facts)
    exposure = kind.judge(finding.resource, kept, ours, finding.read_at)
    return msgspec.structs.replace(finding, facts=kept, exposure=exposure, fixes=())


def widened(before: Exposure, after: Exposure) -> bool:
    """Whether anybody gets in, or may get in, after it who did not before, or can do more."""
    if after.at_most.width > before.at_most.width or after.audience.width > before.audience.width:
        return True
    could = {reach.audience: set(reach.capabilities) for reach in before.all}
    return any(
        set(reach.capabilities) - _had(could, reach.audience.width)
        for reach in after.all
        if reach.audience.outside
    )


def _had(could: Mapping[Audience, set[Capability]], width: int) -> set[Capability]:
    return {c for audience, capabilities in could.items() if audience.width >= width for c in capabilities}


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


def _in_play(kind: Kind, resource: Resource, facts: Facts) -> dict[str, dict[str, Reading]]:
    kept: dict[str, dict[str, Reading]] = {}
    for setting in kind.settings:
        known = facts.get(setting.name, {})
        owners = {owner.id for owner in setting.of(resource, kept)}
        readings = {owner: reading for owner, reading in known.items() if owner in owners}
        if readings:
            kept[setting.name] = readings
    return kept


def _by_itself(kind: Kind, finding: Finding, ours: Ours) -> Finding:
    """The same finding without the provider's opinions: what a foreseen one can be compared with."""
    opinions = {opinion.name for opinion in kind.opinions} & finding.facts.keys()
    if not opinions:
        return finding
    facts = {name: owners for name, owners in finding.facts.items() if name not in opinions}
    exposure = kind.judge(finding.resource, facts, ours, finding.read_at)
    return msgspec.structs.replace(finding, facts=facts, exposure=exposure)


def _offered(kind: Kind, finding: Finding, ours: Ours) -> tuple[str, ...]:
    if not (finding.exposure.at_most.outside or finding.exposure.held):
        return ()
    return tuple(fix.name for fix in kind.fixes if _narrows(kind, finding, fix, ours))


def _narrows(kind: Kind, finding: Finding, fix: Fix, ours: Ours) -> bool:
    changes = fix.plan(finding.resource, finding.facts, ours, finding.read_at)
    if not changes:
        return False
    after = foresee(kind, finding, changes, ours).exposure
    return after != finding.exposure and not widened(finding.exposure, after)
