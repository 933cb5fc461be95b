"""A notice says what is new in a few lines, nothing where nothing is, and is given no lines of others."""

from __future__ import annotations

from ajar.model.run import AccountSummary, ScanError, Trouble
from ajar.words.notice import of_failure, of_news

LINES = "left\nright\x1b[2J\u202e"


def lacking(name: str, message: str) -> AccountSummary:
    error = ScanError(what="sign in", reason=Trouble.CREDENTIALS, message=message)
    return AccountSummary(provider="aws", id="", name=name, complete=False, errors=(error,))


def test_nothing_new_is_no_notice() -> None:
    assert of_news([], {"closed": 2, "gone": 1, "narrower": 3}, []) is None
    assert of_news([], None, []) is None


def test_an_account_that_could_not_be_read_is_named_with_the_reason() -> None:
    told = of_news([], {}, [lacking("prod", "The keychain is locked.")])
    assert told is not None
    assert told.title == "Ajar: 1 account not fully checked"
    assert told.lines == ("prod: The credentials were not accepted. The keychain is locked",)


def test_what_comes_from_outside_makes_no_line_and_no_sign_of_its_own() -> None:
    told = of_news([], {}, [lacking(LINES, LINES), *(lacking(str(n), "no") for n in range(4))])
    assert told is not None
    assert len(told.lines) == 4
    assert all(line.isprintable() for line in (*told.lines, *of_failure(LINES).lines))


def test_a_very_long_name_does_not_fill_the_screen() -> None:
    told = of_news([], {}, [lacking("n" * 10_000, "")])
    assert told is not None
    assert len(told.lines[0]) == 300
