"""What a change to a bucket may break, whom it is about, and whether it can be put back, looked up before."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ajar.model.access import STRANGERS, Audience
from ajar.model.change import Consequence, Topic
from ajar.model.exposure import Exposure
from ajar.model.facts import reading
from ajar.policy.gcp import gates
from ajar.providers.gcp.gcs_bucket import undo_ahead, use_ahead
from ajar.providers.gcp.gcs_bucket.judge import prevented
from ajar.providers.gcp.gcs_bucket.moved import moved, named_outside
from ajar.providers.kind import Ahead, CloudError, Expired, Reader

Look = Callable[[Reader, Ahead], Iterator[Consequence]]

PERMISSIONS = (
    "compute.backendBuckets.list",
    "monitoring.timeSeries.list",
    "orgpolicy.policy.get",
    "storage.buckets.get",
    "storage.managedFolders.list",
    "storage.objects.getIamPolicy",
    "storage.objects.list",
)
"""What all of it takes. Each is asked for only where the change makes it matter, and said where it lacks."""


def look_ahead(reader: Reader, ahead: Ahead) -> Iterator[Consequence]:
    """As `LookAhead`: by reading calls only, each that fails is one consequence that is not known."""
    if _strangers_lose(ahead):
        yield from _told(Topic.BREAKS, "website_not_known", use_ahead.website, reader, ahead)
        yield from _told(Topic.BREAKS, "backend_not_known", use_ahead.backends, reader, ahead)
    if _anybody_loses(ahead):
        yield from _told(Topic.BREAKS, "requests_not_known", use_ahead.requests, reader, ahead)
    if _files_keep_their_lists(ahead):
        yield from _told(Topic.BREAKS, "sample_not_known", use_ahead.sample, reader, ahead)
    yield from _access(ahead)
    yield from _undo(reader, ahead)


def _undo(reader: Reader, ahead: Ahead) -> Iterator[Consequence]:
    found: list[Consequence] = []
    for code, look in undo_ahead.LOOKS:
        found += [one for one in _told(Topic.UNDO, code, look, reader, ahead) if one not in found]
    yield from found
    if all(one.code == undo_ahead.UNTIL for one in found):
        yield Consequence(topic=Topic.UNDO, code="undo_possible", reassures=True)


def _told(topic: Topic, code: str, look: Look, reader: Reader, ahead: Ahead) -> Iterator[Consequence]:
    try:
        found = tuple(look(reader, ahead))
    except Expired:
        raise
    except CloudError as error:
        found = (Consequence(topic=topic, code=code, known=False, permission=error.permission),)
    yield from found


def _access(ahead: Ahead) -> Iterator[Consequence]:
    """Who is named and goes, who is named and stays, and what cannot be told of one's own people."""
    before, after = (named_outside(found, ahead.ours) for found in (ahead.finding, ahead.after))
    for code, who in (("named_lose", before - after), ("named_keep", before & after)):
        if who:
            yield Consequence(topic=Topic.ACCESS, code=code, args={"who": ", ".join(sorted(who))})
    if _strangers_lose(ahead):
        # What they hold besides stands on the project, its folders and its organization, which are not read.
        yield Consequence(topic=Topic.ACCESS, code="own_people_not_known", known=False)
    if any(change.setting == "uniform_access" for change in ahead.changes) and _uniform(ahead):
        # The legacy roles that a bucket starts with let its project's people read no file without lists:
        # "Uniform bucket-level access, considerations when migrating an existing bucket",
        # https://cloud.google.com/storage/docs/uniform-bucket-level-access, read 2026-11-24.
        yield Consequence(topic=Topic.ACCESS, code="single_files_lose")


def _strangers_lose(ahead: Ahead) -> bool:
    before, after = ahead.finding.exposure, ahead.after.exposure
    return _lose(before, after, frozenset(STRANGERS)) or (
        before.at_most in STRANGERS and after.at_most.width < before.at_most.width
    )


def _anybody_loses(ahead: Ahead) -> bool:
    before, after = ahead.finding.exposure, ahead.after.exposure
    outside = frozenset(audience for audience in Audience if audience.outside)
    return _lose(before, after, outside) or after.at_most.width < before.at_most.width


def _lose(before: Exposure, after: Exposure, audiences: frozenset[Audience]) -> bool:
    def held(exposure: Exposure) -> set[tuple[object, ...]]:
        reaches = [reach for reach in exposure.all if reach.audience in audiences]
        return {(r.audience, who, can) for r in reaches for who in r.who or ("",) for can in r.capabilities}

    return bool(held(before) - held(after))


def _files_keep_their_lists(ahead: Ahead) -> bool:
    """Whether files may stay public by lists of their own, which the change does not void."""
    facts, resource = ahead.after.facts, ahead.finding.resource
    about_strangers = moved(ahead.changes).strangers or _strangers_lose(ahead)
    uniform = gates.uniform(reading(facts, "uniform_access", resource.id))
    return about_strangers and uniform is False and not prevented(resource, facts)


def _uniform(ahead: Ahead) -> bool:
    return gates.uniform(reading(ahead.after.facts, "uniform_access", ahead.finding.resource.id)) is True
