"""What they can do, said no wider than it is."""

from __future__ import annotations

from ajar.model.access import Capability
from ajar.words.verdict import can, sentence
from verdicts import confined_to

READ, LIST, WRITE = Capability.READ, Capability.LIST, Capability.WRITE


def test_some_files_are_never_called_every_file() -> None:
    assert can((LIST, READ)) == "list this bucket and download every file"
    assert can((LIST, READ), ("public/",)) == "list this bucket and download the files public/*"
    assert can((WRITE,), ("a/", "b/")) == "add and replace the files a/* and b/*"


def test_of_many_beginnings_the_first_few_are_said() -> None:
    assert can((READ,), ("a/", "b/", "c/", "d/", "e/")) == "download the files a/*, b/*, c/* and 2 more"


def test_the_sentence_says_which_files() -> None:
    found = confined_to("press/")
    assert sentence(found.resource, found.exposure) == (
        "Anyone on the internet can download the files press/*. No login is needed."
    )
