"""The company's content network: one for everybody, one before its website, one for those who paid."""

from __future__ import annotations

from ajar.demo.aws.company.prod import (
    CDN_ORIGIN,
    DISTRIBUTION,
    HOME,
    PAID_DISTRIBUTION,
    PAID_DOWNLOADS,
    PROD,
    WWW_DISTRIBUTION,
)
from ajar.demo.aws.distributions import Behavior, Distribution


def distributions() -> dict[str, Distribution]:
    """Return them by their ids."""
    names = ("www.marrowfinch.example",)
    found = (
        Distribution(DISTRIBUTION, PROD, CDN_ORIGIN, HOME, control="E3ACCESSFINCH4", root="index.html"),
        Distribution(WWW_DISTRIBUTION, PROD, "marrow-www", HOME, root="index.html", aliases=names),
        Distribution(
            PAID_DISTRIBUTION,
            PROD,
            PAID_DOWNLOADS,
            HOME,
            control="E5ACCESSFINCH3",
            root="index.html",
            behaviors=(Behavior(signed=True),),
        ),
    )
    return {one.id: one for one in found}
