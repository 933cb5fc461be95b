"""Plans that close an S3 bucket: pure, from what was read to the changes, the least invasive first.

Each works from the judge's own verdict: what it has to shut is the evidence that the verdict names, and after
each step the same judge is asked again. A plan closes the bucket or there is none, but for the one that
leaves it to a distribution; and none lets anybody in. Its parts: `case` (what opens, and whether it is shut),
`statements`, `access_list` and `blocks` (what is changed), `cutting`, `narrowing` and `layout` (how a text is
changed), `chosen` (what is left to the person), `taken` (what AWS refuses).
"""

from __future__ import annotations

from ajar.providers.aws.s3_bucket.fixes.access_list import entries_removed, owner_enforced
from ajar.providers.aws.s3_bucket.fixes.blocks import account_blocked, blocked
from ajar.providers.aws.s3_bucket.fixes.case import Terrain
from ajar.providers.aws.s3_bucket.fixes.distribution import distribution_choice, only_distribution
from ajar.providers.aws.s3_bucket.fixes.policy_fixes import fix, policy_fixes
from ajar.providers.aws.s3_bucket.settings import SETTINGS
from ajar.providers.aws.s3_bucket.verdict import judge

_BUCKET = Terrain(judge=judge, settings=SETTINGS)

FIXES = (
    *policy_fixes(_BUCKET),
    fix(_BUCKET, "narrow_to_distribution", only_distribution, distribution_choice),
    fix(_BUCKET, "remove_acl_grants", lambda case, _: entries_removed(case)),
    fix(_BUCKET, "enforce_bucket_owner", lambda case, _: owner_enforced(case)),
    fix(_BUCKET, "block_public_access", lambda case, _: blocked(case)),
    fix(_BUCKET, "block_account_public_access", lambda case, _: account_blocked(case)),
)
