"""What the worker does for the window: each request of the protocol, and the events that answer it."""

from __future__ import annotations

import dataclasses
import tempfile
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from ajar import __version__
from ajar.demo.launch import DemoCloud, story_first
from ajar.jobs.audit import Judged
from ajar.jobs.declaring import exception_of
from ajar.jobs.scan import NotKept, Removed, scan
from ajar.jobs.sign_in import provider, target
from ajar.jobs.whose import said_of
from ajar.model.account import Account, Demo, Login, Source
from ajar.model.credentials import Credentials, Secret
from ajar.model.finding import Finding
from ajar.model.history import Past
from ajar.model.row import Row, row
from ajar.model.run import AccountSummary, Progress
from ajar.providers import PROVIDERS
from ajar.providers.kind import CloudError
from ajar.store import Store, StoreError, accounts, findings, history, open_store, runs
from ajar.vault import Vault, VaultError, open_vault
from ajar.words.verdict import spoken
from ajar.worker import protocol
from ajar.worker.declaring import Declaring
from ajar.worker.deeds import told_who
from ajar.worker.outbox import Outbox
from ajar.worker.planning import Planning
from ajar.worker.since import told_since

PAGE = 1_000
"""Rows in one message: the first page is on the screen before the second is read."""

PAST = 20
"""Earlier verdicts that the details tell of, the latest ones."""


class RealAccount(Exception):
    """A real account was named in the demo."""


