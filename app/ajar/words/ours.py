"""What the person calls theirs, in words: the kinds, where each counts, and what stands otherwise by it."""

from __future__ import annotations

from collections.abc import Sequence

from ajar.model.ours import Offered, Own, OwnKind
from ajar.words import say
from ajar.words.language import counted, marked, translated

KINDS = {
    OwnKind.ACCOUNT: marked("Account or project"),
    OwnKind.ORGANIZATION: marked("Organization"),
    OwnKind.DOMAIN: marked("Domain"),
    OwnKind.ADDRESS: marked("Addresses"),
    OwnKind.GROUP: marked("Group"),
    OwnKind.CANONICAL_ID: marked("S3 canonical id"),
}
_SAYS = {
    OwnKind.ACCOUNT: marked("An AWS account id, or the id or number of a Google Cloud project"),
    OwnKind.ORGANIZATION: marked("An AWS organization, or the number of a Google one: every account in it"),
    OwnKind.DOMAIN: marked("Everybody whose address ends in it, and the groups there"),
    OwnKind.ADDRESS: marked("One address, or a range such as your office's"),
    OwnKind.GROUP: marked("A group by its e-mail address, whoever is in it"),
    OwnKind.CANONICAL_ID: marked("How an S3 access list calls one of your accounts"),
}


def kind(which: OwnKind) -> str:
    """What it is."""
    return translated(KINDS[which])


def kind_says(which: OwnKind) -> str:
    """What may be written for it, and what that means."""
    return translated(_SAYS[which])


def counts_in(own: Own) -> str:
    """Where it counts."""
    return own.account or translated(marked("All accounts"))


def offer(offered: Offered) -> str:
    """Why it may be theirs."""
    return say(offered.code, offered.args)


def moved(otherwise: Sequence[object]) -> str:
    """How many stand otherwise because of what was called theirs, or no longer."""
    if not otherwise:
        return translated(marked("Nothing that was found stands otherwise because of it."))
    return counted(
        "{n} resource stands otherwise because of it:",
        "{n} resources stand otherwise because of it:",
        len(otherwise),
    )
