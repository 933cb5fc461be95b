"""A finding told in lines of text: the answer, the doors, the evidence, and what else to know."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import dedent

from ajar.model.exposure import Evidence, Witness
from ajar.model.facts import Fact, Value, reading
from ajar.model.finding import Finding
from ajar.model.row import row
from ajar.model.written import written
from ajar.words import say
from ajar.words.doors import text as doors
from ajar.words.language import marked, translated
from ajar.words.plain import plain
from ajar.words.verdict import chip, kind, reach_can, sentence, spoken, who

QUOTED = 1_200
"""Characters of evidence that are quoted; a policy may have 20,000."""


def explained(account_name: str, finding: Finding) -> str:
    """The whole explanation as text, safe to print: what is invisible in the cloud's texts is spelled out."""
    return "\n".join(_lines(account_name, finding)) + "\n"


def _lines(account_name: str, finding: Finding) -> Iterator[str]:
    resource, exposure = finding.resource, spoken(finding.exposure)
    yield f"{plain(resource.name)}: {chip(row(finding))}"
    place = (kind(resource.kind), account_name or resource.account, resource.region, resource.id)
    yield plain(" · ".join(part for part in place if part))
    yield ""
    yield sentence(resource, exposure)
    drawn = doors(resource.provider, exposure)
    if drawn:
        yield from ("", "Ways in", *(f"  {plain(line)}" for line in drawn.splitlines()))
    for reach in exposure.all:
        yield plain(f"  {who(resource.provider, reach.audience, reach.who)}: {reach_can(reach)}")
    yield from _witness(finding)
    yield from _evidence(finding)
    yield from _unknown(finding)
    yield from _caveats(finding)
    if finding.fixes:
        yield from ("", "What would close it", *(f"  {say(f'fix_{name}')}" for name in finding.fixes))


def _witness(finding: Finding) -> Iterator[str]:
    witness = finding.exposure.witness
    if witness is not None:
        yield from ("", "One request that gets through")
        place = f" from {witness.source}" if witness.source else f", {_through_own_network()}"
        yield plain(f"  {witness.who}: {witness.action} on {witness.target}{place}")
        if witness.context:
            yield plain(f"  with {_asked(witness)}")


def _through_own_network() -> str:
    """How a request comes that has no address on the internet."""
    return translated(marked("through a network endpoint of their own"))


def _asked(witness: Witness) -> str:
    """What conditions ask of the request, in one line: "aws:Referer: https://acme.example/any"."""
    return ", ".join(f"{key}: {value}" for key, value in witness.context.items())


def _evidence(finding: Finding) -> Iterator[str]:
    printed: list[Evidence] = []
    for evidence in finding.exposure.evidence:
        yield from ("", plain(f"Evidence: {evidence.setting} {evidence.pointer}".rstrip()))
        yield f"  {plain(say(evidence.code, evidence.args))}"
        if any(_holds(evidence, other) for other in printed):
            continue
        fact = reading(finding.facts, evidence.setting, evidence.owner)
        if isinstance(fact, Fact) and evidence.span is not None:
            printed.append(evidence)
            yield from (f"  | {plain(line)}" for line in quoted(fact.value, evidence))


def _holds(evidence: Evidence, printed: Evidence) -> bool:
    """Whether a text was printed that is this evidence's, or a part of its: the part is what counts."""
    if (evidence.setting, evidence.owner) != (printed.setting, printed.owner):
        return False
    mine, theirs = evidence.span, printed.span
    return mine is not None and theirs is not None and mine[0] <= theirs[0] and theirs[1] <= mine[1]


def quoted(value: Value, evidence: Evidence) -> list[str]:
    """The very characters that the evidence speaks of, as lines; shortened where they are very many."""
    start, end = evidence.span or (0, 0)
    part = written(value)[start:end]
    first, *rest = (part if len(part) <= QUOTED else f"{part[:QUOTED]} ...").splitlines() or [""]
    return [first, *dedent("\n".join(rest)).splitlines()]


def _unknown(finding: Finding) -> Iterator[str]:
    if finding.exposure.unknown:
        yield from ("", "Not known")
    for unknown in spoken(finding.exposure).unknown:
        missing = f" ({unknown.permission})" if unknown.permission else ""
        yield plain(f"  {unknown.setting}: {unknown.says}{missing}")


def _caveats(finding: Finding) -> Iterator[str]:
    if finding.exposure.caveats:
        yield from ("", "Worth knowing")
    for caveat in finding.exposure.caveats:
        yield f"  {plain(say(caveat.code, caveat.args))}"