class Core:
    """The store, the vault and the accounts behind the pipe. `tell` sends an event; it takes any thread."""

    def __init__(self, tell: Callable[[protocol.Event], None], demo_seed: int | None) -> None:
        """Open nothing yet: `start` does, so that the window hears of what goes wrong."""
        self._tell = tell
        self._seed = demo_seed
        self._demo: DemoCloud | None = None
        self._vault = open_vault()
        self._store: Store | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._cancelled = threading.Event()
        self._scanning = threading.Lock()
        self.planning = Planning(tell, lambda: self._kept, self._vault)
        self.declaring = Declaring(tell, lambda: self._kept, self._shown, self._sources)

    # --- how things stand ---

    def start(self, request: protocol.Start) -> None:
        """Open the store, or a temporary one for the demo or where the real one cannot be opened."""
        del request
        trouble = self._open()
        keychain, keychain_trouble = ("", "") if self._seed is not None else _keychain(self._vault)
        self._tell(
            protocol.Ready(
                version=__version__,
                demo=self._demo is not None,
                store=str(self._kept.path),
                keychain=keychain,
                keychain_trouble=keychain_trouble,
                store_trouble=trouble,
            )
        )
        self.declaring.end()
        self._tell_accounts()
        self._tell_rows()
        self._tell(told_since(self._kept))

    def close(self) -> None:
        """Give everything back: the scan is told to stop, the demo cloud ends."""
        self._cancelled.set()
        if self._demo is not None:
            self._demo.close()
        if self._store is not None:
            self._store.close()
        if self._folder is not None:
            self._folder.cleanup()

    def _open(self) -> str:
        if self._seed is not None:
            self._demo = DemoCloud(self._seed)
            self._store = self._temporary()
            for account in self._demo.accounts:
                accounts.add(self._store, account)
            return ""
        try:
            self._store = open_store()
        except StoreError as error:
            self._store = self._temporary()
            return str(error)
        return ""

    def _temporary(self) -> Store:
        self._folder = tempfile.TemporaryDirectory(prefix="ajar-")
        return open_store(Path(self._folder.name) / "ajar.db")

    @property
    def _kept(self) -> Store:
        if self._store is None:
            message = "a request came before Start"
            raise protocol.Broken(message)
        return self._store

    def _tell_accounts(self) -> None:
        states = [self._state(account) for account in accounts.all_accounts(self._kept)]
        self._tell(protocol.Accounts(accounts=tuple(states)))

    def _state(self, account: Account) -> protocol.AccountState:
        last = runs.last_run(self._kept, account.name)
        if last is None:
            return protocol.AccountState(account=account)
        mine = tuple(summary for summary in last.accounts if summary.name == account.name)
        return protocol.AccountState(account=account, summaries=mine, checked=last.finished)

    def _tell_rows(self) -> None:
        page: list[Row] = findings.rows(self._kept, limit=PAGE)
        self._tell(protocol.Rows(rows=tuple(page), fresh=True))
        while page:
            page = findings.rows(self._kept, after=page[-1], limit=PAGE)
            if page:
                self._tell(protocol.Rows(rows=tuple(page)))
        self._tell(protocol.Rows(last=True))

    # --- accounts ---

    def check(self, request: protocol.Check) -> None:
        """Sign in and say who one is; nothing is kept."""
        try:
            self._refuse_real(request.login)
            credentials = self._credentials(request)
            sessions = provider(request.provider).open(credentials)
            identities = [session.identity() for session in sessions]
        except (CloudError, VaultError, RealAccount) as error:
            self._tell(protocol.Checked(name=request.name, trouble=str(error)))
            return
        self._tell(
            protocol.Checked(
                name=request.name,
                identity=identities[0].name if identities else "",
                ids=tuple(session.account for session in sessions),
                root=any(identity.root for identity in identities),
            )
        )
        for session in sessions:
            session.close()

    def add(self, request: protocol.Add) -> None:
        """Keep an account; its secret goes first, so that no account stands without one."""
        try:
            self._refuse_real(request.account.login)
            accounts.add(self._kept, request.account)
            self._keep_secret(request)
        except (StoreError, VaultError, RealAccount) as error:
            self._tell(protocol.Failed(request="Add", says=str(error)))
        self._tell_accounts()

    def remove(self, request: protocol.Remove) -> None:
        """Forget an account, its rows and its secret."""
        known = accounts.account(self._kept, request.name)
        accounts.remove(self._kept, request.name)
        if known is not None and self._demo is None:
            try:
                self._vault.forget(request.name)
            except VaultError as error:
                self._tell(protocol.Failed(request="Remove", says=str(error)))
        self._tell_accounts()
        self._tell_rows()

    def _refuse_real(self, login: Login) -> None:
        """Raise RealAccount for anything but the made-up company's own login while the demo runs."""
        if self._demo is not None and not isinstance(login, Demo):
            message = "This is the demo, which knows no real account: start Ajar without it to add one."
            raise RealAccount(message)

    def _credentials(self, request: protocol.Check) -> Credentials:
        if request.secret:
            return Credentials(request.login, Secret(request.secret))
        named = Account(name=request.name, provider=request.provider, login=request.login)
        return self._vault.credentials(named)

    def _keep_secret(self, request: protocol.Add) -> None:
        if not request.secret:
            return
        secret = Secret(request.secret)
        if request.for_session:
            self._vault.keep_for_session(request.account.name, secret)
            return
        try:
            self._vault.keep(request.account.name, secret)
        except VaultError:
            accounts.remove(self._kept, request.account.name)
            raise

    # --- reading ---

    def scan(self, request: protocol.Scan) -> None:
        """Read the accounts anew; a second scan while one runs is not begun."""
        if not self._scanning.acquire(blocking=False):
            self._tell(protocol.Failed(request="Scan", says="A check is under way already."))
            return
        try:
            self._cancelled.clear()
            wanted = [a for a in accounts.all_accounts(self._kept) if _wanted(a, request.accounts)]
            declared = self.declaring.everything()
            ended = self._scan(wanted, second_opinion=request.second_opinion)
            self.declaring.catch_up(declared)
        finally:
            self._scanning.release()
        # Only now: whoever hears that it is over may ask for the next one at once.
        self._tell_accounts()
        self._tell(told_since(self._kept))
        self._tell(ended)

    def since(self, request: protocol.AskSince) -> None:
        """What stands otherwise than at the check before the last."""
        del request
        self._tell(told_since(self._kept))

    def cancel(self, request: protocol.Cancel) -> None:
        """Stop the scan."""
        del request
        self._cancelled.set()

    def _scan(self, wanted: Iterable[Account], *, second_opinion: bool) -> protocol.Scanned:
        found = [target(account, self._vault, ours=said_of(self._kept, account.name)) for account in wanted]
        targets = [dataclasses.replace(one, second_opinion=second_opinion) for one in found]
        summaries: list[AccountSummary] = []
        outbox = Outbox(self._tell)
        for event in scan(targets, self._kept, cancelled=self._cancelled):
            if isinstance(event, Judged):
                outbox.put(self._row(event))
            elif isinstance(event, Progress):
                outbox.flush()
                self._tell(protocol.Working(progress=event))
            elif isinstance(event, Removed):
                outbox.flush()
                self._tell(protocol.Rows(gone=event.rows))
            elif isinstance(event, NotKept):
                self._tell(protocol.Failed(request="Scan", says=event.says))
            else:
                summaries.append(event.summary)
        outbox.flush()
        return protocol.Scanned(accounts=tuple(summaries), cancelled=self._cancelled.is_set())

    def _row(self, event: Judged) -> Row:
        return self._shown(row(event.finding, event.name))

    def _shown(self, row: Row) -> Row:
        return row if self._demo is None else story_first(row)

    def details(self, request: protocol.Ask) -> None:
        """The whole finding behind a row, with its sentences."""
        found: Finding | None = findings.finding(self._kept, request.account, request.resource)
        told = protocol.Details(account=request.account, resource=request.resource, finding=None)
        if found is not None:
            told = msgspec.structs.replace(
                told,
                finding=msgspec.structs.replace(found, exposure=spoken(found.exposure)),
                offers=self.planning.offers(found, findings.name_of(self._kept, found)),
                past=_in_short(history.past(self._kept, request.account, request.resource)),
                kept=exception_of(self._kept, request.account, request.resource),
            )
        self._tell(told)

    def who(self, request: protocol.AskWho) -> None:
        """Who changed a resource, from the provider's own log."""
        self._tell(told_who(self._kept, self._vault, request))

    def allow(self, request: protocol.Allow) -> None:
        """Keep whether fixes are allowed on an account."""
        try:
            if request.login is not None:
                self._refuse_real(request.login)
            self.planning.allow(request)
        except (StoreError, RealAccount) as error:
            self._tell(protocol.Failed(request="Allow", says=str(error)))
        self._tell_accounts()

    def permissions(self, request: protocol.AskPermissions) -> None:
        """The least-privilege policy or role of a provider."""
        cloud = provider(request.provider)
        text = cloud.permissions(cloud.kinds)
        self._tell(protocol.Permissions(provider=request.provider, text=text))

    def sources(self, request: protocol.Sources) -> None:
        """The ways to sign in that this computer has."""
        del request
        self._tell(protocol.Found(sources=self._sources()))

    def _sources(self) -> tuple[Source, ...]:
        """None in the demo, which knows no real account."""
        return () if self._demo is not None else tuple(s for cloud in PROVIDERS for s in cloud.sources())


def _in_short(past: Past | None) -> Past | None:
    """The past with the latest of its verdicts, and their rows alone."""
    if past is None:
        return None
    before = tuple(msgspec.structs.replace(one, exposure=None) for one in past.before[:PAST])
    return msgspec.structs.replace(past, before=before)


def _wanted(account: Account, names: tuple[str, ...]) -> bool:
    return not names or account.name in names


def _keychain(vault: Vault) -> tuple[str, str]:
    try:
        return vault.where(), ""
    except VaultError as error:
        return "", str(error)
