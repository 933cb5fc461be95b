"""The company's content network: one before its origin, which signs, and one before its website."""

from __future__ import annotations

from ajar.demo.aws.company.prod import CDN_ORIGIN, DISTRIBUTION, HOME, PROD, WWW_DISTRIBUTION
from ajar.demo.aws.distributions import Distribution


def distributions() -> dict[str, Distribution]:
    """Return them by their ids."""
    names = ("www.marrowfinch.example",)
    found = (
        Distribution(DISTRIBUTION, PROD, CDN_ORIGIN, HOME, control="E3ACCESSFINCH4", root="index.html"),
        Distribution(WWW_DISTRIBUTION, PROD, "marrow-www", HOME, root="index.html", aliases=names),
    )
    return {one.id: one for one in found}
