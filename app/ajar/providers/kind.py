"""What a provider supplies: a session, a record for each kind of resource, and the ways a call fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from ajar.model.account import Source
from ajar.model.change import Change, Choice, Consequence, Plan
from ajar.model.credentials import Credentials
from ajar.model.deed import Deed, Span, Unseen
from ajar.model.exposure import Caveat, Exposure
from ajar.model.facts import Fact, Facts, Value
from ajar.model.finding import Finding
from ajar.model.ours import Ours
from ajar.model.resource import Owner, Resource


class CloudError(Exception):
    """A call that failed in a known way. `permission` is what was missing, where that is known."""

    def __init__(self, message: str = "", permission: str = "") -> None:
        """Say what the provider said, in one line without secrets."""
        super().__init__(message)
        self.message = message
        self.permission = permission


class Absent(CloudError):
    """The provider's "not set", for the codes that the caller named as such."""


class Gone(CloudError):
    """The resource itself vanished since it was listed."""


class Off(CloudError):
    """The service is switched off, or does not exist here: nothing of that kind is there."""


class Denied(CloudError):
    """The credentials may not make this call."""


class Expired(CloudError):
    """The credentials are no longer valid: sign in again."""


class NoSecret(CloudError):
    """The secret that signing in takes could not be had from where it is kept: nothing was asked."""


class NoCredentials(CloudError):
    """There are no credentials, or half of them, or the provider does not know them."""


class Busy(CloudError):
    """The provider kept asking to slow down until the patience was over."""


class Unreachable(CloudError):
    """No answer: no network, a time-out, a broken connection, or the provider's own fault."""


class Malformed(CloudError):
    """An answer that is not of the promised form."""


class Refused(CloudError):
    """A write that the provider will not take."""


class Moved(Refused):
    """A guarded write was not taken: what it was to change was changed since it was read."""


class CannotPlan(Exception):
    """A fix that applies and cannot be planned: the sentence of `code` says why, filled with `args`."""

    def __init__(self, code: str, **args: str) -> None:
        """Name the sentence and what it is filled with."""
        super().__init__(code)
        self.code = code
        self.args_of_code = args


class Meter(Protocol):
    """What a session tells about its traffic while it runs; called from any thread."""

    def called(self, operation: str, region: str) -> None:
        """One call was sent."""

    def throttled(self, operation: str, region: str) -> None:
        """The provider asked to slow down; the call will be tried again."""


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Who the credentials are. `ours` is what follows from it alone: the account and its organization."""

    name: str
    root: bool = False
    organization: str | None = None
    ours: Ours = field(default_factory=Ours)


class Reader(Protocol):
    """What a kind may ask of a session while it lists and reads: calls that change nothing."""

    @property
    def provider(self) -> str:
        """The provider's name."""

    @property
    def account(self) -> str:
        """The provider's id of the one account that this session sees."""

    def call(
        self, operation: str, /, *, region: str = "", absent: Sequence[str] = (), **arguments: Value
    ) -> Mapping[str, Any]:
        """Make one call ("s3:GetBucketPolicy", "storage.buckets.getIamPolicy") and return its answer.

        Plain JSON types in and out, dates as datetime. Raises Absent for the provider's error codes named in
        `absent`, else one of the other CloudErrors; never an SDK's own error.
        """

    def pages(
        self, operation: str, /, *, region: str = "", **arguments: Value
    ) -> Iterator[Mapping[str, Any]]:
        """Every page of a list, one call each; raises as `call` does."""


class Session(Reader, Protocol):
    """An open connection to one account; it alone knows the provider's SDK.

    Safe to use from many threads. It retries throttled and broken reads itself, within a bound, and tells its
    meter; a write is sent once.
    """

    demo: bool
    meter: Meter | None

    def identity(self) -> Identity:
        """Who the credentials are; one or two cheap calls. Raises as `call` does."""

    def from_outside(self, operation: str, /, *, region: str = "", **arguments: Value) -> Mapping[str, Any]:
        """Make one reading call without any credentials, as a stranger would; sent once.

        Raises as `call` does; Denied is what a stranger is told who is kept out.
        """

    def close(self) -> None:
        """Give back the connections. The session is not used afterwards."""


Write = Callable[[Session, Owner, Value, Value, "str | None"], None]
"""`write(session, owner, before, after, token)`: send the difference where the provider takes differences."""


def equal(one: Value, other: Value) -> bool:
    """Whether two readings are the same to the letter."""
    return bool(one == other)


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One piece of access configuration: whose it is, how it is read, and how it is written back.

    `of(resource, facts)` names its owners, given the settings before it in the kind's order; none means that
    it plays no part and is not read. `read(reader, owner)` returns a Fact, whose value is None where the
    provider says "not set", and raises CloudErrors. No `write` means that it can only be read. `same` is the
    one equality for drift, verification and undo. A write is looked for `settle` seconds. `mirrors` are the
    settings that show the same thing from another side, so that a change to one of them moves this one, too.
    `undo_until` says how long after a change it can be put back, None for ever. `permissions` and
    `write_permissions` are what the provider asks for.
    """

    name: str
    of: Callable[[Resource, Facts], tuple[Owner, ...]]
    read: Callable[[Reader, Owner], Fact]
    write: Write | None = None
    same: Callable[[Value, Value], bool] = equal
    settle: float = 30.0
    mirrors: frozenset[str] = frozenset()
    undo_until: Callable[[Value, Value, datetime], datetime | None] | None = None
    permissions: tuple[str, ...] = ()
    write_permissions: tuple[str, ...] = ()


Chosen = Mapping[str, str]
"""What the person chose for a fix, by the choice's name."""


