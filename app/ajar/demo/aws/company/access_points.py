"""The company's access points: three to buckets of marrow-prod, and one that spans two regions."""

from __future__ import annotations

from typing import Any

from ajar.demo.aws.company import policies
from ajar.demo.aws.company.chance import Chance
from ajar.demo.aws.company.prod import HOME, PROD
from ajar.demo.aws.state import OPEN_BLOCK, AccessPoint, blocked

ARCHIVE = "marrow-drafts-archive"
EVERYONE = {"AWS": "*"}


def access_points(seed: int) -> dict[str, AccessPoint]:
    """Return them all by their ARNs."""
    makers = (_drafts_share, _press_preview, _restore, _checkpoints_anywhere)
    points = [make(Chance(seed, make.__name__)) for make in makers]
    return {point.arn: point for point in points}


def _drafts_share(chance: Chance) -> AccessPoint:
    # The bucket leaves it to its access points whom to let in, and this one lets in everybody who signs in.
    point = AccessPoint(
        "drafts-share", PROD, HOME, (ARCHIVE,), chance.near("2025-02-20"), block=dict(OPEN_BLOCK)
    )
    point.policy = policies.text(
        _allow(point, {"AWS": f"arn:aws:iam::{PROD}:role/Editors"}, policies.READ_AND_LIST, "Editors"),
        _allow(point, EVERYONE, policies.READ, "ShareTheDrafts"),
    )
    return point


def _press_preview(chance: Chance) -> AccessPoint:
    # As open by its policy, but made with the block that every new access point has, which holds it.
    point = AccessPoint("press-preview", PROD, HOME, (ARCHIVE,), chance.near("2025-06-03"), block=blocked())
    point.policy = policies.text(_allow(point, EVERYONE, policies.READ_AND_LIST, "Preview"), indent=2)
    return point


def _restore(chance: Chance) -> AccessPoint:
    point = AccessPoint(
        "restore",
        PROD,
        "eu-central-1",
        ("marrow-backups-2024",),
        chance.near("2024-02-11"),
        vpc=f"vpc-0{chance.hexadecimal(16)}",
    )
    role = {"AWS": f"arn:aws:iam::{PROD}:role/Restore"}
    point.policy = policies.text(_allow(point, role, policies.READ_AND_LIST, "Restore"), indent=None)
    return point


def _checkpoints_anywhere(chance: Chance) -> AccessPoint:
    # The first of its buckets lets in everybody who signs in by itself; the other lets in nobody.
    point = AccessPoint(
        "checkpoints-anywhere",
        PROD,
        "",
        ("marrow-ml-checkpoints", "marrow-backups-2024"),
        chance.near("2022-03-30"),
        block=dict(OPEN_BLOCK),
    )
    point.policy = policies.text(
        _allow(point, {"AWS": f"arn:aws:iam::{PROD}:role/Research"}, policies.READ_AND_LIST, "Research"),
        _allow(point, EVERYONE, policies.READ, "Downloads"),
    )
    return point


def _allow(point: AccessPoint, principal: object, actions: list[str], name: str) -> dict[str, Any]:
    """Return an Allow on the access point, on the objects behind it, or on both, as the actions need."""
    about = {"s3:ListBucket": point.arn, "s3:GetObject": f"{point.arn}/object/*"}
    return {
        "Sid": name,
        "Effect": "Allow",
        "Principal": principal,
        "Action": actions,
        "Resource": [about[action] for action in actions],
    }
