"""Text becomes markup in one place, and never by what it holds."""

from __future__ import annotations

from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from ajar.report.page.element import LONGEST, Markup, element, items, table, text, together
from ajar.words.plain import plain


@given(st.text(st.characters(), max_size=60))
def test_any_text_is_read_back_as_it_is_printed(content: str) -> None:
    shown = text(content)
    assert not set(shown) & set("<>")
    assert unescape(shown) == plain(content)
    assert element("p", content) == f"<p>{shown}</p>"


@given(st.text(st.characters(), min_size=1, max_size=60))
def test_no_text_ends_the_attribute_that_it_stands_in(content: str) -> None:
    made = element("p", id=content)
    inside = made.removeprefix('<p id="').removesuffix('"></p>')
    assert not set(inside) & set("\"<>'\n")
    assert unescape(inside) == plain(content)


def test_markup_is_taken_as_it_is_and_only_markup() -> None:
    assert together([Markup("<b>"), "<b>"]) == "<b>&lt;b&gt;"
    assert together([Markup("<b>") + "x"]) == "&lt;b&gt;x"


def test_a_very_long_text_is_shortened_and_shows_it() -> None:
    assert text("x" * (LONGEST + 1)) == "x" * LONGEST + "…"
    assert text("x" * LONGEST) == "x" * LONGEST


def test_a_list_of_nothing_is_nothing() -> None:
    assert items([]) == ""
    assert items(["a"], class_="b") == '<ul class="b"><li>a</li></ul>'


def test_a_table_names_its_columns_and_its_rows() -> None:
    made = table("All", ("Name", "State"), [("a", "b")])
    assert '<th scope="col">Name</th>' in made
    assert '<tr><th scope="row">a</th><td>b</td></tr>' in made
    assert "<caption>All</caption>" in made
