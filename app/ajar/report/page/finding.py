"""One finding as an article: who can do what, by which ways, why, what is not known, what would close it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ajar.model.exposure import Evidence, Exposure, Reach
from ajar.model.facts import Fact, reading
from ajar.model.finding import Finding
from ajar.report.handover import Entry
from ajar.report.page.element import Markup, element, items, text, together
from ajar.report.page.standing import chipped
from ajar.words import say
from ajar.words.doors import STATE, Line, ending, lines
from ajar.words.explained import quoted
from ajar.words.handed_over import moment, request
from ajar.words.known_principals import named
from ajar.words.language import translated
from ajar.words.settings import place, title, to_do
from ajar.words.table import where
from ajar.words.verdict import day, reach_can, sentence, spoken, who

NAMES = 25
"""How many outsiders, and how many tags, are named; a policy may have a thousand."""
_IN_A_SENTENCE = 3


class Room:
    """How many characters of settings' texts, and of whole articles, a page still takes: it stays small."""

    def __init__(self, quotes: int, articles: int) -> None:
        self._quotes, self._articles = quotes, articles

    def takes(self, quote: Markup) -> bool:
        """Whether this quote still fits; it is then counted."""
        fits = len(quote) <= self._quotes
        self._quotes -= len(quote) if fits else 0
        return fits

    def holds(self, whole: Markup) -> bool:
        """Whether this article still fits; it is then counted."""
        fits = len(whole) <= self._articles
        self._articles -= len(whole) if fits else 0
        return fits


def article(entry: Entry, room: Room) -> Markup:
    """The finding with all that explains it; in brief, and saying so, where the page has no room left."""
    resource, exposure = entry.finding.resource, spoken(entry.finding.exposure)
    whole = element(
        "article",
        element("h3", element("bdi", resource.name), Markup(" "), chipped(entry.row)),
        element("p", where(entry.row), class_="quiet"),
        element("p", element("code", resource.id), class_="quiet"),
        element("p", sentence(resource, exposure)),
        *_on_purpose(exposure),
        *_reaches(resource.provider, exposure),
        *_titled("report_ways", items(map(_way, lines(resource.provider, exposure)))),
        *_titled("report_evidence", together(_evidence(entry.finding, exposure, room))),
        *_titled("report_unknown", items(_unknown(exposure))),
        *_titled("report_request", items([request(exposure.witness)] if exposure.witness else [])),
        *_fixes(entry.finding),
        *_titled("report_caveats", items(caveat.says for caveat in exposure.caveats)),
        *_closing(entry),
    )
    return whole if room.holds(whole) else _brief(entry, exposure)


def _brief(entry: Entry, exposure: Exposure) -> Markup:
    """Who can do what, and the first reason; the rest is in the scan file that the page was made from."""
    resource = entry.finding.resource
    why = [*(one.says for one in exposure.evidence), *_unknown(exposure)]
    return element(
        "article",
        element("h3", element("bdi", resource.name), Markup(" "), chipped(entry.row)),
        element("p", f"{sentence(resource, exposure)} {why[0] if why else ''}"),
        element("p", f"{where(entry.row)} · {say('report_in_brief')}", class_="quiet"),
    )


def _titled(code: str, content: Markup) -> tuple[Markup, ...]:
    return (element("h4", say(code)), content) if content else ()


def _on_purpose(exposure: Exposure) -> Iterator[Markup]:
    if exposure.exception is not None:
        meant = exposure.exception
        args = {"reason": meant.reason, "by": meant.by, "day": day(meant.until)}
        yield element("p", say("report_on_purpose_why", args))


def _reaches(provider: str, exposure: Exposure) -> tuple[Markup, ...]:
    """Who can do what, where it is more than the sentence says."""
    many = any(len(reach.who) > _IN_A_SENTENCE for reach in exposure.all)
    if len(exposure.all) < 2 and not many:  # noqa: PLR2004 - one is in the sentence
        return ()
    return _titled("report_can", items(_reach(provider, reach) for reach in exposure.all))


def _reach(provider: str, reach: Reach) -> Markup:
    first = text(f"{who(provider, reach.audience, reach.who)}: {reach_can(reach)}")
    if len(reach.who) <= _IN_A_SENTENCE:
        return first
    return together([first, items(_some([named(name) for name in reach.who]))])


def _some(names: list[str]) -> list[str]:
    """The first of many names, and how many more there are."""
    rest = len(names) - NAMES
    return [*names[:NAMES], say("report_more", {"count": f"{rest:,}"})] if rest > 0 else names


def _way(line: Line) -> Markup:
    doors = (f"{door.title} ({translated(STATE[door.state])}): {door.says}" for door in line.doors)
    return together([f"{line.who}: {ending(line)}", items(doors)])


def _evidence(finding: Finding, exposure: Exposure, room: Room) -> Iterator[Markup]:
    """Each piece with its place and its sentence; the text that it speaks of, once."""
    shown: list[Evidence] = []
    for evidence in exposure.evidence:
        yield element("p", element("b", place(evidence.setting, evidence.pointer)), f": {evidence.says}")
        fact = reading(finding.facts, evidence.setting, evidence.owner)
        if not isinstance(fact, Fact) or evidence.span is None or _shown(evidence, shown):
            continue
        quote = element("pre", Markup("\n".join(map(text, quoted(fact.value, evidence)))))
        if room.takes(quote):
            shown.append(evidence)
            yield quote
        else:
            yield element("p", say("report_evidence_left_out"), class_="quiet")


def _shown(evidence: Evidence, shown: Iterable[Evidence]) -> bool:
    """Whether a text was quoted that this one is, or is a part of."""
    start, end = evidence.span or (0, 0)
    return any(
        (one.setting, one.owner) == (evidence.setting, evidence.owner)
        and one.span is not None
        and one.span[0] <= start
        and end <= one.span[1]
        for one in shown
    )


def _unknown(exposure: Exposure) -> Iterator[str]:
    for unknown in exposure.unknown:
        lacks = f" [{unknown.permission}]" if unknown.permission else ""
        yield f"{title(unknown.setting)}: {unknown.says}{lacks}. {to_do(unknown)}"


def _fixes(finding: Finding) -> tuple[Markup, ...]:
    if not finding.exposure.at_most.outside:
        return ()
    says = [say(f"fix_{name}") for name in finding.fixes] or [say("report_closes_nothing")]
    return _titled("report_closes", items(says))


def _closing(entry: Entry) -> Iterator[Markup]:
    tags = [f"{key}={value}" for key, value in entry.row.tags.items()]
    if tags:
        yield element("p", f"{say('report_tags')}: {', '.join(_some(tags))}", class_="quiet")
    yield element("p", f"{say('report_read')}: {moment(entry.row.read_at)}", class_="quiet")
