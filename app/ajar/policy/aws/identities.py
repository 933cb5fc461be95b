"""What follows from who a requester is, as condition keys tell it: account, name, organization.

"AWS global condition context keys", properties of the principal, read 2026-11-24,
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html; what aws:userid and
aws:PrincipalType say of whom: "IAM policy elements: Variables and tags", read 2026-11-24,
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from ajar.policy.aws.patterns import Budget
from ajar.policy.aws.solver.extents import ANY_TEXT, ArnText, Extent, OneOf, Text
from ajar.policy.aws.solver.predicates import quoted
from ajar.policy.aws.solver.supplies import ABSENT, Supply, fixed, free, unknown

Identity = Mapping[str, Supply]

# "Names of users, groups, roles ... must be alphanumeric, including the following common characters: plus,
# equal, comma, period, at, underscore, and hyphen", so that none has a star or a question mark ("IAM and AWS
# STS quotas", https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, read 2026-11-24).
_NO_NAME = (f"*{quoted('*')}*", f"*{quoted('?')}*")
_UNIQUE = "?" * 17
_DIRECT: Identity = {
    "aws:principalisawsservice": fixed("false"),
    "aws:principalservicename": ABSENT,
    "aws:principalservicenameslist": ABSENT,
}


@lru_cache(maxsize=256)
def somebody(
    account: str, partition: str, organizations: tuple[str, ...], ids: frozenset[str] = frozenset()
) -> Identity:
    """Anybody of an account of which nothing else is known: it makes its users and roles as it likes.

    It is in one of the organizations, or in none, and nobody in it has one of these unique ids.
    """
    return {
        **_DIRECT,
        **of_account(account, partition, ids),
        "aws:principalorgid": free(OneOf(organizations)),
        "aws:principalorgpaths": free(Text((tuple(f"{one}/*" for one in organizations),), _NO_NAME)),
    }


@lru_cache(maxsize=256)
def member(account: str, partition: str, organization: str) -> Identity:
    """Anybody of an account that is in this organization."""
    return {
        **_DIRECT,
        **of_account(account, partition),
        "aws:principalorgid": fixed(organization),
        "aws:principalorgpaths": free(Text(((f"{organization}/*",),), _NO_NAME), missing=False),
    }


@lru_cache(maxsize=256)
def named_account(account: str, partition: str, ours: frozenset[str]) -> Identity:
    """Anybody of an account that is known by its id; its organization is not, but is none of ours."""
    return {**_DIRECT, **of_account(account, partition), **_another_organization(ours)}


def _another_organization(ours: Iterable[str]) -> Identity:
    """Whoever is in one of our organizations is ours, and looked at as such."""
    own = sorted(ours)
    return {
        "aws:principalorgid": unknown(Text(barred=tuple(own))),
        "aws:principalorgpaths": unknown(Text(barred=tuple(f"{one}/*" for one in own))),
    }


def of_account(account: str, partition: str, unique: Iterable[str] = ()) -> Identity:
    """What the users, roles and the root user of an account are called."""
    start = f"arn:{partition or 'aws'}:"
    names = (
        f"{start}iam::{account}:user/?*",
        f"{start}iam::{account}:role/?*",
        f"{start}iam::{account}:root",
        f"{start}sts::{account}:federated-user/?*",
    )
    taken = [pattern for one in unique for pattern in (one, f"{one}:*")]
    ids = (
        f"AIDA{_UNIQUE}",
        f"AROA{_UNIQUE}:?*",
        account,
        f"{account}:?*",
    )
    return {
        "aws:principalaccount": fixed(account),
        "aws:principalarn": free(ArnText(names, _NO_NAME), missing=False),
        "aws:principaltype": free(OneOf(("User", "AssumedRole", "Account", "FederatedUser")), missing=False),
        "aws:userid": free(Text((ids,), (*_NO_NAME, *taken)), missing=False),
        "aws:username": free(ANY_TEXT),
    }


def named_identity(arn: str, account: str, ours: Iterable[str]) -> Identity:
    """One user, role or session that is known by its ARN, and is in none of our organizations."""
    kind, _, name = arn.split(":", 5)[5].partition("/")
    told: dict[str, Supply] = {
        **_DIRECT,
        **_another_organization(ours),
        "aws:principalaccount": fixed(account),
        "aws:principalarn": fixed(arn),
        "aws:principaltype": fixed(_TYPES.get(kind, "AssumedRole")),
        "aws:userid": unknown(missing=False),
        "aws:username": fixed(name.rpartition("/")[2]) if kind == "user" else ABSENT,
    }
    if kind == "assumed-role":  # whose role's path the session's name leaves out
        role, start = name.partition("/")[0], f"{arn.partition(':sts:')[0]}:iam::{account}:role/"
        told["aws:principalarn"] = unknown(Text(((f"{start}{role}", f"{start}*/{role}"),)), missing=False)
    return told


_TYPES = {"user": "User", "role": "AssumedRole", "federated-user": "FederatedUser"}


def nobody_known() -> Identity:
    """Somebody who is known by a name that tells nothing else."""
    names = ("account", "arn", "type", "orgid", "orgpaths")
    told = {f"aws:principal{name}": unknown(missing=False) for name in names[:3]}
    return {
        **_DIRECT,
        **told,
        **_another_organization(()),
        "aws:userid": unknown(missing=False),
        "aws:username": unknown(),
    }


def service(name: str, on_behalf: Identity) -> Identity:
    """A service of AWS, any where the name is empty, that acts on somebody's behalf."""
    names = fixed(name) if name else free(Text((("?*.amazonaws.com",),)), missing=False)
    return {
        "aws:principalisawsservice": fixed("true"),
        "aws:principalservicename": names,
        "aws:principalservicenameslist": names,
        "aws:sourceip": unknown(),
        "aws:securetransport": fixed("true"),
        "s3:x-amz-acl": _told(_HANDED_OVER, ANY_TEXT),
        **on_behalf,
    }


