"""The company's content network: one distribution, which serves all that is in the bucket behind it."""

from __future__ import annotations

from ajar.demo.aws.company.prod import CDN_ORIGIN, DISTRIBUTION, HOME, PROD
from ajar.demo.aws.distributions import Distribution


def distributions() -> dict[str, Distribution]:
    """Return them by their ids."""
    found = Distribution(DISTRIBUTION, PROD, CDN_ORIGIN, HOME, control="E3ACCESSFINCH4", root="index.html")
    return {found.id: found}
