"""Who a member of a Google Cloud policy is: anyone, any Google account, somebody named, ours, or nobody.

Source: "Principal identifiers", https://cloud.google.com/iam/docs/principal-identifiers, read 2026-11-24.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ajar.model.access import Audience
from ajar.model.ours import Ours
from ajar.words.known_principals import AGENTS

PUBLIC_MEMBERS = ("allUsers", "allAuthenticatedUsers")
"""The members that nobody chose: the only ones that public access prevention shuts."""

_STRANGERS = {
    "allUsers": Audience.PUBLIC,
    "allAuthenticatedUsers": Audience.AUTHENTICATED,
    # The same two in the newer notation.
    "principalSet://goog/public:all": Audience.PUBLIC,
    "principalSet://goog/public:allAuthenticatedUsers": Audience.AUTHENTICATED,
}
_TEAMS = frozenset({"projectOwner", "projectEditor", "projectViewer"})
_POOL = re.compile(
    r"(?P<form>principal|principalSet)://iam\.googleapis\.com/projects/(?P<project>[^/]+)"
    r"/locations/[^/]+/workloadIdentityPools/(?P<pool>[^/]+)/(?P<rest>.+)"
)
_WORKFORCE = re.compile(r"principal(?:Set)?://iam\.googleapis\.com/locations/[^/]+/workforcePools/.+")
_PLACE = re.compile(
    r"principalSet://cloudresourcemanager\.googleapis\.com/"
    r"(?P<what>organizations|folders|projects)/(?P<id>[^/]+).*"
)
_CLUSTER = ".svc.id.goog"
_SERVICE_ACCOUNT = ".iam.gserviceaccount.com"
_COMPUTE = "developer.gserviceaccount.com"
"""Where the Compute Engine of every project has its own account."""
# What stands before the domains at which Google alone makes accounts (AGENTS, each with its source): a
# project's number alone, after what tells of which sort the agent is, or before the id of what it serves:
# an instance of Cloud SQL (p123-a1b2), a connection of BigQuery. Folders and organizations have others.
_AGENT = re.compile(
    r"(?:service-p?|service-project-|project-|p-?|b|bq-|bqcx-|blirc-|c-|connection-|vault-)?(\d+)(?:-[a-z0-9]+)?"
)
_APP_ENGINE = "appspot.gserviceaccount.com"


@dataclass(frozen=True)
class Party:
    """Whom a member stands for. With a `doubt`, the code of what cannot be seen, it is the widest possible.

    `group` is whether it is a group, whose members are not to be seen from here.
    """

    member: str
    audience: Audience
    doubt: str = ""
    group: bool = False


@dataclass(frozen=True)
class Home:
    """Where the resource lives: the ids of its own project, and what else is ours.

    `number_known` is False where the project's number could not be read: then a project that is named by a
    number that is not ours may still be the resource's own.
    """

    projects: frozenset[str]
    ours: Ours
    number_known: bool = True

    def project(self, member: str, project: str) -> Party:
        """Whom a project stands for: nobody outside, one of ours, or others."""
        if project in self.projects:
            return Party(member, Audience.PRIVATE)
        if project in self.ours.accounts:
            return Party(member, Audience.ORGANIZATION)
        if project.isdecimal() and not self.number_known:
            return Party(member, Audience.EXTERNAL, doubt="project_number_unread")
        return Party(member, Audience.EXTERNAL)

    def domain(self, member: str, domain: str, *, group: bool = False) -> Party:
        """Whom an account of that domain stands for, or a group that is named at it."""
        ours = domain.lower() in {name.lower() for name in self.ours.domains}
        return Party(member, Audience.ORGANIZATION if ours else Audience.EXTERNAL, group=group)

    def group(self, member: str, email: str) -> Party:
        """Whom a group stands for: ours by its own name, or by its domain."""
        if email.lower() in {name.lower() for name in self.ours.groups}:
            return Party(member, Audience.ORGANIZATION, group=True)
        return self.domain(member, email.rpartition("@")[2], group=True)


def party(member: str, home: Home) -> Party | None:
    """Whom a member stands for; None for one that was deleted, which is nobody.

    A form that is not known may be anybody, and is in doubt.
    """
    if member in _STRANGERS:
        return Party(member, _STRANGERS[member])
    if member.startswith("deleted:"):
        # "Deleted principals", https://cloud.google.com/iam/docs/principal-identifiers, read 2026-11-24.
        return None
    if "://" in member:
        return _principal(member, home)
    form, _, name = member.partition(":")
    return _named(member, form, name, home) if name else _unknown(member)


def _named(member: str, form: str, name: str, home: Home) -> Party:
    if form in _TEAMS:
        return home.project(member, name)
    if form == "domain":
        return home.domain(member, name)
    if form == "serviceAccount":
        return _service_account(member, name, home)
    if form == "group" and "@" in name:
        return home.group(member, name)
    if form == "user" and "@" in name:
        return home.domain(member, name.rpartition("@")[2])
    return _unknown(member)


def _service_account(member: str, name: str, home: Home) -> Party:
    if _CLUSTER in name:
        # A workload of a Kubernetes cluster: PROJECT.svc.id.goog[namespace/name].
        return home.project(member, name.partition(_CLUSTER)[0])
    local, _, domain = name.rpartition("@")
    if domain in AGENTS or domain == _COMPUTE:
        number = _AGENT.fullmatch(local)
        # Without a project's number in its name it is one of Google's own that serves everybody.
        return home.project(member, number[1]) if number else Party(member, Audience.EXTERNAL)
    if domain == _APP_ENGINE:
        return home.project(member, local)
    if domain.endswith(_SERVICE_ACCOUNT):
        return home.project(member, _project_id(domain.removesuffix(_SERVICE_ACCOUNT)))
    return home.domain(member, domain)


def _project_id(label: str) -> str:
    """The project's id in a service account's domain: `p`, or `p.acme.com` for the old form `acme.com:p`."""
    name, _, domain = label.partition(".")
    return f"{domain}:{name}" if domain else name


def _principal(member: str, home: Home) -> Party:
    pool = _POOL.fullmatch(member)
    if pool:
        return _workload(member, pool, home)
    place = _PLACE.fullmatch(member)
    if place and place["what"] == "projects":
        return home.project(member, place["id"])
    if place and place["what"] == "organizations":
        ours = place["id"] in home.ours.organizations
        return Party(member, Audience.ORGANIZATION if ours else Audience.EXTERNAL)
    if place or _WORKFORCE.fullmatch(member):
        # A folder's or a workforce pool's organization is not in its name.
        return Party(member, Audience.EXTERNAL, doubt="principal_not_placed")
    if member.startswith("principal://goog/subject/") and "@" in member:
        return home.domain(member, member.rpartition("@")[2])
    return _unknown(member)


def _workload(member: str, pool: re.Match[str], home: Home) -> Party:
    """Whom a workload pool lets in: its provider decides, which may be anybody's (a code host, a cloud)."""
    if pool["pool"].endswith(_CLUSTER):
        return home.project(member, pool["pool"].removesuffix(_CLUSTER))
    if pool["form"] == "principalSet" and pool["rest"] == "*":
        return Party(member, Audience.AUTHENTICATED, doubt="pool_admits_unknown")
    if home.project(member, pool["project"]).audience.outside:
        return Party(member, Audience.EXTERNAL)
    return Party(member, Audience.EXTERNAL, doubt="pool_admits_unknown")


def _unknown(member: str) -> Party:
    return Party(member, Audience.PUBLIC, doubt="member_not_known")