# What services that write into others' buckets send, as the policies that AWS gives for them ask it.
_HANDED_OVER = OneOf(("bucket-owner-full-control",))


def on_behalf_of(account: str, partition: str, organization: Identity) -> Identity:
    """What a service tells of an account for which it acts: the account, a resource of it, its organization.

    "aws:SourceArn ... aws:SourceAccount" are there where a service tells them ("The confused deputy problem",
    https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html, read 2026-11-24). A bucket's ARN
    names no account, so that whose it is, is not known.
    """
    start = f"arn:{partition or 'aws'}:"
    known = (f"{start}*:*:{account}:?*", f"{start}s3:::strange-bucket-of-{account}")
    whose = _told(OneOf((account,)), OneOf((account,)))
    return {
        "aws:sourceaccount": whose,
        "aws:sourceowner": whose,
        "aws:sourcearn": _told(ArnText(known), ArnText((*known, f"{start}s3:::?*"))),
        "aws:sourceorgid": organization["aws:principalorgid"],
        "aws:sourceorgpaths": organization["aws:principalorgpaths"],
    }


def _told(sure: Extent, possible: Extent) -> Supply:
    """What a service tells, unless it is one that does not."""
    return Supply(sure, sure_missing=False, possible=possible, possible_missing=True)


def through(accounts: tuple[str, ...], organization: Supply) -> Identity:
    """By an endpoint of one of these accounts, which is in this organization."""
    return {
        "aws:vpceaccount": free(OneOf(accounts), missing=False),
        "aws:vpceorgid": organization,
        "aws:vpceorgpaths": unknown(),
    }


def kinds(account: str, partition: str) -> tuple[Identity, ...]:
    """The kinds of principals that an account has, each with what all of its keys say together."""
    start = f"arn:{partition}:"
    user = f"{start}iam::{account}:user/"
    return (
        {
            "aws:principalarn": _told_apart(
                ArnText((f"{user}any", f"{user}?*/any")), ArnText((f"{user}?*",))
            ),
            "aws:principaltype": fixed("User"),
            "aws:userid": free(Text(((f"AIDA{_UNIQUE}",),), _NO_NAME), missing=False),
            "aws:username": _told_apart(OneOf(("any",)), ANY_TEXT),
        },
        {
            "aws:principalarn": free(ArnText((f"{start}iam::{account}:role/?*",), _NO_NAME), missing=False),
            "aws:principaltype": fixed("AssumedRole"),
            "aws:userid": free(Text(((f"AROA{_UNIQUE}:?*",),), _NO_NAME), missing=False),
            "aws:username": ABSENT,
        },
        {
            "aws:principalarn": fixed(f"{start}iam::{account}:root"),
            "aws:principaltype": fixed("Account"),
            "aws:userid": fixed(account),
            "aws:username": ABSENT,
        },
        {
            "aws:principalarn": free(
                ArnText((f"{start}sts::{account}:federated-user/?*",), _NO_NAME), missing=False
            ),
            "aws:principaltype": fixed("FederatedUser"),
            "aws:userid": free(Text(((f"{account}:?*",),), _NO_NAME), missing=False),
            "aws:username": ABSENT,
        },
    )


def arn_of(identity: Identity) -> str:
    """The user, role or federated user that this is one of; empty for a root user, and for any of them."""
    kind, arns = identity.get("aws:principaltype"), identity.get("aws:principalarn")
    if kind is None or kind.only in {None, "Account"} or arns is None or arns.sure is None:
        return ""
    found = arns.sure.find((), Budget(1000))
    return found if isinstance(found, str) else ""


def places(identity: Identity) -> tuple[Identity, ...]:
    """In one of the organizations that it may be in, or in none: the two keys come together."""
    told = {name: identity[name] for name in ("aws:principalorgid", "aws:principalorgpaths")}
    within = {name: replace(one, sure_missing=False, possible_missing=False) for name, one in told.items()}
    if all(one.sure_missing or one.possible_missing for one in told.values()):
        return within, dict.fromkeys(told, ABSENT)
    return (within,)


def _told_apart(sure: Extent, possible: Extent) -> Supply:
    return Supply(sure, sure_missing=False, possible=possible, possible_missing=False)


def exactly(name: str) -> Supply:
    """The unique id of one user or role, with any session's name."""
    return free(Text(((name, f"{name}:?*"),)), missing=False)
