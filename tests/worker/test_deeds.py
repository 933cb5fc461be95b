"""What a real worker on the demo tells of who changed a resource, also where the log may not be read."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import msgspec
import pytest

from ajar.model.facts import Reason
from ajar.worker import protocol
from end_to_end.programs import Window

STORY = protocol.AskWho(
    account_name="marrow-prod", account="111122223333", resource="arn:aws:s3:::marrow-launch-drafts"
)


@pytest.fixture(scope="module")
def demo() -> Iterator[Window]:
    """A demo worker that has read all its accounts."""
    with Window(start=[sys.executable, "-m", "ajar.worker", "--demo"]) as window:
        window.started()
        window.scanned()
        yield window


def asked(window: Window, request: protocol.AskWho) -> protocol.Who:
    """The answer to this."""
    window.ask(request)
    return window.until(protocol.Who)[0]


def test_who_changed_the_storys_bucket_is_told(demo: Window) -> None:
    answer = asked(demo, STORY)
    assert (answer.account, answer.resource, answer.trouble) == (STORY.account, STORY.resource, "")
    assert answer.told is not None
    assert answer.told.deeds[0].who.endswith(":user/iris")
    assert answer.told.unseen == ()
    assert answer.told.changed is None


def test_a_google_bucket_is_told_too(demo: Window) -> None:
    name = "//storage.googleapis.com/projects/_/buckets/finch-model-cards-draft"
    answer = asked(demo, protocol.AskWho(account_name="finch-web", account="finch-web", resource=name))
    assert answer.told is not None
    assert "priya@marrowfinch.example" in {deed.who for deed in answer.told.deeds}


def test_staging_may_not_read_its_trail_and_that_is_told_with_the_permission(demo: Window) -> None:
    answer = asked(
        demo,
        protocol.AskWho(
            account_name="marrow-staging",
            account="444455556666",
            resource="arn:aws:s3:::marrow-staging-exports",
        ),
    )
    assert answer.told is not None
    assert answer.told.deeds == ()
    assert {(one.reason, one.permission) for one in answer.told.unseen} == {
        (Reason.DENIED, "cloudtrail:LookupEvents")
    }


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"account_name": "nobody"}, "nobody"),
        ({"resource": "arn:aws:s3:::marrow-no-such"}, "marrow-no-such"),
    ],
)
def test_what_cannot_be_asked_is_a_sentence(demo: Window, wrong: dict[str, str], word: str) -> None:
    answer = asked(demo, msgspec.structs.replace(STORY, **wrong))
    assert answer.told is None
    assert word in answer.trouble
