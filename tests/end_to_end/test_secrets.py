"""A secret goes from the person into the keychain, and from there into a request's signature: nowhere else.

Every library logs all that it can, and mistakes are put in where the credentials are at hand.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.callers import EXTERNAL_ID, PROD_AUDIT_ROLE, PROD_KEY, secret_of
from ajar.model.account import Account, AwsKeys
from ajar.worker import protocol
from end_to_end.programs import Done, Window
from end_to_end.searching import files, found, processes, running
from secret_services import SecretService, gnome_keyring

TALKATIVE = str(Path(__file__).with_name("talkative.py"))
SECRET = secret_of(PROD_KEY)
FAULTS = (
    "ajar.jobs.examine:judged",
    "ajar.providers.aws.session:AwsSession.find_account",
)


@pytest.fixture
def keychain(aws: AwsCloud, monkeypatch: pytest.MonkeyPatch) -> Iterator[SecretService]:
    """A real keychain, in whose home the programs run; the environment holds no key."""
    assert PROD_KEY in aws.world.keys
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with gnome_keyring() as service:
        monkeypatch.setenv("TMPDIR", str(service.home))
        monkeypatch.setenv("PYTHONFAULTHANDLER", "1")
        yield service


def command(home: Path, program: str, *arguments: str, fault: str = "none") -> list[str]:
    """How a program is started with everything told into a log."""
    return [sys.executable, TALKATIVE, str(home / "all.log"), fault, program, *arguments]


def run(home: Path, *arguments: str, typed: str = "", fault: str = "none") -> Done:
    """Run one command; what it printed is kept beside the log, to be searched with it."""
    done = subprocess.run(
        command(home, "ajar", *arguments, fault=fault),
        input=typed,
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    with (home / "printed.txt").open("a") as printed:
        printed.write(done.stdout + done.stderr)
    return Done(done.returncode, done.stdout, done.stderr, 0)


def tokens(aws: AwsCloud) -> list[str]:
    """The secrets and session tokens that the cloud gave out to roles."""
    given = [key for name, key in aws.world.keys.items() if name.startswith("ASIADEMO")]
    return [text for key in given for text in (key.secret, key.token or "")]


def test_no_command_leaves_a_secret_anywhere(aws: AwsCloud, keychain: SecretService) -> None:
    older = running()
    seen: list[str] = []

    def look(_call: object) -> None:
        if len(seen) < 3:
            seen.append("looked")
            seen.extend(found([SECRET], processes(os.getpid(), older)))

    aws.before.append(look)
    home = keychain.home
    added = run(home, "account", "add", "keys", "aws", "--access-key-id", PROD_KEY, typed=f"{SECRET}\n")
    assert added.code == 0, added.err
    role = ("--role-arn", PROD_AUDIT_ROLE, "--external-id", EXTERNAL_ID)
    assumed = run(home, "account", "add", "r", "aws", "--access-key-id", PROD_KEY, *role, typed=f"{SECRET}\n")
    assert assumed.code == 0, assumed.err
    assert run(home, "scan", "--account", "r", "--format", "json", "--facts").code == 3
    assert run(home, "account", "check", "keys").code == 0
    assert run(home, "explain", "s3://marrow-www", "--account", "keys").code == 3
    assert seen == ["looked"] * 3
    assert len(tokens(aws)) >= 4
    assert found([SECRET, *tokens(aws)], files(home)) == []
    assert "DEBUG:urllib3" in (home / "all.log").read_text()
    assert (home / "share/keyrings/login.keyring").exists()


def test_no_mistake_of_ours_leaves_a_secret_in_its_traceback(keychain: SecretService) -> None:
    home = keychain.home
    run(home, "account", "add", "keys", "aws", "--access-key-id", PROD_KEY, typed=f"{SECRET}\n")
    for fault in FAULTS:
        done = run(home, "scan", "--account", "keys", fault=fault)
        assert done.code in (1, 4), done.err
    shown = (home / "all.tracebacks").read_text()
    assert shown.count("a mistake of ours") >= len(FAULTS)
    assert "Secret(***)" in shown
    assert found([SECRET], files(home)) == []


def test_the_search_finds_what_is_planted(keychain: SecretService) -> None:
    run(keychain.home, "account", "list", SECRET)
    assert found([SECRET], files(keychain.home)) == [str(keychain.home / "printed.txt")]
    with subprocess.Popen(["/bin/sleep", "20"], env={**os.environ, "KEY": SECRET}) as child:
        places = found([SECRET], processes(child.pid))
        child.kill()
    assert places == [f"environ of {child.pid}"]


def test_the_worker_leaves_no_secret_anywhere(keychain: SecretService) -> None:
    home, login = keychain.home, AwsKeys(PROD_KEY)
    account = Account(name="keys", provider="aws", login=login)
    with Window(home / "worker.txt", start=command(home, "ajar.worker", fault=FAULTS[0])) as window:
        ready, _ = window.started()
        assert ready.keychain == "GNOME Keyring"
        window.ask(protocol.Check(name="keys", provider="aws", login=login, secret=SECRET))
        checked, _ = window.until(protocol.Checked)
        assert checked.trouble == ""
        window.ask(protocol.Add(account=account, secret=SECRET))
        window.until(protocol.Accounts)
        ended, _, _ = window.scanned("keys")
        assert [error.reason.value for error in ended.accounts[0].errors] == ["fault"]
        assert found([SECRET], processes(window.process.pid)) == []
        assert found([SECRET], [("the pipe", bytes(window.heard))]) == []
    assert "a mistake of ours" in (home / "all.tracebacks").read_text()
    assert found([SECRET], files(home)) == []


def test_without_a_keychain_a_key_is_kept_for_the_session_and_gone_with_it(
    aws: AwsCloud, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert aws.world.buckets
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    account = Account(name="keys", provider="aws", login=AwsKeys(PROD_KEY))
    with Window() as window:
        ready, _ = window.started()
        assert "gnome-keyring" in ready.keychain_trouble
        window.ask(protocol.Add(account=account, secret=SECRET))
        failed, _ = window.until(protocol.Failed)
        assert "for this session" in failed.says
        known, _ = window.until(protocol.Accounts)
        assert known.accounts == ()
        window.ask(protocol.Add(account=account, secret=SECRET, for_session=True))
        window.until(protocol.Accounts)
        ended, rows, _ = window.scanned()
        assert ended.accounts[0].identity.endswith("user/ana")
        assert rows
    with Window() as window:
        window.started()
        ended, _, _ = window.scanned()
        [error] = ended.accounts[0].errors
        assert error.reason.value == "keychain"
        assert "gnome-keyring" in error.message
    assert found([SECRET], files(home)) == []


def test_a_locked_keychain_is_told_in_words(keychain: SecretService) -> None:
    run(keychain.home, "account", "add", "keys", "aws", "--access-key-id", PROD_KEY, typed=f"{SECRET}\n")
    lock()
    done = run(keychain.home, "account", "check", "keys")
    assert done.code == 1
    assert "keychain" in done.err
    assert "unlock" in done.err or "password" in done.err
    assert len(done.err.splitlines()) == 1


def lock() -> None:
    """Lock the keychain, as a screen that is locked may."""
    code = "import secretstorage as s; s.get_default_collection(s.dbus_init()).lock()"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=20)
