"""The buckets of marrow-staging that each teach something."""

from __future__ import annotations

from ajar.demo.aws.company import policies, texts
from ajar.demo.aws.company.chance import Chance
from ajar.demo.aws.company.prod import ENFORCED, HOME
from ajar.demo.aws.state import Bucket, blocked

STAGING = "444455556666"


def buckets(seed: int) -> list[Bucket]:
    """Return them all."""
    return [_exports(Chance(seed, "staging exports")), _terraform_state(Chance(seed, "staging state"))]


def _exports(chance: Chance) -> Bucket:
    # The twin of marrow-customer-exports: the same policy, and no block that holds it.
    name = "marrow-staging-exports"
    return Bucket(
        name,
        STAGING,
        HOME,
        chance.near("2022-02-16"),
        {"team": "sales", "data": "customers", "env": "staging"},
        policies.text(policies.allow(name, "*", policies.READ_AND_LIST, "Temporary")),
        None,
        "BucketOwnerPreferred",
        objects={"test/customers.csv": chance.text(texts.CUSTOMERS, "2026-07-08", "text/csv")},
    )


def _terraform_state(chance: Chance) -> Bucket:
    name = "marrow-staging-terraform-state"
    return Bucket(
        name,
        STAGING,
        HOME,
        chance.near("2020-06-18"),
        {"managed-by": "terraform", "env": "staging"},
        policies.text(policies.only_over_tls(name), indent=2),
        blocked(),
        ENFORCED,
        objects={"staging/terraform.tfstate": chance.filling("2026-11-03")},
    )
