"""A strict reader of a report's page: it fails on what a browser would mend, and on what may not be there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

_EMPTY = {"meta"}
_ATTRIBUTES = {
    "*": {"class", "id"},
    "a": {"href"},
    "div": {"role", "aria-label", "tabindex"},
    "html": {"lang"},
    "meta": {"charset", "content", "http-equiv", "name"},
    "nav": {"aria-label"},
    "section": {"aria-labelledby"},
    "svg": {"aria-hidden"},
    "th": {"scope"},
    "symbol": {"viewbox"},
    "use": {"href"},
}
_DRAWN = {"circle", "path", "rect"}
_ELEMENTS = {
    *("a", "article", "b", "bdi", "body", "caption", "code", "div", "h1", "h2", "h3", "h4", "head", "header"),
    *("html", "li", "main", "meta", "nav", "p", "pre", "section", "span", "strong", "style", "svg", "symbol"),
    *("table", "tbody", "td", "th", "thead", "title", "tr", "ul", "use"),
}
_FLAT = {"p": {"p", "ul", "table", "pre", "div", "h2", "h3", "h4", "article"}, "h3": {"p", "h3", "ul", "div"}}


@dataclass
class Page:
    """What a page holds: its texts, headings, chips, table rows, and the text of its style block."""

    texts: list[str] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    metas: dict[str, str] = field(default_factory=dict)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)
    chips: list[tuple[str, str, str]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    style: str = ""

    @property
    def text(self) -> str:
        """All that is read, in order."""
        return "\n".join(self.texts)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page, self.open, self.shape = Page(), list[str](), ""
        self.looks = list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        assert len(attributes) == len(attrs), "an attribute twice"
        assert tag in _ELEMENTS | _DRAWN, f"<{tag}> has no place in a report"
        allowed = _ATTRIBUTES["*"] | _ATTRIBUTES.get(tag, set())
        assert tag in _DRAWN or set(attributes) <= allowed, f"{set(attributes) - allowed} on <{tag}>"
        assert tag not in _FLAT.get(self.open[-1] if self.open else "", set()), f"<{tag}> in {self.open[-1]}"
        self._note(tag, attributes)
        if tag not in _EMPTY:
            self.open.append(tag)

    def _note(self, tag: str, attributes: dict[str, str]) -> None:
        page = self.page
        page.ids += [attributes["id"]] if "id" in attributes else []
        page.links += [attributes["href"]] if "href" in attributes else []
        if tag == "meta":
            key = attributes.get("http-equiv") or attributes.get("name") or "charset"
            page.metas[key] = attributes.get("content", "")
        elif tag == "article":
            page.articles.append("")
        elif tag == "tr":
            page.rows.append([])
        elif tag in ("td", "th"):
            page.rows[-1].append("")
        elif tag in ("h1", "h2", "h3", "h4"):
            page.headings.append((int(tag[1]), ""))
        elif tag == "span":
            page.chips.append(("", "", attributes["class"]))
        elif tag == "use" and "span" in self.open:
            page.chips[-1] = ("", attributes["href"], page.chips[-1][2])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _DRAWN | {"use"}, f"<{tag}/>"
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> ends nothing"
        assert self.open.pop() == tag, f"</{tag}> ends something else"

    def handle_data(self, data: str) -> None:
        page = self.page
        if "style" in self.open:
            page.style += data
            return
        if not data.strip():
            return
        assert self.open, "text outside of the page"
        page.texts.append(data)
        if "article" in self.open:
            page.articles[-1] += data + "\n"
        if {"td", "th"} & set(self.open):
            page.rows[-1][-1] += data
        if "span" in self.open:
            page.chips[-1] = (page.chips[-1][0] + data, *page.chips[-1][1:])
        elif self.open[-1] in ("h1", "h2", "h3", "h4") or "h3" in self.open:
            level, text = page.headings[-1]
            page.headings[-1] = (level, text + data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data}")


def read(document: bytes) -> Page:
    """The page; fails where it is not well formed, or holds what no report may."""
    text = document.decode("utf-8")
    assert text.startswith("<!DOCTYPE html>\n<html")
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == [], "something has no end"
    page = reader.page
    assert len(set(page.ids)) == len(page.ids), "an id twice"
    assert all(re.fullmatch("#[a-z]+", link) and link[1:] in page.ids for link in page.links), (
        "a link outside"
    )
    levels = [level for level, _ in page.headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), "a level left out"
    return page
