"""Plans that close an access point: pure, from what was read to the changes.

Its own block is fixed when it is made, so that only its policy can be changed.
"""

from __future__ import annotations

from ajar.providers.aws.s3_access_point.settings import SETTINGS
from ajar.providers.aws.s3_access_point.verdict import judge
from ajar.providers.aws.s3_bucket.fixes.case import Terrain
from ajar.providers.aws.s3_bucket.fixes.policy_fixes import policy_fixes

FIXES = policy_fixes(Terrain(judge=judge, settings=SETTINGS, policy="access_point_policy"))
