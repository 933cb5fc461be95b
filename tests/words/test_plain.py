"""What a cloud's text may not do to a line that a person reads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ajar.words.plain import plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("acme-drafts", "acme-drafts"),
        ("Büro 日本 שלום", "Büro 日本 שלום"),
        ("invoice\u202efdp.exe", "invoice\\u202efdp.exe"),
        ("a\x1b[31mred", "a\\x1b[31mred"),
        ("two\nlines\u2028three", "two\\nlines\\u2028three"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("lone\ud800", "lone\\ud800"),
    ],
)
def test_what_cannot_be_seen_is_spelled_out(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(st.text())
def test_what_is_shown_is_always_printable(text: str) -> None:
    assert plain(text).isprintable()