def nothing_to_choose(_resource: Resource, _facts: Facts, _ours: Ours, _at: datetime) -> tuple[Choice, ...]:
    """The choices of a fix that leaves none."""
    return ()


@dataclass(frozen=True, kw_only=True)
class Fix:
    """A named plan: from facts to the changes that make it true, in the order that the provider takes.

    `plan(resource, facts, ours, at, chosen)` is pure. It returns () where the fix does not apply, and raises
    CannotPlan where it would and cannot: what was chosen is not of the form, the provider would refuse the
    result. `choices` are what it leaves to the person; a plan is handed each of them, and raises CannotPlan
    where one is "". `even_closed` is whether it is looked for where nobody outside gets in, too: it is then
    about what is still to come.
    """

    name: str
    plan: Callable[[Resource, Facts, Ours, datetime, Chosen], tuple[Change, ...]]
    choices: Callable[[Resource, Facts, Ours, datetime], tuple[Choice, ...]] = nothing_to_choose
    even_closed: bool = False


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """A change before it is made: the finding as it is, the changes, and the finding as it would be."""

    finding: Finding
    changes: tuple[Change, ...]
    after: Finding
    ours: Ours
    at: datetime


LookAhead = Callable[[Reader, Ahead], Iterator[Consequence]]
"""`look(reader, ahead)`: what a change may break and whether it can be put back, by reading calls only.

It raises nothing but Expired: what could not be looked up is a consequence that is not `known`.
"""


def nothing_ahead(_reader: Reader, _ahead: Ahead) -> Iterator[Consequence]:
    """What is looked up about the changes of a kind that has nothing to look up."""
    return iter(())


@dataclass(frozen=True)
class Knock:
    """One request without credentials: what was asked, and whether it was let in."""

    asked: str
    let_in: bool


@dataclass(frozen=True, kw_only=True)
class Trail:
    """The provider's log of who changed what, for one kind of resource; it is never read in a scan.

    `deeds(reader, resource, span)` tells what was done to who gets in, in no order: reading calls only. It
    raises nothing but Expired: what could not be looked through is an Unseen. A Caveat is a limit of the log
    itself, always told. `days` is how far back the provider keeps it; a span never begins before that.
    """

    deeds: Callable[[Reader, Resource, Span], Iterator[Deed | Unseen | Caveat]]
    days: int
    permissions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Kind:
    """Everything Ajar knows about one kind of resource.

    `list(reader)` yields each resource of the account once; an Off ends it quietly. `judge` is pure and
    total: it returns a verdict for any facts whatever. `fixes` stand in order, the least invasive first.

    `opinions` are what the provider itself says of the resource: read after the settings, and only where a
    second opinion is asked for. They decide nothing: the judge tells whether they agree.

    `look_ahead` looks up what a change may break, with `ahead_permissions`. `written` writes a plan for those
    who make the changes themselves: by the name of a form ("aws-cli", "terraform"), a text that they can run
    or paste. `knock(session, resource)` sends one request without credentials, as a stranger would; None
    where there is nothing to knock at. It raises CloudErrors where no answer came. `trail` is where to look
    who changed it; None where no log tells.
    """

    name: str
    provider: str
    list: Callable[[Reader], Iterable[Resource]]
    settings: tuple[Setting, ...]
    judge: Callable[[Resource, Facts, Ours, datetime], Exposure]
    fixes: tuple[Fix, ...] = ()
    permissions: tuple[str, ...] = ()
    opinions: tuple[Setting, ...] = ()
    look_ahead: LookAhead = nothing_ahead
    ahead_permissions: tuple[str, ...] = ()
    written: Mapping[str, Callable[[Plan], str]] = field(default_factory=dict)
    knock: Callable[[Session, Resource], Knock] | None = None
    trail: Trail | None = None


class Permissions(Protocol):
    """The least that some kinds take, as a document that the provider's console takes as it is."""

    def __call__(self, kinds: Sequence[Kind], /, *, fix: bool = False, who: bool = False) -> str:
        """What scanning these kinds takes; with `fix` what looking ahead and closing them takes, too.

        With `who` what looking up who changed them takes, too.
        """


@dataclass(frozen=True, kw_only=True)
class Provider:
    """A cloud's API family. `open` signs in and returns one session for each account that is reached.

    `open` makes the calls that finding the accounts takes and raises CloudErrors (NoCredentials, Expired,
    Denied, Unreachable); it imports the SDK, so it is slow the first time. `sources()` are the ways to sign
    in that this computer has; it reads configuration files and makes no call.
    """

    name: str
    title: str
    kinds: tuple[Kind, ...]
    open: Callable[[Credentials], Sequence[Session]]
    permissions: Permissions
    sources: Callable[[], Sequence[Source]] = tuple
