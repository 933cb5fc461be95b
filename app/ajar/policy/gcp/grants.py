"""From a party and what it may do to a grant: the one form that bindings and lists share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ajar.model.access import Audience
from ajar.model.exposure import Evidence, Gate, Unknown, Witness
from ajar.model.facts import Reason
from ajar.model.grant import Grant
from ajar.policy.gcp.members import PUBLIC_MEMBERS, Party
from ajar.policy.gcp.roles import capabilities, telling

SOMEWHERE = "93.184.216.34"
"""A public address that stands for anywhere on the internet."""

_STRANGER = {
    Audience.PUBLIC: "anyone, not signed in",
    Audience.AUTHENTICATED: "anyone with a Google account",
}
_NAMED = 3
_WHOLE_BUCKET = frozenset({"storage.objects.list"})


@dataclass(frozen=True)
class Path:
    """What stands on the way to a bucket: `public` stops strangers only, `every` stops everybody.

    `others` is the widest that somebody can be whom prevention does not stop: a policy may name
    a workload pool that anybody can sign in to, a list only accounts and groups.
    """

    bucket: str
    public: tuple[Gate, ...] = ()
    every: tuple[Gate, ...] = ()
    others: Audience = Audience.AUTHENTICATED

    def gates(self, *, strangers: bool) -> tuple[Gate, ...]:
        """The gates on the way of strangers, or of anybody else."""
        return (*self.public, *self.every) if strangers else self.every


@dataclass(frozen=True)
class Gift:
    """What is given: the permissions, None where they are not known, and what is not decided about it."""

    permissions: frozenset[str] | None
    doubts: tuple[Unknown, ...] = ()


def given(parties: Sequence[Party], gift: Gift, evidence: Evidence, path: Path) -> tuple[Grant, ...]:
    """What these parties, all alike, are given by one statement; nothing where it touches no bucket.

    A party of a form that is not known may be strangers, whom the gates stop, or somebody whom they do not.
    """
    first = parties[0]
    permissions = gift.permissions or frozenset()
    can = capabilities(permissions)
    doubts = (*gift.doubts, *_party_doubts(first, evidence))
    if not can and gift.permissions is not None:
        return ()
    if first.audience is Audience.PUBLIC and first.doubt:
        return maybe_anybody(evidence, doubts, path)
    who = tuple(party.member for party in parties)
    proven_outside = first.audience.outside and not doubts
    return (
        Grant(
            audience=first.audience,
            capabilities=can,
            evidence=evidence,
            who=who if first.audience.outside else (),
            gates=path.gates(strangers=first.member in PUBLIC_MEMBERS),
            doubts=doubts,
            witness=_witness(first, permissions, path.bucket) if proven_outside else None,
        ),
    )


def maybe_anybody(evidence: Evidence, doubts: tuple[Unknown, ...], path: Path) -> tuple[Grant, ...]:
    """What could not be read or understood: it may let in strangers, or others, whom other gates stop."""
    return tuple(
        Grant(
            audience=audience,
            capabilities=frozenset(),
            evidence=evidence,
            gates=path.gates(strangers=audience is Audience.PUBLIC),
            doubts=doubts,
        )
        for audience in (Audience.PUBLIC, path.others)
    )


def alike(parties: Iterable[tuple[int, Party]]) -> list[list[tuple[int, Party]]]:
    """The parties with their places, in groups that make one grant each; the own project is left out."""
    groups: dict[tuple[object, ...], list[tuple[int, Party]]] = {}
    for place, party in parties:
        if party.audience is not Audience.PRIVATE:
            stranger = party.member in PUBLIC_MEMBERS
            groups.setdefault((party.audience, party.doubt, stranger), []).append((place, party))
    return list(groups.values())


def names(parties: Sequence[Party]) -> str:
    """The first few members, and how many more there are."""
    shown = [_name(party.member) for party in parties[:_NAMED]]
    more = len(parties) - len(shown)
    return ", ".join([*shown, f"+{more}"] if more else shown)


def _name(member: str) -> str:
    """The member without its form; one that is an address of its own ("principal://...") is that."""
    _, _, name = member.partition(":")
    return name if name and not name.startswith("//") else member


def _party_doubts(party: Party, evidence: Evidence) -> tuple[Unknown, ...]:
    if not party.doubt:
        return ()
    return (
        Unknown(
            setting=evidence.setting,
            owner=evidence.owner,
            reason=Reason.UNSUPPORTED,
            code=party.doubt,
            args={"who": party.member},
        ),
    )


def _witness(party: Party, permissions: frozenset[str], bucket: str) -> Witness:
    action = telling(permissions)
    whole = action.startswith("storage.buckets.") or action in _WHOLE_BUCKET
    return Witness(
        who=_STRANGER.get(party.audience, party.member),
        action=action,
        target=f"gs://{bucket}" if whole else f"gs://{bucket}/any",
        source=SOMEWHERE,
    )
