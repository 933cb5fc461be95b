"""The check of every night, in words: what was scheduled, how it stands, and what stands in its way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from ajar.words.language import marked, translated
from ajar.words.plain import plain

NOTHING = marked("Nothing is scheduled. `ajar schedule` has the accounts checked every night.")
REMOVED = marked("It is no longer scheduled. What was found before stays.")
NO_ACCOUNT = marked("no account was added yet. Add one with `ajar account add`.")
NOT_PASSED = marked(
    "{name} is not passed on: only proxies, endpoints, regions and places of files are, because what is "
    "passed on is written into a file. Secrets stay in the keychain."
)
NOT_SET = marked("{name} is not set here, so that there is nothing to pass on.")
SECRET_IN_IT = marked(
    "{name} holds a user name or password, which would be written into a file: it is not passed on. "
    "Use a proxy on this machine that knows the password."
)
NO_ENVIRONMENT = marked(
    "a task of Windows has no variables of its own: set them for your user, with `setx NAME VALUE`."
)
NO_SCHEDULER = marked(
    "no systemd answers for you here, and a crontab is yours to edit. Paste this line into `crontab -e`. "
    "cron reaches neither the keychain nor the desktop: name accounts that need no secret."
)

# Documentation of what each does with a time that was missed is named in jobs.nightly.
_RUNS = {
    "systemd": marked(
        "It runs while you are signed in; a night that was missed is made up for at the next sign-in. "
        "`loginctl enable-linger` lets it run without you."
    ),
    "launchd": marked(
        "It runs while you are signed in. A time at which this machine slept is made up for when it wakes, "
        "one at which it was off is not."
    ),
    "Task Scheduler": marked(
        "It runs while you are signed in and a network is there; a night that was missed is made up for."
    ),
}
_ENDED = {
    "0": marked("nothing new was found"),
    "1": marked("it could not run"),
    "2": marked("its call was wrong: schedule it again"),
    "3": marked("something new is open"),
    "4": marked("something could not be checked"),
    "130": marked("it was stopped"),
    "203": marked("Ajar is no longer where it was: schedule it again"),
}
"""How a check ended, by its exit code; 203 is systemd's own, of a program that cannot be started."""


def scheduled(at: time, accounts: Sequence[str], by: str) -> str:
    """What was just scheduled, with what, and when."""
    which = ", ".join(map(plain, accounts)) or translated(marked("every account that was added"))
    said = translated(marked("Every night at {time}, {by} starts a check of {which}."))
    return said.format(time=f"{at:%H:%M}", by=by, which=which)


def runs_while(by: str) -> str:
    """When what starts it does so, and when not."""
    return translated(_RUNS[by])


def need_keychain(accounts: Sequence[str]) -> str:
    """That these accounts' keys lie in the keychain; "" for none."""
    if not accounts:
        return ""
    said = marked(
        "In the keychain, which is locked until you sign in to the desktop: the keys of {names}. They are "
        "not checked while it is locked. A profile, SSO, a role on one of them, or application default "
        "credentials need none."
    )
    return translated(said).format(names=", ".join(map(plain, accounts)))


def by_hand(start: str, read: str) -> list[str]:
    """How a person starts it now, reads what it said, and takes it back."""
    lines = [translated(marked("Start it now:  {command}")).format(command=start)]
    if read:
        lines.append(translated(marked("What it said:  {command}")).format(command=read))
    lines.append(translated(marked("Take it back:  {command}")).format(command="ajar schedule --remove"))
    return lines


def stands(by: str, place: str) -> str:
    """What has it scheduled, and in which file."""
    return translated(marked("Scheduled with {by}: {place}")).format(by=by, place=plain(place))


def not_on(said: str) -> str:
    """That its files are there and nothing starts it."""
    return translated(marked("It is not switched on ({said}): call `ajar schedule` again.")).format(
        said=plain(said)
    )


def times(following: str, last: str, ended: str) -> list[str]:
    """When it runs next, ran last, and how that ended, as far as it is known."""
    lines = []
    if following:
        lines.append(translated(marked("Next: {time}")).format(time=plain(following)))
    if last:
        lines.append(translated(marked("Last started: {time}")).format(time=plain(last)))
    if ended:
        how = _ENDED.get(ended, marked("see what it said"))
        said = translated(marked("It ended with {code}: {how}."))
        lines.append(said.format(code=plain(ended), how=translated(how)))
    return lines


def checked(account: str, when: str) -> str:
    """When an account was last checked, by this or by hand."""
    never = translated(marked("never"))
    return translated(marked("{account} was last checked: {when}")).format(
        account=plain(account), when=when or never
    )


def failed(said: str) -> str:
    """That the system did not take it."""
    wrong = marked("it is not scheduled, and nothing was left behind: {said}.")
    return translated(wrong).format(said=plain(said).rstrip("."))


def cannot_start(program: str, said: str) -> str:
    """That this installation cannot be started by the clock."""
    wrong = marked("{program} does not start Ajar ({said}): install it, and schedule it from there.")
    return translated(wrong).format(program=plain(program), said=plain(said))


def unprintable() -> str:
    """That a path or a name cannot stand in such a file."""
    return translated(
        marked("a path or a name holds a line break or another invisible sign, which cannot be scheduled.")
    )
