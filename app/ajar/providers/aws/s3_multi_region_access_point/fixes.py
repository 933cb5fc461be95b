"""Plans that close a Multi-Region Access Point: only its policy can be changed, and none can be removed."""

from __future__ import annotations

from ajar.providers.aws.s3_access_point.verdict import judge
from ajar.providers.aws.s3_bucket.fixes.case import Terrain
from ajar.providers.aws.s3_bucket.fixes.policy_fixes import policy_fixes
from ajar.providers.aws.s3_multi_region_access_point.settings import SETTINGS

FIXES = policy_fixes(Terrain(judge=judge, settings=SETTINGS, policy="access_point_policy", removable=False))
