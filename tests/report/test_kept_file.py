"""Exceptions in a file: what is written is read again, and a mistake is told with its line."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ajar.model.access import FILES, Audience, Capability, in_order
from ajar.model.kept import Kept
from ajar.model.ours import AccessException
from ajar.report.kept_file import WrongFile, document, read

TODAY = date(2026, 11, 24)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
KEPT = st.builds(
    Kept,
    account=TEXT,
    resource=TEXT,
    name=TEXT,
    created=st.none() | st.just(datetime(2024, 3, 12, tzinfo=UTC)),
    exception=st.builds(
        AccessException,
        audience=st.sampled_from([one for one in Audience if one.outside]),
        capabilities=st.sets(st.sampled_from(Capability), min_size=1).map(in_order),
        reason=TEXT.map(lambda text: f"for a reason: {text}"),
        by=TEXT.map(lambda text: f"Ana {text}"),
        until=st.dates(TODAY, date(2027, 11, 1)),
        prefix=st.sampled_from(["", "public/", "a*b/"]),
    ).filter(lambda one: not one.prefix or FILES & set(one.capabilities)),
)


@given(st.lists(KEPT, unique_by=lambda one: (one.account, one.resource)))
def test_what_is_written_is_read_again(found: list[Kept]) -> None:
    assert sorted(read(document(found), TODAY), key=str) == sorted(found, key=str)


def table(**more: str) -> str:
    fields = {
        "account": '"111122223333"',
        "resource": '"arn:aws:s3:::acme-www"',
        "audience": '"public"',
        "can": '["read"]',
        "reason": '"our public website"',
        "by": '"Ana"',
        "until": "2027-01-31",
        **more,
    }
    return "[[exception]]\n" + "".join(f"{name} = {value}\n" for name, value in fields.items() if value)


def test_a_file_by_hand_is_taken() -> None:
    [one] = read(table(), TODAY)
    assert (one.resource, one.exception.until) == ("arn:aws:s3:::acme-www", date(2027, 1, 31))
    assert read("", TODAY) == ()


def test_a_folder_is_meant_with_and_without_a_star() -> None:
    [one], [other] = read(table(prefix='"public/"'), TODAY), read(table(prefix='"public/*"'), TODAY)
    assert one.exception.prefix == other.exception.prefix == "public/"


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"audience": '"everyone"'}, "the audience is one of"),
        ({"audience": '"private"'}, "the audience is one of"),
        ({"can": '["read", "fly"]'}, "fly"),
        ({"can": "[]"}, "what they may do"),
        ({"can": "[1]"}, "1"),
        ({"reason": '"ok"'}, "the reason says why"),
        ({"by": '" "'}, "who keeps it open"),
        ({"until": '"2027-01-31"'}, "until is missing, or is not a date"),
        ({"until": "2027-01-31T00:00:00Z"}, "until is missing, or is not a date"),
        ({"until": "2026-11-23"}, "it ended on 2026-11-23"),
        ({"until": "2030-01-01"}, "within a year"),
        ({"reason": ""}, "reason is missing"),
        ({"prefix": "5"}, "prefix is missing, or is not a text"),
        ({"prefix": '"public/"', "can": '["list"]'}, "which files is said only"),
        ({"pattern": '"*"'}, "pattern is not known here"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_nothing_is_taken(changed: dict[str, str], says: str) -> None:
    first = table(resource='"arn:aws:s3:::first"')
    text = f"# ours\n\n{first}\n{table(**changed)}"
    with pytest.raises(WrongFile) as caught:
        read(text, TODAY)
    [line] = str(caught.value).splitlines()
    assert line.startswith(f"line {text[: text.rindex('[[')].count(chr(10)) + 1}: ")
    assert says in line


def test_two_peoples_exceptions_for_one_resource_are_told() -> None:
    with pytest.raises(WrongFile, match="line 10: arn:aws:s3:::acme-www has an exception above already"):
        read("\n".join([table(), table(by='"Ben"')]), TODAY)


@pytest.mark.parametrize("text", ["[[exception", "exception = 5", "[exception]", "[[exceptions]]", "a = 1"])
def test_what_is_no_file_of_exceptions_is_not_taken(text: str) -> None:
    with pytest.raises(WrongFile):
        read(text, TODAY)


def test_a_text_is_kept_whatever_it_holds() -> None:
    nasty = 'a "b" \\ \x7f \x00 \n [[exception]] # \u2028 é'
    exception = AccessException(
        audience=Audience.PUBLIC,
        capabilities=(Capability.READ,),
        reason=nasty,
        by="Ana",
        until=date(2027, 1, 31),
    )
    one = Kept(account="1", resource="r", name="n", exception=exception)
    assert tomllib.loads(document([one]))["exception"][0]["reason"] == nasty
    assert read(document([one]), TODAY) == (one,)
