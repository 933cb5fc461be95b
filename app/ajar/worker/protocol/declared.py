"""What is asked and told of what the person declares: what is open on purpose, and what is theirs."""

from __future__ import annotations

import msgspec

from ajar.model.kept import Declared, Kept
from ajar.model.mistake import Mistake
from ajar.model.ours import AccessException, Offered, Own
from ajar.model.row import Row
from ajar.worker.protocol.message import Message


class AskExceptions(Message, frozen=True, kw_only=True):
    """What is open on purpose: answered by Exceptions."""


class AskDraft(Message, frozen=True, kw_only=True):
    """What would be declared of this resource as it was found, or was declared before: answered by Draft."""

    account: str
    resource: str


class Declare(Message, frozen=True, kw_only=True):
    """Keep this resource open on purpose, in the place of what was declared of it before.

    Answered by Answered; where it was kept, by Rows and Exceptions first.
    """

    account: str
    resource: str
    exception: AccessException


class Withdraw(Message, frozen=True, kw_only=True):
    """Forget what was declared of this resource. Answered by Rows and Exceptions."""

    account: str
    resource: str


class Export(Message, frozen=True, kw_only=True):
    """Put what is open on purpose into this file. Answered by Filed."""

    file: str


class Import(Message, frozen=True, kw_only=True):
    """Take what this file says is open on purpose, all of it or nothing.

    Answered by Filed; where it was taken, by Rows and Exceptions first.
    """

    file: str


class AskOurs(Message, frozen=True, kw_only=True):
    """What the person calls their own: answered by OursKnown."""


class CallOurs(Message, frozen=True, kw_only=True):
    """Call this theirs, or with `no_longer` theirs no longer; what was found is judged again.

    Answered by Answered; where it was done, by Rows and OursKnown first.
    """

    own: Own
    no_longer: bool = False


class Exceptions(Message, frozen=True, kw_only=True):
    """Everything that is declared open on purpose, by the resources' names, with how each stands now."""

    found: tuple[Declared, ...]


class Draft(Message, frozen=True, kw_only=True):
    """What would be declared, filled in but for the reason, or what was, where `before` says so.

    `says` is the verdict as a sentence. `exception` is None where there is nothing to keep open, and then
    `trouble` says why.
    """

    account: str
    resource: str
    provider: str = ""
    name: str = ""
    says: str = ""
    exception: AccessException | None = None
    before: bool = False
    trouble: str = ""


class Otherwise(msgspec.Struct, frozen=True, kw_only=True):
    """A resource that stands otherwise, though nothing of it was read anew."""

    before: Row
    after: Row


class Answered(Message, frozen=True, kw_only=True):
    """What came of Declare or CallOurs: `request` is its name, and nothing was kept where there are mistakes.

    `otherwise` is what stands otherwise because of what is theirs.
    """

    request: str
    mistakes: tuple[Mistake, ...] = ()
    otherwise: tuple[Otherwise, ...] = ()


class Filed(Message, frozen=True, kw_only=True):
    """What came of Export or Import: how many exceptions are in the file, or what is wrong, a line each.

    `replaced` are those of somebody else that gave way to the file's.
    """

    file: str
    imported: bool
    number: int = 0
    mistakes: tuple[str, ...] = ()
    replaced: tuple[Kept, ...] = ()


class OursKnown(Message, frozen=True, kw_only=True):
    """What the person calls their own, and what may be theirs as well."""

    own: tuple[Own, ...]
    offered: tuple[Offered, ...] = ()
