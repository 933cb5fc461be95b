"""Marrow & Finch's Google Cloud project, row by row: every bucket with its access, its age and its labels.

The company and its people are made up. The objects' texts lie in `files/`, a folder for each bucket.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ajar.demo.gcp.state import BackendBucket, Binding, Entry, Logged

PROJECT = "finch-web"
PROJECT_NUMBER = "271828182845"
DOMAIN = "marrowfinch.example"
ORGANIZATION = "314159265358"
CUSTOMER = "C02finch7"
ADMIN = f"ana@{DOMAIN}"
OUTSIDER = "somebody@mail.example"
AGENCY = "agency@northpixel.example"

VIEWER = "roles/storage.objectViewer"
READER = "roles/storage.legacyObjectReader"
LISTER = "roles/storage.legacyBucketReader"
PRESS_READER = f"projects/{PROJECT}/roles/pressReader"

PROJECT_LIST: tuple[Entry, ...] = (
    (f"project-owners-{PROJECT_NUMBER}", "OWNER"),
    (f"project-editors-{PROJECT_NUMBER}", "OWNER"),
    (f"project-viewers-{PROJECT_NUMBER}", "READER"),
)


def grant(role: str, *members: str, until: str = "", title: str = "") -> Binding:
    """Return a binding; with `until`, an RFC 3339 moment, it has a condition that ends it then."""
    binding: Binding = {"role": role, "members": list(members)}
    if until:
        binding["condition"] = {"title": title, "expression": f'request.time < timestamp("{until}")'}
    return binding


def project_default(*, uniform: bool) -> list[Binding]:
    """Return the bindings that Cloud Storage gives a new bucket: the project's teams, by the legacy roles.

    "Convenience values", https://cloud.google.com/storage/docs/access-control/iam, read 2026-11-24.
    """
    makers = (f"projectEditor:{PROJECT}", f"projectOwner:{PROJECT}")
    viewers = f"projectViewer:{PROJECT}"
    bindings = [grant("roles/storage.legacyBucketOwner", *makers), grant(LISTER, viewers)]
    if uniform:
        bindings += [grant("roles/storage.legacyObjectOwner", *makers), grant(READER, viewers)]
    return bindings


@dataclass(frozen=True, slots=True)
class Row:
    """One bucket of the company: what it has beyond Cloud Storage's defaults; `age` is in days.

    `lists` says that access control lists are in use; then `first_list` is what new objects get, and
    `earlier` names the objects that were there before that and stayed private. `folders` maps a managed
    folder to its grants; `requests` were counted in the last weeks.
    """

    name: str
    age: int
    labels: dict[str, str] = field(default_factory=dict)
    grants: tuple[Binding, ...] = ()
    location: str = "EUROPE-WEST1"
    storage_class: str = "STANDARD"
    prevention: str = "inherited"
    lists: bool = False
    first_list: tuple[Entry, ...] = PROJECT_LIST
    earlier: frozenset[str] = frozenset()
    folders: dict[str, tuple[Binding, ...]] = field(default_factory=dict)
    website: dict[str, str] = field(default_factory=dict)
    requests: int = 0


# The website's files are served by a load balancer with a content network, too.
BACKENDS = (BackendBucket("web-assets", "finch-web-assets", cdn=True),)

TELLING_ROWS = (
    Row(
        "finch-web-assets",
        age=1103,
        labels={"env": "prod", "team": "web", "purpose": "public-website"},
        grants=(grant(READER, "allUsers"),),
        location="EU",
        website={"mainPageSuffix": "index.html", "notFoundPage": "404.html"},
        requests=48_213,
    ),
    Row(
        "finch-model-cards-draft",
        age=41,
        labels={"env": "draft", "team": "research", "owner": "priya"},
        grants=(grant(VIEWER, "allUsers"), grant("roles/storage.objectAdmin", f"group:research@{DOMAIN}")),
        requests=37,
    ),
    Row(
        "finch-press-embargo",
        age=2290,
        labels={"team": "comms"},
        grants=(grant(LISTER, "allUsers"),),
        location="EU",
        lists=True,
        first_list=(*PROJECT_LIST, ("allUsers", "READER")),
        earlier=frozenset({"how-we-use-this-bucket.txt", "contacts/journalists.csv"}),
    ),
    Row(
        "finch-training-logs",
        age=388,
        labels={"env": "prod", "team": "training", "cost-center": "ml-01"},
        grants=(grant(VIEWER, "allUsers"),),
        location="EUROPE-WEST4",
        prevention="enforced",
    ),
    Row(
        "finch-datasets",
        age=640,
        labels={"env": "prod", "team": "data"},
        grants=(grant("roles/storage.objectUser", f"group:data@{DOMAIN}"),),
        location="EUROPE-WEST4",
        folders={
            "shared/": (grant(VIEWER, "allUsers"),),
            "partners/": (grant(VIEWER, f"user:{AGENCY}"),),
        },
    ),
)

ORDINARY_ROWS = (
    Row("finch-web-staging", age=902, labels={"env": "staging", "team": "web"}),
    Row("finch-web-backups", age=730, labels={"env": "prod", "retention": "1y"}, storage_class="NEARLINE"),
    Row("finch-invoices-2023", age=1420, labels={"team": "office"}, storage_class="COLDLINE", location="EU"),
    Row(
        "finch-billing-export",
        age=515,
        labels={"team": "office", "managed-by": "terraform"},
        grants=(grant(VIEWER, f"domain:{DOMAIN}"),),
        location="EU",
    ),
    Row(
        "finch-contracts-2026",
        age=301,
        labels={"team": "legal"},
        grants=(
            grant(
                VIEWER, "user:o.haddad@lindenlaw.example", until="2027-03-31T00:00:00Z", title="until signing"
            ),
            grant(VIEWER, "user:temp@lindenlaw.example", until="2026-06-30T00:00:00Z", title="summer cover"),
        ),
        location="EU",
        prevention="enforced",
    ),
    Row(
        "agency-handover",
        age=187,
        labels={"team": "comms", "partner": "northpixel"},
        grants=(grant("roles/storage.objectUser", f"user:{AGENCY}"),),
    ),
    Row(
        "finch-newsroom",
        age=266,
        labels={"env": "prod", "team": "comms"},
        grants=(grant(PRESS_READER, f"group:press@{DOMAIN}"),),
        location="EU",
    ),
    Row("finch-hr-records", age=1012, labels={"team": "people"}, location="EU"),
    Row("tmp_lena_test2", age=77, grants=(grant("roles/storage.admin", f"user:lena@{DOMAIN}"),)),
    Row("finch-web_cloudbuild", age=874, location="US"),
    Row("staging.finch-web.appspot.com", age=1101, location="EU", lists=True),
    Row("eu.artifacts.finch-web.appspot.com", age=1099, location="EU", lists=True),
    Row(
        f"gcf-v2-sources-{PROJECT_NUMBER}-europe-west1",
        age=356,
        labels={"goog-managed-by": "cloudfunctions"},
        grants=(grant("roles/storage.admin", f"serviceAccount:builder@{PROJECT}.iam.gserviceaccount.com"),),
    ),
)

_OFFICE, _TRAIN = "198.51.100.24", "203.0.113.181"
_CONSOLE = "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/145.0"
_BUILDER = f"builder@{PROJECT}.iam.gserviceaccount.com"


def past() -> tuple[Logged, ...]:
    """Return what the project's log has of the last weeks; what opened long ago is not in it any more."""
    cards, assets, gcloud = "finch-model-cards-draft", "finch-web-assets", "google-cloud-sdk gcloud/549.0.0"
    set_iam, org_policy = "storage.setIamPermissions", "google.cloud.orgpolicy.v2.OrgPolicy.UpdatePolicy"
    manager, policies = "cloudresourcemanager.googleapis.com", "orgpolicy.googleapis.com"
    lena, priya, sam = (f"{name}@{DOMAIN}" for name in ("lena", "priya", "sam"))

    def one(method: str, who: str, days_ago: int, **more: Any) -> Logged:  # noqa: ANN401 - Logged's own fields
        told = {"address": _OFFICE, "agent": _CONSOLE, "number": days_ago, "time_of_day": (15, 20), **more}
        return Logged(method=method, project=PROJECT, who=who, days_ago=days_ago, **told)

    return (
        one("storage.buckets.create", priya, 41, bucket=cards),
        one(set_iam, priya, 40, bucket=cards, address=_TRAIN, time_of_day=(7, 49)),
        one(set_iam, sam, 44, bucket=assets, code=7, agent=gcloud),
        one("storage.buckets.update", lena, 118, bucket=assets, through=_BUILDER, agent=gcloud),
        one("SetIamPolicy", ADMIN, 27, service=manager),
        one(org_policy, ADMIN, 190, service=policies),
    )
